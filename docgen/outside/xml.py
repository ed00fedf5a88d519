"""XML of other origin, parsed: nothing is loaded besides, and no entity becomes what it stands for.

Each call has a parser of its own, since they are not shared between threads.
"""

from __future__ import annotations

from lxml import etree


def parse_xml(data: bytes, *, huge: bool = False, blanks: bool = True) -> etree._Element:
    """The root of ``data``. Raises lxml's XMLSyntaxError.

    ``huge`` takes texts and depths of any size; without ``blanks`` no white between elements stays.
    """
    return etree.fromstring(data, _parser(huge=huge, blanks=blanks))


def mended_xml(data: bytes) -> etree._Element | None:
    """The root of what can be understood of ``data``; None where that is nothing."""
    root: etree._Element | None = None
    if data:
        root = etree.fromstring(data, _parser(recover=True))
    return root


def _parser(*, huge: bool = False, blanks: bool = True, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
        recover=recover,
        remove_blank_text=not blanks,
    )
