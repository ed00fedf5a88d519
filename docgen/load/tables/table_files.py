"""From a data file to what stands in it: a grid of texts, or the records of YAML and JSON.

What a file is, is told by its first bytes, not by its name: offices rename ``.xls`` files and
web applications export HTML under the name of a workbook.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.findings import Finding, Where, error, hint
from docgen.limits import MOST_ROWS, MOST_ROWS_OF_TEXT, MOST_TABLE
from docgen.load.tables import csv_files, records
from docgen.load.tables.cells import displayed as displayed
from docgen.load.tables.csv_files import read_csv
from docgen.load.tables.grid import SAVE_AGAIN, SMALLER, Grid
from docgen.load.tables.records import Records, read_records
from docgen.load.tables.workbook import read_sheets
from docgen.model.file_kinds import OLE, ZIP, really
from docgen.model.writing.os_reasons import os_reason
from docgen.outside.files import NotAFileError, TooLargeError, read_bytes

# What Excel and LibreOffice leave beside a file while it is open.
LOCKS = ("~${name}", ".~lock.{name}#")


def read_file(
    path: Path, sheet: str | None, key: str, shown_as: str
) -> Grid | Records | tuple[Finding, ...]:
    """What stands in a sheet (``None``: the first), or why it cannot be read.

    ``key`` is the first column, for files whose rows are named by it. A path without a suffix
    stands for a family of .csv files (``surat`` and ``butir`` for ``surat.butir.csv``).
    """
    if sheet is not None and not path.is_file():
        other = path.with_name(f"{path.name}.{sheet}.csv")
        if other.is_file():
            path, shown_as, sheet = other, f"{shown_as}.{sheet}.csv", None
    where = Where(shown_as)
    is_text = path.suffix.lower() in records.SUFFIXES
    data = bytes_of(path, where, MOST_ROWS_OF_TEXT if is_text else MOST_TABLE)
    if isinstance(data, Finding):
        return (data,)
    suffix = path.suffix.lower()
    found: Grid | Records | Finding | tuple[Finding, ...]
    if data.startswith((OLE, ZIP)):
        (found,) = sheets_of(data, (sheet,), where)
    elif suffix in csv_files.SUFFIXES:
        found = read_csv(data, sheet, where)
    elif suffix in records.SUFFIXES:
        found = read_records(data, suffix == ".json", sheet, key, where)
    else:
        (found,) = sheets_of(data, (sheet,), where)
    return (found,) if isinstance(found, Finding) else found


def sheets_of(
    data: bytes, sheets: Sequence[str | None], where: Where, most: int = MOST_ROWS
) -> tuple[Grid | Finding, ...]:
    """Sheets of a workbook (``None``: the first visible one), or why one cannot be read.

    Findings: those of ``read_sheets``; table-unreadable for what is no .xlsx at all.
    """
    if data.startswith(ZIP):
        return read_sheets(data, sheets, where, most)
    kind = really(data) or f"bukan buku kerja Excel: {SAVE_AGAIN}"
    return (error("table-unreadable", where, f"Berkas ini {kind}."),) * len(sheets)


def bytes_of(path: Path, where: Where, most: int = MOST_TABLE) -> bytes | Finding:
    """The bytes of a data file, or why they cannot be had.

    Findings: file-too-large, table-unreadable, table-missing-file.
    """
    try:
        return read_bytes(path, most)
    except TooLargeError as problem:
        return error("file-too-large", where, f"Berkas ini {problem.words}; {SMALLER}.")
    except NotAFileError as problem:
        message = f"Berkas tidak dapat dibuka: {os_reason(problem)}."
        return error("table-unreadable", where, message)
    except FileNotFoundError:
        message = "Berkas tidak ditemukan; periksa nama dan foldernya."
        return error("table-missing-file", where, message)
    except (OSError, ValueError):
        message = "Berkas tidak dapat dibuka; tutup dulu di Excel dan periksa hak aksesnya."
        if path.is_dir():
            message = "Ini folder, bukan berkas; sebutkan nama berkas di dalamnya."
        return error("table-unreadable", where, message)


def open_elsewhere(path: Path, shown_as: str) -> tuple[Finding, ...]:
    """A hint when a program has the file open: what was typed last is perhaps not saved."""
    for lock in LOCKS:
        if (path.parent / lock.format(name=path.name)).exists():
            program = "Excel" if lock.startswith("~$") else "LibreOffice"
            message = (
                f"Berkas ini sedang terbuka di {program}; simpan dulu, karena yang dibaca adalah "
                "isi yang tersimpan terakhir."
            )
            return (hint("file-open", Where(shown_as), message),)
    return ()
