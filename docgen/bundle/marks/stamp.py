"""Marks in the top band of a page, upright as the page is shown.

The mark of a copy is right-aligned in a thin box in the top 9 mm; it shrinks, then wraps, when it
is long. The mark of an enclosure is a block of lines in the same corner. Rotation and the origin
of the page box are respected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from docgen.bundle.marks.font import MarkFont, embed
from docgen.model.copies import MARK_BAND

POINTS_A_MM = 72 / 25.4
BAND = MARK_BAND * POINTS_A_MM
TOP = 3.5 * POINTS_A_MM  # what printers leave blank at an edge is some 3 mm
SIDE = 5 * POINTS_A_MM
PADDING = 1.5
LEADING = 1.15
RULE = 0.5
LARGEST = 7.5
# The least size for so many lines, before one more line is taken; the last must take anything.
LEAST = {1: 5.5, 2: 4.5, 3: 3.5, 4: 0.5}
STEP = 0.25
# The mark of an enclosure: three lines of it end 13 mm below the edge.
BLOCK_SIZE = 8.0
BLOCK_SIDE = 10 * POINTS_A_MM


@dataclass(frozen=True, slots=True)
class Frame:
    """A page as it is shown: its size in points, and the matrix from there to its own space."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]


def top_of(page: Object, frame: Frame) -> Array:
    """The top of a page as its reader sees it, at the reader's own zoom."""
    _a, _b, c, d, e, f = frame.matrix
    # The corner of the page's own space that is at the upper left as shown.
    left, top = c * frame.height + e, d * frame.height + f
    return Array([page, Name.XYZ, round(left, 3), round(top, 3), None])


def frame_of(page: Page) -> Frame:
    """The frame of a page, after its crop box and rotation."""
    # A reader shows the crop box as far as it lies in the media box (ISO 32000-1, 14.11.2).
    crop, media = _box(page.cropbox), _box(page.mediabox)
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    wide, high = right - left, top - bottom
    match int(page.obj.get("/Rotate", 0)) % 360:
        case 90:
            return Frame(high, wide, (0, 1, -1, 0, right, bottom))
        case 180:
            return Frame(wide, high, (-1, 0, 0, -1, right, top))
        case 270:
            return Frame(high, wide, (0, -1, 1, 0, left, top))
        case _:
            return Frame(wide, high, (1, 0, 0, 1, left, bottom))


def _box(box: Array) -> tuple[float, float, float, float]:
    """A rectangle with its corners in order, whichever two the file names."""
    x1, y1, x2, y2 = (float(value) for value in box.as_list())
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def fit(
    text: str, font: MarkFont, width: float, largest: float = LARGEST
) -> tuple[float, list[str]]:
    """Size and lines with which ``text`` is no wider than ``width`` and no higher than the band."""
    text = " ".join(text.split())
    for count, least in LEAST.items():
        size = min(largest, (BAND - TOP - 2 * PADDING) / (count * LEADING))
        while size >= least:
            lines = wrap(text, font, width, size)
            if len(lines) <= count and all(font.width(line, size) <= width for line in lines):
                return size, lines
            size -= STEP
    return LEAST[4], wrap(text, font, width, LEAST[4])


def wrap(text: str, font: MarkFont, width: float, size: float) -> list[str]:
    """The words in lines no wider than ``width``, unless one word is."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def draw(text: str, font: MarkFont, frame: Frame, largest: float = LARGEST) -> bytes:
    """The content that draws the mark; it expects the initial graphics state."""
    size, lines = fit(text, font, frame.width - 2 * (SIDE + PADDING), largest)
    box_width = max(font.width(line, size) for line in lines) + 2 * PADDING
    box_height = len(lines) * size * LEADING + 2 * PADDING
    left, bottom = frame.width - SIDE - box_width, frame.height - TOP - box_height
    shown = []
    for number, line in enumerate(lines):
        x = frame.width - SIDE - PADDING - font.width(line, size)
        # Capitals, 0.72 of the size high, stand in the middle of their line.
        y = frame.height - TOP - PADDING - (number + (1 + 0.72 / LEADING) / 2) * size * LEADING
        shown.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm {font.encode(line)} Tj")
    matrix = " ".join(f"{value:.6g}" for value in frame.matrix)
    # An artifact: a screen reader that follows the letter's tags does not read it out.
    return (
        f"/Artifact BMC\nq {matrix} cm\n1 g 0 G {RULE} w\n"
        f"{left:.2f} {bottom:.2f} {box_width:.2f} {box_height:.2f} re B\n"
        f"BT 0 g {font.key} {size:.2f} Tf\n" + "\n".join(shown) + "\nET Q\nEMC\n"
    ).encode()


def draw_block(lines: Sequence[str], font: MarkFont, frame: Frame) -> bytes:
    """The content that draws lines below each other in the corner, as wide as the widest."""
    room = frame.width - 2 * BLOCK_SIDE
    widest = max(font.width(line, BLOCK_SIZE) for line in lines)
    size = min(BLOCK_SIZE, BLOCK_SIZE * room / widest) if widest else BLOCK_SIZE
    left = frame.width - BLOCK_SIDE - widest * size / BLOCK_SIZE
    tops = (frame.height - TOP - (number + 0.8) * size * LEADING for number in range(len(lines)))
    return draw_words(
        [(line, left, top) for line, top in zip(lines, tops, strict=True)], font, size, frame
    )


def draw_words(
    words: Sequence[tuple[str, float, float]], font: MarkFont, size: float, frame: Frame
) -> bytes:
    """The content that draws each text at its place: x and baseline in points as shown."""
    matrix = " ".join(f"{value:.6g}" for value in frame.matrix)
    shown = (f"1 0 0 1 {x:.2f} {y:.2f} Tm {font.encode(text)} Tj" for text, x, y in words)
    return (
        f"/Artifact BMC\nq {matrix} cm\nBT 0 g {font.key} {size:.2f} Tf\n"
        + "\n".join(shown)
        + "\nET Q\nEMC\n"
    ).encode()


def add_marks(pdf: Pdf, font: MarkFont) -> dict[Frame, Stream]:
    """Give every page of ``pdf`` room for a mark: an empty stream for each kind of page.

    What is written into a stream afterwards (:func:`draw`) shows on all pages of its frame.
    """
    marks: dict[Frame, Stream] = {}
    layers = Layers(pdf, font)
    for page in pdf.pages:
        frame = frame_of(page)
        if frame not in marks:
            marks[frame] = pdf.make_stream(b"")
        layers.put(page, marks[frame])
    return marks


class Layers:
    """Lays streams with text in one font over pages of one PDF."""

    def __init__(self, pdf: Pdf, font: MarkFont) -> None:
        self._font = font
        self._resource = embed(pdf, font)
        # The page's own content must not leave its transformations to the mark.
        self._before, self._after = pdf.make_stream(b"q\n"), pdf.make_stream(b"\nQ\n")

    def put(self, page: Page, stream: Stream) -> None:
        """Draw ``stream`` after all else on a page."""
        resources = page.obj.get("/Resources")
        if resources is None:
            resources = page.obj.Resources = Dictionary()
        if "/Font" not in resources:
            resources.Font = Dictionary()
        resources.Font[self._font.key] = self._resource
        page.obj.Contents = Array([self._before, *_contents(page), self._after, stream])


def _contents(page: Page) -> list[Object]:
    contents = page.obj.get("/Contents")
    if contents is None:
        return []
    return list(contents) if isinstance(contents, Array) else [contents]
