"""Writing outputs: whole files or none, nothing of the user's overwritten, and why each was made.

What is put is written under a temporary name at once, so a batch needs no memory; a commit writes
the records of all that waits (:mod:`docgen.workspace.store.state`) before the files get their
names, so that a killed run is known for what it was. A file whose content the records do not know
was changed by someone else.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from docgen.findings import Finding, Where, error
from docgen.outside.files import ANY_SIZE, sha256_of
from docgen.workspace.output_paths import FOLDER, in_output
from docgen.workspace.parts import LENGTH, Parts, changed_parts, digest
from docgen.workspace.plan.planned import Planned
from docgen.workspace.store.contents import Contents
from docgen.workspace.store.os_errors import unwritable
from docgen.workspace.store.state import STATE, Record, State, unusable

TEMPORARY = ".tmp"
# Of what changed, as many parts are named in the reason.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Stale:
    """Why an output must be made again, and the parts that changed; ``before`` and ``now`` are the
    names of all parts that it was made from and would be."""

    why: str
    parts: tuple[str, ...] = ()
    before: frozenset[str] = frozenset()
    now: frozenset[str] = frozenset()

    def __str__(self) -> str:
        if not self.parts:
            return self.why
        more = f" dan {len(self.parts) - NAMED} lagi" if len(self.parts) > NAMED else ""
        return f"{self.why}: {', '.join(self.parts[:NAMED])}{more}"


class Store:
    """The files written under ``root/folder``. Names are relative to ``root``, with ``/``."""

    def __init__(self, root: Path, folder: str = FOLDER, *, trusts: bool = False) -> None:
        self.root = root
        self.folder = folder
        self._prefix = f"{root}{os.sep}"
        self.trusts = trusts
        self._state = State(root / folder)
        self._waiting: dict[str, Record] = {}
        self._places: dict[str, int] = {}  # the temporary name of each
        self._contents: dict[str | tuple[str, ...], str] = {}  # of inputs, since the last commit
        self.contents = Contents(root, trusts=trusts)

    @classmethod
    @contextlib.contextmanager
    def open(cls, root: Path, folder: str = FOLDER, *, trusts: bool = False) -> Iterator[Store]:
        """A store for the time of a block; what was put and not committed is gone after it.

        Unless it ``trusts`` what was kept of files that look the same, it reads them all.
        """
        store = cls(root, folder, trusts=trusts)
        try:
            yield store
        finally:
            store.discard()
            store._state.close()

    def path(self, name: str) -> Path:
        """Where an output stands on disk."""
        return self.root / name

    def has(self, name: str) -> bool:
        """Whether there is such a file now."""
        # As a text: paths are slow to put together, and there are ten thousand names.
        return os.path.isfile(self._prefix + name)  # noqa: PTH113

    def reason(self, planned: Planned) -> str | None:
        """Why an output must be made again (in the user's words); None when it is up to date."""
        stale = self.stale(planned)
        return str(stale) if stale else None

    def stale(self, planned: Planned) -> Stale | None:
        """The same with the parts that changed."""
        name = planned.path
        if not self.has(name):
            return Stale("belum ada")
        record = self._state.record(name)
        if record is None:
            return Stale("belum tercatat")
        now = self.made_from(planned)
        if changed := changed_parts(record.parts, now):
            return Stale("sumbernya berubah", changed, frozenset(record.parts), frozenset(now))
        if self.sha256(name) != record.sha256:
            return Stale("isinya belum selesai ditulis")
        return None

    def made_from(self, planned: Planned) -> Parts:
        """The named parts of an output as they are now, its inputs among them."""
        inputs = {name: self._content(paths) for name, paths in planned.inputs.items()}
        return {**planned.parts, **planned.more(), **inputs}

    def changed_by_hand(self, names: Iterable[str]) -> tuple[Finding, ...]:
        """Outputs that are on disk with a content that docgen did not write."""
        found = []
        for name in names:
            if not self.has(name):
                continue
            known = self._state.contents(name)
            if self.sha256(name) in known:
                continue
            message = (
                f"berkas ini tidak tercatat di {self.folder}/{STATE} sebagai buatan docgen "
                "(catatan itu mungkin hilang atau rusak); simpan dengan nama lain, atau pakai "
                "--force untuk menimpanya"
            )
            if known:
                message = (
                    "berkas ini diubah dengan tangan sejak dibuat docgen; simpan dengan nama lain, "
                    "atau pakai --force untuk menimpanya"
                )
            found.append(error("output-changed", Where(name), message))
        return tuple(found)

    def sha256(self, name: str) -> str:
        """SHA-256 of a file as it is on disk now."""
        return self.contents.sha256(name)

    def sha256_at(self, path: Path) -> str:
        """The same for a path on the disk, of the workspace or not. Raises OSError."""
        if path.is_relative_to(self.root):
            return self.sha256(path.relative_to(self.root).as_posix())
        return sha256_of(path, ANY_SIZE)

    def written_sha(self, name: str) -> str:
        """SHA-256 of an output as it was last written, "" when it never was."""
        waiting = self._waiting.get(name)
        return waiting.sha256 if waiting else self._state.sha256(name)

    def written_under(self, *prefixes: str) -> list[str]:
        """Outputs of earlier commits whose paths begin so, as far as they are still there."""
        return [name for prefix in prefixes for name in self._state.under(prefix) if self.has(name)]

    def spoilt_under(self, *prefixes: str) -> list[str]:
        """Outputs of earlier commits whose paths begin so and that are gone, or are not what was
        written last."""
        return [
            name
            for prefix in prefixes
            for name, record in self._state.under(prefix).items()
            if not self.has(name) or self.sha256(name) != record.sha256
        ]

    def put(self, planned: Planned, data: bytes) -> None:
        """Write an output under a temporary name until :meth:`commit`. Raises OutputError."""
        made_from = self.made_from(planned)
        try:
            self._temporary_name(planned.path).write_bytes(data)
        except OSError as problem:
            self.discard()
            raise unwritable(problem, self.folder) from problem
        self._waiting[planned.path] = Record(hashlib.sha256(data).hexdigest(), made_from)

    def place(self, planned: Planned) -> Path:
        """Where another process may write an output, for :meth:`put_written` once it has."""
        return self._temporary_name(planned.path)

    def put_written(self, planned: Planned, sha256: str) -> None:
        """Count what stands at the :meth:`place` of an output as put; ``sha256`` is of that."""
        self._waiting[planned.path] = Record(sha256, self.made_from(planned))

    def put_copy(self, planned: Planned, path: Path) -> None:
        """The same with the bytes of a file, which need not fit into memory."""
        made_from = self.made_from(planned)
        try:
            target = self._temporary_name(planned.path)
            shutil.copyfile(path, target)
            with target.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as problem:
            self.discard()
            raise unwritable(problem, self.folder) from problem
        self._waiting[planned.path] = Record(sha256, made_from)

    def retire(self, prefixes: Iterable[str], needed: Container[str]) -> list[str]:
        """Delete what docgen once wrote under names with these prefixes and nobody needs now, and
        forget what of that is gone already. Only files with the very content that docgen wrote, and
        folders that are empty without them; anything else stays."""
        gone: list[str] = []
        for prefix in sorted(set(prefixes)):
            for name, record in self._state.under(prefix).items():
                there = self.has(name)
                if name in needed or (there and self.sha256(name) != record.sha256):
                    continue
                if there:
                    self.path(name).unlink()
                gone.append(name)
        self._state.forget(gone)
        self._sweep({self.path(name).parent for name in gone})
        return gone

    def _sweep(self, folders: Iterable[Path]) -> None:
        """Take away folders that have become empty, up to the folder of all outputs."""
        for folder in folders:
            while folder != self.root / self.folder and folder.is_dir():
                try:
                    folder.rmdir()
                except OSError:  # something else is in it
                    break
                folder = folder.parent

    def commit(self) -> tuple[str, ...]:
        """Give all that was put its name, after one sync for all of it.

        A file that holds the same already stays as it is. Returns the paths of the others. Raises
        OutputError; then no output has changed, or whole files only.
        """
        if not self._waiting:
            if self._places:  # of what was never put
                self.discard()
            return ()
        try:
            self._sync(self._temporary)
            records = dict(self._with_what_was())
            self._state.keep(records)
            changed = [name for name, each in records.items() if each.before != each.sha256]
            for name in changed:
                self.path(name).parent.mkdir(parents=True, exist_ok=True)
                (self._temporary / str(self._places[name])).replace(self.path(name))
                self.contents.wrote(name, records[name].sha256)
            return tuple(changed)
        except OSError as problem:
            raise unwritable(problem, self.folder) from problem
        except sqlite3.Error as problem:
            raise unusable(problem, self.folder) from problem
        finally:
            self.discard()

    def discard(self) -> None:
        """Forget what was put since the last :meth:`commit`."""
        self._waiting.clear()
        self._places.clear()
        self._contents.clear()
        shutil.rmtree(self._temporary, ignore_errors=True)
        with contextlib.suppress(OSError):  # there are outputs in it
            (self.root / self.folder).rmdir()

    def _with_what_was(self) -> Iterator[tuple[str, Record]]:
        for name, record in self._waiting.items():
            before = self.sha256(name) if self.has(name) else ""
            yield name, Record(record.sha256, record.parts, before)

    def _content(self, paths: tuple[str, ...]) -> str:
        """What stands in files now: a hash of one, or of many in order; "" for none that is there.

        Outputs were hashed when they were written, other files are read once.
        """
        if paths not in self._contents:
            found = [self._content_of(path) for path in paths]
            self._contents[paths] = found[0] if len(found) == 1 else digest(*found)[:LENGTH]
        return self._contents[paths]

    def _content_of(self, path: str) -> str:
        if path not in self._contents:
            sha = self.written_sha(path) if in_output(path) else ""
            if not sha and self.has(path):
                sha = self.sha256(path)
            self._contents[path] = sha[:LENGTH]
        return self._contents[path]

    def _temporary_name(self, name: str) -> Path:
        if not self._places:
            shutil.rmtree(self._temporary, ignore_errors=True)
            self._temporary.mkdir(parents=True)
        return self._temporary / str(self._places.setdefault(name, len(self._places)))

    @property
    def _temporary(self) -> Path:
        return self.root / self.folder / TEMPORARY

    @staticmethod
    def _sync(folder: Path) -> None:
        """One sync for the whole chunk: a sync for each letter would cost more than the letter."""
        if hasattr(os, "sync"):
            os.sync()
            return
        for path in folder.iterdir():  # Windows has no sync for all
            with path.open("rb+") as file:
                os.fsync(file.fileno())
