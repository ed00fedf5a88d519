"""The names of WordprocessingML and of packages (ECMA-376 parts 1 and 2) that joining needs."""

from __future__ import annotations

from lxml import etree

from docgen.ooxml.names import OFFICE_RELATIONSHIPS, W

R = OFFICE_RELATIONSHIPS
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


class NotJoinableError(Exception):
    """A letter holds what joining could change; the message completes «karena …»."""


def w(name: str) -> str:
    """A name of WordprocessingML in Clark notation: ``{http://…/main}p``."""
    return f"{W}{name}"


def value_of(element: etree._Element | None) -> str | None:
    """``w:val`` of an element, None without one."""
    return None if element is None else element.get(w("val"))


def put_after(parent: etree._Element, element: etree._Element, before: frozenset[str]) -> None:
    """Insert a child where the schema's order wants it: after those named in ``before``."""
    parent.insert(sum(1 for each in parent if each.tag in before), element)


# What stands before numPr, spacing and ind in pPr: the schema fixes the order (17.3.1.26).
BEFORE_NUM = frozenset(
    map(w, ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"))
)
BEFORE_SPACING = BEFORE_NUM | frozenset(
    map(w, (
        "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku",
        "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi",
        "adjustRightInd", "snapToGrid",
    ))
)  # fmt: skip
BEFORE_IND = BEFORE_SPACING | {w("spacing")}
