"""Stage 6, bundle: PDFs -> marked copies of letters, and one archive bundle.

:mod:`~docgen.bundle.copies` makes the copies, :mod:`~docgen.bundle.stamp` draws their marks;
:mod:`~docgen.bundle.assemble` merges, links and outlines; :mod:`~docgen.bundle.xmp` writes the
metadata and :mod:`~docgen.bundle.pdfa` checks the result. Nothing here touches a signed PDF.
"""

from docgen.bundle.assemble import Bundle, Part, assemble, page_count
from docgen.bundle.copies import make_copies
from docgen.bundle.pdfa import pdfa_findings
from docgen.bundle.signed import is_signed
from docgen.bundle.stamp import find_font

__all__ = [
    "Bundle", "Part", "assemble", "find_font", "is_signed", "make_copies", "page_count",
    "pdfa_findings",
]  # fmt: skip
