"""The tables of SKP reports: found by their heads, their layout and their sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType

from docgen.findings import Finding, Result, Severity, Where, error, warning
from docgen.load.skp.layouts import Layout, choose_layout
from docgen.load.skp.values import head_of
from docgen.load.tables.cells import column_name
from docgen.load.tables.grid import Grid
from docgen.load.tables.heads import HEAD_ROWS, find_heading
from docgen.load.tables.read import NO_ALIASES, Table, names_of, read_table, table_of
from docgen.load.tables.sheets import visible_sheets
from docgen.load.tables.table_files import read_file
from docgen.model.skp.regime import Regime

BASE_COLUMNS = (
    "no", "nama", "nip", "pangkat_gol_ruang", "jabatan", "unit_kerja", "keterangan",
)  # fmt: skip
BASE_ALIASES = MappingProxyType(
    {
        "no": ("nomor", "no_urut", "nomor_urut"),
        "nama": ("nama_pegawai", "nama_lengkap", "nama_pns", "nama_asn", "nama_dan_gelar"),
        "nip": ("n_i_p", "nip_ni_pppk", "nip_nipppk", "nip_nippppk", "nomor_induk_pegawai"),
        "pangkat_gol_ruang": (
            "pangkat", "pangkat_gol", "pangkat_golongan", "pangkat_golongan_ruang",
            "pangkat_gol_ruang_golongan_pppk", "pangkat_dan_golongan_ruang", "gol_ruang",
            "golongan_ruang",
        ),
        "jabatan": ("nama_jabatan",),
        "unit_kerja": ("unit", "unit_organisasi"),
        "keterangan": ("ket", "catatan"),
    }
)  # fmt: skip
PEOPLE = ("nama", "nip")
# The largest office of a province has some 20,000 employees; what is beyond is filled-down rows.
MOST_ROWS = 100_000
# A row with as many cells as this is no title: it is the head, or there is none.
HEAD_CELLS = 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a report: its table (None: it cannot be read) and the titles above that."""

    table: Result[Table]
    titles: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it was read: its layout, its sheets, and what is wrong with it as a file."""

    layout: Layout
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]


def known_columns(regime: Regime) -> dict[str, str]:
    """The columns a layout may name, by every name they go by: ``hasil_kerja``, its head, …"""
    names = {column: column for column in (*BASE_COLUMNS, "golongan")}
    for column in regime.kolom:
        names |= {column_name(name): head_of(column) for name in (column.kunci, column.kepala)}
    return names


def open_report(path: Path, shown_as: str, regime: Regime, layouts: Sequence[Layout]) -> Report:
    """Read the tables of a report; with all that is wrong before its rows are looked at.

    Findings: those of ``read_table`` (but cell-number-rounded is an error: what Excel rounded is
    wrong for sure, and a NIP more than anything), layout-ambiguous, table-too-long,
    sheet-not-read.
    """
    findings: list[Finding] = []
    grids: dict[str | None, Grid | None] = {}

    def sheet_of(name: str | None) -> Grid | None:
        if name not in grids:
            source = read_file(path, name, "", shown_as)
            grids[name] = source if isinstance(source, Grid) else None
        return grids[name]

    layout = choose_layout(layouts, path, Where(shown_as), sheet_of, findings)
    names: Sequence[str | None] = layout.lembar or (None,)
    sheets = tuple(
        _open_sheet(path, shown_as, name, sheet_of(name), regime, layout) for name in names
    )
    read = {grid.where.sheet for name in names if (grid := sheet_of(name))}
    aliases = names_of(_aliases(regime, layout))
    for name in visible_sheets(path):
        if name not in read and read and _has_people(sheet_of(name), aliases):
            message = (
                f'Lembar "{name}" juga memuat daftar pegawai, tetapi tidak dibaca; satukan dengan '
                f'lembar "{", ".join(sorted(map(str, read)))}", atau sebutkan keduanya di «lembar» '
                "pada tata letak laporan ini."
            )
            findings.append(warning("sheet-not-read", Where(shown_as, sheet=name), message))
    return Report(layout, sheets, tuple(findings))


def _open_sheet(
    path: Path,
    shown_as: str,
    name: str | None,
    grid: Grid | None,
    regime: Regime,
    layout: Layout,
) -> Sheet:
    required = (*PEOPLE, *(head_of(c) for c in regime.kolom if c.wajib and not c.computed))
    known = (*required, *BASE_COLUMNS, *(head_of(column) for column in regime.kolom))
    required = tuple(name for name in required if name not in layout.tetap)
    aliases = _aliases(regime, layout)
    if grid is None:  # YAML and JSON, and whatever cannot be read
        return Sheet(
            read_table(
                path, name, shown_as=shown_as, required=required, known=known, aliases=aliases
            )
        )
    filled = sum(1 for row in grid.rows if row)
    if filled > MOST_ROWS:
        message = (
            f"Lembar ini berisi {filled} baris, terlalu banyak untuk laporan satu SKPD; hapus "
            "baris di bawah data yang tidak dipakai (sering terisi ke bawah tanpa sengaja)."
        )
        return Sheet(Result(None, (error("table-too-long", grid.where, message),)))
    above = takewhile(lambda row: sum(map(bool, row)) < HEAD_CELLS, grid.rows[:HEAD_ROWS])
    titles = [text for row in above for text in row if text]
    for number in range(min((layout.baris_kepala or 1) - 1, len(grid.rows))):
        grid.rows[number] = []
    wanted = tuple(dict.fromkeys((*required, *known)))
    table = table_of(grid, required, wanted, aliases)
    return Sheet(Result(table.value, tuple(map(_heavier, table.findings))), titles)


def _heavier(finding: Finding) -> Finding:
    rounded = finding.code == "cell-number-rounded"
    return replace(finding, severity=Severity.ERROR) if rounded else finding


def _has_people(grid: Grid | None, names: Mapping[str, str]) -> bool:
    """Whether a sheet has the heads of names and numbers, and something below them."""
    heading = find_heading(grid, PEOPLE, PEOPLE, names) if grid else None
    if grid is None or heading is None:
        return False
    found = {head.name for head in heading.heads.values()}
    return set(PEOPLE) <= found and any(grid.rows[heading.last + 1 :])


def _aliases(regime: Regime, layout: Layout) -> Mapping[str, Sequence[str]]:
    aliases: dict[str, Sequence[str]] = {**BASE_ALIASES}
    for column in regime.kolom:
        aliases[head_of(column)] = (column.kunci, *column.alias)
    for name, heads in layout.kolom.items():
        aliases[name] = (*heads, *aliases.get(name, ()))
    # A head that the layout gives to one column is not another's by its usual meaning.
    taken = {column_name(head): name for name, heads in layout.kolom.items() for head in heads}
    return {
        name: [o for o in others if taken.get(column_name(o), name) == name]
        for name, others in aliases.items()
    } or NO_ALIASES
