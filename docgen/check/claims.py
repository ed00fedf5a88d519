"""What must be on the disk, as plain claims: from the data and the register, never from outputs."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.findings import Where
from docgen.model.copies import Copy
from docgen.model.letter import Letter


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: its office file and PDF, and files that belong to it. Workspace paths."""

    office_file: str
    pdf: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnclosurePaper:
    """An enclosure that docgen turned into a PDF, and the lines that each of its pages shows."""

    pdf: str
    source: str
    mark: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterPapers:
    """A letter with its folder and the copies that must be in it."""

    letter: Letter
    folder: str
    office_file: str
    copies: tuple[Copy, ...]
    signed_paper: str = ""  # path of ``berkas_ttd``: then the copies are copies of that
    enclosures: tuple[EnclosurePaper, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a bundle: its id in links, its title in bookmarks, its PDF or picture.

    ``kept_as`` is where it is kept, byte for byte, if it is not inside the bundle. The pages of a
    ``is_foreign`` one show more than its text: what was filled in stands in them now.
    """

    id: str
    title: str
    pdf: str
    group: str
    kept_as: str
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class BundlePapers:
    """A bundle and what it must hold, in order; its title stands on every page.

    Further volumes are called ``volumes`` and their number; with ``dividers`` a page opens a group.
    """

    pdf: str
    members: tuple[Member, ...]
    title: str
    dividers: bool
    volumes: str


@dataclass(frozen=True, slots=True)
class PrintPapers:
    """A ``cetak.pdf`` and the marks and files of the copies it holds, in order of printing."""

    pdf: str
    copies: tuple[tuple[str, str], ...]  # mark, workspace path of the copy


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line of the register, as far as it can be held against the letters."""

    office: str
    number: str
    letter: str  # SET/ID


@dataclass(frozen=True, slots=True)
class Claims:
    """Everything that the check proves or refutes."""

    papers: tuple[Paper, ...]
    letters: tuple[LetterPapers, ...]
    bundles: tuple[BundlePapers, ...]
    register: tuple[Numbered, ...]
    known_letters: frozenset[str]  # SET/ID of every letter in the data
    register_where: Where
    ledger: str
    prints: tuple[PrintPapers, ...] = ()
    outputs: frozenset[str] = (
        frozenset()
    )  # every path that the whole workspace writes, chosen now or not
