"""Marked copies as an order that whoever works can carry out, here or elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.bundle.marks.marked_copies import make_copies
from docgen.errors import FindingsError
from docgen.findings import Finding
from docgen.model.copies import Copy
from docgen.outside.pdfs import load_pages
from docgen.workers.carried import Carried, Kept


@dataclass(frozen=True, slots=True)
class Written:
    """A copy that stands where it was to be written."""

    sha256: str


# The copies by file name, or why there are none.
Copied = Mapping[str, bytes | Written] | tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The copies that are to be made of a paper, one of somebody else's if it is ``foreign``.

    With ``targets``, one for each, they are written there by whoever makes them."""

    source: Carried
    copies: tuple[Copy, ...]
    version: str
    font: Kept
    foreign: bool
    targets: tuple[Path, ...] = ()


def copied(order: Order) -> Copied:
    """What comes of an order, wherever it is carried out."""
    try:
        with order.source.file() as source:
            if order.foreign:
                load_pages(source)  # nobody could read the copies otherwise
            copies = make_copies(source, order.copies, order.version, font=order.font.file())
    except FindingsError as problem:
        return tuple(problem.findings)
    if not order.targets:
        return copies
    return {
        name: _written(data, target)
        for (name, data), target in zip(copies.items(), order.targets, strict=True)
    }


def _written(data: bytes, target: Path) -> bytes | Written:
    """A copy at its place; where that cannot be written, its bytes, for whoever ordered it to say
    why."""
    try:
        target.write_bytes(data)
    except OSError:
        return data
    return Written(hashlib.sha256(data).hexdigest())
