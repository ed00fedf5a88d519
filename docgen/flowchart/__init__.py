"""Stage 3, lay out: a Sop becomes pages of boxes and connectors. Knows no docx.

The ranked contract: (1) valid: no arrow through a symbol, no two arrows on one line unless they
join, every arrow ends on a border, nothing outside its lane or page; (2) fewest crossings;
(3) fewest bends; (4) usual sides; (5) shortest. Ties break by declaration order: same spec, same
drawing. docs/layout-contract.md tells more.
"""

from __future__ import annotations

from math import ceil

from docgen.findings import Finding, Locate, Result, error, warning
from docgen.flowchart import constants as c
from docgen.flowchart.cells.parted import parted_cells, parted_words
from docgen.flowchart.fitting.columns import least_width
from docgen.flowchart.fitting.fit import fit
from docgen.flowchart.fitting.pages import overflow
from docgen.flowchart.geometry import Drawing, Sheet, to_mm
from docgen.flowchart.label import label
from docgen.flowchart.place import place
from docgen.flowchart.room import faults, with_room
from docgen.flowchart.route import route
from docgen.model.sop import Sop

# One pass a line; each takes a drawing and gives back one that knows more.
PASSES = (
    fit,  # columns, heads, rows and pages
    place,  # symbols in their cells, lines to draw
    route,  # points of every line
    label,  # words at the exits of decisions
)


def lay_out(sop: Sop, sheet: Sheet, where: Locate) -> Result[Drawing]:
    """Lay a SOP out on a sheet; ``where`` finds a part of the spec (``"langkah", 2``).

    What cannot fit is a finding that says what to change.
    """
    if least_width(sop) > sheet.text_width:
        return Result(None, (_too_many_lanes(sop, sheet, where),))
    laid_out = with_room(Drawing(sop=sop, sheet=sheet), PASSES)
    while apart := _too_tall_together(laid_out):
        breaks = laid_out.breaks | apart
        laid_out = with_room(Drawing(sop=sop, sheet=sheet, breaks=breaks), PASSES)
    too_tall = _overflowing(laid_out)
    if too_tall:
        return Result(None, _too_tall(sop, too_tall, where))
    findings = (*_crowded(laid_out, where), *parted_words(laid_out, where))
    return Result(laid_out, (*findings, *parted_cells(laid_out, where)))


def _too_many_lanes(sop: Sop, sheet: Sheet, where: Locate) -> Finding:
    """By how much they are too many, and each change of the spec that is enough."""
    lack = least_width(sop) - sheet.text_width
    most = len(sop.pelaksana) - -(-lack // c.LEAST_LANE)
    ways = [f"gabungkan pelaksana sampai tinggal {most}"] if most > 0 else []
    if sop.tata_letak.keterangan and lack <= c.LEAST_TEXT_WIDTH:
        ways.append("hilangkan kolom keterangan («keterangan: false» di «tata_letak»)")
    if sheet.height - sheet.width >= lack:
        ways.append("pakai «arah: mendatar»")
    else:
        ways.append(
            f"pakai kertas yang lebarnya paling sedikit {ceil(to_mm(sheet.width + lack))} mm"
        )
    message = (
        f"{len(sop.pelaksana)} lajur pelaksana tidak muat di kertas selebar "
        f"{to_mm(sheet.width):.0f} mm, kurang {ceil(to_mm(lack))} mm: {', atau '.join(ways)}"
    )
    return error("layout-too-many-lanes", where("pelaksana"), message)


def _too_tall_together(drawing: Drawing) -> frozenset[int]:
    """Where to part pages that are too full since a cell reaches over all of their steps."""
    return frozenset(
        page.steps[len(page.steps) // 2]
        for page in drawing.pages
        if len(page.steps) > 1 and overflow(drawing, page)
    )


def _crowded(drawing: Drawing, where: Locate) -> list[Finding]:
    return [
        warning(
            "layout-crowded",
            where("langkah"),
            f"panah di halaman {page.number} diagram alir terlalu padat; kurangi lompatan atau "
            "bagi SOP ini",
        )
        for page in drawing.pages
        if faults(page)
    ]


def _overflowing(drawing: Drawing) -> list[int]:
    """The highest step of each page that is too full: one of a single step."""
    return [
        max(
            (row.step for row in page.rows if row.step is not None),
            key=lambda step: drawing.row_heights[step],
        )
        for page in drawing.pages
        if overflow(drawing, page)
    ]


def _too_tall(sop: Sop, numbers: list[int], where: Locate) -> tuple[Finding, ...]:
    return tuple(
        error(
            "layout-row-too-tall",
            where("langkah", number),
            f"langkah «{sop.langkah[number].id}» terlalu tinggi untuk satu halaman; "
            "persingkat teksnya",
        )
        for number in numbers
    )
