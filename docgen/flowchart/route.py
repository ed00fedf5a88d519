"""Pass *route*: choose a way for every line of a page.

The ranked contract: valid, then fewest crossings, fewest bends, usual sides, shortest; ties go to
the way that comes first. Lines are laid easiest first, then each is taken up and laid again as
long as that makes the page better. Simple ways are tried first; where none is free, the maze is
searched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from docgen.flowchart import constants as c
from docgen.flowchart.candidates import joint_ways, long_ways, port, ways
from docgen.flowchart.cost import Cost, total
from docgen.flowchart.geometry import Box, Column, Drawing, Edge, Node, Page, Point
from docgen.flowchart.lines import Line, Way, length, meetings
from docgen.flowchart.maze import Maze
from docgen.flowchart.tracks import Tracks, tracks_of
from docgen.model.sop import Symbol

# Taking up and laying again settles at once on real sheets; the bound only stops a cycle.
ROUNDS = 4

# How many orders of laying are tried on a page that is not free of conflicts and crossings.
RESTARTS = 6

# A page with more conflicts than this needs more room, not another order.
HOPELESS = 2

FREE = (0, 0)  # meetings: no conflict, no crossing


def route(drawing: Drawing) -> Drawing:
    """Give every edge its points. Needs the nodes."""
    return replace(drawing, pages=tuple(_routed(page, drawing.lanes) for page in drawing.pages))


@lru_cache(maxsize=64)
def _routed(page: Page, lanes: tuple[Column, ...]) -> Page:
    """A page with its lines; most pages stay as they are while one gets more room."""
    return _Router(page, tracks_of(page, lanes)).routed()


def page_conflicts(page: Page) -> int:
    """How often the routed lines of a page run through symbols or marks or on one another."""
    obstacles = Obstacles(page)
    lines = [Line.of(edge, edge.points) for edge in page.edges]
    count = sum(obstacles.hit_by(line) for line in lines)
    for number, line in enumerate(lines):
        count += sum(meetings(line, other)[0] for other in lines[:number])
    return count


def page_trouble(page: Page) -> set[int]:
    """The rows between which lines run through something or on one another."""
    obstacles = Obstacles(page)
    rows = {node.id: node.row for node in page.nodes}
    lines = [Line.of(edge, edge.points) for edge in page.edges]
    found = set()
    for number, line in enumerate(lines):
        others = [other for other in lines[:number] if meetings(line, other)[0]]
        if others or obstacles.hit_by(line):
            edges = [each.edge for each in (line, *others)]
            found |= {rows[end] for edge in edges for end in (edge.source, edge.target)}
    # Rows of connectors never grow: the step beside it does.
    steps = [n for n, row in enumerate(page.rows) if row.step is not None]
    return {min(max(row, steps[0]), steps[-1]) for row in found}


class Obstacles:
    """What stands on a page: symbols and marks, with the room that lines leave around them."""

    def __init__(self, page: Page) -> None:
        self._symbols = [(n.id, n.box.grown(c.CLEARANCE), n.box) for n in page.nodes]
        self._marks = [mark.grown(c.CLEARANCE) for mark in page.marks]

    def hit_by(self, line: Line) -> int:
        """How many things a line runs through, and whether its arrow head has no room.

        The first and the last stretch may touch the border of their own symbol, not more.
        """
        return sum(1 for _ in self._hits(line)) + int(_is_cramped(line))

    def let_pass(self, line: Line) -> bool:
        """Whether a line runs through nothing; stops at the first thing."""
        return not _is_cramped(line) and next(self._hits(line), None) is None

    def _hits(self, line: Line) -> Iterator[Box]:
        edge, parts = line.edge, line.parts
        last = len(parts) - 1
        for number, part in enumerate(parts):
            for mark in self._marks:
                if part.hits(mark):
                    yield mark
            for name, roomy, exact in self._symbols:
                if part.hits(roomy):
                    own = (name == edge.source and number == 0) or (
                        name == edge.target and number == last
                    )
                    if not own or part.hits(exact):
                        yield exact


def _is_cramped(line: Line) -> bool:
    return line.edge.arrow and length(line.way[-2:]) < c.ARROW_ROOM


class _Router:
    """One page being routed."""

    def __init__(self, page: Page, tracks: Tracks) -> None:
        self.page, self.tracks = page, tracks
        self.nodes = {node.id: node for node in page.nodes}
        self.obstacles = Obstacles(page)
        self.entries = {node.id: self._entries(node.id) for node in page.nodes}
        self.lines: dict[int, Line] = {}
        self.costs: dict[int, Cost] = {}

    def routed(self) -> Page:
        """The page with its lines laid in the best order found."""
        squeezed: Counter[int] = Counter()
        best: tuple[Cost, dict[int, Line]] | None = None
        tried: set[tuple[int, ...]] = set()
        for _attempt in range(RESTARTS):
            order = sorted(
                range(len(self.page.edges)),
                key=lambda number: (
                    self.page.edges[number].arrow,
                    -squeezed[number],
                    self._difficulty(number),
                ),
            )
            if tuple(order) in tried:
                break
            tried.add(tuple(order))
            found = self._settled(order)
            if best is None or found[0] < best[0]:
                best = found
            if found[0].is_free or found[0].conflicts > HOPELESS:
                break
            squeezed.update(self._squeezed(order, found[1]))
        assert best is not None
        edges = tuple(replace(e, points=best[1][n].way) for n, e in enumerate(self.page.edges))
        return replace(self.page, edges=edges)

    def _settled(self, order: list[int]) -> tuple[Cost, dict[int, Line]]:
        """Lay all lines in this order, then each again as long as that makes the page better."""
        order = list(order)
        self.lines, self.costs = {}, {}
        for number in order:
            self._lay(number)
        best = (self._total(), dict(self.lines))
        for _round in range(ROUNDS):
            if best[0].is_free or best[0].conflicts > HOPELESS:
                break
            for number in order:
                self._lay(number)
            now = self._total()
            if now >= best[0]:
                break
            best = (now, dict(self.lines))
            # Those in trouble choose first next time.
            order.sort(key=lambda n: (-self.costs[n].conflicts, -self.costs[n].crossings))
        return best

    def _squeezed(self, order: list[int], lines: dict[int, Line]) -> list[int]:
        """The lines that run into ones laid before them: next time they are laid earlier."""
        return [
            number
            for place, number in enumerate(order)
            if not self._cost(lines[number], [lines[n] for n in order[:place]]).is_free
        ]

    def _entries(self, name: str) -> int:
        """How many of a symbol's four sides arrows may arrive at: the others are needed.

        A decision needs a side for each exit, another symbol one for all; so does each plain line.
        """
        plain = sum(not e.arrow and name in (e.source, e.target) for e in self.page.edges)
        exits = [e.exit for e in self.page.edges if e.arrow and e.source == name]
        needed = len(exits) if any(exits) else min(1, len(exits))
        return max(1, 4 - plain - needed)

    def _total(self) -> Cost:
        """What the page costs as it is: each meeting of two lines counts once."""
        numbers = sorted(self.lines)
        return total(
            self._cost(self.lines[number], [self.lines[n] for n in numbers[:place]])
            for place, number in enumerate(numbers)
        )

    def _lay(self, number: int) -> None:
        """Give one edge the best way past the lines that are there."""
        edge = self.page.edges[number]
        others = [line for n, line in self.lines.items() if n != number]
        line = self._simple(edge, others) or self._searched(edge, others)
        if line is None:
            line = min(self._any(edge), key=lambda each: self._cost(each, others))
        self.lines[number], self.costs[number] = line, self._cost(line, others)

    def _simple(self, edge: Edge, others: Sequence[Line]) -> Line | None:
        """A way with the fewest bends, up to two, that is free; None when none is."""
        source, target = self.nodes[edge.source], self.nodes[edge.target]
        arrivals = self._arrivals(edge, others)
        for group in (ways if edge.arrow else joint_ways)(source, target, self.tracks):
            free = [
                line
                for line in (
                    Line.of(edge, way) for way in group if not arrivals or way[-1] in arrivals
                )
                if self.obstacles.let_pass(line) and all(meetings(line, o) == FREE for o in others)
            ]
            if free:
                return min(free, key=lambda line: (_unusual(line.way, source, target), _far(line)))
        return None

    def _searched(self, edge: Edge, others: Sequence[Line]) -> Line | None:
        """The best way that the maze has."""
        maze = Maze(edge, self.nodes, self.page.marks, others, self.tracks)
        way = maze.way(only_join=True) if self._arrivals(edge, others) else None
        way = way or maze.way()
        return Line.of(edge, way) if way else None

    def _arrivals(self, edge: Edge, others: Sequence[Line]) -> set[Point]:
        """Where arrows arrive at the target already, if no more of its sides can be spared."""
        if not edge.arrow:
            return set()
        used = {o.way[-1] for o in others if o.edge.arrow and o.edge.target == edge.target}
        return used if len(used) >= self.entries[edge.target] else set()

    def _any(self, edge: Edge) -> list[Line]:
        """Ways that are not free, to choose the least bad from."""
        source, target = self.nodes[edge.source], self.nodes[edge.target]
        groups = (long_ways if edge.arrow else joint_ways)(source, target, self.tracks)
        return [Line.of(edge, way) for group in groups for way in group]

    def _cost(self, line: Line, others: Sequence[Line]) -> Cost:
        conflicts, crossings = self.obstacles.hit_by(line), 0
        for other in others:
            more_conflicts, more_crossings = meetings(line, other)
            conflicts += more_conflicts
            crossings += more_crossings
        edge = line.edge
        unusual = _unusual(line.way, self.nodes[edge.source], self.nodes[edge.target])
        return Cost(conflicts, crossings, len(line.way) - 2, unusual, length(line.way))

    def _difficulty(self, number: int) -> tuple[int, int, int, int]:
        """Plain lines first (they have one good way), then short flows, then loops back."""
        edge = self.page.edges[number]
        rows = self.nodes[edge.target].row - self.nodes[edge.source].row
        return (int(edge.arrow), int(rows <= 0), abs(rows), number)


def _far(line: Line) -> int:
    """Length of an arrow; a head at the very bend is worth a small detour.

    Plain lines keep the order of their ways: under the symbols before over them.
    """
    if not line.edge.arrow:
        return 0
    return length(line.way) + c.HEAD_DETOUR * (length(line.way[-2:]) < c.EASY_ARROW_ROOM)


def _unusual(way: Way, source: Node, target: Node) -> int:
    """Readers expect flow to enter from above and to leave downwards or sideways.

    Counted after bends: a simple way is worth more than a usual side.
    """
    if source.step == target.step and source.row == target.row:
        return 0
    count = int(way[-1] == port(target.box, "S")) * 2
    count += int(way[0] == port(source.box, "N")) * 2
    count += int(way[-1] != port(target.box, "N"))
    if source.symbol is not Symbol.KEPUTUSAN and target.row > source.row:
        count += int(way[0] != port(source.box, "S") and len(way) > 3)
    return count
