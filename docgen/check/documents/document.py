"""Verify that each document has its files, and that its PDF shows what its data says now."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from docgen.check.advice import REBUILD_IT
from docgen.check.documents.shown_words import missing
from docgen.check.expectations import ExpectedDocument
from docgen.check.files import Files
from docgen.findings import Finding, Where, error

# Of one document that shows nothing of its data, as many fields are named.
NAMED = 3


def check_document(files: Files, expected: ExpectedDocument) -> Iterator[Finding]:
    """All findings of one document's files: paper-missing, paper-unreadable, paper-old-version,
    paper-outdated."""
    is_whole = True
    for name in (expected.office_file, *expected.also):
        if not files.has(name):
            is_whole = is_whole and name != expected.office_file
            yield error("paper-missing", Where(name), "berkas tidak ada; jalankan docgen build")
        elif name == expected.office_file and not zipfile.is_zipfile(files.path(name)):
            is_whole = False
            message = f"berkas rusak, tidak dapat dibuka; {REBUILD_IT}"
            yield error("paper-unreadable", Where(name), message)
    where = Where(expected.pdf)
    if not files.has(expected.pdf):
        yield error("paper-missing", where, "PDF tidak ada; jalankan docgen build")
        return
    read = files.pdf(expected.pdf)
    if read is None:
        message = f"PDF rusak, tidak dapat dibuka; {REBUILD_IT}"
        yield error("paper-unreadable", where, message)
        return
    # The PDF names the office file that it was made from by its SHA-256.
    if is_whole and read.properties.get("source") != files.sha256(expected.office_file):
        message = f"PDF ini bukan dari {expected.office_file} yang ada sekarang; {REBUILD_IT}"
        yield error("paper-old-version", where, message)
    absent = list(missing(expected.words, read.pages))
    if absent:
        shown = "; ".join(f"{field} «{text}»" for field, text in absent[:NAMED])
        others = f" dan {len(absent) - NAMED} isian lain" if len(absent) > NAMED else ""
        message = f"menurut data seharusnya tercetak {shown}{others}; jalankan docgen build"
        yield error("paper-outdated", where, message)
