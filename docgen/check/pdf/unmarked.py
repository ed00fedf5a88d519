"""A letter as one of its copies was read: the same pages without the mark.

A copy begins with the letter's bytes, and on each page draws a mark behind what the letter draws.
Where its pages are seen to be the letter's with nothing else added, the letter need not be read as
well.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace

from docgen.check.pdf.drawn import without_mark
from docgen.check.pdf.reading import ReadPdf
from docgen.check.pdf.signed import RANGE
from docgen.check.pdf.update import DIGITS, Update, properties_of

# What stands around the letter's own drawing: its state is saved, and restored.
_SAVED = b"<< /Length 2 >>\nstream\nq\n\nendstream"
_RESTORED = b"<< /Length 3 >>\nstream\n\nQ\n\nendstream"
_MARKED = re.compile(rb"/Contents \[ (\d+) 0 R ((?:\d+ 0 R )*)(\d+) 0 R (\d+) 0 R \]")
_CONTENTS = re.compile(rb"/Contents (?:(\d+ 0 R )|\[ ((?:\d+ 0 R )*)\] )")
_FONT = re.compile(rb"/Mark[A-Z]+ \d+ 0 R ")
# The whole table of a letter, and what stands behind it.
_TABLE = re.compile(
    rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [fn] \n)+)trailer << /Info (\d+) 0 R [^%]*>>\n"
    rb"startxref\n\d+\n%%EOF\n"
)
_LINE = 20  # bytes
_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj\n", re.DOTALL)


def letter_of(copy: bytes, update: Update, read: ReadPdf, letter: bytes) -> ReadPdf | None:
    """``letter`` as the ``copy`` with this update was read; None when it shows anything else, or
    nobody can tell. The copy must be a proper one."""
    if len(letter) != update.size or memoryview(copy)[: update.size] != memoryview(letter):
        return None
    # What is no such letter raises one of these.
    with suppress(ValueError, KeyError, IndexError):
        return _letter_of(update, read, letter)
    return None


def _letter_of(update: Update, read: ReadPdf, letter: bytes) -> ReadPdf | None:
    table = _TABLE.fullmatch(letter, update.table)
    if table is None or read.signed or RANGE.encode() in letter:
        return None
    for number, written in update.shared.items():
        if number < int(table[1]) and not _adds_only_the_mark(
            written, _object(letter, table, number), update
        ):
            return None
    words = [page for page in read.pages if page.endswith(update.mark.words)]
    drawn = [page for each in read.drawn if (page := without_mark(each)) is not None]
    if len(words) < len(read.pages) or len(drawn) < len(read.drawn):
        return None
    return replace(
        read,
        pages=tuple(page.removesuffix(update.mark.words) for page in words),
        drawn=tuple(drawn),
        properties=properties_of(_object(letter, table, int(table[3]))),
    )


def _object(letter: bytes, table: re.Match[bytes], number: int) -> bytes:
    entry = table[2][_LINE * number : _LINE * (number + 1)]
    found = _OBJECT.match(letter, int(entry[:DIGITS]))
    if found is None or int(found[1]) != number or not entry.endswith(b" n \n"):
        raise ValueError(number)
    return found[2]


def _adds_only_the_mark(page: bytes, before: bytes, update: Update) -> bool:
    """Whether an object is a page as it was ``before``, with the mark behind all else."""
    marked, drawn = _MARKED.search(page), _CONTENTS.search(before)
    if not marked or not drawn or b"#" in page or before.count(b"/Contents") != 1:
        return False
    saved, inner, restored, mark = marked.groups()
    return (
        int(mark) == update.own[0]
        and update.shared[int(saved)] == _SAVED
        and update.shared[int(restored)] == _RESTORED
        and inner == (drawn[1] or drawn[2])
        and _FONT.sub(b"", page.replace(marked[0] + b" ", b""), count=1)
        == before.replace(drawn[0], b"")
    )
