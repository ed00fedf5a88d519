"""The states of a SOP, which follow from its spec and the revisions that were approved.

*konsep* -> *menunggu pengesahan* -> *berlaku* -> *digantikan* | *dicabut*. A SOP whose spec has no
key ``revisi`` and of which no revision was ever approved is outside: it is printed as it stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from docgen.findings import Locate
from docgen.model.revisions import Approval
from docgen.model.sop import Sop
from docgen.model.writing.dates import format_tanggal, parse_date


class SopState(StrEnum):
    """What data can show of a SOP, or of one of its revisions."""

    KONSEP = "konsep"
    MENUNGGU = "menunggu pengesahan"
    BERLAKU = "berlaku"
    DIGANTIKAN = "digantikan"
    DICABUT = "dicabut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A revision that was approved: its record, its spec, and its frozen files by what they are.

    ``files`` are workspace paths: ``sheet``, ``pdf``, ``signed`` (if it came back) and drawings in
    order under ``drawings``. One that is not ``is_whole`` was altered since.
    """

    approval: Approval
    sop: Sop
    folder: str
    sheet: str
    pdf: str
    signed: str = ""
    drawings: tuple[str, ...] = ()
    is_whole: bool = True

    @property
    def number(self) -> int:
        """The number of the revision; 0 is the first issue."""
        return self.approval.revisi


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A SOP's spec with its approved revisions, oldest first."""

    path: str
    sop: Sop
    where: Locate
    versions: tuple[Version, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether the SOP has a life cycle; else it is printed as it stands, without a state."""
        return self.sop.revisi is not None or bool(self.versions)

    @property
    def revision(self) -> int:
        """The revision that the spec is: what it says, else the last one that was approved."""
        if self.sop.revisi is not None:
            return self.sop.revisi
        return self.versions[-1].number if self.versions else 0

    @property
    def last(self) -> Version | None:
        """The last revision that was approved."""
        return self.versions[-1] if self.versions else None

    @property
    def in_flight(self) -> bool:
        """Whether the spec is a revision that is not approved yet."""
        return self.is_kept and (self.last is None or self.revision != self.last.number)

    @property
    def state(self) -> SopState | None:
        """The state of the spec by itself; another SOP may have taken its place."""
        if not self.is_kept:
            return SopState.DICABUT if self.sop.dicabut else None
        if self.sop.dicabut:
            return SopState.DICABUT
        if not self.in_flight:
            return SopState.BERLAKU
        return SopState.MENUNGGU if self.sop.diajukan else SopState.KONSEP


@dataclass(frozen=True, slots=True)
class Lives:
    """All SOPs of a workspace, and which of them took the place of which."""

    every: tuple[Life, ...] = ()
    _after: Mapping[str, Life] = field(default_factory=dict)  # path -> who replaced it

    @classmethod
    def of(cls, lives: Iterable[Life]) -> Lives:
        """A successor counts once it is in force and was not withdrawn itself."""
        every = tuple(lives)
        after: dict[str, Life] = {}
        for life in every:
            last = life.last
            if last is None or life.sop.dicabut or not last.sop.menggantikan:
                continue
            for other in every:
                if other is not life and is_numbered(other, last.sop.menggantikan):
                    after.setdefault(other.path, life)
        return cls(every, after)

    def successor(self, life: Life) -> Life | None:
        """The SOP that took the place of this one."""
        return self._after.get(life.path)

    def state(self, life: Life) -> SopState | None:
        """The state of a SOP, what others say of it counted."""
        own = life.state
        if own is not SopState.DICABUT and self.successor(life):
            return SopState.DIGANTIKAN
        return own

    def mark(self, life: Life) -> str:
        """What every page of the spec's own sheet is marked with, "" for a clean one."""
        match self.state(life):
            case SopState.KONSEP:
                return "KONSEP"
            case SopState.DICABUT if life.sop.dicabut:
                return f"DICABUT {life.sop.dicabut.tanggal}"
            case SopState.DIGANTIKAN:
                return f"DIGANTIKAN OLEH {_number(self.successor(life))}"
            case _:
                return ""

    def version_mark(self, life: Life, version: Version) -> str:
        """What a copy of an approved revision is marked with, "" while it is in force."""
        if version is life.last:
            return "" if self.state(life) in (SopState.KONSEP, SopState.MENUNGGU) else (
                self.mark(life)
            )  # fmt: skip
        after = next(each for each in life.versions if each.number > version.number)
        number = "" if after.sop.nomor == version.sop.nomor else f" NOMOR {after.sop.nomor}"
        date = format_tanggal(after.approval.tanggal)
        return f"DIGANTIKAN OLEH REVISI {after.number}{number}, {date}"


def _number(life: Life | None) -> str:
    return life.last.sop.nomor if life and life.last else ""


def folded(text: str) -> str:
    """A number or a name as it is compared: without blanks, in lower case."""
    return "".join(text.casefold().split())


def is_numbered(life: Life, number: str) -> bool:
    """Whether a SOP has, or ever had, this number."""
    numbers = {life.sop.nomor, *(version.sop.nomor for version in life.versions)}
    return folded(number) in set(map(folded, numbers))


def withdrawn_on(sop: Sop) -> dt.date | None:
    """The day on which a SOP was withdrawn, as far as it says one."""
    return parse_date(sop.dicabut.tanggal) if sop.dicabut else None
