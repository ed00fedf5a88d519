"""Enclosures and templates that other programs packed otherwise are looked at as the usual ones."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from docgen.convert.fonts.asked_for import fonts_of
from docgen.convert.inspect.documents.document import shown_in_file
from docgen.convert.inspect.office_file import check_office_file
from docgen.convert.inspect.sheets.cells import read_sheets
from docgen.convert.unseen.parts import OfficeParts
from docgen.findings import Where
from docgen.ooxml.usual import template_bytes, usual_package
from docgen.render.template.source import open_template
from tests.support.workspaces import ROOT

Parts = dict[str, bytes]
LETTER = ROOT / "templates" / "surat_dinas.docx"


def strict(parts: Parts) -> Parts:
    # Content types and relations keep the namespaces of packages.
    usual = rb"http://schemas\.openxmlformats\.org/(?!package/)(\w+)/2006/"
    return {
        name: re.sub(usual, rb"http://purl.oclc.org/ooxml/\1/", data)
        for name, data in parts.items()
    }


ODD: dict[str, Callable[[Parts], Parts]] = {
    "strict": strict,
    "capitals": lambda parts: {
        name if name.startswith("[") else name.upper(): data for name, data in parts.items()
    },
    "backslashes": lambda parts: {name.replace("/", "\\"): data for name, data in parts.items()},
    "main part": lambda parts: {
        name.replace("document", "Document").replace("workbook", "Workbook"): data
        for name, data in parts.items()
    },
}


def odd(data: bytes, how: str, path: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in ODD[how](parts).items():
            package.writestr(name, part)
    return path


@pytest.mark.parametrize("how", ODD)
def test_a_document(how: str, tmp_path: Path) -> None:
    data = LETTER.read_bytes()
    assert usual_package(data) is data
    path = odd(data, how, tmp_path / "x.docx")
    assert check_office_file(path) == check_office_file(LETTER)
    assert shown_in_file(path) == shown_in_file(LETTER)
    assert fonts_of(path) == fonts_of(LETTER) != frozenset()
    assert sorted(OfficeParts(path.read_bytes()).stories) == sorted(OfficeParts(data).stories)
    opened = open_template(template_bytes(path), Where("x"))
    assert opened.sources == open_template(data, Where("x")).sources


@pytest.mark.parametrize("how", ODD)
def test_a_workbook(how: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["x", 1.5])
    book.active.column_dimensions["A"].width = 3
    book.save(tmp_path / "usual.xlsx")
    usual = tmp_path / "usual.xlsx"
    path = odd(usual.read_bytes(), how, tmp_path / "x.xlsx")
    assert check_office_file(path) == check_office_file(usual)
    assert fonts_of(path) == fonts_of(usual) != frozenset()
    (found,), (expected,) = read_sheets(path), read_sheets(usual)
    assert found.name == expected.name and found.cells == expected.cells
