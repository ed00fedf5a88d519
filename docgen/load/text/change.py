"""Changes of plain data by their paths: what an editor is asked for, and may not exceed."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

Value = str | None | Mapping[str, str]


class EditError(ValueError):
    """The file is written in a way that cannot be changed safely; ``key`` is what was to change."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class What(Enum):
    """What is done at a path."""

    SET = "set"
    REMOVE = "remove"
    APPEND = "append"  # to the list at the path, which is made when it is not there


@dataclass(frozen=True, slots=True)
class Change:
    """One change; ``after`` is the key behind which a new one stands (else at the end)."""

    what: What
    path: tuple[str | int, ...]
    value: Value = None
    after: str = ""

    @property
    def key(self) -> str:
        """Its path in one word, as ``EditError`` names it."""
        return ".".join(map(str, self.path))


def applied(data: Any, change: Change) -> Any:
    """The data with the change. Raises LookupError, TypeError when there is no such place."""
    data = copy.deepcopy(data)
    *way, key = change.path
    holder = data
    for each in way:
        holder = holder[each]
    value = dict(change.value) if isinstance(change.value, Mapping) else change.value
    if change.what is What.SET:
        holder[key] = value
    elif change.what is What.REMOVE:
        del holder[key]
    else:
        holder[key] = [*(holder.get(key) or []), value]
    return data
