"""A patch: changes that make the new version of a SOP of the old one, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from docgen.changes.plain import (
    ID,
    LANES,
    STEPS,
    Path,
    Plain,
    Values,
    default_id,
    id_of,
    leaves,
    led_on,
    names_of,
    plain,
    sop_of,
    targets,
)
from docgen.model.sop import Sop


class What(StrEnum):
    """What happened to a value, an item, a lane or a step."""

    CHANGED = "diubah"
    ADDED = "ditambah"
    REMOVED = "dihapus"
    MOVED = "dipindah"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change, with what stood there and what stands there now (None: nothing).

    ``path`` are keys of the spec: ``("tanggal", "revisi")``, ``("dasar_hukum", "isi")``,
    ``("langkah", "ya", "ke")``; of the title of a lane ``("pelaksana", "judul")``. ``at`` and
    ``to`` are the indices from 0 of an item, lane or step in the old and in the new list.
    """

    what: What
    path: Path
    old: Any = None
    new: Any = None
    at: int | None = None
    to: int | None = None


@dataclass(frozen=True, slots=True)
class Patch:
    """All changes. ``renumbered``: steps without an id of their own go by their new numbers."""

    changes: tuple[Change, ...] = ()
    renumbered: bool = False

    def apply(self, old: Sop) -> Sop:
        """The new version of the SOP that the patch was made for.

        Raises ValueError (of pydantic, or of an index) when it was made for another one.
        """
        before = plain(old)
        values = dict(before.values)
        for change in self.changes:
            if not _is_item(change):
                _set(values, change)
        lists = {path: list(items) for path, items in before.lists.items()}
        for path in dict.fromkeys((*lists, *self._list_paths())):
            own = [each for each in self.changes if each.path == path and _is_item(each)]
            lists[path], _where = _rearranged(lists.get(path, []), own)
        lanes, renamed = self._lanes(before.lanes)
        return sop_of(Plain(values, lists, lanes, self._steps(before.steps, renamed)))

    def _list_paths(self) -> Iterable[Path]:
        return (
            each.path
            for each in self.changes
            if _is_item(each) and each.path[0] not in (*LANES, *STEPS)
        )

    def _lanes(self, old: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], dict[str, str]]:
        """The new lanes, and what each old one that is still there is called now."""
        own = [each for each in self.changes if each.path[:1] == LANES]
        whole = [each for each in own if each.path == LANES]
        lanes, where = _rearranged(old, [each for each in whole if each.what is not What.CHANGED])
        for change in own:
            if change.what is What.CHANGED and change.to is not None:
                key, title = lanes[change.to]
                is_key = change.path == (*LANES, "kunci")
                lanes[change.to] = (change.new, title) if is_key else (key, change.new)
        return lanes, names_of((old[at][0], lanes[to][0]) for at, to in where.items())

    def _steps(self, old: list[Values], lanes: Mapping[str, str]) -> list[Values]:
        own = [each for each in self.changes if each.path[:1] == STEPS]
        steps, where = _rearranged(old, [each for each in own if each.path == STEPS])
        edits: dict[int, dict[Path, Change]] = {}
        for change in own:
            if change.path != STEPS and change.to is not None:
                edits.setdefault(change.to, {})[change.path[1:]] = change
        ids = {}
        for at, to in where.items():
            edit = edits.get(to, {}).get(ID)
            kept = default_id(id_of(old[at]), at, to, renumbered=self.renumbered)
            ids[at] = str(edit.new) if edit else kept
        called = targets(old, ids)
        for at, to in where.items():
            step = {**led_on(old[at], called, lanes), ID: ids[at]}
            for path, change in edits.get(to, {}).items():
                if change.new is None:
                    step.pop(path, None)
                else:
                    step[path] = change.new
            steps[to] = step
        for change in own:
            if change.what is What.ADDED and change.path == STEPS and change.to is not None:
                steps[change.to] = leaves(change.new)
        return steps


def _is_item(change: Change) -> bool:
    return change.at is not None or change.to is not None


def _set(values: Values, change: Change) -> None:
    if change.new is None:
        values.pop(change.path, None)
    else:
        values[change.path] = change.new


def _rearranged(old: Sequence[Any], changes: Sequence[Change]) -> tuple[list[Any], dict[int, int]]:
    """The items of a list after changes of it, and where each old one that is still there went."""
    items = list(old)
    for change in changes:
        if change.what is What.CHANGED and change.at is not None:
            items[change.at] = change.new
    removed = {each.at for each in changes if each.what is What.REMOVED}
    moved = {_index(each.at): _index(each.to) for each in changes if each.what is What.MOVED}
    added = {_index(each.to): each.new for each in changes if each.what is What.ADDED}
    size = len(items) - len(removed) + len(added)
    taken = {*added, *moved.values()}
    free = iter(n for n in range(size) if n not in taken)
    where = {
        at: moved[at] if at in moved else next(free)
        for at in range(len(items))
        if at not in removed
    }
    result: list[Any] = [None] * size
    for to, item in added.items():
        result[to] = item
    for at, to in where.items():
        result[to] = items[at]
    return result, where


def _index(number: int | None) -> int:
    if number is None:
        raise ValueError("a change of a list without its place")
    return number
