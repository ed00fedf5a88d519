"""The one door for the bytes of a file: a regular file of a bearable size, or an error.

A pipe would wait for ever for somebody to write, a device never ends, and a file with holes can be
larger than all memory while it takes no room on the disk.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

from docgen.limits import MEGABYTE, MOST_FILE, MOST_RECORD

# For what is read in pieces, none of which is kept.
ANY_SIZE = sys.maxsize
# Where the system knows it: do not wait for whoever writes into a pipe (open(2)).
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class TooLargeError(OSError):
    """A file with more bytes than anybody needs; ``words`` say how many, and how many may be."""

    def __init__(self, size: int, most: int, path: str = "") -> None:
        self.size, self.most = size, most
        self.words = f"terlalu besar: {megabytes(size)}, paling banyak {megabytes(most)}"
        super().__init__(errno.EFBIG, self.words, path)

    def __reduce__(self) -> tuple[type[TooLargeError], tuple[int, int, str]]:
        return TooLargeError, (self.size, self.most, str(self.filename))


class NotAFileError(OSError):
    """A pipe, a socket or a device."""

    def __init__(self, path: str = "") -> None:
        super().__init__(errno.ENXIO, "bukan berkas biasa", path)

    def __reduce__(self) -> tuple[type[NotAFileError], tuple[str]]:
        return NotAFileError, (str(self.filename),)


def read_bytes(path: Path, most: int = MOST_FILE) -> bytes:
    """All bytes of a file. Raises OSError: TooLargeError, NotAFileError, and the system's own."""
    number = os.open(path, _FLAGS)
    with os.fdopen(number, "rb") as file:
        size = _size(os.fstat(number), path, most)
        # One that grows meanwhile is not followed.
        data = file.read(min(size, most) + 1)
    if len(data) > most:
        raise TooLargeError(len(data), most, str(path))
    return data


def read_text(path: Path, most: int, encoding: str = "utf-8") -> str:
    """The text of a file with plain line ends. Raises OSError as above, UnicodeDecodeError."""
    text = read_bytes(path, most).decode(encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_json(path: Path) -> Any:
    """What docgen wrote down as JSON. Raises OSError as above, ValueError for what is none."""
    return json_of(read_text(path, MOST_RECORD))


def json_of(text: str) -> Any:
    """The same for its text. Raises ValueError."""
    try:
        return json.loads(text)
    except RecursionError as problem:
        raise ValueError("bersarang terlalu dalam") from problem


def fits(path: Path, most: int = MOST_FILE) -> Path:
    """The path of a file that may be read. Raises OSError as above."""
    _size(path.stat(), path, most)
    return path


def sha256_of(path: Path, most: int = MOST_FILE) -> str:
    """The SHA-256 of a file, read in pieces. Raises OSError, as :func:`fits`."""
    with fits(path, most).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _size(about: os.stat_result, path: Path, most: int) -> int:
    if stat.S_ISDIR(about.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(about.st_mode):
        raise NotAFileError(str(path))
    if about.st_size > most:
        raise TooLargeError(about.st_size, most, str(path))
    return about.st_size


def megabytes(size: int) -> str:
    """Bytes in words: ``6.000 MB``."""
    return f"{size / MEGABYTE:,.0f} MB".replace(",", ".")
