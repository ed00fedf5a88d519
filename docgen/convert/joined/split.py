"""A joined PDF cut into its letters, with nothing of a neighbour left in any.

LibreOffice gives all pages one dictionary of resources, so a page cut out naively carries every
recipient's pictures. Each page gets the resources that its own content names, and no others.
LibreOffice made bare pages; what makes each letter PDF/A-2b, without tags, it gets here.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, Object, ObjectStreamMode, Page, Pdf

from docgen.convert.hints import drop_hints
from docgen.convert.inspect.documents.match import lost_words
from docgen.convert.inspect.documents.passages import Shown
from docgen.convert.inspect.leftover import leftover
from docgen.convert.inspect.office_errors import error_texts
from docgen.convert.inspect.pdf import (
    empty_archival,
    file_sha,
    font_missing,
    needs_a_look,
    normalise,
)
from docgen.convert.inspect.words import texts_of
from docgen.convert.jobs import Job
from docgen.convert.joined.edges import Edge, Place
from docgen.convert.joined.ends import end_mark, row_mark, start_mark
from docgen.convert.joined.names import NotJoinableError
from docgen.convert.joined.own_resources import own_resources
from docgen.convert.joined.specimen import fonts_in, settled_fonts
from docgen.findings import Finding, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One letter of a joined PDF: its bytes, or what is wrong with it; where its pages stand."""

    data: bytes
    first: int
    pages: int
    finding: Finding | None = None
    is_whole: bool = True
    meets_edge: bool = False
    is_settled: bool = True
    lost: tuple[str, ...] = ()
    as_converted: bytes = b""


@dataclass(frozen=True, slots=True)
class _Span:
    """A letter's pages from ``start`` to before ``stop``, and what is known of them."""

    start: int
    stop: int
    is_whole: bool
    meets_edge: bool


def split(
    path: Path,
    jobs: Sequence[Job],
    shown: Sequence[Shown],
    edges: Sequence[Edge],
    samples: Collection[int] = (),
) -> tuple[Cut, ...] | None:
    """The letters of the joined PDF at ``path``, in order; None when it is not whole.

    ``shown`` is what each letter must show, ``edges`` say where its end would be near the edge of a
    page. Raises NotJoinableError when the file is whole and yet the letters cannot be told apart.

    ``is_whole`` says that the marks of a letter's first and last paragraph account for all its
    pages, ``meets_edge`` that it ends at the edge of one, ``is_settled`` that no neighbour had a
    part in what is stored of its fonts; ``lost`` are the words that its pages do not show, and what
    LibreOffice says there of its own. Letters have lighter fonts than LibreOffice stores; those at
    the places of ``samples`` come ``as_converted`` as well, to be held against others.
    """
    try:
        raw = path.read_bytes()
        if not raw.rstrip().endswith(b"%%EOF"):
            return None
        texts = texts_of(raw)
        # By its path and without spreading inherited attributes, of which LibreOffice uses none:
        # ten times as fast on a large file.
        with pikepdf.open(path, attempt_recovery=False, inherit_page_attributes=False) as pdf:
            if not all("/Resources" in page.obj and "/MediaBox" in page.obj for page in pdf.pages):
                raise NotJoinableError("halaman dokumen gabungannya tidak dapat dipisahkan")
            spans = _spans(pdf, edges)
            if texts is None or len(texts) != len(pdf.pages):
                return None
            mine = [texts[span.start : span.stop] for span in spans]
            lost = [*map(_lost, shown, mine)]
            fonts = _fonts(pdf)  # while all pages have the same resources
            suspicious = needs_a_look(fonts)
            settled = settled_fonts(pdf.pages[: spans[0].start])
            for page in pdf.pages[spans[0].start :]:
                own_resources(pdf, page.obj)
            unchanged = _new_letter(pdf)
            as_converted = {n: _data(unchanged, pdf, jobs[n], spans[n]) for n in samples}
            drop_hints(pdf, fonts)
            letter = _new_letter(pdf)
            return tuple(
                replace(
                    _cut(letter, pdf, job, span, seen, suspicious),
                    as_converted=as_converted.get(number, b""),
                    is_whole=span.is_whole,
                    meets_edge=span.meets_edge,
                    is_settled=len(spans) == 1 or settled.issuperset(_fonts_of(pdf, span)),
                    lost=gone,
                )
                for number, (job, span, seen, gone) in enumerate(
                    zip(jobs, spans, mine, lost, strict=True)
                )
            )
    except (OSError, pikepdf.PdfError):
        return None


def _spans(pdf: Pdf, edges: Sequence[Edge]) -> list[_Span]:
    """Where each letter stands. Raises NotJoinableError when its marks say nothing."""
    marks = _marks(pdf)
    count = len(edges)
    try:
        starts = [marks[start_mark(number)].page for number in range(count)]
        ends = [marks[end_mark(number)] for number in range(count)]
    except KeyError as problem:
        reason = "di dokumen gabungan tidak terlihat di mana tiap surat mulai dan berakhir"
        raise NotJoinableError(reason) from problem
    if starts[0] < 1 or not all(a < b for a, b in itertools.pairwise(starts)):
        raise NotJoinableError("di dokumen gabungan tidak semua surat mulai di halaman baru")
    spans = []
    for number, edge in enumerate(edges):
        start, stop = starts[number], (*starts, len(pdf.pages))[number + 1]
        # A page between the end of one letter and the start of the next may belong to either.
        follows = number == 0 or ends[number - 1].page == start - 1
        names = [
            [row_mark(number, row, each) for each in range(len(rooms))]
            for row, rooms in enumerate(edge.rows)
        ]
        seen = all(name in marks for row in names for name in row)
        near = not seen or edge.is_met(
            start, ends[number], [[marks[name] for name in row] for row in names]
        )
        spans.append(_Span(start, stop, follows and ends[number].page == stop - 1, near))
    return spans


def _marks(pdf: Pdf) -> dict[str, Place]:
    """The bookmarks of the document that stand on a page."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    heights = [float(page.mediabox[3]) for page in pdf.pages]
    found = {}
    for name, target in pdf.Root.get("/Dests", Dictionary()).items():
        page = numbers.get(target[0].objgen)
        if page is not None and target[1] == Name.XYZ:
            found[name.lstrip("/")] = Place(page, float(target[3]), heights[page])
    return found


def _cut(
    letter: Pdf, pdf: Pdf, job: Job, span: _Span, texts: Sequence[str], suspicious: bool
) -> Cut:
    """A letter by its pages and their texts; its fonts are looked at when ``suspicious``."""
    data = _data(letter, pdf, job, span)
    where = Where(str(job.source))
    finding = _font_missing(data, where) if suspicious else None
    # A letter with merge fields is never joined, so its fields need no look.
    finding = finding or leftover(letter, texts, where, job.allowed, None)
    return Cut(data=data, first=span.start, pages=span.stop - span.start, finding=finding)


def _lost(shown: Shown, pages: Sequence[str]) -> tuple[str, ...]:
    words = (each.word for each in lost_words(shown, pages))
    return *words, *(written for _page, written in error_texts(shown, pages))


def _new_letter(pdf: Pdf) -> Pdf:
    letter = empty_archival()
    letter.docinfo["/Producer"] = str(pdf.docinfo.get("/Producer", "LibreOffice"))
    return letter


def _data(letter: Pdf, pdf: Pdf, job: Job, span: _Span) -> bytes:
    """A letter as a file; ``letter`` is what the one before it was in: so the fonts of all are
    copied once."""
    del letter.pages[:]
    for page in pdf.pages[span.start : span.stop]:
        # Copied first: a page of a large file makes qpdf look at all of that.
        letter.pages.append(Page(letter.copy_foreign(page.obj)))
    return normalise(
        letter, job.title, file_sha(job.source), object_streams=ObjectStreamMode.disable
    )


def _font_missing(data: bytes, where: Where) -> Finding | None:
    with pikepdf.open(io.BytesIO(data)) as written:
        return font_missing(written, where)


def _fonts_of(pdf: Pdf, span: _Span) -> Iterator[tuple[int, int]]:
    for page in pdf.pages[span.start : span.stop]:
        yield from fonts_in(page.obj.Resources)


def _fonts(pdf: Pdf) -> list[Object]:
    """The fonts of all pages; LibreOffice puts those of a form among them as well."""
    shared = {page.obj.Resources.objgen: page.obj.Resources for page in pdf.pages}
    return [
        font
        for resources in shared.values()
        for _key, font in resources.get("/Font", Dictionary()).items()
    ]
