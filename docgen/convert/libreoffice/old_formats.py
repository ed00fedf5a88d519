"""Files of Word and Excel 97 to 2003 (.doc, .xls) in today's format, by LibreOffice."""

from __future__ import annotations

from pathlib import Path

from docgen.convert.files import write_working
from docgen.convert.libreoffice.processes import Processes
from docgen.convert.libreoffice.soffice import SECONDS_A_FILE, export, make_profile
from docgen.temporary import working_folder

# What the streams of a file are called in its OLE directory (MS-DOC 2.1, MS-XLS 2.1), and what
# LibreOffice writes of it.
_WORD = "WordDocument".encode("utf-16-le")
_EXCEL = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_FILTERS = {".doc": "docx:MS Word 2007 XML", ".xls": "xlsx:Calc MS Excel 2007 XML"}


def in_new_format(data: bytes, soffice: Path, seconds: float = SECONDS_A_FILE) -> bytes:
    """The bytes of a .docx or .xlsx with what an old file holds; nothing when it cannot be had.

    ``data`` are those of an OLE file; macros are never run. Raises OutputError when the disk is
    full, OSError when the program cannot be started.
    """
    suffix = ".doc" if _WORD in data else ".xls" if any(each in data for each in _EXCEL) else ""
    if not suffix:
        return b""
    with working_folder() as folder:
        source = folder / "masuk" / f"lama{suffix}"
        target = folder / "keluar"
        source.parent.mkdir()
        target.mkdir()
        write_working(source, data)
        profile = make_profile(soffice, folder / "profile")
        processes = Processes()
        try:
            export(
                soffice, [source], _FILTERS[suffix], target, profile, processes, seconds,
                lambda: None,
            )  # fmt: skip
        finally:
            processes.stop()
        made = target / f"lama{suffix}x"
        return made.read_bytes() if made.is_file() else b""
