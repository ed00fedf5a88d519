"""The agenda books as they are written out: a page for each series of an office and year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from docgen.model.letter import Disposition, Letter
from docgen.model.writing.dates import format_tanggal, parse_date
from docgen.numbering import Entry, Place, Status, changes_of, in_words, letter_key
from docgen.render.lists.agenda import AgendaPage, IncomingLine, OutgoingLine
from docgen.workspace.kinds.disposition import DISPOSITION
from docgen.workspace.loaded import Loaded

TITLES = {"keluar": "BUKU AGENDA SURAT KELUAR", "masuk": "BUKU AGENDA SURAT MASUK"}


def pages_of(
    book: str, loaded: Loaded, entries: Sequence[Entry], letters: Sequence[Letter]
) -> list[AgendaPage]:
    """The pages of *keluar* or *masuk*; none of a book without a line."""
    return _outgoing(loaded, entries, letters) if book == "keluar" else _incoming(loaded)


def note(entry: Entry) -> str:
    """What the column *Keterangan* says of a line: its state, why, and its corrections."""
    parts = []
    if entry.cancelled:
        parts.append(f"batal {format_tanggal(entry.cancelled)}: {entry.cancelled_why}")
    if entry.status is Status.PROVISIONAL:
        parts.append("sementara, belum ditandatangani")
    if entry.suffix:
        parts.append("sisipan")
    if entry.reserved:
        parts.append(f"dipesan {format_tanggal(entry.reserved)}: {entry.reserved_why}")
    if entry.inherited:
        parts.append(f"dari {entry.inherited_from}")
    for version in entry.versions:
        text = f"ralat ke-{version.number}, {format_tanggal(version.date)}"
        if version.withdrawn:
            text += f", ditarik {format_tanggal(version.withdrawn)}"
        if changed := in_words(changes_of(entry, version)):
            text += f": {changed}"
        parts.append(text)
    return "; ".join(parts)


def _outgoing(
    loaded: Loaded, entries: Sequence[Entry], letters: Sequence[Letter]
) -> list[AgendaPage]:
    by_key = {letter_key(letter): letter for letter in letters}
    series: dict[Place, list[OutgoingLine]] = {}
    for entry in entries:
        line = _outgoing_line(entry, by_key.get(entry.letter))
        series.setdefault(entry.place, []).append(line)
    return [_page(loaded, place, found) for place, found in series.items()]


def _outgoing_line(entry: Entry, letter: Letter | None) -> OutgoingLine:
    more = letter.lain if letter else {}
    return OutgoingLine(
        label=str(entry.label),
        dated=entry.dated if entry.number else None,
        number=entry.number,
        sent=parse_date(more.get("tanggal_kirim", "")),
        recipients=entry.latest.recipients or ("; ".join(letter.tujuan) if letter else ""),
        subject=entry.latest.subject,
        enclosures=letter.enclosures if letter else "",
        note=note(entry),
        verbal=more.get("nomor_verbal", ""),
        cancelled=entry.status is Status.CANCELLED,
    )


def _incoming(loaded: Loaded) -> list[AgendaPage]:
    series: dict[Place, list[Disposition]] = {}
    for book in DISPOSITION.books(loaded).values():
        for one in book.dispositions:
            series.setdefault(Place(one.kop, one.tanggal_terima.year), []).append(one)
    return [
        _page(loaded, place, [_incoming_line(one) for one in sorted(found, key=_arrival)])
        for place, found in sorted(series.items(), key=lambda pair: _turn(loaded, pair[0]))
    ]


def _arrival(one: Disposition) -> tuple[dt.date, int, str]:
    """In order of coming in; agenda numbers as numbers where they are."""
    digits = one.nomor_agenda if one.nomor_agenda.isdecimal() else ""
    return one.tanggal_terima, int(digits or 0), one.nomor_agenda


def _incoming_line(one: Disposition) -> IncomingLine:
    return IncomingLine(
        received=one.tanggal_terima,
        agenda=one.nomor_agenda,
        sender=one.pengirim,
        dated=one.tanggal_surat,
        number=one.nomor_surat,
        subject=one.hal,
        enclosures=one.lampiran,
        forwarded="; ".join(one.diteruskan_kepada),
        note="; ".join(part for part in (one.sifat, one.catatan) if part),
    )


def _turn(loaded: Loaded, place: Place) -> tuple[int, int]:
    """Offices in the order of docgen.toml; one that left it comes last."""
    keys = list(loaded.workspace.office)
    return (keys.index(place.office) if place.office in keys else len(keys)), place.year


def _page(loaded: Loaded, place: Place, found: Sequence[OutgoingLine | IncomingLine]) -> AgendaPage:
    office = loaded.workspace.office.get(place.office)
    return AgendaPage(
        office=place.office,
        year=place.year,
        series=place.series,
        kop=office.kop if office else {"nama": place.office},
        logo=loaded.logo(office) if office else None,
        lines=found,
    )
