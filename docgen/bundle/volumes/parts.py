"""What goes into a bundle, and where each part of it came to stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from docgen.findings import Finding
from docgen.model.origin import Origin


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes into the bundle as it is, under this name (with folders, ``/``).

    ``is_data`` tells what a document's words came from, from the document as it can be changed.
    """

    name: str
    path: Path
    is_data: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One document of the bundle: its id (what links name), its title, its group, its PDF.

    ``number`` and ``date`` are told on the page that stands for a file kept beside the bundle, and
    ``kept_as``, where it is kept, from the bundle's folder. A part that ``follows`` stays in the
    volume of the one before it. ``attachments`` are what it was made from. A PDF whose ``origin``
    is outside is cleaned first (:mod:`~docgen.bundle.foreign.take_in`). ``signatures`` are told on
    that page too, a line each.
    """

    id: str
    title: str
    group: str
    path: Path
    number: str = ""
    date: str = ""
    kept_as: str = ""
    follows: bool = False
    attachments: tuple[Attachment, ...] = ()
    origin: Origin = Origin.OWN
    signatures: tuple[str, ...] = ()


class Reason(StrEnum):
    """Why a part stays beside the bundle."""

    SIGNED = "signed"
    UNFIT = "unfit"  # it cannot be made PDF/A without showing something else
    PICTURED = "pictured"  # the same, and pictures of its pages are in the bundle


@dataclass(frozen=True, slots=True)
class Beside:
    """A part that is kept byte for byte beside the bundle: why, its SHA-256, its pages."""

    reason: Reason
    sha256: str
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a part stands: volume and page (both from 1, after the front matter), how many pages.

    For one that is kept ``beside`` that is the page which says so, and pictures of its own behind
    it, if any. ``findings`` tell what was mended in a foreign one, or why it is beside.
    """

    part: Part
    volume: int
    page: int
    pages: int
    beside: Beside | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def length(self) -> int:
        """How many pages the document itself has."""
        return self.beside.pages if self.beside else self.pages


@dataclass(frozen=True, slots=True)
class Limits:
    """When a new volume begins; 0 is never. A part and what follows it are never parted."""

    pages: int = 0
    size: int = 0  # bytes


NO_LIMITS = Limits()
