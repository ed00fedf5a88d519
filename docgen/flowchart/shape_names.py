"""What docgen calls the shapes of its SOP sheets, so that a sheet can be read back.

The names stand in no print and no screen reader says them: a shape's words are in its alternative
text. They outlast what other programs make of the drawing; where a person moved a shape, the
drawing holds and not its name. ``Langkah terima – loket – keputusan``,
``Panah terima – loket – catat – ya: Lengkap``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BETWEEN = " – "
SYMBOL, ARROW, LINE, CONNECTOR = "Langkah ", "Panah ", "Garis ", "Penghubung "
WORDS, LABEL = "Teks langkah ", "Label "
# In the place of a lane, where an arrow goes on behind an off-page connector.
ONWARD = "·"


ExitName = Literal["ya", "tidak"]
EXITS: tuple[ExitName, ...] = ("ya", "tidak")


@dataclass(frozen=True, slots=True)
class NamedSymbol:
    """A symbol: the step's id, its lane's key, and the symbol's word."""

    step: str
    lane: str
    symbol: str


@dataclass(frozen=True, slots=True)
class NamedArrow:
    """An arrow: from a step's lane to a step; at an exit of a decision, which and its words."""

    source: str
    lane: str
    target: str
    exit: ExitName | None = None
    label: str = ""


def symbol_name(step: str, lane: str, symbol: str) -> str:
    """The name of a step's symbol in a lane."""
    return SYMBOL + BETWEEN.join((step, lane, symbol))


def arrow_name(arrow: NamedArrow) -> str:
    """The name of an arrow."""
    parts = [arrow.source, arrow.lane, arrow.target]
    if arrow.exit:
        parts.append(f"{arrow.exit}: {arrow.label}")
    return ARROW + BETWEEN.join(parts)


def read_symbol(name: str) -> NamedSymbol | None:
    """What the name of a symbol says; None for a name that docgen did not give."""
    parts = name.removeprefix(SYMBOL).split(BETWEEN)
    return NamedSymbol(*parts) if name.startswith(SYMBOL) and len(parts) == 3 else None


def read_arrow(name: str) -> NamedArrow | None:
    """What the name of an arrow says; None for a name that docgen did not give."""
    parts = name.removeprefix(ARROW).split(BETWEEN)
    if not name.startswith(ARROW) or len(parts) not in (3, 4):
        return None
    source, lane, target = parts[:3]
    which, _, label = (parts[3] if len(parts) == 4 else "").partition(": ")
    for exit_ in EXITS:
        if which == exit_:
            return NamedArrow(source, lane, target, exit_, label)
    return NamedArrow(source, lane, target) if len(parts) == 3 else None


def is_line(name: str) -> bool:
    """Whether docgen called a shape a line, whatever another program made of it."""
    return read_arrow(name) is not None or name.startswith(LINE)
