"""The specimen: a page ahead of joined letters that shows each of their fonts with its usual signs.

LibreOffice stores of a font what a document shows, numbered in the order in which it is shown. So
a letter would look otherwise inside, though not on paper, beside other neighbours. With the
specimen ahead of it, what is stored and how it is numbered is settled before the first letter, and
a letter is to the byte the same beside any others, or beside none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
from lxml import etree
from pikepdf import Dictionary, Name, Object, Page

from docgen.convert.inspect.office_file import parse
from docgen.convert.joined.ends import closing
from docgen.convert.joined.letter import Letter
from docgen.convert.joined.names import value_of, w
from docgen.convert.joined.styles import STYLED, Styles, styles_in

# What Indonesian letters are written with; any other sign is a letter's own.
_USUAL = "".join(map(chr, range(0x21, 0x7F))) + "\N{NO-BREAK SPACE}–—‘’“”…•°½"
# Pairs that some fonts draw as one.
_PAIRS = "ff fi fl ffi ffl ft tt ti tf fj"
_HEADS = frozenset({"header", "footer", "footnotes"})
_SLOTS = tuple(map(w, ("ascii", "hAnsi", "asciiTheme", "hAnsiTheme")))
_FONTS, _BOLD, _ITALIC, _TEXT = w("rFonts"), w("b"), w("i"), w("t")
_OFF = ("0", "false", "off")
_LEVEL_NUMBER = re.compile(r"%\d")
# Heads, styles and lists that letters of one template share are looked at once.
_KEPT = 64
# Half a point each: small, so that it takes one page.
_SIZE = "12"
# A font that is taken, or codes that are shown; not what a ligature stands for.
_CODES = re.compile(rb"/ActualText ?<[0-9A-Fa-f]+>|/(\S+) [\d.]+ Tf|<([0-9A-Fa-f]+)>")

# The fonts that a run names, by slot.
Fonts = tuple[tuple[str, str], ...]
# A run of its own: its fonts and its text.
Run = tuple[Fonts, str]


@dataclass(frozen=True, slots=True)
class Typefaces:
    """What a letter is set in: fonts, weights, signs beyond the usual ones, and other runs, such
    as bullets. It follows from the letter alone; letters that differ in it are never joined."""

    fonts: tuple[Fonts, ...]
    bold: bool
    italic: bool
    signs: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """What one part says of it."""

    fonts: frozenset[Fonts]
    bold: bool
    italic: bool
    signs: frozenset[str]
    runs: frozenset[Run]
    styles: frozenset[str]
    lists: bool


def typefaces_of(letter: Letter) -> Typefaces:
    """The typefaces of a letter that is still whole."""
    said = [_said(letter.root)]
    for relation in letter.relations.values():
        if relation.kind in _HEADS and relation.target in letter.parts:
            said.append(_said_in(letter.parts[relation.target]))
    styles = letter.parts.get(letter.part_of("styles") or "")
    if styles is not None:
        said.append(_said_by_styles(styles, frozenset().union(*(each.styles for each in said))))
    numbering = letter.parts.get(letter.part_of("numbering") or "")
    bullets: frozenset[Run] = frozenset()
    if numbering is not None and any(each.lists for each in said):
        bullets = _bullets(numbering)
    return Typefaces(
        fonts=((), *sorted(frozenset().union(*(each.fonts for each in said)) - {()})),
        bold=any(each.bold for each in said),
        italic=any(each.italic for each in said),
        signs="".join(sorted(frozenset().union(*(each.signs for each in said)))),
        runs=tuple(sorted(bullets.union(*(each.runs for each in said)))),
    )


def specimen(faces: Typefaces) -> Iterator[etree._Element]:
    """The paragraphs of the page, the last of which ends its section."""
    weights = [(bold, italic) for bold in (False, True) for italic in (False, True)]
    # The plain space first: it may share a glyph with another, and is the one that is read back.
    text = f"{_PAIRS} {_USUAL}{faces.signs}"
    for fonts in faces.fonts:
        for bold, italic in weights:
            if bold <= faces.bold and italic <= faces.italic:
                yield _paragraph(fonts, text, bold=bold, italic=italic)
    for fonts, text in faces.runs:
        yield _paragraph(fonts, text, bold=False, italic=False)
    section = etree.Element(w("sectPr"))
    etree.SubElement(section, w("pgSz"), {w("w"): "11906", w("h"): "16838"})
    sides = ("top", "right", "bottom", "left", "header", "footer", "gutter")
    etree.SubElement(
        section, w("pgMar"), {w(side): "0" if side == "gutter" else "567" for side in sides}
    )
    yield closing(section)


def settled_fonts(pages: Sequence[Page]) -> frozenset[tuple[int, int]]:
    """The fonts (by object) of which a specimen on these pages shows all that is stored."""
    if not pages:
        return frozenset()
    fonts = pages[0].obj.Resources.get("/Font", Dictionary())
    last: dict[str, int] = {}
    for page in pages:
        name = ""
        for font, code in _CODES.findall(_drawn(page.obj)):
            if font:
                name = font.decode("latin-1")
            elif name and code:
                last[name] = max(last.get(name, 0), *bytes.fromhex(code.decode()))
    return frozenset(
        font.objgen
        for name, font in fonts.items()
        if font.get("/Subtype") == Name.TrueType
        and font.get("/LastChar") == last.get(name.lstrip("/"))
    )


def fonts_in(resources: Object, depth: int = 0) -> Iterator[tuple[int, int]]:
    """The fonts (by object) in resources, and in those of forms and patterns inside."""
    for _name, font in resources.get("/Font", Dictionary()).items():
        yield font.objgen
    for kind in ("/XObject", "/Pattern"):
        for _name, item in resources.get(kind, Dictionary()).items():
            if isinstance(item, pikepdf.Stream) and "/Resources" in item and depth < _KEPT:
                yield from fonts_in(item.Resources, depth + 1)


def _drawn(page: Object) -> bytes:
    contents = page.get("/Contents")
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(each.read_bytes() for each in streams if each is not None)


def _paragraph(fonts: Fonts, text: str, *, bold: bool, italic: bool) -> etree._Element:
    paragraph = etree.Element(w("p"))
    properties = etree.SubElement(paragraph, w("pPr"))
    spacing = {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}
    etree.SubElement(properties, w("spacing"), {w(key): each for key, each in spacing.items()})
    run = etree.SubElement(paragraph, w("r"))
    look = etree.SubElement(run, w("rPr"))
    if fonts:
        etree.SubElement(look, _FONTS, dict(fonts))
    etree.SubElement(look, _BOLD, {w("val"): str(int(bold))})
    etree.SubElement(look, _ITALIC, {w("val"): str(int(italic))})
    for name in ("caps", "smallCaps", "vanish"):
        etree.SubElement(look, w(name), {w("val"): "0"})
    etree.SubElement(look, w("sz"), {w("val"): _SIZE})
    etree.SubElement(run, _TEXT).text = text
    return paragraph


@lru_cache(_KEPT)
def _said_in(part: bytes) -> _Said:
    return _said(parse(part))


def _said(root: etree._Element) -> _Said:
    text = "".join(each.text or "" for each in root.iter(_TEXT))
    return _Said(
        fonts=frozenset(map(_fonts, root.iter(_FONTS))),
        bold=_has(root, _BOLD),
        italic=_has(root, _ITALIC),
        signs=frozenset() if text.isascii() else _unusual(text),
        runs=frozenset(_symbols(root)),
        styles=frozenset(value_of(each) or "" for each in root.iter(*STYLED)),
        lists=next(root.iter(w("numPr")), None) is not None,
    )


def _unusual(text: str) -> frozenset[str]:
    return frozenset(sign for sign in text if ord(sign) > 0x7F) - frozenset(_USUAL)


@lru_cache(_KEPT)
def _said_by_styles(part: bytes, names: frozenset[str]) -> _Said:
    styles: Styles = styles_in(part)
    kept = styles.kept(names)
    defaults = styles.root.find(w("docDefaults"))
    roots = [style for key, style in styles.every.items() if key in kept]
    roots += [] if defaults is None else [defaults]
    return _Said(
        fonts=frozenset(_fonts(each) for root in roots for each in root.iter(_FONTS)),
        bold=any(_has(root, _BOLD) for root in roots),
        italic=any(_has(root, _ITALIC) for root in roots),
        signs=frozenset(),
        runs=frozenset(),
        styles=frozenset(),
        lists=any(next(root.iter(w("numPr")), None) is not None for root in roots),
    )


@lru_cache(_KEPT)
def _bullets(part: bytes) -> frozenset[Run]:
    """The signs before the points of lists, as far as they have fonts of their own."""
    found = set()
    for level in parse(part).iter(w("lvl")):
        text = _LEVEL_NUMBER.sub("", value_of(level.find(w("lvlText"))) or "")
        fonts = level.find(f"{w('rPr')}/{_FONTS}")
        if text and (fonts is not None or not text.isascii()):
            found.add((() if fonts is None else _fonts(fonts), text))
    return frozenset(found)


def _symbols(root: etree._Element) -> Iterator[Run]:
    for each in root.iter(w("sym")):
        font, code = each.get(w("font")), each.get(w("char"), "")
        if font and re.fullmatch(r"[0-9A-Fa-f]{4}", code):
            yield ((_SLOTS[0], font), (_SLOTS[1], font)), chr(int(code, 16))


def _fonts(element: etree._Element) -> Fonts:
    return tuple((slot, name) for slot in _SLOTS if (name := element.get(slot)))


def _has(root: etree._Element, tag: str) -> bool:
    found: Iterable[etree._Element] = root.iter(tag)
    return any(value_of(each) not in _OFF for each in found)
