"""Reading legacy sheets: no slower than twice as long as making such sheets takes."""

from __future__ import annotations

import random
import sys

from benchmarks.measure import median_seconds, print_ratio
from benchmarks.sops import sop_data
from docgen.findings import Where
from docgen.flowchart import lay_out
from docgen.load.legacy.file import read_file
from docgen.load.shipped import shipped
from docgen.model.profile import Profile
from docgen.model.sop import Sop
from docgen.render.sop.sheet import render_sop, sop_sheet
from tests.support.legacy import excel, plan, word

TEMPLATE = Where("templates/sop.docx")
STEPS = (8, 12, 16, 20, 24)
ORIGIN = {"berkas": "lama", "sha256": "0" * 64}


def rendered(sop: Sop, template: bytes) -> bytes:
    """The sheet of a SOP."""
    sheet = sop_sheet(sop, template, TEMPLATE, None, Profile(nama="bench"))
    drawing = lay_out(sop, sheet, lambda *_: TEMPLATE).value
    assert drawing is not None
    return render_sop(drawing, template, TEMPLATE, None)


def main() -> int:
    """Print the ratio: docgen's own sheets, workbooks and loosely drawn documents, a third each."""
    template = shipped(TEMPLATE.file).read_bytes()
    sops = [Sop.model_validate(sop_data(steps)) for steps in STEPS]
    sheets = []
    for sop in sops:
        chance = random.Random(1)
        drawn = plan.moved(plan.make_plan(sop, chance), chance, 0, 2)
        sheets += [rendered(sop, template), excel.write(drawn), word.write(drawn, "wps", chance)]

    def import_all() -> None:
        for data in sheets:
            assert read_file(data, "lama", dict(ORIGIN)).spec

    def render_all() -> None:
        for sop in sops:
            rendered(sop, template)

    a_sheet = median_seconds(import_all) / len(sheets)
    print_ratio("import_over_render", a_sheet / (median_seconds(render_all) / len(sops)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
