"""Ways through a flow in which choices exclude each other: which steps are done on one of them.

A way goes from the first step to an end and does every step once. What only leads back (a repair
before the same question is asked again) is on no way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

Way = frozenset[str]


def reached(start: str, onward: Mapping[str, Sequence[str]]) -> set[str]:
    """The steps that arrows lead to from ``start``, itself among them."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        step = waiting.pop()
        if step not in found:
            found.add(step)
            waiting += onward[step]
    return found


def endless(start: str, onward: Mapping[str, Sequence[str]]) -> set[str]:
    """The steps of loops that no way leaves: whatever is reached from them leads back to them."""
    after = {step: reached(step, onward) for step in reached(start, onward)}
    return {
        step
        for step, found in after.items()
        if onward[step] and all(step in after[other] for other in found)
    }


def extreme_ways(
    start: str,
    onward: Mapping[str, Sequence[str]],
    choices: Iterable[str],
    weight: Mapping[str, Decimal],
) -> tuple[Way, Way] | None:
    """The longest and the shortest way by the weight of their steps; None when none ends.

    ``choices`` are the steps after which only one arrow is followed, from others all are.
    """
    order, forward = _without_loops(start, onward)
    chosen = frozenset(choices)
    longest = _best(order, onward, forward, chosen, weight, max)
    shortest = _best(order, onward, forward, chosen, weight, min)
    if longest is None or shortest is None:
        return None
    return longest, shortest


def _without_loops(
    start: str, onward: Mapping[str, Sequence[str]]
) -> tuple[list[str], dict[str, list[str]]]:
    """The steps, each after those that follow it, and the arrows that do not lead back."""
    order: list[str] = []
    forward: dict[str, list[str]] = {start: []}
    open_steps = {start}
    path = [(start, iter(onward[start]))]
    while path:
        step, targets = path[-1]
        target = next(targets, None)
        if target is None:
            path.pop()
            open_steps.discard(step)
            order.append(step)
        elif target not in open_steps:
            forward[step].append(target)
            if target not in forward:
                forward[target] = []
                open_steps.add(target)
                path.append((target, iter(onward[target])))
    return order, forward


def _best(
    order: Sequence[str],
    onward: Mapping[str, Sequence[str]],
    forward: Mapping[str, Sequence[str]],
    choices: frozenset[str],
    weight: Mapping[str, Decimal],
    pick: Callable[..., Way],
) -> Way | None:
    """The way from the last step of ``order``, which is the first of the flow."""

    def length(way: Way) -> Decimal:
        return sum((weight.get(step, Decimal(0)) for step in way), Decimal(0))

    best: dict[str, Way | None] = {}
    for step in order:
        ways = [way for target in forward[step] if (way := best[target]) is not None]
        if not ways:
            best[step] = None if onward[step] else frozenset({step})
        elif step in choices:
            best[step] = pick(ways, key=length) | {step}
        else:
            best[step] = frozenset({step}).union(*ways)
    return best[order[-1]]
