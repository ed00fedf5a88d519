"""SOP sheets outside a workspace: from specs named one by one, with a template of any place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from docgen.convert import Engine, Job, Outcome, tags_in
from docgen.errors import FindingsError
from docgen.findings import Finding, Locate, Result, Where, error, has_errors
from docgen.flowchart import lay_out
from docgen.flowchart.geometry import Drawing
from docgen.load.history import read_history
from docgen.load.sop import load_sop
from docgen.model.law import Law
from docgen.model.life.states import Life, Lives
from docgen.model.profile import Profile
from docgen.model.sop import Sop
from docgen.ooxml.usual import template_bytes
from docgen.outside.files import read_bytes
from docgen.render.sop.history import history_place
from docgen.render.sop.sheet import render_sop, sop_sheet
from docgen.render.sop.svg import render_svg
from docgen.render.template import Image
from docgen.rules.life.check import Times, check_lives
from docgen.rules.mentions.links import one_sided
from docgen.rules.sop.check import check_sop
from docgen.rules.sop.numbers import check_numbers
from docgen.rules.sop.subject import Around
from docgen.temporary import working_folder
from docgen.workspace.lives import life_of, neighbours
from docgen.workspace.plan.makers import Makers
from docgen.workspace.plan.planned import FileKind, Planned
from docgen.workspace.store.store import Store


@dataclass(frozen=True, slots=True)
class Rules:
    """What an office says for itself: its profile, and regulations of its own."""

    profile: Profile
    laws: tuple[Law, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A finished sheet: its files by name, and the marks of templates that stand in its data.

    One that was approved brings its ``pdf``, which is never made again.
    """

    stem: str
    files: Mapping[str, bytes]
    tags: frozenset[str]
    pdf: bytes = b""

    @property
    def office_file(self) -> str:
        """The name of the .docx."""
        return f"{self.stem}.docx"


class SingleSops:
    """Specs of any place; each may refer to the others, and to its neighbours.

    ``instead`` holds files that are read in the place of specs: what these are about to say.
    """

    def __init__(
        self,
        specs: Sequence[Path],
        template: Path,
        rules: Rules,
        today: dt.date | None,
        instead: Mapping[Path, Path] = MappingProxyType({}),
    ) -> None:
        self._instead = instead
        self._times = Times(today=today, rules=rules.profile.sop)
        self._specs, self._template, self._profile = specs, template, rules.profile
        self._data, self._where = template_bytes(template), Where(str(template))
        self._laws = rules.laws

    @cached_property
    def _lives(self) -> Lives:
        """Every spec of their folders with its frozen files: read when a rule asks for it."""
        return neighbours(self._specs)

    @cached_property
    def _around(self) -> Around:
        return Around(
            sops=[life.sop.nama for life in self._lives.every],
            laws=self._laws,
            today=self._times.today,
            review_years=self._profile.sop.tahun_tinjau,
        )

    def numbers(self) -> tuple[Finding, ...]:
        """What is wrong with the specs together: sop-number-twice, sop-reference-one-sided; with
        their frozen revisions, and with their lives (``check_lives``), those of their neighbours
        counted.
        """
        named = {spec.as_posix() for spec in self._specs}
        mine = [life for life in self._lives.every if life.path in named]
        found = check_lives(self._lives, self._times)
        files = {str(spec) for spec in self._specs}
        histories = (read_history(spec, spec.as_posix()) for spec in dict.fromkeys(self._specs))
        sops = [(life.sop, life.where) for life in mine]
        return (
            *(each for history in histories for each in history.findings),
            *check_numbers(sops),
            *one_sided(sops),
            *(each for each in found if each.where.file in files),
        )

    def laid_out(self, spec: Path) -> Result[Drawing]:
        """A spec as a drawing, with every finding on the way."""
        loaded = load_sop(self._instead.get(spec, spec), str(spec))
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
        """A spec as a finished sheet: the frozen one of a revision in force, else with its state.

        Findings: also those of its frozen revisions, and sop-withdrawn.
        """
        life, _file, findings = life_of(spec)
        if life is None or has_errors(findings):
            return Result(None, findings)
        mark = self._lives.mark(life)
        if life.last is None or life.in_flight:
            return self._rendered(spec, mark)
        drawing = self.laid_out(spec)
        if mark:
            message = f"SOP ini tidak berlaku lagi ({mark}); salinan bercapnya dibuat docgen build"
            refused = error("sop-withdrawn", Where(str(spec)), message)
            return Result(None, (*drawing.findings, refused))
        return Result(_frozen_sheet(spec, life), drawing.findings)

    def clean_sheet(self, spec: Path) -> Result[Sheet]:
        """A spec as a finished sheet without any mark, as it is approved."""
        return self._rendered(spec, "")

    def _rendered(self, spec: Path, mark: str) -> Result[Sheet]:
        drawing = self.laid_out(spec)
        if drawing.value is None:
            return Result(None, drawing.findings)
        try:
            logo = self._logo(spec, drawing.value.sop)
            history = history_place(drawing.value.sop, self._profile)
            office_file = render_sop(
                drawing.value,
                self._data,
                self._where,
                logo,
                self._profile.surat,
                history=history,
                mark=mark,
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
            docx = render_sop(
                laid_out.value,
                self._data,
                self._where,
                logo,
                self._profile.surat,
                history=history_place(sop, self._profile),
            )
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


def _frozen_sheet(spec: Path, life: Life) -> Sheet:
    """The files of the revision in force."""
    assert life.last is not None
    paths = [Path(each) for each in (life.last.sheet, *life.last.drawings)]
    files = {path.name: read_bytes(path) for path in paths}
    return Sheet(stem=spec.stem, files=files, tags=frozenset(), pdf=read_bytes(Path(life.last.pdf)))


def convert_sheets(
    sheets: Sequence[Sheet], store: Store, engine: Engine
) -> tuple[Sequence[Outcome], tuple[str, ...]]:
    """PDFs of the sheets that have none, or an old one; what became of each, and their names."""
    makers = Makers(engine=engine.describe())
    due = [(_pdf(sheet, makers), sheet) for sheet in sheets]
    every = [(planned, sheet) for planned, sheet in due if store.reason(planned)]
    frozen = [(planned, sheet) for planned, sheet in every if sheet.pdf]
    stale = [(planned, sheet) for planned, sheet in every if not sheet.pdf]
    with working_folder() as temporary:
        jobs = []
        for _planned, sheet in stale:
            source = temporary / sheet.office_file
            source.write_bytes(sheet.files[sheet.office_file])
            target = source.with_suffix(".pdf")
            jobs.append(Job(source=source, target=target, title=sheet.stem, allowed=sheet.tags))
        outcomes = engine.convert(jobs)
        for planned, sheet in frozen:
            store.put(planned, sheet.pdf)
        for (planned, _sheet), outcome in zip(stale, outcomes, strict=True):
            if outcome.ok:
                store.put(planned, outcome.job.target.read_bytes())
        files = [str(store.path(sheet.office_file)) for _planned, sheet in stale]
        told = [each.told_of(file) for each, file in zip(outcomes, files, strict=True)]
        return told, store.commit()


def _pdf(sheet: Sheet, makers: Makers) -> Planned:
    data = sheet.files[sheet.office_file]
    content = data + "".join(makers.of(data).values()).encode()
    return Planned(path=f"{sheet.stem}.pdf", kind=FileKind.PDF).saying(content)
