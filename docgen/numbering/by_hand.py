"""What the clerk decides about numbers: reserved, inserted, cancelled, and those given before."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from docgen.errors import FindingsError
from docgen.findings import Finding, error, has_errors
from docgen.model.letter import Letter
from docgen.model.office import Office
from docgen.numbering.corrections import Papers
from docgen.numbering.entry import Entry, Place, Status, as_text, joined, letter_key
from docgen.numbering.lines import numbered, orphans_of
from docgen.numbering.rules import refused
from docgen.numbering.scheme import Scheme
from docgen.numbering.serial import Serial, next_suffix
from docgen.numbering.store import Store
from docgen.numbering.turns import misplaced

# Asked for the last serial of a series in the book that an office kept before; 0: there is none,
# None: nobody is there to be asked.
LastSerial = Callable[[Place], int | None]
OLD_BOOK = "buku agenda lama"


def nobody_to_ask(place: Place) -> None:
    """The ``last_serial`` of a run that nobody watches."""
    del place


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a secretariat numbers by: its offices, its scheme, the papers of its letters.

    ``last_serial`` is asked once for each series that begins in the agenda of an office which has
    no line yet.
    """

    offices: Mapping[str, Office]
    scheme: Scheme
    papers: Papers
    last_serial: LastSerial = nobody_to_ask


class ByHand(Store):
    """The open agenda, as far as the clerk writes in it; see :class:`Store`."""

    def reserve(self, place: Place, count: int, reason: str, today: dt.date) -> tuple[Entry, ...]:
        """Put the next ``count`` serials aside; they go to letters that name them (``urut``)."""
        self._begin(today)
        first = self._last(place) + 1
        made = tuple(
            replace(_blank(place, serial, today), reserved=today, reserved_why=reason)
            for serial in range(first, first + count)
        )
        for entry in made:
            self._write(entry, f"{entry.label} agenda {place} dipesan")
        return made

    def begin_after(self, place: Place, last: int, today: dt.date) -> tuple[Entry, ...]:
        """Let a series go on after ``last``, the last serial of the book kept before.

        What is known of that book stays; the lines that it lacks say only that it used them.
        """
        self._begin(today)
        known = {entry.serial for entry in self.entries() if entry.place == place}
        made = tuple(
            replace(_blank(place, serial, today), inherited=today, inherited_from=OLD_BOOK)
            for serial in range(1, last + 1)
            if serial not in known
        )
        for entry in made:
            self._write(entry, f"{entry.label} agenda {place} dari {OLD_BOOK}")
        return made

    def take_over(
        self, lines: Sequence[Entry], today: dt.date
    ) -> tuple[tuple[Entry, ...], tuple[tuple[Entry, Entry], ...]]:
        """Write the lines of the book kept before; which were new, and which stand otherwise, each
        with what stands.

        Nothing is overwritten but lines of which only the serial was known; a line that is there
        already, word for word, is neither.
        """
        self._begin(today)
        there = {entry.slot: entry for entry in self.entries()}
        new: list[Entry] = []
        others: list[tuple[Entry, Entry]] = []
        for entry in lines:
            old = there.get(entry.slot)
            if old and (old.number, old.dated, old.subject) == _told(entry):
                continue
            if old and (old.status is not Status.INHERITED or old.number):
                others.append((entry, old))
                continue
            try:
                self._write(entry, f"{entry.number or entry.label} dari {entry.inherited_from}")
                new.append(entry)
            except sqlite3.IntegrityError:  # the same number in another slot
                taken = [each for each in there.values() if each.number == entry.number]
                others += ((entry, each) for each in taken if each.office == entry.office)
        return tuple(new), tuple(others)

    def insert(
        self, letter: Letter, letters: Sequence[Letter], after: int, desk: Desk, today: dt.date
    ) -> Entry:
        """Give a signed letter a number between two that are given: 12.a after 12.

        ``letters`` are all the letters at hand. Raises FindingsError: insert-out-of-place,
        number-exists, letter-not-signed, and what speaks against any number.
        """
        self._begin(today)
        entries = self.entries()
        findings: list[Finding] = []
        own = [entry for entry in entries if entry.letter == letter_key(letter)]
        if own:
            message = f"surat ini sudah tercatat dengan nomor {own[0].number}; tidak disisipkan"
            findings.append(error("number-exists", letter.where, message))
        if letter.tanggal_ttd is None:
            message = "surat ini belum ditandatangani; isi «tanggal_ttd» dulu, baru disisipkan"
            raise FindingsError([*findings, error("letter-not-signed", letter.where, message)])
        signed, place = letter.tanggal_ttd, desk.scheme.place_of(letter, today)
        places, orphans = places_of(entries), orphans_of(entries, letters)
        refused(letter, signed, desk.scheme, today, places, orphans, findings)
        series = [entry for entry in entries if entry.place == place]
        findings += misplaced(letter, after, place, series)
        if has_errors(findings):
            raise FindingsError(findings)
        suffix = max((e.label.order, e.suffix) for e in series if e.serial == after)[1]
        serial = Serial(after, next_suffix(suffix))
        entry = self._write_number(letter, serial, None, desk, today, findings)
        if entry is None:
            raise FindingsError(findings)
        return entry

    def cancel(self, entry: Entry, reason: str, today: dt.date) -> Entry:
        """Mark a line as cancelled; its number stays in the book and is never given again."""
        self._begin(today)
        cancelled = replace(entry, cancelled=today, cancelled_why=reason)
        self._write(cancelled, f"{entry.number or entry.label} dibatalkan")
        return cancelled

    def _last(self, place: Place) -> int:
        (last,) = self._db.execute(
            "SELECT coalesce(max(urut), 0) FROM keluar WHERE kantor = ? AND tahun = ? AND seri = ?",
            (place.office, place.year, place.series),
        ).fetchone()
        return int(last)

    def _write_number(
        self,
        letter: Letter,
        serial: Serial,
        reserved: Entry | None,
        desk: Desk,
        today: dt.date,
        findings: list[Finding],
    ) -> Entry | None:
        scheme = desk.scheme
        place = scheme.place_of(letter, today)
        entry = replace(
            _blank(place, serial.number, scheme.date_of(letter, today)),
            suffix=serial.suffix,
            number=scheme.number(letter, serial, desk.offices[letter.kop], today),
            letter=letter_key(letter),
            signed=letter.tanggal_ttd,
            subject=letter.hal,
            recipients=joined(letter.tujuan),
            reserved=reserved.reserved if reserved else None,
            reserved_why=reserved.reserved_why if reserved else "",
        )
        entry = replace(entry, told=as_text(desk.papers.told(numbered(letter, entry))))
        try:
            self._write(entry, f"{entry.number} untuk {entry.letter}")
        except sqlite3.IntegrityError:
            message = f"nomor «{entry.number}» sudah dipakai; periksa pola nomor di docgen.toml"
            findings.append(error("number-duplicate", letter.where, message))
            return None
        return entry


def places_of(entries: Iterable[Entry]) -> frozenset[Place]:
    """The series that have lines."""
    return frozenset(entry.place for entry in entries)


def _blank(place: Place, serial: int, dated: dt.date) -> Entry:
    return Entry(
        office=place.office, year=place.year, series=place.series, serial=serial, number="",
        letter="", signed=None, dated=dated, subject="",
    )  # fmt: skip


def _told(entry: Entry) -> tuple[str, dt.date, str]:
    return entry.number, entry.dated, entry.subject
