"""LibreOffice draws what the layout says: symbols, lines and arrow heads, to the millimetre."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from docgen.convert import Job, convert_all
from docgen.findings import Where
from docgen.flowchart import lay_out
from docgen.flowchart.cells.shared import cells_of
from docgen.flowchart.geometry import Column, Drawing, Edge, Page, Point, Row, to_mm
from docgen.load.sop import load_sop
from docgen.load.workspace import load_profile
from docgen.model.writing.marked import plain
from docgen.render.sop.sheet import render_sop
from docgen.render.sop.sheet_size import CLOSING, sheet_of
from tests.render.pdf_paths import MM_A_POINT, Drawn, drawn_on
from tests.render.seed_facts import SEEDS
from tests.support.flowchart.sops import random_sops
from tests.support.flowchart.soundness import letters
from tests.support.workspaces import ROOT, built_sample, soffice

pytestmark = pytest.mark.soffice
TEMPLATE = ROOT / "templates" / "sop.docx"
TOLERANCE = 1.0  # mm
# LibreOffice ends the line where its arrow head begins.
HEAD = 2.6
LINE_END_HYPHEN = "\x02"  # how PDFium gives a hyphen at the end of a line
BRANCHED = """
nomor: T.1
nama: Permohonan
instansi: {pemerintah: P, nama: N}
tanggal: {efektif: 1 Januari 2025}
disahkan_oleh: {jabatan: X}
pelaksana: {a: Pemohon, b: Petugas Loket, c: Kasi, d: Kepala}
tata_letak: {kertas: A4, keterangan: true}
langkah:
  - {id: s1, uraian: Mengajukan berkas, pelaksana: a, simbol: mulai, waktu: 5 menit}
  - {id: s2, uraian: Memeriksa, pelaksana: b, simbol: keputusan,
     ya: {label: Lengkap, ke: s3}, tidak: s1}
  - {id: s3, uraian: Meneliti, pelaksana: c, simbol: keputusan, ya: s4, tidak: s2}
  - {id: s4, uraian: Menyetujui, pelaksana: d, simbol: keputusan, ya: s5, tidak: s3}
  - {id: s5, uraian: Mencatat, pelaksana: b, ke: [s6, s7]}
  - {id: s6, uraian: Mengarsipkan, pelaksana: [c, a], ke: s8, halaman_baru: true}
  - {id: s7, uraian: Mengirim, pelaksana: a, tanda: {d: "-"}, ke: s8}
  - {id: s8, uraian: Memeriksa lagi, pelaksana: b, simbol: keputusan, ya: s9, tidak: s2}
  - {id: s9, uraian: Selesai, pelaksana: b, simbol: selesai}
"""


def laid_out(spec: Path) -> Drawing:
    loaded = load_sop(spec, spec.name)
    profile = load_profile(ROOT, "default")
    assert loaded.value is not None and profile.value is not None
    sop = loaded.value.sop
    sheet = sheet_of(TEMPLATE.read_bytes(), sop.tata_letak.kertas, profile.value.kertas)
    sheet = replace(sheet, closing=CLOSING if sop.penutup else 0)
    drawing = lay_out(sop, sheet, loaded.value.where).value
    assert drawing is not None
    return drawing


def printed(spec: Path, folder: Path) -> tuple[Drawing, Path]:
    """The drawing of a spec, and the PDF that LibreOffice makes of it."""
    drawing = laid_out(spec)
    document, pdf = folder / f"{spec.stem}.docx", folder / f"{spec.stem}.pdf"
    document.write_bytes(render_sop(drawing, TEMPLATE.read_bytes(), Where("sop.docx"), None))
    (outcome,) = convert_all([Job(document, pdf, spec.stem)], soffice())
    assert outcome.finding is None
    return drawing, pdf


@pytest.fixture(scope="module")
def branched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Drawing, Path]:
    folder = tmp_path_factory.mktemp("branched")
    spec = folder / "cabang.yaml"
    spec.write_text(BRANCHED, encoding="utf-8")
    return printed(spec, folder)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_seed_is_drawn_as_laid_out(seed: object) -> None:
    stem = seed.stem  # type: ignore[attr-defined]
    pdf = built_sample() / f"output/sop/{stem}.pdf"
    assert_drawn(laid_out(ROOT / "sop_specs" / f"{stem}.yaml"), pdf)


def test_branches_and_loops_are_drawn_as_laid_out(branched: tuple[Drawing, Path]) -> None:
    assert_drawn(*branched)


@pytest.mark.parametrize("case", ["pelaksana-berjalan-sendiri", "empat-keputusan"])
def test_cases_are_drawn_as_laid_out(case: str, tmp_path: Path) -> None:
    assert_drawn(*printed(ROOT / "tests/cases/flowchart" / f"{case}.yaml", tmp_path))


@pytest.mark.full
def test_any_sop_is_drawn_as_laid_out(tmp_path: Path) -> None:
    """Groups, shared cells, ways of each actor, bold words, items and parted words among them."""
    spec = tmp_path / "acak.yaml"

    @settings(
        max_examples=20,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(random_sops(most_steps=12))
    def measure(data: dict[str, Any]) -> None:
        spec.write_text(json.dumps(data), encoding="utf-8")
        assert_drawn(*printed(spec, tmp_path))

    measure()


def test_words_at_exits_are_printed(branched: tuple[Drawing, Path]) -> None:
    texts = [page.extract_text() for page in PdfReader(branched[1]).pages]
    drawing, first = branched[0], len(texts) - len(branched[0].pages)
    for page in drawing.pages:
        printed = texts[first + page.number - 1]
        words = [edge.label.text for edge in page.edges if edge.label]
        assert words
        for word in words:
            assert printed.count(word) >= words.count(word), word


def assert_drawn(drawing: Drawing, pdf: Path) -> None:
    count = len(PdfReader(pdf).pages)
    for page in drawing.pages:
        drawn = drawn_on(pdf, count - len(drawing.pages) + page.number - 1)
        assert_grid(drawing, page, drawn)
        assert_symbols(drawing, page, drawn)
        assert_lines(drawing, page, drawn)
        assert_words(drawing, page, pdf, count - len(drawing.pages) + page.number - 1)


def assert_grid(drawing: Drawing, page: Page, drawn: list[Drawn]) -> None:
    """The table's own lines stand where lanes and rows end."""
    boxes = [each.box for each in drawn]
    lines = [box for box in boxes if min(box[2] - box[0], box[3] - box[1]) < 0.5]
    for lane in drawing.lanes:
        for x in (lane.left, lane.right):
            at = to_mm(drawing.sheet.left + x)
            assert any(near(box[0], at) and near(box[2], at) for box in lines), lane
    for row in page.rows:
        at = to_mm(drawing.sheet.top + row.bottom)
        assert any(near(box[1], at) and near(box[3], at) for box in lines), row


def assert_symbols(drawing: Drawing, page: Page, drawn: list[Drawn]) -> None:
    """Each symbol has its outline in its lane and row, and there is no other."""
    areas = {each.box for each in drawn if each.filled}
    wanted = [(node.id, on_paper(drawing, node.box)) for node in page.nodes]
    for name, box in wanted:
        assert any(all(map(near, box, area)) for area in areas), (page.number, name, box)
    first_row = to_mm(drawing.sheet.top + page.rows[0].top)
    # Symbols are at least 3 mm wide; arrow heads are smaller.
    big = [a for a in areas if a[1] > first_row and 3 < a[2] - a[0] < 30 and 3 < a[3] - a[1] < 12]
    # Words that hide a border are as white as a symbol.
    white = [edge.label.box for edge in page.edges if edge.label and edge.label.over_border]
    known = [box for _name, box in wanted] + [on_paper(drawing, box) for box in white]
    for area in big:
        assert any(all(map(near, box, area)) for box in known), (page.number, area)


def assert_lines(drawing: Drawing, page: Page, drawn: list[Drawn]) -> None:
    """Each line runs through its points; the tip of its arrow head is at its end."""
    strokes = [each.points for each in drawn if not each.filled]
    areas = [each.points for each in drawn if each.filled]
    for edge in page.edges:
        points = [at(drawing, point) for point in edge.points]
        assert any(
            follows(stroke, points, edge) or follows(stroke[::-1], points, edge)
            for stroke in strokes
        ), (page.number, edge.source, edge.target, points)
        if edge.arrow:
            tips = [area for area in areas if touches(area, points[-1])]
            assert any(len(set(tip)) == 3 for tip in tips), (edge.source, edge.target)


def assert_words(drawing: Drawing, page: Page, pdf: Path, number: int) -> None:
    """Each cell holds its own words, all of them and no others: none lies outside it."""
    with PdfDocument(pdf) as document:
        height = document[number].get_height()
        text = document[number].get_textpage()
        for column, top_row, bottom_row, wanted in cells(drawing, page):
            corners = Point(column.left, top_row.top), Point(column.right, bottom_row.bottom)
            left, top, right, bottom = (
                value / MM_A_POINT for corner in corners for value in at(drawing, corner)
            )
            printed = text.get_text_bounded(left, height - bottom, right, height - top)
            found = letters(printed.replace(LINE_END_HYPHEN, "-"))
            assert found == letters(plain(wanted)), (top_row.step, column.key)


def cells(drawing: Drawing, page: Page) -> Iterator[tuple[Column, Row, Row, str]]:
    """The text cells of a page: column, first row and last, words; rows of connectors have none."""
    rows = {row.step: row for row in page.rows if row.step is not None}
    for column in drawing.columns:
        if column.lane is not None or column.key == "no":
            continue
        for span in cells_of(drawing, page, column).values():
            yield column, rows[span.first], rows[span.last], span.text
        yield from ((column, row, row, "") for row in page.rows if row.step is None)


def follows(
    stroke: tuple[tuple[float, float], ...], points: list[tuple[float, float]], edge: Edge
) -> bool:
    end = HEAD if edge.arrow else TOLERANCE
    corners = without_straight(stroke)
    return (
        len(corners) == len(points)
        and all(
            math.dist(a, b) <= TOLERANCE for a, b in zip(corners[:-1], points[:-1], strict=True)
        )
        and math.dist(corners[-1], points[-1]) <= end
    )


def touches(area: tuple[tuple[float, float], ...], point: tuple[float, float]) -> bool:
    return any(math.dist(corner, point) <= TOLERANCE for corner in area)


def without_straight(stroke: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """The ends and the corners: points between two stretches of one direction are left out."""
    points = [p for p, q in itertools.pairwise((*stroke, (math.inf, math.inf))) if p != q]
    kept = points[:1]
    for a, b, d in zip(points, points[1:], points[2:], strict=False):
        turn = abs((b[0] - a[0]) * (d[1] - b[1]) - (b[1] - a[1]) * (d[0] - b[0]))
        if turn > 0.05:
            kept.append(b)
    return kept + points[-1:]


def on_paper(drawing: Drawing, box: tuple[int, int, int, int]) -> tuple[float, ...]:
    left, top = drawing.sheet.left, drawing.sheet.top
    return tuple(to_mm(v + (left, top)[n % 2]) for n, v in enumerate(box))


def at(drawing: Drawing, point: tuple[int, int]) -> tuple[float, float]:
    return to_mm(drawing.sheet.left + point[0]), to_mm(drawing.sheet.top + point[1])


def near(a: float, b: float) -> bool:
    return abs(a - b) <= TOLERANCE
