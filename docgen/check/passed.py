"""What was found right before: the same bytes, held against the same expectations.

A build that comes back need not verify them again; ``docgen check`` knows nothing of this. A key is
the hash of the program, of what is expected, of which files there are and of their content. Only
what led to no finding at all is learnt, and only where nothing else was looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from docgen.check.expectations import ExpectedDocument, ExpectedLetter
from docgen.check.files import Files
from docgen.check.pdf.early import EarlyReads
from docgen.check.pdf.kept_reads import KeptReads
from docgen.findings import Finding

_LENGTH = 32
_ABSENT = "-"


@dataclass(slots=True)
class Passed:
    """The keys that are ``known``, and those that hold ``now``; ``program`` tells what verifies
    (without it nothing is learnt)."""

    program: str = ""
    known: frozenset[str] = frozenset()
    now: set[str] = field(default_factory=set)
    _keys: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def holds(self, files: Files, what: ExpectedDocument | ExpectedLetter) -> bool:
        """Whether just this was found right before."""
        if not self.known:
            return False
        key, names = self._key(files, what)
        if key not in self.known:
            return False
        self.now.add(key)
        files.know_unsigned(names)
        return True

    def unless_held(
        self,
        files: Files,
        what: ExpectedDocument | ExpectedLetter,
        check: Callable[[], Iterable[Finding]],
    ) -> Iterator[Finding]:
        """What ``check`` finds, unless this was found right before."""
        if not self.program:
            yield from check()
            return
        if self.holds(files, what):
            return
        key, names = self._key(files, what)
        with files.asked_for() as asked:
            found = list(check())
        if (
            key
            and not found
            and asked <= set(names)
            and not any(map(files.is_signed, filter(files.has, asked)))
        ):
            self.now.add(key)
        yield from found

    def _key(
        self, files: Files, what: ExpectedDocument | ExpectedLetter
    ) -> tuple[str, tuple[str, ...]]:
        """The key of something and the files that it is about; "" for what is not to be learnt."""
        kind = f"{type(what).__name__} {what.id}"
        if kind not in self._keys:
            names = tuple(_files_of(what))
            try:
                self._keys[kind] = (self._digest(files, what, names), names)
            except OSError:  # one that cannot be read is a finding
                self._keys[kind] = ("", names)
        return self._keys[kind]

    def _digest(self, files: Files, what: object, names: Sequence[str]) -> str:
        folders = sorted({name.rpartition("/")[0] or "." for name in names})
        about = [
            repr(what),
            *(f"{name} {files.sha256(name) if files.has(name) else _ABSENT}" for name in names),
            *(name for folder in folders for name in files.names_in(folder)),
        ]
        digest = hashlib.sha256("\n".join([self.program, *about]).encode("utf-8", "replace"))
        return digest.hexdigest()[:_LENGTH]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a build knows of the one before: how PDFs were read, and what was right; and what it has
    read ``early`` itself."""

    reads: KeptReads
    passed: Passed
    early: EarlyReads = field(default_factory=EarlyReads)


def _files_of(what: ExpectedDocument | ExpectedLetter) -> Iterator[str]:
    if isinstance(what, ExpectedDocument):
        yield from (what.office_file, *what.also, what.pdf)
        return
    yield what.office_file
    yield what.pdf
    yield from map(what.file_of, what.copies)
    for enclosure in what.enclosures:
        yield enclosure.pdf
