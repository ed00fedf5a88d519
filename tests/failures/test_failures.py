"""Inputs that are refused or warned of: each stands in a file named by its finding's code.

``sop/lane-unknown.mark.yaml`` must give ``lane-unknown`` (what follows the first dot only tells
cases apart), at the line or cell that ``!!`` marks, and no other error. ``clean`` gives nothing.
Rows of letters and dispositions are kept as text and read from a workbook made of them; those of
``data`` are read as they stand, those of ``workbooks`` from recipes that name the place.
"""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from docgen.findings import Finding, Severity
from docgen.load.letters.dispositions import load_dispositions
from docgen.load.letters.letters import load_letters, orphan_items
from docgen.load.sop import load_sop
from docgen.load.workspace import load_profile
from docgen.rules.sop.check import check_sop
from docgen.rules.sop.subject import Around
from docgen.workspace.input_files import letter_files, shared_signed_files
from docgen.workspace.opening.load import load_config
from tests.failures.workbooks import SHEET, make

HERE = Path(__file__).parent
MARK = "!!"
AROUND = Around(today=dt.date(2026, 11, 27))
Findings = tuple[Finding, ...]


def marked_lines(case: Path) -> list[str]:
    lines = case.read_text(encoding="utf-8").splitlines()
    return [f"{case.name}:{number}" for number, line in enumerate(lines, 1) if MARK in line]


def sop(case: Path, _folder: Path) -> tuple[Findings, list[str]]:
    return load_sop(case, case.name).findings, marked_lines(case)


def rules(case: Path, _folder: Path) -> tuple[Findings, list[str]]:
    result = load_sop(case, case.name)
    assert result.ok and result.value
    return check_sop(result.value.sop, result.value.where, AROUND), marked_lines(case)


def config(case: Path, folder: Path) -> tuple[Findings, list[str]]:
    shutil.copy(case, folder / "docgen.toml")
    places = [place.replace(case.name, "docgen.toml") for place in marked_lines(case)]
    return load_config(folder).findings, places


def profile(case: Path, folder: Path) -> tuple[Findings, list[str]]:
    (folder / "profil").mkdir()
    shutil.copy(case, folder / "profil" / "x.toml")
    places = [place.replace(case.name, "profil/x.toml") for place in marked_lines(case)]
    return load_profile(folder, "x").findings, places


def letters(case: Path, folder: Path) -> tuple[Findings, list[str]]:
    places = workbook(case, folder)
    return load_letters(folder, f"x.xlsx#{SHEET}", "x", ("badan",)).findings, places


def dispositions(case: Path, folder: Path) -> tuple[Findings, list[str]]:
    places = workbook(case, folder)
    return load_dispositions(folder, f"x.xlsx#{SHEET}", "x", ("badan",)).findings, places


def files(case: Path, folder: Path) -> tuple[Findings, list[str]]:
    places = workbook(case, folder)
    (folder / "scan").mkdir()
    for name in ("surat.pdf", "lampiran 1.pdf", "surat.heic"):
        (folder / "scan" / name).write_bytes(b"")
    book = load_letters(folder, f"x.xlsx#{SHEET}", "x", ("badan",)).value
    assert book
    found = [f for letter in book.letters for f in letter_files(folder, book, letter)]
    return (*found, *shared_signed_files([book])), places


def data(case: Path, folder: Path) -> tuple[Findings, list[str]]:
    text = case.read_text(encoding="utf-8")
    (folder / case.name).write_text(text.replace(MARK, ""), encoding="utf-8")
    result = load_letters(folder, case.name, "x", ("badan",))
    found = result.findings + (orphan_items([result.value]) if result.value else ())
    if case.suffix != ".csv":
        return found, marked_lines(case)
    cells = [line.replace(",", ";").replace("\t", ";").split(";") for line in text.splitlines()]
    return found, [
        f"{case.name} {get_column_letter(column)}{number}"
        for number, row in enumerate(cells, 1)
        for column, cell in enumerate(row, 1)
        if MARK in cell
    ]


def workbooks(case: Path, folder: Path) -> tuple[Findings, list[str]]:
    recipe = tomllib.loads(case.read_text(encoding="utf-8"))
    name = make(recipe, folder)
    place = f"{name} {recipe.get('place', '')}".strip()
    return load_letters(folder, f"{name}#{SHEET}", "x", ("badan",)).findings, [place]


def workbook(case: Path, folder: Path) -> list[str]:
    """Make ``x.xlsx`` of the rows and the officials; returns the marked cells."""
    with case.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    unmarked = [[text.replace(MARK, "") for text in row] for row in rows]
    make({"rows": unmarked}, folder)
    return [
        f"x.xlsx [{SHEET}] {get_column_letter(column)}{number}"
        for number, row in enumerate(rows, 1)
        for column, text in enumerate(row, 1)
        if MARK in text
    ]


READERS: dict[str, Callable[[Path, Path], tuple[Findings, list[str]]]] = {
    "sop": sop, "rules": rules, "config": config, "profile": profile, "letters": letters,
    "dispositions": dispositions, "files": files, "data": data, "workbooks": workbooks,
}  # fmt: skip
CASES = sorted(path for kind in READERS for path in (HERE / kind).iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_code_and_place(case: Path, tmp_path: Path) -> None:
    code = case.stem.partition(".")[0]
    findings, places = READERS[case.parent.name](case, tmp_path)
    if code == "clean":
        assert findings == ()
        return
    assert places, "the case marks no place"
    assert [str(f.where) for f in findings if f.code == code] == places
    errors = {finding.code for finding in findings if finding.severity is Severity.ERROR}
    assert errors <= {code}
    assert all(finding.message.strip() for finding in findings)
