"""Verify that an enclosure that docgen turned into a PDF exists and says whose it is."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.check.advice import REBUILD
from docgen.check.expectations import ExpectedEnclosure
from docgen.check.files import Files
from docgen.check.pdf.reading import bare
from docgen.findings import Finding, Where, error


def check_enclosure(files: Files, letter: str, expected: ExpectedEnclosure) -> Iterator[Finding]:
    """Whether an enclosure's PDF is there, opens, and says of which letter it is."""
    where = Where(expected.pdf)
    if not files.has(expected.pdf):
        message = f"lampiran surat «{letter}» ({expected.source}) belum ada; jalankan docgen build"
        yield error("enclosure-missing", where, message)
        return
    read = files.pdf(expected.pdf)
    if read is None:
        message = f"lampiran surat «{letter}» tidak dapat dibuka; {REBUILD}"
        yield error("enclosure-unreadable", where, message)
        return
    mark = bare("".join(expected.mark))
    for number, page in enumerate(read.pages, 1):
        if not page.endswith(mark) and not page.startswith(mark):
            message = f"tanda «{', '.join(expected.mark)}» tidak ada di halaman {number}; {REBUILD}"
            yield error("enclosure-mark-missing", where, message)
