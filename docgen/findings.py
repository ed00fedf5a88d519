"""A finding says what is wrong, where, and what to do; readers and checkers return them all.

Codes are stable (kebab-case English, part of the interface); the prose is Indonesian and is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Severity(StrEnum):
    """How much a finding weighs; an ``ERROR`` stops the build before anything is written."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a finding: a file and a line, a sheet and a cell, or a paragraph."""

    file: str
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None
    paragraph: str | None = None

    def __str__(self) -> str:
        text = self.file
        if self.line is not None:
            text += f":{self.line}"
        if self.sheet is not None:
            text += f" [{self.sheet}]"
        if self.cell is not None:
            text += f" {self.cell}"
        if self.paragraph is not None:
            text += f" «{self.paragraph}»"
        return text

    @property
    def spot(self) -> str:
        """The place in the file, as a sentence names it: ``baris 12``, ``sel B4 [langkah]``."""
        if self.cell is None:
            return f"baris {self.line}"
        return f"sel {self.cell} [{self.sheet}]" if self.sheet else f"sel {self.cell}"

    def at(self, **place: Any) -> Where:
        """The same file, another place in it."""
        return replace(self, **place)


# Turns keys of a file (``"langkah", 2, "waktu"``) into the place where they stand.
Locate = Callable[..., Where]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (or worth knowing), with its place and what to do about it."""

    code: str
    severity: Severity
    where: Where
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {LABELS[self.severity]} {self.code}: {self.message}"

    def as_json(self) -> dict[str, Any]:
        """The finding as plain values, without the empty parts of its place."""
        place = {key: value for key, value in asdict(self.where).items() if value is not None}
        return {
            "code": self.code,
            "severity": str(self.severity),
            "where": place,
            "message": self.message,
        }

    @classmethod
    def of_json(cls, said: Any) -> Finding:
        """The finding that :meth:`as_json` gave. Raises ValueError, TypeError, KeyError."""
        where = Where(**said["where"])
        return cls(str(said["code"]), Severity(said["severity"]), where, str(said["message"]))


LABELS = {Severity.ERROR: "GALAT", Severity.WARNING: "PERINGATAN", Severity.HINT: "SARAN"}


def error(code: str, where: Where, message: str) -> Finding:
    """A finding that stops the build."""
    return Finding(code, Severity.ERROR, where, message)


def warning(code: str, where: Where, message: str) -> Finding:
    """A finding that the office should look at; the build goes on."""
    return Finding(code, Severity.WARNING, where, message)


def hint(code: str, where: Where, message: str) -> Finding:
    """A finding that is only good advice."""
    return Finding(code, Severity.HINT, where, message)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding stops the build."""
    return any(finding.severity is Severity.ERROR for finding in findings)


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """What a reader gives back: the value (None when it could not be read) and all findings."""

    value: T | None
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there is a value and no finding of severity error."""
        return self.value is not None and not has_errors(self.findings)
