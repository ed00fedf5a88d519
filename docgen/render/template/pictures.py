"""Pictures of one letter: their parts, relationships and drawings, numbered as python-docx does.

Nothing of one letter is kept for the next but what depends on the picture alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath

from docx.image.exceptions import UnrecognizedImageError
from docx.image.image import Image as Measured
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.shape import CT_Inline
from docx.shared import Mm
from lxml import etree

from docgen.ooxml.names import RELATIONSHIPS
from docgen.ooxml.package import CONTENT_TYPES, Member, member, quick_member
from docgen.ooxml.part import part_bytes
from docgen.render.template.source import Opened, Source
from docgen.render.template.values import Image, Place, Subdocument

QR_SCALE = 8  # pixels a module: sharp at 25 mm even for long addresses
_EMPTY_RELS = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
_KEY, _SHAPE = "docgen-rel", 987654321
# docxtpl's own frame: a picture stands in a run of its own.
_RUN = '</w:t></w:r><w:r><w:drawing>%s</w:drawing></w:r><w:r><w:t xml:space="preserve">'


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What depends on the picture and its size alone; ``xml`` has holes for key and number."""

    sha1: str
    extension: str
    content_type: str
    xml: str


@dataclass(slots=True, kw_only=True)
class Letter(Place):
    """The state of one render: which part is being filled, and what its pictures need."""

    template: Opened
    part: Source | None = None
    is_trial: bool = False  # only to see what is wrong: documents inside are left out
    media: dict[str, tuple[str, Image, _Drawn]] = field(default_factory=dict)
    keys: dict[str, dict[str, str]] = field(default_factory=dict)  # part -> media member -> rId

    def begin(self, part: Source) -> None:
        """Fill another part from now on."""
        self.part = part
        self.has_signs = self.has_markup = False

    def insert(self, document: Subdocument) -> str:
        """Only docxtpl itself puts documents into documents. Raises NeedsDocxtpl."""
        if self.is_trial:
            return ""
        raise NeedsDocxtpl(document)

    def draw(self, image: Image) -> str:
        """The XML of the picture in the current part. Raises what python-docx raises."""
        assert self.part is not None
        drawn = _drawn(image)
        name = self.template.pictures.get(drawn.sha1) or self._new_media(image, drawn)
        key = self._key(self.part.member, name)
        xml = drawn.xml.replace(_KEY, key).replace(str(_SHAPE), str(self.part.next_id))
        return _RUN % xml

    def _new_media(self, image: Image, drawn: _Drawn) -> str:
        if drawn.sha1 not in self.media:
            new = (_number(name) for name, _image, _drawn in self.media.values())
            taken = {*self.template.picture_numbers, *new}
            free = next(n for n in range(1, len(taken) + 2) if n not in taken)
            name = f"word/media/image{free}.{drawn.extension}"
            self.media[drawn.sha1] = (name, image, drawn)
        return self.media[drawn.sha1][0]

    def _key(self, part: str, media: str) -> str:
        keys = self.keys.setdefault(part, {})
        if media not in keys:
            old = _relationships(self.template.members.get(_rels_of(part), _EMPTY_RELS))
            target = _target(part, media)
            same = (k for k, (kind, to) in old.items() if (kind, to) == (_IMAGE, target))
            taken = {*old, *keys.values()}
            free = (k for n in range(1, len(taken) + 2) if (k := f"rId{n}") not in taken)
            keys[media] = next(same, None) or next(free)
        return keys[media]

    def members_added(self) -> Iterator[Member]:
        """The media, relationships and content types that this letter adds or changes."""
        members = self.template.members
        for name, image, _size in self.media.values():
            yield _media_member(name, image.data)
        for part, keys in self.keys.items():
            rels = _rels_of(part)
            added = tuple((key, _target(part, name)) for name, key in keys.items())
            yield _rels_member(rels, members.get(rels, _EMPTY_RELS), added)
        if self.media:
            kinds = {(d.extension, d.content_type) for _n, _i, d in self.media.values()}
            yield _content_types(members[CONTENT_TYPES], tuple(sorted(kinds)))


_IMAGE = RELATIONSHIP_TYPE.IMAGE


class NeedsDocxtpl(Exception):  # noqa: N818 -- a signal within the package, not an error
    """A value that the compiled way does not cover."""


def qr_image(text: str, height_mm: float) -> Image:
    """A QR code as PNG, with the margin that readers need (ISO/IEC 18004: four modules)."""
    return Image(_qr_png(text), height_mm)


@lru_cache(maxsize=256)
def _qr_png(text: str) -> bytes:
    made = io.BytesIO()
    import segno  # few letters have such a sign

    segno.make(text, error="m", micro=False).save(made, kind="png", scale=QR_SCALE)
    return made.getvalue()


def measured_picture(data: bytes) -> Measured:
    """The picture's kind and size as python-docx reads them. Raises IMAGE_ERRORS."""
    try:
        return Measured.from_blob(data)
    except Exception as problem:  # struct.error for a cut GIF, a plain Exception for a cut JPEG
        raise UnrecognizedImageError(str(problem)) from problem


@lru_cache(maxsize=256)
def _drawn(image: Image) -> _Drawn:
    measured = measured_picture(image.data)
    width, height = measured.scaled_dimensions(None, Mm(image.height_mm))
    inline = CT_Inline.new_pic_inline(_SHAPE, _KEY, measured.filename, width, height)
    for element in inline.iter():
        if not (element.text or "").strip():
            element.text = None
        element.tail = None
    return _Drawn(
        measured.sha1,
        measured.ext,
        measured.content_type,
        etree.tostring(inline, encoding="unicode"),
    )


@lru_cache(maxsize=128)
def _media_member(name: str, data: bytes) -> Member:
    return quick_member(name, data)


@lru_cache(maxsize=128)
def _relationships(rels: bytes) -> dict[str, tuple[str, str]]:
    return {
        each.get("Id", ""): (each.get("Type", ""), each.get("Target", ""))
        for each in etree.fromstring(rels)
    }


@lru_cache(maxsize=128)
def _rels_member(name: str, old: bytes, added: tuple[tuple[str, str], ...]) -> Member:
    root = etree.fromstring(old)
    there = _relationships(old)
    for key, target in added:
        if key not in there:
            values = {"Id": key, "Type": _IMAGE, "Target": target}
            etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", values)
    return member(name, part_bytes(root))


@lru_cache(maxsize=32)
def _content_types(old: bytes, kinds: tuple[tuple[str, str], ...]) -> Member:
    root = etree.fromstring(old)
    space = etree.QName(root).namespace
    defaults = root.findall(f"{{{space}}}Default")
    known = {each.get("Extension", "").lower() for each in defaults}
    for extension, kind in kinds:
        if extension.lower() not in known:
            values = {"Extension": extension, "ContentType": kind}
            defaults.append(etree.Element(f"{{{space}}}Default", values))
    defaults.sort(key=lambda each: each.get("Extension", ""))
    for place, each in enumerate(defaults):
        root.insert(place, each)
    return member(CONTENT_TYPES, part_bytes(root))


def _rels_of(part: str) -> str:
    path = PurePosixPath(part)
    return f"{path.parent}/_rels/{path.name}.rels"


def _target(part: str, media: str) -> str:
    target: str = PackURI(f"/{media}").relative_ref(PackURI(f"/{part}").baseURI)
    return target


def _number(name: str) -> int | None:
    number: int | None = PackURI(f"/{name}").idx
    return number
