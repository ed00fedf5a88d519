"""The finished sheets of both versions: where their flowcharts are, and which symbols differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from docgen.flowchart.geometry import Drawing
from docgen.ooxml.names import W
from docgen.ooxml.package import read_package, write_package
from docgen.ooxml.tracked import DELETED
from docgen.ooxml.tracked.marks import Kind
from docgen.ooxml.usual import relations, relations_of

DOCUMENT = "word/document.xml"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
# Light enough for words upon it; dark enough for a line. In a copy both are told by their marks.
FILLS = {"ins": "C6EFCE", "del": "FFC7CE"}
LINES = {"ins": "00703C", "del": "C00000"}
_GEOMETRY = re.compile(r' prst="([^"]*)"')

Element = etree._Element


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its laid-out flowchart, and the .docx that was made of it."""

    drawing: Drawing
    docx: bytes


@dataclass(frozen=True, slots=True)
class Parts:
    """The body of a sheet: what stands before the flowchart, its pages, what stands after.

    A page is the paragraph that begins it, and its table.
    """

    before: tuple[Element, ...]
    pages: tuple[tuple[Element, Element], ...]
    after: tuple[Element, ...]


def body_of(docx: bytes) -> Element:
    """The root of the main part of a document."""
    return etree.fromstring(read_package(docx)[DOCUMENT])


def parts_of(root: Element) -> Parts:
    """A sheet in three parts; its flowchart's tables are those with symbols in them."""
    blocks = list(root[0])
    charts = [n for n, block in enumerate(blocks) if _has_symbols(block)]
    pages = tuple((blocks[n - 1], blocks[n]) for n in charts)
    return Parts(tuple(blocks[: charts[0] - 1]), pages, tuple(blocks[charts[-1] + 1 :]))


def _has_symbols(block: Element) -> bool:
    return block.tag == f"{W}tbl" and next(block.iter(f"{WPS}wsp"), None) is not None


def pictures_of(docx: bytes) -> dict[str, bytes]:
    """The pictures that the main part shows, by the ids of its relations."""
    members = read_package(docx)
    found = relations(DOCUMENT, members.get(relations_of(DOCUMENT), b""))
    return {key: members[path] for key, _kind, path in found if path in members}


def without_pictures(root: Element, others: Iterable[str]) -> None:
    """Take out what shows a picture that is not one of ``others``."""
    known = frozenset(others)
    for run in list(root.iter(f"{W}r")):
        shown = {each.get(EMBED) for each in run.iter() if each.get(EMBED)}
        parent = run.getparent()
        if shown - known and parent is not None:
            parent.remove(run)


def packed(docx: bytes, root: Element) -> bytes:
    """The document with another main part; every drawing gets a number of its own."""
    for number, each in enumerate(root.iter(f"{WP}docPr"), 1):
        each.set("id", str(number))
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "wp", "a", "mc", "wps", "r"])
    members = read_package(docx)
    members[DOCUMENT] = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return write_package(members.items())


def tint(drawing: Element, kind: Kind) -> None:
    """Colour a symbol that only one version has; of a line, the line itself."""
    for shape in drawing.iter(f"{WPS}spPr"):
        fill = shape.find(f"{A}solidFill/{A}srgbClr")
        if fill is not None:
            fill.set("val", FILLS[kind])
            continue
        for colour in shape.iterfind(f"{A}ln/{A}solidFill/{A}srgbClr"):
            colour.set("val", LINES[kind])


def symbols_of(parts: Parts) -> Iterator[tuple[str, Element]]:
    """Each run with a symbol or a line, and what it says by itself."""
    for _start, table in parts.pages:
        for run in table.iter(f"{W}r"):
            named = next(run.iter(f"{WP}docPr"), None)
            if named is not None:
                text = "".join(each.text or "" for each in run.iter(f"{W}t"))
                shape = _GEOMETRY.findall(etree.tostring(run, encoding="unicode"))
                drawn = shape if named.get("name", "").startswith(("Langkah", "Penghubung")) else ""
                yield f"{named.get('descr')}|{text}|{drawn}", run


def tinted(parts: Parts, other: Parts, kind: Kind) -> list[tuple[Element, Element]]:
    """The pages with the symbols coloured that the other version does not have."""
    known = {name for name, _run in symbols_of(other)}
    copies = Parts((), tuple((deepcopy(a), deepcopy(b)) for a, b in parts.pages), ())
    for name, run in symbols_of(copies):
        if name not in known:
            tint(run, kind)
    return list(copies.pages)


__all__ = ["DELETED", "Parts", "Version", "body_of", "packed", "parts_of", "tint", "tinted"]
