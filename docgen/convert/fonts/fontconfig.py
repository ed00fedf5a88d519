"""What fontconfig knows of the fonts of this computer, asked as LibreOffice asks it.

LibreOffice runs with a home of its own, where no user's settings are; a user's own fonts are those
of the folder that the XDG base directories name.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_SECONDS = 30.0
_NO_HOME = "/nonexistent"
_XDG = "XDG_DATA_HOME"


def with_home(environ: Mapping[str, str], home: str) -> dict[str, str]:
    """The variables with another home, where a user's own fonts are found nevertheless."""
    own = environ.get(_XDG) or os.path.join(environ.get("HOME", _NO_HOME), ".local/share")  # noqa: PTH118
    return {**environ, "HOME": home, _XDG: own}


def fonts_mark() -> str:
    """What tells the installed fonts from others, as far as fontconfig knows them."""
    states = []
    told = ask_fontconfig(["fc-list", "--format", "%{file}\n"])
    for name in sorted(filter(None, told.split("\n"))):  # no name at all is this very folder
        with contextlib.suppress(OSError):
            about = Path(name).stat()
            states.append(f"{name} {about.st_size} {about.st_mtime_ns}")
    return hashlib.sha256("\n".join(states).encode()).hexdigest()


def ask_fontconfig(command: Sequence[str]) -> str:
    """What a program of fontconfig says; "" where there is none."""
    if shutil.which(command[0]) is None:
        return ""
    try:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            env=with_home(os.environ, _NO_HOME),
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
