"""Marked copies as an order that whoever works can carry out, here or elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docgen.bundle.marks.marked_copies import make_copies
from docgen.errors import FindingsError
from docgen.findings import Finding
from docgen.model.copies import Copy
from docgen.outside.pdfs import load_pages
from docgen.workers.carried import Carried, Kept

# The copies by file name, or why there are none.
Copied = Mapping[str, bytes] | tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The copies that are to be made of a paper, one of somebody else's if it is ``foreign``."""

    source: Carried
    copies: tuple[Copy, ...]
    version: str
    font: Kept
    foreign: bool


def copied(order: Order) -> Copied:
    """What comes of an order, wherever it is carried out."""
    try:
        with order.source.file() as source:
            if order.foreign:
                load_pages(source)  # nobody could read the copies otherwise
            return make_copies(source, order.copies, order.version, font=order.font.file())
    except FindingsError as problem:
        return tuple(problem.findings)
