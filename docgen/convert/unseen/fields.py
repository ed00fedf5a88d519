"""Fields of a Word document: what each computes, and what it shows in the file.

ECMA-376-1, 17.16. LibreOffice computes many of them anew, from another file name, another day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from docgen.convert.unseen.parts import OfficeParts, paragraph_of
from docgen.ooxml.names import W

# Computed from the pages themselves, or only a way to write what stands there.
COMPUTED = frozenset(
    {
        "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "HYPERLINK", "TOC", "TC", "SEQ", "SYMBOL",
        "EQ", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "INDEX", "XE", "BIBLIOGRAPHY",
        "CITATION", "TOA", "TA", "ADVANCE", "STYLEREF",
    }
)  # fmt: skip
# They point at a bookmark of the document.
REFERENCES = frozenset({"REF", "PAGEREF", "NOTEREF"})
CLOCK = frozenset({"DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE", "EDITTIME"})
OF_THE_FILE = frozenset({"FILENAME", "FILESIZE", "TEMPLATE"})
OUTSIDE = frozenset(
    {"INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "DDE", "DDEAUTO", "LINK", "IMPORT", "DATABASE",
     "RD", "EMBED", "MACROBUTTON"}
)  # fmt: skip
_NEEDLES = (b":fldChar", b":fldSimple")
_INSTRUCTION = re.compile(r'\s*(=|\w+)\s*(?:"([^"]*)"|(\S+))?')


@dataclass(slots=True)
class Field:
    """A field: its kind (``DATE``), what follows that, its paragraph, and what it is made of.

    ``machinery`` are the elements that compute; without them, what it shows is plain text.
    """

    kind: str
    argument: str
    paragraph: str
    instruction: str
    machinery: list[etree._Element] = field(default_factory=list)
    inside: tuple[str, ...] = ()  # the kinds of fields around it


def fields_of(parts: OfficeParts) -> Iterator[Field]:
    """All fields of all stories."""
    for name in parts.stories:
        if parts.holds(name, *_NEEDLES):
            root = parts.root(name)
            if root is not None:
                yield from fields_in(root)


@dataclass(slots=True)
class _Open:
    """A field that has begun and not ended."""

    begin: etree._Element
    texts: list[str] = field(default_factory=list)
    machinery: list[etree._Element] = field(default_factory=list)
    shows: bool = False  # whether its result has begun


def fields_in(root: etree._Element) -> Iterator[Field]:
    """All fields of a story, an inner one before the one around it."""
    stack: list[_Open] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}delInstrText", f"{W}fldSimple"):
        if element.tag == f"{W}fldSimple":
            yield _field(element.get(f"{W}instr", ""), element, [element], stack)
        elif element.tag == f"{W}fldChar":
            yield from _mark(element, stack)
        elif stack and not stack[-1].shows:
            stack[-1].texts.append(element.text or "")
            stack[-1].machinery.append(element)


def _mark(mark: etree._Element, stack: list[_Open]) -> Iterator[Field]:
    match mark.get(f"{W}fldCharType"):
        case "begin":
            stack.append(_Open(mark, machinery=[mark]))
        case "separate" if stack:
            stack[-1].shows = True
            stack[-1].machinery.append(mark)
        case "end" if stack:
            done = stack.pop()
            yield _field("".join(done.texts), done.begin, [*done.machinery, mark], stack)


def _field(
    instruction: str, place: etree._Element, machinery: list[etree._Element], around: list[_Open]
) -> Field:
    match = _INSTRUCTION.match(instruction)
    return Field(
        kind=match[1].upper() if match else "",
        argument=(match[2] or match[3] or "") if match else "",
        paragraph=paragraph_of(place),
        instruction=" ".join(instruction.split()),
        machinery=machinery,
        inside=tuple(_kind("".join(each.texts)) for each in around),
    )


def _kind(instruction: str) -> str:
    match = _INSTRUCTION.match(instruction)
    return match[1].upper() if match else ""


def freeze(root: etree._Element) -> bool:
    """Make plain text of what fields show, but for those that pages compute; whether any was.

    What stands inside a table of contents stays: LibreOffice leaves that as it is.
    """
    frozen = False
    for each in list(fields_in(root)):
        if each.kind in COMPUTED or "TOC" in each.inside:
            continue
        for element in each.machinery:
            _take_out(element)
        frozen = True
    return frozen


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    if element.tag == f"{W}fldSimple":
        for number, child in enumerate(list(element)):
            parent.insert(place + number, child)
    parent.remove(element)
    if parent.tag == f"{W}r" and all(child.tag == f"{W}rPr" for child in parent):
        above = parent.getparent()
        if above is not None:
            above.remove(parent)


def bookmarks_of(parts: OfficeParts) -> frozenset[str]:
    """The names of all bookmarks, in lower case."""
    return frozenset(
        mark.get(f"{W}name", "").casefold()
        for name in parts.stories
        if (root := parts.root(name)) is not None
        for mark in root.iter(f"{W}bookmarkStart")
    )
