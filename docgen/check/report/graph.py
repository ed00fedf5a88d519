"""*Keterkaitan* as a picture: every SOP once, in a column, and an arc for each reference.

An arc with two heads is a relation that both name; with one head, that only one names. What is
referred to and is not there has a broken line. All is drawn from names alone: no file is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from docgen.check.references import Reference

# Units of the picture; the page scales it to its width.
ROW, TOP, NAMES, WIDTH = 26, 20, 620, 1000
SIZE, LONGEST = 14, 76  # height of the letters, letters of a name
NARROWEST, A_ROW = 30, 22  # how far an arc reaches, and for each row more
BOTH, ONE, BROKEN = "#1b2430", "#7a4b00", "#a1161f"


def graph(references: Iterable[Reference], title: str) -> str:
    """The SVG as an element of an HTML page; "" where no SOP refers to another."""
    found = tuple(dict.fromkeys(references))
    if not found:
        return ""
    known = dict.fromkeys(
        name for each in found for name in (each.source, each.target if each.is_known else "")
    )
    names = [name for name in known if name]
    absent = list(dict.fromkeys(each.target for each in found if not each.is_known))
    rows = {(name, True): n for n, name in enumerate(names)}
    rows |= {(name, False): n for n, name in enumerate(absent, len(names))}
    height = 2 * TOP + ROW * (len(rows) - 1) + SIZE
    parts = [*_names(rows), *_arcs(found, rows)]
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="keterkaitan-judul" '
        f'focusable="false" font-family="Arial, sans-serif" font-size="{SIZE}">'
        f'<title id="keterkaitan-judul">{escape(title)}</title>{"".join(parts)}</svg>'
    )


def _y(row: int) -> int:
    return TOP + ROW * row


def _names(rows: dict[tuple[str, bool], int]) -> Iterator[str]:
    for (name, is_known), row in rows.items():
        words = " ".join(name.split())
        short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
        colour = BOTH if is_known else BROKEN
        style = "" if is_known else ' font-style="italic"'
        fill = colour if is_known else "#fff"
        yield (
            f'<text x="{NAMES - 14}" y="{_y(row) + 5}" text-anchor="end" fill="{colour}"{style}>'
            f"{escape(short)}</text>"
            f'<circle cx="{NAMES}" cy="{_y(row)}" r="5" fill="{fill}" stroke="{colour}"/>'
        )


def _arcs(found: tuple[Reference, ...], rows: dict[tuple[str, bool], int]) -> Iterator[str]:
    pairs = {(each.source, each.target) for each in found if each.is_known}
    for each in found:
        start, end = rows[each.source, True], rows[each.target, each.is_known]
        mutual = each.is_known and (each.target, each.source) in pairs
        if mutual and start > end:
            continue  # drawn with the other one
        colour = BROKEN if not each.is_known else BOTH if mutual else ONE
        dashes = "" if each.is_known else ' stroke-dasharray="5 4"'
        reach = min(NARROWEST + A_ROW * abs(end - start), WIDTH - NAMES - 20)
        x = NAMES + 8
        yield (
            f'<path d="M {x} {_y(start)} C {x + reach} {_y(start)} {x + reach} {_y(end)} '
            f'{x} {_y(end)}" fill="none" stroke="{colour}" stroke-width="1.5"{dashes}/>'
        )
        yield _head(x, _y(end), colour)
        if mutual:
            yield _head(x, _y(start), colour)


def _head(x: int, y: int, colour: str) -> str:
    """The head of an arrow that points to the left."""
    return f'<polygon points="{x},{y} {x + 9},{y - 4} {x + 9},{y + 4}" fill="{colour}"/>'
