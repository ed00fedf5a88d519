"""The stamp of a bundle: on every page, in its margin, over nothing, upright as it is shown."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from docgen.bundle import Part, pdfa_findings
from docgen.bundle.pdf.images import image_pdf
from docgen.findings import Where
from tests.bundle.binding import Bound, bind

DARK = 140
SCALE = 2


def bind_one(path: Path, folder: Path, blank: Path) -> Bound:
    return bind([Part(id="a", title="A", group="", path=path)], folder / "arsip", None, blank=blank)


def shown(path: Path, page: int) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        return document[page].render(scale=SCALE).to_pil().convert("L")


def ink(image: Image.Image) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of what is dark, as shares of the page."""
    box = image.point(lambda value: 255 if value < DARK else 0).getbbox()
    assert box is not None
    wide, high = image.size
    return box[0] / wide, box[1] / high, box[2] / wide, box[3] / high


BOXES = [(0, 0, 595, 842), (0, 0, 842, 595), (-50, 30, 545, 872), (0, 0, 298, 420)]


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_at_the_foot_at_the_right(
    make_pdf: Callable[..., Path], tmp_path: Path, box: tuple[float, ...], rotation: int
) -> None:
    made = bind_one(make_pdf("a.pdf", (box, rotation)), tmp_path, make_pdf("b.pdf"))
    image = shown(made.file, 2)
    left, top, right, bottom = ink(image)
    high = image.size[1] / SCALE
    assert left > 0.05
    assert 0.85 < right < 1 - 20 / image.size[0] * SCALE
    assert (1 - top) * high < 22
    assert (1 - bottom) * high > 10  # what printers leave blank
    assert pdfa_findings(made.file, Where("a")) == ()


@pytest.mark.parametrize("box", [(0, 0, 20, 842), (0, 0, 842, 10), (0, 0, 30, 30)])
def test_upright_and_inside_on_a_mere_strip(
    make_pdf: Callable[..., Path], tmp_path: Path, box: tuple[float, ...]
) -> None:
    made = bind_one(make_pdf("a.pdf", (box, 0)), tmp_path, make_pdf("b.pdf"))
    with pypdfium2.PdfDocument(made.file) as document:
        words = document[2].get_textpage()
        places = [words.get_charbox(number) for number in range(words.count_chars())]
    starts = [left for left, _bottom, _right, _top in places]
    assert starts == sorted(starts) and starts[0] < starts[-1]
    assert starts[0] > 0 and places[-1][2] < box[2]
    assert all(0 < bottom <= top < box[3] for _left, bottom, _right, top in places)


def test_inside_the_crop_box(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    path = make_pdf("a.pdf", ((0, 0, 800, 1000), 0))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.CropBox = Array([100, 100, 695, 942])
        pdf.save(path)
    made = bind_one(path, tmp_path, make_pdf("b.pdf"))
    _left, top, right, _bottom = ink(shown(made.file, 2))
    assert top > 0.97
    assert right < 0.97


def drawn(make_pdf: Callable[..., Path], content: str, rotation: int = 0) -> Path:
    path = make_pdf("a.pdf", ((0, 0, 595, 842), rotation))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Contents = pdf.make_stream(content.encode())
        pdf.save(path)
    return path


def pixels(path: Path, page: int) -> bytes:
    return shown(path, page).tobytes()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "content",
    [
        "0 g 300 5 280 25 re f",  # the foot at the right, in the page's own space
        "0 g 20 5 560 25 re f",  # the whole foot
        "0 g 20 5 560 25 re f 20 812 560 25 re f",  # foot and head
        "0 g 570 20 20 800 re f",
        "0 g 5 20 20 800 re f 5 812 580 25 re f",
    ],
)
def test_nothing_is_covered(
    make_pdf: Callable[..., Path], tmp_path: Path, content: str, rotation: int
) -> None:
    """What was dark still is, and the stamp's own ink stands beside it."""
    path = drawn(make_pdf, content, rotation)
    made = bind_one(path, tmp_path, make_pdf("b.pdf"))
    before, after = pixels(path, 0), pixels(made.file, 2)
    new = sum(b > DARK >= a for b, a in zip(before, after, strict=True))
    assert new > 300
    assert all(a <= DARK for b, a in zip(before, after, strict=True) if b <= DARK)


def test_a_scan_is_looked_at(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    """Its picture covers the whole page, so only its ink tells where there is room."""
    scan = Image.new("L", (620, 877), 250)
    scan.paste(30, (0, 780, 620, 877))
    data = io.BytesIO()
    scan.save(data, "JPEG", dpi=(75, 75))
    path = tmp_path / "scan.pdf"
    path.write_bytes(image_pdf(data.getvalue(), path, "scan", scan=True))
    made = bind_one(path, tmp_path, make_pdf("b.pdf"))
    top = shown(made.file, 2).crop((0, 0, 1190, 60))
    assert ink(top)[0] < 0.2
    assert pixels(made.file, 2)[-1190 * 150 :] == pixels(path, 0)[-1190 * 150 :]


def test_links_inside_a_document_stay_inside(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    path = make_pdf("a.pdf", *[((0, 0, 595, 842), 0)] * 3)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), F=4,
            Dest=Array([pdf.pages[2].obj, Name.Fit]),
        )  # fmt: skip
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
        pdf.save(path)
    blank = make_pdf("b.pdf")
    parts = [
        Part(id="x", title="X", group="", path=blank),
        Part(id="a", title="A", group="", path=path),
        Part(id="y", title="Y", group="", path=blank),
    ]
    made = bind(parts, tmp_path / "arsip", None, blank=blank)
    with pikepdf.open(made.file) as pdf:
        assert len(pdf.pages) == 7
        target = pdf.pages[3].obj.Annots[0].Dest[0]
        assert target.objgen == pdf.pages[5].obj.objgen


def test_equal_resources_are_stored_once_and_others_stay_apart(
    make_pdf: Callable[..., Path], tmp_path: Path
) -> None:
    """Two fonts of one name are two; the same page twice is stored once."""
    paths = []
    for number, grey in enumerate((10, 200, 10)):
        path = make_pdf(f"{number}.pdf")
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            image = pdf.make_stream(
                bytes([grey]) * 10_000, Type=Name.XObject, Subtype=Name.Image, Width=100,
                Height=100, ColorSpace=Name.DeviceGray, BitsPerComponent=8,
            )  # fmt: skip
            pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im=image))
            pdf.pages[0].obj.Contents = pdf.make_stream(b"q 400 0 0 400 90 300 cm /Im Do Q")
            pdf.save(path, compress_streams=False)
        paths.append(path)
    parts = [Part(id=f"{n}", title=f"{n}", group="", path=path) for n, path in enumerate(paths)]
    made = bind(parts, tmp_path / "arsip", None, blank=make_pdf("b.pdf"))
    greys = [shown(made.file, page).getpixel((500, 700)) for page in (2, 3, 4)]
    assert greys == [10, 200, 10]
    with pikepdf.open(made.file) as pdf:
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" in o]
        assert len(images) == 2
