"""Names that can be those of files and folders on every system, and patterns of them."""

from __future__ import annotations

import re
from pathlib import Path

from docgen.model.writing.likeness import suggest

# What every workspace has in its own folder.
CONFIG = "docgen.toml"
# Names that Windows reserves for devices: a folder of that name cannot be made there.
RESERVED = {"CON", "PRN", "AUX", "NUL"} | {f"{d}{n}" for d in ("COM", "LPT") for n in range(10)}
# Windows drops a point at the end of a folder's name.
_SAFE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?")


LONGEST = 64  # characters; a path of Windows has room for 260 in all


def unsafe_because(name: str) -> str:
    """What to do about a name that is not safe."""
    if len(name) > LONGEST:
        return f"pendekkan menjadi paling banyak {LONGEST} karakter (kini {len(name)})"
    if name.split(".")[0].upper() in RESERVED:
        return f"nama «{name.split('.')[0]}» dipakai Windows sendiri; pakai nama lain"
    return (
        "pakai huruf tanpa aksen dan angka; titik, tanda hubung dan garis bawah boleh di antaranya"
    )


def is_safe_name(name: str) -> bool:
    """Whether a name can be that of a file or folder on every system."""
    return bool(_SAFE.fullmatch(name)) and name.split(".")[0].upper() not in RESERVED


def named_alike(path: Path) -> str | None:
    """A file beside ``path`` that was probably to have its name, such as ``docgen.toml.txt``."""
    try:
        names = sorted(each.name for each in path.parent.iterdir() if each.is_file())
    except OSError:
        return None
    wanted = path.name.casefold()
    longer = (name for name in names if name.casefold().startswith(wanted) and name != path.name)
    return next(longer, None) or suggest(path.name, [name for name in names if name != path.name])


_WILDCARDS = frozenset("*?[")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]+\Z")


def has_wildcard(pattern: str) -> bool:
    """Whether a pattern stands for more than the file of that name."""
    return not _WILDCARDS.isdisjoint(pattern)


def any_case(pattern: str) -> str:
    """The same pattern with its suffix in any case: ``*.xlsx`` finds ``DINKES.XLSX`` everywhere."""
    suffix = _SUFFIX.search(pattern)
    if suffix is None:
        return pattern
    letters = "".join(
        f"[{letter.lower()}{letter.upper()}]" if letter.isalpha() else letter
        for letter in suffix[0]
    )
    return pattern[: suffix.start()] + letters
