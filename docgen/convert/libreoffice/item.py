"""A file on its way through LibreOffice: its working copy, and what is made of its PDF."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.convert.files import copy_working, write_target, write_working
from docgen.convert.inspect.pdf import finish
from docgen.convert.inspect.proof import prove, shown_by_source
from docgen.convert.jobs import Job, Kind, Outcome
from docgen.convert.unseen.cleaned import printable
from docgen.findings import Finding, Severity

# So many bytes may take as long as a small file: a recap of 50,000 rows has 4 MB.
_BYTES_A_LIMIT = 1_000_000


@dataclass(slots=True)
class Item:
    """A job on its way: its place among the jobs, its kind, how often it was tried.

    ``bare`` pages, without what makes them PDF/A, are all that is needed to cut them up or to
    compare them.
    """

    number: int
    job: Job
    kind: Kind
    tries: int = 0
    bare: bool = False

    @property
    def stem(self) -> str:
        """The name of its working copy, unlike any other's."""
        return f"{self.number:06}"

    @property
    def weight(self) -> int:
        """How much work it is, a letter being 1."""
        return 1

    @property
    def patience(self) -> int:
        """How many times the usual limit it may take, by its size."""
        try:
            return 1 + self.job.source.stat().st_size // _BYTES_A_LIMIT
        except OSError:  # gone: it will fail soon
            return 1

    def copy_into(self, folder: Path) -> Path:
        """A working copy under a number: same names never meet, and no lock nears the source."""
        copy = folder / f"{self.stem}{self.kind.suffix}"
        data = printable(self.job.source)
        if data is None:
            copy_working(self.job.source, copy)
        else:
            write_working(copy, data)
        return copy

    def settle(self, written: Path) -> Outcome | None:
        """Look at the PDF and write the target; None when it is worth another try."""
        shown = shown_by_source(self.job.source, self.kind)
        result = finish(written, self.job.source, self.job.title, self.job.allowed, shown)
        if result is None:
            return None
        if isinstance(result, Finding):
            return Outcome(self.job, 0, result)
        found = prove(self.job.source, shown, result)
        if found is not None and found.severity is Severity.ERROR:
            return Outcome(self.job, 0, found)
        write_target(self.job.target, result.data)
        return Outcome(self.job, result.pages, note=found)
