"""The content of files as SHA-256, each file hashed once as long as it looks the same.

What the system says of a file (size, time of the content and of the inode, inode) tells whether it
is the one that was hashed. Where it cannot tell, as on a clock of whole seconds, and of a file that
was written a moment ago, the file is read again.
"""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

from docgen.outside.files import ANY_SIZE, sha256_of
from docgen.workspace.store.sealed import read_sealed, write_sealed

RECORD = ".docgen/isi.json"
# A file may change within this time without looking changed, nanoseconds.
_TICK = 50_000_000
_COARSE = 1_000_000_000
_LENGTH = hashlib.sha256().digest_size * 2

# Size, time of the content, time of the inode, inode.
Mark = tuple[int, int, int, int]


class Contents:
    """What is known of the files below ``root``, by workspace path; nothing at first unless it
    ``trusts`` what was kept."""

    def __init__(self, root: Path, *, trusts: bool = True) -> None:
        self._root = root
        self._prefix = f"{root}{os.sep}"
        self._known: dict[str, tuple[Mark, str]] = {}
        self._used: set[str] = set()
        for name, line in ((read_sealed(root / RECORD) or {}) if trusts else {}).items():
            if isinstance(line, list) and _is_line(line):
                self._known[name] = ((line[0], line[1], line[2], line[3]), line[4])

    def sha256(self, name: str) -> str:
        """SHA-256 of a file as it is on the disk now, hexadecimal. Raises OSError."""
        # Asked for some ten thousand names: as texts, since paths are slow to put together.
        path = self._prefix + name
        before = _mark(os.stat(path))  # noqa: PTH116
        self._used.add(name)
        mark, sha = self._known.get(name, ((0, 0, 0, 0), ""))
        if sha and mark == before:
            return sha
        sha = sha256_of(Path(path), ANY_SIZE)
        after = os.stat(path)  # noqa: PTH116
        if before == _mark(after) and _can_be_told(before):
            self._known[name] = (before, sha)
        return sha

    def wrote(self, name: str, sha: str) -> None:
        """This very content was put there just now."""
        self._used.add(name)
        mark = _mark((self._root / name).stat())
        if os.name != "nt" and not _is_coarse(mark):
            self._known[name] = (mark, sha)

    def keep(self) -> None:
        """Write down what is known of files that are there, for the next run."""
        body = {
            name: [*mark, sha]
            for name, (mark, sha) in self._known.items()
            if name in self._used or (self._root / name).is_file()
        }
        write_sealed(self._root / RECORD, body)


def _mark(about: os.stat_result) -> Mark:
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def _can_be_told(mark: Mark) -> bool:
    """Whether a change of a file that looks so would show."""
    if os.name == "nt" or _is_coarse(mark):  # no time of the inode
        return False
    return max(mark[1], mark[2]) + _TICK < time.time_ns()


def _is_coarse(mark: Mark) -> bool:
    return mark[1] % _COARSE == 0 and mark[2] % _COARSE == 0


def _is_line(line: list[object]) -> bool:
    *mark, sha = line
    numbers = len(mark) == 4 and all(type(each) is int for each in mark)
    return numbers and isinstance(sha, str) and len(sha) == _LENGTH
