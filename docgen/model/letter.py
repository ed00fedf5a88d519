"""Letters: one row, one letter; the state follows from the data, never from a switch.

The order paraf -> signature -> number -> copies is the seeds' own rule (domain rules §0): the
number is given after signing, and copies = tujuan + tembusan + 1 arsip.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from docgen.findings import Where
from docgen.model.record import Record


class LetterState(StrEnum):
    """The states that data can show; *terarsip* is what a checked bundle adds."""

    KONSEP = "konsep"
    SIAP_TTD = "siap ttd"
    DITANDATANGANI = "ditandatangani"
    BERNOMOR = "bernomor"


class Paraf(Record):
    """An initial before signing; without a date it is still to come."""

    nama: str
    tanggal: dt.date | None = None


class Item(Record):
    """One line of a surat pengantar's table."""

    jenis: str
    banyaknya: str = ""
    keterangan: str = ""


class Letter(Record):
    """One letter with everything its papers need. ``tujuan``/``tembusan`` are recipients."""

    id: str
    kelompok: str
    kop: str
    klasifikasi: str = ""
    tanggal_konsep: dt.date | None = None
    paraf: tuple[Paraf, ...] = ()
    tanggal_ttd: dt.date | None = None
    tanggal_nomor: dt.date | None = None
    keamanan: str = ""
    derajat: str = ""
    hal: str = ""
    lampiran: str = ""
    berkas_lampiran: tuple[str, ...] = ()
    tujuan: tuple[str, ...]
    tembusan: tuple[str, ...] = ()
    penandatangan: str = ""
    berkas_ttd: str = ""
    butir: tuple[Item, ...] = ()
    lain: dict[str, str] = {}
    nomor: str = ""
    tanggal_surat: dt.date | None = None  # given together with the number
    where: Where

    @property
    def state(self) -> LetterState:
        """What the data says; a signed letter without a number waits for the register."""
        if self.nomor:
            return LetterState.BERNOMOR
        if self.tanggal_ttd:
            return LetterState.DITANDATANGANI
        if all(paraf.tanggal for paraf in self.paraf):
            return LetterState.SIAP_TTD
        return LetterState.KONSEP


class Disposition(Record):
    """One row of the incoming agenda and what was ordered on it (domain rules §2.5, §3.3)."""

    id: str
    kelompok: str
    kop: str
    nomor_agenda: str
    tanggal_terima: dt.date
    pengirim: str
    tanggal_surat: dt.date
    nomor_surat: str
    hal: str
    lampiran: str = ""
    sifat: str = ""
    diteruskan_kepada: tuple[str, ...] = ()
    instruksi: tuple[str, ...] = ()
    catatan: str = ""
    tanggal_disposisi: dt.date | None = None
    penandatangan: str = ""
    lain: dict[str, str] = {}
    where: Where
