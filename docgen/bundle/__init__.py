"""Stage 6, bundle: PDFs -> marked copies of letters, what is printed, and one archive bundle.

:mod:`~docgen.bundle.marks.marked_copies` makes the copies; :mod:`~docgen.bundle.marks.stamp` draws
their marks and :mod:`~docgen.bundle.marks.font` embeds what they are written in.
:mod:`~docgen.bundle.pdf.images` makes pages of pictures, :mod:`~docgen.bundle.marks.enclosure_mark`
marks enclosures, :mod:`~docgen.bundle.marks.catchwords` adds kata penyambung.
:mod:`~docgen.bundle.prints.copies` and :mod:`~docgen.bundle.prints.forms` lay out what is printed.

The archive is made in two steps, since its index says where everything stands:
:mod:`~docgen.bundle.volumes.segments` writes the pages of all parts into segments, parted into
volumes, and :mod:`~docgen.bundle.volumes.assemble` puts front matter before them, links, outlines
and stamps them. :mod:`~docgen.bundle.volumes.admit` is the door that each part goes through.
:mod:`~docgen.bundle.pdf.xmp` writes the metadata and :mod:`~docgen.bundle.pdf.pdfa` checks the
result. Nothing here touches a signed PDF. :mod:`~docgen.bundle.foreign.take_in` takes in anybody's
PDF: :mod:`~docgen.bundle.foreign.clean` mends it, with :mod:`~docgen.bundle.foreign.page_boxes`
(page boxes), :mod:`~docgen.bundle.foreign.layers`, :mod:`~docgen.bundle.foreign.annotations`
(links, forms, notes; :mod:`~docgen.bundle.foreign.destinations`),
:mod:`~docgen.bundle.foreign.actions` (scripts of the whole file) and
:mod:`~docgen.bundle.foreign.content`. :mod:`~docgen.bundle.bag` packs bundle and originals (BagIt).
"""

from docgen.bundle.foreign.take_in import Foreign, pdfa_obstacles, take_in
from docgen.bundle.marks.catchwords import add_catchwords
from docgen.bundle.marks.enclosure_mark import mark_enclosure
from docgen.bundle.marks.font import find_font, unknown_letters
from docgen.bundle.marks.marked_copies import make_copies
from docgen.bundle.pdf.images import image_pdf, is_image_file, read_paper
from docgen.bundle.pdf.pdfa import pdfa_findings
from docgen.bundle.pdf.signed import is_signed
from docgen.bundle.prints.copies import Batch, Prints, Sheets, print_copies
from docgen.bundle.prints.forms import print_forms
from docgen.bundle.volumes.assemble import Front, assemble, page_count
from docgen.bundle.volumes.parts import Attachment, Beside, Limits, Part, Placed, Reason
from docgen.bundle.volumes.segments import Volume, gather

__all__ = [
    "Attachment", "Batch", "Beside", "Foreign", "Front", "Limits", "Part", "Placed", "Prints",
    "Reason", "Sheets", "Volume", "add_catchwords", "assemble", "find_font", "gather",
    "image_pdf", "is_image_file", "is_signed", "make_copies", "mark_enclosure", "page_count",
    "pdfa_findings", "pdfa_obstacles", "print_copies", "print_forms", "read_paper", "take_in",
    "unknown_letters",
]  # fmt: skip
