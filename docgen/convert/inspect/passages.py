"""What a Word document must show, as passages: stretches of text that stand together on paper.

A passage is a paragraph, or the part of one between two places where LibreOffice may put in
something of its own: the result of a field, the mark of a note, a picture. Read from the XML
itself, so that nothing is believed of the program that is put to the proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.convert.inspect.letters import is_mixed, parted, plain, tokens

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _w(*names: str) -> frozenset[str]:
    return frozenset(f"{_W}{name}" for name in names)


_P, _T, _TAB = (f"{_W}{name}" for name in ("p", "t", "tab"))
_CHAR, _INSTR, _VAL = f"{_W}fldChar", f"{_W}instrText", f"{_W}val"
_SIMPLE, _INSTRUCTION = f"{_W}fldSimple", f"{_W}instr"
MERGE = "MERGEFIELD"
_COLUMN = re.compile(r'\s*\w+\s+(?:"([^"]*)"|(\S+))')
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
# Where something else may stand between two words of a paragraph.
_GAPS = _w(
    "sym", "drawing", "pict", "object", "footnoteReference", "endnoteReference", "pgNum",
    "commentReference", "footnoteRef", "endnoteRef",
) | {_MATH}  # fmt: skip
# A word ends here, and its passage goes on.
_SPACES = _w("tab", "ptab", "br", "cr")
# Text inside these is not printed, said twice, or worked out anew.
_ASIDE = _w("del", "moveFrom", "fldSimple", "rt") | {_FALLBACK}
# Text around these may be so as well: cells that go on from the one above, bound content.
_DEEP = _ASIDE | _w("vMerge", "dataBinding")
# Text in these stands somewhere on its page, whatever stands before it in the XML.
_FLOATS = _w("txbxContent", "framePr", "tblpPr")
_VANISH = f"{_W}vanish"
# A document without any of these is read in one sweep: most letters are such.
_INTRICATE = _DEEP | _FLOATS | {_CHAR, _VANISH}
_WALKED = (_P, _T, _CHAR, _INSTR, _SIMPLE, *_SPACES, *_GAPS)
_CONTINUED = (None, "continue")
_OFF = ("0", "false", "off")
# Fields whose result LibreOffice takes as it stands.
_KEPT_FIELDS = frozenset({"HYPERLINK"})
# Fonts of pictures: their letters are codes, which the PDF gives otherwise.
_PICTURES = ("wingdings", "webdings", "symbol", "marlett", "zapf")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text: as it is written, its letters and digits in one piece, its words.

    ``loose`` may stand anywhere on the pages. What stands at the head or foot of pages has the
    first and the last of them in ``on``, counted from 1, as far as the document has so many.
    """

    text: str
    letters: str
    words: tuple[str, ...]
    loose: bool = False
    on: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a document must show: its passages in order, and words from right to left, each
    with its letters sorted; and what fields it has: ``PAGE``, ``MERGEFIELD nama``."""

    passages: tuple[Passage, ...] = ()
    turned: tuple[str, ...] = ()
    fields: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """How many words and numbers there are."""
        return sum(len(each.words) for each in self.passages) + len(self.turned)

    @property
    def text(self) -> str:
        """As it is written, a passage a line."""
        return "\n".join(each.text for each in self.passages)


def shown_by(
    root: etree._Element,
    hidden: frozenset[str] = frozenset(),
    *,
    loose: bool = False,
    on: tuple[int, int] | None = None,
) -> Shown:
    """What the part with this root shows; ``hidden`` are the styles whose text is not printed."""
    look = _Look(hidden, frozenset(each.tag for each in root.iter(*_INTRICATE)))
    fields: set[str] = set()
    if hidden or look.kinds - {_VANISH}:
        texts = _walk(root, look, fields)
    else:
        texts = ((text, False) for text in _sweep(root, look))
    passages: list[Passage] = []
    turned: list[str] = []
    for text, floats in texts:
        flat = plain(text)
        if not is_mixed(flat):
            passages += _passage(text, flat, loose or floats, on)
            continue
        stretches, words = parted(flat)
        turned += words
        for each in stretches:
            passages += _passage(each, each, True, on)
    return Shown(tuple(passages), tuple(turned), frozenset(fields))


def _passage(text: str, flat: str, loose: bool, on: tuple[int, int] | None) -> Iterator[Passage]:
    words = tokens(flat)
    if words:
        yield Passage(text, "".join(words), tuple(words), loose, on)


@dataclass(frozen=True, slots=True)
class _Look:
    """How the texts of a part are judged: by its hidden styles, and what is intricate in it."""

    hidden: frozenset[str]
    kinds: frozenset[str]

    def shows(self, text: etree._Element) -> bool:
        """Whether a text is printed as it stands."""
        run = text.getparent()
        properties = None if run is None else run.find(f"{_W}rPr")
        if properties is not None and (_is_picture(properties) or self._vanishes(properties)):
            return False
        return not (self.hidden or self.kinds & _DEEP) or self._shows_inside(text)

    def floats(self, element: etree._Element) -> bool:
        """Whether a text that ends with an element may stand anywhere on its page."""
        if not self.kinds & _FLOATS:
            return False
        for each in (element, *element.iterancestors()):
            if each.tag == f"{_W}txbxContent":
                return True
            if each.tag == _P and each.find(f"{_W}pPr/{_W}framePr") is not None:
                return True
            if each.tag == f"{_W}tbl" and each.find(f"{_W}tblPr/{_W}tblpPr") is not None:
                return True
        return False

    def _shows_inside(self, text: etree._Element) -> bool:
        for each in text.iterancestors():
            tag = each.tag
            if tag in _ASIDE:
                return False
            if tag == _P and _style(each.find(f"{_W}pPr/{_W}pStyle")) in self.hidden:
                return False
            if tag == f"{_W}tc":
                merged = each.find(f"{_W}tcPr/{_W}vMerge")
                if merged is not None and merged.get(_VAL) in _CONTINUED:
                    return False
            if tag == f"{_W}sdt" and each.find(f"{_W}sdtPr/{_W}dataBinding") is not None:
                return False
        return True

    def _vanishes(self, properties: etree._Element) -> bool:
        vanish = properties.find(_VANISH) if _VANISH in self.kinds else None
        if vanish is not None:
            return vanish.get(_VAL) not in _OFF
        return bool(self.hidden) and _style(properties.find(f"{_W}rStyle")) in self.hidden


def _sweep(root: etree._Element, look: _Look) -> Iterator[str]:
    """The texts of a part without fields, text boxes and the like."""
    parts: list[str] = []
    for element in root.iter(_T, _P, *_SPACES, *_GAPS):
        tag = element.tag
        if tag == _T:
            if (text := element.text) and look.shows(element):
                parts.append(text)
        elif tag in _SPACES:
            parts.append(" ")
        elif parts:
            yield "".join(parts)
            parts = []
    yield "".join(parts)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    has_result: bool = False

    @property
    def name(self) -> str:
        words = self.instruction.split()
        return words[0].upper() if words else ""

    @property
    def label(self) -> str:
        """Its name, and that of the column which a MERGEFIELD stands for."""
        column = _COLUMN.match(self.instruction) if self.name == MERGE else None
        return self.name if column is None else f"{MERGE} {column[1] or column[2]}"


def _walk(root: etree._Element, look: _Look, fields: set[str]) -> Iterator[tuple[str, bool]]:
    """The texts of any part, and whether each floats; ``fields`` gets what fields it has."""
    open_fields: list[_Field] = []
    texts: list[list[str]] = [[]]  # of the paragraphs that are open, a text box being inside one
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=_WALKED):
        tag = element.tag
        if event == "end":
            if tag == _P and (text := "".join(texts.pop())):
                yield text, look.floats(element)
        elif tag == _P:
            texts.append([])
        elif tag == _T:
            if all(_is_kept(each) for each in open_fields) and look.shows(element):
                texts[-1].append(element.text or "")
        elif tag in _SPACES:
            texts[-1].append(" ")
        elif tag == _INSTR:
            if open_fields:
                open_fields[-1].instruction += element.text or ""
        else:
            if tag == _CHAR:
                _step(element, open_fields, fields)
            elif tag == _SIMPLE:
                fields.add(_Field(element.get(_INSTRUCTION, "")).label)
            # Something else may stand here; what follows is a passage of its own.
            if text := "".join(texts[-1]):
                yield text, look.floats(element)
            texts[-1].clear()


def _step(char: etree._Element, open_fields: list[_Field], fields: set[str]) -> None:
    kind = char.get(f"{_W}fldCharType")
    if kind == "begin":
        open_fields.append(_Field())
    elif kind == "separate" and open_fields:
        open_fields[-1].has_result = True
    elif kind == "end" and open_fields:
        fields.add(open_fields.pop().label)


def _is_kept(one: _Field) -> bool:
    return one.has_result and one.name in _KEPT_FIELDS


def _style(element: etree._Element | None) -> str:
    return "" if element is None else element.get(_VAL, "")


def _is_picture(properties: etree._Element) -> bool:
    fonts = properties.find(f"{_W}rFonts")
    name = "" if fonts is None else fonts.get(f"{_W}ascii") or ""
    return name.lower().startswith(_PICTURES)
