"""What pikepdf's validator does not know, replaced by what it knows, so that it judges the rest.

Type 3 fonts, patterns and shadings are allowed in PDF/A-2 (ISO 19005-2, 6.2), but what they draw
must keep to the rules like everything else. In the stand-in each glyph and each tile is a form, the
colours of a shading are chosen by a form of their own, and a JPEG 2000 picture is a single pixel in
its colours. What is special to each of them is looked at here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from docgen.bundle.pdfa.jpeg2000 import read_jpeg2000
from docgen.bundle.pdfa.type3 import KEYS, glyph_findings, glyph_words, is_whole

TYPE_3, SHADING, PATTERN, JPEG_2000 = "huruf Type 3", "gradasi warna", "pola gambar", "JPEG 2000"
_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_SPACE, _PAINT = ("cs", "CS"), ("scn", "SCN")
# ISO 32000-1, tables 75, 76 and 78; what a stream has besides.
_OF_TILE = frozenset({
    "/Type", "/PatternType", "/PaintType", "/TilingType", "/BBox", "/XStep", "/YStep", "/Resources",
    "/Matrix", "/Length", "/Filter", "/DecodeParms",
})  # fmt: skip
_OF_BLEND = frozenset({"/Type", "/PatternType", "/Shading", "/Matrix", "/ExtGState"})
_OF_SHADING = frozenset({
    "/ShadingType", "/ColorSpace", "/Background", "/BBox", "/AntiAlias", "/Domain", "/Matrix",
    "/Function", "/Coords", "/Extend", "/BitsPerCoordinate", "/BitsPerComponent", "/BitsPerFlag",
    "/Decode", "/VerticesPerRow", "/Length", "/Filter", "/DecodeParms",
})  # fmt: skip
_SPACES = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}


@dataclass(slots=True)
class Replaced:
    """What was replaced in an open PDF: its kinds, and what is forbidden or not known in it."""

    kinds: set[str] = field(default_factory=set)
    forbidden: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Gone:
    """What the resources of a content lack now, by the names that the content used."""

    fonts: frozenset[str] = frozenset()
    spaces: frozenset[str] = frozenset({"/Pattern"})
    any: bool = False


def put_stand_ins(pdf: Pdf) -> Replaced:
    """Replace all of it in an open PDF, which is of no use but to be validated then.

    Raises pikepdf.PdfError for content that cannot be parsed.
    """
    work = _Work(pdf, Replaced())
    for page in pdf.pages:
        resources = page.obj.get("/Resources")
        if isinstance(resources, Dictionary):
            gone = work.resources(resources)
            if gone.any and "/Contents" in page.obj:
                page.contents_coalesce()
                work.content(page.obj.Contents, gone)
    work.pictures()
    return work.done


class _Work:
    def __init__(self, pdf: Pdf, done: Replaced) -> None:
        self._pdf, self.done = pdf, done
        self._resources: dict[tuple[int, int], _Gone] = {}
        self._forms: dict[tuple[int, int], None] = {}
        self._count = 0

    def resources(self, resources: Object) -> _Gone:
        """Put stand-ins into resources, once, and go on to what they name."""
        place = resources.objgen if resources.is_indirect else None
        if place in self._resources:
            return self._resources[place]
        gone = self._replace(resources)
        if place is not None:
            self._resources[place] = gone
        for form in [*_values(resources, "/XObject"), *_soft_masks(resources)]:
            self.form(form)
        return gone

    def form(self, form: object) -> None:
        """The same for a form and what it draws."""
        if not isinstance(form, Stream) or form.get("/Subtype") != Name.Form:
            return
        if form.objgen in self._forms:
            return
        self._forms[form.objgen] = None
        resources = form.get("/Resources")
        if isinstance(resources, Dictionary) and (gone := self.resources(resources)).any:
            self.content(form, gone)

    def content(self, stream: Object, gone: _Gone) -> None:
        """Take out of a content what its resources lack now."""
        kept = list(_kept(pikepdf.parse_content_stream(stream), gone))
        stream.write(pikepdf.unparse_content_stream(kept))

    def pictures(self) -> None:
        """JPEG 2000 pictures, wherever they are."""
        for item in self._pdf.objects:
            if isinstance(item, Stream) and item.get("/Subtype") == Name.Image and _is_jpx(item):
                self._picture(item)

    def _picture(self, image: Object) -> None:
        read = read_jpeg2000(image.read_raw_bytes()) if _is_single_filter(image) else None
        colours = Name.DeviceRGB
        if read is None:
            self.done.unknown.append("pikepdf:jpeg-2000: a JPEG 2000 picture that is not a JP2")
        else:
            self.done.kinds.add(JPEG_2000)
            self.done.forbidden += read.forbidden
            colours = Name.DeviceCMYK if read.is_cmyk else _SPACES.get(read.channels, colours)
        if "/ColorSpace" not in image:
            image.ColorSpace = colours
        # As many bytes as any colour space takes for one pixel.
        image.write(bytes(64))
        image.Width = image.Height = 1
        image.BitsPerComponent = 8
        for key in ("/SMaskInData", "/Decode"):
            if key in image:
                del image[key]

    def _replace(self, resources: Object) -> _Gone:
        fonts = {
            name: font
            for name, font in _entries(resources, "/Font")
            if isinstance(font, Dictionary) and font.get("/Subtype") == Name.Type3
        }
        spaces = {name for name, each in _entries(resources, "/ColorSpace") if _is_pattern(each)}
        patterns, shadings = (list(_values(resources, key)) for key in ("/Pattern", "/Shading"))
        forms: list[Object] = []
        for name, font in fonts.items():
            del resources.Font[name]
            forms += self._glyphs(font)
        for name in spaces:
            forms += self._base(resources.ColorSpace[name])
            del resources.ColorSpace[name]
        for each in patterns:
            forms += self._pattern(each)
        for each in shadings:
            forms += self._shading(each)
        for key in ("/Pattern", "/Shading"):
            if key in resources:
                del resources[key]
        if forms:
            self._hang(resources, forms)
        has_any = bool(fonts or spaces or patterns or shadings)
        return _Gone(frozenset(fonts), frozenset({"/Pattern", *spaces}), has_any)

    def _hang(self, resources: Object, forms: list[Object]) -> None:
        """Where the validator finds forms that nothing draws."""
        held = dict(_entries(resources, "/XObject"))
        for form in forms:
            self._count += 1
            held[f"/DocgenStandIn{self._count}"] = form
        resources.XObject = Dictionary(held)

    def _glyphs(self, font: Object) -> Iterator[Object]:
        if font.is_indirect and font.objgen in self._forms:
            return
        self._forms[font.objgen] = None
        if not is_whole(font):
            self.done.unknown.append("pikepdf:font-type3: a Type 3 font of an unknown make")
            return
        self._known(font, KEYS, "font-type3")
        self.done.kinds.add(TYPE_3)
        self.done.forbidden += glyph_findings(font)
        for glyph in dict(font.CharProcs.items()).values():
            yield self._form(glyph_words(glyph), font.get("/Resources"))

    def _pattern(self, pattern: object) -> Iterator[Object]:
        if not isinstance(pattern, Dictionary | Stream):
            self.done.unknown.append("pikepdf:pattern: a pattern that is none")
            return
        if pattern.is_indirect and pattern.objgen in self._forms:
            return
        self._forms[pattern.objgen] = None
        self._known(pattern, _OF_TILE if isinstance(pattern, Stream) else _OF_BLEND, "pattern")
        if isinstance(pattern, Stream):
            self.done.kinds.add(PATTERN)
            yield self._form(pattern.read_bytes(), pattern.get("/Resources"))
            return
        yield from self._shading(pattern.get("/Shading"))
        if isinstance(state := pattern.get("/ExtGState"), Dictionary):
            yield self._form(b"/G gs", Dictionary(ExtGState=Dictionary(G=state)))

    def _shading(self, shading: object) -> Iterator[Object]:
        if not isinstance(shading, Dictionary | Stream):
            self.done.unknown.append("pikepdf:shading: a shading that is none")
            return
        self.done.kinds.add(SHADING)
        self._known(shading, _OF_SHADING, "shading")
        yield from self._chosen(shading.get("/ColorSpace"))

    def _base(self, space: object) -> Iterator[Object]:
        """The colours below a pattern that brings none of its own."""
        if isinstance(space, Array) and len(space) > 1:
            yield from self._chosen(space[1])

    def _chosen(self, space: object) -> Iterator[Object]:
        """A form that does nothing but choose a colour space."""
        if isinstance(space, Name):
            yield self._form(space.unparse() + b" cs", Dictionary())
        elif isinstance(space, Array):
            yield self._form(b"/C cs", Dictionary(ColorSpace=Dictionary(C=space)))
        else:
            self.done.unknown.append("pikepdf:shading: a shading without a colour space")

    def _form(self, words: bytes, resources: object) -> Object:
        box = Array([-10000, -10000, 10000, 10000])
        form = self._pdf.make_stream(words, Type=Name.XObject, Subtype=Name.Form, BBox=box)
        if isinstance(resources, Dictionary):
            form.Resources = resources
        self.form(form)
        return form

    def _known(self, item: Object, keys: frozenset[str], what: str) -> None:
        if strange := sorted(set(item.keys()) - keys):
            self.done.unknown.append(f"pikepdf:{what}: unknown keys {', '.join(strange)}")


_Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


def _kept(instructions: Iterable[_Instruction], gone: _Gone) -> Iterator[_Instruction]:
    """The instructions without those that a stand-in is for."""
    in_type_3 = False
    outer: list[bool] = []
    for each in instructions:
        name, operands = str(each.operator), list(each.operands)
        last = str(operands[-1]) if operands and isinstance(operands[-1], Name) else ""
        match name:
            case "q":
                outer.append(in_type_3)
            case "Q" if outer:
                in_type_3 = outer.pop()
            case "Tf":
                in_type_3 = bool(operands) and str(operands[0]) in gone.fonts
        is_gone = (
            name == "sh"
            or (name in _PAINT and bool(last))
            or (name in _SPACE and last in gone.spaces)
            or (in_type_3 and (name in _SHOWING or name == "Tf"))
        )
        if not is_gone:
            yield each


def _entries(resources: Object, key: str) -> Iterator[tuple[str, object]]:
    entries = resources.get(key)
    return iter(dict(entries.items()).items()) if isinstance(entries, Dictionary) else iter(())


def _values(resources: Object, key: str) -> Iterator[object]:
    return (value for _name, value in _entries(resources, key))


def _soft_masks(resources: Object) -> Iterator[object]:
    for state in _values(resources, "/ExtGState"):
        mask = state.get("/SMask") if isinstance(state, Dictionary) else None
        if isinstance(mask, Dictionary):
            yield mask.get("/G")


def _is_pattern(space: object) -> bool:
    return space == Name.Pattern or (
        isinstance(space, Array) and len(space) > 0 and space[0] == Name.Pattern
    )


def _is_jpx(image: Object) -> bool:
    given = image.get("/Filter")
    return Name.JPXDecode in (list(given) if isinstance(given, Array) else [given])


def _is_single_filter(image: Object) -> bool:
    given = image.get("/Filter")
    return not isinstance(given, Array) or len(given) == 1
