"""Verify that a bundle holds its documents, that its index and bookmarks lead to them.

A bundle may have several volumes; documents are looked for in their order, from volume to volume.
Each page must end with the bundle's stamp, which says its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from pypdf import PdfReader
from pypdfium2 import PdfDocument

from docgen.check.advice import REBUILD
from docgen.check.bundles.index import Lines, index_lines, wrong_fields
from docgen.check.expectations import ExpectedBundle, ExpectedPart
from docgen.check.files import Files
from docgen.check.pdf.damage import DAMAGE
from docgen.check.pdf.drawn import is_picture, is_stamped
from docgen.check.pdf.reading import bare, is_archival, is_drawn, page_references
from docgen.check.records.lists import read_rows
from docgen.findings import Finding, Where, error, warning


@dataclass(slots=True)
class Volume:
    """A file of the bundle as it was read; page numbers count from 0."""

    where: Where
    texts: list[str]
    sizes: tuple[tuple[int, int], ...]
    drawn: tuple[bytes, ...]
    starts: set[tuple[str, int | None]]
    front: int
    labels: list[str]
    says: Mapping[str, str]
    is_archival: bool
    lines: Lines  # of its index
    number: int = 1

    def stamp(self, title: str, volumes: int, page: int) -> str:
        """What a page must say about itself, without white space."""
        last = self.front if page < self.front else len(self.labels)
        volume = f", jilid {self.number}" if volumes > 1 else ""
        return bare(f"{title}{volume} - halaman {self.labels[page]} dari {self.labels[last - 1]}")


def check_bundle(files: Files, expected: ExpectedBundle) -> Iterator[Finding]:
    """All findings of one bundle."""
    where = Where(expected.pdf)
    if not files.has(expected.pdf):
        yield error("bundle-missing", where, "berkas arsip tidak ada; jalankan docgen build")
        return
    volumes: list[Volume] = []
    for number, name in enumerate(_names(files, expected), 1):
        volume = _read(files, Where(name), number)
        if volume is None:
            yield error(
                "bundle-unreadable",
                Where(name),
                f"berkas arsip tidak dapat dibuka; {REBUILD}",
            )
            return
        volumes.append(volume)
    said = volumes[0].says.get("volumes", "")
    due = int(said) if said.isdecimal() else 1
    for number in range(len(volumes) + 1, due + 1):
        message = f"jilid {number} dari {due} tidak ada; jalankan docgen build"
        yield error("bundle-volume-missing", Where(f"{expected.volumes}{number}.pdf"), message)
    for volume in volumes[due:]:
        message = f"berkas arsip hanya {due} jilid; jilid ini sisa yang lama, hapus"
        yield warning("bundle-volume-surplus", volume.where, message)
    volumes = volumes[:due]
    for volume in volumes:
        yield from _stamped(volume, expected.title, due)
    yield from _parts(files, expected, volumes, due)
    for volume in volumes:
        if not volume.is_archival:
            message = f"berkas arsip bukan PDF/A lagi; {REBUILD}"
            yield warning("bundle-not-pdfa", volume.where, message)


def _names(files: Files, expected: ExpectedBundle) -> Iterator[str]:
    """The volumes that are there, without a gap."""
    name, number = expected.pdf, 1
    while files.has(name):
        yield name
        number += 1
        name = f"{expected.volumes}{number}.pdf"


def _read(files: Files, where: Where, number: int) -> Volume | None:
    read = files.pdf(where.file)
    if read is None:
        return None
    try:
        reader = PdfReader(files.path(where.file))
        pages = page_references(reader)
        is_whole = is_archival(reader)
        with PdfDocument(files.path(where.file)) as document:
            labels = [document.get_page_label(number) for number in range(len(document))]
            starts = set(_outline_pages(document))
    except DAMAGE:
        return None
    texts = list(read.pages)
    front = next((n for n, label in enumerate(labels) if label.isdigit()), len(labels))
    return Volume(
        where, texts, read.sizes, read.drawn, starts, front, labels, read.properties, is_whole,
        index_lines(files.path(where.file), pages, front), number,
    )  # fmt: skip


def _stamped(volume: Volume, title: str, volumes: int) -> Iterator[Finding]:
    """The stamp of each page; taken off, so that the document's own words remain."""
    for page, text in enumerate(volume.texts):
        stamp = volume.stamp(title, volumes, page)
        length = len(stamp)
        if is_drawn(text[-length:], stamp):
            volume.texts[page] = text[:-length]
        elif is_drawn(text[:length], stamp):
            volume.texts[page] = text[length:]
        else:
            message = f"cap «{title}» tidak ada di halaman {volume.labels[page]}"
            yield error("bundle-stamp-missing", volume.where, message)


def _parts(
    files: Files, expected: ExpectedBundle, volumes: list[Volume], due: int
) -> Iterator[Finding]:
    placed: list[tuple[ExpectedPart, int, int]] = []
    at, page, group = 0, volumes[0].front, ""
    known = True  # False behind a document whose length is not known
    for part in expected.parts:
        there = files.has(part.pdf)
        source = files.pdf(part.pdf) if there else None  # whatever its name says
        is_image = source is None and is_picture(part.pdf)
        is_locked = part.is_foreign and there
        if source is None and not is_image and not is_locked:
            known = False  # its own finding
            continue
        if not known:
            at, page = _found(volumes, part) or (at, page)
            known = True
        elif page >= len(volumes[at].texts) and at + 1 < len(volumes):
            at, group = at + 1, ""
            page = volumes[at].front
        elif page >= len(volumes[at].texts) and at + 1 < due:
            return  # in a volume that is missing, which is said
        volume = volumes[at]
        if expected.dividers and part.group != group and _is_divider(volume, page, part.group):
            page += 1
        group = part.group
        pages = list(source.pages) if source else [""]
        span = slice(page, page + len(pages))
        if (source and source.signed) or _says_kept(files, part, volume, page):
            yield from _kept(files, part, volume, page)
            pages = [""]
        elif source is None and not is_image:
            known = False  # mended on its way into the bundle; this reader cannot count its pages
        elif source and not (
            _shows(volume.texts[span], pages, part)
            and (part.is_foreign or volume.sizes[span] == source.sizes)
        ):
            number = page - volume.front + 1
            message = f"«{part.title}» tidak ada di halaman {number} dan seterusnya"
            yield error("bundle-member-wrong", volume.where, message)
        elif (
            source
            and not part.is_foreign
            and not all(map(is_stamped, volume.drawn[span], source.drawn))
        ):
            number = page - volume.front + 1
            message = f"di «{part.title}» (halaman {number} dan seterusnya) ada yang ditutup"
            yield error("bundle-drawing-differs", volume.where, message)
        yield from _reached(part, volumes, at, page)
        placed.append((part, at, page))
        page += len(pages)
    if known and page != len(volumes[at].texts):
        message = f"berkas arsip {len(volumes[at].texts)} halaman, seharusnya {page}"
        yield error("bundle-pages-wrong", volumes[at].where, message)
    yield from _listed(files, expected, volumes, placed)


def _listed(
    files: Files,
    expected: ExpectedBundle,
    volumes: list[Volume],
    placed: Sequence[tuple[ExpectedPart, int, int]],
) -> Iterator[Finding]:
    """The lines of the index pages and of the archive list, against the documents."""
    for number, index in enumerate(volumes):
        # The first index is that of all volumes.
        own = [
            (part, (_name(volumes[at]) if at != number else "", page), volumes[at].labels[page])
            for part, at, page in placed
            if (at == number or number == 0) and page < len(volumes[at].labels)
        ]
        wrong = [
            (part, f"halaman {label}")
            for part, place, label in own
            if expected.shows_pages
            and not all(line.says(label) for line in index.lines.get(place, ()))
        ]
        wrong += wrong_fields(index.lines, [(part, place) for part, place, _label in own])
        for part, text in wrong:
            message = f"baris «{part.title}» di daftar isi tidak menyebut {text}; {REBUILD}"
            yield error("bundle-index-wrong", index.where, message)
    where = Where(expected.archive_list)
    rows = read_rows(files, expected.archive_list)
    if rows is None:
        yield error("list-missing", where, "daftar arsip tidak ada; jalankan docgen build")
    elif isinstance(rows, Finding):
        yield rows
    else:
        for part, _at, _page in placed:
            if not rows.hold((part.number, part.description, part.date)):
                message = f"daftar arsip tidak memuat baris yang benar untuk «{part.title}»"
                yield error("list-line-wrong", where, f"{message}; {REBUILD}")


def _name(volume: Volume) -> str:
    return PurePosixPath(volume.where.file).name


def _shows(shown: Sequence[str], pages: Sequence[str], part: ExpectedPart) -> bool:
    if part.is_foreign:
        pairs = zip(shown, pages, strict=False)
        return len(shown) == len(pages) and all(own in text for text, own in pairs)
    return shown == pages


def _found(volumes: list[Volume], part: ExpectedPart) -> tuple[int, int] | None:
    """Where a bookmark says that a document begins."""
    for at, volume in enumerate(volumes):
        for title, page in volume.starts:
            if title == bare(part.title) and page:
                return at, page
    return None


def _is_divider(volume: Volume, page: int, group: str) -> bool:
    due = bare(group)
    return page < len(volume.texts) and is_drawn(volume.texts[page][: len(due)], due)


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


def _reached(part: ExpectedPart, volumes: list[Volume], at: int, page: int) -> Iterator[Finding]:
    """A bookmark and a line of the index lead to the document."""
    volume = volumes[at]
    if (bare(part.title), page) not in volume.starts:
        message = f"bookmark «{part.title}» tidak menuju halaman yang benar"
        yield error("bundle-bookmark-wrong", volume.where, message)
    if ("", page) not in volume.lines:
        message = f"daftar isi tidak menaut ke halaman «{part.title}»"
        yield error("bundle-link-wrong", volume.where, message)
    if at and (_name(volume), page) not in volumes[0].lines:
        message = f"daftar isi jilid 1 tidak menaut ke «{part.title}» di jilid {at + 1}"
        yield error("bundle-link-wrong", volumes[0].where, message)


def _outline_pages(document: PdfDocument) -> Iterator[tuple[str, int | None]]:
    """Title, without white space, and page number (from 0) of every bookmark."""
    for bookmark in document.get_toc():
        target = bookmark.get_dest()
        yield bare(bookmark.get_title()), target.get_index() if target else None
