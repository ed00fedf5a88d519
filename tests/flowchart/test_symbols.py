"""Symbols: terminators of joint starts and ends, and words that fit what they stand in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from docgen.flowchart import constants as c
from docgen.flowchart.geometry import Drawing, Node
from docgen.flowchart.text import Face
from docgen.model.sop import Symbol
from tests.support.flowchart.sops import WORDS, drawn, plain_spec
from tests.support.flowchart.soundness import assert_sound, letters

WORDS_IN_SYMBOLS = ("Langsung ke kantor", "Via email", "Berkas lengkap?", "Ya", "Sesuai/tidak?")

sample = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def nodes_of(drawing: Drawing, step: str) -> list[Node]:
    return [node for page in drawing.pages for node in page.nodes if node.step == step]


def words_outside(node: Node) -> list[str]:
    """The lines of a symbol that do not fit it; of a diamond, all when its corners cut them."""
    face = Face(c.SYMBOL_TEXT.name, node.size)
    lines = node.text.split("\n")
    high = len(lines) * face.line_height
    if node.symbol is Symbol.KEPUTUSAN:
        wide = max(map(face.width, lines))
        return [] if wide / node.box.width + high / node.box.height <= 1 else lines
    if high > node.box.height:
        return lines
    return [line for line in lines if face.width(line) > node.box.width]


def branched(first: str, decision: str, lanes: int) -> dict[str, Any]:
    spec = plain_spec([], lanes=lanes)
    last = f"p{lanes - 1}"
    spec["langkah"] = [
        {"id": "s1", "uraian": "mengajukan", "pelaksana": "p0", "simbol": "mulai", "teks": first},
        {"id": "s2", "uraian": "memeriksa", "pelaksana": last, "simbol": "keputusan",
         "teks": decision, "ya": "s3", "tidak": "s1"},
        {"id": "s3", "uraian": "menyimpan", "pelaksana": ["p0", last], "simbol": "selesai"},
    ]  # fmt: skip
    return spec


@sample
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
    st.lists(st.sampled_from(WORDS_IN_SYMBOLS), min_size=1, max_size=3).map(" ".join),
    st.integers(2, 9),
)
def test_words_stand_inside_their_symbols(first: str, decision: str, lanes: int) -> None:
    drawing = drawn(branched(first, decision, lanes))
    assert_sound(drawing)
    for step, words in (("s1", first), ("s2", decision)):
        (node,) = nodes_of(drawing, step)
        assert letters(node.text) == letters(words)
        if node.size > c.LEAST_SYMBOL_TEXT:
            assert words_outside(node) == []


def test_a_diamond_grows_with_its_words() -> None:
    short, long = (drawn(branched("Mulai", words, 3)) for words in ("Ya?", "Berkas sudah lengkap?"))
    (small,), (large,) = nodes_of(short, "s2"), nodes_of(long, "s2")
    assert large.box.height > small.box.height
    assert long.row_heights[1] > short.row_heights[1]


def test_the_measure_sees_words_outside() -> None:
    (node,) = nodes_of(drawn(branched("Mulai", "Berkas lengkap?", 3)), "s2")
    wide = node.text.replace("\n", " ") * 2
    assert words_outside(Node(**{**as_dict(node), "text": wide})) == [wide]


def as_dict(node: Node) -> dict[str, Any]:
    return {name: getattr(node, name) for name in Node.__slots__}


@pytest.mark.parametrize("symbol", ["mulai", "selesai"])
def test_every_lane_of_a_joint_start_or_end_has_the_terminator(symbol: str) -> None:
    spec = plain_spec([], lanes=3)
    actors = ["p2", "p0", "p1"]
    ends = {"mulai": ("mulai", "proses"), "selesai": ("proses", "selesai")}[symbol]
    spec["langkah"] = [
        {"id": f"s{number}", "uraian": "rapat", "pelaksana": actors, "simbol": each}
        for number, each in enumerate(ends)
    ]
    drawing = drawn(spec)
    joint = nodes_of(drawing, f"s{ends.index(symbol)}")
    assert {node.symbol for node in joint} == {Symbol(symbol)}
    assert [node.text for node in joint] == [symbol] * 3
    assert_sound(drawing)
