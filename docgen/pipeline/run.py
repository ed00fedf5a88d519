"""``docgen build``: the order of the seven stages. Each line of the log names its stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docgen.bundle import find_font
from docgen.convert import Absent, Cached, Engine
from docgen.errors import FindingsError
from docgen.findings import has_errors
from docgen.numbering import Register
from docgen.pipeline.alone import alone
from docgen.pipeline.documents import Document, documents
from docgen.pipeline.extent import outputs_of, sets_of, with_members
from docgen.pipeline.gather import choose, load_material
from docgen.pipeline.material import Material
from docgen.pipeline.numbers import REGISTER, Numbered, behind, given_elsewhere, number, recall
from docgen.pipeline.output import EXPEDITION, KEPT_PDFS, Output
from docgen.pipeline.papers import Making, make_papers
from docgen.pipeline.proving import check_built
from docgen.pipeline.rendering import render_stale
from docgen.pipeline.report import STAGES, WAITING, Progress, Report

LAST_OFFICE_STAGE = 4


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line decides. ``last_stage`` 4 stops before PDFs."""

    today: dt.date
    engine: Engine | Absent
    environ: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    force: bool = False
    dry_run: bool = False
    last_stage: int = len(STAGES)


def build(root: Path, options: Options, progress: Progress) -> Report:
    """Run the stages for what ``docgen.toml`` declares; only what is stale is made.

    A second build of the same workspace waits for the first. Raises FindingsError before anything
    is written when the input has errors, OutputError when a file cannot be written.
    """
    with alone(root, lambda: progress(WAITING)):
        output = Output.open(root)
        try:
            return _build(root, options, output, progress)
        finally:
            output.discard()


def _build(root: Path, options: Options, output: Output, progress: Progress) -> Report:
    report = Report()
    progress(1)
    material = load(root, report)
    names = choose(material.names(), options.names)
    wanted = with_members(material, names)
    # Numbers are given for ever, so only a run that makes letters gives any.
    numbers = any(name.startswith("letters.") for name in wanted)

    progress(2)
    with Register(root / REGISTER, dry_run=options.dry_run or not numbers) as register:
        letters = recall(material, register)
        if numbers:
            letters = _number(material, register, root, wanted, options.today, report)

        progress(3)
        every, found = documents(material, sets_of(material), letters)
        report.findings += found
        chosen = [document for document in every if document.set in wanted]

        progress(4)
        stale = _stale(chosen, output, report)
        report.findings += render_stale(stale, None if options.dry_run else output)
        if not options.force:
            # What is written into the buku ekspedisi stays there.
            made = [each for each in outputs_of(material, chosen, names) if each != EXPEDITION]
            report.findings += output.changed_by_hand(made)
        if has_errors(report.findings):
            raise FindingsError(report.findings)
        if options.dry_run:
            return report
        # The register first: a number without its paper is made good by the next run, a paper
        # whose number is not in the register is not.
        register.commit()
        report.written += output.commit()
        entries = register.entries()

    if options.last_stage <= LAST_OFFICE_STAGE:
        return report
    if isinstance(options.engine, Absent):
        report.engine_missing = str(options.engine)
        return report
    engine = Cached(options.engine, root / KEPT_PDFS)
    font = find_font(options.environ)
    making = Making(material, names, every, chosen, entries, output, engine, font, options.force)
    make_papers(making, report, progress)
    progress(7)
    result = check_built(material, every, names, entries)
    report.findings += result.findings
    report.bundles += [bundle.pdf for bundle in result.bundles]
    return report


def load(root: Path, report: Report) -> Material:
    """Stage 1. Raises FindingsError with all findings when any of them is an error."""
    result = load_material(root)
    report.findings += result.findings
    if result.value is None or has_errors(result.findings):
        raise FindingsError(result.findings)
    return result.value


def _number(
    material: Material,
    register: Register,
    root: Path,
    wanted: Collection[str],
    today: dt.date,
    report: Report,
) -> Numbered:
    """Stage 2. Raises FindingsError when the register lacks numbers that are in use."""
    before = register.entries()
    lost = tuple(behind(root, before))
    if lost:
        raise FindingsError([*report.findings, *lost])
    letters, findings = number(material, register, today)
    report.findings += findings
    report.findings += given_elsewhere(letters, before, wanted)
    return letters


def _stale(chosen: Sequence[Document], output: Output, report: Report) -> list[Document]:
    stale = []
    for document in chosen:
        for name in (document.office_file, *document.drawings):
            reason = output.reason(name, document.made_from)
            if reason:
                report.reasons[name] = reason
                stale.append(document)
                break
    return stale
