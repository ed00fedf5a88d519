"""What readers of PDFs raise for damaged files."""

from __future__ import annotations

import logging

from pypdf.errors import PyPdfError
from pypdfium2 import PdfiumError

# A damaged file raises whatever its damage meets first.
DAMAGE = (
    PdfiumError, PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError,
    IndexError, RecursionError,
)  # fmt: skip
# pypdf logs what it repairs; a damaged file is a finding here, not a line on stderr.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
