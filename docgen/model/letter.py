"""Letters: one row, one letter; the state follows from the data, never from a switch.

The order paraf -> signature -> number -> copies is that of the two real SOPs (domain rules §0): the
number is given after signing, and copies = tujuan + tembusan + 1 arsip.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from docgen.findings import Where
from docgen.model.record import Record
from docgen.model.writing.numerals import with_words

# How a letter is signed (column ``cara_ttd``): wet ink unless it says otherwise.
WET, ELECTRONIC = "basah", "elektronik"
# Security classes whose copies are counted one by one (domain rules §2.9).
SECRET = frozenset({"sr", "r", "sangat rahasia", "rahasia"})


class LetterState(StrEnum):
    """The states that data can show; *terarsip* is what a checked bundle adds."""

    KONSEP = "konsep"
    SIAP_TTD = "siap ttd"
    BERNOMOR_SEMENTARA = "bernomor sementara"
    DITANDATANGANI = "ditandatangani"
    BERNOMOR = "bernomor"
    BATAL = "batal"


class Paraf(Record):
    """An initial before signing; without a date it is still to come."""

    nama: str
    tanggal: dt.date | None = None


class Item(Record):
    """One line of a surat pengantar's table."""

    jenis: str
    banyaknya: str = ""
    keterangan: str = ""


class Person(Record):
    """Someone whom a letter is about, and as what: ``peran`` is how its template calls the role.

    Sent on a journey, heard as a witness, receiving an archive (domain rules §2.11).
    """

    peran: str
    nama: str
    nip: str = ""
    pangkat: str = ""
    golongan: str = ""
    jabatan: str = ""
    instansi: str = ""
    tanggal_lahir: str = ""
    keterangan: str = ""


class Detail(Record):
    """One line of what a paper such as a berita acara lists: archives or goods handed over."""

    uraian: str
    kode: str = ""
    kurun_waktu: str = ""
    jumlah: str = ""
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
    cara_ttd: str = WET
    tautan: str = ""  # what the QR of an electronic signature says
    butir: tuple[Item, ...] = ()
    orang: tuple[Person, ...] = ()
    rincian: tuple[Detail, ...] = ()
    lain: dict[str, str] = {}
    nomor: str = ""
    tanggal_surat: dt.date | None = None  # given together with the number
    sementara: bool = False  # the number was given before signing and is not yet confirmed
    batal: bool = False  # its number was cancelled in the register
    where: Where

    @property
    def is_electronic(self) -> bool:
        """Whether a signing service signs it; then there is neither wet stamp nor printed paraf."""
        return self.cara_ttd == ELECTRONIC

    @property
    def is_secret(self) -> bool:
        """Whether it is SR or R: in red, with numbered copies (domain rules §2.9)."""
        return self.keamanan.casefold() in SECRET

    @property
    def enclosures(self) -> str:
        """What stands after *Lampiran*: the cell, or the files counted: ``2 (dua) berkas``."""
        if self.lampiran or not self.berkas_lampiran:
            return self.lampiran
        return with_words(f"{len(self.berkas_lampiran)} berkas")

    @property
    def state(self) -> LetterState:
        """What the data says; a signed letter without a number waits for the register.

        An electronic letter may have its number before it is signed. The number is provisional
        then; a paraf that is taken back makes it a konsep again, which keeps that number.
        """
        if self.batal:
            return LetterState.BATAL
        if self.nomor and not self.sementara:
            return LetterState.BERNOMOR
        if self.tanggal_ttd:
            return LetterState.DITANDATANGANI
        if not all(paraf.tanggal for paraf in self.paraf):
            return LetterState.KONSEP
        return LetterState.BERNOMOR_SEMENTARA if self.nomor else LetterState.SIAP_TTD


class Disposition(Record):
    """One row of the incoming agenda and what was ordered on it (domain rules §2.5, §3.3).

    ``berkas_surat`` is the letter itself, scanned or as it came: a workspace path.
    """

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
    klasifikasi: str = ""
    diteruskan_kepada: tuple[str, ...] = ()
    instruksi: tuple[str, ...] = ()
    catatan: str = ""
    tanggal_disposisi: dt.date | None = None
    penandatangan: str = ""
    berkas_surat: str = ""
    lain: dict[str, str] = {}
    where: Where
