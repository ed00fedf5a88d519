"""Pictures as fine as they are printed, and no finer.

LibreOffice takes pictures of more than 300 dpi down to that in every letter anew, which for a logo
costs more than all the rest of the letter. Here each is made coarser once, by a better filter, and
stands in all letters; how it is packed in the PDF stays LibreOffice's choice.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import cast

from lxml import etree
from PIL import Image

from docgen.limits import MOST_PIXELS
from docgen.ooxml.names import OFFICE_RELATIONSHIPS, R

# What LibreOffice takes pictures down to, and how much more it lets pass, pixels.
PRINTED_DPI, TOLERANCE = 300, 4
_EMU_AN_INCH = 914_400
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_BLIP, _EMBED = f"{_DRAWING}blip", f"{R}embed"
_FILL, _EXTENSIONS = f"{_PICTURE}blipFill", f"{_DRAWING}extLst"
# From a picture up to what says how large it is printed; in a group that would not be enough.
_ABOVE = (f"{_PICTURE}pic", f"{_DRAWING}graphicData", f"{_DRAWING}graphic")
_HOLDERS = (f"{_PLACED}inline", f"{_PLACED}anchor")
# Beside the picture in its fill: it is shown whole, once.
_WHOLE = frozenset({_BLIP, f"{_DRAWING}stretch"})
_ODD = ("svgBlip", "imgLayer")  # another picture in place of this one; effects of Office
_FORMATS = ("PNG", "JPEG")
# How pictures are stored, and how they can be made coarser.
_MODES = {"1": "L", "L": "L", "LA": "RGBA", "P": "RGB", "PA": "RGBA", "RGB": "RGB", "RGBA": "RGBA"}
_ORIENTATION = 0x0112
# A template has few pictures, its letters the same; those of one letter alone may be large.
_KEPT = 8
_MARKS = (b":blip", b":imagedata")
_LINKED = etree.XPath("//*[@r:*]", namespaces={"r": OFFICE_RELATIONSHIPS})

Size = tuple[int, int]  # width and height, EMU
# A part's text, and where its relationships lead: id -> name of a part.
Story = tuple[etree._Element, Mapping[str, str]]


def has_pictures(data: bytes) -> bool:
    """Whether a part may hold pictures; nearly none needs parsing for that."""
    return any(mark in data for mark in _MARKS)


def coarser(stories: Iterable[Story], read: Callable[[str], bytes]) -> dict[str, bytes]:
    """The pictures of a document that are finer than they are printed, by name, made coarser.

    One that is cropped, tiled, turned by its own data or used in any other way than as a picture
    in the text stays as it is, as does what Pillow cannot read. ``read`` gives the bytes of a part.
    """
    sizes: dict[str, Size | None] = {}
    for root, targets in stories:
        for key, size in _uses(root):
            if (name := targets.get(key)) is not None:
                sizes[name] = _larger(sizes.get(name, (0, 0)), size)
    found = ((name, _coarse(read(name), *size)) for name, size in sizes.items() if size)
    return {name: data for name, data in found if data is not None}


def _uses(root: etree._Element) -> Iterator[tuple[str, Size | None]]:
    """The id of each relationship that a part uses, with the printed size of a plain picture."""
    for element in cast("list[etree._Element]", _LINKED(root)):
        for name, value in element.attrib.items():
            if str(name).startswith(R):
                is_picture = element.tag == _BLIP and name == _EMBED
                yield str(value), _printed(element) if is_picture else None


def _printed(blip: etree._Element) -> Size | None:
    """The size at which a picture is printed, None when it is not simply shown."""
    fill = blip.getparent()
    if fill is None or fill.tag != _FILL or {str(each.tag) for each in fill} - _WHOLE:
        return None
    if any(each.tag != _EXTENSIONS for each in blip):
        return None  # its colours are changed
    if any(etree.QName(each).localname in _ODD for each in blip.iter(etree.Element)):
        return None
    holder = fill.getparent()
    for tag in _ABOVE:
        if holder is None or holder.tag != tag:
            return None
        holder = holder.getparent()
    extent = None if holder is None else holder.find(f"{_PLACED}extent")
    if holder is None or holder.tag not in _HOLDERS or extent is None:
        return None
    try:
        return int(extent.get("cx", "")), int(extent.get("cy", ""))
    except ValueError:
        return None


def _larger(one: Size | None, other: Size | None) -> Size | None:
    if one is None or other is None:
        return None
    return max(one[0], other[0]), max(one[1], other[1])


@lru_cache(_KEPT)
def _coarse(data: bytes, wide: int, high: int) -> bytes | None:
    """A picture that is printed so large (EMU), as a PNG; None when it need not be coarser, or
    cannot be."""
    most = wide * PRINTED_DPI / _EMU_AN_INCH, high * PRINTED_DPI / _EMU_AN_INCH
    target = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large pictures
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                size = image.size
                if all(now <= due + TOLERANCE for now, due in zip(size, most, strict=True)):
                    return None
                scale = min(due / now for now, due in zip(size, most, strict=True))
                new = tuple(max(1, round(side * scale)) for side in size)
                mode = _mode_of(image)
                if mode is None or size[0] * size[1] > MOST_PIXELS or scale <= 0:
                    return None
                image.convert(mode).resize(new, Image.Resampling.LANCZOS).save(target, "PNG")
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        return None
    return target.getvalue()


def _mode_of(image: Image.Image) -> str | None:
    """As what a picture can be made coarser; None when it could come to look otherwise."""
    if image.getexif().get(_ORIENTATION, 1) != 1 or "gamma" in image.info:
        return None
    mode = _MODES.get(image.mode)
    return "RGBA" if mode is not None and "transparency" in image.info else mode
