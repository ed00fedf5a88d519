"""A joined PDF cut into its letters, with nothing of a neighbour left in any.

LibreOffice gives all pages one dictionary of resources, so a page cut out naively carries every
recipient's pictures. Each page gets the resources that its own content names, and no others.
The structure tree belongs to the whole document and goes; the letters are PDF/A-2b without tags.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from docgen.convert.files import write_working
from docgen.convert.inspect.leftover import leftover
from docgen.convert.inspect.match import lost_words
from docgen.convert.inspect.office_errors import error_texts
from docgen.convert.inspect.passages import Shown
from docgen.convert.inspect.pdf import file_sha, font_missing, needs_a_look, normalise
from docgen.convert.inspect.words import texts_of
from docgen.convert.jobs import Job
from docgen.convert.joined.build import end_mark, start_mark
from docgen.findings import Finding, Where

# A name in a content stream (ISO 32000-1, 7.3.5). One inside a string counts as well: too much is
# kept then, never too little; LibreOffice writes its strings in hexadecimal, which hold none.
_NAMES = re.compile(rb"/([^\x00-\x20()<>\[\]{}/%]+)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Cut:
    """One letter of a joined PDF: its file, or what is wrong with it; where its pages stand."""

    path: Path
    first: int
    pages: int
    finding: Finding | None = None
    says_last_page: bool = True
    lost: tuple[str, ...] = ()


def split(
    path: Path, jobs: Sequence[Job], shown: Sequence[Shown], folder: Path
) -> tuple[Cut, ...] | None:
    """The letters of the joined PDF at ``path``, in order; None when it is not whole.

    ``shown`` is what each letter must show. The letters are written into ``folder``, so
    that a thousand of them need no memory.

    ``says_last_page`` tells whether the mark of a letter's last paragraph stands on its last
    page, which is what a page count shows; ``lost`` are the words that its pages do not show, and
    what LibreOffice says there of its own.
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
                return None
            places = _places(pdf, len(jobs))
            if places is None:
                return None
            starts, ends = places
            stops = (*starts[1:], len(pdf.pages))
            if texts is None or len(texts) != len(pdf.pages):
                return None
            mine = [texts[start:stop] for start, stop in zip(starts, stops, strict=True)]
            lost = [
                (
                    *(one.word for one in lost_words(each, pages)),
                    *(written for _page, written in error_texts(each, pages)),
                )
                for each, pages in zip(shown, mine, strict=True)
            ]
            suspicious = needs_a_look(_fonts(pdf))
            for page in pdf.pages:
                _own_resources(page.obj)
            return tuple(
                replace(
                    _cut(pdf, job, folder / f"{path.stem}-{n}.pdf", pages, seen, suspicious),
                    lost=gone,
                )
                for n, (job, pages, seen, gone) in enumerate(
                    zip(jobs, zip(starts, stops, ends, strict=True), mine, lost, strict=True)
                )
            )
    except (OSError, pikepdf.PdfError):
        return None


def _places(pdf: Pdf, count: int) -> tuple[list[int], list[int]] | None:
    """The first page of each letter and that of its last paragraph; None without sense."""
    marks = pdf.Root.get("/Dests", Dictionary())
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found: list[list[int]] = []
    for mark in (start_mark, end_mark):
        numbers = []
        for place in range(count):
            target = marks.get(f"/{mark(place)}")
            if target is None or target[0].objgen not in pages:
                return None
            numbers.append(pages[target[0].objgen])
        found.append(numbers)
    starts, ends = found
    ascending = all(a < b for a, b in itertools.pairwise(starts))
    return (starts, ends) if ascending and starts[0] == 0 else None


def _cut(
    pdf: Pdf,
    job: Job,
    target: Path,
    places: tuple[int, int, int],
    texts: Sequence[str],
    suspicious: bool,
) -> Cut:
    """A letter by its first page, the page behind it, and that of its last paragraph.

    ``texts`` are those of its pages; its fonts are looked at when they are ``suspicious``.
    """
    start, stop, end = places
    letter = Pdf.new()
    for page in pdf.pages[start:stop]:
        letter.pages.append(page)
    if "/OutputIntents" in pdf.Root:
        intents = pdf.make_indirect(pdf.Root.OutputIntents)
        letter.Root.OutputIntents = letter.copy_foreign(intents)
    letter.docinfo["/Producer"] = str(pdf.docinfo.get("/Producer", "LibreOffice"))
    data = normalise(letter, job.title, file_sha(job.source))
    where = Where(str(job.source))
    finding = font_missing(letter, where) if suspicious else None
    # A letter with merge fields is never joined, so its fields need no look.
    finding = finding or leftover(letter, texts, where, job.allowed, None)
    write_working(target, data)
    return Cut(target, start, stop - start, finding, end == stop - 1)


def _fonts(pdf: Pdf) -> list[Object]:
    """The fonts of all pages; LibreOffice puts those of a form among them as well."""
    shared = {page.obj.Resources.objgen: page.obj.Resources for page in pdf.pages}
    return [
        font
        for resources in shared.values()
        for _key, font in resources.get("/Font", Dictionary()).items()
    ]


def _own_resources(page: Dictionary) -> None:
    for key in ("/StructParents", "/Tabs"):
        if key in page:
            del page[key]
    contents = page.get("/Contents")
    streams = tuple(contents) if isinstance(contents, pikepdf.Array) else (contents,)
    used = _names(stream for stream in streams if stream is not None)
    page.Resources = _pruned(page.Resources, used)
    if "/Annots" in page:
        # A link to another page would bring that page along.
        page.Annots = pikepdf.Array([each for each in page.Annots if _leads_outside(each)])
        for each in page.Annots:
            if "/StructParent" in each:
                del each["/StructParent"]


def _leads_outside(annotation: Object) -> bool:
    return "/Dest" not in annotation and annotation.get("/A", Dictionary()).get("/S") == Name.URI


def _pruned(resources: Object, used: frozenset[str]) -> Dictionary:
    """A copy with only the used names; forms inside are pruned by what they use themselves."""
    own = Dictionary()
    for kind, entries in resources.items():
        if not isinstance(entries, Dictionary):
            own[kind] = entries
            continue
        kept = Dictionary({key: value for key, value in entries.items() if key in used})
        for _key, value in kept.items():
            _prune_inside(value)
        if len(kept):
            own[kind] = kept
    return own


def _prune_inside(item: Object) -> None:
    """Forms and patterns have resources too, and LibreOffice gives them those of all pages."""
    if isinstance(item, pikepdf.Stream):
        if "/Resources" in item:
            shared = item.Resources
            item.Resources = Dictionary()  # a form that names itself must come to an end
            item.Resources = _pruned(shared, _names((item,)))
        for key in ("/StructParents", "/StructParent"):
            if key in item:
                del item[key]
    elif isinstance(item, Dictionary):
        mask = item.get("/SMask")  # of a graphics state: a form drawn as transparency
        if isinstance(mask, Dictionary) and "/G" in mask:
            _prune_inside(mask.G)


def _names(streams: Iterator[Object] | tuple[Object, ...]) -> frozenset[str]:
    found: set[bytes] = set()
    for stream in streams:
        found.update(_NAMES.findall(stream.read_bytes()))
    return frozenset("/" + _plain(name).decode("utf-8", "replace") for name in found)


def _plain(name: bytes) -> bytes:
    return _ESCAPE.sub(lambda match: bytes.fromhex(match[1].decode()), name)
