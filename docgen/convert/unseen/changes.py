"""Tracked changes of a Word document: where they are, and the text with all of them accepted.

ECMA-376-1, 17.13.5. LibreOffice would print what was struck out, in colour, with bars beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.convert.unseen.parts import OfficeParts, paragraph_of
from docgen.ooxml.names import W

ACCEPT = "terima atau tolak semua perubahan di Word (Tinjau > Terima), lalu simpan"
# Text that came or went; marks of paragraphs, rows and cells; formatting that was another.
_NAMES = (
    "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge",
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange",
    "tcPrChange", "tblGridChange", "numberingChange",
)  # fmt: skip
_RANGES = (
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
    "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd",
    "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
)  # fmt: skip
NEEDLES = tuple(f":{name} ".encode() for name in _NAMES)
_TAGS = tuple(f"{W}{name}" for name in _NAMES)
_MARKS = frozenset(f"{W}{name}" for name in ("rPr", "trPr", "tcPr", "numPr"))
GONE = (f"{W}del", f"{W}moveFrom")
COME = (f"{W}ins", f"{W}moveTo")


def tracked_changes(parts: OfficeParts) -> Iterator[tuple[str, str]]:
    """The paragraphs with changes, and who made them; each once."""
    told = set()
    for name in parts.stories:
        root = parts.root(name) if parts.holds(name, *NEEDLES) else None
        for change in root.iter(*_TAGS) if root is not None else ():
            found = paragraph_of(change), change.get(f"{W}author", "")
            if found not in told:
                told.add(found)
                yield found


def accept_changes(root: etree._Element) -> bool:
    """Accept all changes of a story, in place; whether there were any."""
    changes = list(root.iter(*_TAGS, *(f"{W}{name}" for name in _RANGES)))
    if not changes:
        return False
    for row in [each for each in root.iter(f"{W}tr") if each.find(f"{W}trPr/{W}del") is not None]:
        _remove(row)
    for cell in [e for e in root.iter(f"{W}tc") if e.find(f"{W}tcPr/{W}cellDel") is not None]:
        _remove(cell)
    joined = [p for p in root.iter(f"{W}p") if _mark_is_gone(p)]
    for change in changes:
        parent = change.getparent()
        if parent is None:
            continue
        if change.tag in COME and parent.tag not in _MARKS:
            _unwrap(change)
        else:
            _remove(change)
    for paragraph in joined:
        _join_with_next(paragraph)
    _mend_tables(root)
    return True


def _mark_is_gone(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph was struck out: it goes on in the next one."""
    return any(paragraph.find(f"{W}pPr/{W}rPr/{tag}") is not None for tag in GONE)


def _join_with_next(paragraph: etree._Element) -> None:
    """What is left of it stands before the text of the next paragraph, which keeps its look."""
    following = paragraph.getnext()
    content = [each for each in paragraph if each.tag != f"{W}pPr"]
    if following is not None and following.tag == f"{W}p":
        place = 1 if following.find(f"{W}pPr") is not None else 0
        for each in reversed(content):
            following.insert(place, each)
        _remove(paragraph)
    elif not any(each.tag == f"{W}r" for each in content) and following is not None:
        _remove(paragraph)


def _mend_tables(root: etree._Element) -> None:
    """Tables of which nothing is left go; a cell has a paragraph."""
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            _remove(table)
    for cell in root.iter(f"{W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{W}p":
            etree.SubElement(cell, f"{W}p")


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        place = parent.index(element)
        for number, child in enumerate(list(element)):
            parent.insert(place + number, child)
        parent.remove(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
