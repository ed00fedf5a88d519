"""The file of a spec, YAML, JSON or a workbook: the one place that asks which.

All else knows a spec as plain data with the place of every key, and changes it by paths.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from docgen.findings import Finding, Result, Where, error
from docgen.load.sop_workbook.change import book_changed
from docgen.load.sop_workbook.keys import IDENTITY, STEPS
from docgen.load.sop_workbook.read import read_book
from docgen.load.tables.cells import column_name
from docgen.load.tables.sheets import visible_sheets
from docgen.load.tables.table_files import bytes_of, open_elsewhere
from docgen.load.text.change import Change, EditError, What
from docgen.load.text.yaml_change import changed
from docgen.load.text.yaml_text import KeyPath, read_yaml
from docgen.load.text.yaml_values import with_values

TEXTS = (".yaml", ".yml", ".json")
BOOKS = (".xlsx", ".xlsm")
SUFFIXES = (*TEXTS, *BOOKS)
_BOM = "\ufeff"


class SpecText(Protocol):
    """What a file of a spec says: plain data (dict, list, str, None), and where each key stands."""

    @property
    def data(self) -> Any:
        """The data."""

    def where(self, path: KeyPath) -> Where:
        """The place of a path; of its nearest parent when the path itself is not there."""


def is_book(path: Path) -> bool:
    """Whether a spec is a workbook, by its name."""
    return path.suffix.lower() in BOOKS


def read_spec(path: Path, shown_as: str) -> Result[SpecText]:
    """Read the file of a spec.

    Findings: those of ``read_yaml``, or of ``read_book`` with those of the file.
    """
    if not is_book(path):
        text = read_yaml(path, shown_as)
        return Result(text.value, text.findings)
    data = bytes_of(path, Where(shown_as))
    if isinstance(data, Finding):
        return Result(None, (data,))
    book = read_book(data, shown_as)
    return Result(book.value, (*open_elsewhere(path, shown_as), *book.findings))


def specs_named(folder: Path, stem: str) -> list[Path]:
    """The specs of one name in a folder, in the order of ``SUFFIXES``."""
    return [path for suffix in SUFFIXES if (path := folder / f"{stem}{suffix}").is_file()]


def specs_in(folder: Path) -> list[Path]:
    """The specs of a folder, sorted: YAML, and workbooks of SOPs."""
    texts = sorted(folder.glob("*.yaml"))
    books = (path for suffix in BOOKS for path in folder.glob(f"*{suffix}"))
    return [*texts, *sorted(path for path in books if is_sop_book(path))]


def is_sop_book(path: Path) -> bool:
    """Whether a workbook has the sheets of a SOP; others may lie beside specs."""
    if path.name.startswith("~$"):
        return False
    return {IDENTITY, STEPS} <= set(map(column_name, visible_sheets(path)))


def twice(path: Path, shown_as: str) -> list[Finding]:
    """A spec that stands in its folder both as text and as a workbook: sop-spec-twice."""
    others = [
        other
        for other in specs_named(path.parent, path.stem)
        if other.suffix.lower() != path.suffix.lower() and is_book(path) | is_book(other)
        if not is_book(other) or is_sop_book(other)
    ]
    return [
        error(
            "sop-spec-twice",
            Where(shown_as),
            f"SOP ini juga ada sebagai {other.name} di folder yang sama, dan tidak jelas mana yang "
            "berlaku; simpan salah satu, pindahkan yang lain",
        )
        for other in others
    ]


def changed_spec(data: bytes, changes: Sequence[Change], path: Path) -> bytes:
    """The bytes of a spec with the changes; all else in it stays. Raises EditError."""
    if is_book(path):
        return book_changed(data, changes)
    return changed(data.decode("utf-8"), changes).encode("utf-8")


def spec_with_values(
    data: bytes, values: Mapping[KeyPath, str], path: Path
) -> tuple[bytes, frozenset[KeyPath]]:
    """The bytes with other texts at these paths, and the paths that could not be changed."""
    if not is_book(path):
        text = data.decode("utf-8")
        bom = _BOM if text.startswith(_BOM) else ""
        ends = "\r\n" if "\r\n" in text else "\n"
        new, left = with_values(text.removeprefix(_BOM).replace("\r\n", "\n"), values)
        return (bom + new.replace("\n", ends)).encode("utf-8"), left
    stay = set[KeyPath]()
    for place, value in values.items():
        try:
            data = book_changed(data, [Change(What.SET, place, value)])
        except EditError:
            stay.add(place)
    return data, frozenset(stay)
