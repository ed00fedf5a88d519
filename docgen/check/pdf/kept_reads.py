"""What PDFs were read as, kept by their content, for a build that comes back to the same bytes.

Only the reading is spared: what must stand on the pages is held against them anew each time.
``docgen check`` reads everything and knows nothing of this. A row counts only for the very content
and the very program that it is of, and when it is as it was written.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from docgen.check.pdf.reading import ReadPdf
from docgen.outside.damaged import BLOB, TEXT, proof_of, typed_rows
from docgen.outside.files import json_of, read_bytes

_TABLE = (
    "CREATE TABLE IF NOT EXISTS dibaca (kunci TEXT PRIMARY KEY, isi BLOB, bukti TEXT) WITHOUT ROWID"
)
_READERS = ("pypdfium2", "pypdf")
# More than this no page of letters takes, bytes.
_MOST = 2**28


class KeptReads:
    """``sha256`` tells the content of a file by its workspace path, and raises OSError."""

    def __init__(self, file: Path, sha256: Callable[[str], str], *, trusts: bool = True) -> None:
        self.sha256 = sha256
        self._file = file
        self._new: dict[str, ReadPdf] = {}
        self._used: set[str] = set()
        self._db: sqlite3.Connection | None = None
        if trusts and file.is_file():
            with suppress(sqlite3.Error):
                self._db = sqlite3.connect(file)

    @classmethod
    @contextmanager
    def open(
        cls, file: Path, sha256: Callable[[str], str], *, trusts: bool, forgets: bool
    ) -> Iterator[KeptReads]:
        """For the time of a block; kept when that ends well."""
        kept = cls(file, sha256, trusts=trusts)
        try:
            yield kept
            kept.keep(forgets=forgets)
        finally:
            kept.close()

    def knows(self, sha: str) -> bool:
        """Whether there is a row for PDFs of this content, as it was written."""
        return self._row(sha) is not None

    def use(self, sha: str) -> None:
        """Keep what is known of this content, which nobody need recall."""
        self._used.add(sha)

    def recall(self, sha: str) -> ReadPdf | None:
        """How a PDF of this content was read; None when that is not known."""
        self.use(sha)
        if sha in self._new:
            return self._new[sha]
        data = self._row(sha)
        if data is None:
            return None
        with suppress(ValueError, TypeError, KeyError, zlib.error):
            packed = zlib.decompressobj()
            text = packed.decompress(data, _MOST)
            return _in_full(json_of(text.decode()))
        return None

    def learn(self, sha: str, read: ReadPdf) -> None:
        """Keep how a PDF of this content was read."""
        self._new[sha] = read

    def keep(self, *, forgets: bool) -> None:
        """Write down what was read; one that ``forgets`` drops what nobody asked for. What cannot
        be written is read again the next time."""
        rows = []
        for sha, read in self._new.items():
            data = zlib.compress(_plain(read).encode(), 1)
            rows.append((sha, data, _proof(sha, data)))
        try:
            self._write(rows, forgets=forgets)
        except (sqlite3.Error, OSError):
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
        self._new.clear()

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _row(self, sha: str) -> bytes | None:
        if self._db is None:
            return None
        try:
            query = self._db.execute("SELECT isi, bukti FROM dibaca WHERE kunci = ?", (sha,))
            for data, proof in typed_rows(query, (BLOB, TEXT)):
                return bytes(data) if proof == _proof(sha, data) else None
        except (sqlite3.Error, ValueError):
            self.close()
        return None

    def _write(self, rows: list[tuple[str, bytes, str]], *, forgets: bool) -> None:
        self.close()
        self._file.parent.mkdir(exist_ok=True)
        db = sqlite3.connect(self._file)
        try:
            db.execute("PRAGMA synchronous = OFF")
            with db:
                db.execute(_TABLE)
                db.executemany("INSERT OR REPLACE INTO dibaca VALUES (?, ?, ?)", rows)
                every = [sha for (sha,) in db.execute("SELECT kunci FROM dibaca")]
                lost = [(sha,) for sha in every if forgets and sha not in self._used]
                db.executemany("DELETE FROM dibaca WHERE kunci = ?", lost)
        finally:
            db.close()


def _proof(sha: str, data: bytes) -> str:
    return proof_of(f"{readers()}\n{sha}", data)


@cache
def readers() -> str:
    """What reads PDFs: this room, and the libraries."""
    digest = hashlib.sha256(" ".join(map(version, _READERS)).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(read_bytes(path))
    return digest.hexdigest()


def _plain(read: ReadPdf) -> str:
    return json.dumps({
        "pages": read.pages,
        "sizes": read.sizes,
        "drawn": [each.hex() for each in read.drawn],
        "properties": dict(read.properties),
        "signed": read.signed,
    })  # fmt: skip


def _in_full(said: Any) -> ReadPdf:
    """Raises ValueError, TypeError or KeyError for what is none."""
    properties = {_text(key): _text(value) for key, value in dict(said["properties"]).items()}
    if not isinstance(said["signed"], bool):
        raise ValueError("signed")
    return ReadPdf(
        pages=tuple(map(_text, said["pages"])),
        sizes=tuple((int(width), int(height)) for width, height in said["sizes"]),
        drawn=tuple(map(bytes.fromhex, said["drawn"])),
        properties=properties,
        signed=said["signed"],
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value
