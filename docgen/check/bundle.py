"""Prove that a bundle holds its documents, that its index and bookmarks lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import Destination

from docgen.check.claims import BundlePapers
from docgen.check.pdf import bare, read_pdf
from docgen.findings import Finding, Where, error, warning

PDFA_MARK = b"pdfaid:part"


def check_bundle(root: Path, papers: BundlePapers) -> Iterator[Finding]:
    """All findings of one bundle."""
    where = Where(papers.pdf)
    path = root / papers.pdf
    if not path.is_file():
        yield error("bundle-missing", where, "berkas arsip tidak ada; jalankan docgen build")
        return
    read = read_pdf(path)
    if read is None:
        yield error(
            "bundle-unreadable",
            where,
            "berkas arsip tidak dapat dibuka; jalankan docgen build --force",
        )
        return
    reader = PdfReader(path)
    texts = [bare(page) for page in read.pages]
    starts = set(_outline_pages(reader))
    links = _index_pages(reader)
    front = _front_pages(reader, texts)
    expected: int | None = front  # None behind a document whose length is not known
    for member in papers.members:
        source = read_pdf(root / member.pdf)
        if source is None:
            expected = None  # its own finding
            continue
        if source.signed:
            continue  # kept beside the bundle
        if expected is None:
            expected = next((page for title, page in starts if title == member.title and page), 0)
        pages = texts[expected : expected + len(source.pages)]
        if pages != [bare(page) for page in source.pages]:
            message = f"«{member.title}» tidak ada di halaman {expected - front + 1} dan seterusnya"
            yield error("bundle-member-wrong", where, message)
        if (member.title, expected) not in starts:
            message = f"bookmark «{member.title}» tidak menuju halaman yang benar"
            yield error("bundle-bookmark-wrong", where, message)
        if expected not in links:
            message = f"daftar isi tidak menaut ke halaman «{member.title}»"
            yield error("bundle-link-wrong", where, message)
        expected += len(source.pages)
    if expected is not None and expected != len(texts):
        message = f"berkas arsip {len(texts)} halaman, seharusnya {expected}"
        yield error("bundle-pages-wrong", where, message)
    metadata = reader.root_object.get("/Metadata")
    if metadata is None or PDFA_MARK not in metadata.get_object().get_data():
        yield warning(
            "bundle-not-pdfa", where, "berkas arsip bukan PDF/A lagi; jalankan docgen build --force"
        )


def _outline_pages(reader: PdfReader) -> Iterator[tuple[str, int | None]]:
    """Title and page number (from 0) of every bookmark."""

    def walk(items: list[Any]) -> Iterator[tuple[str, int | None]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item)
            elif isinstance(item, Destination):
                yield str(item.title), reader.get_destination_page_number(item)

    try:
        yield from walk(reader.outline)
    except (PyPdfError, KeyError, AttributeError, TypeError):
        return


def _index_pages(reader: PdfReader) -> frozenset[int]:
    """The pages that links of the front matter lead to."""
    numbers: Mapping[int, int] = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(reader.pages)
        if page.indirect_reference
    }
    found = set()
    for page in reader.pages:
        for reference in page.get("/Annots") or ():
            annotation = reference.get_object()
            action = annotation.get("/A", {}).get_object() if "/A" in annotation else {}
            target = action.get("/D", annotation.get("/Dest"))
            if target and hasattr(target, "get_object"):
                target = target.get_object()
            if target and hasattr(target[0], "idnum"):
                found.add(numbers.get(target[0].idnum, -1))
    return frozenset(found)


def _front_pages(reader: PdfReader, texts: list[str]) -> int:
    """How many pages have roman labels: cover and index."""
    labels = reader.page_labels
    front = 0
    while front < len(texts) and not labels[front].isdigit():
        front += 1
    return front
