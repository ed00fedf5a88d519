"""The state of a SOP on every page of its Word document: KONSEP, DICABUT, DIGANTIKAN OLEH …

The mark stands in the headers, in a frame that is anchored to the page (ECMA-376 part 1,
17.3.1.11), so that it takes no room of the sheet. It needs nothing of the template: one of an
office's own, which knows no such mark, gets it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from lxml import etree

from docgen.ooxml.names import RELATIONSHIPS, WORDPROCESSING, W
from docgen.ooxml.package import CONTENT_TYPES, read_package, write_package

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
DOCUMENT, RELS = "word/document.xml", "word/_rels/document.xml.rels"
SETTINGS = "word/settings.xml"
NEW = "headerKeadaan.xml"
# Twips: from the upper edge of the page, which printers leave blank to some 4 mm.
TOP = 280
HALF_POINTS = 22  # the size of the text
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="8" w:space="2" w:color="C00000"/>'
    for side in ("top", "left", "bottom", "right")
)
# Takes no room in the header that would push the page's text down.
_NOTHING = (
    f'<w:p xmlns:w="{WORDPROCESSING}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" '
    'w:lineRule="exact"/></w:pPr></w:p>'
)


def with_mark(docx: bytes, text: str) -> bytes:
    """The document with the mark at the top right of every page; unchanged without a mark."""
    if not text:
        return docx
    members = read_package(docx)
    root = etree.fromstring(members[DOCUMENT])
    relations = etree.fromstring(members[RELS])
    targets = {each.get("Id"): f"word/{each.get('Target')}" for each in relations}
    marked: set[str] = set()
    sections = list(root.iter(_w("sectPr")))
    for kind in _kinds(root, members.get(SETTINGS, b"")):
        for number, section in enumerate(sections):
            reference = _reference(section, kind)
            if reference is not None:
                marked.add(targets[reference.get(f"{{{R}}}id")])
            elif number == 0:
                _refer(section, kind, _related(relations))
                marked.add(f"word/{NEW}")
    if f"word/{NEW}" in marked:
        members[f"word/{NEW}"] = f'<w:hdr xmlns:w="{WORDPROCESSING}">{_NOTHING}</w:hdr>'.encode()
        members[CONTENT_TYPES] = _declared(members[CONTENT_TYPES])
        members[RELS] = _bytes(relations)
    members[DOCUMENT] = _bytes(root)
    for name in marked:
        header = etree.fromstring(members[name])
        header.insert(0, etree.fromstring(_frame(text)))
        members[name] = _bytes(header)
    return write_package(members.items())


def _kinds(root: etree._Element, settings: bytes) -> Iterator[str]:
    """The kinds of headers that pages of the document have."""
    yield "default"
    if root.find(f".//{_w('sectPr')}/{_w('titlePg')}") is not None:
        yield "first"
    if re.search(rb"<w:evenAndOddHeaders\b", settings):
        yield "even"


def _reference(section: etree._Element, kind: str) -> etree._Element | None:
    found = section.iterfind(_w("headerReference"))
    return next((each for each in found if each.get(_w("type")) == kind), None)


def _refer(section: etree._Element, kind: str, identifier: str) -> None:
    reference = etree.Element(_w("headerReference"))
    reference.set(_w("type"), kind)
    reference.set(f"{{{R}}}id", identifier)
    section.insert(0, reference)


def _related(relations: etree._Element) -> str:
    """The id of the relationship to the new header."""
    for each in relations:
        if each.get("Target") == NEW:
            return str(each.get("Id"))
    taken = {each.get("Id") for each in relations}
    identifier = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
    element = etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship")
    element.set("Id", identifier)
    element.set("Type", f"{R}/header")
    element.set("Target", NEW)
    return identifier


def _declared(types: bytes) -> bytes:
    root = etree.fromstring(types)
    element = etree.SubElement(root, f"{{{TYPES}}}Override")
    element.set("PartName", f"/word/{NEW}")
    element.set("ContentType", HEADER_TYPE)
    return _bytes(root)


def _frame(text: str) -> str:
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
    look = (
        f'<w:rPr>{fonts}<w:b/><w:color w:val="C00000"/><w:sz w:val="{HALF_POINTS}"/>'
        f'<w:szCs w:val="{HALF_POINTS}"/></w:rPr>'
    )
    return (
        f'<w:p xmlns:w="{WORDPROCESSING}"><w:pPr>'
        '<w:framePr w:hSpace="0" w:wrap="around" w:vAnchor="page" '
        f'w:hAnchor="margin" w:xAlign="right" w:y="{TOP}"/><w:pBdr>{_BORDERS}</w:pBdr>'
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:jc w:val="right"/></w:pPr><w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t>'
        "</w:r></w:p>"
    )


def _w(name: str) -> str:
    return f"{W}{name}"


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
