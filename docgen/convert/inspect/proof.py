"""Whether the PDF of a single document shows the words of its source.

LibreOffice may leave out what it cannot read, and say nothing. So the words of the office file
(those of its text, or of the cells of its sheets) are looked for on the pages.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

from lxml import etree

from docgen.convert.inspect.office_file import parse
from docgen.convert.inspect.words import missing, texts_of, words_in, words_of
from docgen.convert.jobs import Kind
from docgen.findings import Finding, Where, error, warning

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXT = f"{_MAIN}t"
_DOCUMENT = "/officeDocument"
# So many words at least are needed to say anything of a workbook: it may print a part of itself.
_LEAST = 5
_SHOWN = 5


def lost_text(source: Path, kind: Kind, data: bytes) -> Finding | None:
    """What the PDF ``data`` lacks of ``source``; None when nothing.

    The error ``convert-text-lost`` when most of it is gone, the warning ``convert-words-missing``
    when some words of a document are. Of a workbook only a part may be meant for printing, so
    there it is an error when nothing at all is shown.
    """
    try:
        words = _words(source, kind)
    except (OSError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return None  # it was looked at before; a file that went away since fails elsewhere
    pages = texts_of(data)
    if pages is None or not words:
        return None
    lost = missing(words, "\n".join(pages))
    where = Where(str(source))
    if _is_blank(kind, words, lost):
        return error(
            "convert-text-lost",
            where,
            f"{len(lost)} dari {len(words)} kata berkas ini tidak ada di PDF-nya. Buka dan simpan "
            "ulang di Word atau Excel, lalu ubah lagi.",
        )
    if lost and kind is Kind.WRITER:
        shown = ", ".join(f"«{word}»" for word in lost[:_SHOWN])
        more = f" dan {len(lost) - _SHOWN} kata lain" if len(lost) > _SHOWN else ""
        return warning(
            "convert-words-missing",
            where,
            f"kata {shown}{more} tidak ditemukan di PDF-nya. Buka PDF itu dan bandingkan.",
        )
    return None


def _is_blank(kind: Kind, words: Collection[str], lost: Collection[str]) -> bool:
    if kind is Kind.WRITER:
        return 2 * len(lost) > len(words)
    return len(words) >= _LEAST and len(lost) == len(words)


def _words(source: Path, kind: Kind) -> frozenset[str]:
    with zipfile.ZipFile(source) as package:
        if kind is Kind.WRITER:
            return words_of(parse(package.read(_document(package))))
        return frozenset(
            word for text in _cells(package) for word in words_in(text)
        )  # fmt: skip


def _document(package: zipfile.ZipFile) -> str:
    """The part that holds the text."""
    for each in parse(package.read("_rels/.rels")):
        if each.get("Type", "").endswith(_DOCUMENT):
            return posixpath.normpath(each.get("Target", "").lstrip("/"))
    raise KeyError(_DOCUMENT)


def _cells(package: zipfile.ZipFile) -> Iterator[str]:
    for name in package.namelist():
        if name == "xl/sharedStrings.xml" or name.startswith("xl/worksheets/sheet"):
            for element in parse(package.read(name)).iter(_TEXT):
                yield element.text or ""
