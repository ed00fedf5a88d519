"""Names that can be those of files and folders on every system."""

from __future__ import annotations

import re

# Names that Windows reserves for devices: a folder of that name cannot be made there.
RESERVED = {"CON", "PRN", "AUX", "NUL"} | {f"{d}{n}" for d in ("COM", "LPT") for n in range(10)}
# Windows drops a point at the end of a folder's name.
_SAFE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?")


def is_safe_name(name: str) -> bool:
    """Whether a name can be that of a file or folder on every system."""
    return bool(_SAFE.fullmatch(name)) and name.split(".")[0].upper() not in RESERVED
