"""How a paragraph of a Word document is set, from its style and its own properties."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from lxml import etree

from docgen.ooxml.names import W

SINGLE = 240  # w:line of single spacing


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a style says, as far as it changes a height. Twips, points for ``size``."""

    size: float = 10
    bold: bool = False
    before: int = 0
    after: int = 0
    line: int = SINGLE
    rule: str = "auto"
    left: int = 0
    right: int = 0
    hidden: bool = False
    face: str = ""


class Styles:
    """The styles of one document."""

    def __init__(self, styles: etree._Element) -> None:
        self._styles = {s.get(f"{W}styleId"): s for s in styles.iter(f"{W}style")}
        self._styled = cache(self._look_of)
        defaults = styles.find(f"{W}docDefaults")
        self._defaults = _look(Look(), defaults) if defaults is not None else Look()
        normal = [s for s in self._styles.values() if s.get(f"{W}default") == "1"]
        self._normal = next(
            (s.get(f"{W}styleId") for s in normal if s.get(f"{W}type") == "paragraph"), None
        )

    def paragraph(self, paragraph: etree._Element) -> Look:
        """How a ``w:p`` is set."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        look = self._styled(self._normal if style is None else style.get(f"{W}val"))
        properties = paragraph.find(f"{W}pPr")
        return _look(look, properties) if properties is not None else look

    @staticmethod
    def run(look: Look, run: etree._Element) -> Look:
        """How a ``w:r`` is set in a paragraph that looks so."""
        own = run.find(f"{W}rPr")
        return _look(look, own) if own is not None else look

    def _look_of(self, name: str | None) -> Look:
        style = self._styles.get(name)
        if style is None:
            return self._defaults
        parent = style.find(f"{W}basedOn")
        look = self._styled(parent.get(f"{W}val")) if parent is not None else self._defaults
        return _look(look, style)


def _look(look: Look, element: etree._Element) -> Look:
    """``look`` with what a style, a pPr or an rPr says itself."""

    # The first of each kind counts.
    inside = {each.tag: each for each in reversed(list(element.iterdescendants()))}

    def number(name: str, key: str, default: int) -> int:
        found = inside.get(f"{W}{name}")
        return int(found.get(f"{W}{key}", default)) if found is not None else default

    def switch(name: str, default: bool) -> bool:
        found = inside.get(f"{W}{name}")
        return found.get(f"{W}val", "1") not in ("0", "false") if found is not None else default

    spacing = inside.get(f"{W}spacing")
    fonts = inside.get(f"{W}rFonts")
    return replace(
        look,
        size=number("sz", "val", round(look.size * 2)) / 2,
        bold=switch("b", look.bold),
        before=number("spacing", "before", look.before),
        after=number("spacing", "after", look.after),
        line=number("spacing", "line", look.line),
        rule=spacing.get(f"{W}lineRule", look.rule) if spacing is not None else look.rule,
        left=number("ind", "left", look.left),
        right=number("ind", "right", look.right),
        hidden=switch("vanish", look.hidden),
        face=fonts.get(f"{W}ascii", look.face) if fonts is not None else look.face,
    )
