"""The one tree of exceptions; each class carries its exit code. Handled once, in ``docgen.cli``.

Exit codes: 0 fine, 1 findings of severity error, 2 usage, 3 a program is missing,
4 a conversion failed, 5 output could not be written. When several apply, the highest wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from docgen.findings import Finding


class DocgenError(Exception):
    """Base class: the message says what happened, ``advice`` says what to do next."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __reduce__(self) -> tuple[Any, ...]:
        """What a child process found is raised again by its parent."""
        return type(self), (self.message, self.advice)


class FindingsError(DocgenError):
    """The input has findings of severity error. Exit code 1.

    Nothing was written but what ``written`` names, such as a report on just that.
    """

    exit_code = 1

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} temuan", "Perbaiki temuan di atas, lalu jalankan lagi.")
        self.findings = tuple(findings)
        self.written: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return FindingsError, (self.findings,)


class BlockedError(FindingsError):
    """Something stands where an output must, which is a finding. Exit code 5."""

    exit_code = 5


class UsageError(DocgenError):
    """The command's words are off. Exit code 2."""

    exit_code = 2


class MissingProgramError(DocgenError):
    """An outside program (LibreOffice) or a font is not installed. Exit code 3."""

    exit_code = 3


class ConversionError(DocgenError):
    """At least one document could not be turned into a PDF. Exit code 4."""

    exit_code = 4


class OutputError(DocgenError):
    """An output could not be written, or was changed by hand since docgen wrote it. Exit code 5."""

    exit_code = 5
