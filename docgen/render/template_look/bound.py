"""Content controls that show a value kept elsewhere: Word puts it over what docxtpl filled in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from docgen.findings import Finding, error
from docgen.ooxml import bound
from docgen.ooxml.names import W
from docgen.render.template.lines import SHOWN
from docgen.render.template_look.package import Look, local
from docgen.render.template_look.tags import left_standing

# What Word calls the two parts with properties.
_CORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
_APP = "{6668398D-A668-4E3E-A5EB-62B293D839F1}"
# The elements of the core properties that docxtpl fills.
_FILLED = frozenset({"creator", "description", "identifier", "language", "subject", "title"})


def bound_controls(look: Look) -> Iterator[Finding]:
    """Controls with a tag in them, or in what they are bound to, whose value nobody fills."""
    for _name, body in look.bodies():
        for control, binding in bound.bound_controls(body):
            shown = "".join(each.text or "" for each in control.iter(f"{W}t"))
            kept = _kept(look, binding)
            if kept is None:
                continue  # Word finds nothing there and shows the text itself
            tags = [*left_standing(shown), *left_standing(kept)]
            if tags:
                yield _finding(look, tags[0], shown)


def _finding(look: Look, tag: str, shown: str) -> Finding:
    message = (
        f"{tag} di kontrol isian yang terikat pada properti atau data dokumen: Word menampilkan "
        "isi properti itu, bukan yang diisi docgen; klik kanan kontrolnya, pilih Hapus Kontrol "
        "Konten, dan biarkan teksnya"
    )
    return error("template-tag-unfilled", look.where.at(paragraph=shown[:SHOWN] or None), message)


def _kept(look: Look, binding: etree._Element) -> str | None:
    """The text that Word shows in a control; None when there is none, or docxtpl fills it."""
    path = binding.get(f"{W}xpath", "")
    store = binding.get(f"{W}storeItemID", "").upper()
    name = path.rpartition("/")[2].rpartition(":")[2].partition("[")[0]
    if store == _CORE or "coreProperties" in path:
        is_filled = name in _FILLED and _has_tags(look, name)
        return None if is_filled else _property(look, b"coreProperties", name)
    if store == _APP:
        return _property(look, b"extended-properties", name)
    for part in look.rest:
        if part.startswith("customXml/") and (not store or _store_of(look, part) == store):
            found = _at(look.tree(part), path, binding.get(f"{W}prefixMappings", ""))
            if found is not None:
                return found
    return None


def _has_tags(look: Look, name: str) -> bool:
    """Whether a property is a tag itself, as Word writes it when one types into the control."""
    names = {"creator": "author", "description": "comments"}
    return names.get(name, name) in look.opened.properties


def _property(look: Look, sign: bytes, name: str) -> str | None:
    """A property of the document, in the part whose first element has this sign."""
    for part, data in look.rest.items():
        root = look.tree(part) if sign in data and part.endswith(".xml") else None
        for each in () if root is None else root:
            if local(each) == name:
                return each.text or ""
    return None


def _store_of(look: Look, part: str) -> str:
    """The name that a part with data has for controls, from the properties beside it."""
    path = PurePosixPath(part)
    rels = look.tree(f"{path.parent}/_rels/{path.name}.rels")
    for each in () if rels is None else rels:
        target = PurePosixPath(each.get("Target", "")).name
        root = look.tree(f"{path.parent}/{target}")
        for key, value in () if root is None else root.attrib.items():
            if str(key).endswith("itemID"):
                return str(value).upper()
    return ""


def _at(root: etree._Element | None, path: str, mappings: str) -> str | None:
    """The text at an XPath of a control; None when nothing stands there."""
    if root is None:
        return None
    spaces = {}
    for each in mappings.split():
        prefix, _, uri = each.removeprefix("xmlns:").partition("=")
        spaces[prefix] = uri.strip("'\"")
    try:
        found = root.getroottree().xpath(path, namespaces=spaces)
    except (etree.XPathError, ValueError):
        return None
    first = found[0] if isinstance(found, list) and found else None
    if isinstance(first, etree._Element):
        return "".join(map(str, first.itertext()))
    return first if isinstance(first, str) else None
