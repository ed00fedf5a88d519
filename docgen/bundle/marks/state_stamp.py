"""The state of a SOP on each page of a copy of its frozen PDF: DICABUT, DIGANTIKAN OLEH …"""

from __future__ import annotations

from pathlib import Path

import pikepdf

from docgen.bundle.marks.font import load_font, rare_letters
from docgen.bundle.marks.marking import INFO_PREFIX
from docgen.bundle.marks.stamp import add_marks, draw
from docgen.bundle.pdf.new_pdfa import own_info
from docgen.bundle.pdf.save import save
from docgen.bundle.pdf.signed import open_pdf

# Points; as large as the band above a page's text lets a line be.
SIZE = 10.5


def stamp_state(data: bytes, text: str, source_sha: str, font: Path) -> bytes:
    """The PDF with ``text`` at the top right of every page; what was PDF/A-2b stays so.

    ``source_sha`` is the SHA-256 of the office file that stands beside the copy.
    """
    subset = load_font(font, rare_letters(text))
    with open_pdf(data, Path("sop.pdf")) as pdf:
        for frame, stream in add_marks(pdf, subset).items():
            stream.write(draw(text, subset, frame, largest=SIZE))
        own_info(pdf)[INFO_PREFIX + "source"] = pikepdf.String(source_sha)
        return save(pdf)
