"""Files of the office that docgen changes where they stand: whole or not at all, and synced."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from docgen.errors import OutputError
from docgen.outside.files import read_bytes
from docgen.workspace.store.os_errors import unwritable


def write_spec(spec: Path, before: bytes, data: bytes) -> None:
    """Replace a spec that still holds ``before``. Raises OutputError; then it is as it was."""
    if data == before:
        return
    try:
        is_same = read_bytes(spec) == before
    except OSError as problem:
        raise unwritable(problem, str(spec)) from problem
    if not is_same:
        raise OutputError(
            f"{spec} berubah selagi docgen bekerja; tidak ada yang ditulis",
            "Simpan dan tutup berkas itu di penyunting Anda, lalu jalankan lagi.",
        )
    _put(spec, data, mode_of=spec)


def write_synced(path: Path, data: bytes) -> None:
    """A new file that is on the disk when this returns. Raises OSError."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Let the names survive too, where the system can (not on Windows)."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def write_whole(path: Path, data: bytes) -> None:
    """A file of the office's own, with its folders: there whole or not at all. Raises OutputError.

    What stood there is replaced; whether it may be, the caller has asked.
    """
    _put(path, data)


def _put(path: Path, data: bytes, mode_of: Path | None = None) -> None:
    """Under a temporary name beside it, then renamed. Raises OutputError; nothing is left then."""
    temporary = path.with_name(f".{path.name}.sementara")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_synced(temporary, data)
        if mode_of:
            shutil.copymode(mode_of, temporary)
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as problem:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise unwritable(problem, str(path)) from problem
