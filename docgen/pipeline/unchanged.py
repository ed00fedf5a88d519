"""A build that has nothing to do, known before any library is loaded.

What decides a build besides the files of the workspace is worked out here, for whoever builds as
well; :mod:`~docgen.workspace.runs.last_build` holds it against the build before.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from docgen.choices import ENGINES, EngineName
from docgen.convert import engine_mark, fonts_mark
from docgen.limits import MOST_RECORD
from docgen.load.names import CONFIG
from docgen.outside.files import read_text
from docgen.workspace.report import Report
from docgen.workspace.runs.build_lock import build_lock
from docgen.workspace.runs.last_build import LastBuild


def unchanged(
    root: Path,
    today: dt.date,
    environ: Mapping[str, str],
    engine: EngineName | None,
    waiting: Callable[[], None],
    *,
    accept_changes: bool,
) -> Report | None:
    """What a build of everything would say; None when it might do or say anything else.

    ``engine`` is the one that was asked for, None for that of ``docgen.toml``.
    """
    with build_lock(root, waiting):
        name = engine or _declared(root)
        mark = engine_mark(name, environ) if name else ""
        if not mark:
            return None
        about = decided_by(today, environ, mark, accept_changes=accept_changes)
        return LastBuild(root, about).report()


def decided_by(
    today: dt.date, environ: Mapping[str, str], engine: str, *, accept_changes: bool
) -> dict[str, str]:
    """What decides a build besides the files of the workspace; ``engine`` is its mark."""
    named = {
        key: f"{text} {_look(text)}" for key, text in environ.items() if key.startswith("DOCGEN_")
    }
    return named | {
        "PATH": environ.get("PATH", ""),
        "hari": today.isoformat(),
        "mesin": engine,
        "huruf": fonts_mark(),
        "perubahan": str(accept_changes),
    }


def _look(path: str) -> str:
    """What tells a file that a variable names from the one that had its name before."""
    with suppress(OSError, ValueError):
        about = Path(path).stat()
        return f"{about.st_size} {about.st_mtime_ns} {about.st_ino}"
    return ""


def _declared(root: Path) -> EngineName | None:
    """The engine that ``docgen.toml`` names; what is odd there is for whoever reads all of it."""
    try:
        rules = tomllib.loads(read_text(root / CONFIG, MOST_RECORD)).get("ubah_pdf", {})
        name = rules.get("mesin", ENGINES[0])
    except (OSError, ValueError, AttributeError, RecursionError):
        return None
    return next((each for each in ENGINES if each == name), None)
