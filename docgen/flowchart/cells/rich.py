"""What stands in a text cell: lines, with bold and italic words and hanging items of a list.

Every line of the spec begins a paragraph. One that begins with a bullet, a number or a letter
(``-``, ``2.``, ``b)``) is an item: what follows its mark hangs, all items of a cell alike. Italic
letters are as wide as upright ones, as in Arial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docgen.flowchart.text import End, Face
from docgen.model.writing.marked import Run, plain, runs

# "2 berkas" and a lone "-" are none: the mark has its sign, a space, and words after it.
_ITEM = re.compile(
    r"\s*([-*\u2013\u2022\u00b7]|\(?(?:\d{1,2}|[a-zA-Z])\)|(?:\d{1,2}|[a-z])\.)\s+(?=\S)"
)
# Between the mark of an item and its words, at the least: a space.
SPACE = " "
# Columns whose texts stand in the middle, without hanging items.
CENTRED = frozenset({"waktu"})

Word = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """What stands on one line without a space in it, and how it ends where a word is parted."""

    runs: Word
    end: End = "whole"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is set: words with spaces between them, behind the mark of its item, if any."""

    words: tuple[Chunk, ...]
    mark: str = ""
    indent: int = 0

    @property
    def runs(self) -> tuple[Run, ...]:
        """The line as stretches that are set alike, without its mark."""
        found: list[Run] = []
        for number, chunk in enumerate(self.words):
            for place, run in enumerate(chunk.runs):
                space = SPACE if number and place == 0 else ""
                _append(found, run._replace(text=space + run.text))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the spec: the mark of its item, how far its words hang, and its lines as set."""

    mark: str
    indent: int
    lines: tuple[Line, ...]


def is_simple(text: str, hanging: bool = True) -> bool:
    """Whether a text is set without bold or italic words and without items of a list."""
    return plain(text) == text and not (hanging and _has_items(text))


@lru_cache(maxsize=16384)
def count(text: str, face: Face, width: int, hanging: bool = True) -> int:
    """How many lines a text takes in ``width`` twips."""
    if is_simple(text, hanging):
        return face.count(text, width)
    return sum(len(each.lines) for each in paragraphs(text, face, width, hanging))


@lru_cache(maxsize=4096)
def longest_piece(text: str, face: Face, hanging: bool = True) -> int:
    """Width of the widest part that cannot be broken, with the hanging before it, twips."""
    if is_simple(text, hanging):
        return face.longest_piece(text)
    indent = _indent(text, face) if hanging else 0
    widest = 0
    for line in text.split("\n"):
        mark, rest = _item(line) if hanging else ("", line)
        for word in _words(rest):
            of_word = _face(face, word).longest_piece("".join(run.text for run in word))
            widest = max(widest, of_word + (indent if mark else 0))
    return widest


def paragraphs(text: str, face: Face, width: int, hanging: bool = True) -> tuple[Paragraph, ...]:
    """A text set in ``width`` twips; words wider than that are parted."""
    indent = _indent(text, face) if hanging else 0
    found = []
    for line in text.split("\n"):
        mark, rest = _item(line) if hanging else ("", line)
        room = width - indent if mark else width
        lines = [
            Line(tuple(words), mark if number == 0 else "", indent if mark else 0)
            for number, words in enumerate(_filled(_words(rest), face, room))
        ]
        found.append(Paragraph(mark, indent if mark else 0, tuple(lines)))
    return tuple(found)


def wide_words(text: str, face: Face, width: int, hanging: bool = True) -> list[str]:
    """The words that are too wide for their cell and parted elsewhere than at a joint."""
    return [
        "".join(run.text for run in word)
        for line in text.split("\n")
        for word in _words((_item(line) if hanging else ("", line))[1])
        if any(
            chunk.end in ("syllable", "letter")
            for chunk in _chunks(word, face, width - (_hung(line, text, face) if hanging else 0))
        )
    ]


def _hung(line: str, text: str, face: Face) -> int:
    return _indent(text, face) if _item(line)[0] else 0


def _has_items(text: str) -> bool:
    return any(_item(line)[0] for line in text.split("\n"))


def _item(line: str) -> tuple[str, str]:
    """The mark of an item and what follows it; no mark where the line is none."""
    match = _ITEM.match(line)
    return (match[1], line[match.end() :]) if match else ("", line)


def _indent(text: str, face: Face) -> int:
    """How far the words of items hang: the widest mark and a space."""
    marks = [_item(line)[0] for line in text.split("\n")]
    return max((face.width(mark + SPACE) for mark in marks if mark), default=0)


def _words(text: str) -> Iterator[Word]:
    """The words of a line, each in stretches that are set alike."""
    word: list[Run] = []
    for run in runs(text):
        for part in re.split(r"(\s+)", run.text):
            if not part:
                continue
            if part.isspace():
                if word:
                    yield tuple(word)
                word = []
            else:
                _append(word, run._replace(text=part))
    if word:
        yield tuple(word)


def _append(found: list[Run], run: Run) -> None:
    """Add a stretch; one with what is before it where both are set alike."""
    if found and found[-1][1:] == run[1:]:
        found[-1] = found[-1]._replace(text=found[-1].text + run.text)
    else:
        found.append(run)


def _face(face: Face, word: Sequence[Run]) -> Face:
    """The face that a word is at least as narrow in."""
    bold = any(run.bold for run in word) and not face.is_bold
    return Face(f"{face.name}-bold", face.size) if bold else face


def _width(face: Face, word: Sequence[Run]) -> int:
    return _face(face, word).width("".join(run.text for run in word))


def _filled(words: Iterator[Word], face: Face, width: int) -> Iterator[list[Chunk]]:
    """Words in lines, as many as each has room for."""
    space = _face(face, (Run("", bold=True),)).width(SPACE)
    line: list[Chunk] = []
    used = 0
    for word in words:
        for number, chunk in enumerate(_chunks(word, face, width)):
            wide = _width(face, chunk.runs)
            if line and (number or used + space + wide > width):
                yield line
                line, used = [], 0
            used += (space if line else 0) + wide
            line.append(chunk)
    yield line


def _chunks(word: Word, face: Face, width: int) -> list[Chunk]:
    """A word as it is parted where it is wider than its cell."""
    if _width(face, word) <= width:
        return [Chunk(word)]
    found, at = [], 0
    for piece in _face(face, word).pieces("".join(run.text for run in word), width):
        own = len(piece.text) - (piece.end == "syllable")
        part = list(_cut(word, at, at + own))
        if piece.end == "syllable":
            part[-1] = part[-1]._replace(text=part[-1].text + piece.text[own:])
        found.append(Chunk(tuple(part), piece.end))
        at += own
    return found


def _cut(word: Word, start: int, end: int) -> Iterator[Run]:
    at = 0
    for run in word:
        text = run.text[max(0, start - at) : max(0, end - at)]
        if text:
            yield run._replace(text=text)
        at += len(run.text)
