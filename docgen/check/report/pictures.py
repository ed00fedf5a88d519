"""Small pictures of first pages, as ``data:`` URIs, within a budget that keeps the report light."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from pypdfium2 import PdfDocument, PdfiumError

from docgen.guard import Guard
from docgen.limits import PICTURE, Stopped

# Wide enough to recognise a letter and to read its head when enlarged. Pixels.
WIDTH = 380
# WebP of a page of text: some 20 kB at this quality (0-100), in some 20 ms.
QUALITY = 45
# Where the pictures of a report end: how many, and how many bytes before base64.
MOST_PICTURES = 200
MOST_BYTES = 3_000_000
# A page that is longer than this many times its width is no sheet of paper.
TALLEST = 3
DRAWN = (".pdf", ".png", ".jpg", ".jpeg")
_TOO_LARGE = Image.DecompressionBombError


@dataclass(frozen=True, slots=True)
class Picture:
    """A first page: its ``data:`` URI and size in pixels."""

    uri: str
    width: int
    height: int


@dataclass(slots=True)
class Pictures:
    """The pictures of a report by workspace path; ``asked`` counts those that were wanted."""

    root: Path
    asked: int = 0
    made: dict[str, Picture] = field(default_factory=dict)
    _bytes: int = 0

    def add(self, names: Iterable[str]) -> None:
        """Make pictures of these PDFs and scans, in this order, until the budget is used up.

        What is none of them, cannot be opened or asks for too much has none and was not wanted.
        """
        with Guard(_first_page, PICTURE) as drawn:
            for name in dict.fromkeys(names):
                path = self.root / name
                if name in self.made or path.suffix.lower() not in DRAWN or not path.is_file():
                    continue
                self.asked += 1
                if len(self.made) >= MOST_PICTURES or self._bytes >= MOST_BYTES:
                    continue
                found = drawn(path)
                if found is None or isinstance(found, Stopped):
                    self.asked -= 1
                    continue
                data, width, height = found
                self._bytes += len(data)
                encoded = base64.b64encode(data).decode("ascii")
                self.made[name] = Picture(f"data:image/webp;base64,{encoded}", width, height)

    def get(self, name: str) -> Picture | None:
        """The picture of a PDF, if there is one."""
        return self.made.get(name)


def _first_page(path: Path) -> tuple[bytes, int, int] | None:
    """WebP, width and height of a PDF's first page or a scan; None when it cannot be drawn."""
    try:
        image = _page(path) if path.suffix.lower() == ".pdf" else _scan(path)
    except (PdfiumError, OSError, ValueError, IndexError, MemoryError, _TOO_LARGE):
        return None
    if image is None:
        return None
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=QUALITY, method=2)
    return buffer.getvalue(), image.width, image.height


def _page(path: Path) -> Image.Image | None:
    with PdfDocument(path) as document:
        page = document[0]
        width, height = page.get_size()
        if width <= 0 or height > TALLEST * width:
            return None
        image: Image.Image = page.render(scale=WIDTH / width).to_pil()
        return image.convert("RGB")


def _scan(path: Path) -> Image.Image | None:
    with Image.open(path) as image:
        if image.height > TALLEST * image.width:
            return None
        image.thumbnail((WIDTH, TALLEST * WIDTH))
        return image.convert("RGB")
