"""What is installed, what is missing, how to get it; and one sample made into a PDF."""

from __future__ import annotations

import json
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from docgen import __version__
from docgen.bundle import find_font, find_validator
from docgen.choices import ENGINES, EngineName
from docgen.cli.engine import chosen_engine
from docgen.cli.screen import Screen
from docgen.convert import Absent, Engine, Job, LibreOffice, find_engine, fonts_of
from docgen.convert.jobs import TAGS
from docgen.errors import ConversionError, MissingProgramError
from docgen.findings import Finding, Severity
from docgen.load.shipped import shipped
from docgen.temporary import working_folder
from docgen.workspace.delivery.fonts import fonts_in, said_of_fonts

LABELS: dict[EngineName, str] = {
    "libreoffice": "LibreOffice",
    "embedded": "Mesin embedded",
}
# A form that every engine can draw.
SAMPLE = "templates/lembar_disposisi.docx"
GIGABYTE = 1e9
# A large batch with its copies and prints, while it is made.
LEAST_FREE = 1 * GIGABYTE


@dataclass(slots=True)
class Diagnosis:
    """Lines of name and state; what is to be done; the exit code."""

    lines: list[tuple[str, str]] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    code: int = 0

    def fail(self, code: int, advice: str) -> None:
        """Something that docgen cannot do without; the highest code wins."""
        self.code = max(self.code, code)
        self.advice.append(advice)


def diagnose(root: Path, engine: EngineName | None, screen: Screen) -> int:
    """Look at everything and tell it; returns the exit code."""
    chosen = chosen_engine(root, engine)
    found = Diagnosis()
    found.lines += [
        ("docgen", __version__),
        ("Python", platform.python_version()),
        ("Sistem", f"{platform.system()} {platform.release()}, {os.cpu_count()} inti prosesor"),
    ]
    _engines(found, chosen)
    _mark_font(found)
    second = find_validator(os.environ)
    found.lines.append(("Penilai PDF/A kedua", second.name if second else "belum ada, tidak wajib"))
    _fonts(found, _templates(root))
    _disk(found)
    if isinstance(chosen, Absent):
        found.fail(MissingProgramError.exit_code, str(chosen))
    else:
        _sample(found, chosen)
    if screen.json:
        data = {"keadaan": dict(found.lines), "saran": found.advice, "kode": found.code}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return found.code
    for name, state in found.lines:
        click.echo(f"{name:22} {state}")
    for text in found.advice:
        screen.console.print(text, style="bold", markup=False, soft_wrap=True)
    return found.code


def _engines(found: Diagnosis, chosen: Engine | Absent) -> None:
    for name in ENGINES:
        engine = chosen if chosen.name == name else find_engine(name, os.environ)
        if isinstance(engine, Absent):
            state = "belum ada"
        elif isinstance(engine, LibreOffice):
            state = f"{engine.describe() or 'tidak menjawab'} ({engine.soffice})"
        else:
            state = engine.describe()
        found.lines.append((LABELS[name], state))
        if isinstance(engine, LibreOffice):
            found.lines.append(("Dindingnya", _wall(engine)))
    found.lines.append(("Mesin yang dipakai", chosen.name))


def _wall(engine: LibreOffice) -> str:
    wall = engine.wall
    if not wall.name:
        return "tidak ada: LibreOffice dapat membaca berkas lain di komputer ini"
    return f"{wall.name}: tertutup dari {wall.keeps}"


def _mark_font(found: Diagnosis) -> None:
    try:
        state = str(find_font(os.environ))
    except MissingProgramError as problem:
        state = "belum ada"
        found.fail(problem.exit_code, f"{problem.message}. {problem.advice}")
    found.lines.append(("Huruf tanda rangkap", state))


def _templates(root: Path) -> list[Path]:
    own = root / "templates"
    folder = own if own.is_dir() else shipped("templates")
    return sorted(path for path in folder.glob("*.*") if path.suffix in (".docx", ".xlsx"))


def _fonts(found: Diagnosis, templates: Sequence[Path]) -> None:
    names = {font for path in templates for font in fonts_of(path)}
    found.lines += [(f"Huruf {name}", said) for name, said in said_of_fonts(names)]
    problems = fonts_in((str(path), path) for path in templates)
    found.advice += _warnings(problems)


def _warnings(findings: Iterator[Finding]) -> Iterator[str]:
    for finding in findings:
        if finding.severity is not Severity.HINT:
            yield str(finding)


def _disk(found: Diagnosis) -> None:
    folder = tempfile.gettempdir()
    free = shutil.disk_usage(folder).free
    found.lines.append(("Berkas sementara", f"{folder}, {_decimal(free / GIGABYTE)} GB kosong"))
    if free < LEAST_FREE:
        found.advice.append(
            f"Disk untuk berkas sementara hampir penuh: kosongkan {folder}, atau tunjuk folder "
            "lain dengan TMPDIR (TEMP di Windows)."
        )


def _sample(found: Diagnosis, engine: Engine) -> None:
    """A form to PDF, as a build does it; the first is the slowest."""
    with working_folder() as folder:
        job = Job(shipped(SAMPLE), folder / "contoh.pdf", "contoh", frozenset(TAGS))
        start = time.perf_counter()
        (outcome,) = engine.convert([job])
        seconds = time.perf_counter() - start
    state = f"{_decimal(seconds)} detik dengan {engine.name}"
    if outcome.finding:
        state = f"gagal: {outcome.finding.message}"
        found.fail(
            ConversionError.exit_code,
            "Satu lembar contoh pun tidak menjadi PDF: pasang ulang mesinnya, lalu jalankan "
            "`docgen doctor` lagi.",
        )
    found.lines.append(("Contoh ubah ke PDF", state))


def _decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
