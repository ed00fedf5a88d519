"""The stages as functions, for other programs: ``import docgen`` offers them under their names."""

from __future__ import annotations

from docgen.library.letters import RenderedLetter, render_letter, render_letters
from docgen.library.stages import (
    Numbered,
    Opened,
    build_bundle,
    build_workspace,
    check_files,
    convert_files,
    make_plan,
    number_letters,
    open_workspace,
)

__all__ = [
    "Numbered", "Opened", "RenderedLetter", "build_bundle", "build_workspace", "check_files",
    "convert_files", "make_plan", "number_letters", "open_workspace", "render_letter",
    "render_letters",
]  # fmt: skip
