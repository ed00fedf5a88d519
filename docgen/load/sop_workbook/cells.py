"""A spec's plain data as texts of cells, each in its slot: what a workbook says of it.

A slot is where a text belongs, whatever the workbook looks like: the n-th row of a key of the
sheet *identitas*, a column of the n-th lane or the n-th step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.load.sop_workbook.keys import (
    APPROVED,
    EFFECTIVE,
    EXITS,
    GROUP,
    GROUPS,
    IDENTITY,
    KEY,
    LABEL,
    LANES,
    NAME,
    NO,
    PRINTED,
    STEPS,
    YES,
    Field,
    Kind,
    identity_fields,
    label_column,
)
from docgen.load.sop_workbook.notation import name_said, pair_said, text_said
from docgen.load.text.yaml_text import KeyPath
from docgen.model.sop import EXIT_KEYS

# Sheet, key or column, and which of them (from 0).
Slot = tuple[str, str, int]
_TRUE = frozenset({"true", "yes", "on", "y", "t", "1"})
_FALSE = frozenset({"false", "no", "off", "n", "f", "0"})


def cells_of(data: Mapping[str, Any]) -> dict[Slot, str]:
    """Every text of a spec without errors, by its slot; a slot without a text is blank."""
    found: dict[Slot, str] = {}
    for field in identity_fields():
        for number, text in enumerate(_identity(data, field)):
            found[IDENTITY, field.dotted, number] = text
    groups = {lane: name for name, lanes in (data.get(GROUPS) or {}).items() for lane in lanes}
    for number, (key, name) in enumerate(data[LANES].items()):
        row = {KEY: key, NAME: name, GROUP: groups.get(key, "")}
        found |= {(LANES, column, number): text for column, text in row.items() if text}
    for number, step in enumerate(data[STEPS]):
        found |= {(STEPS, column, number): text for column, text in _step(step) if text}
    return found


def value_at(data: Any, path: KeyPath) -> Any:
    """The value at a path; None when there is none."""
    for key in path:
        if isinstance(data, Mapping):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    return data


def printed_date(dates: Mapping[str, Any]) -> tuple[str, str]:
    """Which date the identity sheet prints, by the keys; and by those with a value only."""
    there = {key for key in (APPROVED, EFFECTIVE) if key in dates}
    filled = {key for key in there if dates[key]}
    said, seen = (APPROVED if keys == {APPROVED} else EFFECTIVE for keys in (there, filled))
    return said, seen


def _identity(data: Mapping[str, Any], field: Field) -> Iterator[str]:
    if field.path == PRINTED:
        said, seen = printed_date(data.get(PRINTED[0]) or {})
        if said != seen:
            yield said
        return
    value = value_at(data, field.path)
    if isinstance(value, Mapping):  # a list with its style
        value = value.get("isi")
    if value is None:
        return
    match field.kind:
        case Kind.LINES:
            yield from value
        case Kind.RECORDS:
            yield from map(_record, value)
        case Kind.YES_NO | Kind.YES_NO_OR_TEXT:
            yield {**dict.fromkeys(_TRUE, YES), **dict.fromkeys(_FALSE, NO)}.get(
                value.lower(), value
            )
        case _:
            yield value


def _record(item: Mapping[str, str | None]) -> str:
    return "; ".join(pair_said(key, text_said(text)) for key, text in item.items() if text)


def _step(step: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in step.items():
        if value is None:
            continue
        if key in EXITS:
            yield from _exit(key, value)
        elif key == "ke":
            yield key, _targets(value)
        elif isinstance(value, Mapping):
            texts = (pair_said(lane, text_said(text or "")) for lane, text in value.items())
            yield key, "; ".join(texts)
        elif key in ("pelaksana", "gabung"):
            yield key, "; ".join(map(name_said, _several(value)))
        elif key == "halaman_baru":
            yield key, YES if value.lower() in _TRUE else NO
        else:
            yield key, value


def _several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _targets(value: Any) -> str:
    by_actor = value if isinstance(value, Mapping) else {"": value}
    said = (
        pair_said(actor, name_said(target))
        for actor, targets in by_actor.items()
        for target in _several(targets)
    )
    return "; ".join(said)


def _exit(key: str, value: Any) -> Iterator[tuple[str, str]]:
    is_one = isinstance(value, str) or bool(EXIT_KEYS & set(value))
    by_actor = {"": value} if is_one else value
    ways = {actor: {"ke": way} if isinstance(way, str) else way for actor, way in by_actor.items()}
    yield key, "; ".join(pair_said(actor, name_said(way["ke"])) for actor, way in ways.items())
    labels = {actor: way[LABEL] for actor, way in ways.items() if way.get(LABEL)}
    if list(ways) == [""]:
        yield label_column(key), labels.get("", "")
    else:
        said = (pair_said(actor, text_said(text)) for actor, text in labels.items())
        yield label_column(key), "; ".join(said)
