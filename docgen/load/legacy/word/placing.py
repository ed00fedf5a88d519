"""Where a table begins on its page, told by the symbols that lie over its rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from docgen.load.legacy.drawn import Box, Part

# More pairs than these are not tried.
MOST_TRIED = 60


def registered(part: Part, boxes: Sequence[Box], guess: float) -> float:
    """How far down boxes must be moved, points, so that they lie best in the rows of a table.

    As many rows as can be have a box, and boxes lie in the middle of their rows; of ways that are
    as good, the one nearest to ``guess``.
    """
    if not boxes or part.height == 0:
        return guess
    middles = [(part.rows[n] + part.rows[n + 1]) / 2 for n in range(part.height)]
    centres = sorted(box.centre.y for box in boxes)
    tried = {guess}
    tried |= {m - c for m in middles[:MOST_TRIED] for c in centres[:MOST_TRIED]}

    def badness(down: float) -> tuple[float, float]:
        rows: set[int] = set()
        away = 0.0
        for centre in centres:
            y = centre + down
            row = bisect_right(part.rows, y) - 1
            if not 0 <= row < part.height:
                away += 4.0
                continue
            rows.add(row)
            height = part.rows[row + 1] - part.rows[row]
            away += min(1.0, abs(y - middles[row]) / max(height, 1.0) * 2)
        return (round(away - len(rows), 3), abs(down - guess))

    return min(tried, key=badness)
