"""The door of a bundle: what comes in as pages, and what stays beside it as it is.

Every part passes here once, before anything of it is copied. One of other origin is cleaned on the
way (:mod:`~docgen.bundle.foreign.take_in`): what comes in is a clean copy.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from pikepdf import Pdf

from docgen.bundle.foreign.pictured import picture_pages
from docgen.bundle.foreign.take_in import (
    PICTURED,
    CleanCopy,
    Foreign,
    cleaned_copy,
    take_in,
    taken_in,
    too_much_beside,
)
from docgen.bundle.marks.free_places import Room, free_places
from docgen.bundle.marks.page_stamp import HEIGHT
from docgen.bundle.marks.stamp import frame_of
from docgen.bundle.pdf.signed import is_sealed, not_a_pdf
from docgen.bundle.pdfa.second_opinion import Validator
from docgen.bundle.volumes.parts import Beside, Part, Reason
from docgen.errors import FindingsError
from docgen.findings import Finding, Where, hint
from docgen.guard import guarded_once
from docgen.limits import DRAWING, MOST_VOLUME, PDF, Stopped, places_limits
from docgen.outside.files import ANY_SIZE, fits, sha256_of
from docgen.workers.forked import Forked

# So many foreign files are cleaned in far more time than children take to start.
WORTHWHILE = 4
# A child that cleans files looks for the rooms of so many pages as well: few, for drawing them has
# limits of its own.
MOST_HERE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """A part that came in: the open PDF (None when it stays beside), its size in bytes.

    ``pages`` are those in the bundle, with the one that stands for a part beside it. ``copy`` is
    the clean copy that the PDF is, to be deleted once the PDF is closed. ``rooms`` are those of its
    pages for stamps, if they were looked for already.
    """

    part: Part
    pdf: Pdf | None
    size: int
    pages: int
    beside: Beside | None = None
    findings: tuple[Finding, ...] = ()
    copy: Path | None = None
    rooms: tuple[Room, ...] = ()


@dataclass(frozen=True, slots=True)
class House:
    """The rules of the door: who is asked for a second opinion, and whether pictures of their pages
    come in for files that stay beside since PDF/A forbids them or nobody can judge them; how many
    files are cleaned side by side."""

    second: Validator | None = None
    pictures: bool = False
    side_by_side: int = 1


# Nobody else is asked, and what stays beside shows nothing of itself.
PLAIN_HOUSE = House()


# What a child made of a file, with the rooms of its pages when it looked for them.
_Ready = tuple[CleanCopy, tuple[Room, ...] | None]


class Door:
    """Lets parts in, in order; ``folder`` is for clean copies, ``width`` that of the stamps
    (points)."""

    def __init__(self, folder: Path, width: float, house: House) -> None:
        self._folder, self._width, self._house = folder, width, house
        self._numbers = itertools.count()
        self._waiting: deque[tuple[int, _Asked]] = deque()  # those on their way, by their places
        self._ahead: Forked[_Asked, _Ready | None] | None = None

    def announce(self, parts: Sequence[Part]) -> None:
        """These come next: of many foreign ones, children begin to clean them."""
        self._waiting.clear()
        asked = [
            _Asked(part.path, self._copy(), self._width) for part in parts if part.origin.is_outside
        ]
        count = self._house.side_by_side if len(asked) >= WORTHWHILE else 1
        if count > 1:
            self._ahead = Forked(_made_ready, asked, _left, PDF, count)
            self._waiting.extend(enumerate(asked))

    def admit(self, part: Part) -> Admitted:
        """Open a part, or say that it stays beside. Raises FindingsError (``bundle-not-a-pdf``)."""
        if not part.origin.is_outside:
            return _admit_own(part)
        if self._ahead is None or not self._waiting:
            return _admit_foreign(part, self._copy(), self._width, self._house)
        place, asked = self._waiting.popleft()
        ready = self._ahead.take(place)
        return _admit_foreign(part, asked.copy, self._width, self._house, ready)

    def _copy(self) -> Path:
        return self._folder / f"bersih-{next(self._numbers)}.pdf"


def _admit_own(part: Part) -> Admitted:
    # From its path: what is not needed is never in memory.
    pdf = _open(part.path)
    size, pages = part.path.stat().st_size, len(pdf.pages)
    if is_sealed(pdf, size):
        pdf.close()
        return Admitted(
            part=part,
            pdf=None,
            size=0,
            pages=1,
            beside=Beside(Reason.SIGNED, sha256_of(part.path, ANY_SIZE), pages),
        )
    if not pages:
        raise not_a_pdf(part.path, "tidak punya halaman")
    return Admitted(part=part, pdf=pdf, size=size, pages=pages)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A file for a child: its path, where its clean copy goes, the width of stamps."""

    path: Path
    copy: Path
    width: float


def _made_ready(asked: _Asked) -> _Ready | None:
    """None for what is to be looked at by whoever asked: a file that is no PDF."""
    try:
        made = cleaned_copy((asked.path, asked.copy, Where(str(asked.path))))
    except FindingsError:
        return None
    rooms = None
    if made.verdict and made.verdict.is_fit and made.taken.pages <= MOST_HERE:
        rooms = _rooms((asked.copy, asked.width))
    return made, rooms


def _left(_asked: _Asked) -> None:
    """What stopped a child is looked at by whoever asked, too: alone it may not be too much."""


def _admit_foreign(
    part: Part, copy: Path, width: float, house: House, ready: _Ready | Stopped | None = None
) -> Admitted:
    """``ready`` is what a child made of it already, if it did."""
    where = Where(str(part.path))
    rooms: tuple[Room, ...] | None = None
    if isinstance(ready, tuple):
        made, rooms = ready
        taken = taken_in(made, copy, where, house.second)
    else:
        taken = take_in(part.path, copy, where, house.second)
    if taken.fits:
        # Pages are drawn for it, by a library that a page can keep busy for ever.
        limits = places_limits(copy.stat().st_size, taken.pages)
        found = guarded_once(_rooms, (copy, width), limits) if rooms is None else rooms
        if not isinstance(found, Stopped):
            return Admitted(
                part=part,
                pdf=_open(copy),
                size=copy.stat().st_size,
                pages=taken.pages,
                findings=taken.findings,
                copy=copy,
                rooms=found,
            )
        copy.unlink()
        taken = replace(taken, findings=(*taken.findings, too_much_beside(where, found, limits)))
    if house.pictures and any(finding.code in PICTURED for finding in taken.findings):
        count = guarded_once(_drawn, (part.path, copy, part.title), DRAWING)
        if not isinstance(count, Stopped) and count:
            return _pictured(part, copy, taken, count)
    reason = Reason.SIGNED if taken.signed else Reason.UNFIT
    beside = Beside(reason, sha256_of(part.path, ANY_SIZE), taken.pages)
    return Admitted(part=part, pdf=None, size=0, pages=1, beside=beside, findings=taken.findings)


def _rooms(given: tuple[Path, float]) -> tuple[Room, ...]:
    path, width = given
    with pikepdf.open(path) as pdf:
        frames = [frame_of(page) for page in pdf.pages]
    return tuple(free_places(path, frames, width, HEIGHT))


def _drawn(given: tuple[Path, Path, str]) -> int:
    return picture_pages(*given)


def _pictured(part: Part, copy: Path, taken: Foreign, count: int) -> Admitted:
    """The page that says so, and pictures of the pages behind it."""
    message = f"gambar {count} halamannya masuk berkas arsip, aslinya utuh di sampingnya"
    said = hint("pdf-pictured", Where(str(part.path)), message)
    return Admitted(
        part=part,
        pdf=_open(copy),
        size=copy.stat().st_size,
        pages=1 + count,
        beside=Beside(Reason.PICTURED, sha256_of(part.path, ANY_SIZE), count),
        findings=(*taken.findings, said),
        copy=copy,
    )


def _open(path: Path) -> Pdf:
    try:
        return pikepdf.open(fits(path, MOST_VOLUME))
    except pikepdf.PasswordError as problem:
        raise not_a_pdf(path, "terkunci dengan kata sandi") from problem
    except pikepdf.PdfError as problem:
        raise not_a_pdf(path, "rusak atau terpotong") from problem
    except OSError as problem:
        raise not_a_pdf(path, "tidak dapat dibaca") from problem
