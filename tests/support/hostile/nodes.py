"""What stands in a folder where a file belongs, and is none."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

SPARSE = 6 * 10**9


def fifo(path: Path) -> None:
    os.mkfifo(path)


def zeros(path: Path) -> None:
    """A link to a device that never ends."""
    path.symlink_to("/dev/zero")


def terminal(path: Path) -> None:
    """A link to a device that waits for somebody to type."""
    path.symlink_to("/dev/tty")


def listening(path: Path) -> None:
    """A socket; its address may be no longer than the system likes."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


def folder(path: Path) -> None:
    path.mkdir()


def link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def sparse(path: Path) -> None:
    """Six gigabytes that take no room, with the head of whatever it is called."""
    heads = {".pdf": b"%PDF-1.7\n", ".png": b"\x89PNG\r\n\x1a\n", ".docx": b"PK\x03\x04",
             ".xlsx": b"PK\x03\x04"}  # fmt: skip
    path.write_bytes(heads.get(path.suffix, b""))
    os.truncate(path, SPARSE)


Node = Callable[[Path], None]
NODES: dict[str, Node] = {
    each.__name__: each
    for each in (fifo, zeros, terminal, listening, folder, link_to_itself, sparse)
}
