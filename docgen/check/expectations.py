"""What must be on the disk, as plain records: from the data and the register, never from outputs.

Names of files are workspace paths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.findings import Where
from docgen.model.copies import Copy
from docgen.model.letter import Letter
from docgen.model.origin import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDocument:
    """A document: its office file and PDF, and files that belong to it.

    ``id`` and ``title`` are those of the bundle's index (``sop.cuti``), ``kind`` is ``sop``,
    ``book``, ``letters``, ``disposisi``, ``recap`` or ``label``; ``source`` is the row or the spec
    that it was made from, if it is one. ``words`` are the fields of the data, with their texts,
    that its pages must show.
    """

    id: str
    kind: str
    is_letter: bool = False  # then its copies are told as well, by an ``ExpectedLetter``
    office_file: str
    pdf: str
    also: tuple[str, ...] = ()
    title: str = ""
    source: Where | None = None
    words: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()  # files that came from elsewhere and belong to it


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedEnclosure:
    """An enclosure that docgen turned into a PDF, and the lines that each of its pages shows."""

    pdf: str
    source: str
    mark: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedLetter:
    """A letter with its folder and the copies that must be in it.

    ``id`` is that of the bundle's index: ``letters.SET.ID``.
    """

    id: str
    letter: Letter
    folder: str
    office_file: str
    copies: tuple[Copy, ...]
    signed_file: str = ""  # ``berkas_ttd``: then the copies are copies of that
    known_by: tuple[tuple[str, str], ...] = ()  # fields that must stand on that, with their texts
    enclosures: tuple[ExpectedEnclosure, ...] = ()
    differs: str = ""  # what its paper says otherwise than the register knows, in words

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedPart:
    """A document of a bundle: its id in links, its title in bookmarks, its PDF or picture.

    ``kept_as`` is where it is kept, byte for byte, if it is not inside the bundle. The pages of a
    one from outside show more than its text: what was filled in stands in them now. ``number``,
    ``date`` and ``description`` are those of the lists. One ``ahead`` stands before the index.
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
    ahead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedBundle:
    """A bundle and what it must hold, in order; its title stands on every page.

    Further volumes are called ``volumes`` and their number; with ``dividers`` a page opens a group.
    ``shows_pages`` says that its index prints page numbers; ``archive_list`` is its workbook.
    """

    id: str
    pdf: str
    parts: tuple[ExpectedPart, ...]
    title: str = ""
    dividers: bool = False
    volumes: str = ""  # how the names of further volumes begin
    bag: str = ""  # the folder of its bag, where it has one
    archive_list: str = ""
    shows_pages: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedPrint:
    """A ``cetak.pdf`` and the marks and files of the copies it holds, in order of printing; or the
    PDFs of the forms it holds."""

    pdf: str
    copies: tuple[tuple[str, str], ...] = ()  # mark, file of the copy
    enclosures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of others, by copy
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """A line of the register, as far as it can be held against the letters.

    ``subject`` and ``recipients`` are those that the register knows last; "" for what an old
    register did not write down.
    """

    office: str
    number: str
    letter: str  # SET/ID
    subject: str = ""
    recipients: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaCount:
    """What a series of the register holds: how many lines of each status, and the number given
    last. ``series`` is "" where an office has one a year."""

    office: str
    year: int
    series: str = ""
    given: int = 0
    provisional: int = 0
    reserved: int = 0
    cancelled: int = 0
    inherited: int = 0  # used in the book that the office kept before
    last: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectations:
    """Everything that the check verifies.

    ``scope`` is the path that a narrower check looks at (see ``docgen.check.scope``), "" for the
    whole workspace.
    """

    documents: tuple[ExpectedDocument, ...]
    letters: tuple[ExpectedLetter, ...]
    bundles: tuple[ExpectedBundle, ...]
    register: tuple[RegisterLine, ...]
    known_letters: frozenset[str]  # SET/ID of every letter in the data
    register_where: Where
    ledger: str
    sums: str = ""  # the checksums of everything else, for sha256sum
    expedition: str = ""
    prints: tuple[ExpectedPrint, ...] = ()
    # Kinds of documents with a folder for each row of their data, and those without.
    kinds_by_row: tuple[str, ...] = ()
    kinds_by_file: tuple[str, ...] = ()
    # Every path that the whole workspace writes, chosen now or not.
    outputs: frozenset[str] = frozenset()
    summed: frozenset[str] = frozenset()  # those whose checksums stand in ``sums``
    agendas: tuple[AgendaCount, ...] = ()
    offices: Mapping[str, str] = field(default_factory=dict)  # key -> name
    scope: str = ""
    left_out: tuple[str, ...] = ()  # how the paths of what is left out of the check begin

    def is_left_out(self, name: str) -> bool:
        """Whether a workspace path may belong to a set that is not checked."""
        return name.startswith(self.left_out)
