"""Cells of the table: hanging items, parted words, cells of several steps, heads of groups, and the
ways and diamonds of each actor."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.flowchart.cells.heads import head_box, head_cells
from docgen.flowchart.cells.rich import count, is_simple, paragraphs, wide_words
from docgen.flowchart.cells.shared import cells_of, page_starts
from docgen.flowchart.geometry import mm
from docgen.flowchart.text import Face
from docgen.model.sop import Symbol
from tests.support.flowchart.sops import draw_it, drawn, lay, plain_spec
from tests.support.flowchart.soundness import assert_sound

BODY = Face("arial", 9)


def codes(spec: dict[str, Any]) -> list[str]:
    return [found.code for found in lay(spec).findings]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("1. surat\n2. berkas", ["1.", "2."]),
        ("Berkas:\n- surat\n\u2022 lampiran", ["", "-", "\u2022"]),
        ("a) surat\n(2) berkas\n* butir", ["a)", "(2)", "*"]),
        ("2 berkas\n1.5 jam\n-\nA. Yani", ["", "", "", ""]),
    ],
)
def test_items_hang_behind_their_marks(text: str, marks: list[str]) -> None:
    found = paragraphs(text, BODY, mm(40))
    assert [each.mark for each in found] == marks
    assert is_simple(text) == (not any(marks))
    assert {each.indent > 0 for each in found if each.mark} <= {True}
    assert {each.indent for each in found if not each.mark} <= {0}


def test_breaks_of_lines_are_kept() -> None:
    assert [len(each.lines) for each in paragraphs("satu\n\n**tiga**", BODY, mm(40))] == [1, 1, 1]
    assert count("satu\n\ntiga", BODY, mm(40)) == count("satu\n\n**tiga**", BODY, mm(40)) == 3


@pytest.mark.parametrize(
    ("word", "ends"),
    [
        ("mempertanggungjawabkan", ["syllable", "whole"]),
        ("pertanggung/jawaban-keuangannya", ["joint", "whole"]),
        ("9" * 40, ["letter", "letter", "whole"]),
    ],
)
def test_long_words_are_parted_and_none_is_cut(word: str, ends: list[str]) -> None:
    width = BODY.width("pertanggungjawa")
    pieces = BODY.pieces(word, width)
    assert [piece.end for piece in pieces][-1] == ends[-1]
    assert {piece.end for piece in pieces} == set(ends)
    assert all(BODY.width(piece.text) <= width for piece in pieces)
    whole = "".join(p.text[:-1] if p.end == "syllable" else p.text for p in pieces)
    assert whole == word
    is_cut = {"syllable", "letter"} & set(ends)
    assert wide_words(f"surat {word}", BODY, width) == ([word] if is_cut else [])


@pytest.mark.parametrize("where", ["uraian", "lane", "group", "teks"])
def test_a_parted_word_is_a_finding(where: str) -> None:
    spec = plain_spec(["surat", "berkas"], lanes=8)
    assert codes(spec) == []
    word = "pertanggungjawaban" * 5
    if where == "uraian":
        spec["langkah"][0]["uraian"] = f"surat {word}"
    elif where == "lane":
        spec["pelaksana"]["p3"] = word
    elif where == "group":
        spec["kelompok_pelaksana"] = {word: ["p2"]}
    else:
        spec["langkah"][0]["teks"] = word
    assert set(codes(spec)) == {"layout-word-parted"}


def sharing(count: int, gabung: dict[int, list[str]], **step: Any) -> dict[str, Any]:
    spec = plain_spec(["memeriksa"] * count)
    for number, each in enumerate(spec["langkah"]):
        each.update(step if number not in gabung else {"gabung": gabung[number]})
    return spec


def test_a_shared_cell_reaches_over_its_steps() -> None:
    spec = sharing(5, {2: ["waktu"], 3: ["waktu", "output"]}, waktu="1 jam", output="Berkas")
    drawing = drawn(spec)
    assert_sound(drawing)
    by_key = {column.key: cells_of(drawing, drawing.pages[0], column) for column in drawing.columns}
    assert [(c.first, c.last) for c in by_key["waktu"].values()] == [(0, 0), (1, 3), (4, 4)]
    assert [(c.first, c.last) for c in by_key["output"].values()][-2:] == [(2, 3), (4, 4)]


def test_a_shared_cell_needs_no_higher_row_than_its_words() -> None:
    words = "memeriksa berkas " * 60
    alone, shared = (sharing(3, {1: ["output"], 2: ["output"]} if each else {}) for each in (0, 1))
    for spec in (alone, shared):
        spec["langkah"][0]["output"] = words
    assert sum(drawn(shared).row_heights) < sum(drawn(alone).row_heights)
    assert_sound(drawn(shared))


def test_pages_do_not_end_within_a_shared_cell() -> None:
    spec = sharing(30, {n: ["waktu"] for n in range(1, 30) if n % 5}, waktu="1 jam")
    drawing = drawn(spec)
    assert len(drawing.pages) > 1
    assert {start % 5 for start in page_starts(drawing)} == {0}


def test_a_shared_cell_on_two_pages_is_a_finding() -> None:
    forced = sharing(4, {2: ["waktu"]}, waktu="1 jam")
    forced["langkah"][2]["halaman_baru"] = True
    too_long = sharing(60, {n: ["waktu"] for n in range(1, 60)}, waktu="1 jam")
    for spec in (forced, too_long):
        assert set(codes(spec)) == {"layout-shared-cell-parted"}
        assert_sound(draw_it(spec))
        drawing = draw_it(spec)
        assert drawing is not None
        waktu = next(column for column in drawing.columns if column.key == "waktu")
        assert all(
            next(iter(cells_of(drawing, page, waktu).values())).text == "1 jam"
            for page in drawing.pages
        )


def test_heads_of_groups_stand_over_their_lanes() -> None:
    spec = plain_spec(["surat"], lanes=5)
    spec["kelompok_pelaksana"] = {"Satuan Kerja Penerima Barang": ["p1", "p2"], "Lain": ["p4"]}
    drawing = drawn(spec)
    assert_sound(drawing)
    boxes = {" ".join(cell.lines): head_box(drawing, cell) for cell in head_cells(drawing)}
    group, first, last = boxes["Satuan Kerja Penerima Barang"], boxes["Staf 1"], boxes["Staf 2"]
    assert (group.left, group.right, group.bottom) == (first.left, last.right, first.top)
    assert boxes["Staf 3"].top == group.top and boxes["Staf 3"].bottom == first.bottom
    area = sum(box.width * box.height for box in boxes.values())
    assert area == drawing.sheet.text_width * sum(drawing.heads)


def two_actors(**step: Any) -> dict[str, Any]:
    spec = plain_spec([], lanes=3)
    spec["langkah"] = [
        {"id": "a", "uraian": "mulai", "pelaksana": "p0", "simbol": "mulai"},
        {"id": "b", "uraian": "bagi", "pelaksana": ["p1", "p2"]} | step,
        {"id": "c", "uraian": "satu", "pelaksana": "p1", "ke": "d"},
        {"id": "d", "uraian": "selesai", "pelaksana": "p0", "simbol": "selesai"},
    ]
    return spec


def test_actors_go_on_by_arrows_of_their_own() -> None:
    drawing = drawn(two_actors(ke={"p1": "c", "p2": ["d"]}))
    assert_sound(drawing)
    arrows = {(e.source, e.target) for page in drawing.pages for e in page.edges if e.arrow}
    assert {("b", "c"), ("b@p2", "d")} <= arrows


@pytest.mark.parametrize(
    ("yes", "no", "deciding"),
    [
        ("c", "a", {"p1"}),
        ({"p1": "c", "p2": "d"}, {"p1": "a", "p2": "a"}, {"p1", "p2"}),
        ({"p1": "c"}, {"p2": "a"}, {"p1", "p2"}),
        ({"p2": "c"}, {"p2": "a"}, {"p2"}),
    ],
)
def test_actors_with_exits_have_diamonds(yes: Any, no: Any, deciding: set[str]) -> None:
    drawing = drawn(two_actors(simbol="keputusan", ya=yes, tidak=no))
    assert_sound(drawing)
    nodes = [node for node in drawing.pages[0].nodes if node.step == "b"]
    assert {node.lane for node in nodes if node.symbol is Symbol.KEPUTUSAN} == deciding
    assert {edge.source for edge in drawing.pages[0].edges if edge.exit} == {
        "b" if lane == "p1" else f"b@{lane}" for lane in deciding
    }


def test_what_the_json_of_a_spec_says_is_read_again() -> None:
    sop = drawn(two_actors(ke={"p1": "c", "p2": ["d"]})).sop
    again = type(sop).model_validate_json(sop.model_dump_json())
    assert again == sop and again.flows() == sop.flows()
