"""Stages 5 and 6 of a build: PDFs, copies, what is printed, lists, bundles and their packages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.convert import REFUSES, Engine
from docgen.findings import Finding, Severity, has_errors
from docgen.numbering import Entry
from docgen.pipeline.archive import bundle_stale
from docgen.pipeline.copying import copy_stale, write_ledger, write_sums
from docgen.pipeline.documents import Document
from docgen.pipeline.expedition import write_expedition
from docgen.pipeline.extent import members_of, outputs_of, summed
from docgen.pipeline.fonts import font_findings
from docgen.pipeline.material import Material
from docgen.pipeline.output import FOLDER, Output
from docgen.pipeline.packing import pack_stale
from docgen.pipeline.pdfs import convert_stale
from docgen.pipeline.printing import FILE, print_stale
from docgen.pipeline.report import Progress, Report


@dataclass(frozen=True, slots=True)
class Making:
    """What papers are made of: the chosen sets and bundles (``names``), their documents among
    ``every`` document of the workspace, the register, and what they are made with."""

    material: Material
    names: Sequence[str]
    every: Sequence[Document]
    chosen: Sequence[Document]
    entries: Sequence[Entry]
    output: Output
    engine: Engine
    font: Path
    force: bool


def make_papers(making: Making, report: Report, progress: Progress) -> None:
    """Make what is stale, and take away what nothing stands for any more."""
    material, chosen, output = making.material, making.chosen, making.output
    progress(5)
    report.findings += material.profile.weigh(tuple(font_findings(material, chosen)))
    written, found = convert_stale(material, chosen, output, making.engine, making.font)
    _note(report, written, material.profile.weigh(tuple(found)))
    report.conversion_failed = has_errors(found)
    progress(6)
    _note(report, *copy_stale(material, chosen, output, making.font))
    _retire(making)
    written, found = print_stale(material, chosen, making.entries, output)
    _note(report, written, material.profile.weigh(tuple(found)))
    if any(document.letter for document in chosen):
        _write_lists(making, report)
    for name in material.workspace.bundle:
        if f"bundle.{name}" in making.names:
            _bundle(making, name, report)
    outputs = outputs_of(material, making.every, material.names())
    report.written += write_sums(summed(material, making.every, outputs), output)


def _note(report: Report, written: Sequence[str], findings: Sequence[Finding]) -> None:
    report.written += written
    report.findings += findings


def _retire(making: Making) -> None:
    """Copies for a recipient who was struck off, drawings of pages that a SOP no longer has, what
    was printed of a batch of which nothing is left."""
    chosen = making.chosen
    prefixes = [f"{d.folder}/" if d.letter else f"{d.office_file[:-5]}-" for d in chosen]
    sets = sorted({*making.names, *(document.set for document in chosen)})
    prefixes += [f"{FOLDER}/{name.replace('.', '/', 1)}/{FILE}" for name in sets]
    making.output.retire(prefixes, frozenset(outputs_of(making.material, making.every, ())))


def _write_lists(making: Making, report: Report) -> None:
    """The ledger of copies, and the buku ekspedisi."""
    material, every, output = making.material, making.every, making.output
    failed = {
        finding.where.file for finding in report.findings if finding.severity is Severity.ERROR
    }
    made = [document for document in making.chosen if document.office_file not in failed]
    report.written += write_ledger(material, every, made, output, making.engine.describe())
    _note(report, *write_expedition(material, every, output, force=making.force))


def _bundle(making: Making, name: str, report: Report) -> None:
    material, output = making.material, making.output
    members = members_of(material, name, making.every)
    written, found = bundle_stale(material, name, members, output, making.engine, making.font)
    _note(report, written, material.profile.weigh(tuple(found)))
    report.conversion_failed |= any(finding.code == REFUSES for finding in found)
    _note(report, *pack_stale(material, name, members, output, force=making.force))
