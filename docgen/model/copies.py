"""The rule for required copies, and nothing else: tujuan + tembusan + 1 arsip.

Source: *Peringatan* 3 of the Sungai Penuh SOP. The arsip copy is counted though it is never
printed in the tembusan list (domain rules §2.6). A profile may ask for more.
"""

from __future__ import annotations

from enum import StrEnum

from docgen.model.letter import Letter, LetterState
from docgen.model.record import Record

# A copy names the version of the letter that it shows by this much of its .docx's SHA-256.
VERSION_LENGTH = 16


class Role(StrEnum):
    """What a copy is (domain rules §3.2)."""

    ASLI = "asli"
    TEMBUSAN = "tembusan"
    ARSIP = "arsip"


class Copy(Record):
    """One copy that must exist: of which letter, in which role, for whom."""

    letter: str
    role: Role
    number: int
    recipient: str

    @property
    def file_name(self) -> str:
        """``ID.asli-1.pdf``, ``ID.tembusan-2.pdf``, ``ID.arsip.pdf``."""
        if self.role is Role.ARSIP and self.number == 1:
            return f"{self.letter}.arsip.pdf"
        return f"{self.letter}.{self.role}-{self.number}.pdf"

    @property
    def mark(self) -> str:
        """What is printed on its pages."""
        if self.role is Role.ARSIP:
            return "ARSIP"
        return f"{self.role.upper()} {self.number}: {self.recipient}"


def required_copies(letter: Letter, extra_arsip: tuple[str, ...] = ()) -> tuple[Copy, ...]:
    """The copies that must exist for a letter, from the state *siap ttd* on.

    ``extra_arsip`` names who keeps one more archive copy (profile ``salinan.arsip_tambahan``).
    """
    if letter.state is LetterState.KONSEP:
        return ()
    keepers = ("Arsip", *extra_arsip)
    roles = ((Role.ASLI, letter.tujuan), (Role.TEMBUSAN, letter.tembusan), (Role.ARSIP, keepers))
    return tuple(
        Copy(letter=letter.id, role=role, number=number, recipient=recipient)
        for role, recipients in roles
        for number, recipient in enumerate(recipients, 1)
    )
