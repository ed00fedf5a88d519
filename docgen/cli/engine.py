"""``--mesin``: what turns office files into PDFs, chosen here once for the whole run."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from docgen.choices import ENGINES, EngineName
from docgen.errors import MissingProgramError

if TYPE_CHECKING:
    from docgen.convert import Absent, Engine

F = TypeVar("F", bound=Callable[..., Any])


def engine_option(command: F) -> F:
    """``--mesin NAME`` (also ``--engine``), else what ``docgen.toml`` says."""
    return click.option(
        "--mesin",
        "--engine",
        "engine",
        type=click.Choice(ENGINES),
        show_default="mesin di [ubah_pdf] docgen.toml, atau libreoffice",
        help="Pembuat PDF: libreoffice; embedded (tanpa LibreOffice, untuk surat dan lembar "
        "disposisi, bukan PDF/A).",
    )(command)


def chosen_engine(root: Path, name: EngineName | None) -> Engine | Absent:
    """The engine that the option names, else ``docgen.toml`` in ``root``, else LibreOffice."""
    from docgen.convert import find_engine
    from docgen.model.workspace import PdfRules
    from docgen.workspace.opening.load import load_config

    if name is None:
        workspace = load_config(root).value  # what is wrong with it, the command itself says
        name = (workspace.ubah_pdf if workspace else PdfRules()).mesin
    return find_engine(name, os.environ)


def needed_engine(root: Path, name: EngineName | None) -> Engine:
    """The same for what cannot be done without. Raises MissingProgramError."""
    from docgen.convert import Absent

    engine = chosen_engine(root, name)
    if isinstance(engine, Absent):
        raise MissingProgramError(engine.reason, engine.advice)
    return engine
