"""The files of a workspace as one check sees them: each is read and hashed once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docgen.check.pdf.early import EarlyReads
from docgen.check.pdf.kept_reads import KeptReads
from docgen.check.pdf.parallel_read import Read, Reader, Reads
from docgen.check.pdf.reading import ReadPdf, pictures_of, read_pdf, sha256
from docgen.check.pdf.signed import looks_signed
from docgen.check.pdf.some_pages import SomePages
from docgen.guard import guarded_once
from docgen.limits import Stopped, pdf_limits
from docgen.signatures import Judge, Verdict


@dataclass(slots=True)
class Files:
    """What was read of the files under ``root``; names are workspace paths.

    ``stopped`` are the PDFs that asked for too much; they count as unreadable. What is ``kept`` is
    not read again, what was read ``early`` is taken from there."""

    root: Path
    read: Read = read_pdf
    judge: Judge = field(default_factory=Judge)
    kept: KeptReads | None = None
    early: EarlyReads | None = None
    stopped: dict[str, Stopped] = field(default_factory=dict, init=False)
    _pdfs: dict[str, ReadPdf | None] = field(default_factory=dict, init=False)
    _pictures: dict[str, tuple[tuple[str, ...], ...] | None] = field(
        default_factory=dict, init=False
    )
    _hashes: dict[str, str] = field(default_factory=dict, init=False)
    _signed: dict[str, bool] = field(default_factory=dict, init=False)
    _there: dict[str, bool] = field(default_factory=dict, init=False)
    _listed: dict[str, list[str]] = field(default_factory=dict, init=False)
    _asked: set[str] = field(default_factory=set, init=False)

    @contextmanager
    def asked_for(self) -> Iterator[set[str]]:
        """The names that are asked for inside the block."""
        before, self._asked = self._asked, set()
        try:
            yield self._asked
        finally:
            self._asked = before

    def path(self, name: str) -> Path:
        """Where a file stands on the disk."""
        self._asked.add(name)
        return self.root / name

    def has(self, name: str) -> bool:
        """Whether there is such a file, as it was when this was first asked."""
        self._asked.add(name)
        if name not in self._there:
            # As a text: paths are slow to put together, and there are ten thousand names.
            self._there[name] = os.path.isfile(f"{self.root}{os.sep}{name}")  # noqa: PTH113
        return self._there[name]

    def names_in(self, folder: str) -> list[str]:
        """The names of all that stands in a folder, sorted, as they were when this was first asked;
        none where there is no folder."""
        if folder not in self._listed:
            self._listed[folder] = []
            with suppress(OSError), os.scandir(f"{self.root}{os.sep}{folder}") as entries:
                self._listed[folder] = sorted(entry.name for entry in entries)
        return self._listed[folder]

    def pdf(self, name: str) -> ReadPdf | None:
        """The PDF, None when it cannot be opened or has no pages."""
        self._asked.add(name)
        if name not in self._pdfs:
            found = self._recalled(name) or self._completed(name) or self._read(name)
            if isinstance(found, Stopped):
                self.stopped[name] = found
            read = self._pdfs[name] = None if isinstance(found, Stopped) else found
            if read is not None:
                self._signed[name] = read.signed  # kept when the words are forgotten
        return self._pdfs[name]

    def pdf_itself(self, name: str) -> ReadPdf | None:
        """The same, with what is drawn on this very file's pages: a copy may be likened to another
        one of its letter."""
        read = self.pdf(name)
        if read is None or not read.likened:
            return read
        whole: ReadPdf | None = self.ask(read_pdf, name)
        return whole

    def is_kept(self, name: str) -> bool:
        """Whether it is known how a PDF was read."""
        with suppress(OSError):
            return self.kept is not None and self.kept.knows(self.kept.sha256(name))
        return False

    def is_new(self, name: str) -> bool:
        """Whether all of a PDF must be read, whatever is known of its pages."""
        return not self.is_kept(name) and self.new_pages(name) is None

    def ask(self, reader: Reader, name: str) -> Any:
        """What a reader says of a file: a function of a module, which may be carried out ahead, by
        another process. None when it asks for too much."""
        self._asked.add(name)
        path = self.path(name)
        found = self._asked_of(reader, path)
        if isinstance(found, Stopped):
            self.stopped[name] = found
            return None
        return found

    def is_begun(self, reader: Reader, path: Path) -> bool:
        """Whether a file is being read by this reader already."""
        return self.early is not None and self.early.knows(reader, path)

    def _asked_of(self, reader: Reader, path: Path) -> Any:
        if self.early and self.is_begun(reader, path):
            return self.early.take(reader, path)
        return self.read.ask(reader, path) if isinstance(self.read, Reads) else reader(path)

    def new_pages(self, name: str) -> SomePages | None:
        """What of a PDF must be read, where how its other pages were read is kept."""
        with suppress(OSError):
            return self.kept.new_pages(self.kept.sha256(name)) if self.kept else None
        return None

    def _completed(self, name: str) -> ReadPdf | None:
        """A PDF of which only new pages are read; None when that cannot be."""
        new = self.new_pages(name)
        if new is None or self.kept is None:
            return None
        found = self._asked_of(new, self.path(name))
        sha256 = self.sha256(name)
        if not isinstance(found, tuple) or self.kept.sha256(name) != sha256:
            return None
        read = self.kept.completed(sha256, *found)
        if read is not None:
            self.kept.learn(sha256, read)
        return read

    def _recalled(self, name: str) -> ReadPdf | None:
        return self.kept.recall(self.sha256(name)) if self.kept and self.has(name) else None

    def _read(self, name: str) -> ReadPdf | Stopped | None:
        found = self.read(self.path(name))
        # Of a file that changed meanwhile nobody knows which content was read.
        if self.kept and isinstance(found, ReadPdf) and self.kept.sha256(name) == self.sha256(name):
            self.kept.learn(self.sha256(name), found)
        return found

    def pictures(self, name: str) -> tuple[tuple[str, ...], ...] | None:
        """SHA-256 of the pictures on each page of a PDF of anybody's; None when nobody can tell."""
        self._asked.add(name)
        if name not in self._pictures:
            path = self.path(name)
            found = guarded_once(pictures_of, path, pdf_limits(path.stat().st_size))
            if isinstance(found, Stopped):
                self.stopped[name] = found
            self._pictures[name] = None if isinstance(found, Stopped) else found
        return self._pictures[name]

    def forget(self, name: str) -> None:
        """Drop the words of a PDF that nobody asks for again."""
        self._pdfs.pop(name, None)

    def is_signed(self, name: str) -> bool:
        """Whether a PDF is signed, or seems so where it cannot be opened. Raises OSError."""
        self._asked.add(name)
        if name not in self._signed:
            stopped = self.pdf(name) is None and name in self.stopped
            self._signed[name] = stopped or looks_signed(self.path(name))
        return self._signed[name]

    def know_unsigned(self, names: Iterable[str]) -> None:
        """These very files were read before, and none is signed."""
        for name in names:
            self._signed[name] = False
            if self.kept and self.has(name):
                self.kept.use(self.sha256(name))

    def verdict(self, name: str) -> Verdict | None:
        """What is known of a file's electronic signatures, None when it has none."""
        return self.judge.verdict(self.path(name)) if self.has(name) else None

    def sha256(self, name: str) -> str:
        """SHA-256 of a file. Raises OSError."""
        self._asked.add(name)
        if name not in self._hashes:
            self._hashes[name] = self._sha256(name)
        return self._hashes[name]

    def _sha256(self, name: str) -> str:
        if self.kept:
            return self.kept.sha256(name)
        path = self.path(name)
        return (isinstance(self.read, Reads) and self.read.hashes.pop(path, "")) or sha256(path)
