"""Which fonts are here, and what stands in for those that are not.

A font of the same advance widths leaves every line and page as it was; any other moves text. What
is metric-compatible with what is fontconfig's own list (``30-metric-aliases.conf``); the families
are those of Liberation (Arial, Times New Roman, Courier New, Arial Narrow), of ChromeOS (Arimo,
Tinos, Cousine), Carlito and Caladea (Calibri, Cambria), Gelasio (Georgia), and URW's 35 for
PostScript's and for those that Microsoft had made to their widths.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from docgen.convert.fonts.fontconfig import ask_fontconfig

# Family -> those with its widths, the best first; and the Debian package that brings the first.
COMPATIBLE: Mapping[str, tuple[tuple[str, ...], str]] = {
    "arial": (("Liberation Sans", "Arimo", "Albany", "Nimbus Sans", "Helvetica"),
              "fonts-liberation"),
    "helvetica": (("Nimbus Sans", "TeX Gyre Heros", "Liberation Sans", "Arimo", "Arial"),
                  "fonts-urw-base35"),
    "times new roman": (("Liberation Serif", "Tinos", "Thorndale", "Nimbus Roman", "Times"),
                        "fonts-liberation"),
    "times": (("Nimbus Roman", "TeX Gyre Termes", "Liberation Serif", "Tinos", "Times New Roman"),
              "fonts-urw-base35"),
    "courier new": (("Liberation Mono", "Cousine", "Cumberland", "Nimbus Mono PS"),
                    "fonts-liberation"),
    "courier": (("Nimbus Mono PS", "TeX Gyre Cursor", "Liberation Mono", "Cousine"),
                "fonts-urw-base35"),
    "arial narrow": (("Liberation Sans Narrow", "Nimbus Sans Narrow"),
                     "fonts-liberation fonts-liberation-sans-narrow"),
    "calibri": (("Carlito",), "fonts-crosextra-carlito"),
    "cambria": (("Caladea",), "fonts-crosextra-caladea"),
    "georgia": (("Gelasio",), ""),
    "bookman old style": (("URW Bookman", "TeX Gyre Bonum"), "fonts-urw-base35"),
    "palatino linotype": (("P052", "TeX Gyre Pagella"), "fonts-urw-base35"),
    "century schoolbook": (("C059", "TeX Gyre Schola"), "fonts-urw-base35"),
}  # fmt: skip

# Where fonts are on systems without fontconfig.
FOLDERS = (
    Path("C:/Windows/Fonts"), Path("/System/Library/Fonts"), Path("/Library/Fonts"),
)  # fmt: skip
# LibreOffice from its own site brings fonts that only it sees.
_LIBREOFFICE = (
    "opt/libreoffice*/share/fonts/truetype",
    "usr/lib/libreoffice/share/fonts/truetype",
    "Applications/LibreOffice*.app/Contents/Resources/fonts/truetype",
    "Program Files/LibreOffice*/share/fonts/truetype",
)
_SUFFIXES = frozenset((".ttf", ".otf", ".ttc"))
_FAMILY_NAMES = (1, 16)  # of the OpenType table "name": family, typographic family


class Presence(StrEnum):
    """Whether a font is here."""

    THERE = "ada"
    COMPATIBLE = "diganti huruf yang sama lebarnya"
    MISSING = "tidak ada"


@dataclass(frozen=True, slots=True)
class FontState:
    """A font that a document asks for: what prints it (``instead``) and how to get it."""

    name: str
    presence: Presence
    instead: str = ""
    package: str = ""


def font_state(
    names: Iterable[str], installed: frozenset[str] | None = None
) -> Mapping[str, FontState]:
    """The state of each font, by name, sorted. ``installed`` are family names in lower case."""
    there = installed_fonts() if installed is None else installed
    return {name: _state(name, there) for name in sorted(set(names), key=str.casefold)}


def _state(name: str, there: frozenset[str]) -> FontState:
    key = name.strip().casefold()
    if key in there:
        return FontState(name, Presence.THERE, name)
    alike, package = COMPATIBLE.get(key, ((), ""))
    for other in alike:
        if other.casefold() in there:
            return FontState(name, Presence.COMPATIBLE, other, package)
    return FontState(name, Presence.MISSING, _matched(name), package)


def printed_by(names: Iterable[str]) -> str:
    """What tells apart by what these fonts are printed: the families that stand in for them, and
    the content of their files as far as fontconfig knows them; hexadecimal."""
    states = font_state(names).values()
    lines = [
        " ".join((state.name, state.instead, *map(_content, _files(state.instead))))
        for state in states
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@cache
def _listed() -> Mapping[str, tuple[str, ...]]:
    """The files of each family that fontconfig knows, in lower case, sorted."""
    found: dict[str, list[str]] = {}
    listed = ask_fontconfig(["fc-list", "--format", "%{family}\t%{file}\n"])
    for line in sorted(listed.splitlines()):
        families, _, file = line.partition("\t")
        for each in families.split(","):
            found.setdefault(each.strip().casefold(), []).append(file)
    return {family: tuple(files) for family, files in found.items()}


def font_files() -> frozenset[str]:
    """The files of all fonts that fontconfig knows."""
    return frozenset(file for files in _listed().values() for file in files)


def _files(family: str) -> tuple[str, ...]:
    return _listed().get(family.strip().casefold(), ())


@cache
def _content(file: str) -> str:
    with suppress(OSError), Path(file).open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
    return ""


def forget_fonts() -> None:
    """Ask for the fonts anew the next time."""
    for kept in (_listed, _content, installed_fonts, _matched):
        kept.cache_clear()


@cache
def installed_fonts() -> frozenset[str]:
    """The families that are installed, in lower case: fontconfig's, else those in font folders."""
    found = set(_listed())
    folders: list[Path] = [] if found else list(FOLDERS)
    folders += [each for pattern in _LIBREOFFICE for each in Path("/").glob(pattern)]
    for folder in folders:
        found.update(name.casefold() for name in _families_in(folder))
    return frozenset(found - {""})


def _families_in(folder: Path) -> Iterator[str]:
    from fontTools.ttLib import TTCollection, TTFont, TTLibError  # only where fontconfig is not

    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in _SUFFIXES:
            continue
        try:
            # A TTCollection holds TTFonts; both are closed at the end of the block.
            opened = TTCollection if path.suffix.lower() == ".ttc" else TTFont
            with opened(path, lazy=True) as file:
                for face in getattr(file, "fonts", None) or [file]:
                    for entry in face["name"].names:
                        if entry.nameID in _FAMILY_NAMES:
                            yield entry.toUnicode()
        # A damaged file among the system's fonts is nobody's fault here.
        except (OSError, TTLibError, KeyError, UnicodeDecodeError, AssertionError):
            continue


@cache
def _matched(name: str) -> str:
    """What fontconfig prints a font with that is not there; "" where there is no fontconfig."""
    return ask_fontconfig(["fc-match", "--format", "%{family}", name]).split(",")[0].strip()
