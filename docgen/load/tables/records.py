"""YAML and JSON as data: a list of mappings is a table, with the same keys as a sheet's columns.

The keys at the top are what the sheets of a workbook are: ``surat``, ``pejabat``. A list at the
top is the rows themselves. A mapping of mappings is rows as well, each under its own key
(``pejabat: {kepala: {nama: …}}``). The lists of a letter may stand in the letter (``butir``,
``orang``, ``rincian``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from docgen.findings import Finding, Result, Where, error
from docgen.load.tables.cells import Cell, Head, Row, clean, column_name
from docgen.load.tables.csv_files import decode
from docgen.load.tables.workbook import missing_sheet
from docgen.load.text.json_text import parse_json
from docgen.load.text.yaml_text import KeyPath, YamlText, parse_yaml

SUFFIXES = (".yaml", ".yml", ".json")
# Tables that belong to others: not taken when a file is named without one of its keys.
NESTED = ("butir", "orang", "rincian")
PARTS = ("pejabat", "pegawai", *NESTED)
OWNER = "id"  # the key of a letter that its nested items are joined by
# Columns whose values are pairs; in YAML «Budi: 2025-01-03» is a mapping and not a text.
PAIRS = ("paraf",)
PAIR_KEYS = ("nama", "tanggal")


@dataclass(frozen=True, slots=True)
class Record:
    """One row with its heads: in these files each row brings its own."""

    row: Row
    heads: tuple[Head, ...]


@dataclass(slots=True)
class Records:
    """The rows of one key of a file, and what is wrong with their form."""

    where: Where
    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_records(
    data: bytes, is_json: bool, sheet: str | None, key: str, where: Where
) -> Records | tuple[Finding, ...]:
    """The rows under ``sheet`` (``None``: the first that is no part of another), or why not.

    ``key`` is the column that the key of a mapping of rows fills.

    Findings: those of ``parse_yaml`` and ``parse_json``, table-missing-sheet, value-not-list,
    value-not-mapping, value-not-text.
    """
    parsed = _parsed(data, is_json, where.file)
    if parsed.value is None:
        return parsed.findings
    read = parsed.value
    tables: dict[str, KeyPath] = {}
    if isinstance(read.data, dict):
        tables = {column_name(name): (name,) for name in read.data}
    elif sheet is None or sheet in NESTED:
        tables = {"": ()}
    own = [name for name in tables if name not in PARTS]
    filled = [name for name in own if isinstance(_value_at(read, tables[name]), list | dict)]
    name = sheet if sheet is not None else next(iter((*filled, *own)), None)
    if sheet in NESTED:
        found = Records(where, findings=list(parsed.findings))
        _nested(read, sheet, tables, found)
        return found if found.records or sheet in tables else (missing_sheet(sheet, (), where),)
    path = tables.get(column_name(name)) if name is not None else None
    if path is None:
        missing = missing_sheet(sheet or "surat", [n for n in tables if n], where)
        return (*parsed.findings, missing)
    found = Records(read.where(path), findings=list(parsed.findings))
    for place, item, own_key in _items(read, path, found):
        given = {key: own_key} if own_key else {}
        found.records.append(_record(read, place, item, given, found))
    return found


@lru_cache(maxsize=2)
def _parsed(data: bytes, is_json: bool, file: str) -> Result[YamlText]:
    """The parsed text; letters, officials and items are read from the same one after another."""
    return (parse_json if is_json else parse_yaml)(decode(data), file)


def _value_at(read: YamlText, path: KeyPath) -> Any:
    value = read.data
    for step in path:
        value = value[step]
    return value


def _items(
    read: YamlText, path: KeyPath, found: Records
) -> Iterator[tuple[KeyPath, Mapping[str, Any], str]]:
    """The mappings of a list (or of a mapping of mappings, then with their keys)."""
    value = _value_at(read, path)
    steps: Sequence[tuple[str | int, str]] = ()
    if isinstance(value, list):
        steps = [(number, "") for number in range(len(value))]
    elif isinstance(value, dict):
        steps = [(name, name) for name in value]
    elif value is not None:
        message = f"«{path[-1] if path else 'isi berkas'}» harus berupa daftar; awali isinya «- »"
        found.findings.append(error("value-not-list", read.where(path), message))
    for step, name in steps:
        place = (*path, step)
        if isinstance(value[step], dict):
            yield place, value[step], name
        else:
            message = "isi daftar ini harus berupa pasangan «kunci: isi», satu baris satu kunci"
            found.findings.append(error("value-not-mapping", read.where(place), message))


def _nested(read: YamlText, sheet: str, tables: Mapping[str, KeyPath], found: Records) -> None:
    """A list in a table of its own, and what of it stands inside letters."""
    for name, path in tables.items():
        if name == sheet:
            for place, item, _key in _items(read, path, found):
                found.records.append(_record(read, place, item, {}, found))
            continue
        rows = _value_at(read, path)
        # What is wrong with these rows is told when they are read themselves.
        steps = list(rows) if isinstance(rows, dict) else range(len(rows or ()))
        for step in steps if isinstance(rows, dict | list) else ():
            row = rows[step]
            if not isinstance(row, dict) or not row.get(sheet):
                continue
            owner = row.get(OWNER) or (step if isinstance(step, str) else "")
            for place, item, _key in _items(read, (*path, step, sheet), found):
                given = {OWNER: clean(str(owner))}
                found.records.append(_record(read, place, item, given, found))


def _record(
    read: YamlText,
    path: KeyPath,
    item: Mapping[str, Any],
    given: Mapping[str, str],
    found: Records,
) -> Record:
    where = read.where(path)
    cells = {name: Cell(clean(text), where) for name, text in given.items()}
    heads = [Head(name, name, where) for name in given]
    for key, value in item.items():
        name, place = column_name(key), read.where((*path, key))
        if name in given or (name in NESTED and _is_table(value)):
            continue
        heads.append(Head(name, key, place))
        cells[name] = _cell(name, value, place, found)
    return Record(Row(where.line or 1, cells, where), tuple(heads))


def _cell(name: str, value: Any, where: Where, found: Records) -> Cell:
    """A text, or a list of texts."""
    if name in PAIRS and isinstance(value, dict):
        value = [value] if _is_named(value) else [{key: each} for key, each in value.items()]
    if isinstance(value, list):
        texts = tuple(_text(name, each, where, found) for each in value)
        values = tuple(text for text in texts if text)
        return Cell("\n".join(values), where, values)
    return Cell(_text(name, value, where, found), where)


def _text(name: str, value: Any, where: Where, found: Records) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if name in PAIRS and isinstance(value, dict):
        if _is_named(value):
            parts = [str(value.get(key) or "") for key in PAIR_KEYS]
            return clean(": ".join(part for part in parts if part))
        if len(value) == 1 and all(
            each is None or isinstance(each, str) for each in value.values()
        ):
            ((key, each),) = value.items()
            return clean(f"{key}: {each}" if each else str(key))
    message = f"«{name}» harus berupa teks atau daftar teks; beri tanda kutip bila berisi titik dua"
    found.findings.append(error("value-not-text", where, message))
    return ""


def _is_table(value: Any) -> bool:
    rows = value.values() if isinstance(value, dict) else value
    return isinstance(value, dict | list) and any(isinstance(each, dict) for each in rows)


def _is_named(value: Mapping[str, Any]) -> bool:
    return _holds_texts(value) and PAIR_KEYS[0] in value and set(value) <= set(PAIR_KEYS)


def _holds_texts(value: Mapping[str, Any]) -> bool:
    return all(each is None or isinstance(each, str) for each in value.values())
