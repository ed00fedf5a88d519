"""Lists of a letter inside a joined document: each letter counts in definitions of its own.

Letters share the template's numbering part; in one document their items would be counted on. So
the definitions that a letter uses (ECMA-376-1, 17.9) are copied for it, and every paragraph of a
list points at the copy, also where only its style names the list.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from docgen.convert.joined.names import (
    BEFORE_IND,
    BEFORE_NUM,
    NotJoinableError,
    put_after,
    value_of,
    w,
)  # fmt: skip

_NUM_PR, _NUM_ID, _LEVEL = w("numPr"), w("numId"), w("ilvl")


@dataclass(frozen=True, slots=True)
class StyleList:
    """The list that a paragraph style names, and the indent that wins over the list's own."""

    number: str
    level: str
    indent: etree._Element | None


@dataclass(slots=True, kw_only=True)
class Lists:
    """The numbering part of the joined document, growing with each letter."""

    root: etree._Element | None
    styles: Mapping[str, StyleList]
    default_style: str | None
    _abstract: dict[str, etree._Element] = field(default_factory=dict)
    _numbers: dict[str, etree._Element] = field(default_factory=dict)
    _next: int = 0

    def __post_init__(self) -> None:
        if self.root is None:
            return
        key = w("abstractNumId")
        self._abstract = {each.get(key, ""): each for each in self.root.iter(w("abstractNum"))}
        self._numbers = {each.get(_NUM_ID, ""): each for each in self.root.iter(w("num"))}
        taken = [int(each) for each in (*self._abstract, *self._numbers) if each.isdecimal()]
        self._next = max(taken, default=0) + 1

    def give(self, root: etree._Element) -> bool:
        """Give the paragraphs of one letter's text lists of their own; whether any needs one."""
        if self.root is None:
            return False
        first = self._next
        numbers: dict[str, str] = {}
        kinds: dict[str, str] = {}
        for paragraph in root.iter(w("p")):
            properties = paragraph.find(w("pPr"))
            direct = None if properties is None else properties.find(_NUM_PR)
            style = None if properties is None else value_of(properties.find(w("pStyle")))
            named = self.styles.get(style or self.default_style or "")
            if direct is not None:
                element = direct.find(_NUM_ID)
                if element is None and named is not None:
                    element = etree.SubElement(direct, _NUM_ID)
                    element.set(w("val"), named.number)
                number = value_of(element)
                if element is not None and number in self._numbers:
                    element.set(w("val"), self._own(number, numbers, kinds))
            elif named is not None and named.number in self._numbers:
                if properties is None:
                    properties = etree.Element(w("pPr"))
                    paragraph.insert(0, properties)
                self._make_direct(properties, named, self._own(named.number, numbers, kinds))
        return self._next > first

    def _make_direct(self, properties: etree._Element, named: StyleList, number: str) -> None:
        element = etree.Element(_NUM_PR)
        etree.SubElement(element, _LEVEL).set(w("val"), named.level)
        etree.SubElement(element, _NUM_ID).set(w("val"), number)
        put_after(properties, element, BEFORE_NUM)
        # A list that the paragraph names itself wins over its style's indent; say the indent too.
        if named.indent is not None and properties.find(w("ind")) is None:
            put_after(properties, copy.deepcopy(named.indent), BEFORE_IND)

    def _own(self, number: str, numbers: dict[str, str], kinds: dict[str, str]) -> str:
        """The letter's copy of a list."""
        if number in numbers:
            return numbers[number]
        assert self.root is not None
        original = self._numbers[number]
        kind = value_of(original.find(w("abstractNumId"))) or ""
        if kind not in self._abstract:
            raise NotJoinableError("memuat daftar bernomor tanpa definisi")
        if kind not in kinds:
            kinds[kind] = self._copy_kind(self._abstract[kind])
        mine = copy.deepcopy(original)
        numbers[number] = str(self._next)
        self._next += 1
        mine.set(_NUM_ID, numbers[number])
        for reference in mine.iter(w("abstractNumId")):
            reference.set(w("val"), kinds[kind])
        list(self.root.iter(w("num")))[-1].addnext(mine)
        return numbers[number]

    def _copy_kind(self, original: etree._Element) -> str:
        mine = copy.deepcopy(original)
        key = str(self._next)
        self._next += 1
        mine.set(w("abstractNumId"), key)
        for name in ("nsid", "styleLink", "pStyle"):
            for element in list(mine.iter(w(name))):
                parent = element.getparent()
                if parent is not None:
                    parent.remove(element)
        original.addprevious(mine)
        return key


def style_lists(styles: etree._Element | None) -> tuple[dict[str, StyleList], str | None]:
    """The paragraph styles that name a list, their basis included, and the default style."""
    found: dict[str, StyleList] = {}
    default = None
    if styles is None:
        return found, default
    every = {each.get(w("styleId"), ""): each for each in styles.iter(w("style"))}
    for key, style in every.items():
        if style.get(w("type")) != "paragraph":
            continue
        if style.get(w("default")) in ("1", "true", "on"):
            default = key
        if (named := _list_of(style, every)) is not None:
            found[key] = named
    return found, default


def _list_of(style: etree._Element, every: Mapping[str, etree._Element]) -> StyleList | None:
    level: str | None = None
    indent: etree._Element | None = None
    seen: set[int] = set()
    current: etree._Element | None = style
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        properties = current.find(w("pPr"))
        if properties is not None:
            if indent is None:
                indent = properties.find(w("ind"))
            numbers = properties.find(_NUM_PR)
            if numbers is not None:
                level = level or value_of(numbers.find(_LEVEL))
                if (number := value_of(numbers.find(_NUM_ID))) is not None:
                    return StyleList(number, level or "0", indent)
        current = every.get(value_of(current.find(w("basedOn"))) or "")
    return None
