"""The copies of a letter: one file for each that must exist, told apart by mark and metadata."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Object, Pdf, Stream

from docgen.bundle.marks.font import MarkFont, find_font, load_font, rare_letters
from docgen.bundle.marks.stamp import add_marks, draw
from docgen.bundle.pdf import xmp
from docgen.bundle.pdf.images import read_as_pdf
from docgen.bundle.pdf.save import save
from docgen.bundle.pdf.signed import open_pdf, open_unsealed
from docgen.bundle.pdf.update import Update, can_be_added_to, stream_of
from docgen.model.copies import Copy

# The keys of Info and, after the colon, of XMP.
INFO_PREFIX = "/docgen:"


def make_copies(
    source: Path, copies: Sequence[Copy], version: str, *, font: Path | None = None
) -> dict[str, bytes]:
    """File name -> bytes of every copy, each page with the copy's mark.

    Info and XMP say ``docgen:letter``, ``docgen:role``, ``docgen:recipient`` and
    ``docgen:version``. An electronically signed source is one original: its bytes, unchanged, are
    every copy. Any other copy is the source, byte for byte, and an update behind it; a source that
    is damaged, locked, a copy itself or was added to is written anew first. What was PDF/A-2b stays
    so; the same arguments always give the same bytes.

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
    pdf = open_unsealed(data, source)
    if pdf is None:
        return {copy.file_name: data for copy in copies}
    with pdf:
        if _is_copy(pdf) or not can_be_added_to(data, pdf):
            _forget_copy(pdf)
            data = save(pdf)
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
    """The same of a PDF that can be added to."""
    with open_pdf(data, source) as pdf:
        update = Update(data, pdf)
        marks = add_marks(pdf, subset)
        packet = xmp.read_packet(pdf)
        properties = xmp.described(packet)
        metadata, info = _own_metadata(pdf), _own_info(pdf)
        updated = update.with_own([*marks.values(), metadata, info])
        results = {}
        for copy in copies:
            values = {
                "letter": copy.letter,
                "role": str(copy.role),
                "recipient": copy.recipient,
                "version": version,
            }
            xmp.fill(properties, values)
            _set_info(info, values)
            results[copy.file_name] = updated.copy(
                [
                    *(stream_of(draw(copy.mark, subset, frame)) for frame in marks),
                    stream_of(xmp.packet_of(packet), " /Subtype /XML /Type /Metadata"),
                    info.unparse(resolved=True),
                ]
            )
    return results


def _set_info(info: Object, values: dict[str, str]) -> None:
    for name, value in values.items():
        info[INFO_PREFIX + name] = pikepdf.String(value)


def _is_copy(pdf: Pdf) -> bool:
    """Whether a source is a copy itself: what it says of its recipient must not be sent along."""
    info = pdf.trailer.get("/Info")
    says = isinstance(info, Dictionary) and any(
        INFO_PREFIX + name in info for name in xmp.PROPERTIES
    )
    return says or xmp.NAMESPACE.encode() in xmp.stored_packet(pdf)


def _forget_copy(pdf: Pdf) -> None:
    """Take out what a source says that is a copy itself: it would stand in the file for good."""
    packet = xmp.read_packet(pdf)
    xmp.remove_properties(packet)
    xmp.write_packet(pdf, packet)
    info = _own_info(pdf)
    for name in xmp.PROPERTIES:
        if INFO_PREFIX + name in info:
            del info[INFO_PREFIX + name]


def _own_metadata(pdf: Pdf) -> Object:
    """The object for the packet of a PDF."""
    if not isinstance(pdf.Root.get("/Metadata"), Stream):
        pdf.Root.Metadata = pdf.make_stream(b"")
    return pdf.Root.Metadata


def _own_info(pdf: Pdf) -> Object:
    """The object for what a PDF says of itself."""
    info = pdf.trailer.get("/Info")
    if not isinstance(info, Dictionary) or not info.is_indirect:
        pdf.trailer.Info = pdf.make_indirect(info if isinstance(info, Dictionary) else Dictionary())
    return pdf.trailer.Info


@cache
def _default_font() -> Path:
    return find_font(os.environ)
