"""What a workbook's PDF prints otherwise than Excel shows it, cell by cell.

Numbers as ``###``, error values, texts that are cut off, columns that are not on the page of
their rows. Only cells that are meant to be printed count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from docgen.convert.inspect.letters import plain, tokens
from docgen.convert.inspect.office_errors import cell_errors
from docgen.convert.inspect.sheets.cells import Cell, Sheet, read_sheets
from docgen.convert.inspect.sheets.pages import Piece, over_each_other, read_pages
from docgen.convert.inspect.sheets.places import Placed, place
from docgen.findings import Finding, Where, hint, warning

_SHOWN = 10  # cells that are named
# Pieces of one fault that are looked for in their cells; the others are counted.
_MOST = 300
_LEAST_HASHES = 3


def sheet_findings(source: Path, data: bytes, where: Where) -> Iterator[Finding]:
    """The findings ``sheet-cell-hashes``, ``sheet-cell-error``, ``sheet-text-cut`` and
    ``sheet-columns-torn`` of a workbook and its PDF, one of each for each sheet."""
    try:
        sheets = read_sheets(source)
    # openpyxl refuses a file with whatever it stumbled over; LibreOffice may still read it.
    except Exception:
        return
    for placed in place(sheets, read_pages(data)):
        at = where.at(sheet=placed.sheet.name)
        if placed.pages:
            yield from _hashes(placed, at)
            yield from _errors(placed, at)
            yield from _cut(placed, at)
            yield from _torn(placed, at)


def _hashes(placed: Placed, where: Where) -> Iterator[Finding]:
    said = _texts(placed.sheet)
    pieces = [
        piece
        for piece in placed.pieces
        if len(piece.text) >= _LEAST_HASHES and set(piece.text) == {"#"} and piece.text not in said
    ]
    if pieces:
        numbers = [cell for cell in placed.sheet.cells if not cell.is_text]
        cells = placed.assign(pieces[:_MOST], numbers)
        yield warning(
            "sheet-cell-hashes",
            _at(where, cells),
            f"lembar «{placed.sheet.name}»: sel {_named(cells, len(pieces))} tercetak ### karena "
            "kolomnya terlalu sempit untuk angka atau tanggalnya. Lebarkan kolom itu di Excel "
            "(klik dua kali batas kanan huruf kolomnya), simpan, lalu ubah lagi.",
        )


def _errors(placed: Placed, where: Where) -> Iterator[Finding]:
    said = _texts(placed.sheet)
    pieces = [
        piece
        for piece in placed.pieces
        if piece.text[:1] not in "0123456789"
        and cell_errors().fullmatch(piece.text)
        and piece.text not in said
    ]
    if pieces:
        formulas = [cell for cell in placed.sheet.cells if cell.is_formula]
        cells = placed.assign(pieces[:_MOST], formulas)
        shown = [f"{cell.name} ({piece.text})" for cell, piece in cells.items()]
        yield warning(
            "sheet-cell-error",
            _at(where, cells),
            f"lembar «{placed.sheet.name}»: {_listed(shown, len(pieces))} tercetak sebagai galat "
            "rumus. Perbaiki rumus di sel itu (mungkin ia menunjuk berkas lain atau sel yang "
            "sudah tidak ada), simpan, lalu ubah lagi.",
        )


def _cut(placed: Placed, where: Where) -> Iterator[Finding]:
    cells = sorted({*_lost(placed), *_covered(placed)}, key=lambda cell: (cell.row, cell.column))
    if cells:
        yield warning(
            "sheet-text-cut",
            _at(where, cells),
            f"lembar «{placed.sheet.name}»: teks di sel {_named(cells, len(cells))} terpotong "
            "oleh sel di dekatnya, oleh tinggi barisnya, atau oleh tepi halaman. Lebarkan "
            "kolomnya atau pakai Wrap Text dengan tinggi baris yang cukup, simpan, lalu ubah lagi.",
        )


def _lost(placed: Placed) -> Iterator[Cell]:
    """Text cells that are not on the pages in full."""
    texts = [cell for cell in placed.sheet.cells if cell.is_text and cell.letters]
    shown = Counter(word for piece in placed.pieces for word in tokens(plain(piece.text)))
    wanted = Counter(word for cell in texts for word in tokens(plain(cell.text)))
    if not any(count > shown[word] for word, count in wanted.items()):
        return
    # Lines of one cell follow each other; a letter for each piece of a word turned upright.
    run = "".join(piece.letters for piece in placed.pieces)
    taken = {(cell.row, cell.column) for cell in placed.sheet.cells}
    same: dict[str, list[Cell]] = {}
    for cell in texts:
        if any(wanted[word] > shown[word] for word in tokens(plain(cell.text))):
            same.setdefault(cell.letters, []).append(cell)
    for letters, cells in same.items():
        # Of equal ones those with a neighbour at their right, which is what cuts them.
        cells.sort(key=lambda cell: (cell.row, cell.column + 1) not in taken)
        yield from cells[: max(0, len(cells) - run.count(letters))]


def _covered(placed: Placed) -> Iterator[Cell]:
    """Text cells that go under another, or over the edge of their page."""
    by_line: dict[str, Cell] | None = None
    for page in placed.pages:
        hit: list[Piece] = [
            piece for piece in page.pieces if piece.left < 0 or piece.right > page.width
        ]
        hit += (longer for longer, _shorter in over_each_other(page.pieces))
        for piece in hit:
            by_line = by_line or {cell.letters: cell for cell in placed.sheet.cells if cell.is_text}
            cell = by_line.get(piece.letters) or next(
                (each for key, each in by_line.items() if piece.letters and piece.letters in key),
                None,
            )
            if cell is not None:
                yield cell


def _torn(placed: Placed, where: Where) -> Iterator[Finding]:
    if placed.sheet.is_divided or len(placed.pages) < 2:
        return
    rows: dict[int, list[tuple[int, frozenset[int]]]] = {}
    for cell, pieces in placed.known.items():
        pages = frozenset(piece.page for piece in pieces)
        rows.setdefault(cell.row, []).append((cell.column, pages))
    if any(
        one[0] != other[0] and not one[1] & other[1]
        for row in rows.values()
        for one, other in combinations(row, 2)
    ):
        yield hint(
            "sheet-columns-torn",
            where,
            f"lembar «{placed.sheet.name}» lebih lebar daripada kertasnya: kolom-kolom satu baris "
            f"tercetak di halaman yang berlainan ({len(placed.pages)} halaman). Sesuaikan ke lebar "
            "halaman di Excel (Page Layout > Width: 1 page), atau pakai kertas melintang.",
        )


def _texts(sheet: Sheet) -> frozenset[str]:
    """What the sheet says itself."""
    return frozenset(cell.text.strip() for cell in sheet.cells if cell.is_text)


def _at(where: Where, cells: Iterable[Cell]) -> Where:
    first = next(iter(cells), None)
    return where if first is None else where.at(cell=first.name)


def _named(cells: Iterable[Cell], count: int) -> str:
    return _listed([cell.name for cell in cells], count)


def _listed(names: Sequence[str], count: int) -> str:
    more = count - len(names[:_SHOWN])
    return ", ".join(names[:_SHOWN]) + (f" dan {more} lainnya" if more > 0 else "")
