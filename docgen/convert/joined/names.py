"""The names of WordprocessingML and of packages (ECMA-376 parts 1 and 2) that joining needs."""

from __future__ import annotations

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


class NotJoinableError(Exception):
    """A letter holds what joining could change; the message completes «karena …»."""


def w(name: str) -> str:
    """A name of WordprocessingML in Clark notation: ``{http://…/main}p``."""
    return f"{{{W}}}{name}"


def to_bytes(root: etree._Element) -> bytes:
    """A part's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def value_of(element: etree._Element | None) -> str | None:
    """``w:val`` of an element, None without one."""
    return None if element is None else element.get(w("val"))
