"""The agenda of outgoing letters: an SQLite file that never gives a number twice.

One series of serials an office and year, or several within it (``seri``), each without a hole that
is not explained: a serial is given, reserved, cancelled, or was used in the book kept before.
Numbers are given in order of signing, ties by row, only to letters that may have one. A letter
that has a number keeps it: a rebuild changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from docgen.findings import Finding, error, hint
from docgen.model.letter import Letter
from docgen.model.writing.dates import format_tanggal
from docgen.numbering.against_data import compare, sealed_without_number
from docgen.numbering.by_hand import ByHand, Desk, places_of
from docgen.numbering.corrections import kept_up
from docgen.numbering.entry import Entry, Place, Status, Version, as_text, joined, letter_key
from docgen.numbering.lines import by_letter, numbered, orphans_of, with_numbers
from docgen.numbering.lost_year import lost_years
from docgen.numbering.rules import due, gaps, moved, out_of_turn, refused, waiting_for_paraf
from docgen.numbering.serial import Serial
from docgen.numbering.turns import Series, late, reserved_for

# A second program that holds the file is waited for this long, seconds: a batch of some thousand
# letters holds it until the last of them is made.
PATIENCE = 30.0
JANUARY = 1


class Register(ByHand):
    """The open agenda; see :class:`Store` for how its changes come to stand."""

    def __init__(self, path: Path, *, dry_run: bool = False) -> None:
        super().__init__(path, dry_run=dry_run, patience=PATIENCE)

    def number(
        self, letters: Sequence[Letter], desk: Desk, today: dt.date
    ) -> tuple[tuple[Letter, ...], tuple[Finding, ...]]:
        """The letters with their numbers, in the given order; the others as they were.

        ``today`` dates a number whose letter does not say ``tanggal_nomor``. Where docgen.toml says
        ``sebelum tte``, a number is given at the last paraf and is provisional until the letter
        is signed. What the paper of a numbered letter says now is held against what it said: a
        correction is written down, once, and a provisional letter may still change.

        Findings: number-late (too many days after signing, or in another year), number-unconfirmed,
        number-after-seal, number-out-of-order (a latecomer takes the next number),
        number-other-office, number-orphan (a letter that has its number under another id, or in
        the book kept before), number-duplicate, number-part-empty, number-before-signature,
        number-without-signature, number-in-future, number-waits, number-cancelled,
        number-corrected, correction-withdrawn, date-year-odd, serial-not-reserved, series-changed,
        signature-in-future, register-begins, register-disagrees, register-gap.
        """
        self._begin(today)
        entries = self.entries()
        lines = by_letter(entries)
        before_signing = desk.scheme.rules.before_signing
        findings: list[Finding] = [*moved(letters, lines), *gaps(entries, self.where)]
        if not before_signing:
            findings += out_of_turn(letters)
        places, orphans = places_of(entries), orphans_of(entries, letters)
        odd = lost_years(letters, today)
        numbered_before = {key for _office, key in lines}
        waiting = []
        for letter in letters:
            if letter_key(letter) in numbered_before:
                continue
            if date := due(letter, before_signing):
                alone = odd.get(letter_key(letter), ())
                findings += alone
                is_refused = refused(letter, date, desk.scheme, today, places, orphans, findings)
                if not (is_refused or alone):
                    waiting.append((date, letter))
            elif before_signing:
                findings += waiting_for_paraf(letter)
        every: dict[Place, Series] = defaultdict(Series)
        for entry in entries:
            every[entry.place].add(entry)
        for date, letter in sorted(waiting, key=lambda pair: pair[0]):
            place = desk.scheme.place_of(letter, today)
            if place not in every and not any(each.office == place.office for each in places):
                findings += self._begin_series(letter, place, every[place], desk, today)
            if given := self._give(letter, date, every[place], desk, today, findings):
                every[place].add(given)
                lines[letter.kop, letter_key(letter)] = given
        for letter in letters:
            own = letter.kop, letter_key(letter)
            if own in lines:
                lines[own] = self._keep_up(letter, lines[own], desk, today, findings)
                findings += compare(letter, lines[own], desk.scheme, today)
                if before_signing:
                    findings += sealed_without_number(letter, lines[own])
        return with_numbers(letters, lines), tuple(findings)

    def recall(self, letters: Sequence[Letter]) -> tuple[Letter, ...]:
        """The letters with the numbers that they have; none gets a new one."""
        return with_numbers(letters, by_letter(self.entries()))

    def _begin_series(
        self, letter: Letter, place: Place, series: Series, desk: Desk, today: dt.date
    ) -> Iterator[Finding]:
        """Ask where a series begins, in the agenda of an office that has no line yet."""
        last = desk.last_serial(place)
        if last:
            for entry in self.begin_after(place, last, today):
                series.add(entry)
        elif last is None and desk.scheme.date_of(letter, today).month > JANUARY:
            message = (
                f"agenda {place} dimulai dari nomor urut 1. Bila tahun ini sudah ada nomor dari "
                "buku lama, catat dahulu dengan docgen register begin NOMOR, atau docgen register "
                "import BUKU.xlsx; bila nomor ini terlanjur diberikan dan suratnya belum dikirim, "
                "pindahkan folder register dan output ke tempat lain sebelum itu"
            )
            yield hint("register-begins", letter.where, message)

    def _give(
        self,
        letter: Letter,
        date: dt.date,
        series: Series,
        desk: Desk,
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
            serial = Serial(self._last(desk.scheme.place_of(letter, today)) + 1)
        else:
            serial = reserved.label
        return self._write_number(letter, serial, reserved, desk, today, findings)

    def _keep_up(
        self, letter: Letter, entry: Entry, desk: Desk, today: dt.date, findings: list[Finding]
    ) -> Entry:
        """Follow a numbered letter: signed since, or saying something else than it did."""
        if not entry.in_force:
            return entry
        letter = numbered(letter, entry)
        if entry.status is Status.PROVISIONAL:  # nobody has signed it yet
            now = replace(
                entry,
                told=as_text(desk.papers.told(letter)),
                digest="",
                subject=letter.hal,
                recipients=joined(letter.tujuan),
            )
            if letter.tanggal_ttd and letter.tanggal_ttd > today:
                message = f"«tanggal_ttd» {format_tanggal(letter.tanggal_ttd)} belum tiba; periksa"
                findings.append(error("signature-in-future", letter.where, message))
            else:
                now = replace(now, signed=letter.tanggal_ttd)
            corrections: tuple[Version, ...] = ()
        else:
            now, corrections, found = kept_up(letter, entry, desk.papers, today)
            findings += found
        if replace(now, versions=()) != replace(entry, versions=()):
            what = "ditandatangani" if now.signed != entry.signed else "dicatat isinya"
            self._write(now, f"{entry.number} {what}")
        for version in corrections:
            self._write_version(now, version)
        return now
