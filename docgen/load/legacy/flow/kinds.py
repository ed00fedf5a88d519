"""Which of the guideline's symbols a step has: by its shape, its words, its place in the flow."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.load.legacy.doubts import Doubts, Sure
from docgen.load.legacy.drawn import Kind
from docgen.load.legacy.flow.nodes import Node, Nodes
from docgen.load.legacy.flow.read_step import ReadStep, place_of
from docgen.load.legacy.flow.ways import Ways
from docgen.load.legacy.words import is_end, is_start
from docgen.model.sop import Symbol

# A round box at either end of the flow may be meant for a capsule.
_ROUND = (Kind.ROUNDED, Kind.UNKNOWN)


def find_symbol(
    number: int, step: ReadStep, steps: Sequence[ReadStep], nodes: Nodes, ways: Ways,
    doubts: Doubts,
) -> None:  # fmt: skip
    """The symbol of a step: of its first actor, or the diamond of any."""
    here = nodes.of(number)
    if not here:
        return
    main = next((node for node in here if node.lane == step.lanes[0]), here[0])
    decision = next((node for node in here if node.kind is Kind.DECISION), None)
    if decision is not None and main.kind is not Kind.TERMINATOR:
        main = decision
    if main.named is not None and main.symbol.kind in (Kind.PROCESS, Kind.UNKNOWN):
        step.symbol = Symbol(main.named.symbol) if main.named.symbol in set(Symbol) else step.symbol
    elif main.kind is Kind.DECISION:
        step.symbol = Symbol.KEPUTUSAN
    elif main.kind is Kind.TERMINATOR:
        step.symbol = _start_or_end(number, step, steps, main, ways, doubts)
    elif main.kind in _ROUND:
        _unclear(number, step, steps, main, doubts)
    _text(step, main)
    if main.symbol.odd and main.kind is not Kind.UNKNOWN and main.named is None:
        doubts.add("legacy-symbol-guessed", place_of(step), Sure.HARDLY,
                   f"simbol langkah {number + 1} ({main.symbol.odd}) bukan salah satu dari lima "
                   f"simbol SOP-AP; dibaca sebagai {step.symbol}", (number,))  # fmt: skip


def _text(step: ReadStep, main: Node) -> None:
    text = " ".join(main.text.split())
    usual = {Symbol.MULAI: is_start, Symbol.SELESAI: is_end}.get(step.symbol)
    step.text = "" if usual is not None and usual(text) and text.islower() else text


def _start_or_end(
    number: int, step: ReadStep, steps: Sequence[ReadStep], node: Node, ways: Ways, doubts: Doubts
) -> Symbol:
    if node.named is not None and node.named.symbol in ("mulai", "selesai"):
        return Symbol(node.named.symbol)
    if is_start(node.text):
        return Symbol.MULAI
    if is_end(node.text):
        return Symbol.SELESAI
    has_in = any(way.target == number for way in ways.all)
    starts = number == 0 or (bool(step.ways) and not has_in and number < len(steps) - 1)
    found = Symbol.MULAI if starts else Symbol.SELESAI
    is_plain = (number == 0 and bool(step.ways)) or (number == len(steps) - 1 and not step.ways)
    if found is Symbol.SELESAI and step.ways:
        found = Symbol.MULAI if not has_in else Symbol.PROSES
    doubts.add("legacy-symbol-guessed", place_of(step), Sure.SURE if is_plain else Sure.HARDLY,
               f"terminator langkah {number + 1} tidak berkata mulai atau selesai; dibaca "
               f"sebagai {found}", (number,))  # fmt: skip
    return found


def _unclear(
    number: int, step: ReadStep, steps: Sequence[ReadStep], node: Node, doubts: Doubts
) -> None:
    """A round box, or a picture: what it is, its place and its ways say."""
    ends = {0: Symbol.MULAI, len(steps) - 1: Symbol.SELESAI}
    if len(step.ways) > 1 and node.kind is Kind.UNKNOWN:
        step.symbol = Symbol.KEPUTUSAN
    elif number in ends and (number == 0 or not step.ways):
        step.symbol = ends[number]
    what = "gambar" if node.symbol.is_picture else "kotak bulat"
    if node.kind is Kind.ROUNDED and step.symbol is Symbol.PROSES:
        sure = Sure.FAIRLY
    else:
        sure = Sure.HARDLY
    doubts.add("legacy-symbol-guessed", place_of(step), sure,
               f"simbol langkah {number + 1} berupa {what}; dibaca sebagai {step.symbol}",
               (number,))  # fmt: skip
