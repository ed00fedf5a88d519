"""Passes *measure* and *rows*: column widths, head heights and row heights from the text."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from docgen.flowchart import constants as c
from docgen.flowchart.geometry import Column, Drawing, mm
from docgen.flowchart.text import Face
from docgen.model.sop import Sop, Step, Symbol

# Columns whose width follows from their text; the others are fixed.
TEXT_COLUMNS = ("uraian", "kelengkapan", "output", "keterangan")
# Width is dealt out to the text columns in portions of this size.
PORTION = mm(2)


def measure(drawing: Drawing) -> Drawing:
    """Set the columns: fixed ones first, lanes alike, text columns by the lines they save.

    After it the columns fill the width between the margins exactly.
    """
    sop, total = drawing.sop, drawing.sheet.text_width
    count = len(sop.pelaksana)
    lane = _lane_width(sop, total)
    fixed = {"no": c.NUMBER_WIDTH, "waktu": c.TIME_WIDTH}
    keys = [key for key in TEXT_COLUMNS if key != "keterangan" or sop.tata_letak.keterangan]
    left_over = total - sum(fixed.values()) - lane * count
    widths = fixed | _deal(sop, keys, left_over)
    order = ["no", "uraian", *(f"lane:{key}" for key in sop.pelaksana), "kelengkapan", "waktu"]
    order += ["output"] + (["keterangan"] if "keterangan" in keys else [])
    sizes = [widths.get(key, lane) for key in order]
    lefts = accumulate(sizes, initial=0)
    turned = lane - 2 * c.PADDING_X < max(map(c.HEAD.longest_piece, sop.pelaksana.values()))
    columns = tuple(
        _column(sop, key, left, size, turned)
        for key, left, size in zip(order, lefts, sizes, strict=False)
    )
    return replace(drawing, columns=columns, heads=_heads(sop, columns))


def _lane_width(sop: Sop, total: int) -> int:
    """Alike for all lanes: their share, and more when a word of a title needs and can have it."""
    count = len(sop.pelaksana)
    share = int(total * c.LANES_SHARE) // count
    word = max(c.HEAD.longest_piece(title) for title in sop.pelaksana.values()) + 2 * c.PADDING_X
    most = c.LEAST_LANE + (total - least_width(sop)) // count
    # Where the word does not fit all the same the titles are turned, and the text needs the room.
    wished = max(share, word) if word <= most else share
    return max(c.LEAST_LANE, min(c.WIDEST_LANE, most, wished))


def rows(drawing: Drawing) -> Drawing:
    """Set the height of each step's row: its text, and at least its symbol with room around."""
    widths = {column.key: column.width for column in drawing.columns}
    heights = tuple(
        max(
            _least_height(step),
            max(
                _text_height(text, widths[key], c.BODY)
                for key, text in cells(step)
                if key in widths
            ),
        )
        for step in drawing.sop.langkah
    )
    total = drawing.sop.total_text()
    height = 0 if total is None else _text_height(total, _total_width(drawing), c.HEAD)
    return replace(drawing, row_heights=heights, total_height=height)


def cells(step: Step) -> tuple[tuple[str, str], ...]:
    """The text cells of a step's row by column; not every sheet shows *keterangan*."""
    return (
        ("uraian", step.uraian),
        ("kelengkapan", step.kelengkapan or ""),
        ("waktu", step.waktu or ""),
        ("output", step.output or ""),
        ("keterangan", step.keterangan or ""),
    )


def least_width(sop: Sop) -> int:
    """The least width in which the table can be drawn at all."""
    texts = 4 if sop.tata_letak.keterangan else 3
    return (
        c.NUMBER_WIDTH
        + c.TIME_WIDTH
        + texts * c.LEAST_TEXT_WIDTH
        + len(sop.pelaksana) * c.LEAST_LANE
    )


def _deal(sop: Sop, keys: list[str], width: int) -> dict[str, int]:
    """Share ``width`` among text columns: each portion goes where the most lines are.

    Lines are estimated from text widths here; exact heights come from :func:`rows`.
    """
    texts = {key: [c.BODY.width(getattr(step, key) or "") for step in sop.langkah] for key in keys}
    dealt = {
        key: max(
            c.LEAST_TEXT_WIDTH,
            2 * c.PADDING_X
            + max(
                c.HEAD.longest_piece(sop.label(key)),
                *(c.BODY.longest_piece(getattr(step, key) or "") for step in sop.langkah),
            ),
        )
        for key in keys
    }
    if (wanted := sum(dealt.values())) > width:  # very long words: some will be broken
        extra, spare = (
            wanted - len(keys) * c.LEAST_TEXT_WIDTH,
            width - len(keys) * c.LEAST_TEXT_WIDTH,
        )
        dealt = {
            key: c.LEAST_TEXT_WIDTH + (least - c.LEAST_TEXT_WIDTH) * spare // extra
            for key, least in dealt.items()
        }
    while (rest := width - sum(dealt.values())) > 0:
        portion = min(PORTION, rest)
        # Squares: three rows of one line are better than one row of three.
        need = {key: sum((text / dealt[key]) ** 2 for text in texts[key]) for key in keys}
        dealt[max(keys, key=lambda key: need[key])] += portion
    return dealt


def _column(sop: Sop, key: str, left: int, width: int, turned: bool) -> Column:
    """``turned``: lanes too narrow for a word of their titles have them written upwards."""
    lane = key.removeprefix("lane:") if key.startswith("lane:") else None
    text = sop.pelaksana[lane] if lane else sop.label(key)
    turned = turned and lane is not None
    word = min(c.HEAD.longest_piece(text), c.LONGEST_TURNED_TITLE)
    room = max(c.TURNED_TITLE, word) if turned else width - 2 * c.PADDING_X
    lines = tuple(c.HEAD.lines(text, room))
    return Column(key=key, title=lines, left=left, width=width, lane=lane, turned=turned)


def _heads(sop: Sop, columns: tuple[Column, ...]) -> tuple[int, ...]:
    """Heights of the head rows: group heads, column heads, and the row of numbers if wanted."""
    one = c.HEAD.line_height + 2 * c.PADDING_Y
    outer = [col for col in columns if col.key in ("no", "uraian", "keterangan")]
    inner = max(len(col.title) for col in columns if col not in outer and not col.turned)
    merged = max(len(col.title) for col in outer)
    second = max(inner, merged - 1) * c.HEAD.line_height + 2 * c.PADDING_Y
    turned = [c.HEAD.width(line) for col in columns if col.turned for line in col.title]
    second = max(second, max(turned, default=0) + 2 * c.PADDING_X)
    return (one, second, one) if sop.tata_letak.nomor_kolom else (one, second)


def _least_height(step: Step) -> int:
    symbol = c.DECISION_HEIGHT if step.simbol is Symbol.KEPUTUSAN else c.SYMBOL_HEIGHT
    return symbol + 2 * c.ROW_GAP


def _text_height(text: str, width: int, face: Face) -> int:
    lines = face.lines(text, width - 2 * c.PADDING_X)
    return len(lines) * face.line_height + 2 * c.PADDING_Y


def _total_width(drawing: Drawing) -> int:
    """The cell that holds the total: from *kelengkapan* to the table's end."""
    return sum(
        col.width for col in drawing.columns if col.key in ("kelengkapan", "waktu", "output")
    )
