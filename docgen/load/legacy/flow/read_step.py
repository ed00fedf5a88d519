"""A step as it was read, and where its symbol stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from docgen.load.legacy.doubts import Place, at
from docgen.load.legacy.flow.steps import Row
from docgen.load.legacy.flow.ways import Way
from docgen.model.sop import Symbol


@dataclass(slots=True)
class ReadStep:
    """A step as it was read; lanes by number, the first carries the flow; ways out of it."""

    row: Row
    id: str = ""
    lanes: list[int] = field(default_factory=list)
    symbol: Symbol = Symbol.PROSES
    text: str = ""
    ways: list[Way] = field(default_factory=list)


def place_of(step: ReadStep) -> Place:
    """Where a step's symbol stands, or would."""
    table = step.row.table
    lane = step.lanes[0] if step.lanes else 0
    return at(table.part, step.row.rows[0], table.lanes[lane].columns[0])
