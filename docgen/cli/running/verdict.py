"""What the check found, said on the screen and written as a page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from docgen.check.pdf.begun import Begun
from docgen.check.result import CheckResult, Kind, findings_only
from docgen.cli.screen import Screen
from docgen.errors import FindingsError
from docgen.pipeline.check import Target, check_target, find_target
from docgen.workspace.delivery.report_page import write_report

VERIFIED = {
    Kind.WORKSPACE: "Lengkap: semua rangkap dan berkas arsip terbukti ada.",
    Kind.PART: "Lengkap: semua yang harus ada di sini terbukti ada.",
    Kind.BUNDLE: "Lengkap: isi berkas arsip terbukti sama dengan sumbernya.",
    Kind.PDF: "PDF ini utuh: dapat dibuka, bookmark dan tautannya menuju halaman yang ada.",
    Kind.BAG: "Utuh: semua berkas di paket ini seperti saat dikemas.",
}


def checked(
    path: Path, full: Path, page: Path | None, language: str, screen: Screen, begun: Begun
) -> int:
    """Check ``path``, which is ``full`` from the root of the file system, and tell it, as ``page``
    too when one is asked for; returns the exit code. Reading has ``begun``."""
    today = dt.date.today()
    target = find_target(path, full)
    try:
        report = check_target(target, today, begun)
    except FindingsError as problem:
        if page:  # what keeps the check from reading on is worth a page too
            result = findings_only(problem.findings, target.kind, target.scope, complete=False)
            problem.written = (_write(page, result, target, today, language),)
        raise
    if page and report.result:
        report.written += [_write(page, report.result, target, today, language)]
    code = screen.report(report)
    if code == 0 and report.result and not screen.quiet and not screen.json:
        screen.console.print(VERIFIED[report.result.kind], style="green")
    if report.result and report.result.kind is Kind.PDF and not screen.quiet and not screen.json:
        for line in (line for each in report.result.signed for line in each.lines):
            screen.console.print(f"Tanda tangan elektronik: {line}", markup=False, highlight=False)
    return code


def _write(page: Path, result: CheckResult, target: Target, today: dt.date, language: str) -> str:
    return str(write_report(page, result, target.path, today, language))
