"""A copy of a .docx or .xlsx with a comment at each doubt; nothing else in it is changed."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.load.legacy.doubts import Doubt, Place
from docgen.load.legacy.notes.excel import with_sheet_comments
from docgen.load.legacy.notes.word import with_comments
from docgen.ooxml.package import read_package, write_package
from docgen.ooxml.usual import usual_package

AUTHOR = "docgen"


def annotated(data: bytes, doubts: Iterable[Doubt]) -> bytes:
    """The copy. ``data`` was read before, so it is a package that can be read."""
    texts: dict[Place, list[str]] = {}
    for doubt in doubts:
        texts.setdefault(doubt.place, []).append(f"{doubt.message} ({doubt.sure})")
    parts = read_package(usual_package(data))
    add = with_sheet_comments if any(name.startswith("xl/") for name in parts) else with_comments
    add(parts, texts, AUTHOR)
    return write_package(parts.items())
