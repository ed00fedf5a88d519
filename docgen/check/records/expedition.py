"""The buku ekspedisi: a line for each copy that goes to somebody."""

from __future__ import annotations

from collections.abc import Container, Iterator

from docgen.check.advice import REBUILD_LIST
from docgen.check.attributed import LEDGER, Attributed
from docgen.check.expectations import Expectations
from docgen.check.files import Files
from docgen.check.records.lists import read_rows
from docgen.findings import Finding, Where, error
from docgen.model.copies import Role

# As much of a hash as stands in the buku ekspedisi.
SHA_SHOWN = 12


def check_expedition(
    files: Files, expected: Expectations, faulty: Container[str]
) -> Iterator[Attributed]:
    """A line for each copy that goes to somebody, with its hash unless the copy is ``faulty``.

    What was written by hand in the columns for that is nobody's business here.
    """
    due = [
        (each, copy, name)
        for each in expected.letters
        for copy in each.copies
        if copy.role is not Role.ARSIP and files.has(name := each.file_of(copy))
    ]
    if not due:
        return
    where = Where(expected.expedition)
    rows = read_rows(files, expected.expedition)
    if rows is None or isinstance(rows, Finding):
        message = "buku ekspedisi tidak ada; jalankan docgen build"
        yield Attributed(LEDGER, rows or error("list-missing", where, message))
        return
    for each, copy, name in due:
        row = (
            each.letter.nomor, each.letter.hal, f"{copy.role} {copy.number}", copy.recipient,
            copy.file_name, "" if name in faulty else files.sha256(name)[:SHA_SHOWN],
        )  # fmt: skip
        if not rows.hold(row):
            message = (
                f"buku ekspedisi tidak memuat baris yang benar untuk {copy.file_name} "
                f"({copy.recipient}); {REBUILD_LIST}"
            )
            yield Attributed(each.id, error("list-line-wrong", where, message), name)
