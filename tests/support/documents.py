"""Office documents of a few paragraphs."""

from __future__ import annotations

import io

import docx

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
