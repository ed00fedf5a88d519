"""The data of one set of papers: its rows, and the officials and items that belong to them.

In a workbook these stand in sheets of their own (``pejabat``, ``butir``), beside ``surat.csv`` in
``surat.pejabat.csv`` and ``surat.butir.csv``, in YAML and JSON under keys of those names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.findings import Finding, Result, Where, error
from docgen.load.letters.officials import SHEET as OFFICIALS
from docgen.load.letters.officials import load_officials
from docgen.load.letters.staff import staff_findings
from docgen.load.tables import csv_files, records
from docgen.load.tables.entered import as_entered
from docgen.load.tables.read import Table, read_table
from docgen.model.office import Official

NO_SHEET = "table-missing-sheet"
HOW_TO_ADD = {
    **dict.fromkeys(csv_files.SUFFIXES, "buat berkas «{stem}.pejabat.csv» di folder yang sama"),
    **dict.fromkeys(records.SUFFIXES, "tambahkan kunci «pejabat» di berkas ini"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of a set, its officials by key, and the place of the sheet."""

    table: Table
    officials: dict[str, Official]
    where: Where


def split_source(data: str) -> tuple[str, str | None]:
    """``data/x.xlsx#permintaan`` -> path and sheet."""
    path, _, sheet = data.partition("#")
    return path, sheet or None


def open_source(
    root: Path, data: str, required: Sequence[str], columns: Sequence[str]
) -> Result[Source]:
    """Read ``data`` (``path#sheet``) and the officials with it, with everything wrong in them.

    Findings: those of ``read_table``, ``as_entered``, ``load_officials`` and ``staff_findings``;
    official-unknown.
    """
    shown_as, sheet = split_source(data)
    path = root / shown_as
    read = read_table(path, sheet, shown_as=shown_as, required=required, known=columns, strict=True)
    if read.value is None:
        return Result(None, read.findings)
    table, entered = as_entered(read.value)
    officials = read_officials(path, shown_as)
    findings = [*read.findings, *entered, *officials.findings]
    for row in table.rows:
        findings += staff_findings(row)
    if officials.value == {}:
        findings += _nobody_signs(path, shown_as, table)
    source = Source(table, officials.value or {}, Where(shown_as, sheet=sheet))
    return Result(source, tuple(dict.fromkeys(findings)))


def read_officials(path: Path, shown_as: str) -> Result[dict[str, Official]]:
    """The officials that belong to a data file; none for a file that has no place for them."""
    part, part_shown_as = _family(path, shown_as)
    if part != path and not csv_files.sibling(path, OFFICIALS).is_file():
        return Result({})
    result = load_officials(part, part_shown_as)
    if result.value is None and path.suffix.lower() in records.SUFFIXES:
        others = tuple(finding for finding in result.findings if finding.code != NO_SHEET)
        return Result(None if others else {}, others)
    return result


def read_part(
    path: Path, shown_as: str, name: str, required: Sequence[str], columns: Sequence[str]
) -> Result[Table]:
    """Another table of a set, such as its items; no value and no finding when there is none."""
    part, part_shown_as = _family(path, shown_as)
    if part != path and not csv_files.sibling(path, name).is_file():
        return Result(None)
    table = read_table(
        part,
        name,
        shown_as=part_shown_as,
        required=required,
        known=columns,
        strict=True,
        closed=True,
    )
    if table.value is None:
        return Result(None, tuple(f for f in table.findings if f.code != NO_SHEET))
    value, entered = as_entered(table.value)
    return Result(value, (*table.findings, *entered))


def _family(path: Path, shown_as: str) -> tuple[Path, str]:
    """How the parts of a file are asked for: those of a .csv by its name without the suffix."""
    if path.suffix.lower() not in csv_files.SUFFIXES:
        return path, shown_as
    return path.with_suffix(""), shown_as[: -len(path.suffix)]


def _nobody_signs(path: Path, shown_as: str, table: Table) -> list[Finding]:
    """A signatory is named, and nothing says who that is: the paper would have no name on it."""
    named = [row for row in table.rows if row.text("penandatangan")]
    if not named:
        return []
    add = HOW_TO_ADD.get(path.suffix.lower(), "tambahkan isinya di lembar «pejabat»")
    message = (
        f"penandatangan «{named[0].text('penandatangan')}» tidak dikenal, karena data pejabat "
        f"belum ada; {add.format(stem=Path(shown_as).stem)}"
    )
    return [error("official-unknown", named[0].where_of("penandatangan"), message)]
