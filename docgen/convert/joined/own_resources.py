"""The resources of a page of its own, under names that do not tell of other pages.

LibreOffice gives all pages of a document one dictionary of resources, with every picture in it.
"""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from docgen.convert.joined.names import NotJoinableError

# A name in a content stream (ISO 32000-1, 7.3.5). One inside a string counts as well: too much is
# kept then, never too little; LibreOffice writes its strings in hexadecimal, which hold none.
_NAMES = re.compile(rb"/([^\x00-\x20()<>\[\]{}/%]+)")
# Shown, and printed as well: PDF/A-2b has no others (ISO 19005-2, 6.3.2).
_PRINTED = 4
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


def own_resources(pdf: Pdf, page: Dictionary) -> None:
    """Give a page of ``pdf`` the resources that its own content names, and no others."""
    for key in ("/StructParents", "/Tabs"):
        if key in page:
            del page[key]
    contents = page.get("/Contents")
    streams = tuple(contents) if isinstance(contents, pikepdf.Array) else (contents,)
    drawn = b"\n".join(stream.read_bytes() for stream in streams if stream is not None)
    page.Resources, renamed = _pruned(page.Resources, drawn)
    if renamed != drawn:
        page.Contents = pdf.make_stream(renamed)
    if "/Annots" in page:
        # A link to another page would bring that page along.
        page.Annots = pikepdf.Array([each for each in page.Annots if _leads_outside(each)])
        for each in page.Annots:
            if "/StructParent" in each:
                del each["/StructParent"]
            each.F = _PRINTED


def _leads_outside(annotation: Object) -> bool:
    return "/Dest" not in annotation and annotation.get("/A", Dictionary()).get("/S") == Name.URI


def _pruned(resources: Object, drawn: bytes) -> tuple[Dictionary, bytes]:
    """A copy with only what is used, and what is drawn with it under its new names.

    LibreOffice names pictures and the like by the number of their object, which depends on what
    comes before in the file. Here they are numbered as they are used; fonts keep their names.
    """
    used = _names(drawn)
    own = Dictionary()
    names: dict[str, str] = {}
    for kind, entries in resources.items():
        if not isinstance(entries, Dictionary):
            own[kind] = entries
            continue
        kept = [each for each in used if each in entries]
        new = {each: each for each in kept}
        if kind != "/Font":
            new = {each: f"/{kind.strip('/')}{n}" for n, each in enumerate(kept, 1)}
        for each in kept:
            _prune_inside(entries[each])
        if kept:
            own[kind] = Dictionary({new[each]: entries[each] for each in kept})
        if any(each in names for each in kept):
            raise NotJoinableError("dua hal di halamannya bernama sama")
        names |= new
    if all(old == new for old, new in names.items()):
        return own, drawn
    raw = {each: f"/{_plain(each).decode('utf-8', 'replace')}" for each in _NAMES.findall(drawn)}

    def renamed(found: re.Match[bytes]) -> bytes:
        return names.get(raw[found[1]], "").encode() or found[0]

    return own, _NAMES.sub(renamed, drawn)


def _prune_inside(item: Object) -> None:
    """Forms and patterns have resources too, and LibreOffice gives them those of all pages."""
    if isinstance(item, pikepdf.Stream):
        if "/Resources" in item:
            shared, drawn = item.Resources, item.read_bytes()
            item.Resources = Dictionary()  # a form that names itself must come to an end
            item.Resources, renamed = _pruned(shared, drawn)
            if renamed != drawn:
                item.write(renamed)
        for key in ("/StructParents", "/StructParent"):
            if key in item:
                del item[key]
    elif isinstance(item, Dictionary):
        mask = item.get("/SMask")  # of a graphics state: a form drawn as transparency
        if isinstance(mask, Dictionary) and "/G" in mask:
            _prune_inside(mask.G)


def _names(drawn: bytes) -> list[str]:
    """The names in what is drawn, in their order."""
    found = dict.fromkeys(_NAMES.findall(drawn))
    return ["/" + _plain(name).decode("utf-8", "replace") for name in found]


def _plain(name: bytes) -> bytes:
    return _ESCAPE.sub(lambda match: bytes.fromhex(match[1].decode()), name)
