"""Names that can be those of files and folders on every system."""

from __future__ import annotations

import re

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
