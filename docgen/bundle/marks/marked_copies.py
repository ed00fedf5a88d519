"""The copies of a letter: one file for each that must exist, told apart by mark and metadata."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from docgen.bundle.marks.font import default_font, load_font, rare_letters
from docgen.bundle.marks.marking import Marking, forget_copy, is_copy
from docgen.bundle.pdf.images import read_as_pdf
from docgen.bundle.pdf.save import save
from docgen.bundle.pdf.signed import open_pdf, open_unsealed
from docgen.bundle.pdf.update import can_be_added_to
from docgen.model.copies import Copy


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
        if is_copy(pdf) or not can_be_added_to(data, pdf):
            forget_copy(pdf)
            data = save(pdf)
    by_letters: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        by_letters[rare_letters(copy.mark)].append(copy)
    results: dict[str, bytes] = {}
    for rare, alike in by_letters.items():
        with open_pdf(data, source) as pdf:
            marking = Marking(data, pdf, load_font(font or default_font(), rare))
            for copy in alike:
                results[copy.file_name] = marking.copy(copy.mark, _said(copy, version))
    return {copy.file_name: results[copy.file_name] for copy in copies}


def _said(copy: Copy, version: str) -> dict[str, str]:
    return {
        "letter": copy.letter,
        "role": str(copy.role),
        "recipient": copy.recipient,
        "version": version,
    }
