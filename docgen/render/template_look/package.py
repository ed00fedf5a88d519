"""The package of a template as its look sees it: trees of the parts, filled and not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.findings import Where
from docgen.ooxml.names import W
from docgen.ooxml.package import CONTENT_TYPES
from docgen.outside.xml import parse_xml
from docgen.render.template.source import Opened

# Parts of a paragraph that show something without being text.
SHOWN_THINGS: Mapping[str, str] = {
    f"{W}drawing": "gambar",
    f"{W}pict": "gambar",
    f"{W}object": "objek tertanam",
    f"{W}footnoteReference": "catatan kaki",
    f"{W}endnoteReference": "catatan akhir",
    f"{W}sectPr": "pemisah bagian",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": "rumus",
}


@dataclass(frozen=True, slots=True)
class Look:
    """A template taken apart: ``filled`` are the parts that docxtpl fills, ``rest`` the others.

    ``rest`` has the bytes of every other part; ``opened`` is where they come from. ``given`` are
    the names that docgen itself fills, some of them with more than text.
    """

    where: Where
    opened: Opened
    given: Collection[str]
    filled: Mapping[str, etree._Element]
    rest: Mapping[str, bytes]

    @classmethod
    def into(cls, opened: Opened, where: Where, given: Collection[str]) -> Look:
        """The parts of a template that was opened."""
        names = {source.member for source in opened.sources}
        filled = {name: parsed(data) for name, data in opened.members.items() if name in names}
        rest = {
            name: data
            for name, data in opened.members.items()
            if name not in names and name != CONTENT_TYPES
        }
        read = {name: root for name, root in filled.items() if root is not None}
        return cls(where, opened, given, read, rest)

    def tree(self, name: str) -> etree._Element | None:
        """A part that is not filled, as a tree; None when it is not there or no XML."""
        return parsed(self.rest[name]) if name in self.rest else None

    def bodies(self) -> Iterator[tuple[str, etree._Element]]:
        """What is filled of each part: the body without what stands before it, else all."""
        for name, root in self.filled.items():
            yield name, root if (body := root.find(f"{W}body")) is None else body


def parsed(data: bytes) -> etree._Element | None:
    """XML as a tree; None for what is none."""
    try:
        return parse_xml(data)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; blank for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def own_text(paragraph: etree._Element) -> str:
    """The text of a paragraph (w:p) as docxtpl joins it, without that of text boxes in it."""
    return "".join(
        text.text or ""
        for text in paragraph.iter(f"{W}t")
        if next(text.iterancestors(f"{W}p"), None) is paragraph
    )
