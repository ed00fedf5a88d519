"""Pictures become pages: upright, whole, PDF/A-2b, never larger than they are."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from pypdfium2 import PdfDocument

from docgen.bundle import image_pdf, make_copies, pdfa_findings
from docgen.bundle.pdf.images import ENCLOSURE_MARGIN_MM, POINTS_A_MM
from docgen.errors import FindingsError
from docgen.findings import Where
from docgen.model.copies import Copy, Role

# How Pillow turns an upright picture into what a camera stores for each EXIF orientation.
STORED = {
    1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
}  # fmt: skip
MARGIN = ENCLOSURE_MARGIN_MM * POINTS_A_MM


def upright(size: tuple[int, int] = (300, 200)) -> Image.Image:
    """Blue, with a red quarter at the top left."""
    image = Image.new("RGB", size, (0, 0, 255))
    image.paste((255, 0, 0), (0, 0, size[0] // 2, size[1] // 2))
    return image


def stored(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def shown(pdf: bytes) -> Image.Image:
    with PdfDocument(pdf) as document:
        return document[0].render(scale=1).to_pil().convert("RGB")


def ink(pdf: bytes) -> tuple[int, int, int, int]:
    """The box of what is not white, in points from the top left."""
    red, green, blue = shown(pdf).split()
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    box = darkest.point(lambda value: 255 if value < 200 else 0).getbbox()
    assert box
    return box


@pytest.mark.parametrize(("orientation", "turn"), STORED.items())
def test_a_photo_stands_as_the_camera_was_held(orientation: int, turn: object) -> None:
    image = upright()
    held = image if turn is None else image.transpose(turn)
    exif = Image.Exif()
    exif[274] = orientation
    pdf = image_pdf(stored(held, "JPEG", exif=exif, quality=95), Path("a.jpg"), "a")
    page = shown(pdf)
    left, top, right, bottom = ink(pdf)
    assert right - left > bottom - top
    wide, high = right - left, bottom - top
    corners = {
        (x, y): page.getpixel((left + x * wide // 4, top + y * high // 4))
        for x in (1, 3)
        for y in (1, 3)
    }
    reds = {place for place, (red, _green, blue) in corners.items() if red > 200 > blue}
    assert reds == {(1, 1)}


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16", "CMYK"])
def test_every_kind_of_pixels_is_archival(mode: str) -> None:
    image = Image.new("I;16", (80, 60), 65535) if mode == "I;16" else upright().convert(mode)
    data = stored(image, "JPEG" if mode == "CMYK" else "PNG")
    pdf = image_pdf(data, Path("a"), "Judul é")
    assert pdfa_findings(pdf, Where("a")) == ()
    subprocess.run(["qpdf", "--check", "-"], input=pdf, capture_output=True, check=False)
    assert image_pdf(data, Path("b"), "Judul é") == pdf
    middle = shown(pdf).getpixel((300, 60))
    assert middle != (0, 0, 0)
    if mode == "I;16":
        assert middle == (255, 255, 255)


def test_what_is_transparent_shows_the_paper() -> None:
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    assert shown(image_pdf(stored(image), Path("a"), "a")).getextrema() == ((255, 255),) * 3


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    size=st.tuples(st.integers(40, 1500), st.integers(40, 1500)),
    dpi=st.sampled_from([None, 72, 150, 300]),
)
def test_fits_between_the_margins_and_is_never_larger(
    size: tuple[int, int], dpi: int | None
) -> None:
    options = {"dpi": (dpi, dpi)} if dpi else {}
    pdf = image_pdf(stored(Image.new("L", size, 0), **options), Path("a"), "a")
    page = shown(pdf)
    assert sorted(page.size) == [596, 842]
    left, top, right, bottom = ink(pdf)
    assert left >= MARGIN - 2 and top >= MARGIN - 2
    assert right <= page.size[0] - MARGIN + 2 and bottom <= page.size[1] - MARGIN + 2
    natural = [pixels * 72 / (dpi if dpi and dpi >= 90 else 96) for pixels in size]
    assert right - left <= natural[0] + 3 and bottom - top <= natural[1] + 3
    full = right - left >= page.size[0] - 2 * MARGIN - 3
    full |= bottom - top >= page.size[1] - 2 * MARGIN - 3
    assert full or abs((right - left) - natural[0]) <= 3


@pytest.mark.parametrize(
    ("pixels", "dpi", "points"),
    [
        ((1240, 1754), 150, (595, 842)),
        ((1754, 2480), 150, (842, 1190)),  # A3
        ((1270, 1949), 150, (610, 936)),  # F4
        ((3000, 4000), 72, (595, 842)),  # a photo: its 72 means nothing
        ((4000, 3000), None, (842, 595)),
    ],
)
def test_a_scan_is_a_page_of_its_sheet(
    pixels: tuple[int, int], dpi: int | None, points: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(stored(upright(pixels), **({"dpi": (dpi, dpi)} if dpi else {})))
    copies = (
        Copy(letter="s", role=Role.ASLI, number=1, recipient="Kepala A"),
        Copy(letter="s", role=Role.ARSIP, number=1, recipient="Arsip"),
    )
    made = make_copies(path, copies, "1")
    assert list(made) == ["s.asli-1.pdf", "s.arsip.pdf"]
    for pdf in made.values():
        assert pdfa_findings(pdf, Where("a")) == ()
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            box = [float(value) for value in opened.pages[0].mediabox.as_list()]
        assert box[2:] == [pytest.approx(point, abs=1.5) for point in points]


@pytest.mark.parametrize(
    "data",
    [
        stored(upright())[:200],
        stored(upright(), "JPEG")[:300],
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
    ],
)
def test_a_damaged_picture_is_a_finding(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(FindingsError) as caught:
        image_pdf(data, Path("denah.png"), "denah")
    (finding,) = caught.value.findings
    assert (finding.code, finding.where.file) == ("image-unreadable", "denah.png")
