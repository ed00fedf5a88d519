"""One output of the workspace, planned: where, which stage, for whom, and made from what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from docgen.workspace.parts import AskedFor, Parts, part


class FileKind(Enum):
    """What an output is."""

    OFFICE_FILE = "office file"
    DRAWING = "drawing"  # a SOP's flowchart as SVG
    PDF = "pdf"
    ENCLOSURE = "enclosure"
    COPY = "copy"
    PRINT_FILE = "print file"
    LEDGER = "ledger"
    EXPEDITION = "buku ekspedisi"
    BUNDLE = "bundle"  # its volumes, and originals beside it
    ARCHIVE_LIST = "archive list"
    BAG = "bag"  # a folder
    SUMS = "checksums"
    AGENDA = "agenda book"  # on demand: ``docgen register export``

    @property
    def stage(self) -> int:
        """The number of the stage that makes it."""
        return _MADE_BY[self][0]

    @property
    def maker(self) -> str:
        """The module of ``docgen.workspace`` that makes it."""
        return _MADE_BY[self][1]


_MADE_BY = {
    FileKind.OFFICE_FILE: (4, "delivery.office_files"),
    FileKind.DRAWING: (4, "delivery.office_files"),
    FileKind.PDF: (5, "delivery.pdfs"),
    FileKind.ENCLOSURE: (5, "delivery.enclosures"),
    FileKind.COPY: (6, "delivery.copies"),
    FileKind.PRINT_FILE: (6, "delivery.print_files"),
    FileKind.LEDGER: (6, "delivery.ledger"),
    FileKind.EXPEDITION: (6, "delivery.expedition"),
    FileKind.BUNDLE: (6, "delivery.bundle"),
    FileKind.ARCHIVE_LIST: (6, "delivery.archive_list"),
    FileKind.BAG: (6, "delivery.bag"),
    FileKind.SUMS: (6, "delivery.ledger"),
    FileKind.AGENDA: (6, "agenda.books"),
}


def _nothing() -> Parts:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An output: its workspace path, what it is, whose it is, and what it is made from.

    ``owner`` is the id of a document or a bundle ("" for what is of the whole workspace),
    ``recipient`` who gets a copy. Of what it is made from, ``parts`` and, worked out when asked
    for, ``more`` are known before anything is made; ``inputs`` name files, outputs of earlier
    stages among them, whose content counts when they are there.
    """

    path: str
    kind: FileKind
    owner: str = ""
    recipient: str = ""
    parts: Parts = field(default_factory=dict)
    more: AskedFor = _nothing
    inputs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def saying(self, content: bytes) -> Planned:
        """The same for a list whose text itself tells whether it is up to date."""
        return replace(self, parts={"isi": part(content)}, more=_nothing, inputs={})
