"""What a check begins with at once: reading what stands there, while libraries, workbooks and
templates are still being loaded."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from docgen.check.pdf.begun import Begun, beginning
from docgen.load.names import CONFIG
from docgen.model.set_name import BUNDLES
from docgen.workspace.known_copies import recognise
from docgen.workspace.output_paths import FOLDER

# The folder of a row under that of all outputs: kind, set, and row.
_DEPTH = 3
_GATHERED = tuple((kind,) for kind in BUNDLES)


def root_of(path: Path, full: Path) -> Path | None:
    """The workspace that ``path`` is, or lies in; None when there is none. ``full`` is the same
    path from the root of the file system."""
    if (path / CONFIG).is_file():
        return path
    return next((folder for folder in full.parents if (folder / CONFIG).is_file()), None)


def first_reads(path: Path, full: Path) -> AbstractContextManager[Begun]:
    """The PDFs of rows at ``path``, on their way; what gathers them has a way of its own."""
    root = root_of(path, full)
    inner = full.relative_to(root).parts if root is not None and root != path else (FOLDER,)
    if root is None or inner[0] != FOLDER or len(inner) > _DEPTH + 1 or inner[1:2] in _GATHERED:
        return beginning(None)
    return beginning(root.joinpath(*inner), _DEPTH + 1 - len(inner), BUNDLES, recognise)
