"""A new, empty PDF/A-2b to put pages into (ISO 19005-2, 6.2.4.3 and 6.6)."""

from __future__ import annotations

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from docgen.bundle.pdf import xmp

LANGUAGE = "id-ID"
VOLUME, VOLUMES = "/docgen:volume", "/docgen:volumes"


def new_pdfa(title: str) -> Pdf:
    """A PDF without pages: sRGB as output intent, the title, no date (same input, same bytes)."""
    pdf = pikepdf.new()
    make_archival(pdf)
    describe(pdf, title)
    return pdf


def make_archival(pdf: Pdf) -> None:
    """Declare an open PDF to be PDF/A-2b, with sRGB as output intent and no date.

    pikepdf mends what it can on the way: flags of annotations, base encodings of fonts.
    """
    from pikepdf.pdfa import prepare  # takes long to load, and a copy is made without

    # For the output intent. Its XMP packet holds the time, so it gives way to one of our own.
    prepare(pdf, "2b")
    xmp.write_packet(pdf, xmp.archival_packet())
    if "/Info" in pdf.trailer:
        del pdf.trailer.Info


def describe(pdf: Pdf, title: str) -> None:
    """Title, language and how a reader shows the file first."""
    packet = xmp.read_packet(pdf)
    xmp.set_title(packet, title)
    xmp.write_packet(pdf, packet)
    own_info(pdf).Title = pikepdf.String(title)
    pdf.Root.Lang = pikepdf.String(LANGUAGE)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def own_info(pdf: Pdf) -> Object:
    """The object for what a PDF says of itself."""
    info = pdf.trailer.get("/Info")
    if not isinstance(info, Dictionary) or not info.is_indirect:
        pdf.trailer.Info = pdf.make_indirect(info if isinstance(info, Dictionary) else Dictionary())
    return pdf.trailer.Info


def show_bookmarks(pdf: Pdf) -> None:
    """Let a reader open the file with its bookmarks at the side."""
    pdf.Root.PageMode = Name.UseOutlines


def number_volume(pdf: Pdf, number: int, of: int) -> None:
    """Say which volume of how many the file is; whoever reads it alone can tell what it lacks."""
    pdf.trailer.Info[VOLUME] = pikepdf.String(str(number))
    pdf.trailer.Info[VOLUMES] = pikepdf.String(str(of))
