"""Whether a document names authors of tracked changes or comments.

LibreOffice gives each author a colour in the order in which a process meets them, whatever
document they are in; so the colours in one document would hang on what was opened before it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

# w:author, whatever prefix the namespace has.
_AUTHOR = re.compile(rb":author\s*=")


def has_authors(path: Path) -> bool:
    """Whether any part of the text of a .docx names an author; False for what cannot be read."""
    try:
        with zipfile.ZipFile(path) as package:
            return any(
                _AUTHOR.search(package.read(name)) is not None
                for name in package.namelist()
                if name.startswith("word/") and name.endswith(".xml")
            )
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return False  # whoever converts it says what is wrong with it
