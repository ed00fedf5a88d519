"""docxtpl itself, for what the compiled way does not cover: documents inside documents."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from lxml import etree

from docgen.errors import FindingsError
from docgen.findings import Where, error
from docgen.ooxml.package import fixed_package
from docgen.render.template.environment import PLAIN, environment
from docgen.render.template.pictures import measured_picture
from docgen.render.template.problems import FILL_ERRORS, plain_failure
from docgen.render.template.program import NO_XML, property_text
from docgen.render.template.source import PROPERTIES, footnotes, has_properties
from docgen.render.template.values import FileReader, Image, Place, Subdocument, at


class _Careful(DocxTemplate):  # type: ignore[misc]
    """docxtpl without what would lose text, guess, run the data, or ask the clock."""

    def render_xml_part(self, *arguments: Any) -> str:
        return NO_XML.sub("", super().render_xml_part(*arguments))

    def fix_tables(self, xml: str) -> etree._Element:
        etree.fromstring(xml)  # docxtpl's own parser guesses. Raises etree.XMLSyntaxError
        tree: etree._Element = super().fix_tables(xml)
        return tree

    def render_properties(self, context: dict[str, Any], _environment: Any = None) -> None:
        if not has_properties(self):
            return
        core = self.docx.core_properties
        for name in PROPERTIES:
            program = PLAIN.from_string(getattr(core, name))
            setattr(core, name, property_text(program, context))

    def render_footnotes(self, context: dict[str, Any], environment: Any = None) -> None:
        for part in footnotes(self):  # once, not once a section
            text = self.patch_xml(part.blob.decode())
            part._blob = self.render_xml_part(text, part, context, environment).encode()


@dataclass(slots=True)
class _Letter(Place):
    """Values give themselves as docxtpl's own."""

    document: DocxTemplate

    def draw(self, image: Image) -> str:
        measured_picture(image.data)
        height = Mm(image.height_mm)
        return str(InlineImage(self.document, io.BytesIO(image.data), height=height))

    def insert(self, document: Subdocument) -> str:
        return str(self.document.new_subdoc(io.BytesIO(document.data)))


def render_with_docxtpl(
    data: bytes,
    where: Where,
    context: Mapping[str, Any],
    reader: FileReader | None,
    row: Where | None = None,
) -> tuple[bytes, dict[str, str]]:
    """The .docx, and the SHA-256 of the files it took in by path. Raises FindingsError."""
    document = _Careful(io.BytesIO(data))
    document.init_docx()
    letter = _Letter(reader, document)
    try:
        with at(letter):
            document.render(dict(context), environment())
    except FILL_ERRORS as problem:
        raise FindingsError((plain_failure(problem, where, row),)) from problem
    except Exception as problem:  # a document inside that is none: zipfile and opc raise theirs
        message = (
            f"dokumen yang disisipkan tidak dapat dibaca: {problem}; simpan ulang sebagai .docx"
        )
        raise FindingsError(
            (error("template-file-unreadable", row or where, message),)
        ) from problem
    saved = io.BytesIO()
    document.save(saved)
    return fixed_package(saved.getvalue()), letter.read_files
