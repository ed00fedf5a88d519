"""What goes into a conversion and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from docgen.findings import Finding


class Kind(StrEnum):
    """Which part of LibreOffice reads a file; the value is the name of its PDF export filter."""

    WRITER = "writer_pdf_Export"
    CALC = "calc_pdf_Export"

    @property
    def suffix(self) -> str:
        """The suffix that a working copy gets, whatever the source is called."""
        return ".docx" if self is Kind.WRITER else ".xlsx"


@dataclass(frozen=True, slots=True)
class Job:
    """One file to convert: from where, to where, and the title that the PDF shows."""

    source: Path
    target: Path
    title: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: its pages, or the finding that says why there is no PDF (pages 0)."""

    job: Job
    pages: int
    finding: Finding | None = None

    @property
    def ok(self) -> bool:
        """Whether the target was written."""
        return self.finding is None
