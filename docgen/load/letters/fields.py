"""Cells of a row as typed values; every cell that cannot be read becomes a finding."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from docgen.findings import Finding, error, warning
from docgen.load.names import is_safe_name, unsafe_because
from docgen.load.tables.cells import Row
from docgen.model.letter import Paraf
from docgen.model.writing.dates import parse_date
from docgen.model.writing.likeness import meant

# How offices write that a cell has nothing in it.
NOTHING = frozenset({"-", "–", "—"})
# "1. ", "2) ", "- " in front of a name in a list: the templates number by themselves.
_NUMBERING = re.compile(r"\A(?:\(?\d{1,2}[.)]|[-–—•*])(?:\s+|(?=\D)|$)")
# Forms on the web export 2025-01-06 07:30; the day is what matters here.
_WITH_TIME = re.compile(r"(?<=\d{4}-\d{2}-\d{2})[ T]\d{2}:\d{2}(:\d{2})?$")
# Excel's own number of a day, in a cell that lost its date format: 45678.
# No letter of an Indonesian office is older than the republic.
FIRST_YEAR = 1945
_SERIAL = re.compile(r"[234]\d{4}")


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
            message = f"kolom «{column}» belum diisi"
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
        bare = (_NUMBERING.sub("", value) for value in self.values(column))
        return tuple(name for name in bare if name and name not in NOTHING)

    def needed_names(self, column: str) -> tuple[str, ...]:
        """Several values of a cell that may not be without any."""
        names = self.names(column)
        if not names and column in self.row.cells:
            message = f"kolom «{column}» belum diisi"
            self.findings.append(error("cell-empty", self.row.where_of(column), message))
        return names

    def date(self, column: str) -> dt.date | None:
        """A date; None when the cell is blank or no possible date."""
        text = _WITH_TIME.sub("", self.row.text(column))
        if not text:
            return None
        date = parse_date(text)
        if date and date.year < FIRST_YEAR:  # 0025 and 1025 for 2025; a number would be for ever
            message = f"tahun {date.year} dalam «{text}» tidak mungkin; periksa tahunnya"
            self.findings.append(error("date-impossible", self.row.where_of(column), message))
        if date is None:
            message = f"«{text}» bukan tanggal yang mungkin; tulis seperti 21 November 2026"
            if _SERIAL.fullmatch(text):
                message = (
                    f"«{text}» adalah angka, bukan tanggal; ubah format selnya menjadi Tanggal "
                    "(Date) di Excel, atau tulis seperti 21 November 2026"
                )
            self.findings.append(error("date-impossible", self.row.where_of(column), message))
        return date

    def needed_date(self, column: str) -> dt.date | None:
        """A date that may not be blank."""
        return self.date(column) if self.needed(column) else None

    def parafs(self, column: str) -> tuple[Paraf, ...]:
        """Initials, each ``nama: tanggal``; without a date it is still to come."""
        found = []
        for value in self.values(column):
            name, _, text = value.partition(":")
            date = parse_date(text) if text.strip() else None
            if text.strip() and date is None:
                message = f"paraf «{value}»: «{text.strip()}» bukan tanggal yang mungkin"
                self.findings.append(error("date-impossible", self.row.where_of(column), message))
            if not name.strip():
                message = f"paraf «{value}» tidak menyebut nama; tulis «nama: tanggal»"
                self.findings.append(error("cell-empty", self.row.where_of(column), message))
            found.append(Paraf(nama=name.strip(), tanggal=date))
        return tuple(found)

    def one_of(self, column: str, choices: Sequence[str], code: str) -> str:
        """A key that must be one of ``choices``; the first when the cell is blank."""
        text = self.row.text(column)
        if not text:
            return choices[0] if choices else ""
        if text not in choices:
            message = f"«{text}» di kolom «{column}» tidak dikenal{meant(text, choices)}"
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
        one, other = (
            parse_date(_WITH_TIME.sub("", self.text(column))) for column in (earlier, later)
        )
        if one and other and other < one:
            message = f"«{later}» lebih awal daripada «{earlier}»; periksa kedua tanggal"
            self.findings.append(warning("date-order", self.row.where_of(later), message))
