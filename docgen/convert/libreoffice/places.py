"""Where LibreOffice is: where its packages and its own installers put it, on each system."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ENVIRONMENT_NAME = "DOCGEN_SOFFICE"
BINARY = "soffice.bin"
# What Windows calls the folders of its programs, for each width of word; it knows no other case.
_PROGRAMS = ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)")


def find_soffice(environ: Mapping[str, str], root: Path = Path("/")) -> Path | None:
    """The LibreOffice program, or None. ``DOCGEN_SOFFICE`` wins, also when nothing is there.

    Then the places of its own installers under ``root`` (docs/install.md), then the ``PATH``.
    """
    if named := environ.get(ENVIRONMENT_NAME):
        return Path(named) if Path(named).is_file() else None
    for place in _usual_places(environ, root):
        if place.is_file():
            return place
    found = shutil.which("soffice", path=environ.get("PATH", ""))
    if found is None:
        return None
    binary = Path(found).resolve().with_name(BINARY)
    return binary if binary.is_file() else Path(found)


def _usual_places(environ: Mapping[str, str], root: Path) -> Iterator[Path]:
    """Where packages of Linux, its own installer, macOS and Windows put it; the newest first."""
    yield root / "usr/lib/libreoffice/program/soffice.bin"
    yield from _newest(root.glob("opt/libreoffice*/program/soffice.bin"))
    applications = [root / "Applications"]
    if home := environ.get("HOME"):
        applications.append(Path(home) / "Applications")
    for folder in applications:
        yield from _newest(folder.glob("LibreOffice*.app/Contents/MacOS/soffice"))
    for name in _PROGRAMS:
        if folder_name := environ.get(name):
            yield from _newest(Path(folder_name).glob("LibreOffice*/program/soffice.exe"))


def _newest(places: Iterable[Path]) -> list[Path]:
    """By the numbers in their names: 24.8 before 7.6."""
    return sorted(
        places, key=lambda place: [*map(int, re.findall(r"\d+", str(place)))], reverse=True
    )
