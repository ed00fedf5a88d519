"""Stage 6 for a workspace: the marked copies of letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from docgen.bundle import Copied, Order, Written, copied
from docgen.findings import Finding, Where
from docgen.guard import guarded_once
from docgen.limits import PDF, Stopped, pdf_limits
from docgen.model.copies import VERSION_LENGTH, Copy
from docgen.outside.pdfs import too_much
from docgen.progress import step
from docgen.workers.ahead import Ahead, Task
from docgen.workers.carried import Carried, Kept
from docgen.workers.protocol import Workers
from docgen.workspace.delivery.made import Made, made
from docgen.workspace.document import Document
from docgen.workspace.plan.plan import Plan, Selection
from docgen.workspace.store.store import Store

# A letter with those of its copies that are to be made.
_Waiting = tuple[Document, tuple[Copy, ...]]
# So many letters are copied in about the time that a process takes to start.
WORTHWHILE = 150


def copy_stale(
    plan: Plan, selection: Selection, store: Store, font: Path, workers: Workers
) -> Made:
    """The marked copies of each letter, from its PDF or from the signed paper that came back.

    A signed paper that cannot be read is a finding and stops no other letter.
    """
    findings: list[Finding] = []
    waiting = list(_waiting(plan, selection, store))

    def order(
        one: _Waiting, source: Carried, mark_font: Kept, targets: tuple[Path, ...] = ()
    ) -> Order:
        document, stale = one
        return Order(
            source=source,
            copies=stale,
            version=letter_version(store, document),
            font=mark_font,
            foreign=document.copied_from != document.pdf,
            targets=targets,
        )

    def packed(one: _Waiting) -> Order:
        document, stale = one
        # Another machine sends the copies; here, whoever made them writes them as well.
        here = () if workers.is_elsewhere else stale
        places = (store.place(plan.files[document.copy_file(copy)]) for copy in here)
        source = workers.carry(store.path(document.copied_from))
        return order(one, source, workers.keep(font), tuple(places))

    def alone(one: _Waiting) -> Copied:
        here = order(one, Carried(store.path(one[0].copied_from)), Kept(font.name, font))
        return _of_others(here) if here.foreign else copied(here)

    task: Task[_Waiting, Order, Copied] = Task(
        work=copied,
        packed=packed,
        alone=alone,
        limits=PDF,
        worthwhile=WORTHWHILE,
    )
    with Ahead(workers, task, waiting) as ahead, step("menandai rangkap", len(waiting)) as done:
        for (document, stale), copies in ahead.results():
            done.advance()
            assert not isinstance(copies, Stopped)  # one that was too much is a finding
            if not isinstance(copies, Mapping):
                place = Where(document.copied_from)
                findings += [replace(finding, where=place) for finding in copies]
                continue
            for copy in stale:
                planned, data = plan.files[document.copy_file(copy)], copies[copy.file_name]
                if isinstance(data, Written):
                    store.put_written(planned, data.sha256)
                else:
                    store.put(planned, data)
    return made(store.commit(), findings)


def _waiting(plan: Plan, selection: Selection, store: Store) -> Iterator[_Waiting]:
    """The letters with copies that are not there, or old."""
    for document in selection.documents:
        if not document.copies or not store.has(document.copied_from):
            continue  # its conversion failed, which is a finding already
        stale = [c for c in document.copies if store.reason(plan.files[document.copy_file(c)])]
        if stale:
            yield document, tuple(stale)


def _of_others(order: Order) -> Copied:
    """The copies of a paper of other origin, which may ask for too much."""
    source = order.source.path
    limits = pdf_limits(source.stat().st_size)
    copies = guarded_once(copied, order, limits)
    if isinstance(copies, Stopped):
        return (too_much(Where(str(source)), copies, limits),)
    return copies


def letter_version(store: Store, document: Document) -> str:
    """The version of a letter: the start of its .docx's SHA-256."""
    return store.written_sha(document.office_file)[:VERSION_LENGTH]
