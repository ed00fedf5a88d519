"""Stage 4 for a workspace: make what is stale, and say every fault once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error
from docgen.guard import guarded, guarded_once
from docgen.limits import FILLING, Stopped
from docgen.progress import step
from docgen.render.template import Template
from docgen.workers.ahead import Ahead, Task
from docgen.workers.carried import Kept
from docgen.workers.protocol import Workers
from docgen.workspace.document import Document, Filled
from docgen.workspace.plan.plan import Plan
from docgen.workspace.store.store import Store

Files = Mapping[str, bytes]
# What is done by who asked, as if it had been too much.
_LEFT = Stopped("rusak")
# Rows that another machine is given at a time.
A_PORTION = 40


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
    plan: Plan, stale: Sequence[Document], store: Store, workers: Workers, *, keep: bool
) -> list[Finding]:
    """Make the documents into ``store``, to be committed; unless ``keep`` they are only tried.

    One that cannot be made is a finding and stops no other. A fault that many letters of a set
    share is said once, with how many they are.
    """
    findings: list[Finding] = []
    faults: list[tuple[Sequence[Finding], Where]] = []
    with step("mengisi templat", len(stale)) as done:
        for document, made in _made(stale, workers):
            done.advance()
            if not isinstance(made, Mapping):
                if document.is_row and document.source:
                    faults.append((made, document.source))
                else:
                    findings += made
            elif keep:
                for name, data in made.items():
                    store.put(plan.files[name], data)
    return list(dict.fromkeys((*findings, *shared_findings(faults))))


def _made(
    stale: Sequence[Document], workers: Workers
) -> Iterator[tuple[Document, Files | Sequence[Finding]]]:
    """The files of each document, or why there are none."""
    for is_row, group in groupby(stale, key=lambda each: each.is_row):
        documents = list(group)
        if not is_row:  # a recap or a SOP is as large as its data
            yield from ((document, _try(document)) for document in documents)
            continue
        # Filling is so quick that no other process of this machine is worth its start.
        is_far = workers.is_elsewhere
        made = _elsewhere(documents, workers) if is_far else guarded(_try, documents, FILLING)
        for document, files in made:
            yield document, [_too_much(document, files)] if isinstance(files, Stopped) else files


def _elsewhere(
    documents: Sequence[Document], workers: Workers
) -> Iterator[tuple[Document, Files | Sequence[Finding] | Stopped]]:
    """Rows filled in by other machines; those whose template takes in files of the workspace are
    left to this one."""
    kept = cache(lambda template: workers.keep(Path(template.where.file), template.data))
    reads = cache(_reads_files)

    def packed(document: Document) -> Filling | None:
        make = document.make
        if not isinstance(make, Filled) or reads(make.template):
            return None
        return Filling(make.office_file, kept(make.template), make.template.where, make.context())

    def alone(document: Document) -> Files | Sequence[Finding] | Stopped:
        return guarded_once(_try, document, FILLING)

    task: Task[Document, Filling | None, Files | Sequence[Finding]] = Task(
        work=filled, packed=packed, alone=alone, limits=FILLING, portion=A_PORTION
    )
    with Ahead(workers, task, documents) as ahead:
        yield from ahead.results()


@dataclass(frozen=True, slots=True)
class Filling:
    """A row for another machine: what its document is called, the template, what fills it."""

    office_file: str
    template: Kept
    where: Where
    context: Mapping[str, Any]


def filled(order: Filling | None) -> Files | Stopped:
    """The file, wherever it is made; for what is to be made, or told of, by who asked, none."""
    if order is None:
        return _LEFT
    try:
        template = Template(order.template.read(), order.where)
        return {order.office_file: template.render(order.context)}
    except (FindingsError, RecursionError):
        return _LEFT


def _reads_files(template: Template) -> bool:
    try:
        return template.reads_files()
    except FindingsError:  # said by whoever fills it
        return True


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
