"""A Word document without styles or settings, such as a program is tried with."""

from __future__ import annotations

from docgen.ooxml.names import RELATIONSHIPS, WORDPROCESSING
from docgen.ooxml.package import CONTENT_TYPES, write_package

_OFFICE = "application/vnd.openxmlformats-"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{_OFFICE}package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    f'ContentType="{_OFFICE}officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_PARTS = (
    f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def plain_document(body: str) -> bytes:
    """The .docx with this body, in WordprocessingML (prefix ``w``); the same bytes each time."""
    document = f'<w:document xmlns:w="{WORDPROCESSING}"><w:body>{body}</w:body></w:document>'
    parts = {CONTENT_TYPES: _TYPES, "_rels/.rels": _PARTS, "word/document.xml": document}
    return write_package((name, text.encode()) for name, text in parts.items())
