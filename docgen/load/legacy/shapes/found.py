"""What was found drawn somewhere, before anybody knows what it means."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from docgen.load.legacy.drawn import Box, Connector, Kind, Label, Point, Symbol
from docgen.load.legacy.words import exit_of

# A box with words and without a border that is larger than this is no label, points.
MOST_LABEL = 200.0


@dataclass(slots=True)
class Found:
    """The shapes of a drawing, in the coordinates that their reader was given."""

    symbols: list[Symbol] = field(default_factory=list)
    connectors: list[Connector] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def add_box(self, symbol: Symbol, *, has_border: bool, is_text_box: bool) -> None:
        """A shape: words of an exit, or without a border, are a label; nothing at all is none."""
        can_be_label = symbol.kind in (Kind.PROCESS, Kind.ROUNDED, Kind.UNKNOWN)
        if can_be_label and symbol.text and (exit_of(symbol.text) or not has_border):
            self.labels.append(Label(text=symbol.text, box=symbol.box))
        elif has_border and (symbol.kind is not Kind.UNKNOWN or symbol.is_picture):
            self.symbols.append(symbol)
        elif is_text_box and symbol.text:
            self.labels.append(Label(text=symbol.text, box=symbol.box))
        elif has_border:
            self.symbols.append(replace(symbol, odd=symbol.odd or "?"))

    def add(self, other: Found) -> None:
        """All of another drawing."""
        self.symbols += other.symbols
        self.connectors += other.connectors
        self.labels += other.labels

    def moved(self, x: float, y: float) -> Found:
        """The same elsewhere, points."""
        return Found(
            [replace(each, box=each.box.moved(x, y)) for each in self.symbols],
            [
                replace(each, path=tuple(Point(p.x + x, p.y + y) for p in each.path))
                for each in self.connectors
            ],
            [replace(each, box=each.box.moved(x, y)) for each in self.labels],
        )

    def boxes(self) -> list[Box]:
        """Where its symbols lie."""
        return [each.box for each in self.symbols]
