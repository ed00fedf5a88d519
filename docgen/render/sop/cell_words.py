"""The words of a table cell as WordprocessingML paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from docgen.flowchart import constants as c
from docgen.flowchart.cells.rich import CENTRED, Chunk, Line, is_simple, paragraphs
from docgen.flowchart.geometry import Column
from docgen.flowchart.text import Face, Piece
from docgen.model.writing.marked import Run
from docgen.ooxml.table import SOFT_HYPHEN, item, paragraph

ZERO_WIDTH_SPACE = "\u200b"


def set_lines(face: Face, lines: Sequence[str], *, centred: bool = False) -> str:
    """One paragraph, its lines parted by breaks."""
    align: Literal["center", "left"] = "center" if centred else "left"
    return paragraph(lines, face.size, bold=face.is_bold, align=align)


def cell_words(body: Face, text: str, column: Column) -> str:
    """What stands in a text cell: a paragraph, or one a line where items hang or looks differ."""
    room, hanging = column.width - 2 * c.PADDING_X, column.key not in CENTRED
    if is_simple(text, hanging):
        lines = [_breakable(line, body, room) for line in text.split("\n")]
        return set_lines(body, lines, centred=not hanging)
    return "".join(
        item(
            [(run.text, run.bold, run.italic) for run in _flowing(each.lines)],
            body.size,
            mark=each.mark,
            hanging=each.indent,
            align="left" if hanging else "center",
        )
        for each in paragraphs(text, body, room, hanging)
    )


def _breakable(line: str, body: Face, width: int) -> str:
    """A line whose words that are too wide for the cell may end where they were measured to.

    Neither Word nor LibreOffice breaks after a slash, or finds syllables, by itself.
    """
    return " ".join(
        "".join(map(_ending, body.pieces(word, width))).replace("/", "/" + ZERO_WIDTH_SPACE)
        if body.width(word) > width
        else word
        for word in line.split(" ")
    )


def _ending(piece: Piece) -> str:
    """A piece of a word with what lets it end a line there."""
    if piece.end == "syllable":
        return piece.text[:-1] + SOFT_HYPHEN
    if piece.end == "letter":
        return piece.text + ZERO_WIDTH_SPACE
    return piece.text


def _flowing(lines: Sequence[Line]) -> Iterator[Run]:
    """The runs of a paragraph, for a program to break into these lines again."""
    chunks = [chunk for line in lines for chunk in line.words]
    for number, chunk in enumerate(chunks):
        *runs, last = chunk.runs
        yield from runs
        yield last._replace(text=_chunk_end(chunk, last.text, number == len(chunks) - 1))


def _chunk_end(chunk: Chunk, text: str, is_last: bool) -> str:
    if chunk.end == "whole":
        return text if is_last else text + " "
    if chunk.end == "syllable":
        return text[:-1] + SOFT_HYPHEN
    return text + ZERO_WIDTH_SPACE
