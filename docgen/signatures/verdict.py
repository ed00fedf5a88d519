"""What is known of the signatures of a file, as plain records."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from docgen.model.writing.dates import format_tanggal


class State(StrEnum):
    """How it stands with a signature, the worst first."""

    BROKEN = "rusak: isi berkas bukan yang ditandatangani"
    CHANGED = "berkas diubah sesudah ditandatangani"
    UNREADABLE = "tidak dapat dibaca"
    UNJUDGED = "tidak dapat dinilai"  # of a kind, or behind a lock, that is not known here
    REVOKED = "utuh, sertifikatnya sudah dicabut saat itu"
    EXPIRED = "utuh, sertifikatnya tidak berlaku saat itu"
    UNKNOWN = "utuh, penanda tangan belum dikenal"
    KNOWN = "utuh, penanda tangan dikenal"

    @property
    def is_intact(self) -> bool:
        """Whether the file is what was signed."""
        return self not in _BAD and self is not State.UNJUDGED

    @property
    def is_bad(self) -> bool:
        """Whether the file is not, or cannot be shown to be, what was signed."""
        return self in _BAD


_BAD = (State.BROKEN, State.CHANGED, State.UNREADABLE)


class Clock(StrEnum):
    """Whose word the time of a signature is."""

    NONE = ""
    SIGNER = "menurut penanda tangan"
    STAMP = "menurut cap waktu"
    UNKNOWN_STAMP = "menurut cap waktu yang penerbitnya belum dikenal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature: who, when and by whose word, how it stands, and in words what is wrong.

    ``is_stamp`` is a time stamp of the whole file, which nobody signed. ``is_weak`` tells of a
    method that can be forged by now, ``filled`` names fields of a form that were filled in later
    although the signature does not speak of that.
    """

    state: State
    signer: str = ""
    time: dt.datetime | None = None
    clock: Clock = Clock.NONE
    detail: str = ""
    is_stamp: bool = False
    is_weak: bool = False
    filled: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Signer, time and state in a line."""
        who = self.signer or "penanda tangan tidak terbaca"
        return "; ".join(filter(None, (f"cap waktu {who}" if self.is_stamp else who, self.when,
                                       str(self.state))))  # fmt: skip

    @property
    def when(self) -> str:
        """Time with its zone, and whose word it is: ``6 Januari 2025 10.30 +07.00, menurut …``."""
        if self.time is None:
            return "waktu tidak disebut" if self.state.is_intact else ""
        clock = self.time.strftime("%H.%M")
        zone = self.time.strftime("%z")
        shown = f"{format_tanggal(self.time.date())} {clock} {zone[:3]}.{zone[3:5]}"
        return f"{shown}, {self.clock}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The signatures of one file, in the order in which they were made; at least one."""

    signatures: tuple[Signature, ...]

    @property
    def state(self) -> State:
        """The worst of them; who stamps the time counts only where nobody signed."""
        counted = [
            replace(each, state=State.KNOWN)
            if each.is_stamp and each.state is State.UNKNOWN and self.by_people
            else each
            for each in self.signatures
        ]
        return min((each.state for each in counted), key=list(State).index)

    @property
    def by_people(self) -> tuple[Signature, ...]:
        """Those that somebody made, without the time stamps of the whole file."""
        return tuple(each for each in self.signatures if not each.is_stamp)

    def lines(self) -> tuple[str, ...]:
        """A line for each signature."""
        return tuple(map(str, self.signatures))
