"""What must be on the disk, as plain claims: from the data and the register, never from outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.findings import Where
from docgen.model.copies import Copy
from docgen.model.letter import Letter
from docgen.model.origin import Origin


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: its office file and PDF, and files that belong to it. Workspace paths.

    ``id`` and ``title`` are those of the bundle's index (``sop.cuti``); ``source`` is the row or
    the spec that it was made from, if it is one. ``words`` are the fields of the data, with their
    texts, that its pages must show.
    """

    office_file: str
    pdf: str
    also: tuple[str, ...] = ()
    id: str = ""
    title: str = ""
    source: Where | None = None
    words: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()  # files that came from elsewhere and belong to it

    kind: str = ""


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
    digest: str = ""  # of what it says, as the register writes it down
    id: str = ""

    @property
    def pdf(self) -> str:
        """The letter's own PDF, of which its copies are made."""
        return f"{self.folder}/{self.letter.id}.pdf"

    @property
    def key(self) -> str:
        """How the register names it: ``SET/ID``."""
        return f"{self.letter.kelompok}/{self.letter.id}"

    def file_of(self, copy: Copy) -> str:
        """The workspace path of one of its copies."""
        return f"{self.folder}/{copy.file_name}"


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a bundle: its id in links, its title in bookmarks, its PDF or picture.

    ``kept_as`` is where it is kept, byte for byte, if it is not inside the bundle. The pages of a
    ``is_foreign`` one show more than its text: what was filled in stands in them now. ``number``,
    ``date`` and ``description`` are those of the lists.
    """

    id: str
    title: str
    pdf: str
    group: str
    kept_as: str
    origin: Origin = Origin.OWN
    number: str = ""
    date: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class BundlePapers:
    """A bundle and what it must hold, in order; its title stands on every page.

    Further volumes are called ``volumes`` and their number; with ``dividers`` a page opens a group.
    ``shows_pages`` says that its index prints page numbers; ``archive_list`` is its workbook.
    """

    pdf: str
    members: tuple[Member, ...]
    title: str = ""
    dividers: bool = False
    volumes: str = ""  # how the names of further volumes begin
    id: str = ""
    bag: str = ""  # the folder of its bag, where it has one
    archive_list: str = ""
    shows_pages: bool = True


@dataclass(frozen=True, slots=True)
class PrintPapers:
    """A ``cetak.pdf`` and the marks and files of the copies it holds, in order of printing; or the
    PDFs of the forms it holds."""

    pdf: str
    copies: tuple[tuple[str, str], ...] = ()  # mark, workspace path of the copy
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line of the register, as far as it can be held against the letters.

    ``subject``, ``recipients`` and ``digest`` are of the content that the register knows last; ""
    for what an old register did not write down.
    """

    office: str
    number: str
    letter: str  # SET/ID
    subject: str = ""
    recipients: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the register of an office holds for a year: how many lines of each status, and the
    number given last."""

    office: str
    year: int
    given: int = 0
    provisional: int = 0
    reserved: int = 0
    cancelled: int = 0
    last: str = ""


@dataclass(frozen=True, slots=True)
class Claims:
    """Everything that the check proves or refutes.

    ``scope`` is the path that a narrower check looks at (see ``docgen.check.scope``), "" for the
    whole workspace.
    """

    papers: tuple[Paper, ...]
    letters: tuple[LetterPapers, ...]
    bundles: tuple[BundlePapers, ...]
    register: tuple[Numbered, ...]
    known_letters: frozenset[str]  # SET/ID of every letter in the data
    register_where: Where
    ledger: str
    sums: str = ""  # the checksums of everything else, for sha256sum
    expedition: str = ""
    prints: tuple[PrintPapers, ...] = ()
    # Every path that the whole workspace writes, chosen now or not.
    outputs: frozenset[str] = frozenset()
    summed: frozenset[str] = frozenset()  # those whose checksums stand in ``sums``
    agendas: tuple[Agenda, ...] = ()
    offices: Mapping[str, str] = field(default_factory=dict)  # key -> name
    scope: str = ""
