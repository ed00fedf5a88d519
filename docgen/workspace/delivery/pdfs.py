"""Stage 5 for a workspace: the PDF of each document and of each enclosure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from docgen.bundle import add_catchwords, stamp_state
from docgen.convert import Engine, Job, Outcome, ending_cleanly
from docgen.errors import FindingsError
from docgen.findings import Finding, Where
from docgen.outside.files import read_bytes
from docgen.temporary import working_folder
from docgen.workspace.delivery.enclosures import stale_enclosures
from docgen.workspace.delivery.made import Made, made
from docgen.workspace.document import Document
from docgen.workspace.plan.plan import Plan, Selection, has_catchwords
from docgen.workspace.store.store import Store


def convert_stale(
    plan: Plan, selection: Selection, store: Store, engine: Engine, font: Path
) -> Made:
    """PDFs for all office files that have none, or an old one, and for enclosures.

    That of a SOP which was approved is the frozen one, or a stamped copy of it.

    Commits what was converted; what was not is a finding and stops no other. Letters of one set
    are converted together; a hint says when and why that could not be.
    """
    frozen = _deliver_frozen(plan, selection.documents, store, font)
    stale = {
        d.id for d in selection.documents if not d.frozen_pdf and store.reason(plan.files[d.pdf])
    }
    enclosures = stale_enclosures(plan, selection.documents, store)
    if not stale and not enclosures.by_source:
        return frozen
    wanted = [document for document in selection.documents if document.id in stale]
    with ending_cleanly(), working_folder() as folder:
        jobs = [_job(plan, document, store) for document in wanted]
        foreign = enclosures.jobs(folder)
        outcomes = engine.convert([*jobs, *foreign.values()])
        for document, outcome in zip(wanted, outcomes, strict=False):
            if not outcome.ok:
                continue
            data = outcome.job.target.read_bytes()
            if has_catchwords(document, plan.loaded.profile):
                store.put(plan.files[document.pdf], add_catchwords(data, font))
            else:
                store.put_written(plan.files[document.pdf], hashlib.sha256(data).hexdigest())
        converted = dict(zip(foreign, map(_result, outcomes[len(jobs) :]), strict=True))
        not_enclosed = enclosures.put(converted, store, font)
        written = store.commit()
    own = outcomes[: len(jobs)]
    found = [*_findings(wanted, own), *not_enclosed, *_hints(wanted, own)]
    return made((*frozen.written, *written), [*frozen.findings, *found])


def _deliver_frozen(plan: Plan, documents: Iterable[Document], store: Store, font: Path) -> Made:
    """Copies of frozen PDFs, byte for byte where they have no mark. One that cannot be read is a
    finding and stops no other."""
    findings: list[Finding] = []
    for document in documents:
        planned = plan.files[document.pdf]
        if not document.frozen_pdf or not store.reason(planned):
            continue
        try:
            data = read_bytes(store.path(document.frozen_pdf))
            if document.mark:
                source = store.written_sha(document.office_file)
                data = stamp_state(data, document.mark, source, font)
        except OSError:
            continue  # told of as sop-history-altered
        except FindingsError as problem:
            place = Where(document.frozen_pdf)
            findings += [replace(finding, where=place) for finding in problem.findings]
            continue
        store.put(planned, data)
    return made(store.commit(), findings)


def _job(plan: Plan, document: Document, store: Store) -> Job:
    return Job(
        source=store.path(document.office_file),
        target=store.place(plan.files[document.pdf]),
        title=document.title,
        allowed=document.tags,
        batch=plan.batches[document.id],
    )


def _findings(wanted: Sequence[Document], outcomes: Sequence[Outcome]) -> Iterator[Finding]:
    for document, outcome in zip(wanted, outcomes, strict=True):
        place = Where(document.office_file)
        for finding in (outcome.finding, outcome.note):
            if finding:
                yield replace(finding, where=place)


def _hints(wanted: Sequence[Document], outcomes: Sequence[Outcome]) -> Iterator[Finding]:
    """Why letters could not be converted together: once a set is enough."""
    told = set()
    for document, outcome in zip(wanted, outcomes, strict=True):
        if outcome.hint and document.set not in told:
            told.add(document.set)
            yield replace(outcome.hint, where=Where(document.office_file))


def _result(outcome: Outcome) -> bytes | Finding:
    return outcome.finding or outcome.job.target.read_bytes()
