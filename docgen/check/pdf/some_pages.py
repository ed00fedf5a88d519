"""Some pages of a PDF whose other pages are known, read as a reader of a file reads it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.check.pdf.reading import Facts, Pages, facts_of, page_count, pages_at


@dataclass(frozen=True, slots=True)
class SomePages:
    """A reader of the pages with these ``numbers`` (from 0), of so many."""

    numbers: tuple[int, ...]
    of: int

    def __call__(self, path: Path) -> tuple[Facts, Pages] | None:
        """What holds for the file, and those pages; None when it cannot be opened, or has another
        number of pages."""
        if page_count(path) != self.of:
            return None
        facts, pages = facts_of(path), pages_at(path, self.numbers)
        return (facts, pages) if facts and pages else None
