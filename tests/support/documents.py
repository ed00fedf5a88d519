"""Office documents of a few paragraphs."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

import docx
from docx.oxml.ns import nsmap
from lxml import etree

from docgen.convert.inspect.documents.passages import Shown, shown_by

NEW_PAGE = "\f"


def docx_of(*paragraphs: str) -> bytes:
    """A ``.docx`` of these paragraphs; :data:`NEW_PAGE` starts the next page."""
    made = docx.Document()
    for text in paragraphs:
        if text == NEW_PAGE:
            made.add_page_break()
        else:
            made.add_paragraph(text)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def shown(*paragraphs: str) -> Shown:
    """What a document of these paragraphs must show."""
    texts = "".join(f"<w:p><w:r><w:t>{escape(each)}</w:t></w:r></w:p>" for each in paragraphs)
    return shown_by(etree.fromstring(f'<w:body xmlns:w="{nsmap["w"]}">{texts}</w:body>'))
