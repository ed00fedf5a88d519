"""Stage 5, convert: .docx and .xlsx -> .pdf, by an engine that was chosen once for the run.

:mod:`~docgen.convert.engine` says what an engine is; :mod:`~docgen.convert.libreoffice.engine` is
the default, :mod:`~docgen.convert.embedded.engine` the other. :mod:`~docgen.convert.cache` keeps
what they made. :mod:`~docgen.convert.fonts.installed` knows which fonts a document asks for and
which are there.

Each name is loaded when it is asked for: a build that has nothing to do needs no library.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docgen.choices import EngineName
from docgen.lazy import asked_for

if TYPE_CHECKING:
    from docgen.convert.batches import batch_names
    from docgen.convert.cache import Cached
    from docgen.convert.embedded.engine import Embedded
    from docgen.convert.engine import REFUSES, Absent, Engine
    from docgen.convert.fonts.asked_for import fonts_of
    from docgen.convert.fonts.coverage import Lacking, lacking_signs
    from docgen.convert.fonts.fontconfig import fonts_mark
    from docgen.convert.fonts.installed import (
        FontState,
        Presence,
        font_state,
        forget_fonts,
        printed_by,
    )
    from docgen.convert.inspect.office_file import check_office_file
    from docgen.convert.inspect.pdf import file_sha, source_sha
    from docgen.convert.jobs import Job, Kind, Outcome, tags_in
    from docgen.convert.libreoffice.engine import LibreOffice, convert_all
    from docgen.convert.libreoffice.old_formats import in_new_format
    from docgen.convert.libreoffice.places import find_soffice
    from docgen.convert.libreoffice.signals import ending_cleanly
    from docgen.convert.libreoffice.soffice import version
    from docgen.convert.spread import Spread
    from docgen.convert.unseen.look import look_at_file, look_at_template

__all__ = [
    "REFUSES", "Absent", "Cached", "Embedded", "Engine", "FontState",
    "Job", "Kind", "Lacking", "LibreOffice", "Outcome", "Presence", "Spread", "batch_names",
    "check_office_file", "convert_all", "ending_cleanly", "file_sha", "find_engine",
    "find_soffice", "font_state", "fonts_mark", "fonts_of", "forget_fonts", "in_new_format",
    "lacking_signs", "look_at_file", "look_at_template", "printed_by", "source_sha", "tags_in",
    "version",
]  # fmt: skip

__getattr__ = asked_for(
    __name__,
    {
        "batches": "batch_names",
        "cache": "Cached",
        "embedded.engine": "Embedded",
        "engine": "REFUSES Absent Engine",
        "fonts.asked_for": "fonts_of",
        "fonts.coverage": "Lacking lacking_signs",
        "fonts.fontconfig": "fonts_mark",
        "fonts.installed": "FontState Presence font_state forget_fonts printed_by",
        "inspect.office_file": "check_office_file",
        "inspect.pdf": "file_sha source_sha",
        "jobs": "Job Kind Outcome tags_in",
        "libreoffice.engine": "LibreOffice convert_all",
        "libreoffice.old_formats": "in_new_format",
        "libreoffice.signals": "ending_cleanly",
        "libreoffice.places": "find_soffice",
        "libreoffice.soffice": "version",
        "spread": "Spread",
        "unseen.look": "look_at_file look_at_template",
    },
)


def find_engine(name: EngineName, environ: Mapping[str, str]) -> Engine | Absent:
    """The engine of this name as it is installed here, or why it is not."""
    if name == "embedded":
        from docgen.convert.embedded.engine import Embedded

        return Embedded.find(environ)
    from docgen.convert.libreoffice.engine import LibreOffice

    return LibreOffice.find(environ)


def engine_mark(name: EngineName, environ: Mapping[str, str]) -> str:
    """What :meth:`~docgen.convert.engine.Engine.mark` of it says, with as little as can be loaded;
    "" where it is not installed."""
    if name == "embedded":
        return find_engine(name, environ).mark()
    from docgen.convert.libreoffice.places import find_soffice
    from docgen.convert.libreoffice.soffice import state_of

    soffice = find_soffice(environ)
    return state_of(soffice) if soffice else ""
