"""What is no legacy sheet, or cannot be read: an answer for each, and never a spec."""

from __future__ import annotations

import io
import random

import docx
import pytest
from openpyxl import Workbook
from openpyxl.drawing.image import Image
from PIL import Image as Picture

from docgen.load.legacy.file import Imported, read_file
from docgen.ooxml.package import read_package, write_package
from tests.support.hostile.packages import entities, with_part
from tests.support.legacy import excel, plan, word
from tests.support.legacy.own import ORIGIN, SPECS, spec_of

SOP = spec_of(next(path for path in SPECS if path.stem == "empat-keputusan"))
BOOK = excel.write(plan.make_plan(SOP, random.Random(1)))
DOCUMENT = word.write(plan.make_plan(SOP, random.Random(1)), "wps", random.Random(1))
SHEET = "xl/worksheets/sheet1.xml"


def read(data: bytes) -> Imported:
    return read_file(data, "lama", dict(ORIGIN))


def codes(imported: Imported) -> set[str]:
    return {finding.code for finding in imported.findings}


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    parts = read_package(data)
    text = parts[part].decode()
    assert old in text
    parts[part] = text.replace(old, new).encode()
    return write_package(parts.items())


def saved(made: object) -> bytes:
    stream = io.BytesIO()
    made.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def picture() -> io.BytesIO:
    stream = io.BytesIO()
    Picture.new("L", (40, 40)).save(stream, "PNG")
    stream.seek(0)
    return stream


def scan_in_word() -> bytes:
    document = docx.Document()
    document.add_picture(picture())
    return saved(document)


def scan_in_excel() -> bytes:
    book = Workbook()
    book.active.add_image(Image(picture()), "A1")  # type: ignore[union-attr]
    return saved(book)


def manual() -> bytes:
    """A text with headings, a picture and a table of something else."""
    document = docx.Document()
    document.add_heading("Panduan aplikasi")
    document.add_paragraph("Uraian tentang pelaksana dan waktu.")
    document.add_picture(picture())
    table = document.add_table(2, 3)
    for cell, text in zip(table.rows[0].cells, ("No", "Nama", "Alamat"), strict=True):
        cell.text = text
    return saved(document)


def price_list() -> bytes:
    book = Workbook()
    book.active.append(["No", "Barang", "Harga"])  # type: ignore[union-attr]
    return saved(book)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
LONG = "".join(
    f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>x</t></is></c></row>' for n in range(60, 7000)
)
REFUSED = {
    "empty": (b"", "legacy-unreadable"),
    "a PDF": (b"%PDF-1.7\n%...", "legacy-a-pdf"),
    "plain text": (b"SOP", "legacy-unreadable"),
    "a web page": (b"<html><table></table></html>", "legacy-unreadable"),
    "encrypted": (ENCRYPTED, "legacy-unreadable"),
    "a truncated workbook": (BOOK[: len(BOOK) // 2], "legacy-unreadable"),
    "a truncated document": (DOCUMENT[: len(DOCUMENT) // 3], "legacy-unreadable"),
    "broken XML": (with_part(DOCUMENT, "word/document.xml", b"<w:document"), "legacy-unreadable"),
    "entities": (with_part(DOCUMENT, "word/document.xml", entities("document")), None),
    "a scan in Word": (scan_in_word(), "legacy-scan"),
    "a scan in Excel": (scan_in_excel(), "legacy-scan"),
    "a manual": (manual(), "legacy-not-a-sop"),
    "a price list": (price_list(), "legacy-not-a-sop"),
    "a sheet without end": (changed(BOOK, SHEET, "</sheetData>", f"{LONG}</sheetData>"),
                            "legacy-sheet-too-long"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_reason(name: str) -> None:
    data, code = REFUSED[name]
    imported = read(data)
    assert imported.spec == ""
    assert len(imported.findings) == 1
    assert code is None or codes(imported) == {code}


def test_what_is_looked_for_is_said() -> None:
    (finding,) = read(manual()).findings
    assert "«Pelaksana»" in finding.message and "«Mutu Baku»" in finding.message


def test_a_sheet_that_claims_all_rows_is_read() -> None:
    claimed = changed(BOOK, SHEET, "</sheetData>",
                      '<row r="1048576" ht="15"><c r="A1048576"/></row></sheetData>')  # fmt: skip
    imported = read(claimed)
    assert imported.spec and len(imported.spec) == len(read(BOOK).spec)


@pytest.mark.parametrize(("data", "part"), [(BOOK, "xl/vbaProject.bin"),
                                            (DOCUMENT, "word/vbaProject.bin")])  # fmt: skip
def test_macros_are_left_and_told(data: bytes, part: str) -> None:
    parts = read_package(data)
    parts[part] = b"macro"
    imported = read(write_package(parts.items()))
    assert imported.spec and "legacy-macros" in codes(imported)


def test_hidden_rows_are_read_and_told() -> None:
    imported = read(changed(BOOK, SHEET, '<row r="21"', '<row hidden="1" r="21"'))
    (told,) = [f for f in imported.findings if f.code == "legacy-hidden"]
    assert (told.where.sheet, told.where.cell) == ("SOP", "A21")
    assert imported.spec == read(BOOK).spec


def test_hidden_sheets_are_told() -> None:
    imported = read(changed(BOOK, "xl/workbook.xml", 'state="visible"', 'state="hidden"'))
    assert {"legacy-hidden"} <= codes(imported) or not imported.spec


def test_several_sops_in_one_file_are_told() -> None:
    parts = read_package(DOCUMENT)
    document = parts["word/document.xml"].decode()
    body = document.partition("<w:body>")[2].partition("<w:sectPr>")[0]
    parts["word/document.xml"] = document.replace("<w:body>", f"<w:body>{body}").encode()
    imported = read(write_package(parts.items()))
    assert "legacy-several-sops" in codes(imported)
    assert imported.spec.count("uraian:") == len(SOP.langkah)


def test_an_arrow_typed_as_text_is_told() -> None:
    imported = read(changed(DOCUMENT, "word/document.xml",
                            "<w:t xml:space=\"preserve\">Permohonan</w:t>",
                            "<w:t xml:space=\"preserve\">Permohonan</w:t>"))  # fmt: skip
    assert "legacy-typed-arrow" not in codes(imported)
    drawn = plan.make_plan(SOP, random.Random(1))
    drawn.words.append(plan.Words(900, "→", 0, 0, row=3, lane=4))
    look = excel.Look(labels_in_cells=True)
    assert "legacy-typed-arrow" in codes(read(excel.write(drawn, look)))


def test_a_workbook_that_is_a_spec_is_no_legacy_sheet() -> None:
    book = Workbook()
    for name in ("identitas", "pelaksana", "langkah"):
        book.create_sheet(name).append(["id", "uraian", "pelaksana", "kelengkapan", "waktu"])
    (finding,) = read(saved(book)).findings
    assert finding.code == "legacy-not-a-sop" and "transcribe" in finding.message
