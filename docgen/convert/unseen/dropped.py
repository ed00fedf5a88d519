"""What LibreOffice is known to leave out of a PDF, or to replace: told before it is converted.

Tried with LibreOffice 7.4.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.convert.unseen.parts import OfficeParts, paragraph_of
from docgen.ooxml.names import R, W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_CHARTEX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"
# What newer drawings need and LibreOffice draws by itself.
_KNOWN = frozenset({"wps", "wpg", "wpc", "wp14", "w14", "w15", "a14", "wpi", "c14", "am3d", "x14"})
_NEEDLES = (
    b"altChunk", b":link=", b"relIds", b"chartex", b"OLEObject", b":control", b"subDoc",
    b"AlternateContent", b":href=", b":object",
)  # fmt: skip


def dropped_parts(parts: OfficeParts) -> Iterator[tuple[str, str]]:
    """What will not be printed, in words, and the paragraph that it stands in."""
    names = parts.stories if parts.is_word else (n for n in parts.names if "/drawings/" in n)
    for name in names:
        if not parts.holds(name, *_NEEDLES):
            continue
        root = parts.root(name)
        if root is not None:
            yield from _in_story(parts, name, root)


def _in_story(parts: OfficeParts, name: str, root: etree._Element) -> Iterator[tuple[str, str]]:
    for element in root.iter(f"{W}altChunk"):
        yield "berkas lain yang disisipkan (altChunk)", paragraph_of(element) or "isi utama"
    for element in root.iter(f"{W}subDoc"):
        yield "subdokumen", paragraph_of(element) or "isi utama"
    for element in root.iter(_DIAGRAM):
        if not _has_drawing(parts, name, element):
            yield "SmartArt tanpa gambar cadangan", paragraph_of(element)
    for element in root.iter(_CHARTEX):
        yield "bagan jenis baru (chartex)", paragraph_of(element)
    yield from _linked(parts, name, root)
    yield from _objects(root)
    yield from _choices(root)


def _has_drawing(parts: OfficeParts, name: str, diagram: etree._Element) -> bool:
    """Whether Word left a drawing of a SmartArt, which is what LibreOffice shows."""
    del diagram
    return any("diagrams/drawing" in target for target, _outside in parts.targets(name).values())


def _linked(parts: OfficeParts, name: str, root: etree._Element) -> Iterator[tuple[str, str]]:
    """Pictures that stand in a file elsewhere and not in this one."""
    targets = parts.targets(name)
    for blip in root.iter(f"{_A}blip"):
        if blip.get(f"{R}link") and not blip.get(f"{R}embed"):
            target = targets.get(blip.get(f"{R}link", ""), ("", True))[0]
            yield f"gambar yang hanya ditautkan («{target}»)", paragraph_of(blip)
    for data in root.iter(f"{_V}imagedata"):
        linked = data.get(f"{R}href") or data.get(f"{_O}href")
        target, outside = targets.get(linked or data.get(f"{R}id") or "", ("", False))
        if outside or (linked and not data.get(f"{R}id")):
            yield f"gambar yang hanya ditautkan («{target}»)", paragraph_of(data)


def _objects(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Objects of other programs, and controls, without a picture of them."""
    for holder in root.iter(f"{W}object", f"{W}pict"):
        picture = next(holder.iter(f"{_V}imagedata", f"{_A}blip"), None)
        if picture is not None:
            continue
        if next(holder.iter(f"{W}control"), None) is not None:
            yield "kontrol ActiveX", paragraph_of(holder)
        elif (ole := next(holder.iter(f"{_O}OLEObject"), None)) is not None:
            program = ole.get("ProgID", "")
            yield f"objek {program} tanpa gambarnya".replace("  ", " "), paragraph_of(holder)


def _choices(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Content for programs that know it, with nothing for the others."""
    for choice in root.iter(f"{_MC}AlternateContent"):
        options = choice.findall(f"{_MC}Choice")
        needs = [set(option.get("Requires", "").split()) for option in options]
        if options and not any(need <= _KNOWN for need in needs):
            fallback = choice.find(f"{_MC}Fallback")
            if fallback is None or len(fallback) == 0:
                words = " ".join("".join(map(str, choice.itertext())).split())[:40]
                shown = f" («{words}»)" if words else ""
                yield f"isi yang tidak dikenal LibreOffice{shown}", paragraph_of(choice)
