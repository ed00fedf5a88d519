"""What docxtpl itself makes of a template, and packages part by part, to be compared."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import jinja2
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from lxml import etree

from docgen.render.template import FILTERS, Image, Subdocument
from docgen.render.template.values import at
from tests.render.compiled_cases import PNG

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FILES = {"a.png": PNG}


class Reference:
    """docxtpl's own pictures and documents for values that the filters make."""

    def __init__(self, document: DocxTemplate) -> None:
        self.document = document

    def draw(self, image: Image) -> str:
        stream = io.BytesIO(image.data)
        return str(InlineImage(self.document, stream, height=Mm(image.height_mm)))

    def insert(self, document: Subdocument) -> str:
        return str(self.document.new_subdoc(io.BytesIO(document.data)))

    def read(self, path: str) -> bytes:
        return FILES[path]


def by_docxtpl(data: bytes, context: Mapping[str, Any]) -> bytes:
    document = DocxTemplate(io.BytesIO(data))
    document.init_docx()
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters.update(FILTERS)
    with at(Reference(document)):
        document.render(dict(context), environment)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def canonical(xml: bytes) -> bytes:
    """The XML without the line breaks between elements that docxtpl's drawings have."""
    root = etree.fromstring(xml)
    for element in root.iter(etree.Element):
        if len(element) and element.tag != f"{W}t" and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    return etree.tostring(root, method="c14n", exclusive=True)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert len(set(names)) == len(names)
        assert archive.testzip() is None
        return {
            name: canonical(archive.read(name))
            if name.endswith((".xml", ".rels"))
            else archive.read(name)
            for name in names
        }
