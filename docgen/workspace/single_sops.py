"""SOP sheets outside a workspace: from specs named one by one, with a template of any place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.convert import Engine, Job, Outcome, tags_in
from docgen.errors import FindingsError
from docgen.findings import Finding, Locate, Result, Where, error, has_errors
from docgen.flowchart import lay_out
from docgen.flowchart.geometry import Drawing
from docgen.load.sop import load_sop
from docgen.model.law import Law
from docgen.model.profile import Profile
from docgen.model.sop import Sop
from docgen.ooxml.usual import template_bytes
from docgen.outside.files import read_bytes
from docgen.render.sop.sheet import render_sop, sop_sheet
from docgen.render.sop.svg import render_svg
from docgen.render.template import Image
from docgen.rules.mentions.links import one_sided
from docgen.rules.sop.check import check_sop
from docgen.rules.sop.numbers import check_numbers
from docgen.rules.sop.subject import Around
from docgen.temporary import working_folder
from docgen.workspace.plan.planned import FileKind, Planned
from docgen.workspace.store.store import Store


@dataclass(frozen=True, slots=True)
class Rules:
    """What an office says for itself: its profile, and regulations of its own."""

    profile: Profile
    laws: tuple[Law, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A finished sheet: its files by name, and the marks of templates that stand in its data."""

    stem: str
    files: Mapping[str, bytes]
    tags: frozenset[str]

    @property
    def office_file(self) -> str:
        """The name of the .docx."""
        return f"{self.stem}.docx"


class SingleSops:
    """Specs of any place; each may refer to the others, and to its neighbours."""

    def __init__(
        self, specs: Sequence[Path], template: Path, rules: Rules, today: dt.date | None
    ) -> None:
        self._specs, self._template, self._profile = specs, template, rules.profile
        self._data, self._where = template_bytes(template), Where(str(template))
        self._around = Around(
            sops=_names(specs),
            laws=rules.laws,
            today=today,
            review_years=rules.profile.sop.tahun_tinjau,
        )

    def numbers(self) -> tuple[Finding, ...]:
        """What is wrong with the specs together: sop-number-twice, sop-reference-one-sided."""
        read = [load_sop(spec, str(spec)).value for spec in dict.fromkeys(self._specs)]
        sops = [(file.sop, file.where) for file in read if file]
        return (*check_numbers(sops), *one_sided(sops))

    def laid_out(self, spec: Path) -> Result[Drawing]:
        """A spec as a drawing, with every finding on the way."""
        loaded = load_sop(spec, str(spec))
        if loaded.value is None or has_errors(loaded.findings):
            return Result(None, loaded.findings)
        sop, where = loaded.value.sop, loaded.value.where
        findings = (*loaded.findings, *check_sop(sop, where, self._around))
        try:
            logo = self._logo(spec, sop)
            sheet = sop_sheet(sop, self._data, self._where, logo, self._profile)
        except FindingsError as problem:
            return Result(None, (*findings, *problem.findings))
        drawing = lay_out(sop, sheet, where)
        return Result(drawing.value, (*findings, *drawing.findings))

    def sheet(self, spec: Path) -> Result[Sheet]:
        """A spec as a finished sheet."""
        drawing = self.laid_out(spec)
        if drawing.value is None:
            return Result(None, drawing.findings)
        try:
            logo = self._logo(spec, drawing.value.sop)
            office_file = render_sop(
                drawing.value, self._data, self._where, logo, self._profile.surat
            )
        except FindingsError as problem:
            return Result(None, (*drawing.findings, *problem.findings))
        files = {f"{spec.stem}.docx": office_file}
        for number, picture in enumerate(render_svg(drawing.value), 1):
            files[f"{spec.stem}-{number}.svg"] = picture.encode()
        tags = tags_in(drawing.value.sop.model_dump())
        return Result(Sheet(stem=spec.stem, files=files, tags=tags), drawing.findings)

    def version(self, spec: Path, sop: Sop, where: Locate) -> Result[tuple[Drawing, bytes]]:
        """A version of a spec as it is given, laid out and as a .docx; no rule is asked."""
        try:
            logo = self._logo(spec, sop)
            sheet = sop_sheet(sop, self._data, self._where, logo, self._profile)
            laid_out = lay_out(sop, sheet, where)
            if laid_out.value is None:
                return Result(None, laid_out.findings)
            docx = render_sop(laid_out.value, self._data, self._where, logo)
        except FindingsError as problem:
            return Result(None, problem.findings)
        return Result((laid_out.value, docx), laid_out.findings)

    def _logo(self, spec: Path, sop: Sop) -> Image | None:
        """The logo of a spec: its path counts from the workspace, the folder over ``templates``."""
        if not sop.instansi.logo:
            return None
        for base in (self._template.parent.parent, spec.parent, spec.parent.parent):
            path = base / sop.instansi.logo
            if path.is_file():
                return Image(read_bytes(path))
        message = f"logo «{sop.instansi.logo}» tidak ada"
        raise FindingsError([error("file-missing", Where(str(spec)), message)])


def _names(specs: Sequence[Path]) -> list[str]:
    """The names of the SOPs at hand, and of their neighbours: a workspace's ``sop_specs``."""
    folders = {spec.parent for spec in specs}
    files = {*specs, *(path for folder in folders for path in folder.glob("*.yaml"))}
    loaded = [load_sop(path, str(path)).value for path in sorted(files)]
    return [file.sop.nama for file in loaded if file]


def convert_sheets(
    sheets: Sequence[Sheet], store: Store, engine: Engine
) -> tuple[Sequence[Outcome], tuple[str, ...]]:
    """PDFs of the sheets that have none, or an old one; what became of each, and their names."""
    due = [(_pdf(sheet, engine.describe()), sheet) for sheet in sheets]
    stale = [(planned, sheet) for planned, sheet in due if store.reason(planned)]
    with working_folder() as temporary:
        jobs = []
        for _planned, sheet in stale:
            source = temporary / sheet.office_file
            source.write_bytes(sheet.files[sheet.office_file])
            target = source.with_suffix(".pdf")
            jobs.append(Job(source=source, target=target, title=sheet.stem, allowed=sheet.tags))
        outcomes = engine.convert(jobs)
        for (planned, _sheet), outcome in zip(stale, outcomes, strict=True):
            if outcome.ok:
                store.put(planned, outcome.job.target.read_bytes())
        return outcomes, store.commit()


def _pdf(sheet: Sheet, engine: str) -> Planned:
    content = sheet.files[sheet.office_file] + engine.encode()
    return Planned(path=f"{sheet.stem}.pdf", kind=FileKind.PDF).saying(content)
