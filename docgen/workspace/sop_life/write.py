"""Frozen folders on the disk: whole or not at all, whenever the power fails.

A folder gets its files under a name that begins with a dot and is then renamed: that is the moment
at which a revision is approved. What a killed run left behind the next one takes away.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from docgen.errors import OutputError
from docgen.load.history import SUMS, UNFINISHED, sums_text
from docgen.workspace.store.os_errors import unwritable
from docgen.workspace.store.sources import sync_folder, write_spec, write_synced


def freeze(folder: Path, files: Mapping[str, bytes], spec: tuple[Path, bytes, bytes]) -> Path:
    """Write a new frozen folder with its checksums, and the spec as it was approved.

    ``spec`` is its path, what it holds now and what it is to hold. The spec comes first: without
    its folder it is a revision that is still to be approved. Raises OutputError; then nothing was
    approved.
    """
    staged = folder.with_name(f"{UNFINISHED}{folder.name}.sementara")
    try:
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        for name, data in {**files, SUMS: sums_text(files).encode()}.items():
            write_synced(staged / name, data)
        sync_folder(staged)
        write_spec(*spec)
        staged.rename(folder)
        sync_folder(folder.parent)
    except OSError as problem:
        shutil.rmtree(staged, ignore_errors=True)
        raise unwritable(problem, str(folder)) from problem
    except OutputError:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    return folder


def add_frozen(folder: Path, name: str, data: bytes, all_files: Mapping[str, bytes]) -> None:
    """Put a signed paper that came later into the folder of the revision in force.

    The checksums come last: until then the paper is none of the frozen files, and the next run
    writes it again. Raises OutputError.
    """
    sums = folder / f"{UNFINISHED}{SUMS}.sementara"
    paper = folder / f"{UNFINISHED}{name}.sementara"
    try:
        write_synced(paper, data)
        write_synced(sums, sums_text({**all_files, name: data}).encode())
        paper.replace(folder / name)
        sums.replace(folder / SUMS)
        sync_folder(folder)
    except OSError as problem:
        for each in (sums, paper):
            with contextlib.suppress(OSError):
                each.unlink(missing_ok=True)
        raise unwritable(problem, str(folder)) from problem
