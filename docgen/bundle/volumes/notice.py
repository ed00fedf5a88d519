"""Pages that the bundle draws itself: dividers, and what stands for a file kept beside it.

They are drawn and not converted: an archive of thousands of signed letters needs as many of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from docgen.bundle.marks.font import MarkFont, embed
from docgen.bundle.marks.stamp import POINTS_A_MM, wrap

# A4 with the margins of the index, points.
WIDTH, HEIGHT = 210 * POINTS_A_MM, 297 * POINTS_A_MM
LEFT, RIGHT = 25 * POINTS_A_MM, 20 * POINTS_A_MM
ROOM = WIDTH - LEFT - RIGHT
LABELS = 30 * POINTS_A_MM  # the column of labels
LEADING = 1.35


@dataclass(frozen=True, slots=True)
class Faces:
    """The two faces of what is drawn."""

    regular: MarkFont
    bold: MarkFont


class Notices:
    """Draws pages into one PDF; the faces are embedded once."""

    def __init__(self, pdf: Pdf, faces: Faces) -> None:
        self._pdf, self._faces = pdf, faces
        self._resources: Object | None = None

    def divider(self, title: str, lines: Sequence[str]) -> Object:
        """A page that opens a group: its title in the middle between two rules."""
        drawing = _Drawing()
        size = 22.0
        words = wrap(title, self._faces.bold, ROOM, size)
        top = HEIGHT * 0.62
        drawing.rule(top + size * 1.6)
        for line in words:
            drawing.words(line, self._faces.bold, size, self._centred(line, self._faces.bold, size),
                          top)  # fmt: skip
            top -= size * LEADING
        for line in lines:
            top -= 4
            x = self._centred(line, self._faces.regular, 11)
            drawing.words(line, self._faces.regular, 11, x, top)
            top -= 11 * LEADING
        drawing.rule(top - 6)
        return self._page(drawing)

    def notice(
        self, title: str, words: str, facts: Mapping[str, str], advice: str, link: str = ""
    ) -> Object:
        """A page that says what is kept elsewhere: a title, a text, facts by label, an advice.

        ``link`` is the file to be opened by a click on the facts, from the bundle's folder.
        """
        drawing = _Drawing()
        y = HEIGHT - 45 * POINTS_A_MM
        for line in wrap(title, self._faces.bold, ROOM, 16):
            drawing.words(line, self._faces.bold, 16, LEFT, y)
            y -= 16 * LEADING
        y = self._paragraph(drawing, words, 10.5, y - 6) - 8
        drawing.rule(y + 4)
        top = y
        for label, value in facts.items():
            y -= 10 * LEADING
            drawing.words(label, self._faces.bold, 9.5, LEFT, y)
            lines = _broken(value, self._faces.regular, ROOM - LABELS, 9.5)
            for number, line in enumerate(lines):
                y -= 9.5 * LEADING if number else 0
                drawing.words(line, self._faces.regular, 9.5, LEFT + LABELS, y)
        drawing.rule(y - 9)
        self._paragraph(drawing, advice, 9.5, y - 30)
        page = self._page(drawing)
        if link:
            page.Annots = Array([self._link(link, y - 4, top)])
        return page

    def _link(self, file: str, bottom: float, top: float) -> Object:
        action = Dictionary(S=Name.GoToR, F=pikepdf.String(file), D=Array([0, Name.Fit]))
        return self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Link, F=4, Border=Array([0, 0, 0]), A=action,
                Rect=Array([round(x, 2) for x in (LEFT, bottom, WIDTH - RIGHT, top)]),
            )
        )  # fmt: skip

    def _paragraph(self, drawing: _Drawing, text: str, size: float, y: float) -> float:
        for line in wrap(text, self._faces.regular, ROOM, size):
            drawing.words(line, self._faces.regular, size, LEFT, y)
            y -= size * LEADING
        return y

    def _centred(self, text: str, font: MarkFont, size: float) -> float:
        return max(LEFT, (WIDTH - font.width(text, size)) / 2)

    def _page(self, drawing: _Drawing) -> Object:
        if self._resources is None:
            fonts = {font.key: embed(self._pdf, font) for font in
                     (self._faces.regular, self._faces.bold)}  # fmt: skip
            self._resources = self._pdf.make_indirect(Dictionary(Font=Dictionary(fonts)))
        return self._pdf.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, round(WIDTH, 3), round(HEIGHT, 3)]),
                Resources=self._resources,
                Contents=self._pdf.make_stream(drawing.content()),
            )
        )


class _Drawing:
    """The content of one page."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def words(self, text: str, font: MarkFont, size: float, x: float, y: float) -> None:
        shown = f"BT {font.key} {size:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm {font.encode(text)} Tj ET"
        self._parts.append(shown)

    def rule(self, y: float) -> None:
        """A hairline from margin to margin."""
        self._parts.append(f"0.6 w 0.5 G {LEFT:.2f} {y:.2f} m {WIDTH - RIGHT:.2f} {y:.2f} l S")

    def content(self) -> bytes:
        """The content stream."""
        return ("0 g\n" + "\n".join(self._parts) + "\n").encode()


def _broken(text: str, font: MarkFont, width: float, size: float) -> list[str]:
    """Lines no wider than ``width``; a word that is wider (a long path) is cut."""
    lines: list[str] = []
    for line in wrap(text, font, width, size):
        rest = line
        while font.width(rest, size) > width:
            count = len(rest)
            while count > 1 and font.width(rest[:count], size) > width:
                count -= 1
            lines.append(rest[:count])
            rest = rest[count:]
        lines.append(rest)
    return lines
