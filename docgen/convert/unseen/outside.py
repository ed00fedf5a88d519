"""What an office file would fetch from elsewhere: other files of this machine, or the network.

Links that a reader may follow are none of it. What can be left out without a loss that is not told
is left out of the copy that LibreOffice gets (:mod:`~docgen.convert.unseen.cleaned`); the rest
keeps the file from being converted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml import etree

from docgen.convert.unseen.parts import OfficeParts, paragraph_of
from docgen.convert.unseen.sheets import sheets_of
from docgen.convert.unseen.svg import fetched_by, is_svg
from docgen.findings import Finding, Where, error
from docgen.ooxml.names import R
from docgen.ooxml.part import part_bytes

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_O = "{urn:schemas-microsoft-com:office:office}"
_LINK = "hyperlink"
# Functions that fetch, in Excel or in LibreOffice.
_FETCHES = re.compile(
    r"\b(WEBSERVICE|DDE|RTD|CALL|REGISTER\.ID|IMAGE|IMPORT\w+)\s*\(", re.IGNORECASE
)
# A workbook named by its path: [1] stands for one that the file lists, and is left out.
_BY_PATH = re.compile(r"\[(?!\d+\])[^\[\]]*\.\w+\]|'?(file:|\\\\)", re.IGNORECASE)
_ADDRESS = re.compile(r"\w+://|file:|\\\\\w")
# Where a link leads is not looked up.
_LINKED = re.compile(r"\bHYPERLINK\s*\(\s*\"[^\"]*\"", re.IGNORECASE)
_FORMULAS = tuple(f"{_S}{name}" for name in ("f", "formula", "formula1", "formula2", "definedName"))
# A part without any of it needs no parsing, and a recap has 50,000 formulas.
_SUSPECT = re.compile(
    rb"<(?:\w+:)?(?:f|formula\d?|definedName)\b[^>]*>[^<]*"
    rb"(?:WEBSERVICE|DDE|RTD|CALL|REGISTER|IMAGE|IMPORT|file:|://|\\\\|\[)",
    re.IGNORECASE,
)
# In UTF-16 and UTF-32 as well, where a letter has one or three bytes of zero beside it.
_ENTITY = re.compile(rb"<\0*!\0*E\0*N\0*T\0*I\0*T\0*Y")
_SHOWN = 60
_CONNECTIONS = "xl/connections.xml"


@dataclass(frozen=True, slots=True)
class Fetch:
    """Something outside that a file names: what it is in words, where that is, and where it is
    said: a paragraph, or sheet and cell."""

    what: str
    target: str
    paragraph: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.what} («{self.target}»)" if self.target else self.what


def fetched(parts: OfficeParts) -> Iterator[Fetch]:
    """What only a person can take out: it would be missing, or other than it is shown."""
    for name in parts.names:
        data = parts.read(name)
        if _has_entity(data) and not is_svg(data):
            yield Fetch(f"bagian {name} memuat entitas XML", "")
        elif not name.endswith((".xml", ".rels")) and is_svg(data):
            for target in dict.fromkeys(fetched_by(data)):
                yield Fetch(f"gambar SVG ({PurePosixPath(name).name})", target)
    if parts.is_word:
        yield from _objects(parts)
    else:
        yield from _in_workbook(parts)


def _has_entity(data: bytes) -> bool:
    """Whether a part declares an entity of XML; found without a copy, as pictures are large."""
    return b"<!ENTITY" in data or (b"\0" in data and _ENTITY.search(data) is not None)


def said_of_fetch(fetch: Fetch, where: Where) -> Finding:
    """The error that a file would fetch something."""
    place = where.at(
        paragraph=fetch.paragraph or None, sheet=fetch.sheet or None, cell=fetch.cell or None
    )
    message = (
        f"{fetch} mengambil isi dari luar berkas ini, dan itu tidak dibolehkan; ganti dengan "
        "isinya sendiri (gambar: simpan sebagai PNG, lalu sisipkan lagi)"
    )
    return error("file-reaches-outside", place, message)


def left_out(parts: OfficeParts) -> Iterator[Fetch]:
    """What is left out of the copy that is converted, and not told of otherwise."""
    for name in parts.names:
        for relation in _outside(parts, name):
            kind = relation.get("Type", "").rpartition("/")[2]
            # Pictures, objects and inserted files are told of with what is not printed.
            if kind in _WORDS:
                yield Fetch(_WORDS[kind], relation.get("Target", ""))
    if parts.read(_CONNECTIONS):
        yield Fetch("sambungan data", "")


_WORDS = {
    "attachedTemplate": "templat lain", "mailMergeSource": "sumber data gabungan surat",
    "mailMergeHeaderSource": "sumber data gabungan surat", "externalLinkPath": "buku kerja lain",
    "xlPathMissing": "buku kerja lain", "externalLinkLongPath": "buku kerja lain",
}  # fmt: skip


def without_fetches(parts: OfficeParts) -> dict[str, bytes]:
    """The parts of a package that name something outside, as they are when they do not."""
    changed = {}
    for name in parts.names:
        relations = list(_outside(parts, name))
        for relation in relations:
            # A missing relation may make a reader refuse the whole: it leads nowhere instead.
            relation.set("Target", "file:///docgen-tidak-mengambil-apa-pun")
        if relations:
            changed[name] = part_bytes(relations[0].getroottree())
    root = parts.root(_CONNECTIONS) if parts.read(_CONNECTIONS) else None
    if root is not None:
        root.clear()
        changed[_CONNECTIONS] = part_bytes(root.getroottree())
    return changed


def _outside(parts: OfficeParts, name: str) -> Iterator[etree._Element]:
    """The relations of a ``.rels`` part that lead outside and are no links to be followed."""
    if name.endswith(".rels") and parts.holds(name, b"External"):
        root = parts.root(name)
        for each in root if root is not None else ():
            is_outside = each.get("TargetMode", "").lower() == "external"
            if is_outside and not each.get("Type", "").endswith(f"/{_LINK}"):
                yield each


def _objects(parts: OfficeParts) -> Iterator[Fetch]:
    """Objects that are only linked: a program would be asked for them."""
    for name in parts.stories:
        root = parts.root(name) if parts.holds(name, b"OLEObject") else None
        for each in root.iter(f"{_O}OLEObject") if root is not None else ():
            if each.get("Type") == "Link":
                target = parts.targets(name).get(each.get(f"{R}id", ""), ("", True))[0]
                yield Fetch("objek yang hanya ditautkan", target, paragraph_of(each))


def _in_workbook(parts: OfficeParts) -> Iterator[Fetch]:
    for name in parts.names:
        if name.startswith("xl/externalLinks/") and parts.holds(name, b"ddeLink"):
            yield Fetch("tautan DDE ke program lain", "")
    titles = dict(sheets_of(parts))
    for name in parts.names:
        if not (name.startswith("xl/") and name.endswith(".xml")):
            continue
        root = parts.root(name) if _SUSPECT.search(parts.read(name)) else None
        for formula in root.iter(*_FORMULAS) if root is not None else ():
            if (what := _fetches(formula.text or "")) is not None:
                holder = formula.getparent()
                cell = "" if holder is None else holder.get("r", "")
                title = titles.get(name, "")
                yield Fetch("rumus yang mengambil isi dari luar", what, "", title, cell)


def _fetches(formula: str) -> str | None:
    """The formula when it fetches something, cut short."""
    text = _LINKED.sub("", formula)
    is_outside = any(each.search(text) for each in (_FETCHES, _BY_PATH, _ADDRESS))
    return formula[:_SHOWN] if is_outside else None
