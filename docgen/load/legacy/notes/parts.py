"""New parts in a package: their relation and their content type (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath

from lxml import etree

from docgen.ooxml.names import RELATIONSHIPS
from docgen.ooxml.package import CONTENT_TYPES
from docgen.ooxml.part import part_bytes
from docgen.ooxml.usual import relations, relations_of
from docgen.outside.xml import parse_xml

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Parts = dict[str, bytes]


def led_to(parts: Parts, part: str, kind: str) -> str:
    """The part of a kind that a part leads to; "" for none."""
    found = relations(part, parts.get(relations_of(part), b""))
    return next((path for _key, each, path in found if each == kind and path in parts), "")


def lead(parts: Parts, part: str, kind: str, name: str, content_type: str) -> str:
    """Lead from a part to a new one, which has a content type; the id of the relation."""
    own = relations_of(part)
    empty = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
    root = parse_xml(parts.get(own, empty))
    taken = {each.get("Id") for each in root}
    key = next(f"rIdCatatan{n}" for n in range(len(taken) + 1) if f"rIdCatatan{n}" not in taken)
    element = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
    element.set("Id", key)
    element.set("Type", f"{KINDS}/{kind}")
    element.set("Target", posixpath.relpath(name, posixpath.dirname(part)))
    parts[own] = part_bytes(root)
    types = parse_xml(parts[CONTENT_TYPES])
    typed = etree.SubElement(types, f"{{{_TYPES}}}Override")
    typed.set("PartName", f"/{name}")
    typed.set("ContentType", content_type)
    parts[CONTENT_TYPES] = part_bytes(types)
    return key


def free_name(parts: Parts, name: str) -> str:
    """A name like ``xl/comments{}.xml`` that no part has, without a number if it is the first."""
    numbers = ("", *range(2, len(parts) + 3))
    return next(each for n in numbers if (each := name.format(n)) not in parts)
