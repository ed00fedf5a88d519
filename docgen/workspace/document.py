"""A document of the workspace: what it is made from, how, and everything that goes with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from pathlib import PurePosixPath
from typing import Any

from docgen.findings import Where
from docgen.model.copies import Copy, Role
from docgen.model.letter import Letter
from docgen.model.origin import Origin
from docgen.model.set_name import SetName
from docgen.render.template import Template
from docgen.workspace.output_paths import PRINT_FILE
from docgen.workspace.parts import AskedFor

# Fields of the data with their texts, as the pages must show them.
Words = tuple[tuple[str, str], ...]
# Workspace path -> bytes, of the files of one document.
Files = Mapping[str, bytes]


class Printed(Enum):
    """What of a document goes into the ``cetak.pdf`` of its set."""

    NOTHING = "nothing"
    COPIES = "copies"  # its marked copies, sorted for the table
    FORM = "form"  # itself, two on a sheet


class EnclosureKind(StrEnum):
    """What becomes of an enclosure."""

    PDF = "pdf"  # stays what it is
    OFFICE = "office"
    IMAGE = "image"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """The Nth enclosure of a letter: its file and its PDF, and what the PDF's pages must show.

    Both are workspace paths, the same one for what is a PDF already.
    """

    letter: str
    number: int
    source: str
    kind: EnclosureKind
    pdf: str
    mark: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What bookmarks call it."""
        return f"Lampiran {self.number}: {PurePosixPath(self.source).stem}"

    @property
    def is_made(self) -> bool:
        """Whether docgen makes its PDF."""
        return self.kind is not EnclosureKind.PDF


@dataclass(frozen=True, slots=True)
class Filled:
    """How a document is made of one template and one row; who makes it may be elsewhere."""

    office_file: str
    template: Template
    context: Callable[[], Mapping[str, Any]]

    def __call__(self) -> Files:
        """Its file. Raises FindingsError."""
        return {self.office_file: self.template.render(self.context())}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document: where it goes, what it is made from, how to make it, what goes with it.

    ``make`` returns its files by output path (the office file, and drawings); it raises
    FindingsError. ``parts`` names everything that ``make`` reads; ``shown`` the fields that its
    pages must show, from the data alone. ``number``, ``date`` and ``description`` are those of the
    lists, ``group`` where the bundle puts it.
    """

    set: SetName
    id: str
    office_file: str
    make: Callable[[], Files]
    parts: AskedFor
    shown: Callable[[], Words]
    template: str
    group: str
    number: str = ""
    date: str = ""
    description: str
    classification: str = ""
    letter: Letter | None = None
    copies: tuple[Copy, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    source: Where | None = None  # the row or the spec that it was made from
    is_row: bool = False  # whether others are made from other rows of that file
    data: tuple[str, ...] = ()  # files that its words came from
    attached: tuple[str, ...] = ()  # files from elsewhere that belong to it
    drawings: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()  # template's marks that stand in the data
    printed: Printed = Printed.NOTHING
    is_joined: bool = False  # converted together with others of its set
    is_archived: bool = True  # whether it belongs into a bundle by now
    origin: Origin = Origin.OWN  # of what its copies are made of
    frozen_pdf: str = ""  # a PDF that is there already and is its own, or is stamped for it
    mark: str = ""  # what its pages are stamped with
    signed: str = ""  # the signed paper that stands for it in an archive

    @property
    def folder(self) -> str:
        """The folder of its outputs."""
        return self.office_file.rpartition("/")[0]

    @property
    def pdf(self) -> str:
        """Its PDF, beside the office file."""
        return f"{self.office_file.rpartition('.')[0]}.pdf"

    @property
    def print_file(self) -> str:
        """The ``cetak.pdf`` of its set."""
        return f"{self.folder.rpartition('/')[0]}/{PRINT_FILE}"

    @property
    def title(self) -> str:
        """What the PDF's title bar and the bundle's bookmarks say."""
        return f"{self.number} {self.description}".strip()

    @property
    def archived_pdf(self) -> str:
        """What stands for it in an archive: the signed paper, of a letter its first arsip copy."""
        if self.signed:
            return self.signed
        for copy in self.copies:
            if copy.role is Role.ARSIP and copy.number == 1:
                return self.copy_file(copy)
        return self.pdf

    @property
    def copied_from(self) -> str:
        """What its copies are copies of: its PDF, or the signed paper that came back."""
        return (self.letter.berkas_ttd if self.letter else "") or self.pdf

    def copy_file(self, copy: Copy) -> str:
        """Where one of its copies stands."""
        return f"{self.folder}/{copy.file_name}"
