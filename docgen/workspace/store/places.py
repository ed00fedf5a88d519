"""Whether docgen can write where it must, and nowhere else: seen before anything is made."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

from docgen.findings import Finding, Where, error
from docgen.workspace.output_paths import FOLDER, KEPT_PDFS, KEPT_PRINTS, KEPT_SEGMENTS
from docgen.workspace.store.state import OLD_STATE, STATE

_MOVE = "pindahkan atau ganti namanya, lalu jalankan lagi"


def blocked_places(root: Path, names: Iterable[str]) -> Iterator[Finding]:
    """output-blocked: a folder where a file of ``names`` must stand or the other way round, and
    links out of the folder of outputs, for what is written there stands where nobody expects it.

    The folder itself may be a link, as one to a share.
    """
    folders = cache(lambda name: _of_folder(root, name))
    told: set[Finding] = set()
    kept = [f"{FOLDER}/{STATE}", f"{FOLDER}/{OLD_STATE}", f"{KEPT_PDFS}/x"]
    kept += [f"{folder}/x/x" for folder in (KEPT_PRINTS, KEPT_SEGMENTS)]
    for name in (*kept, *names):
        above = [each.as_posix() for each in PurePosixPath(name).parents][-2::-1]
        found = next(filter(None, map(folders, above)), None)
        if found is None and (root / name).is_dir():
            message = f"di sini ada folder, padahal docgen menulis berkas dengan nama itu; {_MOVE}"
            found = error("output-blocked", Where(name), message)
        if found and found not in told:
            told.add(found)
            yield found


def _of_folder(root: Path, name: str) -> Finding | None:
    """What is wrong with a folder that files are to stand in."""
    path, top = root / name, root / PurePosixPath(name).parts[0]
    if path.is_symlink() and path != top and not _is_under(path, top):
        message = f"ini tautan ke luar {top.name}/, jadi tidak ditulisi; {_MOVE}"
    elif top.name == FOLDER and os.path.lexists(path) and not path.is_dir():
        message = f"di sini ada berkas, padahal docgen memakai folder dengan nama itu; {_MOVE}"
    else:
        return None
    return error("output-blocked", Where(name), message)


def _is_under(path: Path, top: Path) -> bool:
    try:
        return path.resolve().is_relative_to(top.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return False
