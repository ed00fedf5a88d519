"""The copies of a letter: one file for each that must exist, told apart by mark and metadata."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Pdf

from docgen.bundle.marks.font import MarkFont, find_font, load_font, rare_letters
from docgen.bundle.marks.stamp import add_marks, draw
from docgen.bundle.pdf import xmp
from docgen.bundle.pdf.images import read_as_pdf
from docgen.bundle.pdf.save import save
from docgen.bundle.pdf.signed import holds_signature, open_pdf
from docgen.model.copies import Copy

# The keys of Info and, after the colon, of XMP.
INFO_PREFIX = "/docgen:"


def make_copies(
    source: Path, copies: Sequence[Copy], version: str, *, font: Path | None = None
) -> dict[str, bytes]:
    """File name -> bytes of every copy, each page with the copy's mark.

    Info and XMP say ``docgen:letter``, ``docgen:role``, ``docgen:recipient`` and
    ``docgen:version``. An electronically signed source is one original: its bytes, unchanged, are
    every copy. What was PDF/A-2b stays so; the same arguments always give the same bytes.

    Args:
        source: The letter's PDF, or a scan of the signed paper (PDF, PNG or JPEG).
        copies: From :func:`docgen.model.copies.required_copies`.
        version: The letter's version: the start of its .docx's SHA-256.
        font: The font of the marks; found by ``find_font`` when left out.

    Raises:
        FindingsError: The source is no PDF that can be read (``bundle-not-a-pdf``) and no picture
            (``image-unreadable``).
        MissingProgramError: There is no font.
    """
    data = read_as_pdf(source)
    if holds_signature(data):
        return {copy.file_name: data for copy in copies}
    by_letters: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        by_letters[rare_letters(copy.mark)].append(copy)
    results: dict[str, bytes] = {}
    for rare, alike in by_letters.items():
        subset = load_font(font or _default_font(), rare)
        results |= _marked(data, source, alike, version, subset)
    return {copy.file_name: results[copy.file_name] for copy in copies}


def _marked(
    data: bytes, source: Path, copies: Sequence[Copy], version: str, subset: MarkFont
) -> dict[str, bytes]:
    results = {}
    with open_pdf(data, source) as pdf:
        marks = add_marks(pdf, subset)
        packet = xmp.read_packet(pdf)
        properties = xmp.described(packet)
        for copy in copies:
            for frame, stream in marks.items():
                stream.write(draw(copy.mark, subset, frame))
            values = {
                "letter": copy.letter,
                "role": str(copy.role),
                "recipient": copy.recipient,
                "version": version,
            }
            xmp.fill(properties, values)
            xmp.write_packet(pdf, packet)
            _set_info(pdf, values)
            results[copy.file_name] = save(pdf)
    return results


def _set_info(pdf: Pdf, values: dict[str, str]) -> None:
    if "/Info" not in pdf.trailer:
        pdf.trailer.Info = pdf.make_indirect(Dictionary())
    for name, value in values.items():
        pdf.trailer.Info[INFO_PREFIX + name] = pikepdf.String(value)


@cache
def _default_font() -> Path:
    return find_font(os.environ)
