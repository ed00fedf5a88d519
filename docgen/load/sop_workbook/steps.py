"""The sheet *langkah*: a row a step, whose cells may speak of lanes and of other steps."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from docgen.findings import Finding, Where, error
from docgen.load.sop_workbook.cells import Slot
from docgen.load.sop_workbook.keys import (
    EXITS,
    LABEL,
    NO,
    STEPS,
    YES,
    choices_of,
    label_column,
    step_columns,
)
from docgen.load.sop_workbook.notation import OF_NAMES, OF_TEXTS, NotationError, Part, parts_of
from docgen.load.tables.cells import Row, Table
from docgen.load.text.yaml_text import KeyPath
from docgen.model.sop import STEP_ITSELF

# Columns of names, of which a whole number is one as well.
CODES = frozenset({"id", "pelaksana", "ke", *EXITS})
_OWN = frozenset({*EXITS, *map(label_column, EXITS)})


class StepReader:
    """The steps of a table as YAML has them; ``findings`` is what is wrong with their cells."""

    def __init__(
        self,
        table: Table,
        lanes: Collection[str],
        places: dict[KeyPath, Where],
        slots: dict[Slot, Where],
    ) -> None:
        self.findings: list[Finding] = []
        self._table, self._places, self._slots = table, places, slots
        ids = (row.text("id", str(number)) for number, row in enumerate(table.rows, 1))
        self._names = {*lanes, *ids}

    def steps(self) -> list[dict[str, Any]]:
        """Findings: cell-notation, key-duplicate."""
        return [self._step(number, row) for number, row in enumerate(self._table.rows)]

    def _step(self, number: int, row: Row) -> dict[str, Any]:
        self._places[STEPS, number] = row.where
        step: dict[str, Any] = {}
        for column in step_columns():
            cell = row.cells.get(column)
            if cell is None:
                continue
            self._slots[STEPS, column, number] = cell.where
            if column not in map(label_column, EXITS):
                self._places[STEPS, number, column] = cell.where
            if cell.text and column not in _OWN:
                step[column] = self._value(column, cell.text, cell.where)
        for exit_ in EXITS:
            label = row.cells.get(label_column(exit_))
            ways = dict(self._exit(row, exit_))
            if label is not None and label.text:
                self._places[STEPS, number, exit_, LABEL] = label.where
                for actor in ways:
                    self._places[STEPS, number, exit_, actor, LABEL] = label.where
            if ways:
                step[exit_] = ways[STEP_ITSELF] if list(ways) == [STEP_ITSELF] else ways
        return step

    def _value(self, column: str, text: str, where: Where) -> Any:
        match column:
            case "simbol":
                return _choice(text, choices_of(column))
            case "halaman_baru":
                return {YES: "true", NO: "false"}.get(text.casefold(), text)
            case "pelaksana":
                return [part.text for part in self._without_keys(text, where)]
            case "gabung":
                found = self._without_keys(text, where)
                return [_choice(part.text, choices_of(column)) for part in found]
            case "tanda":
                return self._marks(text, where)
            case "ke":
                return self._targets(text, where)
            case _:
                return text

    def _parts(self, text: str, where: Where, separators: str = OF_NAMES) -> list[Part]:
        """What a cell says; one that is just a name, chosen from a list, says that name."""
        if text in self._names and separators == OF_NAMES:
            return [Part("", text)]
        try:
            return parts_of(text, separators)
        except NotationError as problem:
            self.findings.append(error("cell-notation", where, problem.said))
            return []

    def _without_keys(self, text: str, where: Where) -> Iterator[Part]:
        for part in self._parts(text, where):
            if part.key:
                message = (
                    f"«{part.key}: {part.text}»: di sini hanya nama; pisahkan dengan titik koma"
                )
                self.findings.append(error("cell-notation", where, message))
            else:
                yield part

    def _marks(self, text: str, where: Where) -> dict[str, str]:
        marks: dict[str, str] = {}
        for lane, mark in self._parts(text, where, OF_TEXTS):
            if not lane:
                message = f"tanda «{mark}» belum menyebut lajurnya; tulis seperti «kabid: -»"
                self.findings.append(error("cell-notation", where, message))
            else:
                self._once(marks, lane, where)
                marks[lane] = mark
        return marks

    def _targets(self, text: str, where: Where) -> Any:
        targets: dict[str, list[str]] = {}
        for actor, target in self._parts(text, where):
            targets.setdefault(actor, []).append(target)
        return targets[STEP_ITSELF] if list(targets) == [STEP_ITSELF] else targets or None

    def _exit(self, row: Row, exit_: str) -> Iterator[tuple[str, dict[str, str]]]:
        """The ways of an exit by actor: where each goes, and the words on it."""
        where, label = row.where_of(exit_), label_column(exit_)
        ways: dict[str, str] = {}
        for actor, target in self._parts(row.text(exit_), where):
            self._once(ways, actor, where)
            ways[actor] = target
        words, place = row.text(label), row.where_of(label)
        labels: dict[str, str] = {}
        if words and list(ways) == [STEP_ITSELF]:
            labels[STEP_ITSELF] = words
        elif words:
            for actor, text in self._parts(words, place, OF_TEXTS):
                self._once(labels, actor, place)
                labels[actor] = text
        for actor in (actor for actor in labels if actor not in ways):
            message = (
                f"label «{labels[actor]}» tidak tercetak: "
                + (f"«{exit_}» tidak menyebut «{actor}»" if ways and actor else "")
                + (f"«{exit_}» menyebut jalan tiap pelaksana; tulis «pelaksana: label»"
                   if ways and not actor else "")
                + (f"«{exit_}» kosong; isi tujuannya, atau hapus labelnya" if not ways else "")
            )  # fmt: skip
            self.findings.append(error("cell-notation", place, message))
        for actor, target in ways.items():
            more = {LABEL: labels[actor]} if actor in labels else {}
            yield actor, {"ke": target, **more}

    def _once(self, known: Collection[str], actor: str, where: Where) -> None:
        if actor in known:
            what = f"«{actor}» disebut dua kali" if actor else "ada dua tujuan"
            message = f"{what} di sel ini; hapus salah satu"
            self.findings.append(error("key-duplicate", where, message))


def _choice(text: str, choices: Collection[str]) -> str:
    """The choice of that name in any letter case; else the text as it is."""
    bare = text.casefold()
    return next((str(each) for each in choices if each.casefold() == bare), text)
