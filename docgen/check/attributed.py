"""Findings and what they are about: documents, their files, and the rows they were made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from docgen.check.expectations import Expectations
from docgen.findings import Finding, Severity, Where

# What a finding may be about, besides the ids of documents (``letters.SET.ID``, ``sop.STEM``).
REGISTER, LEDGER = "register", "ledger"


@dataclass(frozen=True, slots=True)
class Attributed:
    """A finding and what it is about; ``file`` where that is another than the finding's place.

    ``part`` is the document of a bundle that a finding about the bundle speaks of.
    """

    subject: str
    finding: Finding
    file: str = ""
    part: str = ""

    @property
    def concerns(self) -> str:
        """The file that it is about."""
        return self.file or self.finding.where.file


def about(subject: str, findings: Iterable[Finding]) -> Iterator[Attributed]:
    """The findings of one document."""
    return (Attributed(subject, finding) for finding in findings)


def with_severities(
    attributed: Sequence[Attributed], weigh: Callable[[tuple[Finding, ...]], tuple[Finding, ...]]
) -> tuple[Attributed, ...]:
    """The same with the severities that ``weigh`` gives; it must keep number and order."""
    findings = weigh(tuple(each.finding for each in attributed))
    return tuple(
        replace(each, finding=finding) for each, finding in zip(attributed, findings, strict=True)
    )


class Codes:
    """Codes by subject and by file, and which of them are errors."""

    def __init__(self, attributed: Iterable[Attributed]) -> None:
        self.subjects: dict[str, dict[str, bool]] = {}
        self.files: dict[str, dict[str, bool]] = {}
        for each in attributed:
            is_error = each.finding.severity is Severity.ERROR
            for index, key in ((self.subjects, each.subject), (self.files, each.concerns)):
                known = index.setdefault(key, {})
                known[each.finding.code] = known.get(each.finding.code, False) or is_error

    def of_file(self, file: str) -> tuple[str, ...]:
        """The codes found at a file, in order."""
        return tuple(self.files.get(file, ()))

    def of_subject(self, subject: str) -> tuple[str, ...]:
        """The codes found about a document, in order."""
        return tuple(self.subjects.get(subject, ()))

    def are_errors(self, *files: str) -> bool:
        """Whether anything found at these files is an error."""
        return any(any(self.files.get(file, {}).values()) for file in files)

    def has_errors(self, subject: str) -> bool:
        """Whether anything about a document is an error."""
        return any(self.subjects.get(subject, {}).values())


class Sources:
    """The row or spec that each document was made from, to find the document of a place."""

    def __init__(self, expected: Expectations) -> None:
        self.rows: dict[tuple[str, str | None, str], str] = {}
        self.lines: dict[str, list[tuple[int, str]]] = {}
        sources = [(each.source, each.id) for each in expected.documents if each.source]
        sources += [(each.letter.where, each.id) for each in expected.letters]
        for where, subject in sources:
            if where.cell:
                self.rows[where.file, where.sheet, _row(where.cell)] = subject
            else:
                self.lines.setdefault(where.file, []).append((where.line or 0, subject))
        for lines in self.lines.values():
            lines.sort()

    def of(self, where: Where) -> str:
        """The document whose row a place is in, "" when it is in none."""
        if where.cell and where.file not in self.lines:  # a spec may be a workbook as a whole
            return self.rows.get((where.file, where.sheet, _row(where.cell)), "")
        before = [
            subject for line, subject in self.lines.get(where.file, ()) if line <= (where.line or 0)
        ]
        return before[-1] if before else ""


def _row(cell: str) -> str:
    """``12`` of ``AB12``."""
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
