"""The best way through a crowded page: A* over all tracks, by (crossings, bends, length).

Used where no simple way is free. Its points are the meetings of all tracks and all middles of
symbols; a state is a point and the direction of arrival. Stretches through symbols or along other
lines are closed, and so is turning or ending on another line; where an arrow to the same symbol
already runs, the new one may join it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush

from docgen.flowchart import constants as c
from docgen.flowchart.candidates import Side, port
from docgen.flowchart.cost import Cost
from docgen.flowchart.geometry import Box, Edge, Node, Point
from docgen.flowchart.lines import Line, Stretch, Way, length, may_fork, may_join
from docgen.flowchart.tracks import Tracks

SIDES: tuple[Side, ...] = ("S", "E", "W", "N")
STEP: dict[Side, tuple[int, int]] = {"N": (0, -1), "E": (1, 0), "S": (0, 1), "W": (-1, 0)}
BACK: dict[Side, Side] = {"N": "S", "E": "W", "S": "N", "W": "E"}
# Where a line may go on: nowhere back.
AHEAD = {side: tuple(each for each in SIDES if each != BACK[side]) for side in SIDES}

Key = tuple[int, int]  # index into xs and ys
State = tuple[Key, Side]  # where, and going which way


class Maze:
    """A page's tracks with what stands and runs on them, for one edge to find its way."""

    def __init__(
        self,
        edge: Edge,
        nodes: dict[str, Node],
        marks: Sequence[Box],
        lines: Iterable[Line],
        tracks: Tracks,
    ) -> None:
        centres = [node.box.centre for node in nodes.values()]
        self.source, self.target = nodes[edge.source], nodes[edge.target]
        self.xs = sorted({*tracks.verticals, *(point.x for point in centres)})
        self.ys = sorted({*tracks.horizontals, *(point.y for point in centres)})
        self._goal = self._key(self.target.box.centre)
        box = self.target.box
        # How far each track is from the target, at the least: asked for at every step.
        self._left_x = [max(0, box.left - x, x - box.right) for x in self.xs]
        self._left_y = [max(0, box.top - y, y - box.bottom) for y in self.ys]
        self._trunks: dict[State, Way] = {}  # what stands before a state that starts at a fork
        self._closed: set[tuple[Key, bool]] = set()  # stretch from a point on, and if upright
        self._lines_over: dict[tuple[Key, bool], int] = defaultdict(int)  # upright ones, or level
        self._no_turn: set[Key] = set()
        self._no_entry: set[Key] = set()
        self._joints: dict[Key, Way] = {}  # from here a line leads to the target
        self._forks: dict[Key, Way] = {}  # up to here a line comes from the source
        for node in nodes.values():
            own = node in (self.source, self.target)
            self._stand(node.box.grown(c.CLEARANCE), self._key(node.box.centre) if own else None)
        for mark in marks:
            self._stand(mark.grown(c.CLEARANCE))
        self._arrow = edge.arrow
        if edge.arrow and edge.source != edge.target:
            self._keep_head_room(self.target.box)
        for line in lines:
            self._run(line, may_join(edge, line.edge), may_fork(edge, line.edge))

    def way(self, *, only_join: bool = False) -> Way | None:
        """The best way; None when all ways are closed.

        With ``only_join`` it has to join a line that leads to the target already.
        """
        start, goal = self._key(self.source.box.centre), self._goal
        queue: list[tuple[Cost, int, Cost, State]] = []  # what it may come to, and what it costs
        parents: dict[State, State | None] = {}
        costs: dict[State, Cost] = {}
        self._trunks.clear()
        best: tuple[Cost, Way] | None = None
        order = 0

        def push(cost: Cost, state: State, parent: State | None, trunk: Way = ()) -> None:
            nonlocal order
            known = costs.get(state)
            if known is None or cost < known:
                costs[state], parents[state] = cost, parent
                if parent is None:
                    self._trunks[state] = trunk
                order += 1
                heappush(queue, (self._hoped(cost, state), order, cost, state))

        for side in SIDES:
            for cost, state in self._onward(Cost(), (start, side), turning=False):
                push(cost, state, None)
        for key, trunk in self._forks.items():
            came = _side(trunk[-2], trunk[-1])
            for side in SIDES:
                if side not in (came, BACK[came]):
                    spent = Cost(bends=len(trunk) - 1, length=length(trunk))
                    for cost, state in self._onward(spent, (key, side), turning=False):
                        push(cost, state, None, trunk)
        while queue:
            hoped, _, cost, state = heappop(queue)
            if best and hoped >= best[0]:
                break
            if cost > costs[state]:
                continue
            key, side = state
            if key == goal and only_join:
                continue
            if key == goal:
                way = self._trail(state, parents)
                if self._has_room(way[-2], way[-1]) and (best is None or cost < best[0]):
                    best = (cost, way)
                continue
            if key in self._joints:
                joined = self._join(cost, state, parents)
                if joined and (best is None or joined < best):
                    best = joined
            for new_cost, new_state in self._onward(cost, state, turning=True):
                push(new_cost, new_state, state)
        return best[1] if best else None

    def _onward(self, cost: Cost, state: State, *, turning: bool) -> Iterator[tuple[Cost, State]]:
        """The next points from a state: straight on, and around both corners."""
        here, side = state
        i, j = here
        xs, ys = self.xs, self.ys
        _conflicts, crossings, bends, _unusual, far = cost
        may_turn = turning and here not in self._no_turn and here not in self._no_entry
        for new_side in AHEAD[side] if may_turn else (side,):
            turn = new_side != side
            dx, dy = STEP[new_side]
            there = ni, nj = i + dx, j + dy
            if not (0 <= ni < len(xs) and 0 <= nj < len(ys)):
                continue
            upright = dx == 0
            if (min(here, there), upright) in self._closed or there in self._no_entry:
                continue
            over = self._lines_over.get((here, not upright), 0) if turning and not turn else 0
            gone = abs(ys[nj] - ys[j]) if upright else abs(xs[ni] - xs[i])
            yield Cost(0, crossings + over, bends + turn, 0, far + gone), (there, new_side)

    def _hoped(self, cost: Cost, state: State) -> Cost:
        """The least a way can come to that goes on from here: bends and length with nothing near.

        With it the search heads for the target (A*); it never hopes for less than there is.
        """
        (i, j), side = state
        aside, ahead = (i - self._goal[0], j - self._goal[1])
        if side in ("E", "W"):
            aside, ahead = ahead, aside
        if side in ("E", "S"):
            ahead = -ahead
        # Straight on to it, one corner, or turning back.
        bends = (0 if ahead >= 0 else 2) if aside == 0 else (1 if ahead >= 0 else 2)
        left = self._left_x[i] + self._left_y[j]
        return Cost(0, cost.crossings, cost.bends + bends, 0, cost.length + left)

    def _join(
        self, cost: Cost, state: State, parents: dict[State, State | None]
    ) -> tuple[Cost, Way] | None:
        """End a way by joining a line that leads to the same symbol from here."""
        key, side = state
        rest = self._joints[key]
        here, after = rest[0], rest[1]
        if _side(here, after) == BACK[side]:
            return None
        trail = self._trail(state, parents, ending=here)
        way = _straightened((*trail, *rest[1:]))
        if len(trail) < 2:  # it would start on the other line
            return None
        bends, far = len(way) - 2, cost.length + length(rest)
        return cost._replace(bends=bends, length=far), way

    def _trail(
        self, state: State, parents: dict[State, State | None], ending: Point | None = None
    ) -> Way:
        """The points from the source's border to ``ending``, else to the target's border."""
        keys, sides = [state[0]], [state[1]]
        parent = parents[state]
        while parent:
            keys.append(parent[0])
            sides.append(parent[1])
            parent = parents[parent]
        points = [Point(self.xs[i], self.ys[j]) for i, j in reversed(keys)]
        trunk = self._trunks[keys[-1], sides[-1]] or (port(self.source.box, sides[-1]),)
        last = ending or port(self.target.box, BACK[state[1]])
        return _straightened((*trunk, *points[:-1], last))

    def _has_room(self, a: Point, b: Point) -> bool:
        """Whether the last stretch can hold the arrow head."""
        return not self._arrow or length((a, b)) >= c.ARROW_ROOM

    def _key(self, point: Point) -> Key:
        return bisect_left(self.xs, point.x), bisect_left(self.ys, point.y)

    def _stand(self, box: Box, centre: Key | None = None) -> None:
        """A symbol or mark: closed inside; the line's own symbols are open along their middles."""
        columns = _between(self.xs, box.left, box.right)
        rows = _between(self.ys, box.top, box.bottom)
        self._no_turn |= {(i, j) for i in columns for j in rows} - {centre}
        for i in columns:
            if centre is None or i != centre[0]:
                self._close(True, i, self.ys, box.top, box.bottom)
        for j in rows:
            if centre is None or j != centre[1]:
                self._close(False, j, self.xs, box.left, box.right)

    def _keep_head_room(self, box: Box) -> None:
        """No turn towards the target so close to it that the arrow head would not fit.

        Refusing such a way at its end is too late: it has hidden the ones that turn earlier.
        """
        i, j = self._key(box.centre)
        roomy = box.grown(c.ARROW_ROOM)
        self._no_turn |= {(column, j) for column in _between(self.xs, roomy.left, roomy.right)}
        self._no_turn |= {(i, row) for row in _between(self.ys, roomy.top, roomy.bottom)}

    def _close(self, upright: bool, at: int, along: Sequence[int], low: int, high: int) -> None:
        first, last = max(0, bisect_right(along, low) - 1), bisect_left(along, high)
        for index in range(first, min(last, len(along) - 1)):
            self._closed.add((((at, index) if upright else (index, at)), upright))

    def _run(self, line: Line, joinable: bool, forkable: bool) -> None:
        """Another line: closed along it, counted across, joined or left where allowed."""
        for number, part in enumerate(line.parts):
            along, across = (self.ys, self.xs) if part.upright else (self.xs, self.ys)
            for index, at in enumerate(across):
                if abs(at - part.at) < c.TRACK // 2:
                    self._close(part.upright, index, along, part.low, part.high)
            self._mark_over(line, number, part, joinable, forkable)
        for point in line.way:
            key = self._key(point)
            on_grid = key[0] < len(self.xs) and key[1] < len(self.ys)
            if on_grid and (self.xs[key[0]], self.ys[key[1]]) == point:
                self._no_turn.add(key)
                if not joinable:
                    self._no_entry.add(key)

    def _mark_over(
        self, line: Line, number: int, part: Stretch, joinable: bool, forkable: bool
    ) -> None:
        along, across = (self.ys, self.xs) if part.upright else (self.xs, self.ys)
        at = bisect_left(across, part.at)
        if at == len(across) or across[at] != part.at:
            return
        for index in range(bisect_left(along, part.low), len(along)):
            if along[index] > part.high:
                break
            key = (at, index) if part.upright else (index, at)
            if part.low < along[index] < part.high:
                self._lines_over[key, part.upright] += 1
                self._no_turn.add(key)
            here = Point(self.xs[key[0]], self.ys[key[1]])
            # A decision's exit is its own up to the first bend; other lines right at their start.
            own_exit = number == 0 and (
                line.edge.exit is not None or length((line.way[0], here)) < 2 * c.ARROW_ROOM
            )
            # Joining beside the arrow head would leave no room for it.
            near = length((here, *line.way[number + 1 :])) < c.ARROW_ROOM
            if joinable and not own_exit and not near and here != line.way[number + 1]:
                self._joints.setdefault(key, (here, *line.way[number + 1 :]))
            # Nor does a fork leave the other line's last stretch, or the symbol's very border.
            if forkable and number < len(line.parts) - 1 and here != line.way[number]:
                self._forks.setdefault(key, (*line.way[: number + 1], here))


def _between(values: Sequence[int], low: int, high: int) -> range:
    """Indices of the sorted values between two bounds, without the bounds."""
    return range(bisect_right(values, low), bisect_left(values, high))


def _side(a: Point, b: Point) -> Side:
    """Which way leads from a to b."""
    if a.x == b.x:
        return "S" if b.y > a.y else "N"
    return "E" if b.x > a.x else "W"


def _straightened(points: Sequence[Point]) -> Way:
    """Without points that lie on the way between their neighbours, or twice in a row."""
    result: list[Point] = []
    for point in points:
        if result and result[-1] == point:
            continue
        while len(result) > 1 and (
            result[-2].x == result[-1].x == point.x or result[-2].y == result[-1].y == point.y
        ):
            result.pop()
        result.append(point)
    return tuple(result)
