"""The rules for SOP sheets (domain rules §1) and the defects seen in real ones, as findings.

What was read in a rule is a warning; conventions of practice are mostly hints. A profile may raise
them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from docgen.findings import Finding, Where, hint, warning
from docgen.model.sop import Sop, Step, Symbol
from docgen.model.writing.dates import is_partial_date, parse_date
from docgen.model.writing.durations import is_tight, parse_duration
from docgen.rules.sop_words import check_words

# Turns a path of keys ("langkah", 2, "waktu") into a place in the spec.
Locate = Callable[..., Where]

_SPACES = re.compile(r"\s+")


def check_sop(sop: Sop, where: Locate, known_sops: Collection[str] = ()) -> tuple[Finding, ...]:
    """All findings of one SOP by line; ``known_sops`` are the names that it may refer to."""
    rules = (_identity, _dates, _terminators, _exits, _reach, _lanes, _mutu_baku, _times, _total)
    found = [finding for rule in rules for finding in rule(sop, where)]
    found += check_words(sop, where, known_sops)
    return tuple(sorted(found, key=lambda finding: finding.where.line or 0))


def _step_name(sop: Sop, step: Step) -> str:
    return f"langkah {sop.langkah.index(step) + 1} («{step.id}»)"


def _place(sop: Sop, step: Step, where: Locate, *key: str) -> Where:
    return where("langkah", sop.langkah.index(step), *key)


def _identity(sop: Sop, where: Locate) -> Iterator[Finding]:
    for key in (
        "dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan",
        "pencatatan",
    ):  # fmt: skip
        if not getattr(sop, key).isi:
            message = f'«{sop.label(key)}» kosong; isi, atau tulis "-" bila memang tidak ada'
            yield warning("sop-identity-empty", where(key), message)
    if not sop.disahkan_oleh.nama and not (sop.penutup and sop.penutup.nama):
        message = "nama pejabat yang mengesahkan tidak disebut"
        yield hint("sop-approver-unnamed", where("disahkan_oleh"), message)


def _dates(sop: Sop, where: Locate) -> Iterator[Finding]:
    for key, name, text in (
        ("pembuatan", "Tanggal Pembuatan", sop.tanggal.pembuatan),
        ("revisi", "Tanggal Revisi", sop.tanggal.revisi),
        sop.tanggal.approval,
    ):
        place = where("tanggal", key)
        if text is None and key != "revisi":
            yield warning("sop-date-missing", place, f"«{name}» belum diisi")
        elif text and text != "-" and parse_date(text) is None:
            what = "tidak lengkap" if is_partial_date(text) else "bukan tanggal yang mungkin"
            message = f"«{name}»: «{text}» {what}; tulis seperti 21 November 2026"
            yield warning("sop-date-incomplete", place, message)


def _terminators(sop: Sop, where: Locate) -> Iterator[Finding]:
    starts = [step for step in sop.langkah if step.simbol is Symbol.MULAI]
    if len(starts) != 1:
        message = f"SOP harus punya tepat satu simbol mulai, di sini {len(starts)}"
        yield warning("sop-start", where("langkah"), message)
    if not any(step.simbol is Symbol.SELESAI for step in sop.langkah):
        yield warning("sop-end", where("langkah"), "SOP belum punya simbol selesai")
    for step in sop.langkah:
        if step.uraian.strip().lower() in ("selesai", "mulai") and step.waktu:
            message = f"{_step_name(sop, step)} hanya «{step.uraian}» tetapi memakai waktu"
            yield hint("sop-terminator-timed", _place(sop, step, where), message)


def _exits(sop: Sop, where: Locate) -> Iterator[Finding]:
    """Boxes without words, ends that go on, decisions that decide nothing."""
    for step in sop.langkah:
        if not step.uraian:
            message = f"{_step_name(sop, step)} belum punya uraian; isi kegiatannya"
            yield warning("sop-step-empty", _place(sop, step, where, "uraian"), message)
        if step.simbol is Symbol.SELESAI and step.ke:
            message = (
                f"{_step_name(sop, step)} bersimbol selesai tetapi masih menuju "
                f"«{', '.join(step.ke)}»; hapus «ke», atau ganti simbolnya"
            )
            yield warning("sop-end-continues", _place(sop, step, where, "ke"), message)
        if step.ya and step.tidak and step.ya.ke == step.tidak.ke:
            message = (
                f"{_step_name(sop, step)}: «ya» dan «tidak» menuju langkah yang sama, jadi tidak "
                "memutuskan apa pun; periksa tujuannya"
            )
            yield warning("sop-exits-same", _place(sop, step, where, "tidak"), message)


def _reach(sop: Sop, where: Locate) -> Iterator[Finding]:
    """Steps that no arrow reaches, counted from the first step."""
    onward: dict[str, list[str]] = {step.id: [] for step in sop.langkah}
    for flow in sop.flows():
        onward[flow.source].append(flow.target)
    reached, waiting = set(), [sop.langkah[0].id]
    while waiting:
        step_id = waiting.pop()
        if step_id not in reached:
            reached.add(step_id)
            waiting += onward[step_id]
    for step in sop.langkah:
        if step.id not in reached:
            message = f"{_step_name(sop, step)} tidak dituju oleh panah mana pun"
            yield warning("sop-unreachable", _place(sop, step, where), message)


def _lanes(sop: Sop, where: Locate) -> Iterator[Finding]:
    used = {lane for step in sop.langkah for lane in step.pelaksana}
    for key, title in sop.pelaksana.items():
        if key not in used:
            message = f"lajur «{title}» tidak pernah melaksanakan langkah; hapus bila tidak perlu"
            yield warning("sop-lane-unused", where("pelaksana", key), message)


def _mutu_baku(sop: Sop, where: Locate) -> Iterator[Finding]:
    for step in sop.langkah:
        empty = [key for key in ("kelengkapan", "waktu", "output") if not getattr(step, key)]
        if empty:
            message = f"{_step_name(sop, step)}: mutu baku kosong: {', '.join(empty)}"
            yield warning("sop-mutu-baku-empty", _place(sop, step, where), message)


def _times(sop: Sop, where: Locate) -> Iterator[Finding]:
    for step in sop.langkah:
        if not step.waktu or step.waktu == "-":
            continue
        duration = parse_duration(step.waktu)
        if duration is None:
            message = (
                f"{_step_name(sop, step)}: waktu «{step.waktu}» tidak terbaca; tulis seperti "
                "«15 menit» atau «1 hari 2 jam»"
            )
            yield warning("sop-time-unreadable", _place(sop, step, where, "waktu"), message)
            continue
        if is_tight(step.waktu):
            message = f"{_step_name(sop, step)}: beri spasi dalam «{step.waktu}»"
            yield hint("sop-time-spacing", _place(sop, step, where, "waktu"), message)
        if duration.of("hari") and not sop.tata_letak.hari_adalah:
            message = (
                f"{_step_name(sop, step)}: «hari» dapat berarti hari kerja atau hari kalender; "
                "tulis «hari kerja», atau isi tata_letak.hari_adalah"
            )
            yield warning("sop-day-ambiguous", _place(sop, step, where, "waktu"), message)


def _total(sop: Sop, where: Locate) -> Iterator[Finding]:
    stated = sop.tata_letak.total_waktu
    if isinstance(stated, bool):
        return
    computed = str(sop.computed_total())
    if _plain(stated) != _plain(computed):
        message = f"total waktu tertulis «{stated}», jumlah langkahnya «{computed}»"
        yield warning("sop-total-differs", where("tata_letak", "total_waktu"), message)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text.replace("+", " ")).strip().lower()
