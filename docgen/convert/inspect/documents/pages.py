"""The letters of a PDF's pages, and finding passages among them, each place used once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from docgen.convert.inspect.letters import is_mixed, parted, plain, tokens

# What takes the place of letters that a passage has used.
USED = "\0"
# The label of an item of a list, which LibreOffice puts before its text.
_LABEL = re.compile(r"\s*(\d{1,3}|[a-z]|[ivx]{2,5})[.)](?!\d)")
# Letters that say where they belong; fewer also stand by chance inside other words.
TELLING = 8
# As many letters may stand between two lines of a head: those of the heads beside it.
BESIDE = 40


# The mark of a note, raised behind a word or before the note: «pasal1», «1Lihat».
_NOTE_MARK = re.compile(r"(?<=[^\W\d_])(?=\d{1,3}$)|(?<=^\d)(?=[^\W\d_])|(?<=^\d\d)(?=[^\W\d_])")


def _beside_marks(words: Sequence[str], starts: Sequence[int]) -> Iterator[int]:
    """Where words end that the mark of a note was set beside, without room between them."""
    for word, start in zip(words, starts, strict=False):
        if not word.isalpha() and not word.isdecimal():
            yield from (start + match.start() for match in _NOTE_MARK.finditer(word))


class Place(NamedTuple):
    """Where a passage ends: its page and the number of its last letter there; from 0."""

    page: int
    end: int


@dataclass(slots=True)
class Page:
    """A page: its letters in one piece, and where among them each word begins, ascending.

    The length of ``letters`` is the last of ``starts``. ``turned`` are the words that run from
    right to left, with their letters sorted, and ``text`` is all of it with its lines. ``whole``
    are the letters before any was used.
    """

    letters: str
    starts: list[int]
    turned: list[str] = field(default_factory=list)
    text: str = ""
    whole: str = ""
    _bounds: frozenset[int] = frozenset()
    _numbers: list[tuple[int, int]] = field(default_factory=list)  # where its number was taken
    _lines: frozenset[int] | None = None
    _labels: frozenset[int] | None = None

    @classmethod
    def of(cls, text: str) -> Page:
        """A page by its text as PDFium gives it."""
        flat, turned = plain(text), list[str]()
        if is_mixed(flat):
            stretches, turned = parted(flat)
            flat = " ".join(stretches)
        words = tokens(flat)
        starts = list(accumulate(map(len, words), initial=0))
        bounds = frozenset((*starts, *_beside_marks(words, starts)))
        letters = "".join(words)
        return cls(letters, starts, turned, flat, letters, bounds)

    def find(self, letters: str, start: int = 0, stop: int | None = None) -> int:
        """Where ``letters`` stand as whole words between two places, -1 when nowhere."""
        stop = len(self.letters) if stop is None else stop
        return next(self._matches(self.letters, letters, start, stop), -1)

    def all_places(self, letters: str) -> list[int]:
        """Where ``letters`` stand as whole words, used or not."""
        return list(self._matches(self.whole, letters, 0, len(self.whole)))

    def _matches(self, among: str, letters: str, start: int, stop: int) -> Iterator[int]:
        """Where whole words match, none of them the label of a list's next item."""
        at = among.find(letters, start, stop)
        while at >= 0:
            if self._is_whole(at, len(letters)):
                yield at
            at = among.find(letters, at + 1, stop)

    def _is_whole(self, at: int, size: int) -> bool:
        ends = at in self._bounds and at + size in self._bounds
        return ends and not self.takes_label(at, size)

    def holds_in_a_row(self, passages: Sequence[str]) -> bool:
        """Whether the letters of passages stand one right behind the other, each whole words."""
        at = self.find("".join(passages))
        for letters in passages if at >= 0 else ():
            if not self._is_whole(at, len(letters)):
                return False
            at += len(letters)
        return at >= 0

    def find_lines(self, letters: str, start: int) -> int:
        """As :meth:`find`, but rather the first place that is whole lines.

        What begins with the end of one paragraph, and goes on into the next, is another's.
        """
        first = at = self.find(letters, start)
        while at >= 0:
            if self._is_line(at) and self._is_line(at + len(letters)):
                return at
            at = self.find(letters, at + 1)
        return first

    def find_lines_apart(self, words: Sequence[str]) -> list[int]:
        """Where the words of a table's head stand, one behind the other, or nothing.

        PDFium puts words of one height together: «Kepala» of a head in two lines, then the head
        beside it, then «Dinas».
        """
        places: list[int] = []
        start = 0
        for word in words:
            stop = start + len(word) + BESIDE if places else None
            at = self.find(word, start, stop)
            if at < 0:
                return []
            places.append(at)
            start = at + len(word)
        return places

    def takes_label(self, at: int, size: int) -> bool:
        """Whether the end of a match is the label of the next item of a list, as in «3.»."""
        if self._labels is None:
            self._labels = frozenset(self._label_ends())
        return at + size in self._labels and size > self._size_before(at + size)

    def _label_ends(self) -> Iterator[int]:
        count = 0
        for line in self.text.splitlines():
            if (label := _LABEL.match(line)) is not None:
                yield count + len(label[1])
            count += sum(map(len, tokens(line)))

    def _size_before(self, end: int) -> int:
        """How long the word is that ends there."""
        return end - self.starts[bisect_left(self.starts, end) - 1]

    def use_number(self, letters: str) -> bool:
        """Take away the number of a page where it is nearest to an end of the page, if it is."""
        size, found = len(letters), []
        at = self.find(letters)
        while at >= 0:
            found.append(at)
            at = self.find(letters, at + 1)
        if found:
            at = min(found, key=lambda each: min(each, len(self.letters) - each - size))
            self.use(at, at + size)
            self._numbers.append((at, at + size))
        return bool(found)

    def without_number(self, letters: str) -> int:
        """Where ``letters`` end that are used now, the number in them standing elsewhere on the
        page; -1, and nothing has changed, if nowhere."""
        before, numbers = self.letters, tuple(self._numbers)
        for at in self.all_places(letters):
            end = at + len(letters)
            inside = [span for span in numbers if span[0] < end and at < span[1]]
            for span in inside:
                self.release(*span)
                self._numbers.remove(span)
            if inside and USED not in self.letters[at:end]:
                self.use(at, end)
                if all(self.use_number(self.whole[slice(*span)]) for span in inside):
                    return end
            self.letters, self._numbers[:] = before, numbers
        return -1

    def use(self, start: int, end: int) -> None:
        """Take the letters of a passage away."""
        self.letters = self.letters[:start] + USED * (end - start) + self.letters[end:]

    def release(self, start: int, end: int) -> None:
        """Give the letters of a passage back."""
        self.letters = self.letters[:start] + self.whole[start:end] + self.letters[end:]

    def longest_start(self, letters: str) -> tuple[int, int]:
        """How much of the beginning of ``letters`` stands here from a word's beginning; where."""
        low, high, where = 0, len(letters), -1
        while low < high:
            middle = (low + high + 1) // 2
            if (at := self._from_word(letters[:middle])) >= 0:
                low, where = middle, at
            else:
                high = middle - 1
        return low, where

    def _from_word(self, letters: str) -> int:
        at = self.letters.find(letters)
        while at >= 0 and at not in self._bounds:
            at = self.letters.find(letters, at + 1)
        return at

    def longest_end(self, letters: str, after: int = 0, stop: int | None = None) -> tuple[int, int]:
        """How much of the end of ``letters`` stands between two places, and where it begins."""
        low, high = 0, len(letters)
        while low < high:
            middle = (low + high + 1) // 2
            if self.letters.find(letters[-middle:], after, stop) >= 0:
                low = middle
            else:
                high = middle - 1
        return low, self.letters.find(letters[-low:], after, stop) if low else -1

    def is_bound(self, at: int) -> bool:
        """Whether a word begins or ends there."""
        return at in self._bounds

    def last_end(self, letters: str) -> int:
        """Where ``letters`` stand last from a word's beginning to the end of a line, or -1.

        Many letters may also end inside a line, which goes on with the next cell of a table.
        """
        size = len(letters)
        at = self.letters.rfind(letters)
        while at >= 0:
            ends = self.is_bound(at + size) if size >= TELLING else self._is_line(at + size)
            if ends and at in self._bounds:
                return at
            at = self.letters.rfind(letters, 0, at + size - 1)
        return -1

    def first_start(self, letters: str) -> int:
        """Where ``letters`` stand first from the beginning of a line to a word's end, or -1.

        Many letters may also begin inside a line, behind another cell of a table.
        """
        size = len(letters)
        at = self.letters.find(letters)
        while at >= 0:
            begins = self.is_bound(at) if size >= TELLING else self._is_line(at)
            if begins and at + size in self._bounds:
                return at
            at = self.letters.find(letters, at + 1)
        return -1

    def _is_line(self, at: int) -> bool:
        if self._lines is None:
            sizes = (sum(map(len, tokens(line))) for line in self.text.splitlines())
            self._lines = frozenset(accumulate(sizes, initial=0))
        return at in self._lines
