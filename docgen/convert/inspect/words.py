"""The words that a document must show, and whether its PDF shows them.

Read from the .docx on one side and with PDFium on the other, so that neither the joining and
splitting nor LibreOffice can lose a text in silence.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator

from lxml import etree
from pypdfium2 import PdfDocument, PdfiumError

from docgen.ooxml.names import W

# PDFium itself must not be used by two threads at a time.
PDFIUM = threading.Lock()

_PARAGRAPH, _TEXT, _FIELD = (f"{W}{name}" for name in ("p", "t", "fldChar"))
# Where a word ends, though its paragraph goes on.
_GAPS = frozenset(
    f"{W}{name}"
    for name in (
        "tab", "ptab", "br", "cr", "sym", "drawing", "pict", "fldSimple", "footnoteReference",
        "noBreakHyphen", "softHyphen",
    )
)  # fmt: skip
_HIDDEN = f"{W}rPr/{W}vanish"
# What is not printed, or said twice: the older drawing beside a newer one, struck text.
_ASIDE = frozenset(
    (
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
        f"{W}del",
        f"{W}moveFrom",
        f"{W}fldSimple",
    )
)
# What makes text not count, or not in its order.
_INTRICATE = frozenset((*_ASIDE, _FIELD, f"{W}vanish", f"{W}txbxContent"))
_WORD = re.compile(r"[^\W_]{4,}")
_BETWEEN = re.compile(r"[\W_]+")


def words_of(root: etree._Element) -> frozenset[str]:
    """The words of four letters or more that the text of a document shows, in lower case."""
    if next(root.iter(*_INTRICATE), None) is None:
        return frozenset(words_in("".join(_plainly(root))))
    texts: list[str] = []
    depth = 0  # in how many fields; what they show is computed anew
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            if element.tag == _PARAGRAPH:
                texts.append(" ")
        elif element.tag == _FIELD:
            kind = element.get(f"{W}fldCharType")
            depth += (kind == "begin") - (kind == "end")
            texts.append(" ")
        elif element.tag == _TEXT:
            if depth == 0 and _is_shown(element):
                texts.append(element.text or "")
        elif element.tag in _GAPS:
            texts.append(" ")
    return frozenset(words_in("".join(texts)))


def _plainly(root: etree._Element) -> Iterator[str]:
    """The text of a document in which all that stands there is shown: most letters are such."""
    for element in root.iter(_TEXT, _PARAGRAPH, *_GAPS):
        yield (element.text or "") if element.tag == _TEXT else " "


def words_in(text: str) -> list[str]:
    """The words of four letters or more, in lower case."""
    return _WORD.findall(_plain(text))


def missing(words: Iterable[str], pages: str) -> list[str]:
    """The words that are not among the text of the pages, wherever lines break."""
    text = _BETWEEN.sub("", _plain(pages))
    return sorted(word for word in words if word not in text)


def texts_of(data: bytes) -> list[str] | None:
    """The text of each page of a PDF; None when it cannot be read."""
    try:
        with PDFIUM, PdfDocument(data) as pdf:
            return [page.get_textpage().get_text_range() for page in pdf]
    except PdfiumError:
        return None


def _is_shown(element: etree._Element) -> bool:
    run = element.getparent()
    if run is None or run.find(_HIDDEN) is not None:
        return False
    return not any(each.tag in _ASIDE for each in element.iterancestors())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
