"""Whether a letter cut from a joined PDF is the letter that LibreOffice makes of it alone.

Both are read with PDFium, another reader than the library that cut them: as many pages of the
same size, the same text at the same places, and not a pixel that differs at 100 dpi.
"""

from __future__ import annotations

from collections.abc import Iterator

from pypdfium2 import PdfDocument, PdfiumError, PdfPage

from docgen.convert.inspect.words import PDFIUM

PROBE_DPI = 100
_POINTS_AN_INCH = 72


def differs(joined: bytes, alone: bytes) -> str | None:
    """How the two PDFs differ, as the end of a sentence; None when they are the same."""
    try:
        with PDFIUM, PdfDocument(joined) as one, PdfDocument(alone) as other:
            if len(one) != len(other):
                return f"jumlah halamannya menjadi {len(one)}, bukan {len(other)}"
            for number, (left, right) in enumerate(zip(one, other, strict=True), 1):
                if (what := _differs(left, right)) is not None:
                    return f"{what} halaman {number} menjadi lain"
    except PdfiumError:
        return "hasilnya tidak dapat dibaca"
    return None


def _differs(left: PdfPage, right: PdfPage) -> str | None:
    if left.get_size() != right.get_size():
        return "ukuran"
    if list(_texts(left)) != list(_texts(right)):
        return "teks"
    return "gambar" if _pixels(left) != _pixels(right) else None


def _texts(page: PdfPage) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Each stretch of text with its place, points."""
    text = page.get_textpage()
    for number in range(text.count_rects()):
        box = text.get_rect(number)
        yield text.get_text_bounded(*box), tuple(round(side, 2) for side in box)


def _pixels(page: PdfPage) -> bytes:
    return bytes(page.render(scale=PROBE_DPI / _POINTS_AN_INCH).buffer)
