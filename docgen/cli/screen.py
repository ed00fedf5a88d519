"""What a command prints: written paths on stdout, findings and progress on stderr, or JSON."""

from __future__ import annotations

import functools
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import click

from docgen.choices import STAGES, WAITING
from docgen.cli.grouped import by_file
from docgen.cli.live import LiveLine, can_show
from docgen.cli.numbers import as_json
from docgen.errors import FindingsError
from docgen.findings import Finding, Severity, Where, error
from docgen.progress import Step, listening

if TYPE_CHECKING:
    from rich.console import Console

    from docgen.check.result import CheckResult
    from docgen.workspace.report import Report

F = TypeVar("F", bound=Callable[..., Any])
COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
_WAITS = "menunggu docgen lain yang sedang bekerja di ruang kerja ini"
NOTHING: Mapping[Finding, Sequence[Finding]] = MappingProxyType({})
# Findings of one code on the screen, but with --semua.
MOST_OF_A_CODE = 20


@dataclass
class Screen:
    """Where a command speaks. ``-q`` leaves only errors, ``-v`` adds reasons and times, ``--semua``
    leaves no finding out."""

    json: bool = False
    quiet: bool = False
    verbose: bool = False
    all: bool = False
    _began: float | None = None

    _current: ClassVar[Screen | None] = None

    @classmethod
    def current(cls) -> Screen:
        """The screen of the running command."""
        return cls._current or cls()

    @classmethod
    def use(cls, screen: Screen) -> Screen:
        """Make ``screen`` the current one."""
        cls._current = screen
        return screen

    @functools.cached_property
    def console(self) -> Console:
        """Standard error, with colours where it has any; made when something is said."""
        from rich.console import Console

        return Console(stderr=True, highlight=False)

    def progress(self, number: int) -> None:
        """One line a stage, with the number that docs/build.md and log share; ``-v`` times it."""
        self._time_stage()
        if not self.quiet and not self.json:
            self._began = time.perf_counter()
            stage = STAGES[number - 1] if number != WAITING else _WAITS
            self.console.print(f"[{number}/{len(STAGES)}] {stage}", style="dim", markup=False)

    @functools.cached_property
    def _live(self) -> LiveLine | None:
        shows = not self.quiet and not self.json and can_show(sys.stderr, os.environ)
        return LiveLine(sys.stderr) if shows else None

    def step(self, step: Step | None) -> None:
        """How far a piece of work has come, on a terminal only."""
        if self._live:
            self._live(step)

    def _time_stage(self) -> None:
        """How long the stage took that has just ended."""
        if self.verbose and self._began is not None:
            seconds = f"{time.perf_counter() - self._began:.1f}".replace(".", ",")
            self.console.print(f"      {seconds} detik", style="dim", markup=False)
        self._began = None

    def findings(
        self, findings: Sequence[Finding], effects: Mapping[Finding, Sequence[Finding]] = NOTHING
    ) -> None:
        """The findings file by file, one a line; hints and warnings are left out by ``-q``.

        Of many with one code only the first: a whole column that is wrong would push the rest away.
        ``effects`` are findings that follow from others, told below them.
        """
        from rich.text import Text

        shown: Counter[str] = Counter()
        for finding in by_file(findings):
            if self.quiet and finding.severity is not Severity.ERROR:
                continue
            shown[finding.code] += 1
            if self.all or shown[finding.code] <= MOST_OF_A_CODE:
                line = Text(str(finding), style=COLOURS[finding.severity])
                self.console.print(line, soft_wrap=True)
                self._below(effects.get(finding, ()))
        for code, count in shown.items():
            if count > MOST_OF_A_CODE and not self.all:
                more = f"… dan {count - MOST_OF_A_CODE} {code} lagi (--semua menyebut semuanya)"
                self.console.print(more, style="dim", markup=False)

    def _below(self, effects: Sequence[Finding]) -> None:
        """What follows from a finding: by code, and one by one with ``-v``."""
        if not effects:
            return
        codes = Counter(each.code for each in effects)
        told = ", ".join(f"{code} ({n})" if n > 1 else code for code, n in codes.items())
        more = "" if self.verbose else " (-v menyebut satu per satu)"
        line = f"    {len(effects)} akibatnya ikut hilang: {told}{more}"
        self.console.print(line, style="dim", markup=False, soft_wrap=True)
        for each in effects if self.verbose else ():
            self.console.print(f"    {each}", style="dim", markup=False, soft_wrap=True)

    def fail(self, problem: FindingsError) -> None:
        """Findings that stopped a command before it did what it was asked for."""
        self._time_stage()
        if self.json:
            self._json(problem.written, problem.findings, [], problem.exit_code)
            return
        for name in problem.written:
            click.echo(name)
        self.findings(problem.findings)
        errors = sum(f.severity is Severity.ERROR for f in dict.fromkeys(problem.findings))
        nothing = "" if problem.written else "; tidak ada yang ditulis"
        words = f"{errors} galat{nothing}. {problem.advice} Arti sebuah kode: docgen jelaskan KODE."
        self.console.print(words, style="bold", markup=False)

    def stop(self, code: str, message: str, advice: str, exit_code: int) -> None:
        """An error that stopped a command, other than findings."""
        click.echo(f"docgen: {message}", err=True)
        if advice:
            click.echo(f"  {advice}", err=True)
        if self.json:
            words = "\n".join(part for part in (message, advice) if part)
            self._json([], [error(code, Where("docgen"), words)], [], exit_code)

    def report(
        self,
        report: Report,
        root: Path | None = None,
        again: Collection[Finding] = (),
        summary: Iterable[str] = (),
    ) -> int:
        """What a run did; returns its exit code.

        ``again`` are hints that are only counted, for the run before has told them; ``summary`` are
        lines for the end.
        """
        self._time_stage()
        code = report.exit_code
        bundles = [str((root or Path()) / name) for name in report.bundles]
        written = [str((root or Path()) / name) for name in report.written]
        if self.json:
            self._json(written, report.findings, bundles, code, report)
            return code
        for name in written:
            click.echo(name)
        if self.verbose:
            for name, reason in report.reasons.items():
                self.console.print(f"{name}: {reason}", style="dim", markup=False)
        heads, effects = _folded(report)
        repeated = set() if self.all else set(heads) & set(again)
        self.findings([each for each in heads if each not in repeated], effects)
        if repeated and not self.quiet:
            words = f"{len(repeated)} saran sama seperti sebelumnya (--semua menyebutnya)"
            self.console.print(words, style="dim", markup=False)
        if report.engine_missing:
            self.console.print(report.engine_missing, style="bold", markup=False, soft_wrap=True)
        if not self.quiet:
            if report.unchanged:
                self.console.print("Tidak ada yang berubah sejak build terakhir.", style="dim")
            for line in summary:
                self.console.print(line, markup=False, soft_wrap=True)
            for name in bundles:
                self.console.print(f"Berkas arsip: {name}", style="bold green", markup=False)
        return code

    def _json(
        self,
        written: Sequence[str],
        findings: Sequence[Finding],
        bundles: Sequence[str],
        code: int,
        report: Report | None = None,
    ) -> None:
        from docgen.check.report.as_json import plain_result

        result = report.result if report else None
        causes = _causes(result) if result else {}
        data: dict[str, Any] = {
            "ditulis": list(written),
            "temuan": [_plain(each, causes.get(each)) for each in dict.fromkeys(findings)],
            "nomor": as_json(report.numbers if report else ()),
            "arsip": list(bundles),
            "kode": code,
        }
        if result:
            data["hasil"] = plain_result(result)
        elif report and report.explained:
            data["penjelasan"] = [
                {"nama": each.name, "dibuat": each.again, "karena": each.why}
                for each in report.explained
            ]
        elif report and report.data is not None:
            data["hasil"] = report.data
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def _folded(report: Report) -> tuple[list[Finding], dict[Finding, list[Finding]]]:
    """What stands for itself, and what follows from each of it."""
    causes = _causes(report.result) if report.result else {}
    effects: dict[Finding, list[Finding]] = {}
    for each in dict.fromkeys(report.findings):
        if each in causes:
            effects.setdefault(causes[each], []).append(each)
    return [each for each in report.findings if each not in causes], effects


def _causes(result: CheckResult) -> dict[Finding, Finding]:
    """What each finding follows from that does not stand for itself."""
    return {
        effect.finding: head.finding
        for head, effects in result.folded.items()
        for effect in effects
        if effect.finding != head.finding
    }


def _plain(finding: Finding, cause: Finding | None) -> dict[str, Any]:
    plain = finding.as_json()
    if cause:
        plain["akibat_dari"] = {key: cause.as_json()[key] for key in ("code", "where")}
    return plain


def speaks(command: F) -> F:
    """Give a command the options ``--json``, ``-q``, ``-v``, ``--semua``; it gets a ``screen``."""

    def wrapped(
        *args: Any, as_json: bool, quiet: bool, verbose: bool, show_all: bool, **kwargs: Any
    ) -> Any:
        screen = Screen(json=as_json, quiet=quiet, verbose=verbose, all=show_all)
        Screen.use(screen)
        with listening(screen.step):
            return command(*args, screen=screen, **kwargs)

    wrapped.__doc__ = command.__doc__
    wrapped.__name__ = command.__name__
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Keluaran untuk program lain."),
        click.option("-q", "--quiet", is_flag=True, help="Hanya galat."),
        click.option(
            "-v", "--verbose", is_flag=True, help="Sebutkan juga alasan dan lama setiap tahap."
        ),
        click.option(
            "--semua",
            "show_all",
            is_flag=True,
            help=f"Sebutkan semua temuan, juga yang lebih dari {MOST_OF_A_CODE} sejenis.",
        ),
    ):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]


def workspace_option(command: F) -> F:
    """``-C DIR``: the workspace, else the current folder."""
    return click.option(
        "-C",
        "--folder",
        "root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=Path(),
        show_default="folder ini",
        help="Ruang kerja: folder berisi docgen.toml.",
    )(command)
