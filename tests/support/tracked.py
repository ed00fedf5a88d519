"""Accept and reject tracked changes, on our own: what a document says before and after them.

ECMA-376 part 1, 17.13.5. Written without the code that makes the marks, and with another parser.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = (f"{W}ins", f"{W}del")

# A paragraph's words and those of its symbols; a table as rows of cells of blocks.
Told = Any


def document(docx: bytes) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return ET.fromstring(package.read("word/document.xml"))


def accepted(docx: bytes) -> list[Told]:
    return _told(document(docx)[0], "ins", "del")


def rejected(docx: bytes) -> list[Told]:
    return _told(document(docx)[0], "del", "ins")


def as_it_is(docx: bytes) -> list[Told]:
    root = document(docx)
    assert not marks_of(root)
    return _told(root[0], "ins", "del")


def marks_of(root: ET.Element) -> list[ET.Element]:
    return [each for name in MARKS for each in root.iter(name)]


def marks_in_text_boxes(docx: bytes) -> list[ET.Element]:
    boxes = document(docx).iter(f"{W}txbxContent")
    return [mark for box in boxes for mark in marks_of(box)]


def misnamed(docx: bytes) -> list[ET.Element]:
    """Texts that are deleted and not called so, or the other way round."""
    root = document(docx)
    runs = {id(run): gone for run, gone in _runs(root[0], "del", False)}
    return [
        part
        for run in root.iter(f"{W}r")
        if id(run) in runs and not _drawn(run)
        for part in run
        if part.tag == (f"{W}t" if runs[id(run)] else f"{W}delText")
    ]


def words_in(root: ET.Element, name: str) -> list[str]:
    """The words within marks of a name, without those of drawings and what only breaks lines."""
    runs = (run for mark in root.iter(name) for run in mark.iter(f"{W}r") if not _drawn(run))
    text = "".join(_letters(part) for run in runs for part in run)
    return sorted(text.replace("\u200b", "").split())


def _told(holder: ET.Element, keep: str, drop: str) -> list[Told]:
    """The blocks of a body; its empty paragraphs and empty tables say nothing."""
    return [block for block in _blocks(holder, keep, drop) if block != ("", ()) and block != []]


def _blocks(holder: ET.Element, keep: str, drop: str) -> list[Told]:
    found: list[Told] = []
    pending: tuple[str, tuple[str, ...]] | None = None  # a paragraph whose end is gone
    for block in holder:
        if block.tag == f"{W}p":
            words, symbols = _paragraph(block, keep, drop)
            if pending is not None:
                words, symbols = pending[0] + words, pending[1] + symbols
            if block.find(f"{W}pPr/{W}rPr/{W}{drop}") is not None:
                pending = words, symbols
            else:
                pending = None
                found.append((words, symbols))
        elif block.tag == f"{W}tbl":
            assert pending in (None, ("", ())), "words would run into a table"
            pending = None
            rows = [
                row for row in block.findall(f"{W}tr") if row.find(f"{W}trPr/{W}{drop}") is None
            ]
            found.append([[_blocks(cell, keep, drop) for cell in row.findall(f"{W}tc")]
                          for row in rows])  # fmt: skip
    assert pending is None or holder.tag == f"{W}body", "the last end of a cell cannot go"
    return found


def _paragraph(paragraph: ET.Element, keep: str, drop: str) -> tuple[str, tuple[str, ...]]:
    runs = [run for run, gone in _runs(paragraph, drop, False) if not gone]
    symbols = tuple(
        sorted(
            "".join(each.text or "" for each in run.iter(f"{W}t")) for run in runs if _drawn(run)
        )
    )
    words = "".join(_letters(part) for run in runs if not _drawn(run) for part in run)
    return words, tuple(filter(None, symbols))


def _runs(holder: ET.Element, drop: str, gone: bool) -> Iterator[tuple[ET.Element, bool]]:
    for child in holder:
        if child.tag == f"{W}r":
            yield child, gone
        elif child.tag != f"{W}pPr":
            yield from _runs(child, drop, gone or child.tag == f"{W}{drop}")


def _drawn(run: ET.Element) -> bool:
    return next(run.iter(f"{W}drawing"), None) is not None


def _letters(part: ET.Element) -> str:
    if part.tag in (f"{W}t", f"{W}delText"):
        return part.text or ""
    return {f"{W}br": "\n", f"{W}tab": "\t"}.get(part.tag, "")
