"""docgen check against damage: each copy that is gone, swapped or altered is named."""

from __future__ import annotations

import hashlib
import itertools
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from docgen.workspace.output_paths import TOLD_HINTS
from docgen.workspace.runs.last_build import RECORD
from docgen.workspace.store.contents import RECORD as CONTENTS
from docgen.workspace.store.state import STATE
from tests.check.office import ARCHIVE, INVITATION, ROWS, BuiltOffice

pytestmark = pytest.mark.soffice

COPIES = [
    ("undangan", "asli-1", "asli 1", "Camat Utara"),
    ("undangan", "asli-2", "asli 2", "Camat Selatan"),
    ("undangan", "tembusan-1", "tembusan 1", "Walikota"),
    ("undangan", "tembusan-2", "tembusan 2", "Sekretaris Daerah"),
    ("undangan", "arsip", "arsip", "Arsip"),
    ("undangan", "arsip-2", "arsip", "Bidang Umum"),
    ("tte", "asli-1", "asli 1", "Camat Utara"),
    ("siap", "asli-1", "asli 1", "Camat Utara"),
]
NUMBERS = {"undangan": "005/1/DPK/2025", "tte": "045/3/DPK/2025", "siap": ""}


def tree(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def made(root: Path) -> dict[str, str]:
    """The tree without what tells of runs."""
    own = (STATE, Path(RECORD).name, Path(TOLD_HINTS).name, Path(CONTENTS).name)
    return {name: sha for name, sha in tree(root).items() if Path(name).name not in own}


def test_as_built_nothing_is_refuted_and_nothing_written(office: BuiltOffice) -> None:
    before = tree(office.root)
    assert office.check() == (0, [])
    assert tree(office.root) == before


@pytest.mark.parametrize(("letter", "kind", "role", "recipient"), COPIES)
def test_a_missing_copy_is_named(
    office: BuiltOffice, letter: str, kind: str, role: str, recipient: str
) -> None:
    path = office.letter(letter, f"{kind}.pdf")
    path.unlink()
    code, findings = office.check()
    assert code == 1
    (finding,) = findings
    assert finding["code"] == "copy-missing"
    assert finding["where"]["file"] == path.relative_to(office.root).as_posix()
    for part in (f"«{letter}»", NUMBERS[letter], f"rangkap {role} untuk {recipient}"):
        assert part in finding["message"]


def test_a_build_brings_missing_copies_back(office: BuiltOffice) -> None:
    before = made(office.root)
    for copy in office.letter("undangan", "docx").parent.glob("undangan.*-*.pdf"):
        copy.unlink()
    office.letter("undangan", "arsip.pdf").unlink()
    office.letter("tte", "arsip.pdf").unlink()
    assert office.build() == 0
    assert made(office.root) == before
    assert office.check() == (0, [])


def test_a_single_copy_comes_back_with_the_same_bytes(office: BuiltOffice) -> None:
    before = made(office.root)
    office.letter("undangan", "asli-2.pdf").unlink()
    assert office.build() == 0
    assert office.check() == (0, [])
    assert made(office.root) == before


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("undangan.asli-1", "undangan.asli-2", "copy-wrong-recipient"),
        ("undangan.asli-1", "undangan.tembusan-1", "copy-wrong-role"),
        ("undangan.tembusan-2", "undangan.arsip-2", "copy-wrong-role"),
        ("undangan.asli-1", "edaran.asli-1", "copy-wrong-role"),
        ("undangan.arsip", "undangan.arsip-2", "copy-wrong-recipient"),
    ],
)
def test_swapped_copies(office: BuiltOffice, one: str, other: str, code: str) -> None:
    paths = [office.letter(*f"{name}.pdf".split(".", 1)) for name in (one, other)]
    first, second = (path.read_bytes() for path in paths)
    paths[0].write_bytes(second)
    paths[1].write_bytes(first)
    found = office.refutes()
    for path in paths:
        assert (code, path.name) in found
        assert ("checksum-wrong", path.name) in found


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-600])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def other_file(path: Path) -> None:
    path.write_text("bukan PDF\n%%EOF\n", encoding="utf-8")


def shuffle_bytes(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:300] + b"\x00" * 4000 + b"%%EOF\n")


@pytest.mark.parametrize("damage", [cut, empty, other_file, shuffle_bytes])
def test_a_damaged_copy(office: BuiltOffice, damage: Callable[[Path], None]) -> None:
    damage(office.letter("undangan", "asli-1.pdf"))
    damage(office.letter("undangan", "pdf"))
    assert office.refutes() == [
        ("checksum-wrong", "undangan.asli-1.pdf"),
        ("copy-unreadable", "undangan.asli-1.pdf"),
        ("paper-unreadable", "undangan.pdf"),
    ]


def change_info(path: Path, **values: str) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for key, value in values.items():
            pdf.docinfo[f"/docgen:{key}"] = value
        pdf.save(path)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("recipient", "Camat Barat", "copy-wrong-recipient"),
        ("role", "tembusan", "copy-wrong-role"),
        ("letter", "edaran", "copy-wrong-role"),
        ("version", "0" * 16, "copy-old-version"),
    ],
)
def test_changed_properties(office: BuiltOffice, key: str, value: str, code: str) -> None:
    change_info(office.letter("undangan", "asli-1.pdf"), **{key: value})
    assert office.refutes() == sorted(
        [("checksum-wrong", "undangan.asli-1.pdf"), (code, "undangan.asli-1.pdf")]
    )


@pytest.mark.parametrize("kind", ["asli-1", "arsip"])
def test_a_copy_without_its_mark(office: BuiltOffice, kind: str) -> None:
    """The word ARSIP in the letterhead is not the mark."""
    path = office.letter("undangan", f"{kind}.pdf")
    with pikepdf.open(path) as pdf:
        info = {key[8:]: str(pdf.docinfo[key]) for key in pdf.docinfo if "docgen:" in key}
    path.write_bytes(office.letter("undangan", "pdf").read_bytes())
    change_info(path, **info)
    assert ("copy-mark-missing", path.name) in office.refutes()


def test_a_copy_with_a_page_too_many(office: BuiltOffice) -> None:
    path = office.letter("edaran", "asli-1.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages.append(pdf.pages[0])
        pdf.save(path)
    assert ("copy-text-differs", path.name) in office.refutes()


def test_a_copy_of_other_words(office: BuiltOffice) -> None:
    path = office.letter("undangan", "asli-1.pdf")
    properties = {"letter": "undangan", "role": "asli", "recipient": "Camat Utara"}
    path.write_bytes(office.letter("edaran", "asli-1.pdf").read_bytes())
    change_info(path, **properties)
    assert ("copy-text-differs", path.name) in office.refutes()


def test_a_letter_that_was_changed_after_its_copies(office: BuiltOffice) -> None:
    with zipfile.ZipFile(office.letter("edaran", "docx"), "a") as archive:
        archive.writestr("catatan.txt", "x")
    kinds = ("arsip-2", "arsip", "asli-1")
    assert office.refutes() == [
        ("checksum-wrong", "edaran.docx"),
        *(("copy-old-version", f"edaran.{kind}.pdf") for kind in kinds),
        ("paper-old-version", "edaran.pdf"),
    ]


@pytest.mark.parametrize("name", ["letters/keluar/edaran/edaran", "sop/clean"])
def test_missing_papers(office: BuiltOffice, name: str) -> None:
    paths = [office.root / "output" / f"{name}.{kind}" for kind in ("docx", "pdf")]
    paths += (office.root / "output").glob(f"{name}-1.svg")
    for path in paths:
        path.unlink()
    found = [place for code, place in office.refutes() if code == "paper-missing"]
    assert found == sorted(path.name for path in paths)


def test_a_docx_that_is_none(office: BuiltOffice) -> None:
    (office.root / "output/sop/clean.docx").write_text("teks", encoding="utf-8")
    assert office.refutes() == [("paper-unreadable", "clean.docx")]


def test_sealed_copies_are_the_original_byte_for_byte(office: BuiltOffice) -> None:
    original = (office.root / "ttd/tte.pdf").read_bytes()
    kinds = ("asli-1", "asli-2", "arsip", "arsip-2")
    paths = [office.letter("tte", f"{kind}.pdf") for kind in kinds]
    assert [path.read_bytes() for path in paths] == [original] * 4
    paths[1].write_bytes(original + b"\n")
    assert office.refutes() == [
        ("checksum-wrong", "tte.asli-2.pdf"),
        ("copy-seal-differs", "tte.asli-2.pdf"),
    ]


def test_a_sealed_paper_that_nobody_can_open(office: BuiltOffice) -> None:
    """Then building again helps nobody: the paper itself must come again."""
    kinds = ("asli-1", "asli-2", "arsip", "arsip-2")
    for path in (office.root / "ttd/tte.pdf", *(office.letter("tte", f"{k}.pdf") for k in kinds)):
        path.write_bytes(path.read_bytes()[:-300])
    _code, findings = office.check()
    said = [each["message"] for each in findings if each["code"] == "copy-unreadable"]
    assert len(said) == 4 and all("ttd/tte.pdf sendiri terkunci" in each for each in said)


def test_a_sealed_copy_replaced_by_an_open_one(office: BuiltOffice) -> None:
    path = office.letter("tte", "asli-1.pdf")
    path.write_bytes(office.letter("tte", "pdf").read_bytes())
    assert ("copy-wrong-role", path.name) in office.refutes()


def test_the_signed_paper_was_exchanged(office: BuiltOffice) -> None:
    signed = office.root / "ttd/tte.pdf"
    signed.write_bytes(signed.read_bytes() + b"\n")
    found = [place for code, place in office.refutes() if code == "copy-seal-differs"]
    assert len(found) == 4


def test_a_copy_that_nobody_asked_for(office: BuiltOffice) -> None:
    extra = office.letter("undangan", "tembusan-3.pdf")
    extra.write_bytes(office.letter("undangan", "tembusan-2.pdf").read_bytes())
    code, findings = office.check()
    assert code == 0
    assert [(f["code"], Path(f["where"]["file"]).name) for f in findings] == [
        ("copy-surplus", extra.name)
    ]
    with (office.root / "profil/uji.toml").open("a", encoding="utf-8") as profile:
        profile.write('[tingkat]\ncopy-surplus = "error"\n')
    assert office.refutes() == [("copy-surplus", extra.name)]


def test_one_tembusan_more_in_the_data(office: BuiltOffice) -> None:
    first = INVITATION | {"tembusan": "Walikota; Sekretaris Daerah; Inspektur"}
    ARCHIVE.rewrite(office.root, keluar=[first, *ROWS[1:]])
    (finding,) = [f for f in office.check()[1] if f["code"] == "copy-missing"]
    assert "rangkap tembusan 3 untuk Inspektur" in finding["message"]


LINES = {
    "berkas": ("x.pdf", "ledger-line-missing"),
    "sha256": ("0" * 64, "checksum-wrong"),
    "penerima": ("Camat Barat", "ledger-line-wrong"),
    "peran": ("arsip", "ledger-line-wrong"),
    "surat": ("keluar/edaran", "ledger-line-wrong"),
    "nomor": ("005/9/DPK/2025", "ledger-line-wrong"),
}


@pytest.mark.parametrize("key", LINES)
def test_an_edited_ledger(office: BuiltOffice, key: str) -> None:
    ledger = office.root / "output/copies.json"
    data = json.loads(ledger.read_text(encoding="utf-8"))
    line = next(each for each in data["rangkap"] if each["berkas"].endswith("undangan.asli-1.pdf"))
    line[key], code = LINES[key]
    ledger.write_text(json.dumps(data), encoding="utf-8")
    found = office.refutes()
    # The ledger itself has a checksum.
    also = "ledger-line-surplus" if key == "berkas" else "checksum-wrong"
    assert (also, "copies.json") in found
    assert {each for each, _place in found} == {code, also}


def test_a_line_taken_from_the_ledger(office: BuiltOffice) -> None:
    ledger = office.root / "output/copies.json"
    data = json.loads(ledger.read_text(encoding="utf-8"))
    del data["rangkap"][0]
    ledger.write_text(json.dumps(data), encoding="utf-8")
    assert office.refutes() == [
        ("checksum-wrong", "copies.json"),
        ("ledger-line-missing", "copies.json"),
    ]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"{}", b'{"rangkap": 5}', b'{"rangkap": ["x"]}', b"\xff"]
)
def test_a_broken_ledger(office: BuiltOffice, content: bytes) -> None:
    (office.root / "output/copies.json").write_bytes(content)
    assert office.refutes() == [("ledger-unreadable", "copies.json")]


def test_no_ledger_and_nothing_at_all(office: BuiltOffice) -> None:
    (office.root / "output/copies.json").unlink()
    assert office.refutes() == [("ledger-missing", "copies.json")]
    for path in (office.root / "output").rglob("*.pdf"):
        path.unlink()
    counts = {
        code: len(list(places))
        for code, places in itertools.groupby(office.refutes(), key=lambda found: found[0])
    }
    assert counts == {
        "bundle-missing": 1,
        "copy-missing": 6 + 3 + 4 + 3,
        "ledger-missing": 1,
        "paper-missing": 5,
    }
