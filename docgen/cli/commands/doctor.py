"""``docgen doctor``: what is installed, what is missing, how to get it."""

from __future__ import annotations

from pathlib import Path

from docgen.choices import EngineName
from docgen.cli.engine import engine_option
from docgen.cli.indonesian import command
from docgen.cli.screen import Screen, speaks, workspace_option


@command(epilog="Contoh:  docgen doctor")
@workspace_option
@engine_option
@speaks
def doctor(root: Path, engine: EngineName | None, screen: Screen) -> int:
    """Sebutkan apa yang terpasang, apa yang kurang, dan cara memasangnya; ubah satu contoh.

    Huruf diperiksa untuk templat di folder ini, atau templat bawaan bila di sini tidak ada.
    """
    from docgen.cli.running.diagnosis import diagnose

    return diagnose(root, engine, screen)
