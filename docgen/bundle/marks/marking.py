"""A letter made ready for its copies: what they share is made once, each adds its own."""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf
from pikepdf import Dictionary, Object, Pdf, Stream

from docgen.bundle.marks.font import MarkFont
from docgen.bundle.marks.stamp import add_marks, draw
from docgen.bundle.pdf import xmp
from docgen.bundle.pdf.new_pdfa import own_info
from docgen.bundle.pdf.update import Update, stream_of

# The keys of Info and, after the colon, of XMP.
INFO_PREFIX = "/docgen:"


class Marking:
    """The copies of a PDF whose marks are drawn in one font; the PDF is open as long as it lives.

    Pages get room for a mark, and are good for nothing else afterwards.
    """

    def __init__(self, data: bytes, pdf: Pdf, font: MarkFont) -> None:
        """``data`` are the bytes of ``pdf``, which can be added to and is no copy itself."""
        update = Update(data, pdf)
        self._pdf, self._font = pdf, font  # its objects live as long as it does
        marks = add_marks(pdf, font)
        self._frames = list(marks)
        self._packet = xmp.read_packet(pdf)
        self._properties = xmp.described(self._packet)
        self._info = own_info(pdf)
        self._updated = update.with_own([*marks.values(), _own_metadata(pdf), self._info])
        # Whether copies show the letter and then the mark, whoever reads it.
        self.shows_letter = all(map(update.stands, self._updated.replaced))

    def copy(self, mark: str, values: Mapping[str, str]) -> bytes:
        """The copy with this mark, that says this of itself: its letter, role, recipient and
        version."""
        xmp.fill(self._properties, values)
        _set_info(self._info, values)
        return self._updated.copy(
            [
                *(stream_of(draw(mark, self._font, frame)) for frame in self._frames),
                stream_of(xmp.packet_of(self._packet), " /Subtype /XML /Type /Metadata"),
                self._info.unparse(resolved=True),
            ]
        )


def is_copy(pdf: Pdf) -> bool:
    """Whether a PDF is a copy itself: what it says of its recipient must not be sent along."""
    info = pdf.trailer.get("/Info")
    says = isinstance(info, Dictionary) and any(
        INFO_PREFIX + name in info for name in xmp.PROPERTIES
    )
    return says or xmp.NAMESPACE.encode() in xmp.stored_packet(pdf)


def forget_copy(pdf: Pdf) -> None:
    """Take out what a PDF says that is a copy: it would stand in the file for good."""
    packet = xmp.read_packet(pdf)
    xmp.remove_properties(packet)
    xmp.write_packet(pdf, packet)
    info = own_info(pdf)
    for name in xmp.PROPERTIES:
        if INFO_PREFIX + name in info:
            del info[INFO_PREFIX + name]


def _own_metadata(pdf: Pdf) -> Object:
    """The object for the packet of a PDF."""
    if not isinstance(pdf.Root.get("/Metadata"), Stream):
        pdf.Root.Metadata = pdf.make_stream(b"")
    return pdf.Root.Metadata


def _set_info(info: Object, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        info[INFO_PREFIX + name] = pikepdf.String(value)
