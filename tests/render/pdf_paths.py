"""What is drawn on a PDF page: lines and areas in millimetres from the top left corner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

MM_A_POINT = 25.4 / 72
PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"}
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One painted path: its points, whether it is an area (filled) or a line (stroked)."""

    points: tuple[Point, ...]
    filled: bool

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        xs, ys = zip(*self.points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def drawn_on(path: Path, page: int) -> list[Drawn]:
    """The painted paths of a page (from 0) in the order of painting."""
    with pikepdf.open(path) as pdf:
        sheet = pdf.pages[page]
        height = float(sheet.mediabox[3])
        return list(_paths(pikepdf.parse_content_stream(sheet), height))


def _paths(stream: list[pikepdf.ContentStreamInstruction], height: float) -> Iterator[Drawn]:
    matrix, saved = pikepdf.Matrix(), []
    current: list[list[Point]] = []
    for instruction in stream:
        name = str(instruction.operator)
        if name == "q":
            saved.append(matrix)
            continue
        if name == "Q":
            matrix = saved.pop()
            continue
        if name in PAINTING:
            for points in current:
                if name != "n" and len(points) > 1:
                    yield Drawn(tuple(points), name.lower().startswith(("f", "b")))
            current = []
            continue
        if name not in {"cm", "m", "l", "c", "v", "y", "re"}:
            continue
        values = [float(value) for value in instruction.operands]
        if name == "cm":
            matrix = pikepdf.Matrix(*values) @ matrix
        elif name == "re":
            x, y, width, tall = values
            corners = [(x, y), (x + width, y), (x + width, y + tall), (x, y + tall), (x, y)]
            current.append([_on_page(matrix, corner, height) for corner in corners])
        else:  # of a curve, the end is enough
            point = _on_page(matrix, (values[-2], values[-1]), height)
            if name == "m":
                current.append([point])
            else:
                current[-1].append(point)


def _on_page(matrix: pikepdf.Matrix, point: Point, height: float) -> Point:
    x, y = matrix.transform(point)
    return x * MM_A_POINT, (height - y) * MM_A_POINT
