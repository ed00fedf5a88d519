"""Specs and frozen folders on the disk: whole or not at all, whenever the power fails.

A folder gets its files under a name that begins with a dot and is then renamed: that is the moment
at which a revision is approved. What a killed run left behind the next one takes away.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from docgen.errors import OutputError
from docgen.load.history import SUMS, UNFINISHED, sums_text
from docgen.outside.files import read_bytes
from docgen.workspace.store.os_errors import unwritable


def write_spec(spec: Path, before: bytes, data: bytes) -> None:
    """Replace a spec that still holds ``before``. Raises OutputError; then it is as it was."""
    if data == before:
        return
    temporary = spec.with_name(f".{spec.name}.sementara")
    try:
        if read_bytes(spec) != before:
            raise OutputError(
                f"{spec} berubah selagi docgen bekerja; tidak ada yang ditulis",
                "Simpan dan tutup berkas itu di penyunting Anda, lalu jalankan lagi.",
            )
        _write(temporary, data)
        shutil.copymode(spec, temporary)
        temporary.replace(spec)
        _sync_folder(spec.parent)
    except OSError as problem:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise unwritable(problem, str(spec)) from problem


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
            _write(staged / name, data)
        _sync_folder(staged)
        write_spec(*spec)
        staged.rename(folder)
        _sync_folder(folder.parent)
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
        _write(paper, data)
        _write(sums, sums_text({**all_files, name: data}).encode())
        paper.replace(folder / name)
        sums.replace(folder / SUMS)
        _sync_folder(folder)
    except OSError as problem:
        for each in (sums, paper):
            with contextlib.suppress(OSError):
                each.unlink(missing_ok=True)
        raise unwritable(problem, str(folder)) from problem


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Let the names survive too, where the system can (not on Windows)."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
