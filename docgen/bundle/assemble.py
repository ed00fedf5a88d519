"""One archive bundle out of a cover, an index and many parts, all PDF/A-2b (ISO 19005-2).

The cover is the file that grows: so XMP, output intent and version stay. The index links to
``docgen:ID`` (LibreOffice exports these as URI annotations); here they become page links.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, NumberTree, Object, OutlineItem, Page, Pdf

from docgen.bundle.dedupe import share_streams
from docgen.bundle.fresh import describe, show_bookmarks
from docgen.bundle.merge import annotations_of, append, destination, save, untag
from docgen.bundle.signed import holds_signature, open_pdf, read_pdf
from docgen.errors import OutputError

LINK_SCHEME = "docgen:"
COVER_TITLE = "Sampul"
INDEX_TITLE = "Daftar Isi"


@dataclass(frozen=True, slots=True)
class Part:
    """One document of the bundle: its id (what links name), its title, its group, its PDF."""

    id: str
    title: str
    group: str
    path: Path


@dataclass(frozen=True, slots=True)
class Bundle:
    """The finished bundle, its number of pages, and the signed files that stay beside it."""

    pdf: bytes
    beside: tuple[Path, ...]
    pages: int


def page_count(path: Path) -> int:
    """How many pages a PDF has. Raises FindingsError (``bundle-not-a-pdf``)."""
    with open_pdf(read_pdf(path), path) as pdf:
        return len(pdf.pages)


def assemble(cover: Path, index: Path, parts: Sequence[Part], *, title: str) -> Bundle:
    """Cover, index and parts as one PDF with outline, page labels and a linked index.

    Cover and index are numbered i, ii, …, the parts 1, 2, …. An electronically signed part is
    never merged: it is returned in ``beside``, and index links to it become plain text.
    The same arguments always give the same bytes.

    Raises:
        FindingsError: A file is no PDF that can be read (``bundle-not-a-pdf``).
        OutputError: A link names an id that no part has.
    """
    beside: list[Part] = []
    starts: list[tuple[Part, int]] = []
    with open_pdf(read_pdf(cover), cover) as pdf:
        sources = [pdf]  # streams are read when the bundle is saved: all stay open until then
        index_start = len(pdf.pages)
        sources.append(append(pdf, index, read_pdf(index)))
        front = len(pdf.pages)
        for part in parts:
            data = read_pdf(part.path)
            if holds_signature(data):
                beside.append(part)
                continue
            starts.append((part, len(pdf.pages)))
            sources.append(append(pdf, part.path, data))
        untag(pdf)
        _link(pdf, dict(_targets(starts, beside)))
        _label(pdf, front)
        _outline(pdf, index_start, starts)
        describe(pdf, title)
        show_bookmarks(pdf)
        share_streams(pdf)
        return Bundle(save(pdf), tuple(part.path for part in beside), len(pdf.pages))


def _targets(
    starts: Sequence[tuple[Part, int]], beside: Sequence[Part]
) -> Iterator[tuple[str, int | None]]:
    """What each id links to: the first page of its part, or nothing when it is not merged."""
    for part in beside:
        yield part.id, None
    for part, start in starts:
        yield part.id, start


def _link(pdf: Pdf, targets: Mapping[str, int | None]) -> None:
    pages = list(pdf.pages)
    for page in pages:
        links = list(annotations_of(page))
        kept = [item for item in links if _resolve(item, pages, targets)]
        if len(kept) < len(links):
            page.obj.Annots = Array(kept)


def _resolve(annotation: Object, pages: Sequence[Page], targets: Mapping[str, int | None]) -> bool:
    """Turn a ``docgen:`` link into a page link; False when it must go."""
    action = annotation.get("/A")
    if not isinstance(action, Dictionary) or action.get("/S") != Name.URI:
        return True
    uri = str(action.get("/URI", ""))
    if not uri.startswith(LINK_SCHEME):
        return True
    identifier = unquote(uri.removeprefix(LINK_SCHEME))
    if identifier not in targets:
        raise OutputError(
            f"Daftar isi menunjuk ke «{identifier}», tetapi bagian itu tidak ada di berkas arsip.",
            "Periksa kolom id di data dan templat daftar isi, lalu buat ulang.",
        )
    start = targets[identifier]
    if start is None:
        return False
    annotation.A = Dictionary(S=Name.GoTo, D=destination(pages[start]))
    return True


def _label(pdf: Pdf, front: int) -> None:
    """Lower-case roman numbers for cover and index, 1, 2, … for the parts."""
    labels = NumberTree.new(pdf)
    labels[0] = Dictionary(S=Name.r, St=1)
    if front < len(pdf.pages):
        labels[front] = Dictionary(S=Name.D, St=1)
    pdf.Root.PageLabels = labels.obj


def _outline(pdf: Pdf, index_start: int, starts: Sequence[tuple[Part, int]]) -> None:
    """Sampul, Daftar Isi, then each run of parts of one group below the group's name."""
    pages = list(pdf.pages)

    def item(title: str, start: int) -> OutlineItem:
        return OutlineItem(title, destination(pages[start]))

    with pdf.open_outline() as outline:
        outline.root += [item(COVER_TITLE, 0), item(INDEX_TITLE, index_start)]
        for group, run in itertools.groupby(starts, key=lambda pair: pair[0].group):
            members = list(run)
            entries = [item(part.title, start) for part, start in members]
            if group:
                heading = item(group, members[0][1])
                heading.children += entries
                heading.is_closed = True
                outline.root.append(heading)
            else:
                outline.root += entries
