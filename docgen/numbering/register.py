"""The agenda of outgoing letters: an SQLite file that never gives a number twice.

One serial an office and year, without a hole that is not explained: a serial is given, reserved
or cancelled. Numbers are given in order of signing, ties by row, only to letters that may have
one. A letter that has a number keeps it: a rebuild changes nothing.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from docgen.errors import FindingsError
from docgen.findings import Finding, error, has_errors
from docgen.model.letter import Letter
from docgen.model.office import Office
from docgen.numbering.entry import Entry, Status, Version, content_digest, joined, letter_key
from docgen.numbering.lines import by_letter, orphans_of, with_numbers, year_of
from docgen.numbering.lost_year import lost_years
from docgen.numbering.pattern import letter_number
from docgen.numbering.rules import (
    Series,
    compare,
    corrected,
    due,
    gaps,
    late,
    misplaced,
    moved,
    out_of_turn,
    refused,
    reserved_for,
    sealed_without_number,
    waiting_for_paraf,
)  # fmt: skip
from docgen.numbering.serial import Serial, next_suffix
from docgen.numbering.store import Store

# A second program that holds the file is waited for this long, seconds: a batch of some thousand
# letters holds it until the last of them is made.
PATIENCE = 30.0


class Register(Store):
    """The open agenda; see :class:`Store` for how its changes come to stand."""

    def __init__(self, path: Path, *, dry_run: bool = False) -> None:
        super().__init__(path, dry_run=dry_run, patience=PATIENCE)

    def number(
        self,
        letters: Sequence[Letter],
        offices: Mapping[str, Office],
        pattern: str,
        today: dt.date,
        most_days: int,
        *,
        before_signing: bool = False,
    ) -> tuple[tuple[Letter, ...], tuple[Finding, ...]]:
        """The letters with their numbers, in the given order; the others as they were.

        ``today`` dates a number whose letter does not say ``tanggal_nomor``. With
        ``before_signing`` a number is given at the last paraf and is provisional until the letter
        is signed. What a numbered letter says now is held against what it said: a correction is
        written down, once, and a provisional letter may still change.

        Findings: number-late (more than ``most_days`` after signing), number-unconfirmed,
        number-after-seal, number-out-of-order (a latecomer takes the next number),
        number-other-office, number-orphan (a letter that has its number under another id),
        number-duplicate, number-part-empty, number-before-signature, number-without-signature,
        number-in-future, number-waits, number-cancelled, number-corrected, date-year-odd,
        serial-not-reserved, signature-in-future, register-disagrees, register-gap.
        """
        self._begin(today)
        entries = self.entries()
        lines = by_letter(entries)
        findings: list[Finding] = [*moved(letters, lines), *gaps(entries, self.where)]
        if not before_signing:
            findings += out_of_turn(letters)
        numbered = {key for _office, key in lines}
        orphans, odd = orphans_of(entries, letters), lost_years(letters, today)
        waiting = []
        for letter in letters:
            if letter_key(letter) in numbered:
                continue
            if date := due(letter, before_signing):
                alone = odd.get(letter_key(letter), ())
                findings += alone
                if not refused(letter, date, pattern, today, orphans, findings) and not alone:
                    waiting.append((date, letter))
            elif before_signing:
                findings += waiting_for_paraf(letter)
        every: dict[tuple[str, int], Series] = defaultdict(Series)
        for entry in entries:
            every[entry.office, entry.year].add(entry)
        for date, letter in sorted(waiting, key=lambda pair: pair[0]):
            series = every[letter.kop, year_of(letter, today)]
            given = self._give(letter, date, series, offices[letter.kop], pattern, today, findings)
            if given:
                series.add(given)
                lines[letter.kop, letter_key(letter)] = given
        for letter in letters:
            place = letter.kop, letter_key(letter)
            if place in lines:
                lines[place] = self._keep_up(letter, lines[place], today, findings)
                findings += compare(letter, lines[place], pattern, today, most_days)
                if before_signing:
                    findings += sealed_without_number(letter, lines[place])
        return with_numbers(letters, lines), tuple(findings)

    def recall(self, letters: Sequence[Letter]) -> tuple[Letter, ...]:
        """The letters with the numbers that they have; none gets a new one."""
        return with_numbers(letters, by_letter(self.entries()))

    def reserve(
        self, office: str, year: int, count: int, reason: str, today: dt.date
    ) -> tuple[Entry, ...]:
        """Put the next ``count`` serials aside; they go to letters that name them (``urut``)."""
        self._begin(today)
        first = self._last(office, year) + 1
        made = tuple(
            Entry(
                office=office, year=year, serial=serial, number="", letter="", signed=None,
                dated=today, subject="", reserved=today, reserved_why=reason,
            )
            for serial in range(first, first + count)
        )  # fmt: skip
        for entry in made:
            self._write(entry, f"{entry.label}/{year} {office} dipesan")
        return made

    def insert(
        self,
        letter: Letter,
        letters: Sequence[Letter],
        office: Office,
        after: int,
        pattern: str,
        today: dt.date,
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
        signed = letter.tanggal_ttd
        refused(letter, signed, pattern, today, orphans_of(entries, letters), findings)
        series = [e for e in entries if (e.office, e.year) == (office.kunci, signed.year)]
        findings += misplaced(letter, after, series)
        if has_errors(findings):
            raise FindingsError(findings)
        suffix = max((e.label.order, e.suffix) for e in series if e.serial == after)[1]
        entry = self._write_number(
            letter, Serial(after, next_suffix(suffix)), None, office, pattern, today, findings
        )
        if entry is None:
            raise FindingsError(findings)
        return entry

    def cancel(self, entry: Entry, reason: str, today: dt.date) -> Entry:
        """Mark a line as cancelled; its number stays in the book and is never given again."""
        self._begin(today)
        cancelled = replace(entry, cancelled=today, cancelled_why=reason)
        self._write(cancelled, f"{entry.number or entry.label} dibatalkan")
        return cancelled

    def _last(self, office: str, year: int) -> int:
        (last,) = self._db.execute(
            "SELECT coalesce(max(urut), 0) FROM keluar WHERE kantor = ? AND tahun = ?",
            (office, year),
        ).fetchone()
        return int(last)

    def _give(
        self,
        letter: Letter,
        date: dt.date,
        series: Series,
        office: Office,
        pattern: str,
        today: dt.date,
        findings: list[Finding],
    ) -> Entry | None:
        """The next serial, or the reserved one that the letter names."""
        reserved = reserved_for(letter, series)
        if isinstance(reserved, Finding):
            findings.append(reserved)
            return None
        if reserved is None:
            findings += late(letter, date, series)
            serial = Serial(self._last(office.kunci, year_of(letter, today)) + 1)
        else:
            serial = reserved.label
        return self._write_number(letter, serial, reserved, office, pattern, today, findings)

    def _write_number(
        self,
        letter: Letter,
        serial: Serial,
        reserved: Entry | None,
        office: Office,
        pattern: str,
        today: dt.date,
        findings: list[Finding],
    ) -> Entry | None:
        dated, year = letter.tanggal_nomor or today, year_of(letter, today)
        # The serial belongs to the year of signing, and a number says its serial's year.
        named = dated if dated.year == year or letter.tanggal_ttd is None else letter.tanggal_ttd
        entry = Entry(
            office=office.kunci,
            year=year,
            serial=serial.number,
            suffix=serial.suffix,
            number=letter_number(pattern, serial, named, letter, office),
            letter=letter_key(letter),
            signed=letter.tanggal_ttd,
            dated=dated,
            subject=letter.hal,
            recipients=joined(letter.tujuan),
            digest=content_digest(letter),
            reserved=reserved.reserved if reserved else None,
            reserved_why=reserved.reserved_why if reserved else "",
        )
        try:
            self._write(entry, f"{entry.number} untuk {entry.letter}")
        except sqlite3.IntegrityError:
            message = f"nomor «{entry.number}» sudah dipakai; periksa pola nomor di docgen.toml"
            findings.append(error("number-duplicate", letter.where, message))
            return None
        return entry

    def _keep_up(
        self, letter: Letter, entry: Entry, today: dt.date, findings: list[Finding]
    ) -> Entry:
        """Follow a numbered letter: signed since, or saying something else than it did."""
        if not entry.in_force:
            return entry
        digest = content_digest(letter)
        same = (entry.subject, entry.recipients or joined(letter.tujuan)) == (
            letter.hal,
            joined(letter.tujuan),
        )
        if entry.status is Status.PROVISIONAL or (not entry.current_digest and same):
            # Nobody has signed it yet, or an old register did not write down what it said.
            now = replace(
                entry,
                digest=digest,
                subject=letter.hal,
                recipients=joined(letter.tujuan) if entry.recipients or not entry.signed else "",
            )
            if letter.tanggal_ttd and letter.tanggal_ttd > today:
                message = f"tanggal tanda tangan {letter.tanggal_ttd} belum tiba; periksa"
                findings.append(error("signature-in-future", letter.where, message))
            elif entry.signed is None:
                now = replace(now, signed=letter.tanggal_ttd)
            if now != entry:
                what = "ditandatangani" if now.signed != entry.signed else "dicatat isinya"
                self._write(now, f"{entry.number} {what}")
            return now
        if digest == entry.current_digest:
            return entry
        version = Version(len(entry.versions) + 1, today, letter.hal, joined(letter.tujuan), digest)
        self._write_version(entry, version)
        findings.append(corrected(letter, entry, version))
        return replace(entry, versions=(*entry.versions, version))
