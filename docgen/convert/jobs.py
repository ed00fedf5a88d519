"""What goes into a conversion and what comes out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from docgen.findings import Finding

# The marks of templates that no finished page shows.
TAGS = ("{{", "}}", "{%", "%}")


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
    """One file to convert: from where, to where, and the title that the PDF shows.

    ``allowed`` are the template's marks that may stand on its pages, since its data holds them.
    Letters with the same ``batch`` may be converted as one document (see ``batch_names``). One with
    tracked changes is converted only with ``accept_changes``, as if all were accepted.
    """

    source: Path
    target: Path
    title: str
    allowed: frozenset[str] = frozenset()
    batch: str = ""
    accept_changes: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: its pages, or the finding that says why there is no PDF (pages 0).

    ``hint`` says why its batch could not be converted as one document, ``note`` what is to be
    looked at though there is a PDF.
    """

    job: Job
    pages: int
    finding: Finding | None = None
    hint: Finding | None = None
    note: Finding | None = None

    @property
    def ok(self) -> bool:
        """Whether the target was written."""
        return self.finding is None

    def told_of(self, file: str) -> Outcome:
        """The same, told of the file that the reader knows: the source was a working copy."""

        def moved(each: Finding | None) -> Finding | None:
            return each and replace(each, where=each.where.at(file=file))

        return replace(
            self,
            finding=moved(self.finding),
            hint=moved(self.hint),
            note=moved(self.note),
        )


def tags_in(value: object) -> frozenset[str]:
    """The marks of templates among the texts of a value, at any depth of mappings and lists."""
    texts = tuple(_texts(value))
    return frozenset(tag for tag in TAGS if any(tag in text for text in texts))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, Iterable):
        for each in value:
            yield from _texts(each)
