"""Pages as pictures, for a file that may not go into an archive as it is and is kept beside it.

PDFium draws what its reader sees on the screen, forms and notes among it.
"""

from __future__ import annotations

import io
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Pdf, Stream
from pypdfium2 import PdfDocument, PdfiumError

from docgen.bundle.pdf.new_pdfa import new_pdfa
from docgen.bundle.pdf.save import save_to

# Dots an inch, as offices scan; fewer where a page would be larger than any scan.
_DPI, _MOST_PIXELS = 200, 7000
_QUALITY = 85
_POINTS = 72
MOST_PAGES = 500


def picture_pages(source: Path, target: Path, title: str) -> int:
    """Write a PDF/A-2b of pictures of the pages of ``source``; returns how many, 0 when they cannot
    be drawn or are more than MOST_PAGES. The same source gives the same bytes."""
    try:
        with PdfDocument(source) as document, new_pdfa(title) as pdf:
            if not 0 < len(document) <= MOST_PAGES:
                return 0
            document.init_forms()
            for number in range(len(document)):
                _draw(document, number, pdf)
            save_to(pdf, target)
            return len(pdf.pages)
    except (PdfiumError, OSError, ValueError, MemoryError):
        target.unlink(missing_ok=True)
        return 0


def _draw(document: PdfDocument, number: int, pdf: Pdf) -> None:
    page = document[number]
    width, height = page.get_size()
    scale = min(_DPI / _POINTS, _MOST_PIXELS / max(width, height, 1))
    image = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    page.close()
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=_QUALITY, dpi=(_DPI, _DPI))
    picture = Stream(
        pdf, packed.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=image.width,
        Height=image.height, ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode,
    )  # fmt: skip
    added = pdf.add_blank_page(page_size=(width, height))
    added.obj.MediaBox = Array([0, 0, round(width, 3), round(height, 3)])
    added.obj.Resources = Dictionary(XObject=Dictionary(Im=picture))
    added.obj.Contents = pdf.make_stream(
        f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im Do Q\n".encode()
    )
