"""Files that others made and docgen takes as they are: are they still what they were?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from docgen.check.files import Files
from docgen.findings import Finding, Where, error
from docgen.outside.files import ANY_SIZE, fits

# How such files begin, within how many bytes; before a PDF some scanners write a little of their
# own (ISO 32000-1, annex H.3.4.1).
_BEGINS = {
    ".pdf": (b"%PDF-", 1024), ".png": (b"\x89PNG", 4), ".jpg": (b"\xff\xd8\xff", 3),
    ".jpeg": (b"\xff\xd8\xff", 3), ".docx": (b"PK", 2), ".xlsx": (b"PK", 2),
}  # fmt: skip
_HEAD = max(within for _start, within in _BEGINS.values())


def check_source(files: Files, name: str) -> Iterator[Finding]:
    """source-damaged: a file from elsewhere that is no PDF, picture or document any more.

    Only its beginning counts: a locked PDF, or one that other readers mend, is as it came.
    """
    if PurePosixPath(name).suffix.lower() not in _BEGINS or not files.has(name):
        return  # a missing one has its own finding
    with fits(files.path(name), ANY_SIZE).open("rb") as file:
        head = file.read(_HEAD)
    # Its name need not say which of them it is.
    if any(start in head[:within] for start, within in _BEGINS.values()):
        return
    message = "berkas ini rusak, isinya tidak dikenal lagi; kembalikan dari cadangan"
    yield error("source-damaged", Where(name), message)
