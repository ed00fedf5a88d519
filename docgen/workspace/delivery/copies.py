"""Stage 6 for a workspace: the marked copies of letters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from docgen.bundle import make_copies
from docgen.errors import FindingsError
from docgen.findings import Finding, Where
from docgen.model.copies import VERSION_LENGTH
from docgen.workspace.delivery.made import Made, made
from docgen.workspace.document import Document
from docgen.workspace.plan.plan import Plan, Selection
from docgen.workspace.store.store import Store


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
            copies = make_copies(source, stale, letter_version(store, document), font=font)
        except FindingsError as problem:
            place = Where(document.copied_from)
            findings += [replace(finding, where=place) for finding in problem.findings]
            continue
        for copy in stale:
            store.put(planned[copy], copies[copy.file_name])
    return made(store.commit(), findings)


def letter_version(store: Store, document: Document) -> str:
    """The version of a letter: the start of its .docx's SHA-256."""
    return store.written_sha(document.office_file)[:VERSION_LENGTH]
