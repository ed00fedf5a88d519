"""A build that has nothing to do, known by what the system says of each file: none is read.

After a build of everything in which nothing went wrong it is written down how each file of the
workspace looked (size, times, inode) and what the build said. While all of them look the same, on
the same day, with the same program, fonts and engine, a build would say the same again and write
nothing. An input that was touched is read: it may hold what it held. Only a build that begins and
ends with the same inputs is kept, none where the system's clock is coarse or tells no inodes, and
none that reads beyond the workspace. ``docgen check`` knows nothing of this.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import docgen
from docgen.findings import Finding
from docgen.load.shipped import shipped
from docgen.outside.files import sha256_of
from docgen.workspace.output_paths import REGISTER_FOLDER, in_output
from docgen.workspace.report import Report
from docgen.workspace.store.sealed import read_sealed, write_sealed

RECORD = ".docgen/terakhir.json"
_EDITION = 1
# Files whose times are closer to each other than this may change without looking changed, seconds.
_TICK = 0.05
# A clock of whole seconds, as FAT has, hides a change that comes soon.
_COARSE = 1_000_000_000
# Lock files of an open Office program.
_LOCKS = ("~$", ".~lock.")

Mark = tuple[int, ...]  # size, time of the content, time of the inode, inode
Marks = Mapping[str, Mark]


class _UntellableError(Exception):
    """Something whose changes would not be seen."""


def marks_of(folder: Path) -> dict[str, Mark] | None:
    """How each file below a folder looks, by path with ``/``; an empty folder ends with ``/``.

    Hidden folders are none of the workspace's. None when a change might not be seen.
    """
    if os.name == "nt":  # no time of the inode
        return None
    found: dict[str, Mark] = {}
    try:
        _add_marks(folder, "", found)
    except (_UntellableError, OSError):
        return None
    times = [mark[1] for mark in found.values() if mark]
    return None if times and all(each % _COARSE == 0 for each in times) else found


def _add_marks(folder: Path, before: str, found: dict[str, Mark]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = before + entry.name
            if entry.is_dir():
                if entry.is_symlink():
                    raise _UntellableError(name)
                if not entry.name.startswith((".", "__pycache__")):
                    found[f"{name}/"] = ()
                    _add_marks(Path(entry.path), f"{name}/", found)
            elif not entry.name.startswith(_LOCKS):
                found[name] = _mark(entry.stat())


def _mark(about: os.stat_result) -> Mark:
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def _is_own(name: str) -> bool:
    """Whether docgen writes a file itself, while it builds."""
    return in_output(name) or name.startswith(f"{REGISTER_FOLDER}/")


def _parted(marks: Marks) -> tuple[Marks, Marks]:
    """Those of what docgen writes itself, and of the inputs."""
    own = {name: mark for name, mark in marks.items() if _is_own(name)}
    return own, {name: mark for name, mark in marks.items() if name not in own}


def _digest(marks: Marks) -> str:
    lines = (f"{name}\0{mark}" for name, mark in sorted(marks.items()))
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


@cache
def program_mark() -> str:
    """How docgen's own files look: another after each change of the program."""
    folders = (Path(docgen.__file__).parent, shipped("templates"))
    return " ".join(_digest(marks_of(folder) or {}) for folder in folders)


@dataclass(slots=True)
class LastBuild:
    """The last build of a workspace, and the one that runs now.

    ``about`` is what else decides what a build does: the day, the engine, what was asked for.
    """

    root: Path
    about: Mapping[str, str]
    _before: Marks | None = field(init=False)
    _register: Marks | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._before = marks_of(self.root)
        self.about = {"edisi": str(_EDITION), **self.about, "program": program_mark()}

    def report(self) -> Report | None:
        """What a build would say now; None when it might do or say anything else."""
        before = self._before
        if before is None:
            return None
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            body = read_sealed(self.root / RECORD)
            if body is None or body["tentang"] != self.about:
                return None
            own, inputs = _parted(before)
            if body["masukan"].keys() != inputs.keys():
                return None
            touched = [n for n, mark in inputs.items() if tuple(body["masukan"][n][1:]) != mark]
            for name in touched:
                if body["masukan"][name][0] != _content(self.root / name):
                    return None
                body["masukan"][name][1:] = inputs[name]
            if body["hasil"] != _digest(own):  # last: there are far more of them
                return None
            if touched:
                write_sealed(self.root / RECORD, body)
            return _report(body)
        return None

    def numbered(self) -> None:
        """The register is written: from now on it is to look as it does."""
        self._register = marks_of(self.root / REGISTER_FOLDER)

    def keep(self, report: Report, reads: Sequence[object]) -> None:
        """Write down a build of everything, which has just ended.

        ``reads`` is what says where it read, as plain values: texts in it that lead out of the
        workspace, or into hidden folders, name what is not looked at.
        """
        self._forget()
        if self._before is None or report.exit_code or not all(map(_stays_inside, reads)):
            return
        now = marks_of(self.root)
        if now is not None and (rest := _rest_of_tick(now)) > 0:
            time.sleep(rest)  # whatever changes from now on looks otherwise
            now = marks_of(self.root)
        if now is None or marks_of(self.root / REGISTER_FOLDER) != self._register:
            return
        own, inputs = _parted(now)
        if inputs != _parted(self._before)[1]:
            return  # somebody saved a file meanwhile
        with suppress(OSError):
            body = {
                "tentang": self.about,
                "hasil": _digest(own),
                "masukan": {n: [_content(self.root / n), *mark] for n, mark in inputs.items()},
                "temuan": [finding.as_json() for finding in report.findings],
                "arsip": report.bundles,
                "berkas": report.outputs,
            }
            write_sealed(self.root / RECORD, body)

    def _forget(self) -> None:
        with suppress(OSError):
            (self.root / RECORD).unlink(missing_ok=True)


def _rest_of_tick(marks: Marks) -> float:
    """For how long a file may still change without looking changed, seconds."""
    newest = max((max(mark[1:3]) for mark in marks.values() if mark), default=0)
    return min(newest / 1e9 + _TICK - time.time(), _TICK)


def _content(path: Path) -> str:
    """The SHA-256 of a file, "" for a folder. Raises OSError."""
    return "" if path.is_dir() else sha256_of(path)


def _report(body: Mapping[str, Any]) -> Report:
    # As they were noted, with the severities of the profile.
    return Report(
        findings=list(map(Finding.of_json, body["temuan"])),
        bundles=list(map(str, body["arsip"])),
        outputs=tuple(map(str, body["berkas"])),
        unchanged=True,
    )


def _stays_inside(record: object) -> bool:
    return all(map(_is_inside, _texts(record)))


def _is_inside(text: str) -> bool:
    parts = text.replace("\\", "/").split("/")
    is_absolute = len(parts) > 1 and not parts[0]
    return not is_absolute and not any(part.startswith(".") and part != "." for part in parts)


def _texts(value: object) -> Iterator[str]:
    """All texts in a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from _texts(item)
