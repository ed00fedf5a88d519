"""Whose turn it is: the next serial of a series, a reserved one, or a place between two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docgen.findings import Finding, error, warning
from docgen.model.letter import Letter
from docgen.model.writing.dates import format_tanggal
from docgen.numbering.entry import Entry, Place, Status
from docgen.numbering.serial import Serial, parse_serial


@dataclass(slots=True)
class Series:
    """The lines of one series, with what speaks for or against its next number.

    ``signed`` and ``dated`` are the latest days among the lines that took their turn.
    """

    entries: dict[Serial, Entry] = field(default_factory=dict)
    signed: dt.date = dt.date.min
    dated: dt.date = dt.date.min

    def add(self, entry: Entry) -> None:
        """Take in a line, or what became of one that was reserved."""
        self.entries[entry.label] = entry
        if entry.letter and not entry.suffix and not entry.reserved:
            self.signed = max(self.signed, entry.signed or dt.date.min)
            self.dated = max(self.dated, entry.dated)


def reserved_for(letter: Letter, series: Series) -> Entry | Finding | None:
    """The reserved line that the column ``urut`` names; why not; or None when it names none."""
    wanted = letter.lain.get("urut", "").strip()
    if not wanted:
        return None
    serial = parse_serial(wanted)
    found = series.entries.get(serial) if serial else None
    if found and found.status is Status.RESERVED:
        return found
    free = [
        str(entry.label) for entry in series.entries.values() if entry.status is Status.RESERVED
    ]
    if found and found.letter:
        why = f"sudah menjadi milik surat «{found.letter}»"
    elif found:
        why = "sudah dibatalkan"
    else:
        why = "tidak dipesan"
    choices = f"yang dipesan dan masih bebas: {', '.join(free)}" if free else "tidak ada pesanan"
    message = f"nomor urut «{wanted}» di kolom «urut» {why}; {choices}; kosongkan atau ganti"
    return error("serial-not-reserved", letter.where, message)


def late(letter: Letter, date: dt.date, series: Series) -> Iterator[Finding]:
    """A letter that comes after one whose turn was later; it takes the next number."""
    if letter.tanggal_ttd:
        if date < series.signed:
            message = (
                "surat ini ditandatangani lebih dulu daripada surat yang sudah bernomor; ia "
                "mendapat nomor berikutnya"
            )
            if any(e.signed and e.signed <= date for e in series.entries.values()):
                message += (
                    ". Untuk nomor sisipan, jalankan docgen register insert sebelum nomornya "
                    "diberikan (docgen build --dry-run menyebutnya lebih dulu)"
                )
            yield warning("number-out-of-order", letter.where, message)
    elif letter.tanggal_nomor and letter.tanggal_nomor < series.dated:
        message = (
            "«tanggal_nomor» surat ini lebih dulu daripada nomor yang sudah diberikan; ia "
            "mendapat nomor berikutnya"
        )
        yield warning("number-out-of-order", letter.where, message)


def misplaced(
    letter: Letter, after: int, place: Place, series: Sequence[Entry]
) -> Iterator[Finding]:
    """Why a letter cannot get its number after ``after``: no such line, or not its day."""
    assert letter.tanggal_ttd
    day = format_tanggal(letter.tanggal_ttd)
    serials = {entry.serial for entry in series}
    if after not in serials:
        message = (
            f"agenda {place} tidak punya nomor urut {after}; tahunnya menurut «tanggal_nomor» "
            "surat ini, tanpa itu hari ini"
        )
        yield error("insert-out-of-place", letter.where, message)
        return
    if after == max(serials):
        message = (
            f"sesudah {after} belum ada nomor lain; docgen build memberi surat ini nomor "
            "berikutnya, tidak perlu sisipan"
        )
        yield error("insert-out-of-place", letter.where, message)
        return
    ordinary = [e for e in series if e.signed and not e.suffix and not e.reserved]
    before = max((e for e in ordinary if e.serial <= after), key=_serial, default=None)
    behind = min((e for e in ordinary if e.serial > after), key=_serial, default=None)
    if before and before.signed and letter.tanggal_ttd < before.signed:
        message = f"ditandatangani {day}, sebelum nomor {before.label}; pilih nomor yang lebih awal"
        yield error("insert-out-of-place", letter.where, message)
    if behind and behind.signed and letter.tanggal_ttd > behind.signed:
        message = (
            f"ditandatangani {day}, sesudah nomor {behind.label}; pilih nomor yang lebih akhir"
        )
        yield error("insert-out-of-place", letter.where, message)


def _serial(entry: Entry) -> int:
    return entry.serial
