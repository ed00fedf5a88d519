"""Before stage 5: fonts that the templates ask for and this computer lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from docgen.convert import FontState, Presence, font_state, fonts_of
from docgen.findings import Finding, Where, hint, warning
from docgen.workspace.document import Document
from docgen.workspace.loaded import Loaded


def font_findings(loaded: Loaded, documents: Iterable[Document]) -> Iterator[Finding]:
    """``font-substituted`` and ``font-missing`` of the templates of these documents."""
    templates = dict.fromkeys(document.template for document in documents)
    yield from fonts_in((path, loaded.files[path]) for path in templates)


def fonts_in(files: Iterable[tuple[str, Path | bytes]]) -> Iterator[Finding]:
    """A finding a font that is not here: what it stands in, what prints it, what to install.

    It names the first of the ``files`` (each as it is called, and where it is), and counts the
    others: an office uses one font in all its templates.
    """
    users: dict[str, list[str]] = {}
    for name, source in files:
        for font in sorted(fonts_of(source)):
            users.setdefault(font, []).append(name)
    for state in font_state(users).values():
        if state.presence is not Presence.THERE:
            yield _finding(state, users[state.name])


def _finding(state: FontState, users: Sequence[str]) -> Finding:
    others = f" (juga dipakai {len(users) - 1} berkas lain)" if len(users) > 1 else ""
    where = Where(users[0])
    if state.presence is Presence.COMPATIBLE:
        message = (
            f"huruf {state.name}{others} tidak terpasang; dicetak dengan {state.instead}, yang "
            "sama lebarnya, jadi baris dan halaman tetap sama"
        )
        return hint("font-substituted", where, message)
    instead = f"; dicetak dengan {state.instead}" if state.instead else ""
    package = f" (Debian/Ubuntu: sudo apt install {state.package})" if state.package else ""
    message = (
        f"huruf {state.name}{others} tidak terpasang{instead}, jadi baris dan halaman dapat "
        f"bergeser; pasang huruf itu atau yang sama lebarnya{package}, atau ganti di templat"
    )
    return warning("font-missing", where, message)


def said_of_fonts(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each font with its state in a few words, for ``docgen doctor``."""
    for state in font_state(names).values():
        match state.presence:
            case Presence.THERE:
                yield state.name, "ada"
            case Presence.COMPATIBLE:
                yield state.name, f"tidak ada; {state.instead} menggantinya, sama lebarnya"
            case Presence.MISSING:
                instead = f"; {state.instead} menggantinya, lain lebarnya" if state.instead else ""
                yield state.name, f"tidak ada{instead}"
