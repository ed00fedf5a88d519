"""The old version as the new one calls its steps and lanes: so the two can be laid together."""

from __future__ import annotations

from docgen.changes.compare import lanes_and_steps
from docgen.changes.plain import ID, id_of, led_on, plain, sop_of, targets
from docgen.model.sop import Sop

# Ends the id of a step that only the old version has.
GONE = " (semula)"


def aligned(old: Sop, new: Sop) -> Sop:
    """The old version: every step that the new one still has is called as there."""
    before, after = plain(old), plain(new)
    lanes, pairs = lanes_and_steps(before, after)
    kept = {i: id_of(after.steps[j]) for i, j in pairs}
    names = {at: kept.get(at, f"{id_of(step)}{GONE}") for at, step in enumerate(before.steps)}
    called = targets(before.steps, names)
    steps = [{**led_on(step, called, lanes), ID: names[at]} for at, step in enumerate(before.steps)]
    before.lanes = [(lanes.get(key, key), title) for key, title in before.lanes]
    before.steps = steps
    return sop_of(before)
