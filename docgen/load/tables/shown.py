"""What a spreadsheet shows of a cell that holds no text: a number or a date under its format.

A format is a little language (ECMA-376 part 1, §18.8.31). What of it gives the same text on every
computer with Indonesian settings is worked out here; of anything else nobody can say what the
office saw, and the answer is None. LibreOffice is the witness (``tests/load/test_shown.py``).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from docgen.model.writing.dates import WEEKDAYS, format_tanggal, parse_date

GENERAL = "General"
TEXT = "@"
# Under General, Excel rounds what has more signs than this to the width of the column.
_MOST_SIGNS = 10
_GROUP = 3
# One sign of a format: a quoted text, an escaped sign, something in brackets, or a letter.
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|\[([^\]]*)\]|([#0?.,]+)|([dmyhs]+|AM/PM|A/P|.)', re.IGNORECASE
)
_SECTION = re.compile(r'("[^"]*"|\\.|\[[^\]]*\])|;')
_INDONESIAN = re.compile(r"\$-(?:[0-9A-F]*0?421|id-ID)", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-\]]*)(?:-.*)?")
_COLOUR = re.compile(r"[A-Za-z]+ ?\d*")
_LITERALS = frozenset(" -+()/:.,'")
# The default dates of spreadsheets: each computer shows them in its own order.
_CONDITION = re.compile(r"\[[<>=]")
_OF_THE_COMPUTER = frozenset(("mm-dd-yy", "m/d/yy", "m/d/yy h:mm", "d-mmm-yy", "mm/dd/yy"))


@dataclass(frozen=True, slots=True)
class Typed:
    """The value of a cell that holds no plain text, and its format."""

    value: object
    number_format: str

    def shown(self) -> str | None:
        """What every spreadsheet shows, in Indonesian figures; None when that is not certain."""
        match self.value:
            case bool():
                return None
            case int() | float():
                return shown_number(self.value, self.number_format)
            case dt.datetime() | dt.date() | dt.time():
                return _shown_date(self.value, self.number_format)
            case _:  # a text whose format shows something else, or a span of time
                return None

    def fixed_digits(self) -> str | None:
        """The digits of a code whose format says how many it has, with a point: 800.10.

        None when the format says nothing of zeros that a number does not keep, or hides digits.
        """
        match = re.fullmatch(r"(0+)(?:\.(0+))?", self.number_format)
        if not match or isinstance(self.value, bool) or not isinstance(self.value, int | float):
            return None
        number = Decimal(repr(self.value))
        places = len(match[2] or "")
        # «0» alone fixes nothing: 5, 05 and 005 all look like 5 under it.
        if number < 0 or (len(match[1]) == 1 and not places) or round(number, places) != number:
            return None
        whole, _, part = f"{number:.{places}f}".partition(".")
        return ".".join(filter(None, (whole.zfill(len(match[1])), part)))

    @property
    def hides_part_of_date(self) -> bool:
        """Whether a date is shown without its day, month or year, which Excel then made up."""
        if not isinstance(self.value, dt.date):
            return False
        letters = {kind[0] for kind in _date_tokens(self.number_format)[0]}
        return not letters >= set("dmy")


def shows_other_text(number_format: str) -> bool:
    """Whether a format changes or hides a text: ``"Nomor "@``, ``;;;``."""
    sections = _sections(number_format)
    told = sections[3] if len(sections) > 3 else sections[-1] if "@" in sections[-1] else TEXT
    return told not in (TEXT, GENERAL)


def shown_number(value: int | float, number_format: str) -> str | None:
    """A number under a format: 1500000 under ``"Rp"#,##0`` is ``Rp1.500.000``."""
    number = Decimal(repr(value))
    if number_format.casefold() == GENERAL.casefold():
        text = f"{number.normalize():f}"
        whole = number == number.to_integral_value()
        return text.replace(".", ",") if len(text.lstrip("-")) <= _MOST_SIGNS + whole else None
    if _CONDITION.search(number_format):
        return None
    sections = _sections(number_format)
    section, minus = sections[0], "-" if number < 0 else ""
    if number < 0 and len(sections) > 1:
        section, minus = sections[1], ""
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    parts = _number_tokens(section)
    if parts is None or (number < 0 and len(sections) == 2 and not sections[1]):
        return None
    before, pattern, behind = parts
    if "%" in before or "%" in behind:
        number *= 100
    figures = _figures(abs(number), pattern)
    if figures is None or (minus and not figures.strip("0.,")):
        return None
    return f"{minus}{before}{figures}{behind}"


def _sections(number_format: str) -> list[str]:
    """The parts for positive, negative, zero and text, which ``;`` separates."""
    return _SECTION.sub(lambda found: found[1] or "\0", number_format).split("\0")


def _number_tokens(section: str) -> tuple[str, str, str] | None:
    """What stands before the figures, their pattern, and what stands behind."""
    texts, patterns = ["", ""], list[str]()
    for quoted, escaped, bracket, digits, other in _TOKEN.findall(section):
        if digits and not (patterns and digits in (".", ",")):
            patterns.append(digits)
        elif bracket:
            if currency := _CURRENCY.fullmatch(bracket):
                texts[bool(patterns)] += currency[1]
            elif not _COLOUR.fullmatch(bracket):
                return None
        elif other and other not in _LITERALS and other != "%":
            return None
        else:
            texts[bool(patterns)] += quoted or escaped or other or digits
    if len(patterns) != 1 or "?" in patterns[0] or patterns[0].count(".") > 1:
        return None
    return texts[0], patterns[0], texts[1]


def _figures(number: Decimal, pattern: str) -> str | None:
    whole, _, part = pattern.partition(".")
    if whole.endswith(",") or "," in part or not whole:
        return None  # scaled by thousands, or no digit before the point
    least, most = part.rstrip("#").count("0"), len(part)
    if "#" in part.rstrip("#"):
        return None
    rounded = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    left, _, right = f"{rounded:f}".partition(".")
    while len(right) > least and right.endswith("0"):
        right = right[:-1]
    zeros = whole.replace(",", "").count("0")
    left = left.zfill(zeros) if zeros or left != "0" else ""
    if "," in whole:
        left = re.sub(rf"(?<=\d)(?=(?:\d{{{_GROUP}}})+\Z)", ".", left)
    if "." in pattern and not right:
        return None  # «0.##» leaves the comma standing in one program and not in the other
    return f"{left},{right}" if right else left


def _date_tokens(number_format: str) -> tuple[list[str], list[str], bool]:
    """The letters of a date's format, all its pieces in order, and whether months are Indonesian.

    A piece is a letter group (``dd``; minutes as ``nn``) or a literal: with ``"`` before it when it
    was quoted, else with ``'``.
    """
    section = _sections(number_format)[0]
    pieces: list[str] = []
    for quoted, escaped, bracket, digits, other in _TOKEN.findall(section):
        if other and other[0].lower() in "dmyhs" and len(set(other.lower())) == 1:
            pieces.append(other.lower())
        elif other and other.upper() in ("AM/PM", "A/P"):
            pieces.append("ap")
        elif bracket:
            pieces += [bracket.lower()] if bracket.lower().strip("hms") == "" else []
        else:
            pieces.append('"' + (quoted or escaped) if quoted or escaped else "'" + digits + other)
    groups = [number for number, piece in enumerate(pieces) if piece[0] not in "\"'"]
    for at, number in enumerate(groups):
        before = pieces[groups[at - 1]][0] if at else ""
        after = pieces[groups[at + 1]][0] if at + 1 < len(groups) else ""
        if pieces[number][0] == "m" and (before == "h" or after == "s"):
            pieces[number] = "n" * len(pieces[number])
    letters = [pieces[number] for number in groups]
    return letters, pieces, bool(_INDONESIAN.search(number_format))


def _shown_date(value: dt.datetime | dt.date | dt.time, number_format: str) -> str | None:
    if number_format.casefold() in _OF_THE_COMPUTER:
        return None
    letters, pieces, is_indonesian = _date_tokens(number_format)
    named = any(kind in ("mmmm", "dddd") for kind in letters)
    if not letters or (named and not is_indonesian):
        return None
    has_time = not {kind[0] for kind in letters} <= set("dmy")
    # Between hours and minutes each computer puts its own sign, unless it is quoted.
    if has_time and any(piece in ("':", "'.") for piece in pieces):
        return None
    told = [piece[1:] if piece[0] in "\"'" else _shown_part(value, piece) for piece in pieces]
    if None in told:
        return None
    text = "".join(filter(None, told))
    is_day = isinstance(value, dt.date) and not has_time
    # Whoever reads the text must find the same day in it: 01/06/2025 may be in June.
    return text if not is_day or parse_date(text) == _day(value) else None


def _shown_part(value: dt.datetime | dt.date | dt.time, piece: str) -> str | None:
    if isinstance(value, dt.date):
        month = format_tanggal(_day(value)).split()[1]
        parts = {
            "d": str(value.day), "dd": f"{value.day:02}", "m": str(value.month),
            "mm": f"{value.month:02}", "mmmm": month, "dddd": WEEKDAYS[value.weekday()],
            "yyyy": f"{value.year:04}",
        }  # fmt: skip
        if piece in parts:
            return parts[piece]
    if isinstance(value, dt.datetime | dt.time):
        return {
            "h": str(value.hour), "hh": f"{value.hour:02}", "nn": f"{value.minute:02}",
            "ss": f"{value.second:02}",
        }.get(piece)  # fmt: skip
    return None


def _day(value: object) -> dt.date:
    assert isinstance(value, dt.date)
    return value.date() if isinstance(value, dt.datetime) else value
