"""The command starts at once: what does the work is loaded when there is work."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Each takes longer to load than docgen needs to answer.
HEAVY = (
    "babel",
    "docx",
    "jinja2",
    "lxml",
    "openpyxl",
    "pikepdf",
    "pydantic",
    "pypdf",
    "rich",
    "yaml",
)
PROBE = """
import sys
from docgen.cli import run
code = run(sys.argv[1:])
heavy = [name for name in {heavy!r} if name in sys.modules]
sys.stderr.write(f"LOADED {{code}} {{heavy}}")
"""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("--help", 0),
        ("--version", 0),
        ("build --help", 0),
        ("watch --help", 0),
        ("clean --help", 0),
        ("clean lebih", 2),
        ("register cancel --help", 0),
        ("sop render --help", 0),
        ("periksa", 2),
        ("build --mesin word", 2),
        ("check --laporan", 2),
        ("register reserve banyak", 2),
        ("doctor lebih", 2),
    ],
)
def test_help_and_errors_of_usage_load_no_library(words: str, code: int) -> None:
    probe = [sys.executable, "-c", PROBE.format(heavy=HEAVY), *words.split()]
    said = subprocess.run(probe, capture_output=True, text=True, check=True).stderr
    assert said.endswith(f"LOADED {code} []"), said


def test_a_check_loads_nothing_that_converts_or_binds() -> None:
    probe = (
        "import sys, docgen.cli.running.verdict;"
        "print([name for name in sys.modules if name.startswith(('docgen.convert.joined',"
        "'docgen.convert.libreoffice', 'docgen.bundle.volumes', 'pikepdf.pdfa'))])"
    )
    said = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
