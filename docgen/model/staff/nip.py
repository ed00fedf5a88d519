"""Employee numbers: NIP (Perka BKN 22/2007) and NI PPPK (domain rules §4.4).

Both have 18 digits and are text, never numbers (Excel rounds 18 digits). A NIP is
birth date + first appointment (year, month) + sex + serial; a NI PPPK has a fixed ``21``
where a NIP has the month, so its digits 13-14 are not a month. There is no check digit.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

PPPK_MARK = "21"
LEAST_AGE = 18  # years at appointment; common knowledge of the field, hence only a warning


@dataclass(frozen=True, slots=True)
class Nip:
    """What an employee number says."""

    digits: str
    birth: dt.date
    appointed_year: int
    appointed_month: int | None  # None for PPPK
    sex: str  # "1" male, "2" female

    @property
    def pppk(self) -> bool:
        """Whether it is a NI PPPK."""
        return self.appointed_month is None

    def spaced(self) -> str:
        """``19660801 198803 1 001``."""
        d = self.digits
        return f"{d[:8]} {d[8:14]} {d[14]} {d[15:]}"


def bare_nip(text: str) -> str:
    """The digits of a NIP as people type it: after "NIP.", with spaces, dots or an apostrophe."""
    return re.sub(r"[\s.:'’`-]", "", re.sub(r"\A\W*NIP(?=\W|\d)", "", text, flags=re.IGNORECASE))


def parse_nip(text: str) -> Nip | str:
    """The number's parts, or a sentence that says what is wrong with it."""
    digits = bare_nip(text)
    if not re.fullmatch(r"[0-9]{18}", digits):
        letters = re.sub(r"[0-9]", "", digits)
        here = f"ada «{letters}»" if letters else f"ada {len(digits)}"
        return f"NIP harus 18 angka, di sini {here}: «{text}»; periksa, lalu ketik ulang"
    try:
        birth = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return f"tanggal lahir dalam NIP tidak mungkin: {digits[:8]}"
    year, month = int(digits[8:12]), digits[12:14]
    if month != PPPK_MARK and not 1 <= int(month) <= 12:
        return f"bulan pengangkatan dalam NIP tidak mungkin: {month}"
    if digits[14] not in "12":
        return f"angka jenis kelamin dalam NIP harus 1 atau 2, di sini {digits[14]}"
    if year - birth.year < LEAST_AGE:
        return f"pengangkatan {year} terlalu dekat dengan tahun lahir {birth.year}"
    return Nip(digits, birth, year, None if month == PPPK_MARK else int(month), digits[14])
