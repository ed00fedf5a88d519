"""What docgen takes in, and what a file may cost: time, memory and size, in one place.

Each is far beyond what an office's papers need, and far below what a modest PC has. Whoever goes
beyond one is told so by a finding with what was too much; ``docs/limits.md`` is the same for
readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MEGABYTE = 2**20  # as Windows counts


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of computing for one item, and bytes of memory beyond what the program has."""

    seconds: float = 10.0
    memory: int = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Stopped:
    """An item whose work was ended: by what limit, or since the child broke down."""

    why: Literal["waktu", "memori", "rusak"]

    def said(self, limits: Limits) -> str:
        """What was too much, as the end of a sentence: ``memakan lebih dari 10 detik``."""
        reasons = {
            "waktu": f"memakan lebih dari {limits.seconds:.0f} detik",
            "memori": f"memakan lebih dari {limits.memory / 1e9:.0f} GB memori",
            "rusak": "membuat program berhenti",
        }
        return reasons[self.why]


# --- work in a child ----------------------------------------------------------------------------

FILLING = Limits(seconds=10.0, memory=1_000_000_000)  # filling a template with a row
PDF = Limits(seconds=20.0, memory=1_000_000_000)  # reading, cleaning or marking a PDF
DRAWING = Limits(seconds=300.0, memory=1_000_000_000)  # drawing the pages of a PDF as pictures
PICTURE = Limits(seconds=10.0, memory=1_000_000_000)  # a scan or a logo
OFFICE_FILE = Limits(seconds=30.0, memory=1_000_000_000)  # looking through or reading a file
TABLE = Limits(seconds=30.0, memory=1_500_000_000)  # reading a workbook or a .csv


def pdf_limits(size: int) -> Limits:
    """PDF for a file of so many bytes: a volume of an archive bundle has thousands of pages."""
    return Limits(PDF.seconds + 2 * size / MEGABYTE, PDF.memory + 4 * size)


def places_limits(size: int, pages: int) -> Limits:
    """Looking for room for a stamp on each page, drawn small: some 0.03 seconds for a scan."""
    limits = pdf_limits(size)
    return Limits(limits.seconds + pages / 2, limits.memory)


# --- files, in bytes ----------------------------------------------------------------------------

MOST_TEXT = 2**20  # docgen.toml, a profile, a SOP spec
MOST_TABLE = 64 * 2**20  # a workbook, a .csv
MOST_ROWS_OF_TEXT = 16 * 2**20  # YAML or JSON with rows
MOST_RECORD = 32 * 2**20  # what docgen itself keeps as JSON or lines
MOST_FILE = 256 * 2**20  # a PDF, a picture, an office file
MOST_VOLUME = 2 * 2**30  # a PDF that docgen made, such as a volume of an archive bundle

# --- what is inside -----------------------------------------------------------------------------

MOST_STREAM = 256 * 2**20  # bytes that a stream of a PDF unpacks to; A4 at 600 dpi takes 105 MB
# Copying follows links from page to page, a few steps of recursion each: qpdf bears some 40,000.
MOST_PAGES = 5_000  # of a PDF of other origin
MOST_NOTES = 10_000  # notes, links and fields of a page of one
MOST_OBJECTS = 2_000_000  # objects of one
MOST_UNPACKED = 256 * 2**20  # bytes that an office file unpacks to
MOST_RATIO, RATIO_FROM = 400, 32 * 2**20  # times that a part unpacks to, and from how many bytes
MOST_XML = 32 * 2**20  # bytes of one XML part that is all in memory
MOST_TEMPLATE_XML = 4 * 2**20  # bytes of one of a template
MOST_MEMBERS = 10_000  # parts of an office file
MOST_PIXELS = 120_000_000  # of a picture; A3 at 600 dpi has 70 million
MOST_ROWS = 1_048_576  # of a table, Excel's own limit
MOST_COLUMNS = 16_384  # of a table, Excel's own limit
MOST_SPEC_ROWS = 2_000  # filled rows of a sheet of a SOP's workbook
MOST_CELLS = 4_000_000  # of a table that is all in memory
MOST_NODES = 600_000  # keys and values in YAML or JSON; 10,000 letters have some 400,000
DEEPEST = 20  # levels in YAML, JSON or TOML
