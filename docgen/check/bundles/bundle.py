"""Prove that a bundle holds its documents, that its index and bookmarks lead to them.

A bundle may have several volumes; documents are looked for in their order, from volume to volume.
Each page must end with the bundle's stamp, which says its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from pypdf import PdfReader
from pypdfium2 import PdfDocument

from docgen.check.bundles.index import Lines, index_lines, wrong_fields
from docgen.check.expectations import BundlePapers, Member
from docgen.check.files import Files
from docgen.check.pdf.drawn import is_picture, is_stamped
from docgen.check.pdf.reading import DAMAGE, bare, is_archival, is_drawn, page_references
from docgen.check.records.lists import read_rows
from docgen.findings import Finding, Where, error, warning

REBUILD = "jalankan docgen build --force"


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


def check_bundle(files: Files, papers: BundlePapers) -> Iterator[Finding]:
    """All findings of one bundle."""
    where = Where(papers.pdf)
    if not files.has(papers.pdf):
        yield error("bundle-missing", where, "berkas arsip tidak ada; jalankan docgen build")
        return
    volumes: list[Volume] = []
    for number, name in enumerate(_names(files, papers), 1):
        volume = _read(files, Where(name), number)
        if volume is None:
            yield error(
                "bundle-unreadable",
                Where(name),
                "berkas arsip tidak dapat dibuka; jalankan docgen build --force",
            )
            return
        volumes.append(volume)
    said = volumes[0].says.get("volumes", "")
    due = int(said) if said.isdecimal() else 1
    for number in range(len(volumes) + 1, due + 1):
        message = f"jilid {number} dari {due} tidak ada; jalankan docgen build"
        yield error("bundle-volume-missing", Where(f"{papers.volumes}{number}.pdf"), message)
    for volume in volumes[due:]:
        message = f"berkas arsip hanya {due} jilid; jilid ini sisa yang lama, hapus"
        yield warning("bundle-volume-surplus", volume.where, message)
    volumes = volumes[:due]
    for volume in volumes:
        yield from _stamped(volume, papers.title, due)
    yield from _members(files, papers, volumes, due)
    for volume in volumes:
        if not volume.is_archival:
            message = "berkas arsip bukan PDF/A lagi; jalankan docgen build --force"
            yield warning("bundle-not-pdfa", volume.where, message)


def _names(files: Files, papers: BundlePapers) -> Iterator[str]:
    """The volumes that are there, without a gap."""
    name, number = papers.pdf, 1
    while files.has(name):
        yield name
        number += 1
        name = f"{papers.volumes}{number}.pdf"


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


def _members(
    files: Files, papers: BundlePapers, volumes: list[Volume], due: int
) -> Iterator[Finding]:
    placed: list[tuple[Member, int, int]] = []
    at, page, group = 0, volumes[0].front, ""
    known = True  # False behind a document whose length is not known
    for member in papers.members:
        there = files.has(member.pdf)
        source = files.pdf(member.pdf) if there else None  # whatever its name says
        is_image = source is None and is_picture(member.pdf)
        is_locked = member.origin.is_outside and there
        if source is None and not is_image and not is_locked:
            known = False  # its own finding
            continue
        if not known:
            at, page = _found(volumes, member) or (at, page)
            known = True
        elif page >= len(volumes[at].texts) and at + 1 < len(volumes):
            at, group = at + 1, ""
            page = volumes[at].front
        elif page >= len(volumes[at].texts) and at + 1 < due:
            return  # in a volume that is missing, which is said
        volume = volumes[at]
        if papers.dividers and member.group != group and _is_divider(volume, page, member.group):
            page += 1
        group = member.group
        pages = list(source.pages) if source else [""]
        span = slice(page, page + len(pages))
        if (source and source.signed) or _says_kept(files, member, volume, page):
            yield from _kept(files, member, volume, page)
            pages = [""]
        elif source is None and not is_image:
            known = False  # mended on its way into the bundle; this reader cannot count its pages
        elif source and not (
            _shows(volume.texts[span], pages, member)
            and (member.origin.is_outside or volume.sizes[span] == source.sizes)
        ):
            number = page - volume.front + 1
            message = f"«{member.title}» tidak ada di halaman {number} dan seterusnya"
            yield error("bundle-member-wrong", volume.where, message)
        elif (
            source
            and not member.origin.is_outside
            and not all(map(is_stamped, volume.drawn[span], source.drawn))
        ):
            number = page - volume.front + 1
            message = f"di «{member.title}» (halaman {number} dan seterusnya) ada yang ditutup"
            yield error("bundle-drawing-differs", volume.where, message)
        yield from _reached(member, volumes, at, page)
        placed.append((member, at, page))
        page += len(pages)
    if known and page != len(volumes[at].texts):
        message = f"berkas arsip {len(volumes[at].texts)} halaman, seharusnya {page}"
        yield error("bundle-pages-wrong", volumes[at].where, message)
    yield from _listed(files, papers, volumes, placed)


def _listed(
    files: Files,
    papers: BundlePapers,
    volumes: list[Volume],
    placed: Sequence[tuple[Member, int, int]],
) -> Iterator[Finding]:
    """The lines of the index pages and of the archive list, against the documents."""
    for number, index in enumerate(volumes):
        # The first index is that of all volumes.
        own = [
            (member, (_name(volumes[at]) if at != number else "", page), volumes[at].labels[page])
            for member, at, page in placed
            if (at == number or number == 0) and page < len(volumes[at].labels)
        ]
        wrong = [
            (member, f"halaman {label}")
            for member, place, label in own
            if papers.shows_pages
            and not all(line.says(label) for line in index.lines.get(place, ()))
        ]
        wrong += wrong_fields(index.lines, [(member, place) for member, place, _label in own])
        for member, text in wrong:
            message = f"baris «{member.title}» di daftar isi tidak menyebut {text}; {REBUILD}"
            yield error("bundle-index-wrong", index.where, message)
    where = Where(papers.archive_list)
    rows = read_rows(files, papers.archive_list)
    if rows is None:
        yield error("list-missing", where, "daftar arsip tidak ada; jalankan docgen build")
    elif isinstance(rows, Finding):
        yield rows
    else:
        for member, _at, _page in placed:
            if not rows.hold((member.number, member.description, member.date)):
                message = f"daftar arsip tidak memuat baris yang benar untuk «{member.title}»"
                yield error("list-line-wrong", where, f"{message}; {REBUILD}")


def _name(volume: Volume) -> str:
    return PurePosixPath(volume.where.file).name


def _shows(shown: Sequence[str], pages: Sequence[str], member: Member) -> bool:
    if member.origin.is_outside:
        pairs = zip(shown, pages, strict=False)
        return len(shown) == len(pages) and all(own in text for text, own in pairs)
    return shown == pages


def _found(volumes: list[Volume], member: Member) -> tuple[int, int] | None:
    """Where a bookmark says that a document begins."""
    for at, volume in enumerate(volumes):
        for title, page in volume.starts:
            if title == bare(member.title) and page:
                return at, page
    return None


def _is_divider(volume: Volume, page: int, group: str) -> bool:
    due = bare(group)
    return page < len(volume.texts) and is_drawn(volume.texts[page][: len(due)], due)


def _says_kept(files: Files, member: Member, volume: Volume, page: int) -> bool:
    """Whether the page is the one that stands for a document kept beside the bundle."""
    return page < len(volume.texts) and files.sha256(member.pdf) in volume.texts[page]


def _kept(files: Files, member: Member, volume: Volume, page: int) -> Iterator[Finding]:
    if not _says_kept(files, member, volume, page):
        message = f"halaman tentang berkas asli «{member.title}» tidak ada atau SHA-256-nya beda"
        yield error("bundle-member-wrong", volume.where, message)
    if not files.has(member.kept_as):
        message = f"berkas asli «{member.title}» tidak ada di samping berkas arsip"
        yield error("bundle-original-missing", Where(member.kept_as), message)
    elif files.sha256(member.kept_as) != files.sha256(member.pdf):
        message = f"bukan lagi berkas asli «{member.title}», byte demi byte"
        yield error("bundle-original-differs", Where(member.kept_as), message)


def _reached(member: Member, volumes: list[Volume], at: int, page: int) -> Iterator[Finding]:
    """A bookmark and a line of the index lead to the document."""
    volume = volumes[at]
    if (bare(member.title), page) not in volume.starts:
        message = f"bookmark «{member.title}» tidak menuju halaman yang benar"
        yield error("bundle-bookmark-wrong", volume.where, message)
    if ("", page) not in volume.lines:
        message = f"daftar isi tidak menaut ke halaman «{member.title}»"
        yield error("bundle-link-wrong", volume.where, message)
    if at and (_name(volume), page) not in volumes[0].lines:
        message = f"daftar isi jilid 1 tidak menaut ke «{member.title}» di jilid {at + 1}"
        yield error("bundle-link-wrong", volumes[0].where, message)


def _outline_pages(document: PdfDocument) -> Iterator[tuple[str, int | None]]:
    """Title, without white space, and page number (from 0) of every bookmark."""
    for bookmark in document.get_toc():
        target = bookmark.get_dest()
        yield bare(bookmark.get_title()), target.get_index() if target else None
