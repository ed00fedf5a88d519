"""What every merged PDF needs: pages of other files, without what held for those files alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream
from pikepdf.pdfa import resolve_save_kwargs

from docgen.bundle.pdf.xmp import PLAIN

# What a page knows of the tags of the file that it came from; their tree is not merged.
_STRUCTURE_KEYS = ("/StructParents", "/StructParent")


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
    _save(pdf, target, PLAIN)
    return target.getvalue()


def save_to(pdf: Pdf, path: Path, flavour: str) -> None:
    """The same into a file, which need not fit into memory; ``flavour`` is ``2b`` or ``3b``."""
    with path.open("wb") as target:
        _save(pdf, target, flavour)


def _save(pdf: Pdf, target: BinaryIO, flavour: str) -> None:
    for key in ("/ID", "/DocChecksum"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    pdf.save(
        target,
        **resolve_save_kwargs(
            flavour,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        ),
    )
