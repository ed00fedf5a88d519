"""What a clerk may ask of the books of numbers, and which line is meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from docgen.choices import MOST_BEFORE
from docgen.errors import UsageError
from docgen.model.writing.likeness import meant
from docgen.numbering import Entry, Place, Scheme, parse_serial, security_class

MOST_RESERVED = 1000


def checked_reason(text: str) -> str:
    """A reason in one line. Raises UsageError for none."""
    reason = " ".join(text.split())
    if not reason:
        raise UsageError("alasannya kosong", 'Tulis alasannya, misalnya --alasan "salah tujuan".')
    return reason


def checked_count(count: int) -> int:
    """How many numbers may be put aside at once. Raises UsageError."""
    if not 1 <= count <= MOST_RESERVED:
        raise UsageError(
            f"jumlah {count} tidak dapat dipesan",
            f"Pesan 1 sampai {MOST_RESERVED} nomor sekaligus.",
        )
    return count


def checked_year(year: int | None, today: dt.date) -> int:
    """The year, by default this one. Raises UsageError for one that is far off."""
    if year and year > today.year + 1:  # a slip of the finger would stand in the book for ever
        raise UsageError(
            f"tahun {year} masih terlalu jauh",
            f"Pesan nomor untuk {today.year} atau {today.year + 1}.",
        )
    return year or today.year


def checked_last(last: int) -> int:
    """The last serial of the book kept before. Raises UsageError for none, or one too high."""
    if not 1 <= last <= MOST_BEFORE:
        raise UsageError(
            f"nomor urut terakhir {last} tidak mungkin",
            f"Tulis angka 1 sampai {MOST_BEFORE}, seperti di baris terakhir buku lama.",
        )
    return last


def place_meant(scheme: Scheme, office: str, year: int, series: str | None) -> Place:
    """The series that a clerk means; ``series`` is its name, as *140* or *klasifikasi 140*.

    Raises UsageError: where an office has several a year, what is for good is said in full.
    """
    rule = scheme.rules.seri
    name = " ".join((series or "").split())
    if rule == "kantor":
        if name:
            raise UsageError(
                f"tidak ada seri «{name}»", "Setiap kantor punya satu seri; hilangkan --seri."
            )
        return Place(office, year)
    name = name.removeprefix(f"{rule} ")
    if not name:
        raise UsageError(
            f'serinya belum disebut, padahal seri = "{rule}"', f"Tambahkan --seri ({rule}-nya)."
        )
    if rule == "keamanan":
        name = security_class(name)
    if rule == "jenis":
        kinds = {kind.name.casefold(): kind.name for kind in scheme.kinds.values()}
        if name.casefold() not in kinds:
            guess = meant(name, list(kinds.values()))
            raise UsageError(f"tidak ada jenis «{name}»{guess}", "Lihat «jenis» di docgen.toml.")
        name = kinds[name.casefold()]
    return Place(office, year, scheme.series_named(name))


def line_meant(
    what: str,
    entries: Iterable[Entry],
    office: str | None,
    year: int | None,
    series: str | None,
    today: dt.date,
) -> Entry:
    """The line that a number, a letter or a serial names; a serial is one of this year.

    ``series`` is the name of one, as ``140`` of *klasifikasi 140*.

    Raises UsageError when there is none, or more than one.
    """
    wanted = what.strip()
    chosen = [e for e in entries if office in (None, e.office) and year in (None, e.year)]
    chosen = [e for e in chosen if series is None or is_called(e.series, series)]
    named = [e for e in chosen if wanted and wanted in (e.number, e.letter)]
    serial = parse_serial(wanted)
    of_year = year or today.year
    found = named or [e for e in chosen if e.label == serial and e.year == of_year]
    if not found:
        raise UsageError(
            f"«{what}» tidak ada dalam buku agenda",
            "Tulis nomor surat, KELOMPOK/ID, atau nomor urut dengan --tahun; lihat docgen "
            "register list.",
        )
    if len(found) > 1:
        offices = ", ".join(dict.fromkeys(entry.office for entry in found))
        names = ", ".join(dict.fromkeys(entry.series for entry in found if entry.series))
        raise UsageError(
            f"«{what}» ada {len(found)} kali dalam buku agenda",
            f"Tambahkan --kantor ({offices})" + f", --seri ({names})" * bool(names) + " atau "
            "--tahun.",
        )
    return found[0]


def is_called(series: str, name: str) -> bool:
    """Whether a series (*klasifikasi 140*) is meant by ``klasifikasi 140`` or by ``140``."""
    wanted = " ".join(name.split()).casefold()
    return wanted in (series.casefold(), series.partition(" ")[2].casefold())
