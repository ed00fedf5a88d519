"""Marks as ordinary looks: what came is underlined, what went is struck, for a PDF of a redline.

Converters accept tracked changes, refuse them, or show them each in their own way; looks are shown
by all of them alike.
"""

from __future__ import annotations

from lxml import etree

from docgen.ooxml.names import W
from docgen.ooxml.tracked.marks import Kind

# Red and green that are dark enough to read; strike and underline tell them apart in a copy.
COLOURS = {"ins": "00703C", "del": "C00000"}
# Of w:rPr, what stands before and after what is set here (17.3.2.28).
_BEFORE_STRIKE = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps")
_AFTER_COLOUR = (
    "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd",
    "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
_AFTER_UNDERLINE = _AFTER_COLOUR[8:]
_NAMES = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}


def show_marks(root: etree._Element) -> None:
    """Turn all marks of a story into looks, in place."""
    for kind in ("ins", "del"):
        for mark in list(root.iter(f"{W}{kind}")):
            parent = mark.getparent()
            if parent is None:
                continue
            at = parent.index(mark)
            for number, child in enumerate(list(mark)):
                if child.tag == f"{W}r":
                    _look(child, "ins" if kind == "ins" else "del")
                parent.insert(at + number, child)
            parent.remove(mark)


def _look(run: etree._Element, kind: Kind) -> None:
    for part in run:
        part.tag = _NAMES.get(part.tag, part.tag)
    look = run.find(f"{W}rPr")
    if look is None:
        look = etree.Element(f"{W}rPr")
        run.insert(0, look)
    _set(look, "color", COLOURS[kind], _AFTER_COLOUR)
    if kind == "ins":
        _set(look, "u", "single", _AFTER_UNDERLINE)
        return
    old = look.find(f"{W}strike")
    if old is None:
        at = sum(etree.QName(each).localname in _BEFORE_STRIKE for each in look)
        look.insert(at, etree.Element(f"{W}strike"))


def _set(look: etree._Element, name: str, value: str, followers: tuple[str, ...]) -> None:
    found = look.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        at = next(
            (n for n, each in enumerate(look) if etree.QName(each).localname in followers),
            len(look),
        )
        look.insert(at, found)
    found.set(f"{W}val", value)
