"""Which cell a piece of text on a page belongs to: by where known cells are printed.

Cells whose text stands on the pages once are known. From the nearest of them the row and the
column of any other piece are measured.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from docgen.convert.inspect.sheets.cells import Cell, Sheet
from docgen.convert.inspect.sheets.pages import Piece, Printed

_NO_SCALE = 1.0
# Distances count as those of columns, points; a row is lower than a column is wide.
_ROW_WEIGHT = 3.0


@dataclass(slots=True)
class Placed:
    """A sheet and its pages: ``known`` are the pieces of each cell that is known, by cell."""

    sheet: Sheet
    pages: list[Printed] = field(default_factory=list)
    known: dict[Cell, list[Piece]] = field(default_factory=dict)

    @property
    def pieces(self) -> list[Piece]:
        """Those of all its pages."""
        return [piece for page in self.pages for piece in page.pieces]

    def know(self) -> None:
        """Find the cells that are known: no other has that text, and no page shows it twice."""
        mine = Counter(cell.letters for cell in self.sheet.cells if cell.letters)
        shown: dict[str, list[Piece]] = defaultdict(list)
        for piece in self.pieces:
            shown[piece.letters].append(piece)
        for cell in self.sheet.cells:
            pieces = shown.get(cell.letters, ()) if mine[cell.letters] == 1 else ()
            if pieces and len({piece.page for piece in pieces}) == len(pieces):
                self.known[cell] = list(pieces)

    def assign(self, pieces: Iterable[Piece], cells: Sequence[Cell]) -> dict[Cell, Piece]:
        """For each piece the most likely of the cells, none twice."""
        known: dict[int, list[tuple[Cell, Piece]]] = defaultdict(list)
        for cell, places in self.known.items():
            for piece in places:
                known[piece.page].append((cell, piece))
        free = dict.fromkeys(cells)
        found: dict[Cell, Piece] = {}
        for piece in sorted(pieces, key=lambda each: (each.page, -each.bottom, each.left)):
            if not free:
                break
            anchors = known[piece.page]
            if anchors:
                rows = _Rows(self.sheet, anchors, piece)
                columns = _Columns(self.sheet, anchors, piece)
                best = min(free, key=lambda each: rows.to(each) + columns.to(each))
            else:
                best = next(iter(free))
            found[best] = piece
            del free[best]
        return found


class _Rows:
    """How far a piece is from the rows."""

    def __init__(self, sheet: Sheet, anchors: Sequence[tuple[Cell, Piece]], piece: Piece) -> None:
        self._tops = sheet.tops
        self._piece = piece
        places = {cell.row: each.bottom for cell, each in anchors}
        nearest = sorted(places, key=lambda row: abs(places[row] - piece.bottom))
        self._row = nearest[0]
        self._bottom = places[self._row]
        self._scale = _NO_SCALE
        if len(nearest) > 1:
            height = self._tops[nearest[1]] - self._tops[self._row]
            scale = (self._bottom - places[nearest[1]]) / height if height else 0
            self._scale = scale if scale > 0 else _NO_SCALE
        self._places = places

    def to(self, cell: Cell) -> float:
        bottom = self._places.get(cell.row)
        if bottom is None:
            down = self._tops[cell.row] - self._tops[self._row]
            bottom = self._bottom - down * self._scale
        return abs(bottom - self._piece.bottom) * _ROW_WEIGHT


class _Columns:
    """How far a piece is from the columns; texts stand at the left of theirs."""

    def __init__(self, sheet: Sheet, anchors: Sequence[tuple[Cell, Piece]], piece: Piece) -> None:
        self._lefts = sheet.lefts
        self._middle = piece.middle
        places = {cell.column: each.left for cell, each in anchors if cell.is_text}
        places = places or {cell.column: each.left for cell, each in anchors}
        first, last = min(places), max(places)
        self._column, self._left = first, places[first]
        width = self._lefts[last - 1] - self._lefts[first - 1]
        scale = (places[last] - places[first]) / width if width else 0
        self._scale = scale if scale > 0 else _NO_SCALE

    def to(self, cell: Cell) -> float:
        start = self._lefts[self._column - 1]
        left = self._left + (self._lefts[cell.column - 1] - start) * self._scale
        right = self._left + (self._lefts[cell.column] - start) * self._scale
        return max(left - self._middle, 0, self._middle - right)


def place(sheets: Sequence[Sheet], pages: Sequence[Printed]) -> list[Placed]:
    """The sheets with the pages that print them: in order, each page by the texts on it."""
    found = [Placed(sheet) for sheet in sheets]
    letters = [frozenset(cell.letters for cell in sheet.cells if cell.letters) for sheet in sheets]
    at = 0
    for page in pages:
        counts = [
            sum(piece.letters in mine for piece in page.pieces) if number >= at else -1
            for number, mine in enumerate(letters)
        ]
        if counts and max(counts) > 0 and max(counts) > counts[at]:
            at = counts.index(max(counts))
        if found:
            found[at].pages.append(page)
    for each in found:
        each.know()
    return found
