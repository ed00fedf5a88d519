"""Which fields of its data a paper made from a Word template must show.

The template is read here on its own, as words with marks; how it is filled in is another stage's
business. Where the template's author decides by a condition of his own whether a field is shown,
nothing is asked for; nor what the template's words, filled in here, do not show (an ``other than
"Biasa"``, a list of addressees that stands on a sheet of its own).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from jinja2 import ChainableUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from docgen.check.pdf.reading import letters_of, runs_of

# Heads and feet may belong to further pages only, which a short paper has not.
BODY = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Filters after which the same letters and figures are printed.
KEEPING = frozenset({"upper", "lower", "title", "capitalize", "trim", "safe", "e", "nip", "baris"})
LINES = "baris"
_MARK = re.compile(r"\{%\w{0,2}-?\s*(.*?)\s*-?%\}|\{\{\w?-?\s+(.*?)\s*-?\}\}", re.DOTALL)
_NAME = r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*"
_SHOWN = re.compile(
    rf"({_NAME})(?:\[\d+\])?(?:\.partition\(.*\)\[\d\])?"  # tujuan[0]; the numbering of a line
    r"(?:\s+or\s+(?:'[^']*'|\"[^\"]*\"))?((?:\s*\|\s*\w+)*)"
)
_LOOP = re.compile(rf"for\s+(\w+)\s+in\s+({_NAME})((?:\s*\|\s*\w+)*)")
_WORD = re.compile(r"'[^']*'|\"[^\"]*\"|\.?[A-Za-z_]\w*")
# What a condition may name without deciding whether a field is shown.
_PLAIN = frozenset({"if", "elif", "not", "and", "or", "length", "loop", "is", "in", "defined"})
# docxtpl's own letter behind a bracket says what of the document a mark stands for.
_PREFIX = re.compile(r"(\{[{%])(-?)(?:p|tr|tc|r)(?=\s)")
# Word's quotation marks, which docxtpl takes for straight ones inside a mark.
_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
Values = Mapping[str, object]


def demanded(template: bytes, values: Values) -> tuple[tuple[str, str], ...]:
    """Fields with their texts that a paper must show; ``values`` are by the template's names.

    A value is a text, a mapping of them, or a list of either.
    """
    found = dict.fromkeys(
        (path, text) for path in shown_fields(template) for text in _texts(path, values)
    )
    filled = _filled(template, values)
    return tuple(
        (path, text)
        for path, text in found
        if letters_of(text)
        and (filled is None or all(letters_of(line) in filled for line in text.splitlines()))
    )


@lru_cache(maxsize=32)
def shown_fields(template: bytes) -> tuple[str, ...]:
    """Paths of the fields that are always shown: ``hal``, ``pejabat.nama``, ``butir.jenis``."""
    return tuple(dict.fromkeys(_shown(_text(template))))


def _text(template: bytes) -> str:
    """The text of a template's body, "" when it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            return _words(archive.read(BODY))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, ValueError, KeyError):
        return ""


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
        return language.from_string(_PREFIX.sub(r"\1\2", _text(template).translate(_QUOTES)))
    except TemplateError:
        return None


class _Filters(dict[str, Callable[..., Any]]):
    """Jinja's filters; one that is not known here leaves its value as it is."""

    def __missing__(self, name: str) -> Callable[..., Any]:
        return _lines_of if name == LINES else _unchanged


def _unchanged(value: object, *_arguments: object, **_options: object) -> object:
    return value


def _lines_of(value: object) -> list[str]:
    return [line.strip() for line in str(value).splitlines() if line.strip()]


def missing(words: Sequence[tuple[str, str]], pages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Those of the fields that no page shows; a text may begin on one page and end on the next."""
    bare = [letters_of(page) for page in pages]
    for path, text in words:
        for line in text.splitlines():
            if not all(_stands(run, bare) for run in runs_of(line)):
                yield path, line.strip()


def _stands(line: str, pages: Sequence[str]) -> bool:
    if any(line in page for page in pages):
        return True
    return any(
        _fits(line, page) and _goes_on(line[_fits(line, page) :], pages[number:])
        for number, page in enumerate(pages[:-1], 1)
    )


def _goes_on(line: str, pages: Sequence[str]) -> bool:
    """Whether the rest of a line that began on the page before stands on these, one by one."""
    if not line or not pages:
        return not line
    return line in pages[0] or _goes_on(line[_fits(line, pages[0]) :], pages[1:])


def _fits(line: str, page: str) -> int:
    """How much of the beginning of ``line`` stands on ``page``."""
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if line[:middle] in page else (low, middle - 1)
    return low


def _words(part: bytes) -> str:
    """The text of a part, paragraph by paragraph."""
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    paragraphs = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))
    return "\n".join(paragraphs)


@dataclass(frozen=True, slots=True)
class _Block:
    """A loop with its variable and the path of its list, or the names that a condition tests."""

    tests: frozenset[str] = frozenset()
    variable: str = ""
    path: str = ""


def _shown(text: str) -> Iterator[str]:
    """The fields shown by the text of a template, whatever the data."""
    open_blocks: list[_Block] = []
    for statement, expression in _MARK.findall(text):
        if statement:
            _enter(statement, open_blocks)
            continue
        match = _SHOWN.fullmatch(expression)
        if match is None or not KEEPING.issuperset(_filters(match[2])):
            continue
        # What is asked inside a loop about its items is how they look, not whether they are there.
        depth, path = _resolved(match[1], open_blocks)
        names = {path.partition(".")[0], match[1].partition(".")[0]}
        if path and all(block.tests <= names for block in open_blocks[:depth]):
            yield path


def _enter(statement: str, blocks: list[_Block]) -> None:
    words = statement.split()
    match words[0] if words else "":
        case "for":
            loop = _LOOP.fullmatch(statement)
            if loop and KEEPING.issuperset(_filters(loop[3])):
                _depth, path = _resolved(loop[2], blocks)
                blocks.append(_Block(variable=loop[1], path=path))
            else:  # over something that nobody here can follow
                blocks.append(_Block(variable=words[1] if len(words) > 1 else ""))
        case "if":
            blocks.append(_Block(_tested(statement)))
        case "elif" | "else" if blocks:
            # The other case: shown only when the first is not.
            blocks[-1] = replace(blocks[-1], tests=blocks[-1].tests | {"else"})
        case "endfor" | "endif" if blocks:
            blocks.pop()


def _resolved(name: str, blocks: Sequence[_Block]) -> tuple[int, str]:
    """How many blocks stand around the list that a name is of, and its path from the top."""
    root, _, rest = name.partition(".")
    for depth in range(len(blocks) - 1, -1, -1):
        if blocks[depth].variable == root:
            path = blocks[depth].path
            return depth, ".".join(filter(None, (path, rest))) if path else ""
    return len(blocks), name


def _tested(condition: str) -> frozenset[str]:
    names = (word for word in _WORD.findall(condition) if word[0] not in "'\".")
    return frozenset(names) - _PLAIN


def _filters(text: str) -> list[str]:
    return [name.strip() for name in text.split("|") if name.strip()]


def _texts(path: str, values: Values) -> Iterator[str]:
    """Every text at a path; of a list, that of each of its items."""
    name, _, rest = path.partition(".")
    value = values.get(name)
    for item in value if isinstance(value, list | tuple) else (value,):
        if isinstance(item, Mapping) and rest:
            yield from _texts(rest, item)
        elif isinstance(item, str) and not rest:
            yield item
