"""The sources of a workspace while people work on them: which changed, once they are at rest.

Everything below the workspace's folder is looked at but what docgen writes itself, so that no
build is the cause of the next. Programs save in steps and beside the file: temporary and lock files
are passed over, and a file that is half saved is waited for.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from docgen.workspace.output_paths import FOLDER, REGISTER_FOLDER

# Between two looks, and how long nothing must move, seconds.
PAUSE = 0.5
# So many looks a file may take to become whole; then whoever reads it says what is wrong with it.
PATIENCE = 20
# Folders that docgen writes; those that begin with a full stop are anybody's but the office's.
OWN = frozenset({FOLDER, REGISTER_FOLDER})
ZIPPED = (".docx", ".xlsx", ".xlsm", ".docm")
READ = frozenset({
    *ZIPPED, ".yaml", ".yml", ".json", ".toml", ".csv", ".pdf", ".png", ".jpg", ".jpeg", ".pem",
    ".crt", ".cer", ".der",
})  # fmt: skip
TEMPORARY = ("~", ".", "#")  # how names of such files begin
PDF_END, TAIL = b"%%EOF", 2048

# What tells a file from what it was: a new one under the old name has another number.
Look = Mapping[str, tuple[int, int, int]]


def sources(root: Path) -> Look:
    """Every file that a build may read, by workspace path."""
    found: dict[str, tuple[int, int, int]] = {}
    for folder, below, names in os.walk(root):
        here = Path(folder)
        below[:] = sorted(
            name
            for name in below
            if not name.startswith(".") and not (here == root and name in OWN)
        )
        for name in names:
            path = here / name
            if path.suffix.lower() in READ and not name.startswith(TEMPORARY):
                with suppress(OSError):  # it is gone again
                    stat = path.stat()
                    key = path.relative_to(root).as_posix()
                    found[key] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found


def is_half(path: Path) -> bool:
    """Whether a file is still being saved, as far as it shows; one that is gone is not."""
    with suppress(OSError):
        if not path.is_file():
            return False
        suffix = path.suffix.lower()
        if suffix in ZIPPED:
            return not zipfile.is_zipfile(path)
        if suffix == ".pdf":
            with path.open("rb") as file:
                file.seek(max(0, path.stat().st_size - TAIL))
                return PDF_END not in file.read()
        return path.stat().st_size == 0
    return True  # another program has it for itself


def changes(root: Path, sleep: Callable[[float], None]) -> Iterator[Sequence[str]]:
    """The sources that changed, came or went, whenever some did and all are at rest again.

    They are known as they are when this is called; what changes while the caller is at work comes
    next. ``sleep`` waits for some seconds.
    """
    return _changes(root, sources(root), sleep)


def _changes(root: Path, before: Look, sleep: Callable[[float], None]) -> Iterator[Sequence[str]]:
    while True:
        sleep(PAUSE)
        now = sources(root)
        if now == before:
            continue
        now = _at_rest(root, before, now, sleep)
        changed = _changed(before, now)
        before = now
        if changed:
            yield changed


def _at_rest(root: Path, before: Look, now: Look, sleep: Callable[[float], None]) -> Look:
    half_for = 0
    while True:
        sleep(PAUSE)
        later = sources(root)
        if later == now:
            if not any(is_half(root / name) for name in _changed(before, now)):
                return now
            half_for += 1
            if half_for > PATIENCE:
                return now
        now = later


def _changed(before: Look, now: Look) -> list[str]:
    return [name for name in sorted({*before, *now}) if before.get(name) != now.get(name)]
