"""Which signs a font has: an emoji or an Arabic letter in Arial is an empty box on paper.

Only fontconfig is asked; where it is not there, nothing is said.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from docgen.convert.fonts.fontconfig import ask_fontconfig
from docgen.convert.fonts.installed import Presence, font_state

# Every font of an office has the signs of Latin-1.
_EVERYWHERE = 0xFF
# Marks that change the sign before them, and have no shape of their own.
_SHAPELESS = ("Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Lacking:
    """A sign that none of the fonts has; ``instead`` is a font here that has it, or ""."""

    sign: str
    instead: str


def lacking_signs(text: str, fonts: Iterable[str]) -> Iterator[Lacking]:
    """The signs of a text that none of these fonts can show, each once.

    Fonts that are not here, and have no other of their widths, are passed over: nobody knows what
    they have.
    """
    unusual = [
        sign
        for sign in dict.fromkeys(text)
        if ord(sign) > _EVERYWHERE and unicodedata.category(sign) not in _SHAPELESS
    ]
    if not unusual:
        return
    known = [signs for font in sorted(fonts) if (signs := _signs_of(font)) is not None]
    for sign in unusual if known else ():
        if not any(ord(sign) in signs for signs in known):
            yield Lacking(sign, _elsewhere(sign))


@cache
def _signs_of(font: str) -> frozenset[int] | None:
    """The code points of a font, or of what stands in for it; None when neither is here."""
    state = font_state([font])[font]
    if state.presence is Presence.MISSING:
        return None
    path = ask_fontconfig(["fc-match", "--format", "%{file}", state.instead]).strip()

    from fontTools.ttLib import TTCollection, TTFont, TTLibError  # for rare signs only

    try:
        # A TTCollection holds TTFonts; both are closed at the end of the block.
        with (TTCollection if path.lower().endswith(".ttc") else TTFont)(path, lazy=True) as file:
            faces: Sequence[TTFont] = getattr(file, "fonts", None) or [file]
            return frozenset(code for face in faces for code in face.getBestCmap() or ())
    except (OSError, TTLibError, KeyError, AssertionError):
        return None


@cache
def _elsewhere(sign: str) -> str:
    """A font that is here and has a sign; "" when there is none."""
    told = ask_fontconfig(["fc-list", f":charset={ord(sign):x}", "--format", "%{family}\n"])
    families = sorted(line.split(",")[0].strip() for line in told.splitlines() if line.strip())
    return families[0] if families else ""
