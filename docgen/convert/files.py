"""Files that a conversion writes: working copies in its temporary folder, and PDFs to be kept."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from docgen.errors import OutputError
from docgen.model.writing.os_reasons import os_reason


def copy_working(source: Path, copy: Path) -> None:
    """A working copy, unless the source is gone. Raises OutputError, as when the disk is full."""
    try:
        shutil.copyfile(source, copy)
    except (FileNotFoundError, PermissionError):
        pass  # taken away since it was looked at: fails like any other bad file
    except OSError as problem:
        raise _no_room(copy, problem) from problem


def write_working(path: Path, data: bytes) -> None:
    """A file for the time of the conversion. Raises OutputError."""
    try:
        path.write_bytes(data)
    except OSError as problem:
        raise _no_room(path, problem) from problem


def write_target(target: Path, data: bytes) -> None:
    """Whole or not at all: under a temporary name beside the target, then renamed."""
    temporary = target.with_name(f".{target.name}.docgen-tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(target)
    except OSError as problem:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise OutputError(
            f"PDF tidak dapat ditulis: {target} ({os_reason(problem)})",
            "Periksa ruang disk dan izin folder, dan tutup PDF itu bila sedang terbuka.",
        ) from problem


def _no_room(path: Path, problem: OSError) -> OutputError:
    return OutputError(
        f"Salinan kerja tidak dapat ditulis: {path} ({os_reason(problem)})",
        "Periksa ruang disk untuk berkas sementara.",
    )
