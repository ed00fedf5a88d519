"""The rows of steps below the heads: what each says, and what it shares with the step above."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docgen.load.legacy.doubts import Doubts, Sure, at
from docgen.load.legacy.drawn import Cell, Part
from docgen.load.legacy.flow.tables import TEXTS, Span, StepTable
from docgen.load.legacy.spelled import is_total, unit_behind
from docgen.load.legacy.words import is_typed_arrow

_NUMBER = re.compile(r"\(?\d{1,3}\s*[.)]?")
# Words that only one who signs, or a foot, begins with: no step does.
_BEHIND = re.compile(
    r"(?:ditetapkan|disahkan|mengetahui|kepala|nip\b|dokumen ini telah|catatan|keterangan)\b", re.I
)
# Rows without any words, between two steps at the most: those of off-page connectors.
MOST_BLANK = 12


@dataclass(slots=True)
class Row:
    """A step as its row says it: the table (page), its rows there, its texts by key.

    ``shared`` are the cells that are one with those of the step above; ``marks`` the words typed
    into lanes, by the lane's number.
    """

    page: int
    table: StepTable
    rows: Span
    number: str
    texts: dict[str, str] = field(default_factory=dict)
    shared: list[str] = field(default_factory=list)
    marks: dict[int, str] = field(default_factory=dict)

    @property
    def part(self) -> Part:
        """Where it stands."""
        return self.table.part

    @property
    def span(self) -> tuple[float, float]:
        """From where to where it reaches down, points."""
        return self.part.rows[self.rows[0]], self.part.rows[self.rows[1] + 1]


@dataclass(slots=True)
class Rows:
    """All steps of a document in order, and its total row."""

    steps: list[Row] = field(default_factory=list)
    total: str | None = None
    total_title: str = ""
    dotted: bool = False
    ends: list[int] = field(default_factory=list)  # of each page: the first row that is no step's

    def at(self, part: Part, y: float) -> int | None:
        """The step whose rows hold a place down, None between steps."""
        for number, step in enumerate(self.steps):
            top, bottom = step.span
            if step.part is part and top <= y < bottom:
                return number
        return None


def read_rows(tables: Sequence[StepTable], doubts: Doubts) -> Rows:
    """The steps of all pages."""
    found = Rows()
    for page, table in enumerate(tables):
        _read_page(page, table, found, doubts)
    numbers = [step.number for step in found.steps if step.number]
    found.dotted = bool(numbers) and all(number.endswith(".") for number in numbers)
    return found


def _rows_with_symbols(table: StepTable) -> set[int]:
    left, right = table.lane_span(0)[0], table.lane_span(len(table.lanes) - 1)[1]
    rows = set()
    for symbol in table.part.symbols:
        centre = symbol.box.centre
        if left <= centre.x <= right:
            rows.add(bisect_right(table.part.rows, centre.y) - 1)
    return rows


def _read_page(page: int, table: StepTable, found: Rows, doubts: Doubts) -> None:
    part = table.part
    with_symbols = _rows_with_symbols(table)
    last = _last_numbered(table)
    row, blank, end = table.body, 0, table.body
    while row < min(table.end, part.height):
        texts, number = _words(table, row)
        if _is_total(table, row):
            _take_total(table, row, found)
            end = row + 1
            break
        if not texts.get("uraian") and not _NUMBER.fullmatch(number):
            blank += 1
            if blank > MOST_BLANK and row > last:
                break
            row += 1
            continue
        if row > last >= table.body and not (row in with_symbols and blank == 0):
            # Below the last numbered step: what is signed there, or the step's words go on.
            if blank == 0 and not _BEHIND.match(texts["uraian"]) and _continues(table, row):
                row = _go_on(found, table, row, texts, doubts)
                end = row
                continue
            break
        rows = _extent(table, row)
        if (
            not number and last >= table.body and found.steps and found.steps[-1].page == page
            and blank == 0 and not with_symbols & set(range(rows[0], rows[1] + 1))
        ):  # fmt: skip
            row = _go_on(found, table, row, texts, doubts)
            end = row
            continue
        found.steps.append(_step(page, table, rows, number, len(found.steps), doubts))
        row, blank, end = rows[1] + 1, 0, rows[1] + 1
    found.ends.append(end)


def _last_numbered(table: StepTable) -> int:
    columns = table.columns.get("no")
    last = -1
    for row in range(table.body, min(table.end, table.part.height)) if columns else ():
        if columns and _NUMBER.fullmatch(table.part.text(row, columns[0])):
            last = row
    return last


def _words(table: StepTable, row: int) -> tuple[dict[str, str], str]:
    part = table.part
    texts = {
        key: part.text(row, columns[0])
        for key, columns in table.columns.items()
        if key in ("uraian", *TEXTS)
    }
    number = part.text(row, table.columns["no"][0]) if "no" in table.columns else ""
    return texts, number


def _continues(table: StepTable, row: int) -> bool:
    """Whether a row without a number has words in the columns of steps only."""
    cell = table.part.cell(row, table.columns["uraian"][0])
    return cell is not None and cell.columns[1] <= table.columns["uraian"][1]


def _extent(table: StepTable, row: int) -> Span:
    """The rows of the step that begins in a row: as far as its number or its words reach."""
    part, last = table.part, row
    for key in ("no", "uraian"):
        columns = table.columns.get(key)
        cell = part.cell(row, columns[0]) if columns else None
        if cell is not None and (cell.text or key == "no"):
            last = max(last, cell.rows[1])
    return row, min(last, table.end - 1)


def _step(page: int, table: StepTable, rows: Span, number: str, index: int, doubts: Doubts) -> Row:
    part = table.part
    step = Row(page, table, rows, number.strip())
    for key, columns in table.columns.items():
        if key == "no":
            continue
        texts: list[str] = []
        for cell in _cells(part, rows, columns):
            if cell.rows[0] < rows[0] and cell.rows[0] >= table.body and key in TEXTS:
                step.shared.append(key)
            elif cell.rows[0] >= rows[0] and (cell.marked or cell.text):
                texts.append(cell.marked or cell.text)
        step.texts[key] = "\n".join(texts)
        _with_unit(step, key, table, doubts)
    for lane in range(len(table.lanes)):
        words = " ".join(c.text for c in _cells(part, rows, table.lanes[lane].columns) if c.text)
        if words:
            step.marks[lane] = words
            if is_typed_arrow(words):
                place = at(part, rows[0], table.lanes[lane].columns[0])
                doubts.add("legacy-typed-arrow", place, Sure.NOT,
                           f"panah «{words}» diketik sebagai teks di lajur "
                           f"«{table.lanes[lane].title}» dan tidak dibaca sebagai arah; periksa "
                           "arah alir langkah ini", (index,))  # fmt: skip
                del step.marks[lane]
    return step


def _cells(part: Part, rows: Span, columns: Span) -> Iterator[Cell]:
    """The cells that lie over a stretch, each once."""
    seen: list[Cell] = []
    for row in range(rows[0], rows[1] + 1):
        for column in range(columns[0], columns[1] + 1):
            cell = part.cell(row, column)
            if cell is not None and cell not in seen and cell.columns[0] >= columns[0]:
                seen.append(cell)
    yield from seen


def _with_unit(step: Row, key: str, table: StepTable, doubts: Doubts) -> None:
    """A bare number of time gets the unit that its head says."""
    unit = unit_behind(table.titles.get(key, "")) if key == "waktu" else ""
    if unit and re.fullmatch(r"\d+([.,]\d+)?", step.texts[key]):
        step.texts[key] = f"{step.texts[key]} {unit.lower()}"
        place = at(table.part, step.rows[0], table.columns[key][0])
        doubts.add("legacy-unit", place, Sure.SURE,
                   f"satuan waktu «{unit.lower()}» diambil dari kepala kolom")  # fmt: skip


def _go_on(found: Rows, table: StepTable, row: int, texts: dict[str, str], doubts: Doubts) -> int:
    """Words that go on from the step above in a row of their own."""
    step = found.steps[-1]
    rows = _extent(table, row)
    for key, text in texts.items():
        if text and text != step.texts.get(key):
            step.texts[key] = "\n".join(filter(None, (step.texts.get(key, ""), text)))
    step.rows = (step.rows[0], rows[1])
    place = at(table.part, row, table.columns["uraian"][0])
    doubts.add("legacy-row-joined", place, Sure.FAIRLY,
               "baris tanpa nomor dan tanpa simbol ini dibaca sebagai sambungan langkah "
               f"{step.number or len(found.steps)}")  # fmt: skip
    return rows[1] + 1


def _is_total(table: StepTable, row: int) -> bool:
    words = [cell for cell in table.part.in_row(row) if cell.text]
    if not words or not is_total(words[0].text):
        return False
    first = words[0]
    return first.columns[0] <= table.columns["uraian"][1] or len(words) <= 2


def _take_total(table: StepTable, row: int, found: Rows) -> None:
    words = [cell for cell in table.part.in_row(row) if cell.text]
    found.total_title = words[0].text
    rest = [cell.text for cell in words[1:]]
    found.total = rest[0] if rest else ""
