"""A SOP as plain values by their paths, and back: what a patch speaks of.

What is not there and what is empty are one thing in a spec, and so here: nothing has the value
None. Only the third date of the identity sheet asks which of its keys stands there; that is a
value of its own, at ``PRINTED``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docgen.model.sop import Sop

Path = tuple[str, ...]
Values = dict[Path, Any]

LANES, STEPS = ("pelaksana",), ("langkah",)
ID = ("id",)
# Which date the identity sheet prints: "pengesahan", or nothing for the usual *efektif*.
PRINTED = ("tanggal", "dicetak")
# Keys of a step that say where it leads to: ``ke``, ``ya.ke``; for an actor ``ya.LANE.ke``.
EXITS = ("ya", "tidak")
TARGET = "ke"


@dataclass(slots=True)
class Plain:
    """Single values, lists of texts or of records, lanes (key and title) and steps, by paths."""

    values: Values
    lists: dict[Path, list[Any]]
    lanes: list[tuple[str, str]]
    steps: list[Values]


def plain(sop: Sop) -> Plain:
    """The values of a SOP, all of them: a key that a spec may have is one that is compared."""
    whole = sop.model_dump(mode="json", exclude_none=True)
    lanes = list(whole.pop(LANES[0]).items())
    steps = [leaves(step) for step in whole.pop(STEPS[0])]
    every = leaves(whole)
    if sop.tanggal.approval[0] == "pengesahan":
        every[PRINTED] = "pengesahan"
    lists = {path: value for path, value in every.items() if isinstance(value, list)}
    return Plain({k: v for k, v in every.items() if k not in lists}, lists, lanes, steps)


def sop_of(values: Plain) -> Sop:
    """The SOP again. Raises pydantic.ValidationError for values that make none."""
    whole = tree({**values.values, **values.lists})
    dates = whole.setdefault("tanggal", {})
    if dates.pop(PRINTED[1], None):
        dates.setdefault("pengesahan", None)
    elif "pengesahan" in dates:
        dates.setdefault("efektif", None)
    whole[LANES[0]] = dict(values.lanes)
    whole[STEPS[0]] = [tree(step) for step in values.steps]
    return Sop.model_validate(whole)


def leaves(tree: Mapping[str, Any], path: Path = ()) -> Values:
    """The values of a tree of mappings; a list is a value."""
    found: Values = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            found |= leaves(value, (*path, key))
        else:
            found[(*path, key)] = value
    return found


def tree(values: Mapping[Path, Any]) -> dict[str, Any]:
    """Values by paths as mappings in mappings."""
    whole: dict[str, Any] = {}
    for path, value in values.items():
        branch = whole
        for key in path[:-1]:
            branch = branch.setdefault(key, {})
        branch[path[-1]] = value
    return whole


def led_on(step: Values, ids: Mapping[str, str], lanes: Mapping[str, str]) -> Values:
    """A step whose targets and lanes are called as in the other version; others stay."""
    return {
        _called(path, lanes): _referring(path, value, ids, lanes) for path, value in step.items()
    }


def is_route(path: Path) -> bool:
    """Whether a value of a step names the steps that follow it."""
    return path[0] == TARGET or (path[0] in EXITS and path[-1] == TARGET)


def _called(path: Path, lanes: Mapping[str, str]) -> Path:
    by_lane = 2 if path[0] in ("tanda", TARGET) else 3 if path[0] in EXITS else 0
    return (path[0], lanes.get(path[1], path[1]), *path[2:]) if len(path) == by_lane else path


def _referring(path: Path, value: Any, ids: Mapping[str, str], lanes: Mapping[str, str]) -> Any:
    names = ids if is_route(path) else lanes if path == LANES else None
    if names is None:
        return value
    if isinstance(value, list):
        return [names.get(each, each) for each in value]
    return names.get(value, value)


def default_id(given: str, at: int, to: int, *, renumbered: bool) -> str:
    """The id of a step that went from one index to another: one that is its number goes with it."""
    return str(to + 1) if renumbered and given == str(at + 1) else given


def id_of(step: Values) -> str:
    """The id of a step."""
    return str(step[ID])


def targets(old: Sequence[Values], kept: Mapping[int, str]) -> dict[str, str]:
    """What each step of the old version is called now; one that is gone, as no step can be.

    ``kept`` are the new ids of the steps that are still there, by their old indices from 0.
    """
    return names_of((id_of(step), kept.get(at, f"{id_of(step)}\0")) for at, step in enumerate(old))


def names_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Old names to new ones, the first of each."""
    found: dict[str, str] = {}
    for old, new in pairs:
        found.setdefault(old, new)
    return found
