"""A workspace as after a whole build, without LibreOffice: what it cannot make holds anything."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, NumberTree, OutlineItem

from docgen.choices import EngineName
from docgen.convert import Job, Outcome
from docgen.numbering import Register
from docgen.pipeline.build import build
from docgen.pipeline.laid_out import lay_out, load, makers_of
from docgen.pipeline.options import Options
from docgen.workspace.opening.from_register import REGISTER, recall
from docgen.workspace.plan.bundles import PlannedBundle
from docgen.workspace.plan.plan import Plan
from docgen.workspace.plan.planned import FileKind
from docgen.workspace.report import Report
from docgen.workspace.store.store import Store

TODAY = dt.date(2025, 8, 1)
WRITTEN_AFTER = (FileKind.LEDGER, FileKind.EXPEDITION, FileKind.SUMS, FileKind.BAG)
PAGES = 2  # of each part of a bundle, and of what stands before them


class NoEngine:
    """An engine that is known and never asked to convert."""

    name: EngineName = "libreoffice"
    is_archival = True

    def describe(self) -> str:
        return "Mesin 1"

    def at_quality(self, jpeg: int) -> NoEngine:
        del jpeg
        return self

    def convert(self, jobs: Sequence[Job]) -> tuple[Outcome, ...]:
        raise AssertionError(jobs)


def options(**more: bool) -> Options:
    return Options(today=TODAY, engine=NoEngine(), **more)  # type: ignore[arg-type]  # of flags


def plan_of(root: Path) -> Plan:
    """What the workspace must hold now."""
    report = Report()
    loaded = load(root, report, today=TODAY)
    with Register(root / REGISTER, dry_run=True) as register:
        letters = recall(loaded, register)
        return lay_out(loaded, letters, register.entries(), report, makers_of(NoEngine(), {}))


def settle(root: Path) -> Plan:
    """Build office files and numbers, then put something in the place of all that is missing."""
    build(root, Options(today=TODAY, engine=NoEngine(), last_stage=4), lambda _stage: None)
    plan = plan_of(root)
    bundles = {bundle.file: bundle for bundle in plan.bundles}
    with Store.open(root) as store:
        for planned in sorted(plan.files.values(), key=lambda each: each.kind.stage):
            if planned.kind not in WRITTEN_AFTER and store.stale(planned):
                bundle = bundles.get(planned.path)
                store.put(planned, _bound(bundle) if bundle else planned.path.encode())
        store.commit()
    return plan


def _bound(bundle: PlannedBundle) -> bytes:
    """Blank pages with the bookmarks and labels of a bundle."""
    with pikepdf.new() as pdf:
        for _page in range(PAGES * (len(bundle.parts) + 1)):
            pdf.add_blank_page()
        with pdf.open_outline() as outline:
            outline.root += [OutlineItem("Sampul", 0), OutlineItem("Daftar Isi", 1)]
            outline.root += [
                OutlineItem(part.title, PAGES * number)
                for number, part in enumerate(bundle.parts, 1)
            ]
        labels = NumberTree.new(pdf)
        labels[0] = Dictionary(S=Name.r, St=1)
        labels[PAGES] = Dictionary(S=Name.D, St=1)
        pdf.Root.PageLabels = labels.obj
        written = io.BytesIO()
        pdf.save(written)
        return written.getvalue()
