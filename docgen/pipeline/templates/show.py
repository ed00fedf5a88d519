"""``docgen template list`` and ``show``: which templates there are, and what one asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.convert import look_at_template
from docgen.findings import Finding
from docgen.model.workspace import RowSet
from docgen.pipeline.templates.opened import Desk, Opened, open_word
from docgen.templates.catalogue import Listed, Use, all_templates, title_of
from docgen.templates.shown import Sheet, Shown, show
from docgen.workspace import kinds
from docgen.workspace.kinds.base import Rows
from docgen.workspace.placeholders import Names, column_findings, fixed_template_findings
from docgen.workspace.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatePage:
    """A template laid open, with what it is called and who uses it."""

    opened: Opened
    title: str
    shown: Shown

    def as_plain(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "templat": self.opened.template.where.file,
            "judul": self.title,
            "jenis": self.opened.kind.key,
            "untuk": self.opened.kind.purpose,
            "dipakai": [str(use) for use in self.opened.used_by],
            **self.shown.as_plain(),
        }


def list_templates(root: Path, today: dt.date) -> tuple[list[Listed], Report]:
    """Every template there is. Raises FindingsError when docgen.toml cannot be read."""
    desk = Desk.at(root, today)
    found, findings = all_templates(root, desk.workspace)
    desk.report.note(findings)
    desk.report.data = {"templat": [each.as_plain() for each in found]}
    return found, desk.report


def show_template(root: Path, word: str, today: dt.date) -> tuple[TemplatePage, Report]:
    """One template laid open. Raises FindingsError when it cannot be read, UsageError, OSError."""
    desk = Desk.at(root, today)
    opened = open_word(desk, word)
    template = opened.template
    shown = Shown()
    if opened.is_workbook:
        desk.report.note(look_at_template(template.data, template.where))
    else:
        sample = desk.samples().context(opened.kind.key, template)
        rows = [] if desk.workspace is None else list(_rows(desk, opened.used_by))
        desk.report.note(dict.fromkeys(_findings(opened, [each for _name, each in rows])))
        shown = show(template.readable(), opened.kind, sample, _sheet(rows))
    page = TemplatePage(opened=opened, title=title_of(template.data), shown=shown)
    desk.report.data = page.as_plain()
    return page, desk.report


def _rows(desk: Desk, used_by: tuple[Use, ...]) -> Iterator[tuple[str, Rows]]:
    """The data of the sets that use it; what is wrong with it, a build says."""
    assert desk.workspace is not None
    for use in used_by:
        declared = desk.workspace.sets(use.set.kind).get(use.set.name)
        if isinstance(declared, RowSet):
            kind = kinds.kind_of(use.set.kind)
            read = kind.rows(desk.root, declared.data, desk.workspace, desk.settings.profile)
            if read.value is None:
                desk.report.note(read.findings)
            else:
                yield declared.data, read.value


def _sheet(rows: list[tuple[str, Rows]]) -> Sheet | None:
    if not rows:
        return None
    name, read = rows[0]
    context = read.contexts[0][0]() if read.contexts else {}
    return Sheet(name=name, columns=read.columns, context=context)


def _findings(opened: Opened, rows: list[Rows]) -> Iterator[Finding]:
    template, kind = opened.template, opened.kind
    if not kind.by_rows:
        yield from fixed_template_findings(template.data, template.where, frozenset(kind.given))
        return
    for read in rows:
        yield from column_findings(template, read.names, read.columns, read.where, read.heads)
    if not rows:  # any other name may be a column
        own = sorted(template.readable().placeholders() - kind.given.keys())
        names = Names(given=frozenset(kind.given))
        yield from column_findings(template, names, own, template.where)
