"""The texts of a part of any kind: of its paragraphs, cells and attributes, and of files in it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from docgen.outside.packages import check_package
from docgen.render.template_look.package import local, parsed

# What Word and its like spread over runs: paragraphs, and the shared and own texts of cells.
_WHOLE = frozenset({"p", "si", "is"})
# What zipfile raises for a package that is broken or locked.
_NO_PACKAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, EOFError, OSError, ValueError,
)  # fmt: skip
# Pictures of dots hold no text; fonts are scrambled.
_NO_TEXT = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".odttf", ".ttf")
# Files in a file in a file; deeper than any that Word makes.
_DEEPEST = 3
# How a tag begins in XML: two signs with nothing but markup between them. A workbook has thousands
# of cells, and single braces in each sheet.
_IN_XML = re.compile(
    rb"(?:\{|&#123;|&#x7b;)(?:<[^>]*>|\s)*(?:[{%#]|&#123;|&#x7b;)|%7b", re.IGNORECASE
)
_MARK = b"\xef\xbb\xbf \t\r\n"  # what may stand before XML in UTF-8
# Tags in a file that is no XML; RTF puts a backslash before braces.
_IN_BYTES = re.compile(r"\\?\{\\?(?:\{[^{}\x00-\x08]{1,200}\\?\}|%[^{}\x00-\x08]{1,200}%)\\?\}")


def texts_of(name: str, data: bytes, depth: int = 0) -> Iterator[tuple[etree._Element | None, str]]:
    """Every text of a part in which a tag may stand, with the element that holds it, if any."""
    if name.lower().endswith(_NO_TEXT):
        return
    if data.startswith(b"PK\x03\x04"):
        yield from ((None, text) for text in _packed(data, depth))
        return
    if data.lstrip(_MARK).startswith(b"<") and not _IN_XML.search(data):
        return
    root = parsed(data)
    if root is None:
        yield from ((None, text) for text in _bytes(data))
    else:
        yield from tree_texts(root)


def tree_texts(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The texts and attributes of a tree, each text as a reader sees it."""
    parts: dict[etree._Element, list[str]] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for value in map(str, element.attrib.values()):
            yield element, value
        for holder, text in ((element, element.text), (element.getparent(), element.tail)):
            if text and holder is not None:
                parts.setdefault(_whole(holder), []).append(text)
    for element, pieces in parts.items():
        yield element, "".join(pieces)


def decoded(address: str) -> str:
    """An address as somebody typed it: ``%7B%7B`` is ``{{``."""
    return unquote(address)


def _whole(element: etree._Element) -> etree._Element:
    """The paragraph or cell that a text belongs to; the element itself where there is none."""
    for each in (element, *element.iterancestors()):
        if local(each) in _WHOLE:
            return each
    return element


def _packed(data: bytes, depth: int) -> Iterator[str]:
    """The texts of a package inside the package: a workbook, a document, a presentation."""
    if depth >= _DEEPEST:
        return
    try:
        with zipfile.ZipFile(io.BytesIO(check_package(data))) as package:
            for info in package.infolist():
                inner = package.read(info)
                yield from (text for _holder, text in texts_of(info.filename, inner, depth + 1))
    except _NO_PACKAGE:
        return  # locked or broken: nothing in it can be read by Word either


def _bytes(data: bytes) -> Iterator[str]:
    """Tags in a file that is no XML: web pages, RTF, old Office files, drawings."""
    for text in (
        data.decode("utf-8", "replace"),
        data.decode("utf-16-le", "replace"),
        data[1:].decode("utf-16-le", "replace"),
    ):
        for found in _IN_BYTES.finditer(text):
            if found[0].isprintable() or "\\" not in found[0]:
                yield found[0].replace("\\{", "{").replace("\\}", "}")
