"""What every merged PDF needs: pages of other files, without what held for those files alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf, Stream
from pikepdf import StreamDecodeLevel as Decode

# What a page knows of the tags of the file that it came from; their tree is not merged.
_STRUCTURE_KEYS = ("/StructParents", "/StructParent")
# What pikepdf.pdfa.resolve_save_kwargs says for PDF/A-2b and 3b, so that nobody who writes a file
# must load what judges files; a test holds them against each other.
AS_PDFA = MappingProxyType(
    {
        "compress_streams": True,
        "recompress_flate": False,
        "linearize": False,
        "progress": None,
        "deterministic_id": True,
        "static_id": False,
        "min_version": "",
        "object_stream_mode": ObjectStreamMode.generate,
        "force_version": "",
        "preserve_pdfa": True,
        "encryption": None,
        "qdf": False,
        "normalize_content": False,
        "stream_decode_level": Decode.generalized,
        "fix_metadata_version": False,
    }
)


def untag(pdf: Pdf) -> None:
    """Drop what held for one file alone: its tags, its start view, its own outline."""
    for key in ("/StructTreeRoot", "/MarkInfo", "/OpenAction", "/Outlines"):
        if key in pdf.Root:
            del pdf.Root[key]
    for item in pdf.objects:
        if isinstance(item, Dictionary | Stream):  # pages, annotations, forms
            _drop_structure(item)
    for page in pdf.pages:
        if "/Tabs" in page.obj:  # "in the order of the tags"
            del page.obj.Tabs
        for annotation in annotations_of(page):  # some stand in their page, not on their own
            _drop_structure(annotation)


def _drop_structure(item: Object) -> None:
    for key in _STRUCTURE_KEYS:
        if key in item:
            del item[key]


def destination(page: Page) -> Array:
    """The top of a page, at the reader's own zoom."""
    top = max(float(page.mediabox[1]), float(page.mediabox[3]))
    return Array([page.obj, Name.XYZ, None, top, None])


def annotations_of(page: Page) -> Iterator[Object]:
    """The annotations of a page."""
    return iter(page.obj.get("/Annots", Array()))


def save(pdf: Pdf) -> bytes:
    """The bytes of ``pdf``, written as PDF/A-2b wants it, with an id that follows its content."""
    target = io.BytesIO()
    _save(pdf, target)
    return target.getvalue()


def save_to(pdf: Pdf, path: Path) -> None:
    """The same into a file, which need not fit into memory; also as PDF/A-3b wants it."""
    with path.open("wb") as target:
        _save(pdf, target)


def _save(pdf: Pdf, target: BinaryIO) -> None:
    for key in ("/ID", "/DocChecksum"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    pdf.save(target, **AS_PDFA)
