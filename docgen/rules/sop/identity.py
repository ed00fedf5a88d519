"""The identity sheet of a SOP: its fields, who approves it, the titles of its lanes."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.model.staff.nip import Nip, parse_nip
from docgen.model.staff.rank import rank_problem, read_rank
from docgen.rules.sop.subject import Subject
from docgen.rules.sop.told import Fault, hint, warning

_LISTS = (
    "dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan",
)  # fmt: skip


def check_identity(subject: Subject) -> Iterator[Fault]:
    """sop-name-empty, sop-identity-empty, sop-approver-unnamed, nip-invalid, rank-grade-mismatch,
    sop-lane-twice, sop-lane-unused."""
    yield from _names(subject)
    yield from _fields(subject)
    yield from _people(subject)
    yield from _lanes(subject)


def says_nothing(text: str | None) -> bool:
    """Whether a text is blank, a dash or the like."""
    return not any(map(str.isalnum, text or ""))


def _names(subject: Subject) -> Iterator[Fault]:
    """What is printed at the head of every page, and what a lane is called."""
    sop = subject.sop
    named: list[tuple[str, str, tuple[str, ...]]] = [
        ("nama SOP", sop.nama, ("nama",)),
        ("nomor SOP", sop.nomor, ("nomor",)),
        ("nama pemerintah", sop.instansi.pemerintah, ("instansi", "pemerintah")),
        ("nama instansi", sop.instansi.nama, ("instansi", "nama")),
        ("jabatan yang mengesahkan", sop.disahkan_oleh.jabatan, ("disahkan_oleh", "jabatan")),
    ]
    named += [("judul lajur", title, ("pelaksana", key)) for key, title in sop.pelaksana.items()]
    for what, text, path in named:
        if says_nothing(text):
            yield warning("sop-name-empty", subject.where(*path), what, "kosong; isi")


def _fields(subject: Subject) -> Iterator[Fault]:
    sop = subject.sop
    for key in _LISTS:
        if not getattr(sop, key).isi:
            advice = 'kosong; isi, atau tulis "-" bila memang tidak ada'
            yield warning("sop-identity-empty", subject.where(key), f"«{sop.label(key)}»", advice)
    if not sop.disahkan_oleh.nama and not (sop.penutup and sop.penutup.nama):
        advice = "nama pejabat yang mengesahkan tidak disebut"
        yield hint("sop-approver-unnamed", subject.where("disahkan_oleh"), "", advice)


def _people(subject: Subject) -> Iterator[Fault]:
    """NIP, rank and grade of who approves and who closes; heads of regions have none."""
    for key, person in (
        ("disahkan_oleh", subject.sop.disahkan_oleh),
        ("penutup", subject.sop.penutup),
    ):
        if person is None:
            continue
        number = parse_nip(person.nip or "") if not says_nothing(person.nip) else ""
        if number and not isinstance(number, Nip):
            yield warning("nip-invalid", subject.where(key, "nip"), "", number)
        rank, grade = read_rank(person.pangkat or "")
        # A rank without its grade is usual in a signature.
        problem = rank_problem(rank, grade, number if isinstance(number, Nip) else None)
        if grade and problem:
            yield warning("rank-grade-mismatch", subject.where(key, "pangkat"), "", problem)


def _lanes(subject: Subject) -> Iterator[Fault]:
    sop = subject.sop
    used = {lane for step in sop.langkah for lane in step.pelaksana}
    first: dict[str, str] = {}
    for key, title in sop.pelaksana.items():
        place, what = subject.where("pelaksana", key), f"lajur «{title}»"
        if key not in used:
            advice = "tidak pernah melaksanakan langkah; hapus bila tidak perlu"
            yield warning("sop-lane-unused", place, what, advice)
        folded = " ".join(title.casefold().split())
        if folded and key != first.setdefault(folded, key):
            advice = f"sama judulnya dengan lajur «{first[folded]}»; satukan, atau bedakan judulnya"
            yield warning("sop-lane-twice", place, what, advice)
