"""Stage 6, bundle: PDFs -> marked copies of letters, what is printed, and one archive bundle.

By rooms: ``pdf/`` knows PDF files as such, ``marks/`` what is drawn on finished pages (the copies
of letters are made there), ``prints/`` what is only printed. ``foreign/`` takes in anybody's PDF
and cleans it. ``volumes/`` makes the archive, in two steps, since its index says where everything
stands: ``write_segments`` writes the pages of all parts and parts them into volumes, ``assemble``
puts front matter before them, links, bookmarks and stamps them; ``admit`` is the door that each
part goes through. :mod:`~docgen.bundle.bag` packs bundle and originals (BagIt). Nothing here
changes a signed PDF.

Each name is loaded when it is asked for: a worker needs little of all this, a build that has
nothing to do even less.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from docgen.lazy import asked_for

if TYPE_CHECKING:
    from docgen.bundle.foreign.take_in import Foreign, pdfa_obstacles, take_in
    from docgen.bundle.marks.catchwords import add_catchwords
    from docgen.bundle.marks.enclosure_mark import mark_enclosure
    from docgen.bundle.marks.font import find_font, font_mark, load_marks, unknown_letters
    from docgen.bundle.marks.marked_copies import make_copies
    from docgen.bundle.marks.ordered import Copied, Order, Written, copied
    from docgen.bundle.marks.state_stamp import stamp_state
    from docgen.bundle.pdf.images import (
        COARSE_DPI,
        SCAN_AGAIN,
        image_pdf,
        is_image_file,
        read_as_pdf,
        scanned_dpi,
    )
    from docgen.bundle.pdf.kept_pieces import KeptPieces
    from docgen.bundle.pdf.signed import is_signed
    from docgen.bundle.pdfa.judged_pages import JudgedPages
    from docgen.bundle.pdfa.second_opinion import Opinion, Validator, find_validator
    from docgen.bundle.pdfa.verdict import judge_archive, pdfa_findings
    from docgen.bundle.prints.copies import Prints, print_copies
    from docgen.bundle.prints.forms import print_forms
    from docgen.bundle.prints.kept_chunks import Batch, KeptChunks, Sheets
    from docgen.bundle.volumes.admit import House
    from docgen.bundle.volumes.assemble import COVER_TITLE, INDEX_TITLE, Front, assemble, page_count
    from docgen.bundle.volumes.parts import (
        NO_LIMITS,
        Attachment,
        Beside,
        Limits,
        Part,
        Placed,
        Reason,
    )
    from docgen.bundle.volumes.segment_writer import Volume
    from docgen.bundle.volumes.segments import write_segments

__all__ = [
    "COARSE_DPI",
    "COVER_TITLE",
    "INDEX_TITLE",
    "NO_LIMITS",
    "SCAN_AGAIN",
    "Attachment",
    "Batch",
    "Beside",
    "Copied",
    "Foreign",
    "Front",
    "House",
    "JudgedPages",
    "KeptChunks",
    "KeptPieces",
    "Limits",
    "Opinion",
    "Order",
    "Part",
    "Placed",
    "Prints",
    "Reason",
    "Sheets",
    "Validator",
    "Volume",
    "Written",
    "add_catchwords",
    "assemble",
    "copied",
    "find_font",
    "find_validator",
    "font_mark",
    "image_pdf",
    "is_image_file",
    "is_signed",
    "judge_archive",
    "load_marks",
    "make_copies",
    "mark_enclosure",
    "page_count",
    "pdfa_findings",
    "pdfa_obstacles",
    "print_copies",
    "print_forms",
    "read_as_pdf",
    "scanned_dpi",
    "stamp_state",
    "take_in",
    "unknown_letters",
    "write_segments",
]  # fmt: skip

# fontTools remarks on the dates inside Liberation Sans, which are of no interest here.
logging.getLogger("fontTools").setLevel(logging.ERROR)
__getattr__ = asked_for(
    __name__,
    {
        "foreign.take_in": "Foreign pdfa_obstacles take_in",
        "marks.catchwords": "add_catchwords",
        "marks.enclosure_mark": "mark_enclosure",
        "marks.font": "find_font font_mark load_marks unknown_letters",
        "marks.marked_copies": "make_copies",
        "marks.ordered": "Copied Order Written copied",
        "marks.state_stamp": "stamp_state",
        "pdf.images": "COARSE_DPI SCAN_AGAIN image_pdf is_image_file read_as_pdf scanned_dpi",
        "pdf.kept_pieces": "KeptPieces",
        "pdf.signed": "is_signed",
        "pdfa.judged_pages": "JudgedPages",
        "pdfa.second_opinion": "Opinion Validator find_validator",
        "pdfa.verdict": "judge_archive pdfa_findings",
        "prints.copies": "Prints print_copies",
        "prints.forms": "print_forms",
        "prints.kept_chunks": "Batch KeptChunks Sheets",
        "volumes.admit": "House",
        "volumes.assemble": "COVER_TITLE INDEX_TITLE Front assemble page_count",
        "volumes.parts": "NO_LIMITS Attachment Beside Limits Part Placed Reason",
        "volumes.segment_writer": "Volume",
        "volumes.segments": "write_segments",
    },
)
