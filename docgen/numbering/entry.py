"""A line of the agenda of outgoing letters, and which letter it speaks of."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
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


@dataclass(frozen=True, slots=True)
class Version:
    """A correction (*ralat*) of a numbered letter: what it says since ``date``."""

    number: int
    date: dt.date
    subject: str
    recipients: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the agenda of outgoing letters.

    ``number`` and ``letter`` are "" while the line is only reserved; ``signed`` is None until a
    number that was given before signing is confirmed. ``subject`` and ``recipients`` are as they
    were entered first; ``versions`` tell what came after.
    """

    office: str
    year: int
    serial: int
    number: str
    letter: str  # SET/ID
    signed: dt.date | None
    dated: dt.date
    subject: str
    recipients: str = ""  # joined by "; "; "" in old registers
    suffix: str = ""  # the letters of an insertion: "a" of 12.a
    digest: str = ""  # of the content first entered; "" in old registers
    reserved: dt.date | None = None
    reserved_why: str = ""
    cancelled: dt.date | None = None
    cancelled_why: str = ""
    versions: tuple[Version, ...] = ()

    @property
    def label(self) -> Serial:
        """The serial as it is written: 12 or 12.a."""
        return Serial(self.serial, self.suffix)

    @property
    def slot(self) -> tuple[str, int, int, str]:
        """What no two lines share."""
        return self.office, self.year, self.serial, self.suffix

    @property
    def status(self) -> Status:
        """What the line stands for now."""
        if self.cancelled:
            return Status.CANCELLED
        if not self.letter:
            return Status.RESERVED
        return Status.GIVEN if self.signed else Status.PROVISIONAL

    @property
    def in_force(self) -> bool:
        """Whether a letter has this number now."""
        return self.status in (Status.GIVEN, Status.PROVISIONAL)

    @property
    def current_digest(self) -> str:
        """The digest of the content that the register knows last."""
        return self.versions[-1].digest if self.versions else self.digest


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
        and any(s == letter.hal and r in ("", recipients) for s, r in told)
    )


def joined(recipients: Iterable[str]) -> str:
    """Recipients as the agenda writes them."""
    return "; ".join(recipients)


def content_digest(letter: Letter) -> str:
    """SHA-256 of what a letter says, by column; columns without text do not count."""
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
