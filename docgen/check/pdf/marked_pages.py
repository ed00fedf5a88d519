"""Whether the pages of a copy are those of its letter, each with the mark behind all else."""

from __future__ import annotations

import re

from docgen.check.pdf.mark import Font
from docgen.check.pdf.update import Update

# The whole table of a letter, and what stands behind it.
_TABLE = re.compile(
    rb"xref\n0 (\d{1,7})\n0000000000 65535 f \n((?:\d{10} 00000 n \n)+)"
    rb"trailer << /Info \d{1,7} 0 R /Root (\d{1,7}) 0 R /Size \d{1,7}"
    rb" /ID \[<[0-9a-f]*><[0-9a-f]*>\] >>\nstartxref\n(\d{1,10})\n%%EOF\n"
)
_LINE, _DIGITS = 20, 10
_OBJECT = re.compile(rb"(\d{1,7}) 0 obj\n(<<[^\n]*>>)\nendobj\n")
_ROOT = re.compile(rb"<<[^#]* /Pages (\d{1,7}) 0 R [^#]*>>")
_PAGES = re.compile(rb"<< /Count \d+ /Kids \[ ((?:\d{1,7} 0 R )+)\] /Type /Pages >>")
_REFERENCE = re.compile(rb"(\d{1,7}) 0 R")
_CONTENTS = re.compile(
    rb" /Contents \[ (\d{1,7}) 0 R ((?:\d{1,7} 0 R )*)(\d{1,7}) 0 R (\d{1,7}) 0 R \] "
)
_LINEARIZED, _FIRST = b"/Linearized", 1024


def are_marked(data: bytes, update: Update, font: Font, key: bytes, pages: int) -> bool:
    """Whether a copy has so many pages, and an update that replaces these alone: by themselves with
    the mark, for which there is this ``font`` by this ``key``. Raises ValueError, KeyError or
    IndexError where the letter has another form than docgen's."""
    table = _TABLE.fullmatch(data, update.before, update.size)
    if table is None or int(table[4]) != update.before or int(table[3]) != update.root:
        return False
    if _LINEARIZED in data[:_FIRST]:  # some readers go by the size of the file then
        return False
    count = int(table[1])
    root = update.shared.get(update.root) or _object(data, table, update.root)
    tree = _ROOT.fullmatch(root)
    if tree is None or int(tree[1]) in update.shared or root.count(b"/Pages ") != 1:
        return False
    kids = _PAGES.fullmatch(_object(data, table, int(tree[1])))
    numbers = [*map(int, _REFERENCE.findall(kids[1]))] if kids else []
    replaced = {number for number in update.shared if number < count} - {update.root}
    if len(numbers) != pages or {*numbers} != replaced:
        return False
    around = {_shows_mark(update.shared[number], update, font[0][0], key) for number in numbers}
    added = {number for number in update.shared if number >= count}
    return len(around) == 1 and added == {*around.pop(), *(number for number, _ in font)}


def _object(data: bytes, table: re.Match[bytes], number: int) -> bytes:
    """An object of the letter, which is no stream."""
    line = table[2][_LINE * (number - 1) : _LINE * number]
    found = _OBJECT.match(data, int(line[:_DIGITS]))
    if found is None or int(found[1]) != number:
        raise ValueError(number)
    return found[2]


def _shows_mark(page: bytes, update: Update, font: int, key: bytes) -> tuple[int, int]:
    """The numbers of what stands around the letter's own drawing on a page that draws the mark
    last. Raises ValueError or KeyError for any other."""
    found = _CONTENTS.search(page)
    named = b" %b %d 0 R " % (key, font)
    if found is None or b"#" in page or page.count(b"/Contents") != 1 or page.count(key) != 1:
        raise ValueError(page)
    saved, restored, mark = map(int, found.group(1, 3, 4))
    if named not in page or mark != update.numbers[0] or b" %d 0 R " % mark in b" " + found[2]:
        raise ValueError(page)
    return saved, restored
