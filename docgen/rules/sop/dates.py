"""The dates of a SOP: there, whole, in order, and not too long ago (domain rules §1.2, §1.8)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from docgen.findings import Where
from docgen.model.writing.dates import MONTH_NUMBERS, format_tanggal, is_partial_date, parse_date
from docgen.rules.sop.identity import says_nothing
from docgen.rules.sop.subject import Subject
from docgen.rules.sop.told import Fault, hint, warning


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date of the sheet; ``first`` and ``last`` are the days that it may mean."""

    name: str
    text: str
    where: Where
    first: dt.date
    last: dt.date


def check_dates(subject: Subject) -> Iterator[Fault]:
    """sop-date-missing, sop-date-incomplete, sop-date-order, sop-history-unrevised,
    sop-review-due."""
    sop, where = subject.sop, subject.where
    written = [
        ("pembuatan", "Tanggal Pembuatan", sop.tanggal.pembuatan),
        ("revisi", "Tanggal Revisi", sop.tanggal.revisi),
    ]
    # Both may stand in the file, of which one is printed.
    written += [
        (key, label, text)
        for key, label, text in (
            ("pengesahan", sop.tanggal.label_pengesahan, sop.tanggal.pengesahan),
            ("efektif", sop.tanggal.label_efektif, sop.tanggal.efektif),
        )
        if text or key == sop.tanggal.approval[0]
    ]
    dated = {}
    for key, name, text in written:
        place = where("tanggal", key)
        # A revision gets its date with its approval (docgen sop approve).
        is_to_come = key == sop.tanggal.approval[0] and sop.revisi is not None
        if text is None and key != "revisi" and not is_to_come:
            yield warning("sop-date-missing", place, f"«{name}»", "belum diisi")
        elif text and text != "-":
            yield from _whole(name, text, place)
            if span := _span(text):
                dated[key] = _Dated(f"«{name}»", text, place, *span)
    history = []
    for number, revision in enumerate(sop.riwayat):
        place = where("riwayat", number, "tanggal")
        yield from _whole("riwayat", revision.tanggal, place)
        if span := _span(revision.tanggal):
            history.append(_Dated("riwayat", revision.tanggal, place, *span))
    yield from _order(dated, history)
    if sop.riwayat and says_nothing(sop.tanggal.revisi):
        advice = "isi tanggal.revisi, karena «riwayat» sudah mencatat perubahan"
        yield warning("sop-history-unrevised", where("tanggal", "revisi"), "", advice)
    yield from _age(subject, [*dated.values(), *history])


def _whole(name: str, text: str, place: Where) -> Iterator[Fault]:
    if parse_date(text) is None:
        what = "tidak lengkap" if is_partial_date(text) else "bukan tanggal yang mungkin"
        advice = f"{what}; tulis seperti 21 November 2026"
        yield warning("sop-date-incomplete", place, f"«{name}» («{text}»)", advice)


def _span(text: str) -> tuple[dt.date, dt.date] | None:
    """The days that a date may mean: one, those of a month, or those of a year."""
    date = parse_date(text)
    if date:
        return date, date
    if not is_partial_date(text):
        return None
    *month, year_text = text.lower().split()
    year = int(year_text)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    if not month:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    number = MONTH_NUMBERS[month[0]]
    return dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1])


def _order(dated: dict[str, _Dated], history: list[_Dated]) -> Iterator[Fault]:
    """Made, approved, effective; revised after it was made. A planned revision may lie ahead."""
    pairs = [
        (dated.get(earlier), dated.get(later))
        for earlier, later in (
            ("pembuatan", "revisi"), ("pembuatan", "pengesahan"), ("pembuatan", "efektif"),
            ("pengesahan", "efektif"),
        )
    ]  # fmt: skip
    pairs += [(dated.get("pembuatan"), each) for each in history]
    pairs += [(each, dated.get("revisi")) for each in history]
    for earlier, later in pairs:
        if earlier and later and later.last < earlier.first:
            advice = f"lebih awal daripada {earlier.name} ({earlier.text}); periksa keduanya"
            what = f"{later.name} ({later.text})"
            yield warning("sop-date-order", later.where, what, advice)


def _age(subject: Subject, dated: list[_Dated]) -> Iterator[Fault]:
    """Whether years have gone by since the last date; one without a day counts to its end."""
    today, years = subject.around.today, subject.around.review_years
    if not dated or today is None:
        return
    last = max(each.last for each in dated)
    if last.year + years < dt.MAXYEAR and _later(last, years) <= today:
        advice = (
            f"sudah {years} tahun atau lebih tidak direvisi (tanggal terakhirnya "
            f"{format_tanggal(last) if _is_exact(dated, last) else last.year}); tinjau, lalu isi "
            "tanggal.revisi"
        )
        yield hint("sop-review-due", subject.where("tanggal"), "", advice)


def _later(date: dt.date, years: int) -> dt.date:
    day = min(date.day, calendar.monthrange(date.year + years, date.month)[1])
    return date.replace(year=date.year + years, day=day)


def _is_exact(dated: list[_Dated], last: dt.date) -> bool:
    return any(each.first == each.last == last for each in dated)
