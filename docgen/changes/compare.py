"""Compare two versions of a SOP: the fewest changes that a reader would call them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from docgen.changes.patch import Change, Patch, What
from docgen.changes.plain import (
    ID,
    LANES,
    STEPS,
    Path,
    Plain,
    Values,
    default_id,
    id_of,
    is_route,
    led_on,
    names_of,
    plain,
    targets,
    tree,
)
from docgen.model.alignment import Cost, Pair, gone_elsewhere, likeness, paired, stayed
from docgen.model.sop import Sop

# From here on two texts are one that was reworded, wherever they stand.
ALIKE = 0.5
# From here on a step that stands elsewhere has moved and was reworded besides.
MOVED = 0.6
# A pair of unlike items at one place costs less than a removed and an added one (alignment.ALONE).
UNLIKE = 0.95
# Leaves of a step that say what is done, by whom and with what.
WORDS = (("uraian",), ("kelengkapan",), ("output",), ("waktu",), ("keterangan",))


def compare(old: Sop, new: Sop) -> Patch:
    """The patch whose ``apply(old)`` is ``new``; empty when they are equal."""
    before, after = plain(old), plain(new)
    changes = [*_values(before.values, after.values), *_lists(before, after)]
    changes += _lanes(before.lanes, after.lanes, _lane_pairs(before.lanes, after.lanes))
    lanes, pairs = lanes_and_steps(before, after)
    renumbered = any(
        id_of(before.steps[i]) == str(i + 1) != id_of(after.steps[j]) == str(j + 1)
        for i, j in pairs
    )
    changes += _steps(before.steps, after.steps, pairs, lanes, renumbered=renumbered)
    return Patch(tuple(changes), renumbered)


def lanes_and_steps(before: Plain, after: Plain) -> tuple[dict[str, str], tuple[Pair, ...]]:
    """What old lanes are called now, and which old step is which new one, by indices from 0."""
    lane_pairs = _lane_pairs(before.lanes, after.lanes)
    lanes = names_of((before.lanes[i][0], after.lanes[j][0]) for i, j in lane_pairs)
    return lanes, _step_pairs(before, after, lanes)


def _step_pairs(before: Plain, after: Plain, lanes: Mapping[str, str]) -> tuple[Pair, ...]:
    old = [_content(led_on(step, {}, lanes), n) for n, step in enumerate(before.steps)]
    new = [_content(step, n) for n, step in enumerate(after.steps)]
    keys_old, keys_new = [[_key(tree(step)) for step in each] for each in (old, new)]
    blocked = gone_elsewhere(keys_old, keys_new)
    ids = {str(s[ID]) for s in old if ID in s} & {str(s[ID]) for s in new if ID in s}

    def cost(i: int, j: int) -> float | None:
        if keys_old[i] == keys_new[j]:
            return 0.0
        a, b = old[i].get(ID), new[j].get(ID)
        if a == b and a is not None:
            return 0.4
        differing = sum(old[i].get(k) != new[j].get(k) for k in {*old[i], *new[j]})
        if blocked(i, j) or ((a in ids or b in ids) and differing > 1):
            return None
        alike = _alike(old[i], new[j])
        if alike >= ALIKE:
            return 0.5 + 0.5 * (1 - alike)
        return UNLIKE if differing == 1 else None

    pairs = paired(len(old), len(new), cost)
    return _with_moved(pairs, old, new)


def _with_moved(
    pairs: Sequence[Pair], old: Sequence[Values], new: Sequence[Values]
) -> tuple[Pair, ...]:
    """The pairs with those of steps that stand elsewhere now: the likest first."""
    left = [i for i in range(len(old)) if i not in {i for i, _ in pairs}]
    right = [j for j in range(len(new)) if j not in {j for _, j in pairs}]
    found = list(pairs)
    weighed = sorted((-_identity(old[i], new[j]), i, j) for i in left for j in right)
    for weight, i, j in weighed:
        if -weight >= MOVED and i in left and j in right:
            left.remove(i)
            right.remove(j)
            found.append((i, j))
    return tuple(sorted(found))


def _identity(old: Values, new: Values) -> float:
    a, b = old.get(ID), new.get(ID)
    if a is not None and a == b:
        return 2.0
    return 1.5 if old == new else _alike(old, new)


def _content(step: Values, at: int) -> Values:
    """A step without its targets, whose names depend on others, and without a number as its id."""
    return {
        path: value
        for path, value in step.items()
        if not is_route(path) and not (path == ID and value == str(at + 1))
    }


def _alike(old: Values, new: Values) -> float:
    texts = [" ".join(str(step.get(path, "")) for path in WORDS) for step in (old, new)]
    return likeness(*texts)


def _key(value: Any) -> str:
    """An item by which equal ones are known."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _words(item: Any) -> str:
    return " ".join(map(str, item.values())) if isinstance(item, dict) else str(item)


def _values(old: Values, new: Values) -> Iterator[Change]:
    """Single values, in the order of the old version; then those that only the new one has."""
    for path in dict.fromkeys((*old, *new)):
        before, after = old.get(path), new.get(path)
        if before != after:
            yield Change(what=_what(before, after), path=path, old=before, new=after)


def _what(before: Any, after: Any) -> What:
    if before is None:
        return What.ADDED
    return What.REMOVED if after is None else What.CHANGED


def _lists(before: Plain, after: Plain) -> Iterator[Change]:
    for path in dict.fromkeys((*before.lists, *after.lists)):
        old, new = before.lists.get(path, []), after.lists.get(path, [])
        keys_old, keys_new = list(map(_key, old)), list(map(_key, new))
        cost = _item_cost(old, new, keys_old, keys_new)
        pairs = list(paired(len(old), len(new), cost))
        moved = [
            (i, j)
            for j in range(len(new))
            if j not in {b for _a, b in pairs}
            for i in range(len(old))
            if i not in {a for a, _b in pairs} and keys_old[i] == keys_new[j]
        ]
        pairs += _once(moved)
        yield from _sequence(path, old, new, pairs)
        for i, j in sorted(pairs):
            if keys_old[i] != keys_new[j]:
                yield Change(what=What.CHANGED, path=path, old=old[i], new=new[j], at=i, to=j)


def _item_cost(
    old: Sequence[Any], new: Sequence[Any], keys_old: Sequence[str], keys_new: Sequence[str]
) -> Cost:
    blocked = gone_elsewhere(keys_old, keys_new)

    def cost(i: int, j: int) -> float | None:
        if keys_old[i] == keys_new[j]:
            return 0.0
        if blocked(i, j):
            return None
        alike = likeness(_words(old[i]), _words(new[j]))
        return 0.5 + 0.5 * (1 - alike) if alike >= ALIKE else UNLIKE

    return cost


def _once(pairs: Iterable[Pair]) -> list[Pair]:
    """Pairs of which no two have an index in common."""
    left: set[int] = set()
    right: set[int] = set()
    found = []
    for i, j in pairs:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((i, j))
    return found


def _sequence(
    path: Path, old: Sequence[Any], new: Sequence[Any], pairs: Iterable[Pair]
) -> Iterator[Change]:
    """What was removed, moved and added; what is paired may be changed besides."""
    together = sorted(pairs)
    stay = stayed(together)
    left, right = {i for i, _ in together}, {j for _, j in together}
    for i, item in enumerate(old):
        if i not in left:
            yield Change(what=What.REMOVED, path=path, old=item, at=i)
    for i, j in together:
        if (i, j) not in stay:
            yield Change(what=What.MOVED, path=path, at=i, to=j)
    for j, item in enumerate(new):
        if j not in right:
            yield Change(what=What.ADDED, path=path, new=item, to=j)


def _lane_pairs(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[Pair]:
    """Lanes of one key; of the others, those of one title."""
    keys = {key: n for n, (key, _title) in enumerate(new)}
    pairs = [(n, keys[key]) for n, (key, _title) in enumerate(old) if key in keys]
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    same = [
        (i, j)
        for i, (_key, title) in enumerate(old)
        for j, (_other, now) in enumerate(new)
        if i not in left and j not in right and title == now
    ]
    return sorted([*pairs, *_once(same)])


def _lanes(
    old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]], pairs: Sequence[Pair]
) -> Iterator[Change]:
    yield from _sequence(LANES, old, new, pairs)
    for i, j in pairs:
        for key, place in (("kunci", 0), ("judul", 1)):
            if old[i][place] != new[j][place]:
                path = (*LANES, key)
                yield Change(
                    what=What.CHANGED, path=path, old=old[i][place], new=new[j][place], at=i, to=j
                )


def _steps(
    old: Sequence[Values],
    new: Sequence[Values],
    pairs: Sequence[Pair],
    lanes: Mapping[str, str],
    *,
    renumbered: bool,
) -> Iterator[Change]:
    yield from _sequence(STEPS, list(map(tree, old)), list(map(tree, new)), pairs)
    called = targets(old, {i: id_of(new[j]) for i, j in pairs})
    for i, j in pairs:
        before, after = led_on(old[i], called, lanes), new[j]
        before[ID] = default_id(id_of(old[i]), i, j, renumbered=renumbered)
        for path in dict.fromkeys((*before, *after)):
            was, now = before.get(path), after.get(path)
            if was != now:
                # As the old version calls its lanes and targets.
                shown = old[i].get(path, was) if was is not None else None
                place = (*STEPS, *path)
                yield Change(what=_what(was, now), path=place, old=shown, new=now, at=i, to=j)
