"""A template by the word that somebody typed: of the workspace, of any folder, or a shipped one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from docgen.errors import UsageError
from docgen.findings import Where
from docgen.forms.papers import Settings
from docgen.load.workspace import CONFIG
from docgen.model.workspace import Workspace
from docgen.model.writing.likeness import meant
from docgen.ooxml.usual import template_bytes
from docgen.outside.files import read_bytes
from docgen.pipeline.form import FormMaker
from docgen.render.template import Template
from docgen.templates.catalogue import FOLDER, SUFFIXES, Use, shipped_templates, uses
from docgen.templates.kinds import RECAP, TemplateKind, kind_of_file, template_kinds
from docgen.templates.samples import Samples
from docgen.workspace.loaded import read_inside
from docgen.workspace.opening.load import load_config
from docgen.workspace.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A workspace as far as templates need it; none at all where there is no docgen.toml."""

    root: Path
    workspace: Workspace | None
    settings: Settings
    report: Report

    @classmethod
    def at(cls, root: Path, today: dt.date) -> Desk:
        """Raises FindingsError when docgen.toml or the profile cannot be read."""
        maker = FormMaker(root, today)
        workspace = load_config(root).value if (root / CONFIG).is_file() else None
        return cls(root=root, workspace=workspace, settings=maker.settings, report=maker.report)

    def samples(self) -> Samples:
        """What fills templates here; without the logo of an office where that cannot be read."""
        logo = None
        if self.workspace and (path := self.workspace.office_of(None).logo):
            try:
                logo = read_bytes(self.root / path)
            except OSError:
                logo = None
        return Samples(self.settings, self.workspace, logo)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A template: what the user calls it, what uses it, and of which kind it is.

    ``is_guessed`` says that the kind follows from its name or its placeholders alone.
    """

    template: Template
    used_by: tuple[Use, ...]
    kind: TemplateKind
    is_guessed: bool

    @property
    def is_workbook(self) -> bool:
        """Whether it is a workbook, which has no placeholders."""
        return self.kind.key == RECAP


def open_word(desk: Desk, word: str) -> Opened:
    """The template that ``word`` means: a path, a file in ``templates/``, or a shipped one's name.

    Raises UsageError when there is none, OSError, FindingsError when it cannot be read.
    """
    path, shown_as = _found(desk.root, word)
    template = Template(template_bytes(path), Where(shown_as), partial(read_inside, desk.root))
    every = uses(desk.workspace) if desk.workspace else ()
    by = tuple(use for use in every if (desk.root / use.path).resolve() == path.resolve())
    if by:
        return Opened(
            template=template, used_by=by, kind=template_kinds()[by[0].kind], is_guessed=False
        )
    is_workbook = path.suffix.lower() == SUFFIXES[1]
    names = frozenset[str]() if is_workbook else template.placeholders()
    kind = kind_of_file(path.name, names)
    return Opened(
        template=template, used_by=(), kind=kind, is_guessed=path.name not in shipped_templates()
    )


def shipped_called(word: str) -> Path | None:
    """The shipped template of this name, written as people do: ``Surat Dinas``, ``surat-dinas``."""
    wanted = word.strip().lower().replace("-", "_").replace(" ", "_")
    for name, path in shipped_templates().items():
        if wanted in (name, path.stem):
            return path
    return None


def no_template(word: str, known: list[str]) -> UsageError:
    """The error for a word that means no template."""
    return UsageError(
        f"tidak ada templat «{word}»{meant(word, known)}",
        "Lihat semuanya dengan: docgen template list",
    )


def _found(root: Path, word: str) -> tuple[Path, str]:
    inside = (root / FOLDER / f"{word}{end}" for end in ("", *SUFFIXES))
    # As docgen template list says it, first.
    places = [root / word, *inside, Path(word)]
    for path in places:
        if path.is_file():
            return path, _shown_as(root, path)
    travelling = shipped_called(word)
    if travelling is None:
        own = [each.name for each in (root / FOLDER).glob("*") if each.suffix in SUFFIXES]
        raise no_template(word, [*own, *shipped_templates()])
    return travelling, travelling.name


def _shown_as(root: Path, path: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return str(path)
