"""Layout of the flowchart: near-linear in the steps, and small beside the conversion to PDF."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import median_seconds, print_ratio
from benchmarks.sops import sop_data
from docgen.convert import Job, convert_all, find_soffice
from docgen.findings import Where
from docgen.flowchart import lay_out
from docgen.flowchart.geometry import Drawing
from docgen.load.shipped import shipped
from docgen.model.profile import Profile
from docgen.model.sop import Sop
from docgen.render.sop.sheet import render_sop, sop_sheet

TEMPLATE = Where("templates/sop.docx")


def main() -> int:
    """Print the ratios; 3 when LibreOffice is missing."""
    template = shipped(TEMPLATE.file).read_bytes()

    def laid_out(sop: Sop) -> Drawing:
        sheet = sop_sheet(sop, template, TEMPLATE, None, Profile(nama="bench"))
        drawing = lay_out(sop, sheet, lambda *_: TEMPLATE).value
        assert drawing is not None
        return drawing

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
