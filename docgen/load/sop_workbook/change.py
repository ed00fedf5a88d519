"""Single changes in the workbook of a SOP: only the cells that say what is to be another.

As with YAML, what was written is read back and must be exactly the old data with the change.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from docgen.findings import Where
from docgen.load.sop_workbook.cells import Slot, cells_of, printed_date
from docgen.load.sop_workbook.keys import IDENTITY, KEY, PRINTED, VALUE
from docgen.load.sop_workbook.read import BookText, read_book
from docgen.load.text.change import Change, EditError, What, applied
from docgen.ooxml.cell_edits import UneditableError, cells_changed


def book_changed(data: bytes, changes: Sequence[Change]) -> bytes:
    """The workbook with the changes made one after another. Raises EditError."""
    for change in changes:
        data = _changed(data, change)
    return data


def _changed(data: bytes, change: Change) -> bytes:
    read = read_book(data, "").value
    if read is None:
        raise EditError(change.key)
    try:
        expected = applied(_with_holders(read.data, change), change)
        before, after = cells_of(read.data), cells_of(expected)
    except (LookupError, TypeError, AttributeError) as problem:
        raise EditError(change.key) from problem
    slots = [
        slot for slot in dict.fromkeys((*before, *after)) if before.get(slot) != after.get(slot)
    ]
    if not all(isinstance(text, str) for text in after.values()):
        raise EditError(change.key)
    texts: dict[str, dict[str, str]] = {}
    for slot in slots:
        for place, text in _put(read, slot, after.get(slot, ""), change).items():
            texts.setdefault(str(place.sheet), {})[str(place.cell)] = text
    try:
        for sheet, own in texts.items():
            data = cells_changed(data, sheet, own)
    except UneditableError as problem:
        raise EditError(change.key) from problem
    again = read_book(data, "")
    if again.value is None or _said(again.value.data) != _said(expected):
        raise EditError(change.key)
    return data


def _with_holders(data: Mapping[str, Any], change: Change) -> Any:
    """The data with what holds the new value: keys whose cells are all blank are not there."""
    whole = copy.deepcopy(dict(data))
    if change.what is not What.REMOVE:
        holder = whole
        for key in change.path[:-1]:
            if isinstance(holder, dict) and isinstance(key, str):
                holder = holder.setdefault(key, {})
            else:
                break
    return whole


def _put(read: BookText, slot: Slot, text: str, change: Change) -> dict[Where, str]:
    """The cells that say the text of a slot: its own, or those of a new row below all others."""
    place = read.slots.get(slot)
    if place is not None:
        return {place: text}
    sheet, name, _number = slot
    columns = read.columns[sheet]
    if sheet != IDENTITY or not text or VALUE not in columns:
        raise EditError(change.key)
    read.ends[sheet] += 1
    where, row = read.places[()], read.ends[sheet]
    return {
        where.at(cell=f"{columns[KEY]}{row}"): name,
        where.at(cell=f"{columns[VALUE]}{row}"): text,
    }


def _said(data: Mapping[str, Any]) -> Any:
    """What the data says: without keys that hold nothing, and with the date that is printed."""
    return _without_blank(data), printed_date(data.get(PRINTED[0]) or {})[0]


def _without_blank(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {key: _without_blank(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in (None, "", {}, [])}
    if isinstance(value, list):
        return [_without_blank(each) for each in value]
    return value
