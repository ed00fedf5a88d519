"""What the papers of letters say, part by part: the placeholders of their template, filled.

A part is a placeholder (``isi``), a key of a record (``pejabat.nip``) or of a list's record
(``butir 2.jenis``). Pictures are none, and number and date are the register's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from functools import cache
from typing import Any, cast

from docgen.errors import FindingsError
from docgen.findings import Where
from docgen.guard import guarded
from docgen.limits import FILLING
from docgen.model.letter import Letter
from docgen.numbering import told_always
from docgen.render.placeholders.letters import NOBODY
from docgen.render.template import Image, Template, paragraphs
from docgen.workspace.kinds.letter import LETTER
from docgen.workspace.loaded import Loaded

OF_REGISTER = frozenset({"nomor", "tanggal"})
YES = "ya"


class LetterPapers:
    """The papers of a workspace's letters (see :class:`docgen.numbering.Papers`)."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._template = cache(self._read_template)

    def told(self, letter: Letter) -> dict[str, str] | None:
        """The texts of a numbered letter's paper by the names of its parts, without blank ones.

        None while its template cannot be read.
        """
        template, names = self._template(letter.kelompok)
        if template is None:
            return None
        context = template.with_names(self._context(letter))
        found = {}
        for name in names:
            for part, value in _parts(name, context.get(name)):
                if value not in ("", None, False):
                    found[part] = YES if value is True else str(value)
        return found | told_always(letter)

    def seen(self, letter: Letter, before: Mapping[str, str]) -> frozenset[str]:
        """The parts of ``before`` with which the paper would look otherwise than it does now."""
        template, _names = self._template(letter.kelompok)
        if template is None:
            return frozenset()
        context = dict(template.with_names(self._context(letter)))
        then = {name: _with_part(context, name, text) for name, text in before.items()}
        # Without a context a line of a list came or went.
        contexts = [("", context), *((name, each) for name, each in then.items() if each)]

        def words(item: tuple[str, dict[str, Any]]) -> tuple[str, ...] | None:
            try:
                return tuple(paragraphs(template.render(item[1])))
            except FindingsError:  # which the letter itself has as well, or its former text only
                return None

        found = {item[0]: said for item, said in guarded(words, contexts, FILLING)}
        return frozenset(name for name in before if found.get(name) != found[""])

    def _context(self, letter: Letter) -> Mapping[str, Any]:
        loaded = self._loaded
        office = loaded.workspace.office[letter.kop]
        official = LETTER.book(loaded, letter.kelompok).officials.get(letter.penandatangan, NOBODY)
        return LETTER.context(letter, office, None, official, loaded.profile)

    def _read_template(self, name: str) -> tuple[Template | None, tuple[str, ...]]:
        """A set's template and the names that it asks for; None when it cannot be read."""
        path = LETTER.record(self._loaded, name).template
        template = Template(self._loaded.files.get(path, b""), Where(path), self._loaded.read)
        try:
            return template, tuple(sorted(template.placeholders() - OF_REGISTER))
        except FindingsError:
            return None, ()


def _parts(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The parts of a placeholder's value; texts in a list are one part."""
    match value:
        case Image():
            return
        case Mapping():
            for key, each in value.items():
                yield from _parts(f"{name}.{key}", each)
        case [{}, *_]:
            for number, each in enumerate(value, 1):
                record = {key: text for key, text in each.items() if key != "no"}
                yield from _parts(f"{name} {number}", record)
        case list() | tuple():
            yield name, "; ".join(map(str, value))
        case _:
            yield name, value


def _with_part(context: Mapping[str, Any], part: str, text: str) -> dict[str, Any] | None:
    """The context with another text in a part; None when it has no such line of a list."""
    head, _, key = part.partition(".")
    name, _, number = head.partition(" ")
    value = context.get(name)
    new: Any = text
    if number:
        if not isinstance(value, list) or int(number) > len(value):
            return None
        new = [*value]
        new[int(number) - 1] = {**new[int(number) - 1], key: text}
    elif key:
        new = _with_part(value if isinstance(value, Mapping) else {}, key, text)
        if new is None:
            return None
    elif isinstance(value, list):
        new = text.split("; ") if text else []
    elif isinstance(value, bool):
        new = text == YES
    # A copy of its own type: of a role that is not there, people say that nobody has it.
    changed: Any = copy(context)
    changed[name] = new
    return cast(dict[str, Any], changed)
