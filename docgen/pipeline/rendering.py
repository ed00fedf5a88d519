"""Stage 4 for a workspace: make what is stale, and say every fault once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from docgen.errors import FindingsError
from docgen.findings import Finding, Where
from docgen.pipeline.documents import Document
from docgen.pipeline.output import Output


def render_stale(stale: Sequence[Document], output: Output | None) -> list[Finding]:
    """Make the documents into ``output``, to be committed; without one they are only tried.

    One that cannot be made is a finding and stops no other. A fault that many letters of a set
    share is said once, with how many they are.
    """
    findings: list[Finding] = []
    faults: list[tuple[Sequence[Finding], Where]] = []
    for document in stale:
        try:
            made = document.make()
        except FindingsError as problem:
            if document.row is None:
                findings += problem.findings
            else:
                faults.append((problem.findings, document.row))
            continue
        if output:
            output.put_files(made, document.made_from)
    return list(dict.fromkeys((*findings, *shared_findings(faults))))


def shared_findings(faults: Iterable[tuple[Sequence[Finding], Where]]) -> list[Finding]:
    """The faults of many rows, each said once with the first row and how many more there are."""
    rows: dict[Finding, list[Where]] = {}
    for findings, row in faults:
        for finding in findings:
            rows.setdefault(finding, []).append(row)
    return [replace(each, message=_for_rows(each.message, of)) for each, of in rows.items()]


def _for_rows(message: str, rows: Sequence[Where]) -> str:
    others = f" dan {len(rows) - 1} baris lain" if len(rows) > 1 else ""
    return f"{message} (untuk {rows[0]}{others})"
