"""The commands of a document: blocks marked ``sh``, and what stands in backticks."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.support.workspaces import ROOT

_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`(docgen(?: [^`]+)?)`")
# The workspace that a document's commands are run in; none: an empty folder.
_FOLDER = re.compile(r"^<!-- folder: (\w+) -->$", re.MULTILINE)

GENERATED = "reference"
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted(path for path in (ROOT / "docs").rglob("*.md") if GENERATED not in path.parts),
]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def folder_of(text: str) -> str:
    found = _FOLDER.search(text)
    return found[1] if found else ""


def lines_of(text: str) -> list[list[str]]:
    """The lines of all its blocks, as words without the comments."""
    lines = "".join(_BLOCK.findall(text)).splitlines()
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def named_in(text: str) -> list[str]:
    """What a document calls a command in running text."""
    return _INLINE.findall(_FENCED.sub("", text))


def unmarked(text: str) -> list[str]:
    """Lines of blocks of another kind that look like commands of docgen."""
    blocks = _FENCED.findall(_BLOCK.sub("", text))
    return [line for block in blocks for line in block.splitlines() if line.startswith("docgen ")]
