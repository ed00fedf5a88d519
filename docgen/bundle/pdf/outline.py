"""Bookmarks, written straight into the file: ten thousand are no more work a piece than ten.

ISO 32000-1, 12.3.3. Specimen::

    << /Title (Surat Keluar) /Parent 4 0 R /Prev 6 0 R /Next 9 0 R /Dest [3 0 R /XYZ null 842 null]
       /First 7 0 R /Last 8 0 R /Count -2 >>
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark: its title, where it leads, and what stands folded below it."""

    title: str
    leads_to: Array
    below: Sequence[Bookmark] = ()


def write_outline(pdf: Pdf, bookmarks: Sequence[Bookmark]) -> None:
    """Make these the bookmarks of ``pdf``."""
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    pdf.Root.Outlines = root
    _hang(pdf, root, bookmarks)
    root.Count = len(bookmarks)


def _hang(pdf: Pdf, parent: Object, bookmarks: Sequence[Bookmark]) -> None:
    items = [
        pdf.make_indirect(
            Dictionary(Title=pikepdf.String(each.title), Parent=parent, Dest=each.leads_to)
        )
        for each in bookmarks
    ]
    for before, after in itertools.pairwise(items):
        before.Next, after.Prev = after, before
    if items:
        parent.First, parent.Last = items[0], items[-1]
    for item, each in zip(items, bookmarks, strict=True):
        if each.below:
            item.Count = -len(each.below)
            _hang(pdf, item, each.below)
