"""Layouts of SKP reports: what the heads of an office's own form mean.

A layout is a TOML file that ``[recap.NAME] layout`` names. One with ``berkas`` is for the files
whose names fit these patterns; one without is taken for every file that has all its heads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from docgen.findings import Finding, Where, error, hint
from docgen.load.tables.cells import column_name
from docgen.load.tables.grid import Grid
from docgen.load.tables.heads import HEAD_ROWS, find_heading
from docgen.load.text.toml_text import TomlText, read_toml
from docgen.load.text.validate import validate
from docgen.model.record import Record
from docgen.model.writing.likeness import meant

Heads = Annotated[
    tuple[str, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)
]


class Layout(Record):
    """How one form is laid out.

    ``lembar`` are the sheets (else the first visible one), ``baris_kepala`` the row (from 1) that
    its heads begin in (else looked for), ``skpd`` the code of the office whose report it is (else
    the name of the file says so). ``kolom`` are heads by column, ``tetap`` a text for a column
    that the form does not have, ``isi`` by column what its words stand for (``{"DA": "Di …"}``).
    """

    berkas: Heads = ()
    lembar: Heads = ()
    baris_kepala: int | None = Field(default=None, ge=1, le=HEAD_ROWS)
    skpd: str = ""
    kolom: dict[str, Heads] = {}
    tetap: dict[str, str] = {}
    isi: dict[str, dict[str, str]] = {}
    where: Where = Where("")

    def names(self, path: Path) -> bool:
        """Whether the layout names this very file."""
        name = path.name.casefold()
        return any(fnmatchcase(name, pattern.casefold()) for pattern in self.berkas)

    def fits(self, grid: Grid) -> bool:
        """Whether all its heads stand in the head of a sheet."""
        names = {column_name(head): key for key, heads in self.kolom.items() for head in heads}
        wanted = tuple(self.kolom)
        heading = find_heading(grid, wanted, wanted, names)
        found = {head.name for head in heading.heads.values()} if heading else set()
        return bool(self.kolom) and set(wanted) <= found


def load_layouts(
    files: Sequence[tuple[Path, str]], columns: Mapping[str, str]
) -> tuple[list[Layout], list[Finding]]:
    """The layouts of some files (path, path as the user wrote it).

    ``columns`` are the columns a layout may name, by every name they go by; in the layouts that
    come back they go by the values. Findings: those of a TOML file, layout-column-unknown.
    """
    layouts: list[Layout] = []
    findings: list[Finding] = []
    for path, shown_as in files:
        read = read_toml(path, shown_as)
        findings += read.findings
        if read.value is None:
            continue
        layout = validate(Layout, read.value.data, read.value.at)
        findings += layout.findings
        if layout.value is None:
            continue
        parts = {
            part: _renamed(getattr(layout.value, part), part, columns, read.value, findings)
            for part in ("kolom", "tetap", "isi")
        }
        layouts.append(layout.value.model_copy(update={**parts, "where": read.value.where}))
    return layouts, findings


def _renamed(
    by_column: Mapping[str, object],
    part: str,
    columns: Mapping[str, str],
    text: TomlText,
    findings: list[Finding],
) -> dict[str, object]:
    """The same by the program's names of the columns; an unknown one is a finding."""
    found = {}
    for key, value in by_column.items():
        if (name := columns.get(column_name(key))) is not None:
            found[name] = value
            continue
        message = f"kolom «{key}» tidak dikenal{meant(key, sorted(set(columns.values())))}"
        findings.append(error("layout-column-unknown", text.at((part, key)), message))
    return found


def choose_layout(
    layouts: Sequence[Layout],
    path: Path,
    where: Where,
    sheet_of: Callable[[str | None], Grid | None],
    findings: list[Finding],
) -> Layout:
    """The layout of a file: the one that names it, else that whose heads it has, else a plain one.

    ``sheet_of`` reads a sheet of the file (None: it cannot be read). Of several that fit, the one
    with the most columns is taken. Findings: layout-ambiguous.
    """
    found = [layout for layout in layouts if layout.names(path)]
    if not found:
        fitting = []
        for layout in (each for each in layouts if not each.berkas):
            grid = sheet_of(next(iter(layout.lembar), None))
            if grid is not None and layout.fits(grid):
                fitting.append(layout)
        most = max((len(layout.kolom) for layout in fitting), default=0)
        found = [layout for layout in fitting if len(layout.kolom) == most]
    if len(found) > 1:
        names = ", ".join(layout.where.file for layout in found)
        message = (
            f"Berkas ini cocok dengan beberapa tata letak: {names}; dipakai yang pertama. "
            "Tulis nama berkas ini di «berkas» pada tata letak yang benar saja."
        )
        findings.append(hint("layout-ambiguous", where, message))
    return found[0] if found else Layout()
