"""What a whole Word document must show: its text, its notes, the heads and feet of its pages."""

from __future__ import annotations

import contextlib
import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

from lxml import etree

from docgen.convert.inspect.documents.passages import PAGES, Shown, shown_by
from docgen.convert.inspect.office_file import parse
from docgen.ooxml.names import W
from docgen.ooxml.usual import is_strict, usual_package
from docgen.outside.files import read_bytes

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFF = ("0", "false", "off")
# Kinds of notes by the names of their parts, and by what refers to them.
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
# Parts that letters of one template share are read once.
_KEPT = 64
# A field that computes, with the number of the page perhaps.
_FORMULA = "="
# More pages than any document has.
_EVERY = 1_000_000

# A member of the package by its name; None when there is none.
Read = Callable[[str], bytes | None]


def shown_in_file(path: Path) -> Shown:
    """What the document at ``path`` must show.

    Raises OSError, KeyError, zipfile.BadZipFile, lxml's XMLSyntaxError.
    """
    with contextlib.suppress(KeyError), zipfile.ZipFile(path) as package:
        if not is_strict(package):
            return _shown_in(package)
    # Of another program; only then is it worth the time.
    with zipfile.ZipFile(io.BytesIO(usual_package(read_bytes(path)))) as package:
        return _shown_in(package)


def _shown_in(package: zipfile.ZipFile) -> Shown:
    names = frozenset(package.namelist())
    name = _start(package.read("_rels/.rels"))
    root = parse(package.read(name))
    return shown_in(name, root, lambda part: package.read(part) if part in names else None)


def shown_in(name: str, root: etree._Element, read: Read) -> Shown:
    """What a document must show by its main part: its name, its root; ``read`` gives the others.

    Raises lxml's XMLSyntaxError.
    """
    relations = _relations(name, read)
    hidden = _hidden_styles(_part(relations, "styles", read))
    body = shown_by(root, hidden)
    others = [_whole(data, hidden, on) for data, on in _edges(root, relations, read)]
    for kind, one in _NOTES.items():
        references = root.iter(f"{W}{one}Reference")
        ids = frozenset(each.get(f"{W}id", "") for each in references)
        if ids and (data := _part(relations, kind, read)):
            others += _notes(data, one, ids, hidden)
    if not others:
        return body
    everything = (body, *others)
    counts_otherwise = next(root.iter(f"{W}pgNumType"), None) is not None
    return Shown(
        tuple(chain.from_iterable(each.passages for each in everything)),
        tuple(chain.from_iterable(each.turned for each in everything)),
        frozenset(chain.from_iterable(each.fields for each in everything)),
        # A document that counts its pages otherwise may show any number.
        () if counts_otherwise else tuple(chain.from_iterable(each.numbered for each in others)),
    )


def _start(relations: bytes) -> str:
    for each in parse(relations):
        if each.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(each.get("Target", "").lstrip("/"))
    raise KeyError("officeDocument")


def _relations(name: str, read: Read) -> dict[str, tuple[str, str]]:
    """By id, what kind of part it is and its name."""
    folder, base = posixpath.split(name)
    data = read(posixpath.join(folder, "_rels", f"{base}.rels"))
    return {} if data is None else dict(_listed(data, folder))


@lru_cache(_KEPT)
def _listed(data: bytes, folder: str) -> tuple[tuple[str, tuple[str, str]], ...]:
    found = []
    for each in parse(data):
        target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
        kind = each.get("Type", "").rpartition("/")[2]
        found.append((each.get("Id", ""), (kind, target.lstrip("/"))))
    return tuple(found)


def _part(relations: dict[str, tuple[str, str]], kind: str, read: Read) -> bytes | None:
    name = next((target for each, target in relations.values() if each == kind), None)
    return None if name is None else read(name)


@lru_cache(_KEPT)
def _hidden_styles(data: bytes | None) -> frozenset[str]:
    """The styles whose text is hidden."""
    if data is None or b"w:vanish" not in data:
        return frozenset()
    return frozenset(
        style.get(f"{W}styleId", "")
        for style in parse(data).iter(f"{W}style")
        for vanish in style.findall(f"{W}rPr/{W}vanish")
        if vanish.get(f"{W}val") not in _OFF
    )


def _edges(
    root: etree._Element, relations: dict[str, tuple[str, str]], read: Read
) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """The heads and feet that are surely shown, each with the first and last page that shows it.

    Those of the first section: on its first page, and on all others where there is no section
    more, nor other heads on even pages.
    """
    sections = list(root.iter(f"{W}sectPr"))
    if not sections:
        return
    settings = _part(relations, "settings", read) or b""
    last = 1 if len(sections) > 1 or b"evenAndOddHeaders" in settings else _EVERY
    title = sections[0].find(f"{W}titlePg")
    has_title = title is not None and title.get(f"{W}val") not in _OFF
    wanted = {"first": (1, 1), "default": (2, last)} if has_title else {"default": (1, last)}
    for reference in sections[0].iter(f"{W}headerReference", f"{W}footerReference"):
        on = wanted.get(reference.get(f"{W}type", "default"))
        _kind, name = relations.get(reference.get(f"{_R}id", ""), ("", ""))
        if on is not None and name and (data := read(name)) is not None:
            yield data, on


@lru_cache(_KEPT)
def _whole(data: bytes, hidden: frozenset[str], on: tuple[int, int]) -> Shown:
    shown = shown_by(parse(data), hidden, loose=True, on=on)
    if _FORMULA in shown.fields:
        return shown
    return replace(shown, numbered=tuple((each, *on) for each in PAGES if each in shown.fields))


@lru_cache(_KEPT)
def _notes(data: bytes, one: str, ids: frozenset[str], hidden: frozenset[str]) -> list[Shown]:
    return [
        shown_by(note, hidden, loose=True)
        for note in parse(data).iter(f"{W}{one}")
        if note.get(f"{W}id", "") in ids
    ]
