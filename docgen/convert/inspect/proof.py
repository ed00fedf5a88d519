"""Whether the PDF of a single document shows what its source says, and nothing else instead.

LibreOffice may leave out what it cannot read, print something else in its place, and say nothing.
So what the office file must show is looked for on the pages: the passages of a document
(:mod:`~docgen.convert.inspect.documents.match`), the cells of a workbook.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from docgen.convert.inspect.documents.document import shown_in_file
from docgen.convert.inspect.documents.match import lost_words
from docgen.convert.inspect.documents.passages import Shown
from docgen.convert.inspect.office_errors import error_texts
from docgen.convert.inspect.office_file import parse
from docgen.convert.inspect.pdf import Finished
from docgen.convert.inspect.sheets.proof import sheet_findings
from docgen.convert.inspect.words import missing, words_in
from docgen.convert.jobs import Kind
from docgen.findings import Finding, Severity, Where, error, warning
from docgen.ooxml.usual import usual_package
from docgen.outside.files import read_bytes

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXT = f"{_MAIN}t"
# So many words at least are needed to say anything of a workbook: it may print a part of itself.
_LEAST = 5
_BEGINNING = 4
_SHOWN = 3
_UNREADABLE = (OSError, KeyError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError)
_WEIGHT = (Severity.ERROR, Severity.WARNING, Severity.HINT)


def shown_by_source(source: Path, kind: Kind) -> Shown | None:
    """What a Word document must show; None for a workbook, and when it cannot be read."""
    try:
        return shown_in_file(source) if kind is Kind.WRITER else None
    except _UNREADABLE:
        return None  # it was looked at before; a file that went away since fails elsewhere


def prove(source: Path, shown: Shown | None, made: Finished) -> Finding | None:
    """What is wrong with the finished PDF of ``source``, all in one finding; None when nothing.

    Of a document the errors ``convert-text-lost`` when most of it is gone and
    ``convert-office-error-text``, and the warning ``convert-words-missing``. Of a workbook only a
    part may be meant for printing: ``convert-text-lost`` when nothing at all is shown, else what
    :func:`~docgen.convert.inspect.sheets.proof.sheet_findings` finds.
    """
    if made.texts is None:
        return None
    where = Where(str(source))
    if shown is not None:
        return as_one(tuple(_of_document(shown, made.texts, where)))
    try:
        return as_one(tuple(_of_workbook(source, made, where)))
    except _UNREADABLE:
        return None


def as_one(findings: Sequence[Finding]) -> Finding | None:
    """All that was found of one file as one finding: the gravest, which says the others as well."""
    if not findings:
        return None
    first, *others = sorted(findings, key=lambda each: _WEIGHT.index(each.severity))
    also = "".join(f" Selain itu ({each.code}): {each.message}" for each in others)
    return replace(first, message=first.message + also)


def _of_document(shown: Shown, texts: Sequence[str], where: Where) -> Iterator[Finding]:
    if errors := error_texts(shown, texts):
        named = ", ".join(f"«{text}» di halaman {page}" for page, text in errors[:_SHOWN])
        yield error(
            "convert-office-error-text",
            where,
            f"LibreOffice mencetak pesan galatnya sendiri: {named}. Buka dokumen itu di Word, "
            "perbaiki atau hapus rujukan atau rumus di tempat itu, simpan, lalu ubah lagi.",
        )
    lost = lost_words(shown, texts)
    if 2 * len(lost) > shown.count:
        yield _blank(where, len(lost), shown.count)
    elif lost:
        contexts = list(dict.fromkeys(each.context for each in lost))
        named = ", ".join(f"«{each}»" for each in contexts[:_SHOWN])
        words = ", ".join(f"«{each.word}»" for each in lost[:_SHOWN])
        more = f" dan {len(lost) - _SHOWN} kata lain" if len(lost) > _SHOWN else ""
        yield warning(
            "convert-words-missing",
            where,
            f"kata {words}{more} tidak ada di PDF-nya atau tertulis lain: {named}. Buka PDF itu "
            "dan bandingkan.",
        )


def _of_workbook(source: Path, made: Finished, where: Where) -> Iterator[Finding]:
    with zipfile.ZipFile(io.BytesIO(usual_package(read_bytes(source)))) as package:
        words = frozenset(word for text in _cells(package) for word in words_in(text))
    # The beginnings will do: a column may be too narrow for the whole.
    lost = missing({word[:_BEGINNING] for word in words}, "\n".join(made.texts or ()))
    if len(words) >= _LEAST and len(lost) == len({word[:_BEGINNING] for word in words}):
        yield _blank(where, len(words), len(words))
    else:
        yield from sheet_findings(source, made.data, where)


def _blank(where: Where, lost: int, count: int) -> Finding:
    return error(
        "convert-text-lost",
        where,
        f"{lost} dari {count} kata berkas ini tidak ada di PDF-nya. Buka dan simpan ulang di "
        "Word atau Excel, lalu ubah lagi.",
    )


def _cells(package: zipfile.ZipFile) -> Iterator[str]:
    for name in package.namelist():
        if name == "xl/sharedStrings.xml" or name.startswith("xl/worksheets/sheet"):
            for element in parse(package.read(name)).iter(_TEXT):
                yield element.text or ""
