"""Times of steps (domain rules §1.9): parsed per unit, summed per unit, never converted silently.

Only minutes carry into hours. ``hari`` and ``hari kerja`` stay apart unless the author of the
SOP says what ``hari`` means (``tata_letak.hari_adalah``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

# From the largest to the smallest, the order in which a total is written.
UNITS = ("tahun", "bulan", "minggu", "hari kerja", "hari kalender", "hari", "jam", "menit", "detik")
SHORT_UNITS = ("jam", "menit", "detik")
MINUTES_AN_HOUR = 60
# Only to tell which of two ways is the longer one, never to turn a unit into another: minutes, a
# working day with 450 (domain rules §1.9), five of them a week.
_DAY, _WEEK = Decimal(450), Decimal(2250)
_ROUGHLY = dict(
    zip(
        UNITS,
        (50 * _WEEK, 21 * _DAY, _WEEK, _DAY, _DAY, _DAY, Decimal(60), Decimal(1), 1 / Decimal(60)),
        strict=True,
    )
)

_PART = re.compile(
    r"(\d{1,3}(?:\.\d{3})+|\d+(?:[.,]\d+)?)\s*"
    r"(tahun|bulan|minggu|hari(?:\s+kerja|\s+kalender)?|jam|menit|detik)\b",
    re.IGNORECASE,
)
# A point before three digits separates thousands: 1.440 menit; 1.5 jam is what people type.
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_TIGHT = re.compile(r"\d(?!x\s*\d)[A-Za-z]", re.IGNORECASE)
_GLUE = re.compile(r"[\s+,]*|\s+dan\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duration:
    """Amounts by unit, e.g. ``{"hari kerja": 2, "menit": 65}``; minutes not yet carried."""

    amounts: tuple[tuple[str, Decimal], ...]

    def of(self, unit: str) -> Decimal:
        """The amount in one unit, 0 when it does not occur."""
        return dict(self.amounts).get(unit, Decimal(0))

    def __str__(self) -> str:
        """``2 hari kerja + 1 jam 5 menit``: days and longer, then the clock part."""
        days: list[str] = []
        clock: list[str] = []
        for unit in UNITS:
            amount = self.of(unit)
            if amount:
                (clock if unit in SHORT_UNITS else days).append(f"{_figure(amount)} {unit}")
        return " + ".join(part for part in (" ".join(days), " ".join(clock)) if part)


def parse_duration(text: str) -> Duration | None:
    """The duration that ``text`` says (``1 hari 2 jam``), None when it cannot be read."""
    amounts: dict[str, Decimal] = {}
    end = 0
    for match in _PART.finditer(text):
        if not _GLUE.fullmatch(text[end : match.start()]):
            return None
        unit = " ".join(match[2].lower().split())
        amounts[unit] = amounts.get(unit, Decimal(0)) + _amount(match[1])
        end = match.end()
    if not amounts or text[end:].strip():
        return None
    return Duration(tuple(amounts.items()))


def is_tight(text: str) -> bool:
    """Whether a figure and its unit are written without a space (``5menit``)."""
    return bool(_TIGHT.search(text))


def size(duration: Duration) -> Decimal:
    """About how many minutes of work it is; for comparing only."""
    return sum((_ROUGHLY[unit] * amount for unit, amount in duration.amounts), Decimal(0))


def total_duration(durations: Iterable[Duration], hari_adalah: str | None = None) -> Duration:
    """The sum by unit. ``hari_adalah`` is the unit that the author says ``hari`` means."""
    amounts: dict[str, Decimal] = {}
    for duration in durations:
        for unit, amount in duration.amounts:
            if unit == "hari" and hari_adalah:
                unit = hari_adalah
            amounts[unit] = amounts.get(unit, Decimal(0)) + amount
    hours, minutes = divmod(amounts.get("menit", Decimal(0)), MINUTES_AN_HOUR)
    if hours:
        amounts["jam"] = amounts.get("jam", Decimal(0)) + hours
        amounts["menit"] = minutes
    return Duration(tuple(amounts.items()))


def _amount(figure: str) -> Decimal:
    thousands = _THOUSANDS.fullmatch(figure)
    return Decimal(figure.replace(".", "") if thousands else figure.replace(",", "."))


def _figure(amount: Decimal) -> str:
    return f"{amount.normalize():f}".replace(".", ",")
