"""The mark of an enclosure: *Lampiran surat / Nomor / Tanggal* at the top right of its pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.bundle.marks.font import load_font, rare_letters
from docgen.bundle.marks.stamp import add_marks, draw_block
from docgen.bundle.pdf.save import save
from docgen.bundle.pdf.signed import open_pdf


def mark_enclosure(data: bytes, lines: Sequence[str], font: Path) -> bytes:
    """The PDF with the lines on every page; PDF/A-2b stays so, same arguments give same bytes.

    Only for what docgen itself made of an office file or a picture: nobody's PDF is written on.
    """
    subset = load_font(font, rare_letters("".join(lines)))
    with open_pdf(data, Path("lampiran.pdf")) as pdf:
        for frame, stream in add_marks(pdf, subset).items():
            stream.write(draw_block(lines, subset, frame))
        return save(pdf)
