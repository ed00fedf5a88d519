"""A line of the agenda of outgoing letters, and which letter it speaks of."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from docgen.model.letter import Letter
from docgen.numbering.serial import Serial

# What steers a letter or says how far it has come; everything else is what the letter says.
# Fields of the model and further columns alike: a column that becomes a field stays the same.
NOT_CONTENT = frozenset(
    {
        "id", "kelompok", "kop", "klasifikasi", "tanggal_konsep", "paraf", "tanggal_ttd",
        "tanggal_nomor", "berkas_ttd", "nomor", "tanggal_surat", "sementara", "batal", "where",
        "lain", "urut", "cara_ttd", "tautan", "catatan", "nomor_verbal", "tanggal_kirim",
    }
)  # fmt: skip


class Status(StrEnum):
    """What a line of the agenda stands for."""

    GIVEN = "terbit"
    PROVISIONAL = "sementara"
    RESERVED = "dipesan"
    CANCELLED = "batal"
    INHERITED = "buku lama"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A series of serials: that of an office and year, or one of several within them."""

    office: str
    year: int
    series: str = ""  # "", or ``klasifikasi 140``

    def __str__(self) -> str:
        return " ".join(filter(None, (self.office, str(self.year), self.series)))


@dataclass(frozen=True, slots=True)
class Change:
    """What one part of a paper said, and says now; "" for nothing."""

    name: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Version:
    """A correction (*ralat*) of a numbered letter: what it says since ``date``.

    ``told`` is what its paper says, part by part, as :func:`as_text` writes it; ``digest`` is what
    older registers have in its place. ``withdrawn``: since when the paper says again what it did.
    """

    number: int
    date: dt.date
    subject: str
    recipients: str
    digest: str = ""
    told: str = ""
    changes: tuple[Change, ...] = ()
    withdrawn: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the agenda of outgoing letters.

    ``number`` and ``letter`` are "" while the line is only reserved; ``signed`` is None until a
    number that was given before signing is confirmed. ``subject`` and ``recipients`` are as they
    were entered first; ``versions`` tell what came after. A line that was ``inherited`` stands for
    a number of the book that the office kept before, and has no letter.
    """

    office: str
    year: int
    series: str = ""
    serial: int
    number: str
    letter: str  # SET/ID
    signed: dt.date | None
    dated: dt.date
    subject: str
    recipients: str = ""  # joined by "; "; "" in old registers
    suffix: str = ""  # the letters of an insertion: "a" of 12.a
    digest: str = ""  # of the content first entered, in registers that have no ``told``
    told: str = ""  # what its paper said first
    reserved: dt.date | None = None
    reserved_why: str = ""
    cancelled: dt.date | None = None
    cancelled_why: str = ""
    inherited: dt.date | None = None
    inherited_from: str = ""
    versions: tuple[Version, ...] = ()

    @property
    def label(self) -> Serial:
        """The serial as it is written: 12 or 12.a."""
        return Serial(self.serial, self.suffix)

    @property
    def place(self) -> Place:
        """The series that it stands in."""
        return Place(self.office, self.year, self.series)

    @property
    def slot(self) -> tuple[str, int, str, int, str]:
        """What no two lines share."""
        return self.office, self.year, self.series, self.serial, self.suffix

    @property
    def status(self) -> Status:
        """What the line stands for now."""
        if self.cancelled:
            return Status.CANCELLED
        if self.inherited:
            return Status.INHERITED
        if not self.letter:
            return Status.RESERVED
        return Status.GIVEN if self.signed else Status.PROVISIONAL

    @property
    def in_force(self) -> bool:
        """Whether a letter has this number now."""
        return self.status in (Status.GIVEN, Status.PROVISIONAL)

    @property
    def standing(self) -> tuple[Version, ...]:
        """Its corrections but for those that were withdrawn."""
        return tuple(version for version in self.versions if not version.withdrawn)

    @property
    def latest(self) -> Entry | Version:
        """What the register knows last of the letter: itself, or the correction that holds."""
        return self.standing[-1] if self.standing else self


def letter_key(letter: Letter) -> str:
    """How the register names a letter: its set and id."""
    return f"{letter.kelompok}/{letter.id}"


def is_of(entry: Entry, letter: Letter) -> bool:
    """Whether a line of the register speaks of a letter, whatever its id is now."""
    recipients = joined(letter.tujuan)
    told = [(entry.subject, entry.recipients)]
    told += [(version.subject, version.recipients) for version in entry.versions]
    return (
        bool(letter.hal)
        and entry.office == letter.kop
        and entry.signed in (None, letter.tanggal_ttd)
        and (not entry.inherited or entry.dated in (letter.tanggal_nomor, letter.tanggal_ttd))
        and any(s == letter.hal and r in ("", recipients) for s, r in told)
    )


def joined(recipients: Iterable[str]) -> str:
    """Recipients as the agenda writes them."""
    return "; ".join(recipients)


def as_text(told: Mapping[str, str] | None) -> str:
    """What a paper says as the register keeps it; "" when that is not known."""
    return "" if told is None else json.dumps(dict(sorted(told.items())), ensure_ascii=False)


def content_digest(letter: Letter) -> str:
    """SHA-256 of what a letter says, by column; columns without text do not count.

    Registers of older versions have nothing else by which to know that a letter is unchanged.
    """
    fields = letter.model_dump(mode="json", exclude={"lain", "where"})
    columns = {name: _text(value) for name, value in (fields | dict(letter.lain)).items()}
    told = {name: text for name, text in columns.items() if text and name not in NOT_CONTENT}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _text(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(_text(part) for part in value)
    if isinstance(value, dict):
        return " | ".join(_text(part) for part in value.values())
    return "" if value is None else str(value)
