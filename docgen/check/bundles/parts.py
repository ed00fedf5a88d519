"""Verify that a bundle holds its documents, and that bookmarks and index links lead to them.

Documents are looked for in their order, from volume to volume.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docgen.check.bundles.pictured import check_pictures, shows_pictures
from docgen.check.bundles.volume import Volume
from docgen.check.expectations import ExpectedBundle, ExpectedPart
from docgen.check.files import Files
from docgen.check.pdf.drawn import is_picture, is_stamped
from docgen.check.pdf.reading import ReadPdf, bare
from docgen.findings import Finding, Where, error

INDEX = "Daftar Isi"  # the bookmark of the index
# A finding and the document of the bundle that it speaks of, "" for none.
OfPart = tuple[str, Finding]


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """A document with the volume and the page, both from 0, at which it begins."""

    part: ExpectedPart
    at: int
    page: int


@dataclass(slots=True, kw_only=True)
class _Place:
    """How far the bundle was read; ``due`` volumes belong to it, ``volumes`` are there."""

    volumes: Sequence[Volume]
    due: int
    page: int
    at: int = 0
    group: str = ""
    is_known: bool = True  # False behind a document whose length is not known

    @property
    def volume(self) -> Volume:
        return self.volumes[self.at]

    def go_to(self, part: ExpectedPart, *, dividers: bool) -> bool:
        """Move to where a document begins; False when that is in a volume that is missing."""
        is_full = self.page >= len(self.volume.texts)
        if not self.is_known:
            self.at, self.page = _bookmarked(self.volumes, part) or (self.at, self.page)
            self.is_known = True
        elif is_full and self.at + 1 < len(self.volumes):
            self.at, self.group = self.at + 1, ""
            self.page = self.volume.front
        elif is_full and self.at + 1 < self.due:
            return False
        if (
            dividers
            and part.group not in ("", self.group)
            and self.volume.is_divider(self.page, part.group)
        ):
            self.page += 1
        self.group = part.group
        return True


def check_parts(
    files: Files, expected: ExpectedBundle, volumes: Sequence[Volume], due: int
) -> tuple[list[OfPart], list[PlacedPart] | None]:
    """The findings, and where the documents stand: None when a volume that is missing, which has a
    finding of its own, holds some of them."""
    found: list[OfPart] = []
    placed: list[PlacedPart] = []
    place = _Place(volumes=volumes, due=due, page=volumes[0].front)
    for part in (each for each in expected.parts if not each.ahead):
        there = files.has(part.pdf)
        source = files.pdf_itself(part.pdf) if there else None  # whatever its name says
        is_image = there and source is None and is_picture(part.pdf)
        if source is None and not is_image and not (part.origin.is_outside and there):
            place.is_known = False  # its own finding
            continue
        if not place.go_to(part, dividers=expected.dividers):
            return found, None
        volume, page = place.volume, place.page
        is_kept = (source is not None and source.signed) or _says_kept(files, part, volume, page)
        if is_kept:
            found += _about(part, _kept(files, part, volume, page))
        elif source is not None:
            found += _about(part, _bound(part, source, volume, page))
        elif not is_image:
            # Mended on its way into the bundle; this reader cannot count its pages.
            place.is_known = False
        found += _about(part, _reached(part, volumes, place.at, page))
        placed.append(PlacedPart(part, place.at, page))
        if is_kept and shows_pictures(volume.texts[page : page + 1]):
            count, wrong = check_pictures(files.path(part.pdf), part.title, volume, page + 1)
            found += _about(part, wrong)
            place.is_known = count > 0
            place.page += count
        place.page += 1 if is_kept or source is None else len(source.pages)
    if place.is_known and place.page != len(place.volume.texts):
        message = f"berkas arsip {len(place.volume.texts)} halaman, seharusnya {place.page}"
        found.append(("", error("bundle-pages-wrong", place.volume.where, message)))
    return found, placed


def check_ahead(files: Files, expected: ExpectedBundle, volume: Volume) -> Iterator[OfPart]:
    """What stands between cover and index, where its bookmark leads."""
    index = next((page for title, page in volume.starts if title == bare(INDEX)), None)
    for part in (each for each in expected.parts if each.ahead and files.has(each.pdf)):
        source = files.pdf_itself(part.pdf)
        page = next((p for title, p in volume.starts if title == bare(part.title) and p), None)
        if not page or not index or page >= index:
            message = f"«{part.title}» tidak ada di depan daftar isi"
            yield part.id, error("bundle-member-wrong", volume.where, message)
        elif (source and source.signed) or _says_kept(files, part, volume, page):
            yield from _about(part, _kept(files, part, volume, page))
        elif source is not None:
            yield from _about(part, _bound(part, source, volume, page))
            if page + len(source.pages) > index:
                message = f"daftar isi tidak di belakang «{part.title}»"
                yield part.id, error("bundle-member-wrong", volume.where, message)


def _about(part: ExpectedPart, findings: Iterable[Finding]) -> Iterator[OfPart]:
    return ((part.id, finding) for finding in findings)


def _bookmarked(volumes: Sequence[Volume], part: ExpectedPart) -> tuple[int, int] | None:
    """Where a bookmark says that a document begins."""
    for at, volume in enumerate(volumes):
        for title, page in volume.starts:
            if title == bare(part.title) and page:
                return at, page
    return None


def _bound(part: ExpectedPart, source: ReadPdf, volume: Volume, page: int) -> Iterator[Finding]:
    """The pages of a document that stand in the bundle."""
    number = volume.labels[page] if page < volume.front else page - volume.front + 1
    span = slice(page, page + len(source.pages))
    shown = volume.texts[span]
    if part.origin.is_outside:
        is_shown = len(shown) == len(source.pages) and all(
            own in text for text, own in zip(shown, source.pages, strict=True)
        )
    else:
        is_shown = shown == list(source.pages) and volume.sizes[span] == source.sizes
    if not is_shown:
        message = f"«{part.title}» tidak ada di halaman {number} dan seterusnya"
        yield error("bundle-member-wrong", volume.where, message)
    elif not part.origin.is_outside and not all(map(is_stamped, volume.drawn[span], source.drawn)):
        message = f"di «{part.title}» (halaman {number} dan seterusnya) ada yang ditutup"
        yield error("bundle-drawing-differs", volume.where, message)


def _says_kept(files: Files, part: ExpectedPart, volume: Volume, page: int) -> bool:
    """Whether the page is the one that stands for a document kept beside the bundle."""
    return page < len(volume.texts) and files.sha256(part.pdf) in volume.texts[page]


def _kept(files: Files, part: ExpectedPart, volume: Volume, page: int) -> Iterator[Finding]:
    if not _says_kept(files, part, volume, page):
        message = f"halaman tentang berkas asli «{part.title}» tidak ada atau SHA-256-nya beda"
        yield error("bundle-member-wrong", volume.where, message)
    if not files.has(part.kept_as):
        message = f"berkas asli «{part.title}» tidak ada di samping berkas arsip"
        yield error("bundle-original-missing", Where(part.kept_as), message)
    elif files.sha256(part.kept_as) != files.sha256(part.pdf):
        message = f"bukan lagi berkas asli «{part.title}», byte demi byte"
        yield error("bundle-original-differs", Where(part.kept_as), message)


def _reached(
    part: ExpectedPart, volumes: Sequence[Volume], at: int, page: int
) -> Iterator[Finding]:
    """A bookmark and a line of the index lead to the document."""
    volume = volumes[at]
    if (bare(part.title), page) not in volume.starts:
        message = f"bookmark «{part.title}» tidak menuju halaman yang benar"
        yield error("bundle-bookmark-wrong", volume.where, message)
    if ("", page) not in volume.lines:
        message = f"daftar isi tidak menaut ke halaman «{part.title}»"
        yield error("bundle-link-wrong", volume.where, message)
    if at and (volume.name, page) not in volumes[0].lines:
        message = f"daftar isi jilid 1 tidak menaut ke «{part.title}» di jilid {at + 1}"
        yield error("bundle-link-wrong", volumes[0].where, message)
