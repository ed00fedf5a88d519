"""Which way of a decision is *ya* and which *tidak*: by the words beside the lines, else by where
they lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docgen.load.legacy.doubts import Sure
from docgen.load.legacy.drawn import Box, Cell, Label, Part, Point
from docgen.load.legacy.flow.chains import segment_distance
from docgen.load.legacy.flow.steps import Rows
from docgen.load.legacy.flow.tables import StepTable
from docgen.load.legacy.flow.ways import Way
from docgen.load.legacy.words import LONGEST_LABEL, exit_of

# Words further from a line than this are not its own, points (9 mm).
NEAR = 26.0
# What a label's way along the line from the decision counts, beside that from the line.
ALONG = 0.08
# A second line this much further away from the words may be meant as well.
MARGIN = 3.0


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of an exit: how sure its direction is, and what it was read from."""

    sure: Sure
    why: str


def labels_in(
    tables: Sequence[StepTable], rows: Rows, drawn: Mapping[int, Sequence[Label]]
) -> dict[int, list[Label]]:
    """The labels by part: words that stand free, and those typed into cells of lanes."""
    found = {number: [each for each in labels if _can_be(each.text)]
             for number, labels in drawn.items()}  # fmt: skip
    for table in tables:
        part = table.part
        left, right = table.lanes[0].columns[0], table.lanes[-1].columns[1]
        for cell in part.cells:
            inside = left <= cell.columns[0] and cell.columns[1] <= right
            if inside and table.body <= cell.rows[0] < table.end and exit_of(cell.text):
                found.setdefault(part.number, []).append(
                    Label(text=cell.text, box=_word(part, cell))
                )
    for step in rows.steps:
        step.marks = {lane: words for lane, words in step.marks.items() if not exit_of(words)}
    return found


def _word(part: Part, cell: Cell) -> Box:
    box = part.box(cell.rows, cell.columns)
    centre = box.centre
    across, down = min(box.width / 2, 10), min(box.height / 2, 5)
    return Box(centre.x - across, centre.y - down, centre.x + across, centre.y + down)


def _can_be(text: str) -> bool:
    return 0 < len(text) <= LONGEST_LABEL and any(c.isalpha() for c in text)


def assign(ways: Sequence[Way], labels: dict[int, list[Label]]) -> dict[int, Told]:
    """Give each way of decisions the words nearest to it; words belong to one way.

    Returns how sure that is, by the place of the way in ``ways``; labels that were given are taken
    out of ``labels``. Ways that docgen named keep their own.
    """
    found: dict[int, Told] = {}
    for number, of_part in list(labels.items()):
        here = [n for n, way in enumerate(ways) if way.part == number and not way.exit]
        away = {(n, m): _away(ways[n], label.box) for n in here for m, label in enumerate(of_part)}
        taken: set[int] = set()
        for (n, m), distance in sorted(away.items(), key=lambda item: item[1]):
            if distance > NEAR or n in found or m in taken:
                continue
            taken.add(m)
            ways[n].label, ways[n].exit = of_part[m].text, exit_of(of_part[m].text)
            rival = min((away[k, m] for k in here if k != n and k not in found), default=1e9)
            sure = Sure.SURE if rival - distance > MARGIN else Sure.HARDLY
            found[n] = Told(
                sure, "" if sure is Sure.SURE else "katanya berdiri di antara dua garis"
            )
        labels[number] = [each for m, each in enumerate(of_part) if m not in taken]
    return found


def settle(ways: Sequence[Way], told: Sequence[Told | None]) -> Told:
    """The exits of one decision with at most two ways, by their words, else by where they lead."""
    words = [way for way in ways if way.exit]
    close = [each for each in told if each is not None]
    if len(ways) < 2:
        if words:
            return Told(Sure.SURE, "")
        ways[0].exit = "ya"
        return Told(Sure.HARDLY, "tidak ada kata ya/tidak di dekat garisnya")
    one, other = ways
    if len(words) == 2 and one.exit != other.exit:
        worst = next((each for each in close if each.sure is not Sure.SURE), None)
        return worst or Told(Sure.SURE, "")
    if len(words) == 1:
        unknown = other if words[0] is one else one
        unknown.exit = "tidak" if words[0].exit == "ya" else "ya"
        sure = Sure.FAIRLY if all(each.sure is Sure.SURE for each in close) else Sure.HARDLY
        return Told(sure, "hanya satu jalan yang berkata ya/tidak; yang lain kebalikannya")
    # No words, words that say neither, or the same twice: down the sheet goes on, up goes back.
    first = min(ways, key=lambda way: (way.target <= way.source, abs(way.target - way.source - 1)))
    for way in ways:
        way.exit = "ya" if way is first else "tidak"
    why = "kedua katanya sama artinya" if words else "tidak ada kata ya/tidak di dekat garisnya"
    return Told(Sure.HARDLY, f"{why}; jalan yang terus ke bawah dibaca «ya»")


def _away(way: Way, box: Box) -> float:
    """How far words are from a line; further along it counts as further away."""
    if len(way.path) < 2:
        return 1e9
    best, run = 1e9, 0.0
    for a, b in pairwise(way.path):
        length = a.distance(b)
        for place in _places(box):
            away = segment_distance(place, a, b)
            best = min(best, away + ALONG * (run + min(a.distance(place), length)))
        run += length
    return best


def _places(box: Box) -> tuple[Point, ...]:
    centre = box.centre
    return (
        centre, Point(box.left, centre.y), Point(box.right, centre.y), Point(centre.x, box.top),
        Point(centre.x, box.bottom), Point(box.left, box.top), Point(box.right, box.top),
        Point(box.left, box.bottom), Point(box.right, box.bottom),
    )  # fmt: skip
