"""Numbers in words and figures (domain rules §5: terbilang, 1.234.567,89)."""

from __future__ import annotations

import re

UNITS = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
# Size and name of each group; "satu" merges only with puluh, ratus and a lone ribu.
GROUPS = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
# ISO 32000-1, 12.4.2: page labels of style r.
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# As many digits as terbilang can say; longer ones are a NIP or a code, not a count.
_WHOLE = re.compile(r"(\d{1,15})(?!\d)(.*)", re.DOTALL)


def terbilang(number: int) -> str:
    """``21000`` -> ``dua puluh satu ribu``; ``1500`` -> ``seribu lima ratus``.

    Raises ValueError for negative numbers and from 10**15 on.
    """
    if not 0 <= number < 10**15:
        raise ValueError(f"terbilang: {number} di luar jangkauan")
    if number < 12:
        return UNITS[number]
    if number < 20:
        return f"{UNITS[number - 10]} belas"
    if number < 100:
        return _join(f"{UNITS[number // 10]} puluh", number % 10)
    if number < 1000:
        head = "seratus" if number // 100 == 1 else f"{UNITS[number // 100]} ratus"
        return _join(head, number % 100)
    size, name = next((size, name) for size, name in GROUPS if number >= size)
    count, rest = divmod(number, size)
    head = "seribu" if (name, count) == ("ribu", 1) else f"{terbilang(count)} {name}"
    return _join(head, rest)


def with_words(text: str) -> str:
    """``2 berkas`` -> ``2 (dua) berkas``, as lampiran and item counts are written.

    Text that does not start with a whole number, or that already has words, stays as it is.
    """
    match = _WHOLE.fullmatch(text.strip())
    if not match or "(" in match[2] or match[2][:1] in (".", ",", "/", "-"):
        return text
    count = int(match[1])
    return f"{count} ({terbilang(count)}){match[2]}"


def roman(number: int) -> str:
    """Lower-case roman numerals as page labels have them: ``4`` -> ``iv``; from 1 on."""
    words = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        words += letters * count
    return words


def _join(head: str, rest: int) -> str:
    return head if rest == 0 else f"{head} {terbilang(rest)}"
