"""Which texts of a part are printed as they stand, and where on the pages they may stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from lxml import etree

from docgen.ooxml.names import W


def w(*names: str) -> frozenset[str]:
    """The names with the namespace of Word."""
    return frozenset(f"{W}{name}" for name in names)


P, CHAR, VAL = f"{W}p", f"{W}fldChar", f"{W}val"
_ROW = f"{W}tr"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Text inside these is not printed, said twice, or worked out anew.
_ASIDE = w("del", "moveFrom", "fldSimple", "rt") | {_FALLBACK}
# Text around these may be so as well: cells that go on from the one above.
_DEEP = _ASIDE | w("vMerge")
# Text in these stands somewhere on its page, whatever stands before it in the XML.
_FLOATS = w("txbxContent", "framePr", "tblpPr")
_VANISH = f"{W}vanish"
# Rows that every page of their table begins with.
_HEAD = f"{W}tblHeader"
# A document without any of these is read in one sweep: most letters are such.
_INTRICATE = _DEEP | _FLOATS | {CHAR, _VANISH, _HEAD}
_CONTINUED = (None, "continue")
OFF = ("0", "false", "off")
# Fonts of pictures: their letters are codes, which the PDF gives otherwise.
_PICTURES = ("wingdings", "webdings", "symbol", "marlett", "zapf")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a text stands: anywhere on its page, or in a table whose head is repeated.

    ``table`` is the number of such a table, from 1; ``is_head`` says that the text is in its head.
    """

    floats: bool = False
    table: int = 0
    is_head: bool = False


_IN_TEXT, _FLOATING = Standing(), Standing(floats=True)


@dataclass(frozen=True, slots=True)
class _Repeating:
    """A table whose first rows every page repeats."""

    table: etree._Element
    head: tuple[etree._Element, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How the texts of a part are judged: by its hidden styles, and what is intricate in it.

    ``tables`` are those of its tables whose head is repeated.
    """

    hidden: frozenset[str]
    kinds: frozenset[str]
    tables: tuple[_Repeating, ...] = ()

    @classmethod
    def at(cls, root: etree._Element, hidden: frozenset[str]) -> Look:
        """The look at the part with this root."""
        kinds = frozenset(each.tag for each in root.iter(*_INTRICATE))
        return cls(hidden, kinds, tuple(_repeating(root)) if _HEAD in kinds else ())

    @property
    def is_plain(self) -> bool:
        """Whether all texts are printed in the order of the XML."""
        return not (self.hidden or self.kinds - {_VANISH, _HEAD})

    def shows(self, text: etree._Element) -> bool:
        """Whether a text is printed as it stands."""
        run = text.getparent()
        properties = None if run is None else run.find(f"{W}rPr")
        if properties is not None and (_is_picture(properties) or self._vanishes(properties)):
            return False
        return not (self.hidden or self.kinds & _DEEP) or self._shows_inside(text)

    def standing(self, element: etree._Element) -> Standing:
        """Where a text that ends with an element stands."""
        if self._floats(element):
            return _FLOATING
        if not self.tables:
            return _IN_TEXT
        rows = list(element.iterancestors(_ROW))
        table = rows[-1].getparent() if rows else None
        for number, each in enumerate(self.tables, 1):
            if each.table is table:
                return Standing(False, number, any(row is rows[-1] for row in each.head))
        return _IN_TEXT

    def _floats(self, element: etree._Element) -> bool:
        """Whether a text that ends with an element may stand anywhere on its page."""
        if not self.kinds & _FLOATS:
            return False
        for each in (element, *element.iterancestors()):
            if each.tag == f"{W}txbxContent":
                return True
            if each.tag == P and each.find(f"{W}pPr/{W}framePr") is not None:
                return True
            if each.tag == f"{W}tbl" and each.find(f"{W}tblPr/{W}tblpPr") is not None:
                return True
        return False

    def _shows_inside(self, text: etree._Element) -> bool:
        for each in text.iterancestors():
            tag = each.tag
            if tag in _ASIDE:
                return False
            if tag == P and _style(each.find(f"{W}pPr/{W}pStyle")) in self.hidden:
                return False
            if tag == f"{W}tc":
                merged = each.find(f"{W}tcPr/{W}vMerge")
                if merged is not None and merged.get(VAL) in _CONTINUED:
                    return False
        return True

    def _vanishes(self, properties: etree._Element) -> bool:
        vanish = properties.find(_VANISH) if _VANISH in self.kinds else None
        if vanish is not None:
            return vanish.get(VAL) not in OFF
        return bool(self.hidden) and _style(properties.find(f"{W}rStyle")) in self.hidden


def _repeating(root: etree._Element) -> Iterator[_Repeating]:
    """The tables, none inside another, whose first rows are said to be repeated."""
    for table in root.iter(f"{W}tbl"):
        if next(table.iterancestors(_ROW), None) is None:
            head = tuple(takewhile(_is_head, table.iterchildren(_ROW)))
            if head:
                yield _Repeating(table, head)


def _is_head(row: etree._Element) -> bool:
    mark = row.find(f"{W}trPr/{_HEAD}")
    return mark is not None and mark.get(VAL) not in OFF


def _style(element: etree._Element | None) -> str:
    return "" if element is None else element.get(VAL, "")


def _is_picture(properties: etree._Element) -> bool:
    fonts = properties.find(f"{W}rFonts")
    name = "" if fonts is None else fonts.get(f"{W}ascii") or ""
    return name.lower().startswith(_PICTURES)
