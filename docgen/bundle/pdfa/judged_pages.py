"""Pages that a validator found to be PDF/A before: of a bundle that is made anew, the others.

A page is known by the content of all that it holds (what is drawn, fonts, pictures, links), the
bookmarks by theirs. What holds for the file as a whole is judged each time. Only files in which
nothing at all was found are learned from; where anything is found now, all is judged.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf

from docgen.bundle.pdf.adopt import Digests, grow_tree

_LENGTH = 32
_OF_ANY_PAGE = frozenset({"/Type", "/MediaBox"})
_OF_ANY_NODE = frozenset({"/Type", "/Kids", "/Count", "/Parent"})
_BEYOND_PAGES = frozenset({"/OCProperties", "/AcroForm"})
_REFERENCE = re.compile(rb"\b(\d+) (\d+) R\b")


@dataclass(frozen=True, slots=True)
class Unjudged:
    """What of a file is not known: which of its pages (from 0), of how many, and its bookmarks.

    ``links`` are the notes on each of the pages, most of them links of an index."""

    pages: tuple[int, ...]
    links: tuple[int, ...]
    of: int
    bookmarks: bool


@dataclass(slots=True)
class JudgedPages:
    """The digests of pages and bookmarks that were found good, and those of the file now judged.

    ``pages`` are those of its pages, in order; none where more than a page itself decides what is
    seen on it.
    """

    known: frozenset[str] = frozenset()
    now: set[str] = field(default_factory=set)
    pages: tuple[str, ...] = ()

    def look_at(self, file: Path) -> Unjudged:
        """What of a file is not known. Raises what pikepdf raises for a file that is damaged."""
        with pikepdf.open(file, inherit_page_attributes=False) as pdf:
            pages = [page.obj for page in pdf.pages]
            digests = _of_pages(pdf, pages)
            marks = _of_bookmarks(pdf, pages)
            links = [len(page.get("/Annots", Array())) for page in pages]
            self.pages = tuple(digests) if _stand_alone(pdf) else ()
        self.now = {*digests, marks} - {""}
        new = [number for number, digest in enumerate(digests) if digest not in self.known]
        about = tuple(links[number] for number in new)
        return Unjudged(tuple(new), about, len(pages), marks not in self.known)


def write_excerpt(file: Path, pages: Sequence[int], target: Path, *, bookmarks: bool) -> None:
    """A file without its other pages, and without its bookmarks unless they are wanted.

    What links and bookmarks lead to stays a page, with nothing on it. Raises what pikepdf raises
    for a file that is damaged, and OSError.
    """
    with pikepdf.open(file, inherit_page_attributes=False) as pdf:
        every = [page.obj for page in pdf.pages]
        kept = [every[number] for number in pages] or every[:1]
        there = {page.objgen for page in kept}
        for page in every:
            for key in () if page.objgen in there else page.keys() - _OF_ANY_PAGE:
                del page[key]
        if not bookmarks and "/Outlines" in pdf.Root:
            del pdf.Root["/Outlines"]
        grow_tree(pdf, kept)
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _of_pages(pdf: Pdf, pages: Iterable[Object]) -> list[str]:
    """The digest of each page: where links lead to, and its place in the tree, make no other."""
    pages = list(pages)
    digests = Digests(pdf, alike=[*pages, *_nodes(pdf.Root.Pages)])
    return [_named(b"page", digests.of_itself(page)) for page in pages]


def _nodes(node: Object) -> Iterator[Object]:
    """The nodes of a tree of pages."""
    yield node
    for kid in node.get("/Kids", Array()):
        if "/Kids" in kid:
            yield from _nodes(kid)


def _stand_alone(pdf: Pdf) -> bool:
    """Whether each page holds all that decides what is seen on it: no layers that the file shows or
    hides, no form that it fills in, nothing that pages inherit from their tree."""
    if pdf.Root.keys() & _BEYOND_PAGES:
        return False
    return all(node.keys() <= _OF_ANY_NODE for node in _nodes(pdf.Root.Pages))


def _of_bookmarks(pdf: Pdf, pages: Iterable[Object]) -> str:
    """The digest of all bookmarks; "" when they refer to more than pages and each other."""
    root = pdf.Root.get("/Outlines")
    if not isinstance(root, Dictionary):
        return _named(b"outline", b"")
    items, waiting = {root.objgen: root}, [root]
    while waiting:
        item = waiting.pop()
        for key in ("/First", "/Next"):
            other = item.get(key)
            if isinstance(other, Dictionary) and other.objgen not in items:
                items[other.objgen] = other
                waiting.append(other)
    known = {*items, *(page.objgen for page in pages)}
    texts = []
    for item in items.values():
        text = item.unparse(resolved=True)
        if any((int(n), int(g)) not in known for n, g in _REFERENCE.findall(text)):
            return ""
        texts.append(_REFERENCE.sub(b"R", text))
    return _named(b"outline", b"\n".join(texts))


def _named(kind: bytes, content: bytes) -> str:
    """A digest that no other validator's is."""
    return hashlib.sha256(b"%b %b\n%b" % (kind, _judge(), content)).hexdigest()[:_LENGTH]


@cache
def _judge() -> bytes:
    return version("pikepdf").encode()
