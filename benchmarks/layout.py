"""Layout of the flowchart: near-linear in the steps, small beside the conversion to PDF, and on
hardly more pages than its rows need."""

from __future__ import annotations

import os
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from benchmarks.measure import median_seconds, print_ratio
from benchmarks.sops import sop_data
from docgen.convert import Job, convert_all, find_soffice
from docgen.findings import Where
from docgen.flowchart import lay_out
from docgen.flowchart.cells.shared import forced_starts
from docgen.flowchart.fitting.columns import lane_choices, measured, text_columns
from docgen.flowchart.fitting.fit import SPACINGS
from docgen.flowchart.fitting.pages import page_room
from docgen.flowchart.fitting.widths import TextColumns
from docgen.flowchart.geometry import Drawing, Style
from docgen.load.shipped import shipped
from docgen.load.sop import load_sop
from docgen.model.profile import Profile
from docgen.model.sop import Sop
from docgen.render.sop.sheet import render_sop, sop_sheet

TEMPLATE = Where("templates/sop.docx")
ROOT = Path(__file__).resolve().parents[1]
CORPUS = ("tests/cases/flowchart", "sop_specs")


def specs() -> list[Sop]:
    """The SOPs of the corpus."""
    paths = [path for folder in CORPUS for path in sorted((ROOT / folder).glob("*.yaml"))]
    files = [load_sop(path, path.name).value for path in paths]
    return [file.sop for file in files if file]


def least_pages(drawing: Drawing) -> int:
    """How many pages its rows need at the least, at the smallest text, if pages could end anywhere.

    A break that the spec asks for begins a page; where the flowchart begins under the identity
    sheet, that takes its height.
    """
    style = Style(drawing.sheet.texts[-1], SPACINGS[-1])
    texts = TextColumns(drawing.sop, text_columns(drawing.sop), style)
    bare = Drawing(sop=drawing.sop, sheet=drawing.sheet)
    lowest = min(
        (measured(bare, style, lanes, texts) for lanes in lane_choices(bare, style)),
        key=lambda each: sum(each.row_heights),
    )
    starts = [0, *sorted(forced_starts(drawing.sop, ())), len(lowest.row_heights)]
    rows = [sum(lowest.row_heights[a:b]) for a, b in pairwise(starts)]
    rows[0] += drawing.pages[0].above
    rows[-1] += lowest.total_height + drawing.sheet.closing
    return sum(max(1, -(-height // page_room(lowest))) for height in rows)


def main() -> int:
    """Print the ratios; 3 when LibreOffice is missing."""
    template = shipped(TEMPLATE.file).read_bytes()

    def laid_out(sop: Sop) -> Drawing:
        sheet = sop_sheet(sop, template, TEMPLATE, None, Profile(nama="bench"))
        drawing = lay_out(sop, sheet, lambda *_: TEMPLATE).value
        assert drawing is not None
        return drawing

    corpus = [laid_out(sop) for sop in specs()]
    least = sum(map(least_pages, corpus))
    print_ratio("sop_pages_over_area", sum(len(each.pages) for each in corpus) / least)
    sops = {steps: Sop.model_validate(sop_data(steps)) for steps in (50, 60, 200)}
    seconds = {steps: median_seconds(lambda sop=sop: laid_out(sop)) for steps, sop in sops.items()}
    print_ratio("layout_200_vs_50_steps", seconds[200] / seconds[50])
    soffice = find_soffice(os.environ)
    if soffice is None:
        print("LibreOffice is missing: layout_60_steps_over_convert not measured", file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "sop.docx"
        source.write_bytes(render_sop(laid_out(sops[60]), template, TEMPLATE, None))
        job = Job(source, source.with_suffix(".pdf"), "SOP")
        convert = median_seconds(lambda: convert_all([job], soffice))
    print_ratio("layout_60_steps_over_convert", seconds[60] / convert)
    return 0


if __name__ == "__main__":
    sys.exit(main())
