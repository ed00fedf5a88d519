"""The difference of two versions of a SOP: applied to the old one it gives the new one."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.changes import What, compare
from docgen.model.sop import Sop
from tests.support import sops, versions


def read(spec: dict[str, Any]) -> Sop:
    return Sop.model_validate(spec)


def told(old: Sop, new: Sop) -> list[tuple[str, ...]]:
    patch = compare(old, new)
    assert patch.apply(old) == new
    return [(str(each.what), *each.path[:2]) for each in patch.changes]


@settings(max_examples=60)
@given(versions.specs(), versions.specs())
def test_the_patch_of_any_two_specs_gives_the_new_one(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    before, after = read(old), read(new)
    made = compare(before, after).apply(before)
    assert made == after
    assert made.tanggal.approval == after.tanggal.approval
    assert made.flows() == after.flows()


@settings(max_examples=30)
@given(versions.specs())
def test_equal_specs_differ_in_nothing(spec: dict[str, Any]) -> None:
    assert compare(read(spec), read(copy.deepcopy(spec))).changes == ()


@settings(max_examples=100)
@given(versions.specs(), st.data())
def test_one_edited_word_is_one_change(spec: dict[str, Any], data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(versions.texts_of(spec)))
    word = data.draw(st.sampled_from([*versions.WORDS, "baru"]))
    changed = versions.edited(spec, place, data.draw(st.integers(0, 3)), word)
    old, new = read(spec), read(changed)
    assert len(compare(old, new).changes) == (old != new)
    assert compare(old, new).apply(old) == new


@settings(max_examples=40)
@given(versions.specs(), st.data())
def test_a_step_that_was_taken_out_or_put_in_is_that_change(
    spec: dict[str, Any], data: st.DataObject
) -> None:
    new = copy.deepcopy(spec)
    for step in new["langkah"]:
        for key in ("ke", "ya", "tidak", "simbol"):
            step.pop(key, None)
    old = copy.deepcopy(new)
    at = data.draw(st.integers(0, len(new["langkah"])))
    lane = next(iter(new["pelaksana"]))
    new["langkah"].insert(at, {"id": "sisipan", "uraian": "Mencetak kartu", "pelaksana": lane})
    if not any("id" in step for step in old["langkah"]):
        del new["langkah"][at]["id"]
    assert [each.what for each in compare(read(old), read(new)).changes] == [What.ADDED]
    assert [each.what for each in compare(read(new), read(old)).changes] == [What.REMOVED]


def changed_steps(change: Any) -> tuple[Sop, Sop]:
    data = sops.sop().model_dump(mode="json", exclude_none=True)
    for number, step in enumerate(data["langkah"]):
        if step["id"] == str(number + 1):
            del step["id"]
    new = copy.deepcopy(data)
    change(new)
    return read(data), read(new)


def move(spec: dict[str, Any]) -> None:
    spec["langkah"].insert(1, spec["langkah"].pop(3))


def move_and_reword(spec: dict[str, Any]) -> None:
    move(spec)
    spec["langkah"][1]["output"] = "Surat"


def reroute(spec: dict[str, Any]) -> None:
    spec["langkah"][2] |= {"simbol": "keputusan", "ya": "4", "tidak": "2"}


def other_actor(spec: dict[str, Any]) -> None:
    spec["langkah"][1]["pelaksana"] = ["pns"]


def lane_key(spec: dict[str, Any]) -> None:
    spec["pelaksana"] = {("pegawai" if k == "pns" else k): v for k, v in spec["pelaksana"].items()}
    spec["langkah"][0]["pelaksana"] = ["pegawai"]


def other_date(spec: dict[str, Any]) -> None:
    spec["tanggal"] = {"pembuatan": "6 Januari 2025", "revisi": "-", "pengesahan": "1 Mei 2025"}


CASES = {
    move: [("dipindah", "langkah")],
    move_and_reword: [("dipindah", "langkah"), ("diubah", "langkah", "output")],
    other_actor: [("diubah", "langkah", "pelaksana")],
    lane_key: [("diubah", "pelaksana", "kunci")],
}


@pytest.mark.parametrize("change", CASES)
def test_what_happened(change: Any) -> None:
    assert told(*changed_steps(change)) == CASES[change]


def test_a_decision_is_rerouted() -> None:
    paths = {path[1] for _what, *path in told(*changed_steps(reroute)) for path in [path]}
    assert {"simbol", "ya", "tidak"} == paths


def test_the_date_that_is_printed_is_told() -> None:
    assert ("ditambah", "tanggal", "pengesahan") in told(*changed_steps(other_date))


def test_targets_by_number_follow_their_step() -> None:
    def back(spec: dict[str, Any]) -> None:
        spec["langkah"][3]["ke"] = ["5"]

    old, _same = changed_steps(back)
    with_target = old.model_dump(mode="json", exclude_none=True)
    back(with_target)
    longer = copy.deepcopy(with_target)
    for number, step in enumerate(longer["langkah"]):
        del step["id"]
        step["id"] = str(number + 1 + (number >= 2))
    longer["langkah"][3]["ke"] = ["6"]
    longer["langkah"].insert(2, {"id": "3", "uraian": "Mencetak kartu", "pelaksana": ["pns"]})
    assert told(read(with_target), read(longer)) == [("ditambah", "langkah")]


def test_a_target_that_took_the_number_of_a_removed_step_is_told() -> None:
    whole = sops.sop().model_dump(mode="json", exclude_none=True)
    whole["langkah"][0]["ke"] = ["3"]
    shorter = copy.deepcopy(whole)
    del shorter["langkah"][2]
    for number, step in enumerate(shorter["langkah"]):
        step["id"] = str(number + 1)
    assert told(read(whole), read(shorter)) == [
        ("dihapus", "langkah"), ("diubah", "langkah", "ke"),
    ]  # fmt: skip
