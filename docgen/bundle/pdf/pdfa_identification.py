"""Whether a PDF says that it is PDF/A; what holds a page that is none, must not say so."""

from __future__ import annotations

from lxml import etree
from pikepdf import Pdf

from docgen.bundle.pdf import xmp


def claims_pdfa(pdf: Pdf) -> bool:
    """Whether the file's XMP packet names a part of ISO 19005."""
    return any(item.tag == f"{{{xmp.PDFA_ID}}}part" for item in xmp.read_packet(pdf).iter())


def remove_pdfa_identification(pdf: Pdf) -> None:
    """Take the claim out of the XMP packet; the rest of it stays."""
    packet = xmp.read_packet(pdf)
    for item in list(packet.iter(f"{{{xmp.PDFA_ID}}}*")):
        parent = item.getparent()
        if parent is not None:
            parent.remove(item)
    etree.cleanup_namespaces(packet)
    xmp.write_packet(pdf, packet)
