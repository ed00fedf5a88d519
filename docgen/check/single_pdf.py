"""A PDF by itself, such as a bundle on a USB stick: what can be verified without its workspace.

It opens, says that it is PDF/A, and its bookmarks and links lead to pages that exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject

from docgen.check.pdf.damage import DAMAGE
from docgen.check.pdf.reading import is_archival, read_pdf
from docgen.findings import Finding, Where, error, warning
from docgen.guard import guarded_once
from docgen.limits import Stopped, pdf_limits
from docgen.outside.pdfs import too_much


def check_pdf(path: Path, shown_as: str) -> Sequence[Finding]:
    """All findings: pdf-unreadable, pdf-too-much, pdf-bookmark-wrong, pdf-link-wrong,
    pdf-not-pdfa."""
    where, limits = Where(shown_as), pdf_limits(path.stat().st_size)
    found = guarded_once(_all_findings, (path, where), limits)
    return (too_much(where, found, limits),) if isinstance(found, Stopped) else found


def _all_findings(given: tuple[Path, Where]) -> Sequence[Finding]:
    return tuple(_findings(*given))


def _findings(path: Path, where: Where) -> Iterator[Finding]:
    if read_pdf(path) is None:
        message = "PDF rusak, tidak dapat dibuka; minta salinan yang baru dari pembuatnya"
        yield error("pdf-unreadable", where, message)
        return
    try:
        reader = PdfReader(path)
        yield from _bookmarks(reader, where)
        yield from _links(reader, where)
        if not is_archival(reader):
            message = "bukan PDF/A (lagi), jadi kurang cocok untuk arsip; minta PDF/A-nya"
            yield warning("pdf-not-pdfa", where, message)
    except DAMAGE:
        message = "susunan PDF ini rusak; minta salinan yang baru dari pembuatnya"
        yield error("pdf-unreadable", where, message)


def _bookmarks(reader: PdfReader, where: Where) -> Iterator[Finding]:
    pages = _Pages(reader)
    outlines = reader.root_object.get("/Outlines")
    todo = [outlines.get_object().get("/First")] if outlines else []
    seen: set[int] = set()
    while todo:
        reference = todo.pop()
        if not isinstance(reference, IndirectObject) or reference.idnum in seen:
            continue  # the end of a level, or a bookmark that leads back to itself
        seen.add(reference.idnum)
        item: Any = reference.get_object()
        todo += [item.get("/Next"), item.get("/First")]
        target = _target(item)
        if target is not None and not pages.has(target):
            message = f"bookmark «{item.get('/Title', '?')}» tidak menuju halaman mana pun"
            yield error("pdf-bookmark-wrong", where, message)


def _links(reader: PdfReader, where: Where) -> Iterator[Finding]:
    pages = _Pages(reader)
    for number, page in enumerate(reader.pages, 1):
        for reference in page.get("/Annots") or ():
            target = _target(reference.get_object())
            if target is not None and not pages.has(target):
                message = f"tautan di halaman {number} tidak menuju halaman mana pun"
                yield error("pdf-link-wrong", where, message)


def _target(item: DictionaryObject) -> Any:
    """Where a bookmark or a link leads inside the file, None when nowhere or outside."""
    if "/Dest" in item:
        return item["/Dest"]
    action = item.get("/A")
    if action is None:
        return None
    action = action.get_object()
    return action.get("/D") if action.get("/S") == "/GoTo" else None


class _Pages:
    """The pages of a file and its named destinations."""

    def __init__(self, reader: PdfReader) -> None:
        self.reader = reader
        self.ids = {page.indirect_reference.idnum for page in reader.pages
                    if page.indirect_reference}  # fmt: skip

    def has(self, target: Any) -> bool:
        """Whether a destination, explicit or by name, is a page of the file."""
        target = target.get_object()
        if isinstance(target, str):
            named = self.reader.named_destinations.get(target)
            return named is not None and self.has(named.dest_array)
        if isinstance(target, DictionaryObject):
            target = target.get("/D", NullObject()).get_object()
        if not isinstance(target, ArrayObject) or not target:
            return False
        page: Any = target[0]  # as it stands: pypdf does not follow what an array refers to
        return isinstance(page, IndirectObject) and page.idnum in self.ids
