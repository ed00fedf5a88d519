"""What a Word document must show, as passages: stretches of text that stand together on paper.

A passage is a paragraph, or the part of one between two places where LibreOffice may put in
something of its own: the result of a field, the mark of a note, a picture. Read from the XML
itself, so that nothing is believed of the program that is put to the proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from docgen.convert.inspect.documents.look import CHAR, Look, P, Standing, w
from docgen.convert.inspect.letters import is_mixed, parted, plain, tokens
from docgen.ooxml.names import W

_T, _INSTR = f"{W}t", f"{W}instrText"
_SIMPLE, _INSTRUCTION = f"{W}fldSimple", f"{W}instr"
MERGE = "MERGEFIELD"
# The number of a page, and of all.
PAGES = ("PAGE", "NUMPAGES")
_NOT_DIGITS = re.compile(r"\\[*#](?!\s*(MERGEFORMAT|CHARFORMAT|arabic\b))", re.IGNORECASE)
_COLUMN = re.compile(r'\s*\w+\s+(?:"([^"]*)"|(\S+))')
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
# Where something else may stand between two words of a paragraph.
_GAPS = w(
    "sym", "drawing", "pict", "object", "footnoteReference", "endnoteReference", "pgNum",
    "commentReference", "footnoteRef", "endnoteRef",
) | {_MATH}  # fmt: skip
# A word ends here, and its passage goes on.
_SPACES = w("tab", "ptab", "br", "cr")
_WALKED = (P, _T, CHAR, _INSTR, _SIMPLE, *_SPACES, *_GAPS)
# Fields whose result LibreOffice takes as it stands.
_KEPT_FIELDS = frozenset({"HYPERLINK"})
# Letters of one template have most of their texts in common.
_KEPT = 1024


class Passage(NamedTuple):
    """A stretch of text: as it is written, its letters and digits in one piece, its words.

    ``loose`` may stand anywhere on the pages. What stands at the head or foot of pages has the
    first and the last of them in ``on``, counted from 1, as far as the document has so many.
    What stands in a table whose head is repeated has the number of the table in ``table``, from 1.
    """

    text: str
    letters: str
    words: tuple[str, ...]
    loose: bool = False
    on: tuple[int, int] | None = None
    table: int = 0
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a document must show: its passages in order, and words from right to left, each
    with its letters sorted; and what fields it has: ``PAGE``, ``MERGEFIELD nama``. The pages of
    ``numbered`` bear in head or foot what such a field says: its name, the first and last page."""

    passages: tuple[Passage, ...] = ()
    turned: tuple[str, ...] = ()
    fields: frozenset[str] = frozenset()
    numbered: tuple[tuple[str, int, int], ...] = ()

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
    look = Look.at(root, hidden)
    fields: set[str] = set()
    texts = _sweep(root, look) if look.is_plain else _walk(root, look, fields)
    passages: list[Passage] = []
    turned: list[str] = []
    for text, standing in texts:
        read = _read(text)
        is_loose = loose or standing.floats or read.is_mixed
        passages += [
            Passage(*each, is_loose, on, standing.table, standing.is_head)
            for each in read.stretches
        ]
        turned += read.turned
    return Shown(tuple(passages), tuple(turned), frozenset(fields))


class _Read(NamedTuple):
    """A text as stretches from left to right, each as it is written, its letters and its words; and
    its words from right to left, with their letters sorted."""

    stretches: tuple[tuple[str, str, tuple[str, ...]], ...]
    turned: tuple[str, ...] = ()
    is_mixed: bool = False


@lru_cache(_KEPT)
def _read(text: str) -> _Read:
    flat = plain(text)
    if not is_mixed(flat):
        return _Read(_stretches([(text, flat)]))
    stretches, turned = parted(flat)
    return _Read(_stretches([(each, each) for each in stretches]), tuple(turned), True)


def _stretches(texts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The texts, by their plain forms, that have any words."""
    read = [(text, tuple(tokens(flat))) for text, flat in texts]
    return tuple((text, "".join(words), words) for text, words in read if words)


def _sweep(root: etree._Element, look: Look) -> Iterator[tuple[str, Standing]]:
    """The texts of a part without fields, text boxes and the like, and where each stands."""
    parts: list[str] = []
    last = root
    for element in root.iter(_T, P, *_SPACES, *_GAPS):
        tag = element.tag
        if tag == _T:
            if (text := element.text) and look.shows(element):
                parts.append(text)
                last = element
        elif tag in _SPACES:
            parts.append(" ")
        elif parts:
            yield "".join(parts), look.standing(last)
            parts = []
    yield "".join(parts), look.standing(last)


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
        """Its name, and that of the column which a MERGEFIELD stands for; a number of pages that
        is not shown in digits has a star."""
        if self.name in PAGES and _NOT_DIGITS.search(self.instruction):
            return f"{self.name} *"
        column = _COLUMN.match(self.instruction) if self.name == MERGE else None
        return self.name if column is None else f"{MERGE} {column[1] or column[2]}"


def _walk(root: etree._Element, look: Look, fields: set[str]) -> Iterator[tuple[str, Standing]]:
    """The texts of any part, and where each stands; ``fields`` gets what fields it has."""
    open_fields: list[_Field] = []
    texts: list[list[str]] = [[]]  # of the paragraphs that are open, a text box being inside one
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=_WALKED):
        tag = element.tag
        if event == "end":
            if tag == P and (text := "".join(texts.pop())):
                yield text, look.standing(element)
        elif tag == P:
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
            if tag == CHAR:
                _step(element, open_fields, fields)
            elif tag == _SIMPLE:
                fields.add(_Field(element.get(_INSTRUCTION, "")).label)
            # Something else may stand here; what follows is a passage of its own.
            if text := "".join(texts[-1]):
                yield text, look.standing(element)
            texts[-1].clear()


def _step(char: etree._Element, open_fields: list[_Field], fields: set[str]) -> None:
    kind = char.get(f"{W}fldCharType")
    if kind == "begin":
        open_fields.append(_Field())
    elif kind == "separate" and open_fields:
        open_fields[-1].has_result = True
    elif kind == "end" and open_fields:
        fields.add(open_fields.pop().label)


def _is_kept(one: _Field) -> bool:
    return one.has_result and one.name in _KEPT_FIELDS
