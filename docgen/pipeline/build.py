"""``docgen build``: the seven stages in their order. Each line of the log names its stage."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from docgen.bundle import find_font, find_validator, load_marks
from docgen.check.expectations import Expectations
from docgen.check.passed import Earlier
from docgen.check.pdf.begun import WORTHWHILE, Begun
from docgen.check.workspace import begin, papers_begun
from docgen.choices import LAST_OFFICE_STAGE, WAITING
from docgen.convert import REFUSES, Absent, Cached, Engine, Spread, fonts_mark, forget_fonts
from docgen.errors import BlockedError, DocgenError
from docgen.findings import Severity, has_errors
from docgen.model.set_name import SetName
from docgen.numbering import Entry, Register, nobody_to_ask
from docgen.pipeline.laid_out import lay_out, load, makers_of
from docgen.pipeline.options import Clerk, Options
from docgen.spare_time import for_spare_time
from docgen.workers.here import nearby
from docgen.workspace.delivery.bag import pack_stale
from docgen.workspace.delivery.bundle import bind_stale
from docgen.workspace.delivery.copies import copy_stale
from docgen.workspace.delivery.enclosures import damaged
from docgen.workspace.delivery.expedition import write_expedition
from docgen.workspace.delivery.fonts import font_findings
from docgen.workspace.delivery.ledger import write_ledger, write_sums
from docgen.workspace.delivery.made import Made
from docgen.workspace.delivery.office_files import render_stale, stale_documents
from docgen.workspace.delivery.pdfs import convert_stale
from docgen.workspace.delivery.print_files import printing
from docgen.workspace.delivery.retired import retire
from docgen.workspace.expectations import expectations_of
from docgen.workspace.kinds.base import Letters
from docgen.workspace.kinds.letter import LETTER
from docgen.workspace.known_copies import recognise
from docgen.workspace.loaded import Loaded
from docgen.workspace.opening.from_register import (
    REGISTER,
    behind,
    given_elsewhere,
    given_now,
    number,
    recall,
)
from docgen.workspace.opening.load import choose
from docgen.workspace.output_paths import EXPEDITION, KEPT_PDFS
from docgen.workspace.plan.plan import Plan, Selection, with_members
from docgen.workspace.report import Progress, Report
from docgen.workspace.runs.build_lock import build_lock
from docgen.workspace.runs.last_build import LastBuild, program_mark
from docgen.workspace.store.places import blocked_places
from docgen.workspace.store.store import Store
from docgen.workspace.upkeep.explained import explained
from docgen.workspace.verified import after_build, remembering, verified


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildContext:
    """What the stages work on: the plan, what of it was chosen, and what they work with."""

    plan: Plan
    selection: Selection
    store: Store
    options: Options
    report: Report


def build(root: Path, options: Options, progress: Progress) -> Report:
    """Run the stages for what ``docgen.toml`` declares; only what is stale is made.

    Where all files look as the last build of everything left them, nothing is read.

    A second build of the same workspace waits for the first. Raises FindingsError before anything
    is written when the input has errors, OutputError when a file cannot be written.
    """
    with build_lock(root, lambda: progress(WAITING)):
        last = LastBuild(root, options.about) if options.is_whole else None
        if last and not options.thorough and (report := last.report()):
            return report
        forget_fonts()  # of the build before, where one process builds again and again
        with Store.open(root, trusts=options.trusts) as store, closing(options.workers):
            return _build(root, options, store, progress, last)


def _build(
    root: Path, options: Options, store: Store, progress: Progress, last: LastBuild | None
) -> Report:
    report = Report()
    progress(1)
    loaded = load(root, report, options.names, options.today, accept_changes=options.accept_changes)
    engine = options.engine.at_quality(loaded.profile.mutu_foto)
    names = choose(loaded.names(), options.names)
    # Numbers are given for ever, so only a run that makes letters gives any.
    numbers = any(name.kind == LETTER.key for name in with_members(loaded, names))

    progress(2)
    with Register(root / REGISTER, dry_run=options.dry_run or not numbers) as register:
        letters = _number(loaded, register, names, options, report, give=numbers)

        progress(3)
        makers = makers_of(engine, options.environ)
        plan = lay_out(loaded, letters, register.entries(), report, makers)
        context = BuildContext(
            plan=plan, selection=plan.select(names), store=store, options=options, report=report
        )
        report.outputs = tuple(plan.outputs(context.selection))

        progress(4)
        _render(context)
        if options.dry_run:
            if options.explain:
                report.explained = explained(plan, context.selection, store, _last_stage(options))
            return report
        _ask(options.clerk, report.numbers)
        # The register first: a number without its paper is made good by the next run, a paper
        # whose number is not in the register is not.
        register.commit()
        if last:
            last.numbered()
        report.written += store.commit()

    if options.last_stage <= LAST_OFFICE_STAGE:
        return report
    if isinstance(engine, Absent):
        report.engine_missing = str(engine)
        return report
    if options.workers.is_elsewhere:
        engine = Spread(engine, options.workers)
    engine = Cached(engine, root / KEPT_PDFS, reads=not options.force, fonts=fonts_mark())
    font = find_font(options.environ)

    _make_pdfs(context, engine, font, progress)
    store.contents.keep()
    if last:
        inputs = [each.inputs for each in plan.files.values()]
        declared = [loaded.workspace.model_dump(), loaded.profile.model_dump()]
        last.keep(report, [*declared, inputs, loaded.asked_for])
    return report


def _make_pdfs(context: BuildContext, engine: Engine, font: Path, progress: Progress) -> None:
    """Stages 5 to 7, each with its number."""
    plan, store, report = context.plan, context.store, context.report
    expected = cache(lambda: expectations_of(plan, context.selection))

    progress(5)
    with for_spare_time(partial(load_marks, font), expected):
        _convert(context, engine, font)

    with remembering(store, program_mark(), forgets=not context.options.names) as before:
        progress(6)
        _copy(context, font)
        # Of few files that were written few are to be read; to see which takes a moment.
        is_much = len(report.written) >= WORTHWHILE
        papers = (
            papers_begun(store.root, expected(), before, recognise) if is_much else nullcontext()
        )
        with papers as begun:
            _bundle(context, engine, font, before, expected())

            progress(7)
            _check(context, before, expected(), begun)


def _ask(clerk: Clerk | None, numbers: Sequence[Entry]) -> None:
    """Raises DocgenError when somebody can be asked, and the numbers are not to be given."""
    if numbers and clerk and not clerk.agrees(numbers):
        raise DocgenError(
            "nomor tidak diberikan; tidak ada yang ditulis",
            "Perbaiki datanya (tanggal yang tercetak adalah «tanggal_nomor», tanpa itu hari ini), "
            "lalu jalankan lagi.",
        )


def _last_stage(options: Options) -> int:
    """The last stage that a run with these options comes to."""
    if isinstance(options.engine, Absent):
        return min(options.last_stage, LAST_OFFICE_STAGE)
    return options.last_stage


def _number(
    loaded: Loaded,
    register: Register,
    names: Sequence[SetName],
    options: Options,
    report: Report,
    *,
    give: bool,
) -> Letters:
    """Stage 2. Raises FindingsError when the register lacks numbers that are in use."""
    if not give:
        return recall(loaded, register)
    before = register.entries()
    report.note(behind(loaded.root, before))
    report.stop_on_errors()
    asks = options.clerk.last_serial if options.clerk and not options.dry_run else nobody_to_ask
    letters = number(loaded, register, options.today, asks)
    report.note(letters.findings)
    report.numbers = given_now(before, register.entries())
    given = letters.value or {}
    report.note(given_elsewhere(given, before, with_members(loaded, names)))
    return given


def _render(context: BuildContext) -> None:
    """Stage 4. Raises FindingsError when anything so far is an error."""
    plan, selection, store = context.plan, context.selection, context.store
    options, report = context.options, context.report
    blocked = report.note(blocked_places(store.root, plan.outputs(selection)))
    if blocked:
        raise BlockedError(report.findings)
    stale, report.reasons = stale_documents(plan, selection.documents, store)
    report.note(render_stale(plan, stale, store, options.workers, keep=not options.dry_run))
    if not options.force:
        # What is written into the buku ekspedisi stays there.
        made = [path for path in plan.outputs(selection) if path != EXPEDITION]
        report.note(store.changed_by_hand(made))
    report.stop_on_errors()


def _convert(context: BuildContext, engine: Engine, font: Path) -> None:
    """Stage 5."""
    plan, selection, report = context.plan, context.selection, context.report
    report.note(font_findings(plan.loaded, selection.documents))
    made = convert_stale(plan, selection, context.store, engine, font)
    report.add(made)
    report.conversion_failed = has_errors(made.findings)


def _copy(context: BuildContext, font: Path) -> None:
    """Stage 6: the copies of letters."""
    plan, selection, store = context.plan, context.selection, context.store
    context.report.note(damaged(selection.documents, store.root))
    context.report.add(copy_stale(plan, selection, store, font, context.options.workers))
    retire(plan, selection, store)


def _bundle(
    context: BuildContext, engine: Engine, font: Path, before: Earlier, expected: Expectations
) -> None:
    """The rest of it: what is printed, lists, bundles and their bags; checksums of it all.

    What is ``expected`` of the large ones is read as soon as they are written.
    """
    plan, selection, store = context.plan, context.selection, context.store
    report, force = context.report, context.options.force
    second = find_validator(context.options.environ)
    writes_lists = not plan.letters or any(each.letter for each in selection.documents)
    expedition = write_expedition(plan, store, force=force) if writes_lists else Made()
    count = context.options.workers.count
    begin(store.root, replace(expected, bundles=(), prints=()), before, count)
    bound: list[Made] = []
    with (
        nearby(context.options.workers) as workers,
        printing(plan, selection, store, workers) as prints,
    ):
        for bundle in selection.bundles:
            bound.append(bind_stale(plan, bundle, store, engine, font, workers, second))
            before.reads.tell(dict(bound[-1].pages))
        report.add(prints())
    for made in bound:
        report.add(made)
        report.conversion_failed |= any(finding.code == REFUSES for finding in made.findings)
    opinions = [each for made in bound for each in made.opinions]
    begin(store.root, expected, before, count)
    if writes_lists or opinions:
        report.add(write_ledger(plan, _converted(context), store, engine.describe(), opinions))
    report.add(expedition)
    for bundle in selection.bundles:  # with the ledger in it
        report.add(pack_stale(plan, bundle, store, force=force))
    report.add(write_sums(plan, store))


def _converted(context: BuildContext) -> frozenset[str]:
    """The ids of the chosen documents whose PDF is of this engine."""
    failed = {f.where.file for f in context.report.findings if f.severity is Severity.ERROR}
    return frozenset(d.id for d in context.selection.documents if d.office_file not in failed)


def _check(
    context: BuildContext, before: Earlier, expected: Expectations, begun: Begun | None
) -> None:
    """Stage 7."""
    plan, selection, workers = context.plan, context.selection, context.options.workers
    result = verified(plan, selection, workers, before=before, expected=expected, begun=begun)
    told = set(context.report.findings)  # of signatures, before anything was made
    context.report.note(after_build(each) for each in result.findings if each not in told)
    context.report.bundles += [bundle.pdf for bundle in result.bundles]
