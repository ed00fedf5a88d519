"""What a foreign PDF carries along and nothing on its pages uses, taken out.

Resources that no content names draw nothing, such as the fonts of an empty form; keys that no
norm knows (``/PDFpenVersion``) are private to the program that wrote them (ISO 32000-1, annex E).
Neither may stand in the way of an archive. That nothing changes is proved with PDFium.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from pypdfium2 import PdfDocument, PdfiumError

from docgen.bundle.pdfa.verdict import Problem

# How a validator's finding names an object, and the keys that it does not know.
_OBJECT = re.compile(r"obj (\d+) (\d+)")
_KEYS = re.compile(r"(?:unrecognized key\(s\)|unknown keys) (/.+?)(?: are not checked|$)")
# Letters of a key that no norm has in a short name.
_LONG = 6
_KINDS = ("/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties")
_DEEPEST = 20
# Pixels a point: enough to see what goes.
_SCALE = 0.5
_MOST_PAGES = 200


def drop_unused(pdf: Pdf, at_first: Iterable[Problem], deeper: Iterable[Problem]) -> bool:
    """Take out of an open PDF what nothing uses. Whether there was any. Raises pikepdf.PdfError.

    Both are what a validator does not know: ``at_first`` names objects of this very file,
    ``deeper`` those of a stand-in, so that long names, which only private keys have, go everywhere.
    """
    count = _prune(pdf)
    for _rule, text in at_first:
        place = _OBJECT.search(text)
        if place and (keys := _keys(text)):
            count += _drop(pdf.get_object(int(place[1]), int(place[2])), keys)
    private = {key for _rule, text in deeper for key in _keys(text) if len(key) > _LONG}
    if private:
        count += sum(_drop(item, frozenset(private)) for item in pdf.objects)
    return count > 0


def _keys(text: str) -> frozenset[str]:
    """The keys that a validator says it does not know."""
    found = _KEYS.search(text)
    return frozenset(found[1].split(", ")) if found else frozenset()


def looks_alike(one: Path, other: Path) -> bool:
    """Whether two files show the same pages; of a long one, the first are looked at."""
    try:
        with PdfDocument(one) as first, PdfDocument(other) as second:
            if len(first) != len(second):
                return False
            pairs = zip(_shown(first), _shown(second), strict=True)
            return all(before == after for before, after in pairs)
    except (PdfiumError, ValueError, MemoryError):
        return False


def _shown(document: PdfDocument) -> Iterator[bytes]:
    for number in range(min(len(document), _MOST_PAGES)):
        page = document[number]
        yield hashlib.sha256(page.render(scale=_SCALE).buffer).digest()
        page.close()


def _prune(pdf: Pdf) -> int:
    """Resources that no content names; how many went."""
    # By page: resources that stand in no object of their own are met again on that page only.
    held: dict[tuple[int, int], list[tuple[Object, set[str]]]] = {}
    for scope in pdf.content_scopes():
        resources = scope.resources
        if not isinstance(resources, Dictionary):
            continue
        page = scope.page.obj.objgen if scope.page else (0, 0)
        near = held.setdefault(resources.objgen if resources.is_indirect else page, [])
        names = next((names for each, names in near if each.is_same_object_as(resources)), None)
        if names is None:
            names = set()
            near.append((resources, names))
        names.update(_named(scope.content, resources))
    return sum(_keep(each, names) for near in held.values() for each, names in near)


def _keep(resources: Object, names: set[str]) -> int:
    count = 0
    for kind in _KINDS:
        entries = resources.get(kind)
        if not isinstance(entries, Dictionary):
            continue
        there = dict(entries.items())  # /DefaultRGB and its like are used unnamed
        gone = [key for key in there if key not in names and not key.startswith("/Default")]
        kept = {key: value for key, value in there.items() if key not in gone}
        if gone:
            resources[kind] = Dictionary(kept)
        if not kept:
            del resources[kind]
        count += len(gone)
    return count


def _named(content: Object, resources: Object) -> Iterator[str]:
    """Every name in a content; the colours of an inline picture may be any of the resources'."""
    for each in pikepdf.parse_content_stream(content):
        if isinstance(each, pikepdf.ContentStreamInlineImage):
            spaces = resources.get("/ColorSpace")
            yield from spaces.keys() if isinstance(spaces, Dictionary) else ()
        else:
            yield from (name for operand in each.operands for name in _names(operand))


def _names(value: object) -> Iterator[str]:
    if isinstance(value, Name):
        yield str(value)
    elif isinstance(value, Array):
        for item in value:
            yield from _names(item)


def _drop(item: Object, keys: frozenset[str], depth: int = 0) -> int:
    """Take keys out of an object and of what stands directly in it."""
    if depth > _DEEPEST:
        return 0
    if isinstance(item, Array):
        return sum(_drop(each, keys, depth + 1) for each in item if _is_direct(each))
    if not isinstance(item, Dictionary | Stream):
        return 0
    gone = sorted(set(item.keys()) & keys)
    for key in gone:
        del item[key]
    inside = [value for value in dict(item.items()).values() if _is_direct(value)]
    return len(gone) + sum(_drop(value, keys, depth + 1) for value in inside)


def _is_direct(value: object) -> bool:
    return isinstance(value, Array | Dictionary) and not value.is_indirect
