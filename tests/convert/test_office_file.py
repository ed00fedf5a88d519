from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from docgen.convert import Kind, check_office_file
from docgen.findings import Finding


def test_docx_and_xlsx_are_told_apart(make_docx, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    assert check_office_file(make_docx("a.docx", "isi")) is Kind.WRITER
    assert check_office_file(tmp_path / "a.xlsx") is Kind.CALC


def test_a_main_part_may_be_typed_by_its_ending(make_docx, tmp_path: Path) -> None:
    good, path = make_docx("a.docx", "isi"), tmp_path / "b.docx"
    with zipfile.ZipFile(good) as package:
        types = package.read("[Content_Types].xml").decode()
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    by_name = f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    assert by_name in types
    by_ending = types.replace(by_name, "").replace("application/xml", main)
    rewrite(good, path, "[Content_Types].xml", by_ending.encode())
    assert check_office_file(path) is Kind.WRITER


def rewrite(source: Path, target: Path, name: str, content: bytes | None) -> None:
    """Copy a zip with one member replaced, or left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
            elif content is not None:
                new.writestr(member, content)


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("empty", "kosong"),
        ("text", "bukan dokumen"),
        ("missing", "tidak ada"),
        ("cut", "terpotong"),
        ("flipped", "rusak"),
        ("no-types", "bukan dokumen"),
        ("no-main", "tidak ada"),
        ("broken-xml", "XML"),
        ("other-root", "bukan dokumen"),
        ("renamed", ".xlsx"),
    ],
)
def test_refused(make_docx, tmp_path: Path, case: str, reason: str) -> None:
    good = make_docx("good.docx", "isi " * 500)
    path = tmp_path / ("x.xlsx" if case == "renamed" else "x.docx")
    data = good.read_bytes()
    match case:
        case "empty":
            path.touch()
        case "text":
            path.write_text("halo")
        case "cut":
            path.write_bytes(data[: len(data) // 2])
        case "flipped":
            with zipfile.ZipFile(good) as package:
                place = package.getinfo("word/document.xml").header_offset + 200
            path.write_bytes(data[:place] + bytes([data[place] ^ 255]) + data[place + 1 :])
        case "no-types":
            rewrite(good, path, "[Content_Types].xml", None)
        case "no-main":
            rewrite(good, path, "word/document.xml", None)
        case "broken-xml":
            rewrite(good, path, "word/document.xml", b"<w:document>")
        case "other-root":
            rewrite(good, path, "word/document.xml", b"<html/>")
        case "renamed":
            path.write_bytes(data)
    finding = check_office_file(path)
    assert isinstance(finding, Finding)
    assert finding.code == "convert-not-a-document"
    assert finding.where.file == str(path)
    assert reason in finding.message
