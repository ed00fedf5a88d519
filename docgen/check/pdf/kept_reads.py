"""What PDFs were read as, kept by their content, for a build that comes back to the same bytes.

Only the reading is spared: what must stand on the pages is held against them anew each time.
``docgen check`` reads everything and knows nothing of this. A row counts only for the very content
and the very program that it is of, and when it is as it was written.

Of a bundle that is made anew most pages are as they were: pages are kept by digests of their own,
of which whoever read them in the finished file tells.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from docgen.check.pdf.reading import Facts, Pages, ReadPdf, put_together
from docgen.check.pdf.some_pages import SomePages
from docgen.outside.damaged import BLOB, TEXT, proof_of, typed_rows
from docgen.outside.files import json_of, read_bytes

_TABLE = (
    "CREATE TABLE IF NOT EXISTS dibaca (kunci TEXT PRIMARY KEY, isi BLOB, bukti TEXT) WITHOUT ROWID"
)
_READERS = ("pypdfium2", "pypdf")
# More than this no page of letters takes, bytes.
_MOST = 2**28
# More new pages are read in parts, with all others of their file.
_FEW = 100
_PAGES = "halaman"


class KeptReads:
    """``sha256`` tells the content of a file by its workspace path, and raises OSError."""

    def __init__(self, file: Path, sha256: Callable[[str], str], *, trusts: bool = True) -> None:
        self.sha256 = sha256
        self._file = file
        self._new: dict[str, ReadPdf] = {}
        self._used: set[str] = set()
        self._told: dict[str, Sequence[str]] = {}
        self._pages: dict[str, Pages | None] = {}
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

    def tell(self, pages: Mapping[str, Sequence[str]]) -> None:
        """Digests of the pages of PDFs, by the SHA-256 of the file: each of all that is seen on a
        page, read from a file of this content."""
        self._told |= {sha: each for sha, each in pages.items() if each}

    def new_pages(self, sha: str) -> SomePages | None:
        """What of a PDF of this content must be read, where its other pages were read before; None
        where that is not told, or too much."""
        pages = self._told.get(sha, ())
        new = tuple(number for number, page in enumerate(pages) if self._page(page) is None)
        return SomePages(new, len(pages)) if pages and len(new) <= _FEW else None

    def completed(self, sha: str, facts: Facts, new: Pages) -> ReadPdf | None:
        """The PDF of which :meth:`new_pages` told what must be read, from that and the others."""
        asked = self.new_pages(sha)
        if asked is None or len(asked.numbers) != len(new.words):
            return None
        for number, page in zip(asked.numbers, new.single(), strict=True):
            self._pages[self._told[sha][number]] = page
        pages = [self._page(page) for page in self._told[sha]]
        return put_together(facts, [page for page in pages if page is not None])

    def recall(self, sha: str) -> ReadPdf | None:
        """How a PDF of this content was read; None when that is not known."""
        self.use(sha)
        if sha in self._new:
            return self._new[sha]
        said = self._said(sha)
        with suppress(ValueError, TypeError, KeyError):
            return self._in_full(said)
        return None

    def learn(self, sha: str, read: ReadPdf) -> None:
        """Keep how a PDF of this content was read."""
        self._new[sha] = read

    def keep(self, *, forgets: bool) -> None:
        """Write down what was read; one that ``forgets`` drops what nobody asked for. What cannot
        be written is read again the next time."""
        rows = []
        for sha, said in self._to_be_kept():
            data = zlib.compress(json.dumps(said).encode(), 1)
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

    def _to_be_kept(self) -> Iterator[tuple[str, Any]]:
        for sha, read in self._new.items():
            pages = self._told.get(sha, ())
            if len(pages) != len(read.pages):
                yield sha, {**_plain(read), **_facts(read)}
                continue
            self._used.update(pages)
            yield sha, {_PAGES: list(pages), **_facts(read)}
            for digest, page in zip(pages, Pages.of(read).single(), strict=True):
                if self._row(digest) is None:
                    yield digest, _plain(page)

    def _page(self, digest: str) -> Pages | None:
        """A page as it was read, None when that is not known."""
        if digest not in self._pages:
            self._pages[digest] = None
            with suppress(ValueError, TypeError, KeyError):
                self._pages[digest] = _pages(self._said(digest))
        return self._pages[digest]

    def _in_full(self, said: Any) -> ReadPdf | None:
        """Raises ValueError, TypeError or KeyError for what is none."""
        facts = _facts_in(said)
        if _PAGES not in said:
            return put_together(facts, [_pages(said)])
        digests = list(map(_text, said[_PAGES]))
        self._used.update(digests)
        pages = [page for digest in digests if (page := self._page(digest)) is not None]
        return put_together(facts, pages) if len(pages) == len(digests) else None

    def _said(self, key: str) -> Any:
        """What was kept under a key, None for nothing."""
        data = self._row(key)
        if data is None:
            return None
        with suppress(ValueError, zlib.error):
            return json_of(zlib.decompressobj().decompress(data, _MOST).decode())
        return None

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


def _plain(read: ReadPdf | Pages) -> dict[str, Any]:
    pages = Pages.of(read) if isinstance(read, ReadPdf) else read
    return {
        "pages": pages.words,
        "sizes": pages.sizes,
        "drawn": [each.hex() for each in pages.drawn],
    }


def _facts(read: ReadPdf) -> dict[str, Any]:
    return {"properties": dict(read.properties), "signed": read.signed, "likened": read.likened}


def _pages(said: Any) -> Pages:
    """Raises ValueError, TypeError or KeyError for what is none."""
    return Pages(
        words=tuple(map(_text, said["pages"])),
        sizes=tuple((int(width), int(height)) for width, height in said["sizes"]),
        drawn=tuple(map(bytes.fromhex, said["drawn"])),
    )


def _facts_in(said: Any) -> Facts:
    """Raises ValueError, TypeError or KeyError for what is none."""
    signed, likened = said["signed"], said["likened"]
    if not isinstance(signed, bool) or not isinstance(likened, bool):
        raise ValueError(said)
    return Facts(
        properties={_text(key): _text(value) for key, value in dict(said["properties"]).items()},
        signed=signed,
        likened=likened,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value
