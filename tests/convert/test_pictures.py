"""Pictures finer than they are printed are made coarser before LibreOffice sees them."""

from __future__ import annotations

import io

import docx
import pytest
from docx.shared import Emu
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image, ImageDraw

from docgen.convert.joined.letter import SharedObjects, read_letter
from docgen.convert.pictures import PRINTED_DPI, TOLERANCE, coarser, has_pictures
from docgen.convert.unseen.cleaned import cleaned
from docgen.ooxml.package import read_package
from tests.support.packages import drawing
from tests.support.pdfs import picture

INCH = 914_400
FINE = picture("PNG", (1200, 900))
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

BLIP = '<a:blip r:embed="rId1"/>'
SVG = '<a:ext><asvg:svgBlip r:embed="rId1"/></a:ext>'
GROUPED = "</pic:pic></w:g>"
SAYS = '<a:blip r:embed="rId1"><a:extLst>{}</a:extLst></a:blip>'


def shown(wide: int, high: int, key: str = "rId1") -> str:
    """The picture of a relationship, printed so large (EMU)."""
    return drawing(key).replace('cx="360000" cy="360000"', f'cx="{wide}" cy="{high}"')


def made(body: str, data: bytes = FINE, **also: bytes) -> dict[str, Image.Image]:
    """The pictures that are made coarser, by the ids of their relationships."""
    root = etree.fromstring(f"<w:p {NAMES}>{body}</w:p>")
    parts = {"rId1": data, **also}
    found = coarser([(root, {key: key for key in parts})], parts.__getitem__)
    return {key: Image.open(io.BytesIO(each)) for key, each in found.items()}


def test_a_fine_picture_keeps_its_look() -> None:
    image = made(shown(2 * INCH, INCH * 3 // 2))["rId1"]
    assert image.size == (600, 450)
    assert image.getpixel((10, 10)) == (255, 0, 0)
    assert image.getpixel((500, 400)) == Image.open(io.BytesIO(FINE)).getpixel((1000, 800))


@given(
    pixels=st.tuples(st.integers(1, 900), st.integers(1, 900)),
    printed=st.tuples(st.integers(1, 3 * INCH), st.integers(1, 3 * INCH)),
)
def test_never_coarser_than_printed(pixels: tuple[int, int], printed: tuple[int, int]) -> None:
    blank = io.BytesIO()
    Image.new("L", pixels).save(blank, "PNG")
    most = [side * PRINTED_DPI / INCH for side in printed]
    is_fine = any(now > due + TOLERANCE for now, due in zip(pixels, most, strict=True))
    found = made(shown(*printed), blank.getvalue())
    assert bool(found) is is_fine
    if not found:
        return
    size = found["rId1"].size
    # As fine as the print wants in one direction; in the other the picture's own shape rules.
    assert all(now <= max(1, due + TOLERANCE) for now, due in zip(size, most, strict=True))
    assert any(abs(now - due) <= 1 for now, due in zip(size, most, strict=True))


@pytest.mark.parametrize(
    "body",
    [
        shown(INCH, INCH).replace("<a:stretch>", '<a:srcRect l="10000"/><a:stretch>'),
        shown(INCH, INCH).replace("<a:stretch><a:fillRect/></a:stretch>", "<a:tile/>"),
        shown(INCH, INCH).replace(BLIP, BLIP.replace("/>", "><a:grayscl/></a:blip>")),
        shown(INCH, INCH).replace(BLIP, SAYS.format(SVG)),
        shown(INCH, INCH).replace("<pic:pic>", "<w:g><pic:pic>").replace("</pic:pic>", GROUPED),
        shown(INCH, INCH) + '<w:pict><w:imagedata r:id="rId1"/></w:pict>',
        shown(INCH, INCH) + '<w:shape><a:blipFill><a:blip r:embed="rId1"/></a:blipFill></w:shape>',
        shown(INCH, INCH).replace('cx="914400"', 'cx="lebar"'),
        shown(INCH, INCH).replace("r:embed", "r:link"),
        shown(0, 0),
        "",
    ],
)  # fmt: skip
def test_what_is_more_than_shown_stays(body: str) -> None:
    assert made(shown(INCH, INCH))
    assert not made(body)


def test_what_word_notes_of_a_picture_is_no_change() -> None:
    assert made(shown(INCH, INCH).replace(BLIP, SAYS.format('<a:ext uri="{28A0092B}"/>')))


def test_the_largest_use_counts() -> None:
    assert made(shown(INCH, INCH) + shown(2 * INCH, 2 * INCH))["rId1"].width == 2 * PRINTED_DPI
    assert not made(shown(INCH, INCH) + shown(9 * INCH, 9 * INCH))


@pytest.mark.parametrize("data", [b"", b"bukan gambar", FINE[:200], FINE[: len(FINE) // 2]])
def test_a_damaged_picture_stays(data: bytes) -> None:
    assert not made(shown(INCH, INCH), data)


def test_kinds_of_pictures() -> None:
    def stored(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
        target = io.BytesIO()
        image.save(target, kind, **options)
        return target.getvalue()

    def mode(data: bytes) -> str:
        found = made(shown(INCH, INCH), data)
        return found["rId1"].mode if found else ""

    plain = Image.new("RGB", (900, 900), "white")
    ImageDraw.Draw(plain).ellipse((0, 0, 800, 800), fill="navy")
    palette = plain.quantize(8)
    assert mode(stored(plain)) == mode(stored(plain, "JPEG")) == mode(stored(palette)) == "RGB"
    assert mode(stored(palette, transparency=0)) == mode(stored(plain.convert("RGBA"))) == "RGBA"
    assert mode(stored(plain.convert("1"))) == mode(stored(plain.convert("L"))) == "L"
    turned = Image.Exif()
    turned[0x0112] = 6
    assert not mode(stored(plain, "JPEG", exif=turned))
    assert not mode(stored(plain.convert("CMYK"), "JPEG"))
    assert not mode(stored(plain, "GIF")) and not mode(stored(plain, "BMP"))


def test_alone_and_joined_show_the_same_picture(tmp_path) -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(FINE), Emu(INCH))
    document.sections[0].header.paragraphs[0].add_run().add_picture(
        io.BytesIO(picture("JPEG", (2000, 1000))), Emu(2 * INCH)
    )
    path = tmp_path / "surat.docx"
    document.save(str(path))
    alone = read_package(cleaned(path.read_bytes()) or b"")
    joined = read_letter(path, SharedObjects()).parts
    media = [name for name in alone if name.startswith("word/media/")]
    assert len(media) == 2 and all(alone[name] == joined[name] for name in media)
    sizes = sorted(Image.open(io.BytesIO(alone[name])).size for name in media)
    assert sizes == [(300, 225), (600, 300)]
    texts = [name for name in alone if name.endswith(".xml") and has_pictures(alone[name])]
    assert len(texts) == 2
