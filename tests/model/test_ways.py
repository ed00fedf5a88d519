"""Ways through a flow, held against all ways written out one by one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from docgen.model.ways import endless, extreme_ways, reached
from tests.support.sops import sop, step

Onward = dict[str, list[str]]


@st.composite
def flows(draw: st.DrawFn, back: bool) -> Onward:
    """Steps in a row: each goes on, or chooses; a choice may lead ``back`` to what came before."""
    count = draw(st.integers(1, 9))
    onward: Onward = {str(count - 1): []}
    for at in range(count - 1):
        ahead = st.integers(at + 1, count - 1)
        other = st.one_of(st.none(), st.integers(0, at)) if back else st.one_of(st.none(), ahead)
        second = draw(other)
        onward[str(at)] = [str(draw(ahead)), *([] if second is None else [str(second)])]
    return onward


def all_ways(onward: Onward, path: tuple[str, ...]) -> Iterator[frozenset[str]]:
    if not onward[path[-1]]:
        yield frozenset(path)
    for target in onward[path[-1]]:
        if target not in path:
            yield from all_ways(onward, (*path, target))


def weights(onward: Onward) -> dict[str, Decimal]:
    return {name: Decimal(3 ** int(name)) for name in onward}


@given(flows(back=False))
def test_the_longest_and_the_shortest(onward: Onward) -> None:
    weight = weights(onward)
    found = extreme_ways("0", onward, onward, weight)
    ways = sorted(all_ways(onward, ("0",)), key=lambda way: sum(weight[name] for name in way))
    assert found == (ways[-1], ways[0])


@given(flows(back=True))
def test_what_leads_back_adds_nothing(onward: Onward) -> None:
    forward = {name: targets[:1] for name, targets in onward.items()}
    assert extreme_ways("0", onward, onward, {}) == (reached("0", forward),) * 2


@given(flows(back=True), st.data())
def test_a_loop_without_end(onward: Onward, data: st.DataObject) -> None:
    assert endless("0", onward) == set()
    onward[str(len(onward) - 1)] = [str(data.draw(st.integers(0, len(onward) - 1)))]
    caught = endless("0", onward)
    assert caught and all(not (reached(name, onward) - caught) for name in caught)
    assert extreme_ways("0", onward, onward, {}) is None


def test_all_that_follows_is_done_where_nothing_is_chosen() -> None:
    onward = {"0": ["1", "2"], "1": ["3"], "2": ["3"], "3": []}
    assert extreme_ways("0", onward, (), {}) == (frozenset("0123"),) * 2


def test_exits_exclude_each_other() -> None:
    """The total follows the longest; a repair that only leads back is on no way."""
    steps = [
        step("Mengajukan", "pns", simbol="mulai", id="a"),
        step("Lengkap?", "analis", simbol="keputusan", id="b", ya="d", tidak="c"),
        step("Melengkapi", "pns", id="c", ke="b"),
        step("Luar kota?", "analis", simbol="keputusan", id="d", ya="e", tidak="f"),
        step("Memaraf", "kabid", id="e", waktu="3 hari", ke="g"),
        step("Memaraf", "kabid", id="f", waktu="5 jam"),
        step("Mengirim", "kaban", simbol="selesai", id="g"),
    ]
    found = sop(langkah=steps, tata_letak={"hari_adalah": "hari kerja", "total_waktu": True})
    longest, shortest = map(found.total, found.ways())
    assert (str(longest), str(shortest)) == ("3 hari kerja + 40 menit", "5 jam 40 menit")
    assert found.total_text() == "3 HARI KERJA + 40 MENIT"
