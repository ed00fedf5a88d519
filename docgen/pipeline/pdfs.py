"""Stage 5 for a workspace: the PDF of each document and of each enclosure."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from docgen.bundle import add_catchwords
from docgen.convert import Engine, Job, Outcome, batch_names, ending_cleanly
from docgen.findings import Finding, Where
from docgen.pipeline.documents import Document
from docgen.pipeline.enclosures import stale_enclosures
from docgen.pipeline.material import Material
from docgen.pipeline.output import Output, digest

# The sets whose documents are of one template.
_JOINED = ("letters.", "disposisi.")


def convert_stale(
    material: Material,
    chosen: Sequence[Document],
    output: Output,
    engine: Engine,
    font: Path,
) -> tuple[list[str], list[Finding]]:
    """PDFs for all office files that have none, or an old one, and for enclosures.

    Commits what was converted; what was not is a finding and stops no other. Letters of one set
    are converted together; a hint says when and why that could not be.
    """
    batches = _batches(chosen)
    together = _together(chosen, batches, output)
    stale: dict[str, str] = {}
    for document in chosen:
        words = ("kata penyambung",) if _has_catchwords(material, document) else ()
        sha = output.written_sha(document.office_file)
        neighbours = together.get(batches[document.id], ())
        made_from = digest(sha, engine.describe(), document.title, *words, *neighbours)
        if output.reason(document.pdf, made_from):
            stale[document.id] = made_from
    enclosures = stale_enclosures(material, chosen, output, engine.describe())
    if not stale and not enclosures.by_source:
        return [], []
    with ending_cleanly(), tempfile.TemporaryDirectory(prefix="docgen-") as temporary:
        folder = Path(temporary)
        # A letter's neighbours come along, since they share its fonts.
        moving = {batches[key] for key in stale} - {""}
        wanted = [doc for doc in chosen if doc.id in stale or batches[doc.id] in moving]
        jobs = [
            Job(
                output.path(doc.office_file),
                folder / f"{number}.pdf",
                doc.title,
                doc.tags,
                batches[doc.id],
            )
            for number, doc in enumerate(wanted)
        ]
        foreign = enclosures.jobs(folder)
        outcomes = engine.convert([*jobs, *foreign.values()])
        for document, outcome in zip(wanted, outcomes, strict=False):
            if outcome.ok and document.id in stale:
                data = outcome.job.target.read_bytes()
                if _has_catchwords(material, document):
                    data = add_catchwords(data, font)
                output.put(document.pdf, data, stale[document.id])
        converted = dict(zip(foreign, map(_result, outcomes[len(jobs) :]), strict=True))
        not_enclosed = enclosures.put(converted, output, font)
        written = output.commit()
    findings: list[Finding] = []
    hints: dict[str, Finding] = {}
    for document, outcome in zip(wanted, outcomes, strict=False):
        place = Where(document.office_file)
        if outcome.finding and document.id in stale:
            findings.append(replace(outcome.finding, where=place))
        if outcome.note and document.id in stale:
            findings.append(replace(outcome.note, where=place))
        if outcome.hint:  # one a set is enough
            hints.setdefault(document.set, replace(outcome.hint, where=place))
    return list(written), [*findings, *not_enclosed, *hints.values()]


def _batches(chosen: Sequence[Document]) -> dict[str, str]:
    """The batch of each document by its id: letters and dispositions of one set and template.

    It follows from the set alone, so that a part of it is made as the whole would be.
    """
    sets: dict[str, list[str]] = {}
    names = {document.id: "" for document in chosen}
    for document in chosen:
        if document.set.startswith(_JOINED):
            sets.setdefault(document.set, []).append(document.id)
    for name, ids in sets.items():
        names |= dict(zip(ids, batch_names(name, len(ids)), strict=True))
    return names


def _together(
    chosen: Sequence[Document], batches: Mapping[str, str], output: Output
) -> dict[str, list[str]]:
    """What the documents of a batch are made from, by its name: all shape the shared fonts."""
    found: dict[str, list[str]] = {}
    for document in chosen:
        if name := batches[document.id]:
            found.setdefault(name, []).append(output.written_sha(document.office_file))
    return found


def _has_catchwords(material: Material, document: Document) -> bool:
    return document.letter is not None and material.profile.surat.kata_penyambung


def _result(outcome: Outcome) -> bytes | Finding:
    return outcome.finding or outcome.job.target.read_bytes()
