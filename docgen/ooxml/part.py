"""The XML of a part as Office writes it (ECMA-376-2, 9.1: UTF-8, with a declaration)."""

from __future__ import annotations

from lxml import etree


def part_bytes(root: etree._Element | etree._ElementTree) -> bytes:
    """The bytes of the part with this root."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
