"""Word's automatic numbering: to which list a paragraph belongs, and at which level."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from docgen.ooxml.names import W
from docgen.render.template_look.package import Look, parsed

_NO_NUMBERS = ("bullet", "none")
# Styles are based on styles; more than any template has, against circles.
_MOST_BASES = 20


@dataclass(frozen=True, slots=True)
class Number:
    """A paragraph's list and its level, from 0."""

    list: str
    level: int


class Lists:
    """The lists of a template; bullets are none, since they count nothing."""

    def __init__(self, look: Look) -> None:
        roots = [
            root
            for name, data in look.rest.items()
            if b"numbering" in data or b"styles" in data
            if name.endswith(".xml") and (root := parsed(data)) is not None
        ]
        self._abstract = {
            _id(each, "abstractNumId"): each
            for root in roots
            for each in root.iter(f"{W}abstractNum")
        }
        self._numbers = {
            _id(each, "numId"): _value(each, "abstractNumId")
            for root in roots
            for each in root.iter(f"{W}num")
        }
        self._styles = {
            _id(each, "styleId"): each
            for root in roots
            if root.tag == f"{W}styles"
            for each in root.iter(f"{W}style")
        }

        self._numbers = {
            key: self._linked(abstract) or abstract for key, abstract in self._numbers.items()
        }

    def _linked(self, abstract: str) -> str | None:
        """The list that a list without levels of its own takes them from, by a style."""
        root = self._abstract.get(abstract)
        style = self._styles.get("" if root is None else _value(root, "numStyleLink"))
        kept = None if style is None else style.find(f"{W}pPr/{W}numPr")
        return None if kept is None else self._numbers.get(_value(kept, "numId"))

    def of(self, paragraph: etree._Element) -> Number | None:
        """The number that Word gives a paragraph, by itself or by its style."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        own = properties.find(f"{W}numPr")
        key = "" if own is None else _value(own, "numId")
        level = "" if own is None else _value(own, "ilvl")
        style = _value(properties, "pStyle")
        for _step in range(_MOST_BASES):
            if (key and level) or style not in self._styles:
                break
            kept = self._styles[style].find(f"{W}pPr/{W}numPr")
            if kept is not None:
                key = key or _value(kept, "numId")
                level = level or _value(kept, "ilvl") or self._level_of(key, style)
            style = _value(self._styles[style], "basedOn")
        abstract = self._numbers.get(key)
        if abstract is None or abstract not in self._abstract:
            return None
        number = Number(abstract, int(level) if level.isdecimal() else 0)
        return number if self._counts(number) else None

    def _level_of(self, key: str, style: str) -> str:
        """The level that a list keeps for a style."""
        abstract = self._abstract.get(self._numbers.get(key, ""))
        for level in () if abstract is None else abstract.iter(f"{W}lvl"):
            if _value(level, "pStyle") == style:
                return _id(level, "ilvl")
        return ""

    def _counts(self, number: Number) -> bool:
        for level in self._abstract[number.list].iter(f"{W}lvl"):
            if _id(level, "ilvl") == str(number.level):
                return _value(level, "numFmt") not in _NO_NUMBERS
        return True


def _id(element: etree._Element, name: str) -> str:
    return element.get(f"{W}{name}", "")


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")
