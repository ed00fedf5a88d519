"""Pages of other files taken into a PDF, with what they share (fonts, images) stored once.

Before a page is copied, its resources are known by their content: what the PDF already has is not
copied again. So a letter cut from a joined PDF costs its page and its words, not its fonts.

Pages lose ``/Type`` and ``/Parent`` while they are copied: qpdf then takes them for plain
dictionaries and follows links from page to page, which it does not for pages.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
from collections.abc import Iterable, Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

# What a page knows of the file that it came from: its tree, tags and article threads.
_LEFT_BEHIND = ("/Type", "/Parent", "/StructParents", "/Tabs", "/B")
# Of no weight when two streams are compared: the data itself, or places in a tree that is gone.
_IGNORED = frozenset({"/Length", "/StructParent", "/StructParents"})
_REFERENCE = re.compile(rb"\b(\d+) (\d+) R\b")
_LAYERS = ("/OCG", "/OCMD")  # two layers of one name are still two
_DEEPEST = 40


class SharedObjects:
    """What a PDF holds already, by its content.

    ``size`` counts the bytes of streams that came new, also those that ``weighed`` lacks only: what
    other files of one bundle hold is not stored twice in the end.
    """

    def __init__(self, pdf: Pdf, weighed: set[bytes] | None = None) -> None:
        self.pdf = pdf
        self.size = 0
        self._known: dict[bytes, Object] = {}
        self._weighed = set() if weighed is None else weighed

    def adopt(self, source: Pdf, pages: Sequence[Object], *, contents: bool = True) -> list[Object]:
        """Copies of pages of ``source``, to be put into the page tree; ``pages`` are spoilt.

        With ``contents`` false what is drawn is taken for unique, which spares reading it. The
        source may not be closed before the PDF is saved.
        """
        digests = Digests(source)
        here = set(self._known)
        plans = [_Plan(page, digests, here, contents) for page in pages]
        array = self.pdf.copy_foreign(source.make_indirect(Array(pages)))
        copied = [array[number] for number in range(len(pages))]
        for page, plan in zip(copied, plans, strict=True):
            page.Type = Name.Page
            plan.fulfil(page, self._known, self.pdf)
        for digest, weight in digests.weights.items():
            if digest not in self._weighed:
                self._weighed.add(digest)
                self.size += weight
        return copied


class _Plan:
    """What to leave out of a page before it is copied, and to put back after."""

    def __init__(self, page: Object, digests: Digests, known: set[bytes], contents: bool) -> None:
        for key in _LEFT_BEHIND:
            if key in page:
                del page[key]
        self._entries: list[tuple[Name, Name, bytes]] = []
        if "/Annots" in page:
            _strip_annotations(page)
        resources = page.get("/Resources")
        if not isinstance(resources, Dictionary):
            resources = Dictionary()
        self._resources = digests.of(resources)
        if self._resources in known:
            page.Resources = Dictionary()
        else:
            page.Resources = self._thin(resources, digests, known)
            known.add(self._resources)
        self._contents: list[bytes] = []
        drawn = page.get("/Contents")
        if contents and isinstance(drawn, Stream | Array):
            streams = list(drawn) if isinstance(drawn, Array) else [drawn]
            self._contents = [digests.of(stream) for stream in streams]
            page.Contents = Array(_new(streams, self._contents, known))

    def _thin(self, resources: Object, digests: Digests, known: set[bytes]) -> Dictionary:
        """New resources without those that are known; the old ones may be others' as well."""
        thin = Dictionary()
        for kind, entries in resources.items():
            if not isinstance(entries, Dictionary):
                thin[kind] = entries
                continue
            kept = Dictionary()
            for name, value in entries.items():
                if isinstance(value, Object) and value.is_indirect:
                    digest = digests.of(value)
                    self._entries.append((Name(kind), Name(name), digest))
                    if digest in known:
                        continue
                    known.add(digest)
                    _strip_tags(value)
                kept[name] = value
            thin[kind] = kept
        return thin

    def fulfil(self, page: Object, known: dict[bytes, Object], pdf: Pdf) -> None:
        """Complete the copy of the page, and remember what it brought."""
        if self._resources in known:
            page.Resources = known[self._resources]
        else:
            resources = page.Resources = pdf.make_indirect(page.Resources)
            for kind, name, digest in self._entries:
                if digest in known:
                    resources[kind][name] = known[digest]
                else:
                    known[digest] = resources[kind][name]
            known[self._resources] = resources
        if self._contents:
            brought = iter(list(page.Contents))
            for digest in self._contents:
                if digest not in known:
                    known[digest] = next(brought)
            streams = [known[digest] for digest in self._contents]
            page.Contents = Array(streams) if len(streams) > 1 else streams[0]


def _new(items: Sequence[Object], digests: Sequence[bytes], known: set[bytes]) -> Iterator[Object]:
    """Those that are not known yet; then they are."""
    for item, digest in zip(items, digests, strict=True):
        if digest not in known:
            known.add(digest)
            yield item


class Digests:
    """The content of objects of one file as SHA-256: equal for what looks and works the same.

    Objects that are ``alike`` are taken for the same wherever another refers to them.
    """

    def __init__(self, pdf: Pdf, alike: Iterable[Object] = ()) -> None:
        self._pdf = pdf
        self.weights: dict[bytes, int] = {}  # of each stream
        self._found: dict[tuple[int, int], bytes | None] = dict.fromkeys(
            (each.objgen for each in alike), b"alike"
        )

    def of_itself(self, item: Object) -> bytes:
        """The digest of an object, also of one that is alike others."""
        return self._read(item, 0)

    def of(self, item: object, depth: int = 0) -> bytes:
        """The digest of an object, or of a plain value inside one."""
        if not isinstance(item, Object):
            return repr(item).encode()
        if not item.is_indirect:
            return self._read(item, depth)
        place = item.objgen
        if place not in self._found:
            self._found[place] = None
            self._found[place] = self._read(item, depth)
        # Met again inside itself it is like nothing else, and so is what holds it.
        return self._found[place] or _unlike_any()

    def _read(self, item: Object, depth: int) -> bytes:
        if depth > _DEEPEST:
            return _unlike_any()
        if isinstance(item, Stream):
            data = item.read_raw_bytes()
            digest = hashlib.sha256(data).digest()
            self.weights[digest] = len(data)
            return digest + self._written(item.stream_dict, depth)
        return self._written(item, depth)

    def _written(self, item: Object, depth: int) -> bytes:
        text = item.unparse(resolved=True)
        # Without a reference (or a name or text that looks like one) that is all there is to it.
        if b" R" not in text and b"/StructParent" not in text:
            return hashlib.sha256(text).digest()
        if b"(" not in text and b"/StructParent" not in text and b"/OC" not in text:
            # No string that might look like a reference: what it refers to can stand in its place.
            pdf = self._pdf
            named = _REFERENCE.sub(
                lambda found: self.of(pdf.get_object(int(found[1]), int(found[2])), depth + 1), text
            )
            return hashlib.sha256(named).digest()
        digest = hashlib.sha256()
        if isinstance(item, Dictionary):
            if item.get("/Type") in _LAYERS:
                return _unlike_any()
            for key, value in item.items():
                if key not in _IGNORED:
                    digest.update(b"%b %b\n" % (key.encode(), self.of(value, depth + 1)))
        elif isinstance(item, Array):
            for value in item:
                digest.update(b"%b\n" % self.of(value, depth + 1))
        else:
            digest.update(text)
        return digest.digest()


# No other run's either, of which digests are kept.
_run, _serial = os.urandom(16), itertools.count()


def _unlike_any() -> bytes:
    return b"unlike any %b %d" % (_run, next(_serial))


def _strip_annotations(page: Object) -> None:
    """Without fields of forms, which would need their form; without places in a lost tree."""
    kept = [item for item in page.Annots if item.get("/Subtype") != Name.Widget]
    for item in kept:
        if "/StructParent" in item:
            del item["/StructParent"]
    if kept:
        page.Annots = Array(kept)
    else:
        del page["/Annots"]


def _strip_tags(item: Object) -> None:
    """A drawn form or image without its place in the tree of tags, at any depth."""
    waiting, seen = [item], set()
    while waiting:
        stream = waiting.pop()
        if not isinstance(stream, Stream) or stream.objgen in seen:
            continue
        seen.add(stream.objgen)
        for key in ("/StructParent", "/StructParents"):
            if key in stream:
                del stream[key]
        inner = stream.get("/Resources")
        if isinstance(inner, Dictionary) and isinstance(inner.get("/XObject"), Dictionary):
            waiting += [value for _name, value in inner.XObject.items()]


def grow_tree(pdf: Pdf, pages: Sequence[Object], leaf: int = 250) -> None:
    """The page tree of ``pdf``, made of these pages, in leaves of at most so many."""
    root = pdf.Root.Pages
    nodes = []
    for start in range(0, len(pages), leaf):
        kids = pages[start : start + leaf]
        node = pdf.make_indirect(
            Dictionary(Type=Name.Pages, Kids=Array(kids), Count=len(kids), Parent=root)
        )
        for page in kids:
            page.Parent = node
        nodes.append(node)
    root.Kids, root.Count = Array(nodes), len(pages)
