"""What fontconfig knows of the fonts of this computer."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

_SECONDS = 30.0


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
            command, capture_output=True, text=True, timeout=_SECONDS, stdin=subprocess.DEVNULL
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
