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

    @cache
    def of_folders(name: str) -> Finding | None:
        """What is wrong with a folder, or with one above it: the uppermost."""
        above = name.rpartition("/")[0]
        return (of_folders(above) if above else None) or _of_folder(root, name)

    told: set[Finding] = set()
    kept = [f"{FOLDER}/{STATE}", f"{FOLDER}/{OLD_STATE}", f"{KEPT_PDFS}/x"]
    kept += [f"{folder}/x/x" for folder in (KEPT_PRINTS, KEPT_SEGMENTS)]
    for name in (*kept, *names):
        found = of_folders(name.rpartition("/")[0])
        # As a text: paths are slow to put together, and there are ten thousand names.
        if found is None and os.path.isdir(f"{root}{os.sep}{name}"):  # noqa: PTH112
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
