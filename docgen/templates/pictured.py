"""The pages of a PDF as pictures, for the screen."""

from __future__ import annotations

import io

from pypdfium2 import PdfDocument

_DPI, _POINTS = 110, 72


def page_pictures(pdf: bytes) -> list[bytes]:
    """A PNG of each page; the same PDF gives the same bytes."""
    found = []
    with PdfDocument(pdf) as document:
        for page in document:
            target = io.BytesIO()
            page.render(scale=_DPI / _POINTS).to_pil().convert("RGB").save(target, "PNG")
            found.append(target.getvalue())
            page.close()
    return found
