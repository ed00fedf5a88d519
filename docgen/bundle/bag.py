"""A bag (BagIt, RFC 8493): files with their checksums, to be handed over and proved anywhere.

The library writes manifests and tag files; here a bag becomes the same bytes on every run and
computer, appears whole or not at all, and has names that Windows can keep.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

import bagit

from docgen.errors import FindingsError
from docgen.findings import Where, error
from docgen.limits import MOST_RECORD
from docgen.outside.files import read_text
from docgen.progress import followed

ALGORITHMS = ("sha256", "sha512")
# RFC 8493; the library itself still writes 0.97.
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
AGENT = "docgen"
# What the file systems of Windows refuse, and the percent sign, which manifests escape.
_REFUSED = frozenset('<>:"|?*\\%')
_RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", *(f"{name}{n}" for name in ("COM", "LPT") for n in range(1, 10))]
)
_LONGEST = 120
_OWN = frozenset(
    ["data", "bagit.txt", "bag-info.txt"]
    + [
        f"{kind}-{algorithm}.txt"
        for kind in ("manifest", "tagmanifest")
        for algorithm in ALGORITHMS
    ]
)
_WRITTEN_BY_LIBRARY = frozenset({"Payload-Oxum"})
# The library logs what it raises too.
logging.getLogger("bagit").setLevel(logging.CRITICAL)


def safe_names(names: Iterable[str]) -> dict[str, str]:
    """Each path (``/``) -> one that every file system keeps apart from the others.

    Letters that Windows refuses become ``_``; names that differ in case only get a number.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        plain = PurePosixPath(*map(_safe, PurePosixPath(name.lstrip("/")).parts))
        path, number = plain, 2
        while path.as_posix().casefold() in taken:
            path = plain.with_name(f"{plain.stem}~{number}{plain.suffix}")
            number += 1
        taken.add(path.as_posix().casefold())
        found[name] = path.as_posix()
    return found


def write_bag(folder: Path, payload: Mapping[str, Path], info: Mapping[str, str]) -> None:
    """Make ``folder`` a bag of these files; a bag that stood there gives way to it at the end.

    Args:
        folder: The bag.
        payload: Path inside ``data/`` (see :func:`safe_names`) -> the file to copy.
        info: For ``bag-info.txt``; ``Bagging-Date`` and ``Bag-Software-Agent`` must be among it,
            else the library puts in today's date and its own version.

    Raises:
        FindingsError: A file of the payload is gone (``bag-source-missing``).
        OSError: The bag cannot be written; what stood there still stands.
    """
    gone = [path for path in payload.values() if not path.is_file()]
    if gone:
        message = "berkas ini harus masuk paket tetapi tidak ada; jalankan docgen build"
        raise FindingsError(
            [error("bag-source-missing", Where(str(path)), message) for path in gone]
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        new = work / "paket"
        new.mkdir()
        for name, source in followed("mengisi paket arsip", sorted(payload.items())):
            target = new / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)  # in pieces, whatever its size
        _seal(new, info)
        _swap(new, folder, work / "lama")
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _seal(folder: Path, info: Mapping[str, str]) -> None:
    """Payload -> bag. The library goes into the folder meanwhile, and back."""
    bag = bagit.make_bag(str(folder), dict(info), checksums=list(ALGORITHMS))
    (folder / "bagit.txt").write_text(DECLARATION, encoding="utf-8", newline="\n")
    bag.save()  # the checksums of the tag files, again
    for algorithm in ALGORITHMS:
        path = folder / f"tagmanifest-{algorithm}.txt"
        pairs = [line.split(None, 1) for line in read_text(path, MOST_RECORD).splitlines()]
        # In the order of names: the library takes them as the disk happens to list them.
        lines = [
            f"{checksum}  {name}" for checksum, name in sorted(pairs, key=lambda pair: pair[1])
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _swap(new: Path, folder: Path, old: Path) -> None:
    """Put the new bag in its place; the old one comes back when that fails."""
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise


def holds(folder: Path, payload: Mapping[str, str], info: Mapping[str, str]) -> bool:
    """Whether ``folder`` is a sound bag of just these files: path in ``data/`` -> SHA-256."""
    with contextlib.suppress(bagit.BagError, OSError, ValueError, LookupError):
        bag = bagit.Bag(str(folder))
        there = {
            name.replace(os.sep, "/").removeprefix("data/"): hashes.get("sha256")
            for name, hashes in bag.payload_entries().items()
        }
        said = {key: value for key, value in bag.info.items() if key not in _WRITTEN_BY_LIBRARY}
        return there == dict(payload) and said == dict(info) and bool(bag.is_valid())
    return False


def is_sound(folder: Path) -> bool:
    """Whether the folder is a bag whose files are all as they were packed, and nothing else.

    Beside ``data/`` BagIt lets anybody put files that no manifest names; a bag that gives way to a
    new one would lose them.
    """
    with contextlib.suppress(bagit.BagError, OSError, ValueError, LookupError):
        added = {path.name for path in folder.iterdir()} - _OWN
        return not added and bool(bagit.Bag(str(folder)).is_valid())
    return False


def _safe(part: str) -> str:
    part = unicodedata.normalize("NFC", part)
    kept = "".join("_" if char in _REFUSED or not char.isprintable() else char for char in part)
    stem, dot, suffix = kept.rpartition(".")
    if len(kept) > _LONGEST:
        kept = f"{stem[: _LONGEST - len(suffix) - 1]}{dot}{suffix}" if dot else kept[:_LONGEST]
    kept = kept.rstrip(" .") or "_"
    return f"_{kept}" if kept.split(".")[0].strip().upper() in _RESERVED else kept
