"""Initials (paraf) as people write them down: ``nama: tanggal``, and the usual other forms.

Whoever has a date has initialled; a letter without all dates is a draft. So what may be a date and
is not understood is an error: nobody shall find a signed letter among the drafts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from docgen.findings import Finding, Where, error
from docgen.load.letters.fields import DEGREE, Fields, read_day
from docgen.model.letter import Paraf

HOW = "tulis «nama: tanggal», satu orang satu baris atau dipisahkan titik koma"
_BRACKETS = re.compile(r"(?P<name>[^()\[\]]*)[(\[]\s*(?P<date>[^()\[\]]*?)\s*[)\]]\s*")
_MORE = re.compile(r"[\d:=]")  # of a name whose date is known: another is in it
_AROUND = " \t-–—,:=/@()[]"
_EDGES = _AROUND.replace(")", "").replace("]", "")  # «Sri (Kasubag)» keeps what it says
_TGL = re.compile(r"(?:[\s(]|\A)(?:pada|tgl\.?|tanggal|paraf|diparaf)\s*\Z", re.IGNORECASE)
# Figures, brackets, or words for «done»: somebody wanted to say that it is.
_DONE = re.compile(
    r"[\d()\[\]✓✔√☑=]|(?:\s|\A|-)(?:sudah|telah|ok|oke|acc|setuju|paraf|diparaf|selesai|v)\Z",
    re.IGNORECASE,
)


def read_parafs(fields: Fields, column: str) -> tuple[Paraf, ...]:
    """The initials of a cell, in order; without a date one is still to come.

    Findings: date-impossible, cell-empty, paraf-unclear.
    """
    found = []
    for value in fields.names(column):
        name, date = _split(value)
        fields.findings += _problems(value, name, date, fields.row.where_of(column))
        found.append(Paraf(nama=name, tanggal=date if isinstance(date, dt.date) else None))
    return tuple(found)


def _problems(value: str, name: str, date: dt.date | str | None, where: Where) -> Iterator[Finding]:
    if isinstance(date, str):
        yield error("date-impossible", where, f"paraf «{value}»: {date}; {HOW}")
    elif (_DONE if date is None else _MORE).search(name) or any(
        not DEGREE.fullmatch(part.strip()) for part in name.split(",")[1:]
    ):
        message = f"paraf «{value}» tidak jelas nama dan tanggalnya; {HOW}"
        yield error("paraf-unclear", where, message)
    elif not name:
        yield error("cell-empty", where, f"paraf «{value}» tidak menyebut nama; {HOW}")


def _split(value: str) -> tuple[str, dt.date | str | None]:
    """Name and date; a sentence for a date that is none, None where there is no date."""
    name, colon, text = value.partition(":")
    if colon and isinstance(day := read_day(text.strip()), dt.date):
        return _bare(name), day
    if (match := _BRACKETS.fullmatch(value)) and match["date"]:
        day = read_day(match["date"])
        if isinstance(day, dt.date):
            return _bare(match["name"]), day
    words = value.split()
    for at in range(len(words) + 1):
        before, behind = " ".join(words[:at]), " ".join(words[at:]).strip(_AROUND)
        if behind and isinstance(day := read_day(behind), dt.date):
            return _bare(before), day
    for at in range(len(words), 0, -1):
        first = " ".join(words[:at]).strip(_AROUND)
        if isinstance(day := read_day(first), dt.date):
            return _bare(" ".join(words[at:])), day
    if colon and text.strip():
        return _bare(name), read_day(text)
    return name.strip(), None


def _bare(name: str) -> str:
    bare = _TGL.sub("", name.strip(_EDGES)).strip(_EDGES)
    return bare.strip("()[] ") if bare.count("(") != bare.count(")") else bare
