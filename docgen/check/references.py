"""What SOPs say of each other, as the report draws it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """A SOP that refers to another, both by name; ``is_known`` when that one is at hand."""

    source: str
    target: str
    is_known: bool = True
