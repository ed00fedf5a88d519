"""What counts as content of an approval: every key of a spec that prints words, and no other.

``NOT_CONTENT`` is the one list of what does not count; docs/sop-life.md explains it. A key that is
new in the program counts until it is listed here: silence would be worse than a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from docgen.model.sop import Sop, Step

# Keys of the spec, of its parts, of each step. What is only looks, bookkeeping or a state.
NOT_CONTENT = (
    "klasifikasi", "asal", "revisi", "menggantikan", "diajukan", "dicabut", "evaluasi",
    "disahkan_oleh.berkas_ttd",
    "tata_letak.kertas", "tata_letak.arah", "tata_letak.huruf", "tata_letak.nomor_kolom",
    "tata_letak.titik_nomor",
    "langkah.id", "langkah.catatan", "langkah.halaman_baru",
)  # fmt: skip
STEPS = "langkah"
ROUTES = ("ke", "ya", "tidak")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two versions: where in the new spec it stands, and what it is."""

    path: tuple[str | int, ...]
    what: str


def content(sop: Sop) -> dict[str, Any]:
    """The content of a spec as plain values; steps name each other by what they do, not by ids."""
    targets = {step.id: step.uraian for step in sop.langkah}
    found = _kept(sop.model_dump(mode="json", exclude={STEPS}), "")
    found[STEPS] = [_step(step, targets) for step in sop.langkah]
    return found


def differences(approved: Sop, now: Sop) -> tuple[Difference, ...]:
    """How the content of a spec differs from what was approved, in the order of the sheet."""
    old, new = content(approved), content(now)
    found = [
        Difference(path, f"«{'.'.join(map(str, path))}»")
        for path in _changed(old | {STEPS: ()}, new | {STEPS: ()}, ())
    ]
    return (*found, *_steps(approved, now, old[STEPS], new[STEPS]))


def _kept(values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """Without what does not count, and without what says nothing."""
    found = {}
    for key, value in values.items():
        name = f"{prefix}{key}"
        if name in NOT_CONTENT:
            continue
        kept = _kept(value, f"{name}.") if isinstance(value, Mapping) else value
        if kept not in (None, {}, []):
            found[key] = kept
    return found


def _step(step: Step, targets: Mapping[str, str]) -> dict[str, Any]:
    found = _kept(step.model_dump(mode="json"), f"{STEPS}.")
    return found | {key: _by_deed(found[key], targets) for key in ROUTES if key in found}


def _by_deed(value: Any, targets: Mapping[str, str]) -> Any:
    """Targets by what their steps do, at any depth; what stands on an arrow stays."""
    if isinstance(value, Mapping):
        return {k: v if k == "label" else _by_deed(v, targets) for k, v in value.items()}
    if isinstance(value, list):
        return [_by_deed(each, targets) for each in value]
    return targets.get(value, value)


def _changed(old: Any, new: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """The paths at which two trees of mappings differ; a list is one value."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*new, *old)):
            yield from _changed(old.get(key), new.get(key), (*path, key))
    elif old != new:
        yield path


def _steps(
    approved: Sop, now: Sop, old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> Iterator[Difference]:
    """Steps that came, went, or are not what they were."""
    matcher = SequenceMatcher(None, [*map(repr, old)], [*map(repr, new)], autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            continue
        common = min(end - start, last - first)
        for index in range(common):
            number, before = first + index, old[start + index]
            keys = [path[0] for path in _changed(before, new[number], ())]
            what = f"{_named(now, number)}: {', '.join(f'«{key}»' for key in dict.fromkeys(keys))}"
            yield Difference((STEPS, number), what)
        for number in range(first + common, last):
            yield Difference((STEPS, number), f"{_named(now, number)}: langkah baru")
        for number in range(start + common, end):
            what = f"{_named(approved, number)} («{approved.langkah[number].uraian}»): dihapus"
            yield Difference((STEPS, min(number, len(now.langkah) - 1)), what)


def _named(sop: Sop, number: int) -> str:
    step = sop.langkah[number]
    return f"langkah {number + 1}" + (f" «{step.id}»" if step.id != str(number + 1) else "")
