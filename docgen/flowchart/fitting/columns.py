"""Columns, heads and rows of the table for a style and for widths of the lanes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import accumulate

from docgen.flowchart import constants as c
from docgen.flowchart.cells.heads import head_heights
from docgen.flowchart.figures import figure
from docgen.flowchart.fitting.widths import TextColumns
from docgen.flowchart.geometry import Column, Drawing, Spacing, Style
from docgen.flowchart.text import Face
from docgen.model.sop import CELLS, Sop, Step

Lanes = tuple[int, ...]  # their widths, left to right


def measured(drawing: Drawing, style: Style, lanes: Lanes, texts: TextColumns) -> Drawing:
    """Set columns, heads and the least height of each row.

    After it the columns fill the width between the margins exactly.
    """
    sop, total = drawing.sop, drawing.sheet.text_width
    room = total - c.NUMBER_WIDTH - sum(lanes)
    shared, heights, cut = texts.share_out(room, least_heights(drawing, style, lanes))
    columns = _columns(drawing, style, lanes, dict(zip(texts.keys, shared, strict=True)))
    return replace(
        drawing,
        style=style,
        columns=columns,
        heads=head_heights(sop, style.head, columns),
        row_heights=tuple(heights),
        total_height=_total_height(sop, style, columns),
        cut=cut + _lacking(sop, columns, style.head),
    )


def least_heads(drawing: Drawing, style: Style, lanes: Lanes) -> tuple[int, ...]:
    """Heights that the heads have at the least, however the lanes leave room for text columns."""
    sop, room = drawing.sop, drawing.sheet.text_width
    columns = _columns(drawing, style, lanes, dict.fromkeys(text_columns(sop), room))
    return head_heights(sop, style.head, columns)


def text_columns(sop: Sop) -> list[str]:
    """The text columns that a sheet shows, left to right."""
    return [key for key in CELLS if key != "keterangan" or sop.tata_letak.keterangan]


def title_words(sop: Sop, head: Face) -> list[int]:
    """The widest part of each lane's title that cannot be broken."""
    return [head.longest_piece(title) for title in sop.pelaksana.values()]


def lane_choices(drawing: Drawing, style: Style) -> list[Lanes]:
    """Widths for the lanes: from roomy and alike to as narrow as each can be."""
    sop = drawing.sop
    words = [word + 2 * c.PADDING_X for word in title_words(sop, style.head)]
    if drawing.wide_lanes:
        return [(_roomy_lane(drawing, words),) * len(words)]
    spare = drawing.sheet.text_width - least_width(sop)
    # The head over all lanes is one line: a lone lane is as wide as that.
    over = style.head.longest_piece(sop.label("pelaksana")) + 2 * c.PADDING_X
    narrowest = max(c.LEAST_LANE, -(-over // len(words)))
    choices = [(max(narrowest, _roomy_lane(drawing, words)),) * len(words)]
    for least in (c.SYMBOL_WIDTH + 2 * c.LEAST_GUTTER, narrowest):
        choices.append(tuple(max(least, narrowest, word) for word in words))
    choices.append((narrowest,) * len(words))
    return [
        choice
        for choice in dict.fromkeys(choices)
        if sum(choice) - len(words) * c.LEAST_LANE <= spare and max(choice) <= c.WIDEST_LANE
    ]


def _roomy_lane(drawing: Drawing, words: list[int]) -> int:
    """Alike for all lanes: their share, and more when a word of a title needs and can have it."""
    total, count = drawing.sheet.text_width, len(words)
    share = int(total * c.LANES_SHARE) // count
    most = c.LEAST_LANE + (total - least_width(drawing.sop)) // count
    # Where the word does not fit all the same the titles are turned, and the text needs the room.
    wished = max(share, max(words)) if max(words) <= most else share
    widest = most if drawing.wide_lanes else c.WIDEST_LANE
    return max(c.LEAST_LANE, min(widest, most, wished))


def least_width(sop: Sop) -> int:
    """The least width in which the table can be drawn at all."""
    return (
        c.NUMBER_WIDTH
        + c.TIME_WIDTH
        + (len(text_columns(sop)) - 1) * c.LEAST_TEXT_WIDTH
        + len(sop.pelaksana) * c.LEAST_LANE
    )


def least_heights(drawing: Drawing, style: Style, lanes: Lanes) -> list[int]:
    """What the symbol of each step and its arrows need, whatever the text."""
    wished = drawing.wished or (0,) * len(drawing.sop.langkah)
    widths = dict(zip(drawing.sop.pelaksana, lanes, strict=True))
    return [
        max(wish, symbol_height(drawing.sop, step, widths, style.spacing) + 2 * style.spacing.gap)
        for step, wish in zip(drawing.sop.langkah, wished, strict=True)
    ]


def symbol_height(sop: Sop, step: Step, widths: Mapping[str, int], spacing: Spacing) -> int:
    """Height of the highest symbol in a step's row, by the widths of the lanes."""
    return max(figure(sop, step, key, widths[key], spacing).height for key in step.pelaksana)


def text_height(text: str, width: int, face: Face) -> int:
    """Height of a cell of that width with this text."""
    return face.count(text, width - 2 * c.PADDING_X) * face.line_height + 2 * c.PADDING_Y


def _columns(
    drawing: Drawing, style: Style, lanes: Lanes, texts: Mapping[str, int]
) -> tuple[Column, ...]:
    """All columns, left to right, for the widths of the lanes and of the text columns."""
    sop = drawing.sop
    widths = {**texts, "no": c.NUMBER_WIDTH}
    widths |= {f"lane:{key}": width for key, width in zip(sop.pelaksana, lanes, strict=True)}
    first, *others = texts
    order = ["no", first, *(f"lane:{key}" for key in sop.pelaksana), *others]
    lefts = accumulate((widths[key] for key in order), initial=0)
    turned = drawing.sheet.may_turn and any(
        width < longest + 2 * c.PADDING_X
        for width, longest in zip(lanes, title_words(sop, style.head), strict=True)
    )
    return tuple(
        _column(sop, style, key, left, widths[key], turned)
        for key, left in zip(order, lefts, strict=False)
    )


def _column(sop: Sop, style: Style, key: str, left: int, width: int, turned: bool) -> Column:
    """``turned``: lanes too narrow for a word of their titles have them written upwards."""
    lane = key.removeprefix("lane:") if key.startswith("lane:") else None
    text = sop.pelaksana[lane] if lane else sop.label(key)
    turned = turned and lane is not None
    room = _turned_length(text, width, style.head) if turned else width - 2 * c.PADDING_X
    lines = tuple(style.head.lines(text, room))
    return Column(key=key, title=lines, left=left, width=width, lane=lane, turned=turned)


def _turned_length(text: str, width: int, head: Face) -> int:
    """How long the lines of a title are that is written upwards: as short as its lane lets them."""
    word = max(c.TURNED_TITLE, min(head.longest_piece(text), c.LONGEST_TURNED_TITLE))
    lengths = range(word, c.LONGEST_TURNED_TITLE, c.PADDING_X)
    fitting = (room for room in lengths if head.count(text, room) * head.line_height <= width)
    return next(fitting, c.LONGEST_TURNED_TITLE)


def _lacking(sop: Sop, columns: tuple[Column, ...], head: Face) -> int:
    """How much wider, or higher if they are written upwards, the titles of lanes had to be."""
    lack = 0
    for column in columns:
        if column.lane is not None:
            word = head.longest_piece(sop.pelaksana[column.lane])
            if column.turned:
                lack += max(0, len(column.title) * head.line_height - column.width)
                lack += max(0, word - c.LONGEST_TURNED_TITLE)
            else:
                lack += max(0, word + 2 * c.PADDING_X - column.width)
    return lack


def _total_height(sop: Sop, style: Style, columns: tuple[Column, ...]) -> int:
    """The height of the total's row; its cell reaches from *kelengkapan* to *output* at least."""
    total = sop.total_text()
    if total is None:
        return 0
    width = sum(col.width for col in columns if col.key in ("kelengkapan", "waktu", "output"))
    return text_height(total, width, style.head)
