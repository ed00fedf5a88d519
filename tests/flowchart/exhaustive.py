"""The fewest crossings a page can have, by trying all ways of all its lines.

Independent of the router: it knows no order of laying, only what the ways are and how lines meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations

from docgen.flowchart.candidates import joint_ways, long_ways, ways
from docgen.flowchart.geometry import Drawing, Edge, Page
from docgen.flowchart.lines import Line, meetings
from docgen.flowchart.route import Obstacles
from docgen.flowchart.tracks import Tracks, tracks_of

# A way that a line can still take, and its crossings with the lines that are laid.
Open = tuple[Line, int]


class GaveUpError(Exception):
    """The search took longer than it may."""


def crossings(page: Page) -> int:
    """The crossings of a routed page."""
    lines = [Line.of(edge, edge.points) for edge in page.edges]
    return sum(meetings(a, b)[1] for a, b in combinations(lines, 2))


def fewest_crossings(drawing: Drawing, page: Page, known: int, patience: int) -> int:
    """The least over all candidate ways without conflict; ``known`` when nothing is below it.

    Raises:
        GaveUpError: after comparing ``patience`` pairs of ways.
    """
    search = _Search(patience)
    tracks = tracks_of(page, drawing.lanes)
    while known > 0 and search.has_less(_domains(page, tracks), known - 1):
        known -= 1
    return known


def _domains(page: Page, tracks: Tracks) -> list[list[Open]]:
    obstacles = Obstacles(page)
    nodes = {node.id: node for node in page.nodes}

    def all_ways(edge: Edge) -> list[Open]:
        ends = nodes[edge.source], nodes[edge.target], tracks
        groups = chain(ways(*ends), long_ways(*ends)) if edge.arrow else joint_ways(*ends)
        lines = (Line.of(edge, way) for group in groups for way in group)
        return [(line, 0) for line in lines if obstacles.let_pass(line)]

    return [all_ways(edge) for edge in page.edges]


@dataclass
class _Search:
    """Depth first, the line with the fewest open ways next; a laid line rules out others' ways."""

    patience: int

    def has_less(self, domains: list[list[Open]], budget: int) -> bool:
        """Whether the lines can be laid without conflict and with at most ``budget`` crossings."""
        if not domains:
            return True
        chosen = min(range(len(domains)), key=lambda number: len(domains[number]))
        rest = domains[:chosen] + domains[chosen + 1 :]
        for line, crossed in domains[chosen]:
            left = budget - crossed
            narrowed = self._narrowed(rest, line, left)
            if narrowed is not None and self.has_less(narrowed, left):
                return True
        return False

    def _narrowed(self, rest: list[list[Open]], line: Line, left: int) -> list[list[Open]] | None:
        narrowed = []
        for domain in rest:
            self.patience -= len(domain)
            if self.patience < 0:
                raise GaveUpError
            open_ways = []
            for other, crossed in domain:
                conflicts, more = meetings(line, other)
                if not conflicts and crossed + more <= left:
                    open_ways.append((other, crossed + more))
            if not open_ways:
                return None
            narrowed.append(open_ways)
        least = sum(min(crossed for _, crossed in domain) for domain in narrowed)
        return narrowed if least <= left else None
