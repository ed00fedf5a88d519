"""The sheet *identitas*: a key and what it holds in each row; a list goes on in the rows below."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from docgen.findings import Finding, Where, error, hint
from docgen.load.sop_workbook.cells import Slot
from docgen.load.sop_workbook.keys import (
    APPROVED,
    EFFECTIVE,
    IDENTITY,
    KEY,
    NO,
    PRINTED,
    VALUE,
    YES,
    Field,
    Kind,
    names,
)
from docgen.load.sop_workbook.notation import OF_TEXTS, NotationError, parts_of
from docgen.load.tables.cells import Cell, Row, Table, column_name
from docgen.load.tables.entered import Nature, as_entered
from docgen.load.text.yaml_text import KeyPath
from docgen.model.writing.dates import format_tanggal
from docgen.model.writing.likeness import meant

_DATES = ("tanggal",)


@dataclass(slots=True)
class Identity:
    """What the sheet says: plain data, cells of keys, cells of texts, and what is wrong."""

    data: dict[str, Any] = field(default_factory=dict)
    places: dict[KeyPath, Where] = field(default_factory=dict)
    slots: dict[Slot, Where] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row that belongs to a key: its cells of the key and of what that holds."""

    field: Field
    key: Cell
    cell: Cell


def identity(table: Table) -> Identity:
    """Findings: key-unknown, key-missing, key-duplicate, cell-notation, list-item-lines,
    date-unprinted, value-unknown, value-invalid, and those of ``as_entered``."""
    found = Identity()
    lines = _entered(list(_lines(table, found.findings)), table, found.findings)
    filled: dict[Field, list[_Line]] = {}
    blank: dict[Field, list[_Line]] = {}
    for line in lines:
        (filled if line.cell.text else blank).setdefault(line.field, []).append(line)
        found.places.setdefault(line.field.path, line.cell.where)
    for each in dict.fromkeys((*filled, *blank)):
        own = filled.get(each, [])
        last = own[-1].cell.where if own else None
        # Blank rows that a list may still be written into stand below its last item.
        spare = [b for b in blank.get(each, []) if last is None or _row(b.cell.where) > _row(last)]
        for number, line in enumerate((*own, *spare)):
            found.slots[IDENTITY, each.dotted, number] = line.cell.where
    for each in names().values():  # what must be there is missing by the names of its parts
        if each.is_needed or each.path[0] == _DATES[0]:
            for key in each.path[:-1]:
                found.data.setdefault(str(key), {})
    for each, own in filled.items():
        _put(found, each, own)
    _printed(found, filled)
    order = dict.fromkeys(str(each.path[0]) for each in names().values())
    found.data = {key: found.data[key] for key in order if key in found.data}
    return found


def _lines(table: Table, findings: list[Finding]) -> Iterator[_Line]:
    """Every row with its field: its own, or that of the list above it."""
    known, seen = names(), dict[Field, Cell]()
    current: Field | None = None
    is_told = False
    for row in table.rows:
        key, cell = row.cells[KEY], row.cells[VALUE]
        if key.text:
            current, is_told = known.get(column_name(key.text)), False
            if current is None:
                findings.append(_unknown(key, known))
                is_told = True
                continue
            first = seen.setdefault(current, key)
            if first is not key and not current.is_list:
                message = (
                    f"«{key.text}» sudah ada di sel {first.where.cell}; hapus salah satu barisnya"
                )
                findings.append(error("key-duplicate", key.where, message))
                continue
        elif cell.text and (current is None or not current.is_list) and not is_told:
            message = (
                "isi baris ini belum punya kunci; tulis kuncinya di kolom «kunci» (hanya daftar "
                "yang berlanjut di baris berikutnya tanpa kunci)"
            )
            findings.append(error("key-missing", cell.where, message))
            continue
        if current is not None and (key.text or current.is_list):
            yield _Line(current, key, cell)


def _unknown(key: Cell, known: dict[str, Field]) -> Finding:
    """A key that is none; the end of one (``jabatan``) may stand for several."""
    dotted = [each.dotted for each in known.values()]
    ends = [name for name in dotted if name.rpartition(".")[2] == column_name(key.text)]
    likely = f"; maksud Anda {' atau '.join(f'«{each}»' for each in ends)}?" if ends else ""
    message = f"kunci «{key.text}» tidak dikenal{likely or meant(key.text, dotted)}"
    return error("key-unknown", key.where, message)


def _entered(lines: list[_Line], table: Table, findings: list[Finding]) -> list[_Line]:
    """The lines with the texts that their cells show, each held against what its key takes."""
    cells: dict[str, Cell] = {}
    fields: dict[str, Field] = {}
    counts = Counter[str]()
    for line in lines:
        counts[line.field.dotted] += 1
        count = counts[line.field.dotted]
        name = f"{line.field.dotted} {count}" if count > 1 else line.field.dotted
        cells[name], fields[name] = _typed_as(line.field, line.cell), line.field
    nature = Nature(
        is_code=lambda name: fields[name].is_code,
        dates=[name for name, each in fields.items() if each.kind is Kind.DAY],
        counts=(),
    )
    row = Row(table.where.line or 1, cells, table.where)
    entered, found = as_entered(replace(table, rows=(row,)), nature)
    findings += found
    texts = entered.rows[0].cells.values()
    return [
        replace(line, cell=_as_written(line.field, cell))
        for line, cell in zip(lines, texts, strict=True)
    ]


def _typed_as(field: Field, cell: Cell) -> Cell:
    """A cell without its type where the key takes just that: true, a number."""
    if cell.typed is None:
        return cell
    value = cell.typed.value
    if field.kind in (Kind.YES_NO, Kind.YES_NO_OR_TEXT) and isinstance(value, bool):
        return replace(cell, typed=None)
    if field.kind is Kind.NUMBER and isinstance(value, int | float) and not isinstance(value, bool):
        return replace(cell, typed=None, text=repr(value).removesuffix(".0"))
    return cell


def _as_written(field: Field, cell: Cell) -> Cell:
    """The text of a cell as it would stand in YAML."""
    text, bare = cell.text, cell.text.casefold()
    value = cell.typed.value if cell.typed else None
    if field.kind is Kind.DAY and isinstance(value, dt.date):
        is_day = not isinstance(value, dt.datetime) or value.time() == dt.time()
        text = format_tanggal(value) if is_day else text
    elif field.kind in (Kind.YES_NO, Kind.YES_NO_OR_TEXT):
        text = {YES: "true", NO: "false"}.get(bare, text)
    elif field.kind is Kind.NUMBER:
        text = text.replace(",", ".")
    elif field.kind is Kind.CHOICE:
        text = next((str(each) for each in field.choices if each.casefold() == bare), text)
    return replace(cell, text=text)


def _put(found: Identity, each: Field, lines: list[_Line]) -> None:
    *way, key = each.place
    holder = found.data
    for part in way:
        holder = holder.setdefault(str(part), {})
    for number, line in enumerate(lines):
        found.places[(*each.path, number)] = found.places[(*each.place, number)] = line.cell.where
    if each.kind is Kind.LINES:
        holder[str(key)] = [line.cell.text for line in lines]
        found.findings += filter(None, map(_several_lines, lines))
    elif each.kind is Kind.RECORDS:
        holder[str(key)] = [_record(line, found.findings) for line in lines]
    elif each.path != PRINTED:
        holder[str(key)] = lines[0].cell.text


def _several_lines(line: _Line) -> Finding | None:
    count = line.cell.text.count("\n") + 1
    if count == 1:
        return None
    message = (
        f"sel ini berisi {count} baris dan menjadi satu butir «{line.field.dotted}»; bila setiap "
        "baris adalah satu butir, tulis masing-masing di barisnya sendiri"
    )
    return hint("list-item-lines", line.cell.where, message)


def _record(line: _Line, findings: list[Finding]) -> dict[str, str]:
    """An item of a list of records: ``tanggal: 5 Maret 2026; alasan: UU 20/2023 berlaku``."""
    item: dict[str, str] = {}
    try:
        parts = parts_of(line.cell.text, OF_TEXTS)
    except NotationError as problem:
        findings.append(error("cell-notation", line.cell.where, problem.said))
        parts = []
    for key, text in parts:
        name = column_name(key) if column_name(key) in line.field.parts else key
        if not key:
            message = (
                f"«{text}» bukan «kunci: isi» ({', '.join(line.field.parts)}); bila bagian dari "
                "isi sebelumnya, apit isi itu dengan tanda kutip"
            )
            findings.append(error("cell-notation", line.cell.where, message))
        elif name in item:
            message = f"«{key}» disebut dua kali di sel ini; hapus salah satu"
            findings.append(error("key-duplicate", line.cell.where, message))
        else:
            item[name] = text
    return item


def _printed(found: Identity, filled: dict[Field, list[_Line]]) -> None:
    """Make of *tanggal.dicetak* what YAML says by the keys that are there.

    Findings: date-unprinted.
    """
    lines = next((own for each, own in filled.items() if each.path == PRINTED), [])
    if not lines:
        found.findings += _unprinted(filled)
        return
    cell = lines[0].cell
    dates = found.data.setdefault(_DATES[0], {})
    if cell.text == EFFECTIVE:
        dates.setdefault(EFFECTIVE, None)
    elif cell.text == APPROVED:
        dates.setdefault(APPROVED, None)
        if EFFECTIVE in dates:
            message = (
                "yang dicetak adalah tanggal pengesahan, jadi «tanggal.efektif» tidak akan "
                "tercetak; kosongkan, atau pilih «efektif»"
            )
            found.findings.append(error("value-invalid", cell.where, message))
    else:
        choices = ", ".join((APPROVED, EFFECTIVE))
        message = f"«{'.'.join(PRINTED)}»: «{cell.text}» tidak dikenal; pilih {choices}"
        found.findings.append(error("value-unknown", cell.where, message))


def _unprinted(filled: dict[Field, list[_Line]]) -> Iterator[Finding]:
    """Two dates of which one is printed, in a form that has a row for each."""
    dates = {each.path[-1]: own[0] for each, own in filled.items() if each.path[0] == _DATES[0]}
    if {APPROVED, EFFECTIVE} <= set(dates):
        message = (
            "lembar SOP mencetak salah satu: kini tanggal efektif, bukan tanggal pengesahan ini; "
            "pilih sendiri pada «tanggal.dicetak», atau kosongkan salah satunya"
        )
        yield hint("date-unprinted", dates[APPROVED].cell.where, message)


def _row(where: Where) -> int:
    return int("".join(filter(str.isdigit, str(where.cell))))
