"""``docgen check --report``: the page on the disk, whole or not at all."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

from docgen.check.report import GENERATOR, render_report
from docgen.check.result import CheckResult
from docgen.errors import OutputError
from docgen.workspace.store.os_errors import unwritable

ENDINGS = (".html", ".htm")
# Bytes in which a report says that it is one.
_HEAD = 4096


def check_page(page: Path) -> None:
    """Refuse to write over what is no report. Raises OutputError."""
    if page.suffix.lower() not in ENDINGS:
        raise OutputError(
            f"{page} bukan nama halaman HTML", "Pakai nama berakhiran .html untuk --report."
        )
    with contextlib.suppress(FileNotFoundError):
        try:
            with page.open("rb") as file:
                is_report = GENERATOR.encode() in file.read(_HEAD)
        except FileNotFoundError:
            raise
        except OSError as problem:
            raise unwritable(problem, str(page)) from problem
        if not is_report:
            raise OutputError(
                f"{page} sudah ada dan bukan laporan docgen",
                "Pakai nama lain, atau pindahkan berkas itu.",
            )


def write_report(
    page: Path, result: CheckResult, root: Path, today: dt.date, language: str
) -> Path:
    """Write the report. Raises OutputError; then an older report is still whole."""
    check_page(page)
    data = render_report(result, root, today, language)
    temporary = page.with_name(f".{page.name}.tmp")
    try:
        temporary.write_bytes(data)
        temporary.replace(page)
    except OSError as problem:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise unwritable(problem, str(page)) from problem
    return page
