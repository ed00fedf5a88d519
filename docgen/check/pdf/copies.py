"""The copies of one letter, read one after another: what they have in common is read once.

PDFium reads one copy of a letter. Another one with the same bytes of the letter, and the same
objects behind it but for its mark, its Info and its XMP, shows the same; only these are read. The
letter itself shows the same without the mark.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from docgen.check.pdf.reading import ReadPdf, pdf_of
from docgen.check.pdf.unmarked import letter_of
from docgen.check.pdf.update import Update, is_proper, update_of

# What PDFium reads of this one is what a bundle is held against.
_READ_ITSELF = "arsip"


@dataclass(slots=True)
class CopyReader:
    """Reads PDFs, and remembers the last copy that PDFium read."""

    _last: tuple[bytes, Update, ReadPdf] | None = None

    def read(self, data: bytes) -> ReadPdf | None:
        """See :func:`~docgen.check.pdf.reading.pdf_of`."""
        update = update_of(data)
        if update is None:
            return (self._last and letter_of(*self._last, data)) or pdf_of(data)
        if update.properties.get("role") != _READ_ITSELF and (found := self._like(data, update)):
            return found
        read = pdf_of(data)
        if read is not None and is_proper(data, update):
            self._last = data, update, read
        return read

    def _like(self, data: bytes, update: Update) -> ReadPdf | None:
        """A copy as another one of the same letter was read; None when it is no such copy."""
        if self._last is None:
            return None
        known, of, read = self._last
        letter = slice(update.size)
        if not update.is_like(of) or memoryview(data)[letter] != memoryview(known)[letter]:
            return None
        pages = [_with(update.mark.words, page, of.mark.words) for page in read.pages]
        if None in pages:
            return None
        return replace(
            read,
            pages=tuple(page for page in pages if page is not None),
            properties=update.properties,
            likened=True,
        )


def _with(words: str, page: str, others: str) -> str | None:
    """A page with these words of a mark for others, which stand last on it, or first."""
    if page.endswith(others):
        return page.removesuffix(others) + words
    return words + page.removeprefix(others) if page.startswith(others) else None
