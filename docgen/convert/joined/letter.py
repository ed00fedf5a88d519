"""A rendered letter as parts to be joined, and why it cannot be.

Only what is known to look the same in a joined document is let through; anything else makes the
batch go letter by letter, which is slower and always right.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from lxml import etree

from docgen.convert.inspect.office_file import parse
from docgen.convert.joined.names import WP, NotJoinableError, R, w
from docgen.convert.pictures import Story, coarser, has_pictures
from docgen.ooxml.bound import BINDINGS
from docgen.ooxml.package import CONTENT_TYPES
from docgen.outside.files import read_bytes

_DOCUMENT = "officeDocument"
# Kinds of parts that belong to one letter and go with it.
HEADS = ("header", "footer")
OWN = frozenset({"header", "footer", "image", "hyperlink", "footnotes"})
# Parts that letters of one template share; a letter with others is of another template.
SHARED = frozenset({"styles", "numbering", "settings", "theme", "fontTable"})
# Parts that no page shows, or that Word writes beside every document.
_UNSEEN = frozenset({"webSettings", "stylesWithEffects", "customXml", "endnotes", "comments"})

_REFUSED = {
    "altChunk": "memuat dokumen lain (altChunk)",
    "object": "memuat objek OLE",
    "endnoteReference": "memuat catatan akhir",
    "commentReference": "memuat komentar",
    "ins": "memuat perubahan yang dilacak",
    "del": "memuat perubahan yang dilacak",
    "moveFrom": "memuat perubahan yang dilacak",
    "moveTo": "memuat perubahan yang dilacak",
    "subDoc": "memuat subdokumen",
    "lnNumType": "memuat nomor baris",
    "background": "memakai warna latar halaman",
    "permStart": "memuat bagian yang dilindungi",
}
_REFUSED_TAGS = {w(name): reason for name, reason in _REFUSED.items()} | dict.fromkeys(
    BINDINGS, "memuat isian yang terikat data XML"
)
# Folders of a package that no page shows.
_ASIDE = ("docProps/", "customXml/")
# The fixed part of a member's local header, APPNOTE.TXT 4.3.7, bytes.
_HEADER = 30
# LibreOffice lays it out in several attempts, with a look at what comes behind.
_FLOATING = f".//{w('tblpPr')}"
# What gives a letter a layout that its neighbours may not have.
_STRUCTURE = (
    *map(w, (
        "tbl", "cantSplit", "tblHeader", "vMerge", "framePr", "drawing", "pict", "txbxContent",
        "sectPr", "br", "pageBreakBefore", "keepNext", "keepLines", "footnoteReference", "vanish",
    )),
    f"{{{WP}}}anchor",
)  # fmt: skip
_ANCHOR = w("anchor")
_LINK = w("hyperlink")
_IDS = etree.XPath("//@r:*", namespaces={"r": R})
# Parts that letters of one template share are read once.
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship: the last word of its type, the whole type, its target, where it leads."""

    kind: str
    type: str
    target: str
    external: bool


@dataclass(slots=True)
class Letter:
    """One letter: its parts by name, its body as a tree of its own, and its relationships."""

    parts: Mapping[str, bytes]
    document: str
    root: etree._Element
    relations: Mapping[str, Relation]

    @property
    def body(self) -> etree._Element:
        """``w:body``."""
        body = self.root.find(w("body"))
        if body is None:
            raise NotJoinableError("ada surat tanpa isi")
        return body

    def part_of(self, kind: str) -> str | None:
        """The name of the part that plays a role, None when there is none."""
        for relation in self.relations.values():
            if relation.kind == kind and not relation.external:
                return relation.target
        return None

    @property
    def frame(self) -> tuple[object, ...]:
        """What letters of one template have in common; letters with different frames never meet."""
        shared = tuple(
            self.parts.get(name) if (name := self.part_of(kind)) else None
            for kind in sorted(SHARED)
        )
        names = tuple(sorted((key or "", value) for key, value in self.root.nsmap.items()))
        return shared, names, tuple(sorted(self.root.attrib.items()))

    @property
    def structure(self) -> frozenset[str]:
        """What its layout hangs on beside its text: letters of one template may differ in it."""
        return frozenset(str(each.tag) for each in self.body.iter(*_STRUCTURE))


class SharedObjects:
    """Members that many letters have in common, inflated and checked once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bytes], bytes] = {}

    def read(self, path: Path) -> dict[str, bytes]:
        """The members of a package by name. Raises zipfile.BadZipFile, OSError."""
        data = read_bytes(path)
        parts = {}
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for info in package.infolist():
                if info.is_dir() or info.filename.startswith(_ASIDE):
                    continue
                # Header and all: what differs in anything is inflated and checked itself.
                start = info.header_offset
                raw = data[start : start + info.compress_size + _HEADER + len(info.filename)]
                key = (info.filename, raw)
                if key not in self._known:
                    self._known[key] = package.read(info)
                parts[info.filename] = self._known[key]
        return parts


def read_letter(path: Path, shelf: SharedObjects) -> Letter:
    """The letter at ``path``.

    Raises NotJoinableError, and OSError, zipfile.BadZipFile, zlib.error or lxml's XMLSyntaxError
    for a file that is damaged.
    """
    parts = shelf.read(path)
    start = relations_of(parts, "")
    document = next((each.target for each in start.values() if each.kind == _DOCUMENT), None)
    if document is None or document not in parts or CONTENT_TYPES not in parts:
        raise NotJoinableError("ada berkas dengan susunan yang tidak biasa")
    root = parse(parts[document])
    letter = Letter(parts, document, root, relations_of(parts, document))
    parts |= coarser(_stories(letter), lambda name: parts.get(name, b""))
    if root.tag != w("document") or root.find(w("body")) is None:
        raise NotJoinableError("ada berkas yang bukan dokumen Word biasa")
    _refuse(letter)
    return letter


def relations_of(parts: Mapping[str, bytes], part: str) -> Mapping[str, Relation]:
    """The relationships of a part ("" for the package) by id; targets are names of parts."""
    folder, name = posixpath.split(part)
    data = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    return {} if data is None else _relations_in(data, folder)


@lru_cache(_KEPT)
def _relations_in(data: bytes, folder: str) -> Mapping[str, Relation]:
    found = {}
    for each in parse(data):
        kind = each.get("Type", "")
        external = each.get("TargetMode") == "External"
        target = each.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[each.get("Id", "")] = Relation(kind.rpartition("/")[2], kind, target, external)
    return MappingProxyType(found)


def _stories(letter: Letter) -> Iterator[Story]:
    """The text of a letter and those of its headers and footers that may show pictures."""
    if has_pictures(letter.parts[letter.document]):
        yield letter.root, _inside(letter.relations)
    for relation in letter.relations.values():
        data = letter.parts.get(relation.target, b"") if relation.kind in HEADS else b""
        if has_pictures(data):
            yield parse(data), _inside(relations_of(letter.parts, relation.target))


def _inside(relations: Mapping[str, Relation]) -> dict[str, str]:
    return {key: each.target for key, each in relations.items() if not each.external}


def ids_used(root: etree._Element) -> frozenset[str]:
    """The ids of relationships that a part's text uses."""
    return frozenset(map(str, cast("list[str]", _IDS(root))))


def _refuse(letter: Letter) -> None:
    for element in letter.root.iter(*_REFUSED_TAGS):
        raise NotJoinableError(_REFUSED_TAGS[element.tag])
    for link in letter.root.iter(_LINK):
        if link.get(_ANCHOR) is not None:
            raise NotJoinableError("memuat tautan di dalam surat")
    if letter.root.find(_FLOATING) is not None:
        raise NotJoinableError("memuat tabel yang letaknya di halaman diatur sendiri (mengambang)")
    used = ids_used(letter.root)
    for key, relation in letter.relations.items():
        known = relation.kind in OWN or (relation.kind in SHARED | _UNSEEN and key not in used)
        if not known:
            raise NotJoinableError(f"memuat bagian «{relation.kind}»")
        if not relation.external and key in used and relation.target not in letter.parts:
            raise NotJoinableError(f"bagian {relation.target} tidak ada")
