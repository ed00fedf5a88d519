"""Which head or label a text is, in the spellings of ``spellings.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from docgen.load.legacy.words import squeezed

# A unit that stands behind a head: Waktu (menit).
_BEHIND = re.compile(r"\s*\(([^()]*)\)\s*$")
# A head that begins with such words and goes on is still this head.
LONGEST_HEAD = 40


@lru_cache(maxsize=1)
def _spellings() -> Mapping[str, Mapping[str, str]]:
    text = (files("docgen.load.legacy") / "spellings.toml").read_bytes().decode()
    return {
        group: {spelling: key for key, spellings in keys.items() for spelling in spellings}
        for group, keys in tomllib.loads(text).items()
    }


@lru_cache(maxsize=4096)
def spelled(group: str, text: str) -> str:
    """The key that a text names; "" for other words. ``group`` is a table of the file."""
    if not text or len(text) > 2 * LONGEST_HEAD:
        return ""
    known = _spellings()[group]
    return known.get(squeezed(_BEHIND.sub("", text)), "") or known.get(squeezed(text), "")


def is_total(text: str) -> bool:
    """Whether a row begins with words for a total."""
    return any(squeezed(text).startswith(each) for each in _spellings()["total"])


def unit_behind(text: str) -> str:
    """What stands in brackets behind a head, else ""."""
    found = _BEHIND.search(text.replace("\n", " "))
    return found[1].strip() if found else ""


def one_line(text: str) -> str:
    """A head that was parted into lines, whole again.

    Where a line ends within a word, with a hyphen before a small letter or behind a slash, nothing
    comes between.
    """
    whole = ""
    for line in (part.strip() for part in text.split("\n")):
        if whole.endswith("-") and line[:1].islower():
            whole = whole[:-1] + line
        else:
            whole += line if whole.endswith("/") or not whole or not line else f" {line}"
    return whole
