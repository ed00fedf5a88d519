"""Stage 6 for a workspace: the marked copies of letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from docgen.bundle import make_copies
from docgen.errors import FindingsError
from docgen.findings import Finding, Where
from docgen.guard import guarded_once
from docgen.limits import Stopped, pdf_limits
from docgen.model.copies import VERSION_LENGTH
from docgen.outside.pdfs import load_pages, too_much
from docgen.workspace.delivery.made import Made, made
from docgen.workspace.document import Document
from docgen.workspace.plan.plan import Plan, Selection
from docgen.workspace.store.store import Store

Copies = Mapping[str, bytes]


def copy_stale(plan: Plan, selection: Selection, store: Store, font: Path) -> Made:
    """The marked copies of each letter, from its PDF or from the signed paper that came back.

    A signed paper that cannot be read is a finding and stops no other letter.
    """
    findings: list[Finding] = []
    for document in selection.documents:
        source = store.path(document.copied_from)
        if not document.copies or not source.is_file():
            continue  # its conversion failed, which is a finding already
        planned = {copy: plan.files[document.copy_file(copy)] for copy in document.copies}
        stale = [copy for copy in document.copies if store.reason(planned[copy])]
        if not stale:
            continue
        try:
            version = letter_version(store, document)
            work = partial(make_copies, source, stale, version, font=font)
            copies = work() if document.copied_from == document.pdf else _of_others(source, work)
        except FindingsError as problem:
            place = Where(document.copied_from)
            findings += [replace(finding, where=place) for finding in problem.findings]
            continue
        for copy in stale:
            store.put(planned[copy], copies[copy.file_name])
    return made(store.commit(), findings)


def _of_others(source: Path, work: Callable[[], Copies]) -> Copies:
    """The copies of a paper of other origin, which may ask for too much."""

    def careful(paper: Path) -> Copies:
        load_pages(paper)  # nobody could read the copies otherwise
        return work()

    limits = pdf_limits(source.stat().st_size)
    copies = guarded_once(careful, source, limits)
    if isinstance(copies, Stopped):
        raise FindingsError([too_much(Where(str(source)), copies, limits)])
    return copies


def letter_version(store: Store, document: Document) -> str:
    """The version of a letter: the start of its .docx's SHA-256."""
    return store.written_sha(document.office_file)[:VERSION_LENGTH]
