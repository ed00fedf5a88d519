"""Where a foreign PDF's links lead: named destinations as explicit ones, in linear time.

Names live in a name tree (``/Names /Dests``) or, before PDF 1.2, in a dictionary (``/Dests``); both
are read once (ISO 32000-1, 12.3.2.3). An explicit destination survives merging as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pikepdf import Array, Dictionary, Name, Object, ObjectSet, Pdf, String

# What may stand behind the page, and how many numbers follow it (ISO 32000-1, table 151).
_FITS = {
    "/XYZ": 3, "/Fit": 0, "/FitH": 1, "/FitV": 1, "/FitR": 4, "/FitB": 0, "/FitBH": 1, "/FitBV": 1,
}  # fmt: skip


class Destinations:
    """All places in one PDF that its links may name."""

    def __init__(self, pdf: Pdf) -> None:
        self._pages = [page.obj for page in pdf.pages]
        self._known = {page.objgen: page for page in self._pages}
        self._names = dict(_names(pdf.Root))

    def explicit(self, target: object) -> Array | None:
        """A new, sound ``[page /Fit …]`` for any form of destination; None when it dangles."""
        if isinstance(target, String | Name):
            target = self._names.get(_key(target))
        if isinstance(target, Dictionary):
            target = target.get("/D")
        if not isinstance(target, Array) or not len(target):
            return None
        page = self._page(target[0])
        if page is None:
            return None
        fit = target[1] if len(target) > 1 else None
        kind = fit.unparse().decode("ascii", "replace") if isinstance(fit, Name) else ""
        if kind not in _FITS:
            return Array([page, Name.Fit])
        last = 2 + _FITS[kind]
        numbers = [_number(target[n]) if n < len(target) else None for n in range(2, last)]
        return Array([page, Name(kind), *numbers])

    def _page(self, page: object) -> Object | None:
        if isinstance(page, Dictionary):
            return self._known.get(page.objgen) if page.is_indirect else None
        # A page number is meant for other files; writers use it all the same.
        if isinstance(page, int) and 0 <= page < len(self._pages):
            return self._pages[page]
        return None


def _names(root: Object) -> Iterator[tuple[bytes, object]]:
    old = root.get("/Dests")
    if isinstance(old, Dictionary):
        for name in old.keys():  # noqa: SIM118  (a pikepdf dictionary is no mapping)
            yield b"/" + name[1:].encode("utf-8", "surrogateescape"), old.get(name)
    names = root.get("/Names")
    waiting = [names.get("/Dests") if isinstance(names, Dictionary) else None]
    seen = ObjectSet()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Dictionary) or (node.is_indirect and not seen.add(node)):
            continue
        kids, pairs = node.get("/Kids"), node.get("/Names")
        if isinstance(kids, Array):
            waiting += list(kids)
        if isinstance(pairs, Array):
            flat = list(pairs)
            for key, value in zip(flat[::2], flat[1::2], strict=False):
                if isinstance(key, String):
                    yield _key(key), value


def _key(name: String | Name) -> bytes:
    """Name objects begin with a slash; strings get a byte in front that no name begins with."""
    if isinstance(name, String):
        return b"(" + bytes(name)
    try:
        return b"/" + str(name)[1:].encode("utf-8", "surrogateescape")
    except UnicodeDecodeError:
        return name.unparse()


def _number(value: object) -> int | Decimal | None:
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
