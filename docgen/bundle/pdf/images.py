"""A picture as a page: enclosures and scans that come as PNG or JPEG.

A JPEG goes into the PDF as it is; what cannot stand there so (CMYK, transparency, 16 bits) is
turned into plain RGB or grey on white first, for PDF/A-2b with sRGB as output intent.
"""

from __future__ import annotations

import io
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from docgen.bundle.pdf.new_pdfa import new_pdfa
from docgen.bundle.pdf.save import save
from docgen.bundle.pdf.signed import read_pdf
from docgen.errors import FindingsError
from docgen.findings import Where, error
from docgen.guard import guarded_once
from docgen.limits import PICTURE, Stopped
from docgen.model.file_kinds import really
from docgen.outside.files import fits, read_bytes
from docgen.outside.pictures import too_large

SUFFIXES = (".png", ".jpg", ".jpeg")
A4_MM = (210.0, 297.0)
POINTS_A_MM = 72 / 25.4
# Room for the mark of an enclosure above, for punch holes at the left (domain rules §2.2).
ENCLOSURE_MARGIN_MM = 15.0
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
# Pixels an inch: what a picture says is believed from here on; cameras say 72 and mean nothing.
_LEAST_DPI, _SCREEN_DPI = 90.0, 96.0
# Fewer dots an inch than this on the paper are too coarse to be read; offices scan with 200 or 300.
COARSE_DPI = 75.0
SCAN_AGAIN = "Pindai ulang dengan 200 dpi atau lebih, lalu pakai hasilnya."
# Sheets that an office scans, A5 to A3: such a scan is a page of its own size.
_SHEET_MM = (140.0, 430.0)
_JPEG_QUALITY = 92
# EXIF's eight ways to hold a camera (tag 274), as the matrix of the unit square.
_ORIENTATION = 274
_TURNS = {
    1: (1, 0, 0, 1, 0, 0), 2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1), 5: (0, -1, -1, 0, 1, 1), 6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Picture:
    """Pixels for a PDF, their size as shown in points, and how they are turned."""

    data: bytes
    pixels: tuple[int, int]
    filter: Name
    space: Name
    bits: int
    size: tuple[float, float]
    turn: tuple[int, int, int, int, int, int]
    says_size: bool


def is_image(data: bytes) -> bool:
    """Whether the bytes begin like a PNG or a JPEG."""
    return data.startswith(_MAGIC)


def is_image_file(path: Path) -> bool:
    """The same for a file, whatever its name ends with. Raises nothing: one that cannot be read is
    none."""
    try:
        with fits(path).open("rb") as file:
            return is_image(file.read(16))
    except OSError:
        return False


def scanned_dpi(path: Path) -> float | None:
    """The dots an inch that a scan which is a picture has on its page; None for what is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(fits(path), formats=("PNG", "JPEG")) as image:
                dpi, says_size = _resolution(image)
                size = (image.width * 72 / dpi[0], image.height * 72 / dpi[1])
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    _page, scale = _on_page(size, says_size=says_size, scan=True)
    return min(dpi) / scale


def read_as_pdf(path: Path) -> bytes:
    """The bytes of a PDF; a scan that is a picture becomes one, a page of the sheet's size.

    Raises FindingsError (``bundle-not-a-pdf``, ``image-unreadable``).
    """
    try:
        if not is_image_file(path):
            return read_pdf(path)
        return image_pdf(read_bytes(path), path, path.stem, scan=True)
    except OSError:
        return read_pdf(path)  # which says what is wrong


def image_pdf(data: bytes, path: Path, title: str, *, scan: bool = False) -> bytes:
    """A PDF/A-2b of one page: the picture on A4 inside margins, made smaller to fit, never larger.

    One that is too wide for an upright page gets a landscape page. A ``scan`` that says how large
    its sheet was (A5 to A3) is a page of that size without margins, any other one fills an A4
    page. The same bytes always give the same bytes. ``path`` only names the file in findings.

    Raises:
        FindingsError: It is no whole picture (``image-unreadable``), or one that asks for too much
            (``image-too-large``).
    """
    made = guarded_once(_image_pdf, (data, path, title, scan), PICTURE)
    if isinstance(made, Stopped):
        message = f"membaca gambar ini {made.said(PICTURE)}. Simpan lebih kecil, atau pindai ulang."
        raise FindingsError([error("image-too-large", Where(str(path)), message)])
    return made


def _image_pdf(given: tuple[bytes, Path, str, bool]) -> bytes:
    data, path, title, scan = given
    picture = _read(data, path)
    page, scale = _on_page(picture.size, says_size=picture.says_size, scan=scan)
    with new_pdfa(title) as pdf:
        _put(pdf, picture, page, scale, at_top=not scan)
        return save(pdf)


def _on_page(
    size: tuple[float, float], *, says_size: bool, scan: bool
) -> tuple[tuple[float, float], float]:
    """The page of a picture of this size (points), and how much larger the picture stands there."""
    width, height = size
    if scan and says_size and all(_is_sheet(side) for side in size):
        return size, 1.0
    short, long = (side * POINTS_A_MM for side in A4_MM)
    margin = 0.0 if scan else ENCLOSURE_MARGIN_MM * POINTS_A_MM
    lies = width > height and width > short - 2 * margin
    page = (long, short) if lies else (short, long)
    scale = min((page[0] - 2 * margin) / width, (page[1] - 2 * margin) / height)
    return page, scale if scan else min(scale, 1.0)


def _put(
    pdf: Pdf, picture: _Picture, page: tuple[float, float], scale: float, *, at_top: bool
) -> None:
    width, height = picture.size[0] * scale, picture.size[1] * scale
    left, bottom = (page[0] - width) / 2, (page[1] - height) / 2
    if at_top:
        bottom = page[1] - ENCLOSURE_MARGIN_MM * POINTS_A_MM - height
    turn = " ".join(map(str, picture.turn))
    content = f"q {width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f} cm {turn} cm /Im Do Q\n"
    image = Stream(
        pdf, picture.data, Type=Name.XObject, Subtype=Name.Image, Width=picture.pixels[0],
        Height=picture.pixels[1], ColorSpace=picture.space, BitsPerComponent=picture.bits,
        Filter=picture.filter,
    )  # fmt: skip
    added = pdf.add_blank_page(page_size=page)
    added.obj.MediaBox = Array([0, 0, round(page[0], 3), round(page[1], 3)])
    added.obj.Resources = Dictionary(XObject=Dictionary(Im=image))
    added.obj.Contents = pdf.make_stream(content.encode())


def _is_sheet(points: float) -> bool:
    return _SHEET_MM[0] <= points / POINTS_A_MM <= _SHEET_MM[1]


def _read(data: bytes, path: Path) -> _Picture:
    if finding := too_large(data, Where(str(path))):
        raise FindingsError([finding])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large pictures, which scans are
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                image.load()
                return _prepare(image, data)
    # Pillow raises whatever a damaged file leads to.
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as problem:
        kind = really(data)
        message = (
            f"gambar ini {kind}."
            if kind
            else (
                "gambar tidak dapat dibaca: rusak, terpotong, terlalu besar, atau bukan PNG/JPEG. "
                "Pindai atau simpan ulang gambar ini."
            )
        )
        raise FindingsError([error("image-unreadable", Where(str(path)), message)]) from problem


def _prepare(image: Image.Image, data: bytes) -> _Picture:
    orientation = int(image.getexif().get(_ORIENTATION, 1) or 1)
    turn = _TURNS.get(orientation, _TURNS[1])
    dpi, says_size = _resolution(image)
    wide, high = image.size
    size = (wide * 72 / dpi[0], high * 72 / dpi[1])
    if turn[0] == 0:
        size = size[::-1]
    kind = Name.DCTDecode
    if image.format == "PNG":
        plain = _on_white(image)
        packed, kind = zlib.compress(plain.tobytes(), 6), Name.FlateDecode
    elif image.mode in ("L", "RGB"):
        plain, packed = image, data
    else:
        plain, target = image.convert("RGB"), io.BytesIO()
        plain.save(target, "JPEG", quality=_JPEG_QUALITY)
        packed = target.getvalue()
    space = Name.DeviceRGB if plain.mode == "RGB" else Name.DeviceGray
    bits = 1 if plain.mode == "1" else 8
    return _Picture(
        data=packed,
        pixels=(wide, high),
        filter=kind,
        space=space,
        bits=bits,
        size=size,
        turn=turn,
        says_size=says_size,
    )


def _on_white(image: Image.Image) -> Image.Image:
    """The picture as grey or RGB pixels; what is transparent shows the paper."""
    if image.mode in ("1", "L", "RGB") and "transparency" not in image.info:
        return image
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.point(lambda value: value / 256).convert("L")
    layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(paper, layer).convert("RGB")


def _resolution(image: Image.Image) -> tuple[tuple[float, float], bool]:
    """Pixels an inch across and down, and whether the picture itself says so."""
    given = image.info.get("dpi", (0, 0))
    across, down = float(given[0]), float(given[1])
    if min(across, down) < _LEAST_DPI:
        return (_SCREEN_DPI, _SCREEN_DPI), False
    return (across, down), True
