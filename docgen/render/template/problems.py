"""What is wrong with a template, all of it: filled once more, noting instead of stopping.

A fault is told by the paragraph it stands in. Jinja knows lines, so the source is filled with a
line break before each paragraph, as docxtpl does.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from types import FrameType, TracebackType
from typing import Any

import jinja2
from jinja2 import TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Undefined
from lxml import etree

from docgen.findings import Finding, Where, error
from docgen.render.template.environment import ENVIRONMENT, FILTERS, environment
from docgen.render.template.values import IMAGE_ERRORS

# As much of a paragraph as a finding shows, characters.
SHOWN = 80
# A template may do anything with any text: divide by nought, add a number, call itself for ever.
EXPRESSION_ERRORS = (
    ArithmeticError, AttributeError, LookupError, MemoryError, RuntimeError, TypeError, ValueError,
)  # fmt: skip
FILL_ERRORS = (
    TemplateError, *IMAGE_ERRORS, *EXPRESSION_ERRORS, OSError, etree.XMLSyntaxError,
)  # fmt: skip

_PARAGRAPH = re.compile(r"<w:p([ >])")
_MARKUP = re.compile(r"<[^>]+>")
_VALUES = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_ANYWHERE = Where("")
_UNKNOWN_FILTER = re.compile(r"No (filter|test) named '(\w+)'")
_UNCLOSED = re.compile(r"innermost block that needs to be closed is '(\w+)'")
_UNKNOWN_TAG = re.compile(r"Encountered unknown tag '(\w+)'")
_NO_EXPRESSION = re.compile(r"Expected an expression, got 'end of")
_LEFT_OVER = re.compile(r"expected token 'end of \w+ (?:statement|block)', got '(.+)'")
_MISPLACED = {
    "tr": "hanya berlaku di dalam tabel, sendirian di barisnya",
    "tc": "hanya berlaku di dalam tabel, sendirian di selnya",
    "p": "hanya berlaku sendirian di paragrafnya",
    "r": "hanya berlaku sendirian, tanpa teks lain di sekitarnya",
}
_PROGRAM = "<template>"  # the file name of Jinja's programs that came from no file

_noted: ContextVar[list[tuple[bool, str, int]] | None] = ContextVar("_noted", default=None)


@dataclass(frozen=True, slots=True)
class Lines:
    """The source of a part with its paragraphs on lines of their own."""

    text: str
    texts: Sequence[str] = field(default=())

    @classmethod
    def of(cls, source: str) -> Lines:
        """The lines of a part's Jinja source."""
        text = _PARAGRAPH.sub(r"\n<w:p\1", source)
        return cls(text, tuple(html.unescape(_MARKUP.sub("", each)) for each in text.split("\n")))

    def shown(self, line: int | None) -> str | None:
        """The start of the paragraph on a line, from 1; None when there is none."""
        if line is None or not 0 < line <= len(self.texts):
            return None
        return " ".join(self.texts[line - 1].split())[:SHOWN] or None


class _Noting(Undefined):
    """What is not there, noted where it is used; then it counts as nothing, to see more."""

    def _note(self) -> None:
        noted = _noted.get()
        if noted is not None:
            noted.append(
                (
                    issubclass(self._undefined_exception, SecurityError),
                    _undefined_words(self),
                    _line(sys._getframe(2)) or 0,
                )
            )

    def __str__(self) -> str:
        self._note()
        return ""

    def __html__(self) -> str:
        self._note()
        return ""

    def __iter__(self) -> Iterator[Any]:
        self._note()
        return iter(())

    def __len__(self) -> int:
        self._note()
        return 0

    def __bool__(self) -> bool:
        self._note()
        return False

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: Any) -> Any:
        return self

    def __call__(self, *_args: Any, **_values: Any) -> Any:
        self._note()
        return ""

    def __eq__(self, other: object) -> bool:
        self._note()
        return False

    def __hash__(self) -> int:
        return id(type(self))


@lru_cache(maxsize=1)
def _noting_environment() -> jinja2.Environment:
    return environment(_Noting)


def fill_findings(
    source: str, context: Mapping[str, Any], where: Where, row: Where | None
) -> tuple[Finding, ...]:
    """Every fault of one part for one context: names that are not there, expressions that fail."""
    lines = Lines.of(source)
    noted: list[tuple[bool, str, int]] = []
    token = _noted.set(noted)
    stopped: tuple[Finding, ...] = ()
    try:
        _noting_environment().from_string(lines.text).render(context)
    except FILL_ERRORS as problem:
        stopped = (failure(problem, lines, where, row),)
    finally:
        _noted.reset(token)
    missing = (
        error(
            "template-forbidden" if forbidden else "template-undefined",
            _place(where, lines, line),
            f"{words}{for_row(row)}",
        )
        for forbidden, words, line in dict.fromkeys(noted)
    )
    return tuple(dict.fromkeys((*missing, *stopped)))


def failure(problem: Exception, lines: Lines, where: Where, row: Where | None) -> Finding:
    """The finding for what stopped a template."""
    place = _place(where, lines, _last_line(problem.__traceback__))
    return plain_failure(problem, place, row)


def plain_failure(problem: Exception, place: Where, row: Where | None) -> Finding:
    """The finding for what stopped a template, at a place that is known already."""
    after = for_row(row)
    match problem:
        case jinja2.UndefinedError():
            message = f"templat memakai nama yang tidak ada dalam data{after}: {problem.message}"
            return error("template-undefined", place, message)
        case SecurityError():
            message = f"templat memakai perintah yang tidak diizinkan{after}: {problem.message}"
            return error("template-forbidden", place, message)
        case TemplateSyntaxError():
            return _syntax_finding(problem, place)
        case TemplateError():
            message = f"templat gagal diisi{after}: {problem.message}"
            return error("template-failed", place, message)
        case OSError():
            message = (
                f"berkas «{problem.filename or problem}» tidak ada atau tidak dapat dibaca{after}; "
                "jalurnya dihitung dari folder docgen.toml"
            )
            return error("template-file-missing", place, message)
        case etree.XMLSyntaxError():
            message = (
                f"isi templat tidak membentuk dokumen yang utuh{after}; periksa apakah "
                "{% if %} dan {% for %} membuka dan menutup di tempat yang sejajar"
            )
            return error("template-failed", place, message)
    if isinstance(problem, IMAGE_ERRORS):
        message = f"gambar atau logonya bukan PNG atau JPEG yang utuh{after}; ganti gambar itu"
        return error("image-unreadable", place, message)
    message = f"templat gagal diisi{after}: {problem}; periksa perintah di {{{{ }}}}"
    return error("template-failed", place, message)


def syntax_findings(source: str, where: Where) -> tuple[Finding, ...]:
    """Tags that Jinja cannot read: each one that is wrong by itself, else what is wrong of all."""
    lines = Lines.of(source)
    found = [
        fault
        for line, text in enumerate(lines.text.split("\n"), 1)
        for tag in _VALUES.findall(text)
        for fault in _syntax_fault(tag, _place(where, lines, line))
    ]
    if not found:
        try:
            ENVIRONMENT.from_string(lines.text)
        except TemplateSyntaxError as problem:
            found.append(_syntax_finding(problem, _place(where, lines, problem.lineno)))
    return tuple(dict.fromkeys(found))


def without_faulty_tags(source: str) -> str:
    """The source without the values that Jinja cannot read, to see what else is wrong."""
    return _VALUES.sub(lambda tag: "" if any(_syntax_fault(tag[0], _ANYWHERE)) else tag[0], source)


def _syntax_fault(tag: str, place: Where) -> Iterator[Finding]:
    try:
        ENVIRONMENT.from_string(tag)
    except TemplateSyntaxError as problem:
        yield _syntax_finding(problem, place)


def _syntax_finding(problem: TemplateSyntaxError, place: Where) -> Finding:
    unknown = _UNKNOWN_FILTER.search(problem.message or "")
    if unknown:
        message = f"saringan «{unknown[2]}» tidak ada; yang ada: {_filter_names()}"
        return error("template-filter-unknown", place, message)
    return error("template-syntax", place, _syntax_words(problem.message or ""))


def _syntax_words(message: str) -> str:
    """What Jinja says of a tag it cannot read, in the words of who made the template.

    Its words are no interface: one that is not known is told as it is.
    """
    start = "tanda templat salah tulis: "
    if unclosed := _UNCLOSED.search(message):
        opened = unclosed[1]
        if (closing := _UNKNOWN_TAG.search(message)) is None:
            return f"{start}{{% {opened} … %}} belum ditutup; tambahkan {{% end{opened} %}}"
        return (
            f"{start}{{% {closing[1]} %}} ada di dalam {{% {opened} … %}}; tutup itu dulu "
            f"dengan {{% end{opened} %}}"
        )
    if unknown := _UNKNOWN_TAG.search(message):
        tag = unknown[1]
        if tag in ("tr", "tc", "p", "r"):
            return f"{start}{{%{tag} … %}} {_MISPLACED[tag]}"
        if tag.startswith("end"):
            return f"{start}{{% {tag} %}} tidak punya pembuka {{% {tag[3:]} … %}} di atasnya"
        return f"{start}perintah «{tag}» tidak ada; yang biasa dipakai: if, for, set"
    if message == "Missing end of comment tag":
        return f"{start}catatan yang dibuka dengan {{# belum ditutup dengan #}}"
    if _NO_EXPRESSION.search(message) or message == "tag name expected":
        return f"{start}di antara kurung kurawalnya tidak ada nama"
    if left := _LEFT_OVER.search(message):
        return (
            f"{start}«{left[1]}» tidak diharapkan di sini; nama tidak boleh berspasi (pakai garis "
            "bawah), dan sama dengan ditulis =="
        )
    return f"{start}periksa {{{{ }}}} dan {{% %}} ({message})"


def _filter_names() -> str:
    return ", ".join(sorted(FILTERS))


def for_row(row: Where | None) -> str:
    """`` (untuk …)``: the row whose letter it is about."""
    return f" (untuk {row})" if row else ""


def _undefined_words(missing: Undefined) -> str:
    name = missing._undefined_name
    if issubclass(missing._undefined_exception, SecurityError):
        return f"templat memakai perintah yang tidak diizinkan: {missing._undefined_hint}"
    if missing._undefined_hint:
        return f"templat memakai nama yang tidak ada: {missing._undefined_hint}"
    if missing._undefined_obj is jinja2.utils.missing:
        return f"templat memakai «{name}», yang tidak ada dalam data"
    return f"templat memakai bagian «.{name}», yang tidak ada"


def _place(where: Where, lines: Lines, line: int | None) -> Where:
    shown = lines.shown(line)
    return where.at(paragraph=shown) if shown else where


def _line(frame: FrameType | None) -> int | None:
    """The template's line that a running program is at."""
    while frame is not None:
        program = frame.f_globals.get("__jinja_template__")
        if program is not None and frame.f_code.co_filename == _PROGRAM:
            line: int = program.get_corresponding_lineno(frame.f_lineno)
            return line
        frame = frame.f_back
    return None


def _last_line(traceback: TracebackType | None) -> int | None:
    """The template's line of a traceback; Jinja has put template lines into it."""
    line = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == _PROGRAM:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
