"""Where the rows and columns of a sheet lie, as its XML says (ECMA-376 part 1, 18.3.1)."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree

# The width of a digit in the usual font, pixels, and points a pixel.
DIGIT, A_PIXEL = 7, 0.75
USUAL_WIDTH, USUAL_HEIGHT = 9.140625, 15.0
# A hidden row or column is no place, but has one.
HIDDEN = 0.01
# Papers by Excel's codes (18.3.1.63), points, landscape.
PAPERS = {
    1: (792.0, 612.0), 5: (1008.0, 612.0), 8: (1190.6, 841.9), 9: (841.9, 595.3),
    14: (936.0, 612.0),
}  # fmt: skip


@dataclass(slots=True)
class Measures:
    """The sizes of one sheet; rows and columns count from 0."""

    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    width: float = USUAL_WIDTH
    height: float = USUAL_HEIGHT
    paper: tuple[float, float] | None = None
    drawing: str = ""  # the id of its relation
    beyond: int = 0  # the first row with content below those that are read, from 1

    def columns(self, count: int) -> tuple[float, ...]:
        """The edges of so many columns, points."""
        usual = column_points(self.width)
        return (0.0, *accumulate(self.widths.get(n, usual) for n in range(count)))

    def rows(self, count: int) -> tuple[float, ...]:
        """The edges of so many rows, points."""
        return (0.0, *accumulate(self.heights.get(n, self.height) for n in range(count)))


def column_points(width: float) -> float:
    """The width of a column that is so many digits wide, points."""
    pixels = int((256 * width + int(128 / DIGIT)) / 256 * DIGIT)
    return max(pixels * A_PIXEL, HIDDEN)


def measures(sheet: bytes, most_rows: int) -> Measures:
    """The sizes that a sheet says; entities are never expanded, rows beyond are not kept."""
    found = Measures()
    tags = ("{*}row", "{*}col", "{*}sheetFormatPr", "{*}pageSetup", "{*}drawing")
    number = 0
    for _event, element in etree.iterparse(
        io.BytesIO(sheet), tag=tags, huge_tree=True, resolve_entities=False
    ):
        kind = element.tag.rpartition("}")[2]
        hidden = element.get("hidden") in ("1", "true")
        if kind == "row":
            number = int(element.get("r") or number + 1)
            if number > most_rows and any(len(cell) for cell in element):
                found.beyond = number
                break
            if number <= most_rows and (element.get("ht") or hidden):
                found.heights[number - 1] = HIDDEN if hidden else float(element.get("ht"))
        elif kind == "col":
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            width = HIDDEN if hidden else column_points(float(element.get("width", USUAL_WIDTH)))
            for column in range(first, min(last, first + 1000) + 1):
                found.widths[column - 1] = width
        elif kind == "sheetFormatPr":
            found.height = float(element.get("defaultRowHeight", USUAL_HEIGHT))
            found.width = float(element.get("defaultColWidth", USUAL_WIDTH))
        elif kind == "pageSetup":
            found.paper = _paper(element)
        else:
            found.drawing = next(
                (str(v) for n, v in element.items() if str(n).rpartition("}")[2] == "id"), ""
            )
        element.clear()
        while element.getprevious() is not None and kind == "row":
            del element.getparent()[0]
    return found


def _paper(setup: etree._Element) -> tuple[float, float] | None:
    sides = PAPERS.get(int(setup.get("paperSize") or 0))
    if sides is None:
        return None
    return sides[::-1] if setup.get("orientation") == "portrait" else sides


def place(edges: tuple[float, ...], index: int, offset: float, usual: float) -> float:
    """A place in a row or column, points; beyond the edges those go on as usual."""
    if index >= len(edges):
        return edges[-1] + (index - len(edges) + 1) * usual
    size = edges[index + 1] - edges[index] if index + 1 < len(edges) else usual
    # What hangs in a hidden row is within it, not at its end.
    return edges[index] + (offset if offset <= size else size * 0.98)
