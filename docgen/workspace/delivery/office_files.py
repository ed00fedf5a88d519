"""Stage 4 for a workspace: make what is stale, and say every fault once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error
from docgen.guard import guarded
from docgen.limits import FILLING, Stopped
from docgen.workspace.document import Document
from docgen.workspace.plan.plan import Plan
from docgen.workspace.store.store import Store

Files = Mapping[str, bytes]


def stale_documents(
    plan: Plan, documents: Iterable[Document], store: Store
) -> tuple[list[Document], dict[str, str]]:
    """The documents that are to be made again, and why, by the output that is not as it must be."""
    stale = []
    reasons: dict[str, str] = {}
    for document in documents:
        for name in (document.office_file, *document.drawings):
            if reason := store.reason(plan.files[name]):
                reasons[name] = reason
                stale.append(document)
                break
    return stale, reasons


def render_stale(
    plan: Plan, stale: Sequence[Document], store: Store, *, keep: bool
) -> list[Finding]:
    """Make the documents into ``store``, to be committed; unless ``keep`` they are only tried.

    One that cannot be made is a finding and stops no other. A fault that many letters of a set
    share is said once, with how many they are.
    """
    findings: list[Finding] = []
    faults: list[tuple[Sequence[Finding], Where]] = []
    for document, made in _made(stale):
        if not isinstance(made, Mapping):
            if document.is_row and document.source:
                faults.append((made, document.source))
            else:
                findings += made
        elif keep:
            for name, data in made.items():
                store.put(plan.files[name], data)
    return list(dict.fromkeys((*findings, *shared_findings(faults))))


def _made(stale: Sequence[Document]) -> Iterator[tuple[Document, Files | Sequence[Finding]]]:
    """The files of each document, or why there are none."""
    for is_row, group in groupby(stale, key=lambda each: each.is_row):
        documents = list(group)
        if not is_row:  # a recap or a SOP is as large as its data
            yield from ((document, _try(document)) for document in documents)
            continue
        for document, made in guarded(_try, documents, FILLING):
            yield document, [_too_much(document, made)] if isinstance(made, Stopped) else made


def _try(document: Document) -> Files | Sequence[Finding]:
    try:
        return document.make()
    except FindingsError as problem:
        return problem.findings
    except RecursionError:
        return [_too_much(document, Stopped("rusak"))]


def _too_much(document: Document, stopped: Stopped) -> Finding:
    message = (
        f"mengisi templatnya {stopped.said(FILLING)}; periksa perulangan, lebar teks dan bilangan "
        "di templat dan di baris ini"
    )
    return error("template-too-much", document.source or Where(document.office_file), message)


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
