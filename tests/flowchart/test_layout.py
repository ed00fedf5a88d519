"""What every flowchart keeps to, whatever the SOP: nothing outside its place, all ends meet."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from docgen.flowchart import constants as c
from docgen.flowchart.geometry import Box, Drawing, Row
from docgen.flowchart.measure import cells
from tests.flowchart.sops import (
    arrows_through_marks,
    arrows_through_symbols,
    draw_it,
    is_inside,
    is_on_border,
    lanes_box,
    random_sops,
    segments,
    shared_lines,
)

# No shrinking: a layout with many decisions may take a second, and shrinking takes thousands.
few = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
straight = settings(few, max_examples=80)


def drawn(spec: dict[str, Any]) -> Drawing:
    drawing = draw_it(spec)
    assert drawing is not None
    return drawing


@few
@given(random_sops())
def test_any_sop_is_drawn_within_its_cells_and_page(spec: dict[str, Any]) -> None:
    drawing = drawn(spec)
    assert_columns_fill_the_page(drawing)
    assert_rows_follow_each_other(drawing)
    assert_symbols_stand_in_their_cells(drawing)
    assert_lines_end_on_borders(drawing)
    assert_connectors_are_paired(drawing)
    assert_text_fits(drawing)


@straight
@given(random_sops(decisions=False))
def test_straight_sop_is_drawn_without_fault(spec: dict[str, Any]) -> None:
    """Steps one after the other, as in both real sheets: every line can be told apart."""
    drawing = drawn(spec)
    assert_symbols_stand_in_their_cells(drawing)
    assert_lines_end_on_borders(drawing)
    assert_connectors_are_paired(drawing)
    assert arrows_through_symbols(drawing) == []
    assert arrows_through_marks(drawing) == []
    assert shared_lines(drawing) == []


@few
@given(random_sops(most_steps=8))
def test_same_spec_same_drawing(spec: dict[str, Any]) -> None:
    assert drawn(spec) == drawn(spec)


def assert_columns_fill_the_page(drawing: Drawing) -> None:
    columns = drawing.columns
    assert columns[0].left == 0
    assert all(a.right == b.left for a, b in itertools.pairwise(columns))
    assert columns[-1].right == drawing.sheet.text_width
    assert min(column.width for column in drawing.lanes) >= c.LEAST_LANE
    assert [column.lane for column in drawing.lanes] == list(drawing.sop.pelaksana)


def assert_rows_follow_each_other(drawing: Drawing) -> None:
    steps = []
    for page in drawing.pages:
        assert page.rows[0].top == sum(drawing.heads)
        assert all(a.bottom == b.top for a, b in itertools.pairwise(page.rows))
        below = drawing.total_height + drawing.sheet.closing if page.last else 0
        assert page.bottom + below <= drawing.sheet.text_height
        steps += [row.step for row in page.rows if row.step is not None]
    assert steps == list(range(len(drawing.sop.langkah)))
    assert [page.last for page in drawing.pages] == [False] * (len(drawing.pages) - 1) + [True]
    for index, step in enumerate(drawing.sop.langkah):
        if step.halaman_baru and index:
            assert any(first_step(page.rows) == index for page in drawing.pages)


def first_step(rows: tuple[Row, ...]) -> int | None:
    return next(row.step for row in rows if row.step is not None)


def assert_symbols_stand_in_their_cells(drawing: Drawing) -> None:
    for page in drawing.pages:
        for node in page.nodes:
            lane, row = drawing.lane(node.lane), page.rows[node.row]
            assert is_inside(node.box, Box(lane.left, row.top, lane.right, row.bottom)), node
        for a, b in itertools.combinations(page.nodes, 2):
            assert not a.box.overlaps(b.box), (a, b)
        for mark in page.marks:
            assert not any(node.box.overlaps(mark) for node in page.nodes)
    placed = Counter(
        (node.step, node.lane)
        for page in drawing.pages
        for node in page.nodes
        if node.symbol != "konektor"
    )
    assert placed == Counter(
        (step.id, lane) for step in drawing.sop.langkah for lane in step.pelaksana
    )


def assert_lines_end_on_borders(drawing: Drawing) -> None:
    for page in drawing.pages:
        boxes = {node.id: node.box for node in page.nodes}
        around = lanes_box(drawing, page)
        for edge in page.edges:
            assert is_on_border(edge.points[0], boxes[edge.source]), edge
            assert is_on_border(edge.points[-1], boxes[edge.target]), edge
            for a, b in segments(edge):
                assert (a.x == b.x) != (a.y == b.y), edge  # upright or level, and of some length
                assert is_inside(Box(*a, *a), around) and is_inside(Box(*b, *b), around), edge


def assert_connectors_are_paired(drawing: Drawing) -> None:
    pages = defaultdict(list)
    lanes = defaultdict(set)
    for page in drawing.pages:
        for node in page.nodes:
            if node.symbol == "konektor":
                pages[node.text].append(page.number)
                lanes[node.text].add((node.lane, node.step))
    for letter, found in pages.items():
        assert len(found) == len(set(found)) == 2, letter
        assert len(lanes[letter]) == 1, letter
    page_of = {
        drawing.sop.langkah[row.step].id: page.number
        for page in drawing.pages
        for row in page.rows
        if row.step is not None
    }
    crossing = [f for f in drawing.sop.flows() if page_of[f.source] != page_of[f.target]]
    assert len(pages) == len(crossing)
    arrows = sum(edge.arrow for page in drawing.pages for edge in page.edges)
    assert arrows == len(drawing.sop.flows()) + len(crossing)


def assert_text_fits(drawing: Drawing) -> None:
    """Heads and rows are as high as their text; no word is wider than its cell."""
    padding = 2 * c.PADDING_Y
    for column in drawing.columns:
        alone = column.key in ("no", "uraian", "keterangan")
        height = drawing.heads[0] + drawing.heads[1] if alone else drawing.heads[1]
        along, across = (height, column.width) if column.turned else (column.width, height)
        assert len(column.title) * c.HEAD.line_height <= across, column
        assert all(c.HEAD.width(line) <= along for line in column.title), column
    widths = {column.key: column.width for column in drawing.columns}
    for step, height in zip(drawing.sop.langkah, drawing.row_heights, strict=True):
        for key, text in cells(step):
            if key in widths:
                lines = c.BODY.lines(text, widths[key] - 2 * c.PADDING_X)
                assert len(lines) * c.BODY.line_height + padding <= height
                assert " ".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(("lanes", "paper", "fits"), [(8, "A4", True), (40, "Legal", False)])
def test_too_many_lanes_is_a_finding(lanes: int, paper: str, fits: bool) -> None:
    spec = plain_spec(["surat"] * 2, lanes=lanes, paper=paper)
    assert (draw_it(spec) is not None) == fits


def test_step_taller_than_a_page_is_a_finding() -> None:
    assert draw_it(plain_spec(["surat " * 200, "selesai"])) is not None
    assert draw_it(plain_spec(["surat " * 2000, "selesai"])) is None


def plain_spec(texts: list[str], lanes: int = 2, paper: str = "A4") -> dict[str, Any]:
    return {
        "nomor": "1", "nama": "Uji", "instansi": {"pemerintah": "P", "nama": "N"}, "tanggal": {},
        "disahkan_oleh": {"jabatan": "J"},
        "pelaksana": {f"p{n}": f"Staf {n}" for n in range(lanes)},
        "tata_letak": {"kertas": paper},
        "langkah": [{"uraian": text, "pelaksana": "p0"} for text in texts],
    }  # fmt: skip


def test_page_number_of_evenly_full_pages() -> None:
    """Twelve equal steps on two pages: not eleven and one."""
    drawing = drawn(plain_spec(["surat"] * 12))
    counts = [sum(row.step is not None for row in page.rows) for page in drawing.pages]
    assert len(counts) == 2
    assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize("words", [30, 60, 90, 110, 130, 150])
def test_tall_step_with_total_and_closing_stays_on_its_page(words: int) -> None:
    """A row that alone fills a page must not push what follows it over the edge."""
    texts = ["surat", "memeriksa berkas " * words, "selesai"]
    spec = plain_spec(texts, lanes=5)
    spec["tata_letak"]["total_waktu"] = True
    spec["penutup"] = {"jabatan": "Kepala"}
    drawing = draw_it(spec)
    if drawing is not None:
        assert_rows_follow_each_other(drawing)
