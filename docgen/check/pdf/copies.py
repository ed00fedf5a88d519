"""The copies of one letter, read one after another: what they have in common is read once.

PDFium reads one copy of a letter. Another one that is to the byte what docgen makes of the same
letter, for somebody else, shows the same with another mark; the letter itself, the same without it.
Whoever knows how copies are made tells which files are such; all others are read by PDFium.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from docgen.check.pdf.drawn import without_mark
from docgen.check.pdf.reading import ReadPdf, bare, pdf_of

# What PDFium reads of this one is what a bundle is held against.
_READ_ITSELF = "arsip"


class MadeCopy(Protocol):
    """A copy of the letter that is its first ``size`` bytes: its mark, what it says of itself, and
    whether the letter by itself shows the same without the mark."""

    @property
    def size(self) -> int:
        """Bytes."""

    @property
    def mark(self) -> str:
        """The words."""

    @property
    def properties(self) -> Mapping[str, str]:
        """Its letter, role, recipient and version."""

    @property
    def shows_letter(self) -> bool:
        """Of every reader."""


# Tells of a file whether it is a copy to the byte as docgen makes it. A function of a module.
Recognise = Callable[[bytes], MadeCopy | None]


@dataclass(frozen=True, slots=True)
class _Known:
    """A letter and how a copy of it was read by PDFium, each page with the mark behind all else."""

    letter: bytes
    copy: MadeCopy
    read: ReadPdf


@dataclass(slots=True)
class CopyReader:
    """Reads PDFs, and remembers the last copy that PDFium read."""

    _last: _Known | None = None

    def read(self, data: bytes, recognise: Recognise | None) -> ReadPdf | None:
        """See :func:`~docgen.check.pdf.reading.pdf_of`."""
        if self._last and data == self._last.letter and self._last.copy.shows_letter:
            return _letter_of(self._last)
        copy = recognise(data) if recognise else None
        if copy is None:
            return pdf_of(data)
        letter = data[: copy.size]
        is_known = self._last is not None and self._last.letter == letter
        if self._last and is_known and copy.properties["role"] != _READ_ITSELF:
            return _likened(copy, self._last)
        read = pdf_of(data)
        if not is_known:
            marked = read is not None and not read.signed and _is_marked(read, bare(copy.mark))
            self._last = _Known(letter, copy, read) if read and marked else None
        return read


def _is_marked(read: ReadPdf, words: str) -> bool:
    pages = zip(read.pages, read.drawn, strict=True)
    return all(page.endswith(words) and without_mark(drawn) is not None for page, drawn in pages)


def _likened(copy: MadeCopy, known: _Known) -> ReadPdf:
    """A copy as another one of its letter was read."""
    old, new = bare(known.copy.mark), bare(copy.mark)
    said = {**known.read.properties, **copy.properties}
    return replace(
        known.read,
        pages=tuple(page.removesuffix(old) + new for page in known.read.pages),
        properties={key: text for key, text in said.items() if text},
        likened=True,
    )


def _letter_of(known: _Known) -> ReadPdf:
    """The letter as a copy of it was read."""
    read, words = known.read, bare(known.copy.mark)
    own = {key: text for key, text in read.properties.items() if key not in known.copy.properties}
    return replace(
        read,
        pages=tuple(page.removesuffix(words) for page in read.pages),
        drawn=tuple(page for each in read.drawn if (page := without_mark(each)) is not None),
        properties=own,
    )
