"""The parts of an office file that hold text, each parsed once and only when it may matter."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from docgen.convert.inspect.office_file import parse
from docgen.ooxml.names import W
from docgen.ooxml.usual import usual_package

# As much of a paragraph as tells where it is.
SHOWN = 60
# The stories of a document: what is read on its pages.
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\d*\.xml")
_SETTINGS = re.compile(r"word/settings\d*\.xml")


@dataclass(slots=True)
class OfficeParts:
    """The package of a .docx or .xlsx. A damaged part counts as none: it is told of elsewhere."""

    data: bytes
    names: tuple[str, ...] = ()
    _zip: zipfile.ZipFile | None = None
    _bytes: dict[str, bytes] = field(default_factory=dict)
    _roots: dict[str, etree._Element | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(usual_package(self.data)))
            self.names = tuple(self._zip.namelist())
        except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError):
            self._zip = None

    @property
    def is_word(self) -> bool:
        """Whether it is a Word document."""
        return any(name.startswith("word/") for name in self.names)

    @property
    def stories(self) -> Iterator[str]:
        """The parts with text that is printed."""
        return (name for name in self.names if _STORY.fullmatch(name))

    @property
    def settings(self) -> Iterator[str]:
        """The parts with the settings of a Word document."""
        return (name for name in self.names if _SETTINGS.fullmatch(name))

    def read(self, name: str) -> bytes:
        """The bytes of a part, "" of one that cannot be read."""
        if name not in self._bytes:
            try:
                self._bytes[name] = self._zip.read(name) if self._zip else b""
            except (KeyError, OSError, RuntimeError, zipfile.BadZipFile, EOFError):
                self._bytes[name] = b""
        return self._bytes[name]

    def holds(self, name: str, *needles: bytes) -> bool:
        """Whether any of the needles stands in a part: nearly all parts need no parsing."""
        data = self.read(name)
        return any(needle in data for needle in needles)

    def root(self, name: str) -> etree._Element | None:
        """The XML of a part; None of one that is none."""
        if name not in self._roots:
            try:
                self._roots[name] = parse(self.read(name))
            except etree.XMLSyntaxError:
                self._roots[name] = None
        return self._roots[name]

    def targets(self, name: str) -> dict[str, tuple[str, bool]]:
        """The relationships of a part: id -> target, and whether that is outside the file."""
        path = PurePosixPath(name)
        root = self.root(str(path.parent / "_rels" / f"{path.name}.rels"))
        if root is None:
            return {}
        return {
            each.get("Id", ""): (each.get("Target", ""), each.get("TargetMode") == "External")
            for each in root
        }


def paragraph_of(element: etree._Element) -> str:
    """The text of the paragraph that holds an element, as people see it, cut short."""
    while element.tag != f"{W}p":
        parent = element.getparent()
        if parent is None:
            return ""
        element = parent
    return text_of(element)[:SHOWN]


def text_of(element: etree._Element) -> str:
    """All text under an element, that which was struck out among it."""
    texts = element.iter(f"{W}t", f"{W}delText")
    return " ".join("".join(each.text or "" for each in texts).split())
