"""The fields that a document must show with their texts: what its template shows, of its data.

Nothing is asked for that the template's words, filled in here, do not show: an ``other than
"Biasa"``, a list of addressees that stands on a sheet of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import ChainableUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from docgen.check.documents.template_fields import shown_fields
from docgen.check.documents.template_text import template_text
from docgen.check.pdf.reading import letters_of

LINES = "baris"  # the filter that parts a text into its lines
LIST, WORDS = "daftar", "teks"  # the one that takes the numbers off them, and what it leaves
# A number, a letter or a sign in front of a line of a list.
_MARK = re.compile(r"\A(?:\(?(?:\d{1,2}|[a-z])[.)]\s*|\W\s*|o\s+)")
Values = Mapping[str, object]


def demanded(template: bytes, values: Values) -> tuple[tuple[str, str], ...]:
    """Fields with their texts that a document must show; ``values`` are by the template's names.

    A value is a text, a mapping of them, or a list of either.
    """
    found = dict.fromkeys(
        (path, text) for path in shown_fields(template) for text in _texts(path, values)
    )
    filled = _filled(template, values) if found else None
    return tuple(
        (path, text)
        for path, text in found
        if letters_of(text)
        and (filled is None or all(letters_of(line) in filled for line in text.splitlines()))
    )


def _filled(template: bytes, values: Values) -> str | None:
    """The letters of a template's text with the values in their places; None when it cannot be
    told from the text alone."""
    compiled = _compiled(template)
    if compiled is None:
        return None
    try:
        return letters_of(compiled.render(values))
    # An expression in a template raises whatever a value leads it to.
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None


@lru_cache(maxsize=32)
def _compiled(template: bytes) -> Template | None:
    language = SandboxedEnvironment(undefined=ChainableUndefined)
    language.filters = _Filters(language.filters)
    try:
        return language.from_string(template_text(template))
    except TemplateError:
        return None


class _Filters(dict[str, Callable[..., Any]]):
    """Jinja's filters; one that is not known here leaves its value as it is."""

    def __missing__(self, name: str) -> Callable[..., Any]:
        return {LINES: _lines_of, LIST: _list_of}.get(name, _unchanged)


def _unchanged(value: object, *_arguments: object, **_options: object) -> object:
    return value


def _lines_of(value: object) -> list[str]:
    return [line.strip() for line in str(value).splitlines() if line.strip()]


def _list_of(value: object) -> list[dict[str, str]]:
    return [{WORDS: _MARK.sub("", line, count=1)} for line in _lines_of(value)]


def _texts(path: str, values: Values) -> Iterator[str]:
    """Every text at a path; of a list, that of each of its items."""
    name, _, rest = path.partition(".")
    value = values.get(name)
    for item in value if isinstance(value, list | tuple) else (value,):
        if isinstance(item, Mapping) and rest:
            yield from _texts(rest, item)
        elif isinstance(item, str) and rest == WORDS:
            yield from (each[WORDS] for each in _list_of(item))
        elif isinstance(item, str) and not rest:
            yield item
