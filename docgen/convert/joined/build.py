"""Many letters as the sections of one .docx (the recipe was measured: not a pixel differs).

Behind the specimen of their typefaces, each letter begins a section on a new page that counts from
1, with headers, lists and footnotes of its own, and a bookmark by which the PDF is split again.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping, Sequence
from typing import cast

from lxml import etree

from docgen.convert.inspect.office_file import parse
from docgen.convert.joined.edges import watched
from docgen.convert.joined.ends import (
    PROPERTIES,
    as_last,
    closing,
    drop_last_change,
    end_mark,
    end_paragraph,
    last_paragraph,
    row_mark,
    start_mark,
    start_paragraph,
)  # fmt: skip
from docgen.convert.joined.fields import rewrite_fields
from docgen.convert.joined.letter import HEADS, Letter, Relation, ids_used, relations_of
from docgen.convert.joined.lists import Lists
from docgen.convert.joined.names import TYPES, WP, NotJoinableError, R, w
from docgen.convert.joined.notes import Notes, check_notes
from docgen.convert.joined.sections import (
    HeadsBefore,
    begin,
    check_columns,
    check_headers,
    check_numbers,
    sections_of,
)  # fmt: skip
from docgen.convert.joined.specimen import Typefaces, specimen, typefaces_of
from docgen.convert.joined.styles import styles_in
from docgen.ooxml.names import RELATIONSHIPS
from docgen.ooxml.package import CONTENT_TYPES, pack, stored_member
from docgen.ooxml.part import part_bytes
from docgen.ooxml.usual import relations_of as relations_name

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_IMAGES = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff", "emf": "image/x-emf",
    "wmf": "image/x-wmf",
}  # fmt: skip
_HOLDERS = etree.XPath("//*[@r:*]", namespaces={"r": R})
_SHARED = ("styles", "numbering", "settings", "theme", "fontTable")


def join(letters: Sequence[Letter]) -> bytes:
    """Join letters, which this takes apart. Raises NotJoinableError with the reason."""
    frame = letters[0].frame
    if any(letter.frame != frame for letter in letters):
        raise NotJoinableError("surat-suratnya tidak dari satu templat")
    check_headers(letters)
    builder = _Builder(letters[0], typefaces_of(letters[0]))
    for place, letter in enumerate(letters):
        builder.add(letter, place, more=place + 1 < len(letters))
    return builder.finish()


class _Builder:
    """The joined document while it grows."""

    def __init__(self, first: Letter, faces: Typefaces) -> None:
        self._first = first
        root = first.root
        self._root = etree.Element(
            root.tag,
            {str(key): str(value) for key, value in root.attrib.items()},
            cast("Mapping[str, str]", root.nsmap),
        )
        self._body = etree.SubElement(self._root, w("body"))
        self._body.extend(specimen(faces))
        self._new: dict[str, bytes] = {}  # parts that the first letter does not have
        self._types: dict[str, str] = {}  # their content types
        self._texts: list[etree._Element] = []  # roots of all that may name a style
        self._links: dict[tuple[str, str, bool], str] = {}  # the document's relationships
        self._last_id = 0
        self._heads: dict[bytes, bytes] = {}  # those that are the same in any letter
        self._before = HeadsBefore()
        styles, numbering = self._shared("styles"), self._shared("numbering")
        self._styles = None if styles is None else styles_in(styles)
        self._numbering = None if numbering is None else parse(numbering)
        self._lists = Lists(
            root=self._numbering,
            styles={} if self._styles is None else self._styles.lists,
            default_style=None if self._styles is None else self._styles.default,
        )
        self._notes: Notes | None = None
        for relation in first.relations.values():
            if relation.kind in _SHARED:
                self._link(self._links, relation)

    def _shared(self, kind: str) -> bytes | None:
        return self._first.parts.get(self._first.part_of(kind) or "")

    def add(self, letter: Letter, place: int, *, more: bool) -> None:
        """Append a letter, ``more`` being to come."""
        body, sections = letter.body, sections_of(letter)
        counted = rewrite_fields(letter.root, end_mark(place))
        self._add_notes(letter)
        self._lists.give(body)
        self._before.give(letter, self._heads)
        renamed = {}
        for number, key in enumerate(sorted(ids_used(letter.root))):
            relation = letter.relations.get(key)
            if relation is None:
                raise NotJoinableError("ada rujukan ke bagian yang tidak ada")
            if relation.kind in HEADS:
                new, shows = self._head(letter, relation, place, number)
                counted |= shows
            else:
                new = self._carry(letter.parts, relation)
            renamed[key] = self._link(self._links, new)
        _rename(letter.root, renamed)
        drop_last_change(letter.root)
        self._number(letter.root, place)
        check_columns(sections)
        check_numbers(sections, counted)
        begin(sections[0])
        last = last_paragraph(body)
        self._mark(start_paragraph(body), start_mark(place))
        self._mark(end_paragraph(body), end_mark(place))
        for row, paragraphs in enumerate(watched(body)):
            for number, each in enumerate(paragraphs):
                self._mark(each, row_mark(place, row, number))
        if more:
            as_last(last)
            body.append(closing(sections[-1]))
        self._body.extend(list(body))

    def finish(self) -> bytes:
        """The package."""
        first = self._first
        linked = {target for _kind, target, _external in self._links}
        unread = {each.target for each in first.relations.values()} - linked
        parts = {
            name: data
            for name, data in first.parts.items()
            if name.startswith("word/") and name not in unread
        }
        parts |= self._new
        if self._notes is not None:
            parts[first.part_of("footnotes") or "word/footnotes.xml"] = part_bytes(self._notes.root)
            self._texts.append(self._notes.root)
        if self._numbering is not None:
            parts[first.part_of("numbering") or ""] = part_bytes(self._numbering)
            self._texts.append(self._numbering)
        if self._styles is not None:
            used = self._styles.used((self._root, *self._texts))
            parts[first.part_of("styles") or ""] = part_bytes(used)
        parts[first.document] = part_bytes(self._root)
        parts[relations_name(first.document)] = _relations_part(self._links)
        parts[CONTENT_TYPES] = self._content_types(parts)
        parts["_rels/.rels"] = _relations_part(
            {(each.type, each.target, False): key
             for key, each in relations_of(first.parts, "").items()
             if each.target == first.document}
        )  # fmt: skip
        # LibreOffice reads it once, from a temporary folder: deflating would only take time.
        return pack(stored_member(name, data) for name, data in parts.items())

    def _add_notes(self, letter: Letter) -> None:
        if next(letter.body.iter(w("footnoteReference")), None) is None:
            return
        name = letter.part_of("footnotes")
        if name is None or name not in letter.parts:
            raise NotJoinableError("ada catatan kaki yang hilang")
        settings = self._shared("settings")
        check_notes(None if settings is None else parse(settings), letter.body)
        root = parse(letter.parts[name])
        if ids_used(root):
            raise NotJoinableError("catatan kakinya memuat gambar atau tautan")
        rewrite_fields(root, "")
        self._lists.give(root)
        if self._notes is None:
            self._notes = Notes(parse(letter.parts[name]))
            own = next(each for each in letter.relations.values() if each.kind == "footnotes")
            target = self._first.part_of("footnotes") or "word/footnotes.xml"
            self._link(self._links, Relation(own.kind, own.type, target, False))
            self._types[target] = f"{_WORD}footnotes+xml"
        self._notes.add(letter.body, root)

    def _head(
        self, letter: Letter, relation: Relation, place: int, number: int
    ) -> tuple[Relation, bool]:
        """A header or footer of the letter's own; whether it shows the page count."""
        data = letter.parts[relation.target]
        target = f"word/{relation.kind}-{place}-{number}.xml"
        self._types[target] = f"{_WORD}{relation.kind}+xml"
        new = Relation(relation.kind, relation.type, target, False)
        if data in self._heads:
            self._new[target] = self._heads[data]
            return new, False
        root, last_id = parse(data), self._last_id
        counted = rewrite_fields(root, end_mark(place))
        has_lists = self._lists.give(root)
        own = relations_of(letter.parts, relation.target)
        links: dict[tuple[str, str, bool], str] = {}
        renamed = {}
        for key in sorted(ids_used(root)):
            if key not in own or own[key].kind not in ("image", "hyperlink"):
                raise NotJoinableError("kepala atau kaki halamannya memuat bagian lain")
            renamed[key] = self._link(links, self._carry(letter.parts, own[key]))
        _rename(root, renamed)
        self._number(root, place)
        self._new[target] = part_bytes(root)
        if links:
            self._new[relations_name(target)] = _relations_part(links)
        if not (counted or has_lists or renamed or self._last_id > last_id):
            self._heads[data] = self._new[target]
        self._texts.append(root)
        return new, counted

    def _carry(self, parts: Mapping[str, bytes], relation: Relation) -> Relation:
        """An image under the name of its content, so that a shared logo stays one; a link as is."""
        if relation.external:
            return relation
        suffix = posixpath.splitext(relation.target)[1].lstrip(".").lower()
        if relation.kind != "image" or suffix not in _IMAGES or relation.target not in parts:
            raise NotJoinableError(f"memuat bagian «{relation.kind}»")
        data = parts[relation.target]
        target = f"word/media/{hashlib.sha256(data).hexdigest()[:32]}.{suffix}"
        self._new[target] = data
        self._types[target] = _IMAGES[suffix]
        return Relation(relation.kind, relation.type, target, False)

    @staticmethod
    def _link(links: dict[tuple[str, str, bool], str], relation: Relation) -> str:
        key = (relation.type, relation.target, relation.external)
        return links.setdefault(key, f"rId{len(links) + 1}")

    def _number(self, root: etree._Element, place: int) -> None:
        """Ids that the whole document must not have twice."""
        for each in root.iter(f"{{{WP}}}docPr"):
            each.set("id", str(self._next_id()))
        ids: dict[str, str] = {}
        for each in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
            each.set(w("id"), ids.setdefault(each.get(w("id"), ""), str(self._next_id())))
            if (name := each.get(w("name"))) is not None:
                each.set(w("name"), f"B{place:05}{name}")

    def _mark(self, paragraph: etree._Element, name: str) -> None:
        """A bookmark at the very start: at the end it would move glyphs."""
        key = str(self._next_id())
        start = etree.Element(w("bookmarkStart"), {w("id"): key, w("name"): name})
        end = etree.Element(w("bookmarkEnd"), {w("id"): key})
        place = 1 if paragraph.find(PROPERTIES) is not None else 0
        paragraph.insert(place, start)
        start.addnext(end)

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _content_types(self, parts: Mapping[str, bytes]) -> bytes:
        root = parse(self._first.parts[CONTENT_TYPES])
        for each in list(root.iter(f"{{{TYPES}}}Override")):
            name = each.get("PartName", "").lstrip("/")
            if name not in parts or name in self._types:
                root.remove(each)
        for name, kind in sorted(self._types.items()):
            etree.SubElement(
                root, f"{{{TYPES}}}Override", {"PartName": f"/{name}", "ContentType": kind}
            )
        return part_bytes(root)


def _rename(root: etree._Element, renamed: Mapping[str, str]) -> None:
    prefix = f"{{{R}}}"
    for element in cast("list[etree._Element]", _HOLDERS(root)) if renamed else ():
        for name, value in element.attrib.items():
            if str(name).startswith(prefix):
                element.set(name, renamed[str(value)])


def _relations_part(links: Mapping[tuple[str, str, bool], str]) -> bytes:
    root = parse(f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode())
    for (kind, target, external), key in links.items():
        each = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
        each.set("Id", key)
        each.set("Type", kind)
        each.set("Target", target if external else f"/{target}")
        if external:
            each.set("TargetMode", "External")
    return part_bytes(root)
