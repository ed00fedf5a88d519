"""Cells of a row as typed values; every cell that cannot be read becomes a finding."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from docgen.findings import Finding, error, warning
from docgen.load.names import is_safe_name, unsafe_because
from docgen.load.tables.cells import Row
from docgen.model.writing.dates import read_date
from docgen.model.writing.likeness import meant
from docgen.model.writing.lists import NUMBERING

# How offices write that a cell has nothing in it.
NOTHING = frozenset({"-", "–", "—"})
# Where what a key names is added, by the code of what is not there.
_ADDED = {
    "official-unknown": "tambahkan orangnya di data pejabat",
    "office-unknown": "tambahkan kantornya di docgen.toml",
}
# What follows a comma in a name: S.H., M.Si, SPd, MM.
DEGREE = re.compile(r"\S*\.\S*(?:\s\S*\.\S*)*|[A-Z][a-z]?[A-Z]\w{0,3}|Ak|Ns|CA")
# Forms on the web export 2025-01-06 07:30; the day is what matters here.
_WITH_TIME = re.compile(
    r"(?<=\d)(?:T|,?\s+(?:(?:pukul|pkl|jam)\.?\s*)?)\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?:\s*WI(?:B|TA|T))?\Z",
    re.IGNORECASE,
)
# No letter of an Indonesian office is older than the republic, and none is of the next century.
FIRST_YEAR, LAST_YEAR = 1945, 2100


def read_day(text: str) -> dt.date | str:
    """The day of a text that may name the time as well; a sentence when it says none."""
    return read_date(_WITH_TIME.sub("", text))


@dataclass(slots=True)
class Fields:
    """One row being read; ``findings`` collects what is wrong with it."""

    row: Row
    findings: list[Finding] = field(default_factory=list)

    def text(self, column: str) -> str:
        """The text of a cell, "" when it is blank or not there."""
        return self.row.text(column)

    def optional(self, column: str) -> str:
        """The text of a cell, "" also when it is only a dash."""
        text = self.row.text(column)
        return "" if text in NOTHING else text

    def needed(self, column: str) -> str:
        """The text of a cell that may not be blank.

        A column that is not there is a finding of its table and not of each row.
        """
        text = self.row.text(column)
        if not self.row.values(column) and column in self.row.cells:
            message = f"kolom «{column}» belum diisi; isi sel ini"
            self.findings.append(error("cell-empty", self.row.where_of(column), message))
        return text

    def values(self, column: str) -> tuple[str, ...]:
        """Several values of a cell, separated by ``;`` or a line break; a dash is none."""
        return tuple(v for v in self.row.values(column) if v not in NOTHING)

    def paths(self, column: str) -> tuple[str, ...]:
        """Paths of files, with the slashes that every system reads."""
        return tuple(value.replace("\\", "/") for value in self.values(column))

    def path(self, column: str) -> str:
        """The path of a file, "" when there is none."""
        return self.optional(column).replace("\\", "/")

    def names(self, column: str) -> tuple[str, ...]:
        """Several values, without the numbers that people type in front of them."""
        bare = (NUMBERING.sub("", value) for value in self.values(column))
        return tuple(name for name in bare if name and name not in NOTHING)

    def needed_names(self, column: str) -> tuple[str, ...]:
        """Several values of a cell that may not be without any."""
        names = self.names(column)
        if not names and column in self.row.cells:
            message = f"kolom «{column}» belum diisi; isi sel ini"
            self.findings.append(error("cell-empty", self.row.where_of(column), message))
        return names

    def date(self, column: str) -> dt.date | None:
        """A date; None when the cell is blank or no possible date."""
        text = self.optional(column)
        if not text:
            return None
        date = read_day(text)
        message = date if isinstance(date, str) else ""
        if isinstance(date, dt.date) and not FIRST_YEAR <= date.year <= LAST_YEAR:
            # 0025 and 1025 for 2025; a number would be for ever
            message = f"tahun {date.year} dalam «{text}» tidak mungkin; periksa tahunnya"
        if message:
            self.findings.append(error("date-impossible", self.row.where_of(column), message))
        return date if isinstance(date, dt.date) and not message else None

    def needed_date(self, column: str) -> dt.date | None:
        """A date that may not be blank."""
        return self.date(column) if self.needed(column) else None

    def one_of(self, column: str, choices: Sequence[str], code: str) -> str:
        """A key that must be one of ``choices``; the first when the cell is blank."""
        text = self.row.text(column)
        if not text:
            return choices[0] if choices else ""
        if text not in choices:
            guess = meant(text, choices)
            guess += " Ganti" if guess.endswith("?") else "; ganti"
            message = f"«{text}» di kolom «{column}» tidak dikenal{guess}, atau {_ADDED[code]}"
            self.findings.append(error(code, self.row.where_of(column), message))
        return text

    def identifier(self, column: str, seen: dict[str, int]) -> str:
        """An id that is safe as a file name on every system, and not used before."""
        text = self.needed(column)
        where = self.row.where_of(column)
        if not text:
            return text
        if not is_safe_name(text):
            message = f"id «{text}» tidak aman sebagai nama berkas; {unsafe_because(text)}"
            self.findings.append(error("id-unsafe", where, message))
        elif text.lower() in seen:
            message = (
                f"id «{text}» sudah dipakai di baris {seen[text.lower()]} (huruf besar dan kecil "
                "dianggap sama, karena menjadi nama folder); ganti salah satunya"
            )
            self.findings.append(error("id-duplicate", where, message))
        seen.setdefault(text.lower(), self.row.number)
        return text

    def in_order(self, earlier: str, later: str) -> None:
        """Two dates that must not stand the wrong way round."""
        one, other = (read_day(self.text(column)) for column in (earlier, later))
        if isinstance(one, dt.date) and isinstance(other, dt.date) and other < one:
            message = f"«{later}» lebih awal daripada «{earlier}»; periksa kedua tanggal"
            self.findings.append(warning("date-order", self.row.where_of(later), message))
