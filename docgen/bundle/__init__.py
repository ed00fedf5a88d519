"""Stage 6, bundle: PDFs -> marked copies of letters, what is printed, and one archive bundle.

:mod:`~docgen.bundle.copies` makes the copies; :mod:`~docgen.bundle.stamp` draws their marks and
:mod:`~docgen.bundle.font` embeds what they are written in. :mod:`~docgen.bundle.images` makes
pages of pictures, :mod:`~docgen.bundle.enclosure` marks enclosures,
:mod:`~docgen.bundle.catchwords` adds kata penyambung. :mod:`~docgen.bundle.prints` and
:mod:`~docgen.bundle.forms` lay out what is printed.

The archive is made in two steps, since its index says where everything stands:
:mod:`~docgen.bundle.gather` writes the pages of all parts into segments, parted into volumes, and
:mod:`~docgen.bundle.assemble` puts front matter before them, links, outlines and stamps them.
:mod:`~docgen.bundle.admit` is the door that each part goes through. :mod:`~docgen.bundle.xmp`
writes the metadata and :mod:`~docgen.bundle.pdfa` checks the result. Nothing here touches a signed
PDF. :mod:`~docgen.bundle.foreign` takes in anybody's PDF: :mod:`~docgen.bundle.clean` mends it,
with :mod:`~docgen.bundle.geometry` (page boxes), :mod:`~docgen.bundle.layers`,
:mod:`~docgen.bundle.annotations` (links, forms, notes; :mod:`~docgen.bundle.destinations`),
:mod:`~docgen.bundle.actions` (scripts of the whole file) and
:mod:`~docgen.bundle.content`. :mod:`~docgen.bundle.bag` packs bundle and originals (BagIt).
"""

from docgen.bundle.assemble import Front, assemble, page_count
from docgen.bundle.catchwords import add_catchwords
from docgen.bundle.copies import make_copies
from docgen.bundle.enclosure import mark_enclosure
from docgen.bundle.font import find_font, unknown_letters
from docgen.bundle.foreign import Foreign, pdfa_obstacles, take_in
from docgen.bundle.forms import print_forms
from docgen.bundle.gather import Volume, gather
from docgen.bundle.images import image_pdf, is_image_file, read_paper
from docgen.bundle.parts import Attachment, Beside, Limits, Part, Placed, Reason
from docgen.bundle.pdfa import pdfa_findings
from docgen.bundle.prints import Batch, Prints, Sheets, print_copies
from docgen.bundle.signed import is_signed

__all__ = [
    "Attachment", "Batch", "Beside", "Foreign", "Front", "Limits", "Part", "Placed", "Prints",
    "Reason", "Sheets", "Volume", "add_catchwords", "assemble", "find_font", "gather",
    "image_pdf", "is_image_file", "is_signed", "make_copies", "mark_enclosure", "page_count",
    "pdfa_findings", "pdfa_obstacles", "print_copies", "print_forms", "read_paper", "take_in",
    "unknown_letters",
]  # fmt: skip
