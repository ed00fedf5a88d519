from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from docgen.bundle import find_font
from docgen.bundle.marks.font import load_font
from docgen.bundle.marks.stamp import BAND, LARGEST, SIDE, Frame, add_marks, draw, fit
from docgen.errors import MissingProgramError

LONG = "TEMBUSAN 12: " + "Kepala Sub Bidang Penilaian Kinerja Aparatur dan Penghargaan " * 7


def words(path: Path) -> list[tuple[str, float, float, float, float]]:
    """Words of all pages with their boxes as shown: x from the left, y from the top, in points."""
    page = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True)
    root = etree.fromstring(page.stdout)
    return [
        (word.text, *(float(word.get(key)) for key in ("xMin", "yMin", "xMax", "yMax")))
        for word in root.iter("{*}word")
    ]


@pytest.fixture
def font_path() -> Path:
    return find_font({})


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("box", [(0, 0, 595, 842), (-100, 50, 512, 986), (595, 842, 0, 0)])
@pytest.mark.parametrize("mark", ["ARSIP", LONG.strip()])
def test_upright_in_the_top_band(make_pdf, tmp_path, font_path, rotation, box, mark) -> None:
    path = make_pdf("a.pdf", (box, rotation))
    font = load_font(font_path, mark)
    with pikepdf.open(path) as pdf:
        for frame, stream in add_marks(pdf, font).items():
            stream.write(draw(mark, font, frame))
        pdf.save(tmp_path / "b.pdf")
    wide = abs(box[3] - box[1]) if rotation in (90, 270) else abs(box[2] - box[0])
    found = words(tmp_path / "b.pdf")
    assert " ".join(word[0] for word in found) == mark
    assert all(left >= SIDE - 1 and right <= wide - SIDE + 1 for _, left, _, right, _ in found)
    assert all(0 < top < bottom < BAND + 1 for _, _, top, _, bottom in found)
    assert max(word[3] for word in found) == pytest.approx(wide - SIDE, abs=3)


def test_content_that_leaves_a_transformation_does_not_move_the_mark(
    make_pdf, tmp_path, font_path
) -> None:
    font = load_font(font_path)
    with pikepdf.open(make_pdf("a.pdf")) as pdf:
        pdf.pages[0].obj.Contents = pdf.make_stream(b"0.1 0 0 0.1 300 0 cm")
        for frame, stream in add_marks(pdf, font).items():
            stream.write(draw("ARSIP", font, frame))
        pdf.save(tmp_path / "b.pdf")
    ((word, _, _, right, bottom),) = words(tmp_path / "b.pdf")
    assert word == "ARSIP"
    assert right == pytest.approx(595 - SIDE, abs=3)
    assert bottom < BAND


def test_short_marks_are_large_and_long_ones_shrink_then_wrap(font_path) -> None:
    font = load_font(font_path, LONG)
    sizes = [fit("x" * count, font, 500)[0] for count in (10, 120, 150)]
    assert sizes[0] == LARGEST > sizes[1] > sizes[2]
    size, lines = fit(LONG, font, 500)
    assert len(lines) > 1
    assert all(font.width(line, size) <= 500 for line in lines)


def test_any_letter_of_the_font_and_a_mark_for_the_others(font_path) -> None:
    font = load_font(font_path, "Ş Ж 漢")
    assert font.glyph("Ş") != font.glyph("Ж") != font.glyph("漢") == font.glyph("?")


def test_the_same_letters_give_the_same_subset(font_path) -> None:
    assert load_font(font_path, "AB") is load_font(font_path)
    assert draw("A", load_font(font_path), Frame(100, 100, (1, 0, 0, 1, 0, 0)))


def test_find_font(tmp_path: Path) -> None:
    with pytest.raises(MissingProgramError) as caught:
        find_font({"DOCGEN_FONT": str(tmp_path / "none.ttf")})
    assert "fonts-liberation" in caught.value.advice
    strange = tmp_path / "strange.ttf"
    strange.write_text("not a font")
    assert find_font({"DOCGEN_FONT": str(strange)}) == strange
    with pytest.raises(MissingProgramError):
        load_font(strange, ["A"])
