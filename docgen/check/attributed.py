"""Findings and what they are about: documents, their files, and the rows they were made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from docgen.check.expectations import Claims
from docgen.findings import Finding, Severity, Where

# What a finding may be about, besides the ids of documents (``letters.SET.ID``, ``sop.STEM``).
REGISTER, LEDGER = "register", "ledger"


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding and what it is about; ``file`` where that is another than the finding's place."""

    subject: str
    finding: Finding
    file: str = ""

    @property
    def concerns(self) -> str:
        """The file that it is about."""
        return self.file or self.finding.where.file


def about(subject: str, findings: Iterable[Finding]) -> Iterator[Judged]:
    """The findings of one document."""
    return (Judged(subject, finding) for finding in findings)


def weighed(
    judged: Sequence[Judged], weigh: Callable[[tuple[Finding, ...]], tuple[Finding, ...]]
) -> tuple[Judged, ...]:
    """The same with the severities that ``weigh`` gives; it must keep number and order."""
    findings = weigh(tuple(each.finding for each in judged))
    return tuple(
        replace(each, finding=finding) for each, finding in zip(judged, findings, strict=True)
    )


class Codes:
    """Codes by subject and by file, and which of them are errors."""

    def __init__(self, judged: Iterable[Judged]) -> None:
        self.subjects: dict[str, dict[str, bool]] = {}
        self.files: dict[str, dict[str, bool]] = {}
        for each in judged:
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

    def __init__(self, claims: Claims) -> None:
        self.rows: dict[tuple[str, str | None, str], str] = {}
        self.lines: dict[str, list[tuple[int, str]]] = {}
        sources = [(paper.source, paper.id) for paper in claims.papers if paper.source]
        sources += [(papers.letter.where, papers.id) for papers in claims.letters]
        for where, subject in sources:
            if where.cell:
                self.rows[where.file, where.sheet, _row(where.cell)] = subject
            else:
                self.lines.setdefault(where.file, []).append((where.line or 0, subject))
        for lines in self.lines.values():
            lines.sort()

    def of(self, where: Where) -> str:
        """The document whose row a place is in, "" when it is in none."""
        if where.cell:
            return self.rows.get((where.file, where.sheet, _row(where.cell)), "")
        before = [
            subject for line, subject in self.lines.get(where.file, ()) if line <= (where.line or 0)
        ]
        return before[-1] if before else ""


def _row(cell: str) -> str:
    """``12`` of ``AB12``."""
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
