"""What is printed against what must be: ``cetak.pdf`` is no required copy, so nothing is an error.

Its bookmarks, read by PDFium, name the copies in order; each must lead to a page with the copy's
mark. The pages themselves are those of the copies, which have a check of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument, PdfiumError

from docgen.check.advice import REBUILD
from docgen.check.pdf.reading import bare
from docgen.findings import Finding, Where, hint, warning

if TYPE_CHECKING:  # whoever only reads need not load what the check expects
    from docgen.check.expectations import ExpectedPrint
    from docgen.check.files import Files

_COPY_LEVEL = 1  # bookmarks: letter, then copy
_LOOKED_AT = 200  # pages of one file


def check_prints(files: Files, expected: ExpectedPrint) -> Iterator[Finding]:
    """All findings of one ``cetak.pdf``: hints when it is missing, warnings when it is wrong."""
    if expected.forms:
        yield from _forms(files, expected)
        return
    where = Where(expected.pdf)
    there = [(mark, name) for mark, name in expected.copies if files.has(name)]
    stopped = _cannot_be_opened(files, expected)
    yield from _left_out(stopped, where)
    # A signed copy is sent as it is, never printed.
    due = [mark for mark, name in there if not (name in stopped or files.is_signed(name))]
    # A missing copy has a finding of its own, and may well be printed here.
    is_whole = len(there) == len(expected.copies)
    path = files.path(expected.pdf)
    if not path.is_file():
        if due:
            yield hint("print-missing", where, "berkas cetak tidak ada; jalankan docgen build")
        return
    found = files.ask(bookmarked_copies, expected.pdf)
    if found is None:
        message = f"berkas cetak tidak dapat dibuka; {REBUILD}"
        yield warning("print-unreadable", where, message)
        return
    if is_whole and [title for title, _marked in found] != [bare(mark) for mark in due]:
        message = (
            f"berkas cetak berisi {len(found)} rangkap, seharusnya {len(due)}, atau "
            "urutannya lain; jalankan docgen build"
        )
        yield warning("print-copies-differ", where, message)
    for title, marked in found:
        if not marked:
            message = f"bookmark «{title}» tidak menuju rangkap itu; {REBUILD}"
            yield warning("print-bookmark-wrong", where, message)


def _cannot_be_opened(files: Files, expected: ExpectedPrint) -> dict[str, str]:
    """The copies that cannot be printed, each with the enclosure that nobody can open."""
    opens: dict[str, bool] = {}
    found = {}
    for copy, enclosures in expected.enclosures.items():
        for name in filter(files.has, enclosures):
            if name not in opens:
                opens[name] = _opens(files.path(name))
            if not opens[name] and not files.is_signed(name):
                found[copy] = name
    return found


def _opens(path: Path) -> bool:
    try:
        with PdfDocument(path) as document:
            return len(document) > 0
    except (PdfiumError, OSError, ValueError):
        return False


def _left_out(stopped: Mapping[str, str], where: Where) -> Iterator[Finding]:
    """A warning for each enclosure, with its letters: a letter has a folder of its own."""
    for enclosure in dict.fromkeys(stopped.values()):
        copies = (PurePosixPath(copy) for copy, name in stopped.items() if name == enclosure)
        letters = ", ".join(f"«{name}»" for name in dict.fromkeys(c.parent.name for c in copies))
        message = (
            f"surat {letters} tidak ikut dalam {where.file}, karena lampiran ini terkunci dengan "
            "kata sandi atau rusak; simpan lagi lampirannya tanpa kata sandi lalu jalankan docgen "
            "build, atau cetak surat itu sendiri"
        )
        yield warning("print-letter-left-out", Where(enclosure), message)


def _forms(files: Files, expected: ExpectedPrint) -> Iterator[Finding]:
    """Whether every form stands on some sheet, whatever the order."""
    where = Where(expected.pdf)
    if not files.has(expected.pdf):
        yield hint("print-missing", where, "berkas cetak tidak ada; jalankan docgen build")
        return
    sheets = files.pdf(expected.pdf)
    if sheets is None:
        message = f"berkas cetak tidak dapat dibuka; {REBUILD}"
        yield warning("print-unreadable", where, message)
        return
    for name in expected.forms:
        form = files.pdf(name) if files.has(name) else None
        if form and not all(any(page in sheet for sheet in sheets.pages) for page in form.pages):
            message = f"berkas cetak tidak memuat {name} seperti adanya; jalankan docgen build"
            yield warning("print-copies-differ", where, message)


def bookmarked_copies(path: Path) -> list[tuple[str, bool]] | None:
    """The bookmarks of copies, and whether each leads to its own page; None if damaged.

    Pages stand in the order of their bookmarks. On some, evenly spread, the mark is looked for:
    they are pages of copies, which are all read themselves.
    """
    found: list[tuple[str, bool]] = []
    try:
        with PdfDocument(path) as document:
            marks = [mark for mark in document.get_toc() if mark.level == _COPY_LEVEL]
            stride = len(marks) // _LOOKED_AT + 1
            last = -1
            for place, bookmark in enumerate(marks):
                target = bookmark.get_dest()
                number = target.get_index() if target else None
                title = bare(bookmark.get_title())
                is_own = number is not None and last < number < len(document)
                if number is not None and is_own:
                    last = number
                    is_own = place % stride > 0 or _shows(document, number, title)
                found.append((title, is_own))
    except (PdfiumError, OSError, ValueError):
        return None
    return found


def _shows(document: PdfDocument, number: int, mark: str) -> bool:
    page = document[number]
    text = bare(page.get_textpage().get_text_range())
    page.close()
    return text.endswith(mark) or text.startswith(mark)
