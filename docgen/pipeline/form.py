"""``docgen form``: a form to fill in, with the offices and the profile of the workspace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from docgen.errors import UsageError
from docgen.findings import Finding, Where, error
from docgen.forms.columns import FormSheet
from docgen.forms.papers import (
    LETTERS,
    Settings,
    address_form,
    disposition_form,
    letter_form,
    officials_sheet,
    report_form,
    roster_form,
)
from docgen.forms.sheet import form_bytes
from docgen.letter_kinds import letter_kinds
from docgen.load.shipped import shipped
from docgen.load.skp.regimes import load_regimes, regime_of
from docgen.load.workspace import CONFIG, DEFAULT, default_profile, load_profile
from docgen.ooxml.usual import template_bytes
from docgen.render.template import Template
from docgen.workspace.kinds.disposition import DISPOSITION
from docgen.workspace.kinds.letter import LETTER
from docgen.workspace.loaded import read_inside
from docgen.workspace.opening.load import load_config
from docgen.workspace.placeholders import Names, column_findings
from docgen.workspace.report import Report
from docgen.workspace.store.sources import write_whole

DISPOSITION_TEMPLATE = "templates/lembar_disposisi.docx"


class FormMaker:
    """Makes forms for a workspace; for none at all where ``root`` holds no docgen.toml.

    Raises FindingsError when docgen.toml or the profile cannot be read.
    """

    def __init__(self, root: Path, today: dt.date) -> None:
        self.root = root
        self.today = today
        self.report = Report()
        self.profile_name, profile = DEFAULT, default_profile()
        offices: tuple[str, ...] = ()
        if (root / CONFIG).is_file():
            workspace = load_config(root)
            self.report.note(workspace.findings)
            self.report.stop_on_errors()
            assert workspace.value is not None  # else there was an error
            self.profile_name = workspace.value.profil
            offices = tuple(workspace.value.office)
            read = load_profile(root, self.profile_name)
            self.report.note(read.findings)
            self.report.stop_on_errors()
            profile = read.value or profile
        self.settings = Settings(profile=profile, today=today, offices=offices)

    def letters(self, kind: str, template: Path | None) -> Iterable[FormSheet]:
        """Letters of a kind (``letter_kinds``), of its template or another one: the columns that
        it asks for stand among them."""
        found = self._template(template, f"templates/{letter_kinds()[kind].template}.docx")
        return self._held(letter_form(self.settings, {LETTERS: found}), found, LETTER.names)

    def dispositions(self, template: Path | None) -> Iterable[FormSheet]:
        """Incoming letters, for a template of disposition forms."""
        found = self._template(template, DISPOSITION_TEMPLATE)
        return self._held(disposition_form(self.settings, found), found, DISPOSITION.names)

    def officials(self) -> Iterable[FormSheet]:
        """Who signs."""
        return (officials_sheet(self.settings),)

    def roster(self) -> Iterable[FormSheet]:
        """Which SKPD report."""
        return (roster_form(self.settings),)

    def addresses(self) -> Iterable[FormSheet]:
        """Where recipients live."""
        return (address_form(self.settings),)

    def skp_report(self, year: int, half: int | None) -> Iterable[FormSheet]:
        """The SKP report of one SKPD. Raises UsageError for a year without a rule."""
        rules = load_regimes(self.root, self.profile_name)
        self.report.note(rules.findings)
        self.report.stop_on_errors()
        regime = regime_of(rules.value or (), year, half)
        if regime is None:
            raise UsageError(
                f"docgen tidak punya aturan SKP tahun {year}",
                "Pakai tahun 2014 atau sesudahnya, atau tambahkan aturannya di profil.",
            )
        return (report_form(self.settings, regime, year, half),)

    def write(
        self, sheets: Iterable[FormSheet], target: Path, title: str, *, force: bool
    ) -> Report:
        """Write the form. Raises FindingsError when something stands there, OutputError."""
        if target.suffix.lower() != ".xlsx":
            raise UsageError(
                f"«{target.name}» bukan nama .xlsx", "Tulis misalnya: -o formulir.xlsx."
            )
        data = form_bytes(list(sheets), title)
        if not force:
            self.report.note(in_the_way(target))
            self.report.stop_on_errors()
        write_whole(target, data)
        self.report.written.append(str(target))
        return self.report

    def _held(
        self, sheets: Iterable[FormSheet], template: Template, names: Names
    ) -> list[FormSheet]:
        """The sheets, with the first of them held against the template that it is to fill."""
        made = list(sheets)
        heads = [column.head for column in made[0].columns]
        self.report.note(column_findings(template, names, heads, template.where))
        self.report.stop_on_errors()
        return made

    def _template(self, path: Path | None, usual: str) -> Template:
        """A template that was named, else the workspace's own usual one, else the shipped one."""
        own = self.root / usual
        found = path or (own if own.is_file() else shipped(usual))
        where = Where(str(path or usual))
        return Template(template_bytes(found), where, partial(read_inside, self.root))


def in_the_way(target: Path) -> Iterable[Finding]:
    """Findings: output-exists."""
    if target.exists():
        message = f"{target} sudah ada; pakai nama lain, atau --force untuk menimpanya"
        yield error("output-exists", Where(str(target)), message)
