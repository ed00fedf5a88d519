"""Stage 5 for a workspace: the PDF of each document and of each enclosure."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from docgen.bundle import add_catchwords
from docgen.convert import Job, Outcome, convert_all
from docgen.findings import Finding, Where, error
from docgen.pipeline.documents import Document
from docgen.pipeline.enclosures import stale_enclosures
from docgen.pipeline.material import Material
from docgen.pipeline.output import Output, digest


def convert_stale(
    material: Material,
    chosen: Sequence[Document],
    output: Output,
    soffice: Path,
    engine: str,
    font: Path,
) -> tuple[list[str], list[Finding]]:
    """PDFs for all office files that have none, or an old one, and for enclosures.

    Commits what was converted; what was not is a finding and stops no other.
    """
    stale = []
    for document in chosen:
        words = ("kata penyambung",) if _has_catchwords(material, document) else ()
        sha = output.written_sha(document.office_file)
        made_from = digest(sha, engine, document.title, *words)
        if output.reason(document.pdf, made_from):
            stale.append((document, made_from))
    enclosures = stale_enclosures(material, chosen, output, engine)
    if not stale and not enclosures.by_source:
        return [], []
    with tempfile.TemporaryDirectory(prefix="docgen-") as temporary:
        folder = Path(temporary)
        jobs = [
            Job(output.path(doc.office_file), folder / f"{number}.pdf", doc.title, doc.tags)
            for number, (doc, _made_from) in enumerate(stale)
        ]
        foreign = enclosures.jobs(folder)
        outcomes = convert_all([*jobs, *foreign.values()], soffice)
        for (document, made_from), outcome in zip(stale, outcomes, strict=False):
            if outcome.ok:
                data = outcome.job.target.read_bytes()
                if _has_catchwords(material, document):
                    data = add_catchwords(data, font)
                output.put(document.pdf, data, made_from)
        converted = dict(zip(foreign, map(_result, outcomes[len(jobs) :]), strict=True))
        not_enclosed = enclosures.put(converted, output, font)
        written = output.commit()
    findings = []
    for (document, _made_from), outcome in zip(stale, outcomes, strict=False):
        if outcome.finding:
            place = Where(document.office_file)
            findings.append(error(outcome.finding.code, place, outcome.finding.message))
    return list(written), findings + not_enclosed


def _has_catchwords(material: Material, document: Document) -> bool:
    return document.letter is not None and material.profile.surat.kata_penyambung


def _result(outcome: Outcome) -> bytes | Finding:
    return outcome.finding or outcome.job.target.read_bytes()
