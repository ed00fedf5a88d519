"""The seven stages of a workspace as functions: what they find is returned, errors are raised."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from docgen.choices import STAGES, EngineName
from docgen.convert import Absent, Engine, Job, Outcome, find_engine
from docgen.errors import MissingProgramError
from docgen.findings import Finding
from docgen.model.set_name import BUNDLE, SetName
from docgen.numbering import Entry, Register
from docgen.pipeline.build import build
from docgen.pipeline.check import check_target, find_target
from docgen.pipeline.laid_out import lay_out, load
from docgen.pipeline.options import Options
from docgen.workspace.kinds.base import Letters
from docgen.workspace.loaded import Loaded
from docgen.workspace.opening.from_register import REGISTER, given_now, number
from docgen.workspace.plan.plan import Plan
from docgen.workspace.report import Progress, Report

# Files that are given to the engine at once: enough to keep it busy, few enough to forget.
AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Stage 1: a workspace with all its data, and its warnings and hints."""

    loaded: Loaded
    today: dt.date
    findings: tuple[Finding, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that can be built: ``letters.permintaan``, ``bundle.arsip`` …"""
        return tuple(map(str, self.loaded.names()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """Stage 2: the letters by set with their numbers. ``given`` are lines of the register that a
    build would add now, ``entries`` all lines, these among them."""

    letters: Letters
    given: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def open_workspace(root: str | Path, names: Sequence[str] = (), *, today: dt.date) -> Opened:
    """Read a workspace; of sets that ``names`` do not mean, errors are put aside.

    Raises FindingsError with everything that is wrong, when any of it is an error.
    """
    report = Report()
    loaded = load(Path(root), report, names, today)
    return Opened(loaded=loaded, today=today, findings=tuple(report.findings))


def number_letters(opened: Opened) -> Numbered:
    """The numbers that the letters have, and would get. Nothing is written: only a build gives
    numbers, and for ever. Raises OutputError for a register that cannot be opened."""
    with Register(opened.loaded.root / REGISTER, dry_run=True) as register:
        before = register.entries()
        letters = number(opened.loaded, register, opened.today)
        now = register.entries()
    return Numbered(
        letters=letters.value or {},
        given=given_now(before, now),
        entries=now,
        findings=letters.findings,
    )


def make_plan(opened: Opened, numbered: Numbered) -> Plan:
    """Stage 3: every document, laid out, and every output that the workspace must hold.

    ``plan.documents`` can be rendered one by one: ``document.make()`` gives the bytes of its
    files. Raises FindingsError for what cannot be laid out.
    """
    report = Report(profile=opened.loaded.profile)
    made = lay_out(opened.loaded, numbered.letters, numbered.entries, report)
    report.stop_on_errors()
    return made


def convert_files(
    files: Iterable[tuple[str | Path, str | Path]],
    *,
    engine: EngineName = "libreoffice",
    environ: Mapping[str, str] | None = None,
) -> Iterator[Outcome]:
    """Stage 5: a PDF of each office file, as pairs of source and target, in their order.

    A file that fails has a finding in its outcome and leaves its target as it was. Raises
    MissingProgramError, at once, when the engine is not here.
    """
    return _converted(iter(files), _needed(_engine(engine, environ)))


def _converted(files: Iterator[tuple[str | Path, str | Path]], engine: Engine) -> Iterator[Outcome]:
    while some := list(islice(files, AT_ONCE)):
        yield from engine.convert(
            [
                Job(source=Path(source), target=Path(target), title=Path(source).stem)
                for source, target in some
            ]
        )


def build_workspace(
    root: str | Path,
    names: Sequence[str] = (),
    *,
    today: dt.date,
    engine: EngineName = "libreoffice",
    environ: Mapping[str, str] | None = None,
    last_stage: int = len(STAGES),
    dry_run: bool = False,
    force: bool = False,
    progress: Progress | None = None,
) -> Report:
    """All stages up to ``last_stage`` (4: office files, no PDFs); only what is stale is made.

    Nobody is asked: numbers are given as the data says. ``progress`` is told the stage. Without
    the engine the office files are made, and ``engine_missing`` of the report says why no PDFs.
    Raises FindingsError before anything is written, OutputError.
    """
    options = Options(
        today=today,
        engine=_engine(engine, environ),
        environ=os.environ if environ is None else environ,
        names=tuple(names),
        last_stage=last_stage,
        dry_run=dry_run,
        force=force,
    )
    return build(Path(root), options, progress or (lambda _stage: None))


def build_bundle(
    root: str | Path,
    name: str,
    *,
    today: dt.date,
    engine: EngineName = "libreoffice",
    environ: Mapping[str, str] | None = None,
) -> Report:
    """Stage 6 for one *[bundle.NAME]* (or ``book.NAME``), with all that goes into it."""
    full = name if "." in name else str(SetName(BUNDLE, name))
    return build_workspace(root, [full], today=today, engine=engine, environ=environ)


def check_files(path: str | Path, *, today: dt.date) -> Report:
    """Stage 7: a workspace, a part of one, a bag or a PDF, read again; nothing is written.

    Raises UsageError for what cannot be checked, FindingsError when docgen.toml cannot be read.
    """
    given = Path(path)
    return check_target(find_target(given, given.absolute()), today)


def _engine(name: EngineName, environ: Mapping[str, str] | None) -> Engine | Absent:
    return find_engine(name, os.environ if environ is None else environ)


def _needed(engine: Engine | Absent) -> Engine:
    if isinstance(engine, Absent):
        raise MissingProgramError(engine.reason, engine.advice)
    return engine
