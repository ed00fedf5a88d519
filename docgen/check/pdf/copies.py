"""The copies of one letter, read one after another: what they have in common is read once.

PDFium reads one copy of a letter. Another one with the same bytes of the letter, and the same
objects behind it but for its mark and what it says of itself, shows the same, and only these are
read of it. Each byte is looked at for that: whatever is not exactly of docgen's form, which raises
one of DAMAGE, is left to PDFium.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from docgen.check.pdf.damage import DAMAGE
from docgen.check.pdf.drawn import Box, mark_box, without_mark, words_within
from docgen.check.pdf.mark import Font, Mark, font_in, mark_of
from docgen.check.pdf.marked_pages import are_marked
from docgen.check.pdf.reading import ReadPdf, pdf_of
from docgen.check.pdf.update import Update, update_of

# What PDFium reads of this one is what a bundle is held against.
_READ_ITSELF = "arsip"
# Marks of whatever length reach so far down from their upper edge, points.
_BAND = 16
_NEAR = 1.0


@dataclass(frozen=True, slots=True)
class _Known:
    """A copy that PDFium read, and that others may be likened to."""

    data: bytes
    update: Update
    font: Font
    mark: Mark
    read: ReadPdf


@dataclass(slots=True)
class CopyReader:
    """Reads PDFs, and remembers the last copy that PDFium read."""

    _last: _Known | None = None

    def read(self, data: bytes) -> ReadPdf | None:
        """See :func:`~docgen.check.pdf.reading.pdf_of`."""
        update = update_of(data)
        if update is None:
            return pdf_of(data)
        if self._last and update.properties["role"] != _READ_ITSELF:
            with suppress(*DAMAGE):
                if found := _likened(data, update, self._last):
                    return found
        read = pdf_of(data)
        if self._last and _is_of_one_letter(data, update, self._last):
            return read  # one with rare letters in its mark, say, is like no other
        self._last = None
        with suppress(*DAMAGE):
            self._last = _known(data, update, read) if read else None
        return read


def _known(data: bytes, update: Update, read: ReadPdf) -> _Known | None:
    """A copy to which others may be likened: each of its pages is one of the letter with the mark
    behind all else, at its place, and nothing of the letter in the way of a longer one."""
    font = font_in(update.shared)
    mark = mark_of(update.mark, font)
    band: Box = (-float("inf"), mark.box[3] - _BAND, float("inf"), float("inf"))
    for page, drawn in zip(read.pages, read.drawn, strict=True):
        body = without_mark(drawn)
        if body is None or not page.endswith(mark.words) or words_within(body, band):
            return None
        place = mark_box(drawn, body)
        if any(abs(one - due) > _NEAR for one, due in zip(place, mark.box, strict=True)):
            return None
    said = {key: read.properties.get(key, "") for key in update.properties}
    if read.signed or said != update.properties:
        return None
    if not are_marked(data, update, font, mark.font, len(read.pages)):
        return None
    return _Known(data, update, font, mark, read)


def _is_of_one_letter(data: bytes, update: Update, known: _Known) -> bool:
    size = known.update.size
    return update.size == size and data[:size] == known.data[:size]


def _likened(data: bytes, update: Update, known: _Known) -> ReadPdf | None:
    """A copy as another one of the same letter, with a mark of its own; None when it is none."""
    if not update.is_like(known.update) or not _is_of_one_letter(data, update, known):
        return None
    mark = mark_of(update.mark, known.font)
    if not mark.is_beside(known.mark):
        return None
    read = known.read
    return replace(
        read,
        pages=tuple(page.removesuffix(known.mark.words) + mark.words for page in read.pages),
        properties={**read.properties, **update.properties},
        likened=True,
    )
