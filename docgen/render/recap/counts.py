"""The sheet *Per SKPD*: how many of each predikat, what share, and the average where there is one.

Every figure is a formula over the list of names, with its value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from openpyxl.utils import get_column_letter, quote_sheetname

from docgen.model.skp.recap import Employee, Recap
from docgen.ooxml.sheet_rows import Value
from docgen.render.recap.formulas import row_number
from docgen.render.workbook.look import NOMINATIVE
from docgen.render.workbook.measure import Column

BODY, CENTRED, FIGURE, SHARE, NUMBER = (
    "Rekap Isi", "Rekap Isi Tengah", "Rekap Angka", "Rekap Persen", "Rekap Nilai",
)  # fmt: skip
TOTALS = {
    BODY: "Rekap Jumlah",
    CENTRED: "Rekap Jumlah",
    FIGURE: "Rekap Jumlah Angka",
    SHARE: "Rekap Jumlah Persen",
    NUMBER: "Rekap Jumlah Nilai",
}
NOT_RATED = "Tanpa Predikat"
NOT_REPORTED = "Belum melapor"
NOBODY = "Tidak ada pegawai"
FIRST_LABEL = 4  # the column of the first count: after No, SKPD, Jumlah Pegawai


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one SKPD in the list of names."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Names:
    """Where the list of names has what is counted: the letters of its columns, its blocks."""

    name: str
    label: str
    number: str  # "" where the rule has no number
    blocks: Mapping[str, Block]  # by the code of the SKPD

    def cells(self, letter: str, block: Block) -> str:
        """``'Rekapitulasi Nominatif'!I11:I45``."""
        return f"{quote_sheetname(NOMINATIVE)}!{letter}{block.first}:{letter}{block.last}"

    @property
    def whole(self) -> Block:
        """From the first row of all blocks to the last."""
        return Block(
            min(block.first for block in self.blocks.values()),
            max(block.last for block in self.blocks.values()),
        )


@dataclass(frozen=True, slots=True)
class CountsRow:
    """A row of the sheet: values and formulas of all columns."""

    values: tuple[Value, ...]
    formulas: tuple[str, ...]


class Counts:
    """The columns and rows of the sheet."""

    def __init__(self, recap: Recap, names: Names, employees: Mapping[str, Sequence[Employee]]):
        """``employees`` are by the code of their SKPD."""
        self.recap = recap
        self._names = names
        self._employees = employees
        self.labels = list(recap.regime.predikat)
        self._known = {label.casefold(): label for label in self.labels}
        if any(e.predikat.casefold() not in self._known for e in recap.employees):
            self.labels.append(NOT_RATED)
        self._numeric = bool(names.number)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns: counts side by side, then their shares."""
        found = [Column("No", CENTRED, least=5, most=7), Column("SKPD", BODY, least=30, most=44)]
        found.append(Column("Jumlah Pegawai", FIGURE, least=9, most=9))
        found += [
            Column(label, FIGURE, least=8, most=10, group="Jumlah menurut Predikat")
            for label in self.labels
        ]
        found += [
            Column(label, SHARE, least=8, most=10, group="Persentase") for label in self.labels
        ]
        if self._numeric:
            found.append(Column("Rata-rata Nilai", NUMBER, least=9, most=9))
        found.append(Column("Keterangan", BODY, least=15, most=17))
        return tuple(found)

    def rows(self, first: int) -> list[CountsRow]:
        """A row for each SKPD of the roster; ``first`` is the row of the first."""
        return [
            self._row(number, skpd.kode, skpd.nama, first)
            for number, skpd in enumerate(self.recap.roster, 1)
        ]

    def total(self, first: int) -> CountsRow:
        """The row of sums under the others."""
        last = first + len(self.recap.roster) - 1
        count = len(self.labels)
        letters = [get_column_letter(FIRST_LABEL - 1 + n) for n in range(count + 1)]
        sums = [f"SUM({letter}{first}:{letter}{last})" for letter in letters]
        everyone = list(self.recap.employees)
        values = self._figures(everyone)
        average = [self._average(self._names.whole)] if self._numeric and everyone else []
        formulas = ("", "", *sums, *self._shares(), *(average or [""] * self._numeric), "")
        return CountsRow((None, "JUMLAH", *values, None), formulas)

    def _row(self, number: int, code: str, name: str, first: int) -> CountsRow:
        employees = self._employees.get(code, ())
        block = self._names.blocks.get(code)
        numbering = row_number(first - 1, 0)
        empty = len(self.columns) - 2 - 1
        if block is None:  # not zero of each: nothing is known
            late = any(skpd.kode == code for skpd in self.recap.late)
            note = NOT_REPORTED if late else NOBODY
            values: tuple[Value, ...] = (number, name, *[None] * empty, note)
            return CountsRow(values, (numbering, *[""] * (empty + 2)))
        names = self._names
        rated = names.cells(names.label, block)
        formulas = [f"ROWS({names.cells(names.name, block)})"]
        for offset, label in enumerate(self.labels):
            letter = get_column_letter(FIRST_LABEL + offset)
            if label == NOT_RATED:
                before = get_column_letter(FIRST_LABEL + offset - 1)
                first_letter = get_column_letter(FIRST_LABEL)
                formulas.append(f"C{{r}}-SUM({first_letter}{{r}}:{before}{{r}})")
            else:
                formulas.append(f"COUNTIF({rated},{letter}${first - 1})")
        formulas += self._shares()
        if self._numeric:
            formulas.append(self._average(block))
        return CountsRow(
            (number, name, *self._figures(employees), None), (numbering, "", *formulas, "")
        )

    def _shares(self) -> list[str]:
        letters = (get_column_letter(FIRST_LABEL + n) for n in range(len(self.labels)))
        return [f'IF($C{{r}}=0,"",{letter}{{r}}/$C{{r}})' for letter in letters]

    def _average(self, block: Block) -> str:
        cells = self._names.cells(self._names.number, block)
        return f'IFERROR(ROUND(AVERAGE({cells}),{self.recap.regime.desimal}),"")'

    def _figures(self, employees: Sequence[Employee]) -> list[Value]:
        """The number of employees, count and share (0 to 1) of each label, and the average."""
        total = len(employees)
        found = Counter(self._known.get(e.predikat.casefold(), NOT_RATED) for e in employees)
        counts = [found[label] for label in self.labels]
        figures: list[Value] = [total, *counts]
        figures += [count / total if total else "" for count in counts]
        if self._numeric:
            figures.append(self._mean(employees))
        return figures

    def _mean(self, employees: Sequence[Employee]) -> Value:
        regime = self.recap.regime
        found = (regime.numbers(employee.values).get(regime.nilai) for employee in employees)
        numbers = [number for number in found if number is not None]
        if not numbers:
            return ""
        step = Decimal(1).scaleb(-regime.desimal)
        mean = sum(numbers, Decimal(0)) / len(numbers)
        return float(mean.quantize(step, ROUND_HALF_UP))
