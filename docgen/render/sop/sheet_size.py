"""Paper sizes, and a Word template made ready for a paper and for drawings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from docgen.flowchart.geometry import Identity, Sheet, mm
from docgen.ooxml.names import W
from docgen.ooxml.package import read_package, write_package
from docgen.ooxml.part import part_bytes
from docgen.render.sop.identity_fit import identity_blocks, set_identity
from docgen.render.sop.looks import Styles

# Millimetres, portrait (ISO 216; US sizes). F4 differs by region and comes from the profile.
PAPERS = {
    "A4": (210.0, 297.0),
    "A3": (297.0, 420.0),
    "Letter": (215.9, 279.4),
    "Legal": (215.9, 355.6),
}

# The placeholder where the flowchart goes.
PLACE = re.compile(r"\{\{p\s+alur\b")
DOCUMENT = "word/document.xml"
# Prefixes that the drawings of a flowchart use; a part must declare them at its root.
DRAWING_PREFIXES = {
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
# What the closing block of a SOP takes under the table: sentence, office, room for the
# signature, name, rank and NIP at 10 pt.
CLOSING = mm(48)


def sheet_of(
    template: bytes,
    paper: str,
    papers: Mapping[str, tuple[float, float]],
    *,
    upright: bool = False,
) -> Sheet:
    """A sheet of ``paper`` with the margins of the template's last section; it lies across unless
    it is ``upright``."""
    margins = _section(_document(template)).find(_w("pgMar"))
    assert margins is not None
    short, long = (PAPERS | dict(papers))[paper]
    left, top, right, bottom = (
        int(margins.get(_w(side), "0")) for side in ("left", "top", "right", "bottom")
    )
    width, height = (short, long) if upright else (long, short)
    return Sheet(width=mm(width), height=mm(height), left=left, top=top, right=right, bottom=bottom)


def fit_to_paper(
    template: bytes, sheet: Sheet, identity: Identity | None = None, foot: int | None = None
) -> bytes:
    """The template with the sheet's paper size, its tables as wide and as high as before in ratio.

    LibreOffice takes ``w:gridCol`` and Word ``w:tcW`` literally, so both are scaled; rows of an
    exact height (the title page fills its page) are scaled with the height of the text area.
    ``identity`` says how its identity sheet is to be set, ``foot`` how far from the edge the foot
    of its pages ends.
    """
    members = read_package(template)
    root = _document(template)
    size = _section(root).find(_w("pgSz"))
    margins = _section(root).find(_w("pgMar"))
    assert size is not None and margins is not None
    was_wide = _twips(size, "w") - _twips(margins, "left") - _twips(margins, "right")
    was_high = _twips(size, "h") - _twips(margins, "top") - _twips(margins, "bottom")
    for section in root.iter(_w("pgSz")):
        section.set(_w("w"), str(sheet.width))
        section.set(_w("h"), str(sheet.height))
        section.set(_w("orient"), "landscape" if sheet.width > sheet.height else "portrait")
    for section in root.iter(_w("pgMar")) if foot is not None else ():
        section.set(_w("footer"), str(foot))
    for element in root.iter(_w("gridCol"), _w("tcW")):
        if element.get(_w("type"), "dxa") == "dxa":
            element.set(_w("w"), str(_twips(element, "w") * sheet.text_width // was_wide))
    for element in root.iter(_w("trHeight")):
        if element.get(_w("hRule")) == "exact":
            element.set(_w("val"), str(_twips(element, "val") * sheet.text_height // was_high))
    if identity is not None:
        styles = Styles(etree.fromstring(members["word/styles.xml"]))
        blocks = identity_blocks(root[0], PLACE)
        set_identity(blocks, identity, styles.paragraph, styles.run)
    prefixes = {prefix: uri for prefix, uri in root.nsmap.items() if prefix} | DRAWING_PREFIXES
    declared = etree.Element(root.tag, nsmap=prefixes)
    declared.attrib.update(root.attrib)
    declared.extend(list(root))
    members[DOCUMENT] = part_bytes(declared)
    return write_package(members.items())


def _document(template: bytes) -> etree._Element:
    return etree.fromstring(read_package(template)[DOCUMENT])


def _section(root: etree._Element) -> etree._Element:
    sections = list(root.iter(_w("sectPr")))
    return sections[-1]


def _twips(element: etree._Element, name: str) -> int:
    return int(element.get(_w(name), "0"))


def _w(name: str) -> str:
    return f"{W}{name}"
