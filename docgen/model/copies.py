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
# The upper strip of a page in which the mark of a copy stands, mm.
MARK_BAND = 9.0


class Role(StrEnum):
    """What a copy is (domain rules §3.2)."""

    ASLI = "asli"
    TEMBUSAN = "tembusan"
    ARSIP = "arsip"
    KEMBALI = "kembali"


class Copy(Record):
    """One copy that must exist: of which letter, in which role, for whom."""

    letter: str
    role: Role
    number: int
    recipient: str
    note: str = ""

    @property
    def file_name(self) -> str:
        """``ID.asli-1.pdf``, ``ID.tembusan-2.pdf``, ``ID.arsip.pdf``."""
        if self.role is Role.ARSIP and self.number == 1:
            return f"{self.letter}.arsip.pdf"
        return f"{self.letter}.{self.role}-{self.number}.pdf"

    @property
    def mark(self) -> str:
        """What is printed on its pages."""
        note = f" ({self.note})" if self.note else ""
        if self.role is Role.ARSIP:
            return f"ARSIP{note}"
        return f"{self.role.upper()} {self.number}: {self.recipient}{note}"


def comes_back(letter: Letter, returned: bool) -> bool:
    """Whether a letter has a second sheet for the sender: a surat pengantar, the one with items.

    ``returned`` is the profile's ``surat.lembar_kembali``; a sealed electronic letter has no sheets
    (domain rules §2.3, §3.1).
    """
    return returned and bool(letter.butir) and not letter.is_electronic


def required_copies(
    letter: Letter, extra_arsip: tuple[str, ...] = (), *, returned: bool = False
) -> tuple[Copy, ...]:
    """The copies that must exist for a letter, from the state *siap ttd* on.

    ``extra_arsip`` names who keeps one more archive copy (profile ``arsip_tambahan``); with
    ``returned`` each addressee of a surat pengantar gets a second sheet to sign and send back
    (profile ``surat.lembar_kembali``). Copies of a secret letter say which of how many they are.
    """
    if letter.state in (LetterState.KONSEP, LetterState.BATAL):
        return ()
    two_sheets = comes_back(letter, returned)
    keepers = ("Arsip", *extra_arsip)
    roles = (
        (Role.ASLI, letter.tujuan, "lembar 1, untuk penerima" if two_sheets else ""),
        (Role.TEMBUSAN, letter.tembusan, ""),
        (Role.ARSIP, keepers, ""),
        (Role.KEMBALI, letter.tujuan if two_sheets else (), "lembar 2, kembali ke pengirim"),
    )
    copies = [
        Copy(letter=letter.id, role=role, number=number, recipient=recipient, note=note)
        for role, recipients, note in roles
        for number, recipient in enumerate(recipients, 1)
    ]
    if not letter.is_secret:
        return tuple(copies)
    return tuple(
        copy.model_copy(update={"note": _numbered(copy.note, number, len(copies))})
        for number, copy in enumerate(copies, 1)
    )


def _numbered(note: str, number: int, count: int) -> str:
    """With the copy number of a secret letter (Permenhan 16/2009 article 30)."""
    return ", ".join(filter(None, (note, f"kopi nomor {number} dari {count}")))
