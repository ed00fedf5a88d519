"""What a paper would lack is found before it has a number; no column goes unread."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import docx
import pytest
from docx.shared import Mm

from docgen.findings import Finding, Severity
from docgen.load.letters.dispositions import COLUMNS as OF_DISPOSITIONS
from docgen.load.letters.letters import COLUMNS as OF_LETTERS
from docgen.workspace.kinds.disposition import NAMES as DISPOSITIONS
from docgen.workspace.kinds.disposition import SHOWN_BY as FORM_SHOWN_BY
from docgen.workspace.kinds.letter import NAMES as LETTERS
from docgen.workspace.opening.load import load_all
from tests.support.documents import docx_of
from tests.support.office import Office, incoming, letter
from tests.support.workbooks import write_book

OFFICIALS = [("kunci", "nama", "jabatan"), ("kepala", "Ratna", "Kepala Badan")]


def found(root: Path, *codes: str) -> list[Finding]:
    """The findings of these codes, once everything is read."""
    return [each for each in load_all(root).findings if each.code in codes]


def cells(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(str(each.where.cell or each.where.file), str(each.severity)) for each in findings]


def column(root: Path, name: str, text: str = "x", *, of_letters: bool = True) -> list[Finding]:
    """What is said of one more column."""
    if of_letters:
        office = Office().letters("keluar", letter("a", **{name: text}))
    else:
        office = Office().incoming("masuk", incoming("m", **{name: text}))
    office.write(root)
    return found(root, "column-reserved", "column-unused", "column-unknown")


@pytest.mark.parametrize("name", ["Nomor", "tanggal", "Pejabat", "rahasia", "kode_qr", "butir"])
def test_a_letter_has_no_column_that_docgen_computes(name: str, tmp_path: Path) -> None:
    (finding,) = column(tmp_path, name)
    assert (finding.code, finding.severity) == ("column-reserved", Severity.ERROR)
    assert str(finding.where.cell).endswith("1")


@pytest.mark.parametrize("name", ["Diteruskan", "tempat_tanggal", "jabatan_ttd"])
def test_a_disposition_has_no_column_that_docgen_computes(name: str, tmp_path: Path) -> None:
    (finding,) = column(tmp_path, name, of_letters=False)
    assert (finding.code, finding.severity) == ("column-reserved", Severity.ERROR)


def test_every_placeholder_is_a_column_or_taken() -> None:
    assert LETTERS.given - {*OF_LETTERS, "dari"} == {*LETTERS.taken}
    assert DISPOSITIONS.given - {*OF_DISPOSITIONS} == {*DISPOSITIONS.taken}


@pytest.mark.parametrize(
    ("name", "likely"),
    [
        ("sifat", "derajat"), ("kerahasiaan", "keamanan"), ("kode_klasifikasi_keamanan", None),
        ("yang_memaraf", None), ("tgl_kirim", "tanggal_kirim"), ("warna", None),
    ],
)  # fmt: skip
def test_a_column_that_nothing_reads_is_named(
    name: str, likely: str | None, tmp_path: Path
) -> None:
    (finding,) = column(tmp_path, name)
    assert finding.code == "column-unused" and f"«{name}»" in finding.message
    if likely:
        assert f"«{likely}»?" in finding.message and finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("derajat", "Segera"), ("lampiran", "Satu berkas"), ("keamanan", "Rahasia"),
        ("tembusan", "Camat Selatan"), ("tautan", "https://contoh.go.id/1"),
    ],
)  # fmt: skip
def test_a_column_that_its_template_does_not_print_is_named(
    name: str, text: str, tmp_path: Path
) -> None:
    more = {"cara_ttd": "tte"} if name == "tautan" else {}
    root = (
        Office().letters("keluar", letter("a"), letter("b", **{name: text}, **more)).write(tmp_path)
    )
    assert found(root, "column-unused") == []

    bare = docx_of("{{ nomor }} {{ pembuka }} {{ isi }} {{ penutup }} {{ kalimat_tte }}")
    (root / "templates/surat_dinas.docx").write_bytes(bare)
    (finding,) = found(root, "column-unused")
    assert finding.severity is Severity.WARNING and str(finding.where.cell).endswith("3")
    assert f"«{name}» berisi «{text}» (1 baris)" in finding.message


def test_so_it_is_of_a_form(tmp_path: Path) -> None:
    root = Office().incoming("masuk", incoming("m", catatan="Segera dibalas")).write(tmp_path)
    assert found(root, "column-unused") == []

    every = " ".join(f"{{{{ {name} }}}}" for name in FORM_SHOWN_BY if name != "catatan")
    every = every.replace("diteruskan_kepada", "diteruskan[0].label")
    (root / "templates/lembar_disposisi.docx").write_bytes(docx_of(every, "{{ nomor_agenda }}"))
    (finding,) = found(root, "column-unused")
    assert "«catatan» berisi «Segera dibalas»" in finding.message


@pytest.mark.parametrize(
    ("name", "text"),
    [("derajat", "biasa"), ("derajat", "Rutin"), ("lampiran", "-"), ("tembusan", "–")],
)
def test_what_says_nothing_need_not_be_printed(name: str, text: str, tmp_path: Path) -> None:
    row = letter("a", **{name: text})
    root = Office().letters("keluar", row).write(tmp_path)
    bare = docx_of("{{ nomor }} {{ pembuka }} {{ isi }} {{ penutup }}")
    (root / "templates/surat_dinas.docx").write_bytes(bare)
    assert found(root, "column-unused") == []


@pytest.mark.parametrize("name", ["warna", "disposisi"])
def test_of_dispositions_too(name: str, tmp_path: Path) -> None:
    (finding,) = column(tmp_path, name, of_letters=False)
    assert (finding.code, str(finding.where.cell)[1:]) == ("column-unused", "1")


def test_shortened_words_of_a_head_are_known(tmp_path: Path) -> None:
    row = {("tgl_ttd" if key == "tanggal_ttd" else key): text for key, text in letter("a").items()}
    Office().letters("keluar", row).write(tmp_path)
    (finding,) = found(tmp_path, "column-unknown")
    assert "tanggal_ttd" in finding.message and finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("paraf", "signed", "severity"),
    [("", "6 Januari 2025", "error"), ("", "", "error"), ("Budi", "", "warning")],
)
def test_a_covering_letter_without_items(
    paraf: str, signed: str, severity: str, tmp_path: Path
) -> None:
    row = letter("a", paraf=paraf, tanggal_ttd=signed, tanggal_nomor="")
    other = letter("b")
    office = Office().letters("antar", row, other, template="surat_pengantar")
    office.write(tmp_path)
    heads = (*row,)
    write_book(
        tmp_path / "data/surat.xlsx",
        antar=[heads, [*row.values()], [other.get(head) for head in heads]],
        pejabat=OFFICIALS,
        butir=[("id", "jenis"), ("b", "Laporan")],
    )
    assert cells(found(tmp_path, "items-missing")) == [("A2", severity)]


def test_other_letters_need_no_items(tmp_path: Path) -> None:
    Office().letters("keluar", letter("a")).write(tmp_path)
    assert found(tmp_path, "items-missing", "office-part-empty", "font-lacks-sign") == []


@pytest.mark.parametrize("part", ["kota", "nama", "pemerintah"])
def test_an_office_without_a_part_of_its_letterhead(part: str, tmp_path: Path) -> None:
    Office(**{part: ""}).letters("keluar", letter("a")).write(tmp_path)
    (finding,) = found(tmp_path, "office-part-empty")
    assert finding.severity is Severity.ERROR and f"«{part}»" in finding.message


def test_an_office_that_signs_nothing_needs_no_place(tmp_path: Path) -> None:
    office = Office().kop("lain", kota="").letters("keluar", letter("a", kop="bkd"))
    office.write(tmp_path)
    assert found(tmp_path, "office-part-empty") == []


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="fontconfig is not installed")
@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({"hal": "Undangan 🎉📚"}, ["U+1F389", "U+1F4DA"]),
        ({"isi": "بسم الله الرحمن"}, ["U+0628", "dan"]),
        ({"tujuan": "Camat 中央"}, ["U+4E2D"]),
        ({"pembuka": "\uf0b7 satu"}, ["U+F0B7"]),  # of a font for signs, pasted from Word
        ({"hal": "Café «satu» – “dua” … 5 °C, ½ €"}, []),
        ({"catatan": "🎉"}, []),  # never printed
    ],
)
def test_signs_that_the_font_of_the_template_lacks(
    texts: dict[str, str], told: list[str], tmp_path: Path
) -> None:
    Office().letters("keluar", letter("a", **texts)).write(tmp_path)
    signs = found(tmp_path, "font-lacks-sign")
    assert len(signs) == bool(told)
    assert all(each in signs[0].message for each in told)
    assert all(str(each.where.cell)[1:] == "2" for each in signs)


CONTENTS = {
    ".pdf": b"%PDF-1.7\n", ".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff\xe0",
    "zip": b"PK\x03\x04", "html": b"<!DOCTYPE html><html>", "heic": b"\0\0\0\x18ftypheic",
    "unknown": b"apa saja", "empty": b"",
}  # fmt: skip
GROUPS = ({".pdf"}, {".png", ".jpg", ".jpeg"}, {".docx", ".xlsx", "zip"})


@pytest.mark.parametrize("kind", CONTENTS)
@pytest.mark.parametrize(
    ("column_name", "suffix"),
    [*product(["berkas_lampiran", "berkas_ttd"], [".pdf", ".PDF", ".png", ".jpeg"]),
     ("berkas_lampiran", ".docx")],
)  # fmt: skip
def test_a_file_under_the_name_of_another_kind_is_told_of(
    column_name: str, suffix: str, kind: str, tmp_path: Path
) -> None:
    """Before a number is given; what nobody knows is left to whoever opens it."""
    row = letter("a", lampiran="", **{column_name: f"scan/bukti{suffix}"})
    root = Office().letters("keluar", row).write(tmp_path)
    (root / "scan").mkdir()
    (root / f"scan/bukti{suffix}").write_bytes(CONTENTS[kind])

    said = found(root, "file-not-pdf")
    is_told = kind not in ("unknown", "empty") and suffix.lower() not in next(
        ({*group} for group in GROUPS if kind in group), set()
    )
    if suffix == ".docx" and not kind.startswith("."):
        is_told = False  # who converts it says what it is
    assert bool(said) == is_told
    for each in said:
        assert each.severity is Severity.ERROR and each.where.cell is not None
        better = f"«bukti{kind}»" if kind.startswith(".") else suffix[1:].upper()
        assert better in each.message or "simpan" in each.message


@pytest.mark.parametrize(
    ("top", "header", "text", "is_told"),
    [(15, 5, "", False), (15, 5, "KOP", True), (15, 9, "KOP", False), (8, 12, "", True)],
)
def test_a_letterhead_under_the_marks_of_copies_is_told_of(
    top: int, header: int, text: str, is_told: bool, tmp_path: Path
) -> None:
    document = docx.Document()
    document.add_paragraph("{{ nomor }} {{ pembuka }} {{ isi }} {{ penutup }} {{ lampiran }}")
    section = document.sections[0]
    section.top_margin, section.header_distance = Mm(top), Mm(header)
    if text:
        section.header.paragraphs[0].text = text
    root = Office().letters("keluar", letter("a")).write(tmp_path)
    document.save(str(root / "templates/surat_dinas.docx"))
    said = found(root, "template-mark-covers")
    assert [each.severity for each in said] == [Severity.WARNING] * is_told
