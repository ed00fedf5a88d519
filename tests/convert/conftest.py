"""Small office files for the conversion tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.support import workspaces

MakeDocx = Callable[..., Path]


@pytest.fixture
def make_docx(tmp_path: Path) -> MakeDocx:
    def make(name: str, *paragraphs: str, link: str = "") -> Path:
        document = docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        if link:
            add_link(document, link)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        document.save(str(path))
        return path

    return make


def add_link(document: docx.document.Document, target: str) -> None:
    """A HYPERLINK field; LibreOffice exports it only when its run has a character style."""
    document.styles.add_style("Tautan", 2)
    paragraph = document.add_paragraph()
    for kind, text in (("begin", ""), ("", target), ("separate", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = f' HYPERLINK "{text}" '
        run._r.append(element)
    paragraph.add_run("tautan", style="Tautan")
    end = OxmlElement("w:fldChar")
    end.set(qn("w:fldCharType"), "end")
    paragraph.add_run()._r.append(end)


@pytest.fixture
def fake() -> Callable[[str], Path]:
    return workspaces.fake
