"""Writing outputs: whole files or none, nothing of the user's overwritten, and why each was made.

Beside the outputs stands ``.docgen.json``: for each file the hash of what it was made from and
of what was written. It is written before the files get their names, so that a killed run is
known for what it was; a file whose content it does not know was changed by someone else.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import hashlib
import json
import os
import shutil
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docgen.errors import OutputError
from docgen.findings import Finding, Where, error

FOLDER = "output"
LEDGER = f"{FOLDER}/copies.json"
EXPEDITION = f"{FOLDER}/ekspedisi.xlsx"
SUMS = f"{FOLDER}/SHA256SUMS"
STATE = ".docgen.json"
TEMPORARY = ".tmp"
# PDFs kept by what they were made from; beside the outputs, so that it outlives their cleaning.
KEPT_PDFS = ".docgen/pdf"
# What is wrong and what to do, by the system's own number of the error.
_DISK_FULL = ("disk penuh", "Kosongkan ruang disk, lalu jalankan lagi.")
_REASONS = {
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: _DISK_FULL,
    errno.EROFS: (
        "folder ini hanya dapat dibaca",
        "Salin ruang kerja ke folder yang dapat ditulis, lalu jalankan lagi di sana.",
    ),
    errno.EACCES: (
        "tidak diizinkan",
        "Periksa hak akses berkas dan foldernya, dan tutup berkas itu di Word, Excel atau "
        "pembaca PDF, lalu jalankan lagi.",
    ),
    errno.ENOENT: ("foldernya tidak ada", "Periksa nama foldernya."),
    errno.ENOTDIR: ("di jalurnya ada berkas, bukan folder", "Pakai folder lain."),
    errno.ENAMETOOLONG: ("namanya terlalu panjang", "Pakai nama yang lebih pendek."),
}
_REASONS[errno.EPERM] = _REASONS[errno.EACCES]


def unwritable(problem: OSError, file: str | None = None) -> OutputError:
    """The words for a file that the system would not write (or read back)."""
    name = problem.filename2 or problem.filename or file or FOLDER
    reason, advice = _REASONS.get(
        problem.errno or 0,
        (
            problem.strerror or str(problem),
            "Tutup berkas itu di Word, Excel atau pembaca PDF, lalu jalankan lagi.",
        ),
    )
    return OutputError(f"tidak dapat menulis {name}: {reason}", advice)


def bundle_file(name: str) -> str:
    """Where the bundle ``[bundle.NAME]`` stands."""
    return f"{FOLDER}/bundle/{name}.pdf"


def volume_file(name: str, number: int) -> str:
    """Where a volume of a bundle stands; the first is the bundle itself."""
    return bundle_file(name) if number == 1 else f"{volume_prefix(name)}{number}.pdf"


def volume_prefix(name: str) -> str:
    """How the paths of all volumes but the first begin."""
    return f"{FOLDER}/bundle/{name}.jilid-"


def originals_folder(name: str) -> str:
    """Where the files are that a bundle keeps beside it, byte for byte."""
    return f"{FOLDER}/bundle/{name}.asli"


def bundle_files(root: Path, name: str) -> list[str]:
    """Every file of a bundle: those it always has, and what is there of the others."""
    folder = root / FOLDER / "bundle"
    others = [*folder.glob(f"{glob.escape(name)}.jilid-*.pdf"),
              *folder.glob(f"{glob.escape(name)}.asli/*.pdf")]  # fmt: skip
    there = sorted(path.relative_to(root).as_posix() for path in others)
    return [bundle_file(name), archive_list_file(name), *there]


def bag_folder(name: str) -> str:
    """Where the bag of ``[bundle.NAME]`` stands."""
    return f"{FOLDER}/bundle/{name}.bag"


def archive_list_file(name: str) -> str:
    """Where the archive list of ``[bundle.NAME]`` stands."""
    return f"{FOLDER}/bundle/{name}.daftar_arsip.xlsx"


def digest(*parts: bytes | str) -> str:
    """SHA-256 of the parts, each with its length, so that no two lists of parts look alike."""
    result = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        result.update(len(data).to_bytes(8, "big"))
        result.update(data)
    return result.hexdigest()


@dataclass(slots=True)
class Output:
    """The files written under ``root/folder``. Names are relative to ``root``, with ``/``."""

    root: Path
    folder: str = FOLDER
    _made: dict[str, dict[str, str]] = field(default_factory=dict)
    _waiting: dict[str, dict[str, str]] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)  # the temporary name of each

    @classmethod
    def open(cls, root: Path, folder: str = FOLDER) -> Output:
        """Read what earlier runs wrote down; a file that cannot be read counts as empty."""
        output = cls(root, folder)
        with contextlib.suppress(OSError, ValueError):
            read = json.loads((root / folder / STATE).read_text(encoding="utf-8"))
            if isinstance(read, dict):
                output._made = {k: v for k, v in read.items() if isinstance(v, dict)}
        return output

    def path(self, name: str) -> Path:
        """Where an output stands on disk."""
        return self.root / name

    def reason(self, name: str, made_from: str) -> str | None:
        """Why an output must be made again (in the user's words); None when it is fresh."""
        if not self.path(name).is_file():
            return "belum ada"
        record = self._made.get(name)
        if record is None:
            return "belum tercatat"
        if record.get("from") != made_from:
            return "sumbernya berubah"
        if self._hash(name) != record.get("sha256"):
            return "isinya belum selesai ditulis"
        return None

    def changed_by_hand(self, names: Iterable[str]) -> tuple[Finding, ...]:
        """Outputs that are on disk with a content that docgen did not write."""
        found = []
        for name in names:
            if not self.path(name).is_file():
                continue
            record = self._made.get(name, {})
            if self._hash(name) not in (record.get("sha256"), record.get("before")):
                message = (
                    "berkas ini diubah dengan tangan sejak dibuat docgen; simpan dengan nama lain, "
                    "atau pakai --force untuk menimpanya"
                )
                found.append(error("output-changed", Where(name), message))
        return tuple(found)

    def sha256(self, name: str) -> str:
        """SHA-256 of a file as it is on disk now."""
        return self._hash(name)

    def put(self, name: str, data: bytes, made_from: str) -> None:
        """Write an output under a temporary name until :meth:`commit`. Raises OutputError."""
        try:
            self._temporary_name(name).write_bytes(data)
        except OSError as problem:
            self.discard()
            raise unwritable(problem, self.folder) from problem
        self._waiting[name] = {"from": made_from, "sha256": hashlib.sha256(data).hexdigest()}

    def put_copy(self, name: str, path: Path, made_from: str) -> None:
        """The same with the bytes of a file, which need not fit into memory."""
        try:
            target = self._temporary_name(name)
            shutil.copyfile(path, target)
            with target.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as problem:
            self.discard()
            raise unwritable(problem, self.folder) from problem
        self._waiting[name] = {"from": made_from, "sha256": sha256}

    def _temporary_name(self, name: str) -> Path:
        if not self._waiting:
            shutil.rmtree(self._temporary, ignore_errors=True)
            self._temporary.mkdir(parents=True)
        return self._temporary / str(self._places.setdefault(name, len(self._places)))

    def put_files(self, files: Mapping[str, bytes], made_from: str) -> None:
        """Keep several outputs that were made from the same input."""
        for name, data in files.items():
            self.put(name, data, made_from)

    def retire(self, prefixes: Iterable[str], needed: Container[str]) -> list[str]:
        """Delete what docgen once wrote under names with these prefixes and nobody needs now.

        Only files with the very content that docgen wrote; anything else stays.
        """
        starts = tuple(prefixes)
        gone = [
            name
            for name, record in self._made.items()
            if name.startswith(starts)
            and name not in needed
            and self.path(name).is_file()
            and self._hash(name) == record.get("sha256")
        ]
        for name in gone:
            del self._made[name]
            self.path(name).unlink()
        return gone

    def commit(self) -> tuple[str, ...]:
        """Give all kept outputs their names, after one sync for all of them.

        Returns their paths. Raises OutputError; then no output has changed, or whole files only.
        """
        if not self._waiting:
            return ()
        names = tuple(self._waiting)
        try:
            for name, record in self._waiting.items():
                if self.path(name).is_file():
                    record["before"] = self._hash(name)
                self._made[name] = record
            self._write_state(self._temporary / "state")
            self._sync(self._temporary)
            (self._temporary / "state").replace(self.root / self.folder / STATE)
            for name in names:
                self.path(name).parent.mkdir(parents=True, exist_ok=True)
                (self._temporary / str(self._places[name])).replace(self.path(name))
        except OSError as problem:
            raise unwritable(problem, self.folder) from problem
        finally:
            self.discard()
        return names

    def discard(self) -> None:
        """Forget what was put since the last :meth:`commit`."""
        self._waiting.clear()
        self._places.clear()
        shutil.rmtree(self._temporary, ignore_errors=True)
        with contextlib.suppress(OSError):  # there are outputs in it
            (self.root / self.folder).rmdir()

    @property
    def _temporary(self) -> Path:
        return self.root / self.folder / TEMPORARY

    def written_sha(self, name: str) -> str:
        """SHA-256 of an output as it was last written, "" when it never was."""
        return self._made.get(name, {}).get("sha256", "")

    def _hash(self, name: str) -> str:
        with self.path(name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _write_state(self, path: Path) -> None:
        kept = dict(sorted(self._made.items()))
        path.write_text(json.dumps(kept, indent=0) + "\n", encoding="utf-8")

    @staticmethod
    def _sync(folder: Path) -> None:
        """One sync for the whole chunk: a sync for each letter would cost more than the letter."""
        if hasattr(os, "sync"):
            os.sync()
            return
        for path in folder.iterdir():  # Windows has no sync for all
            with path.open("rb+") as file:
                os.fsync(file.fileno())
