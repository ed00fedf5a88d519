"""What is wrong with a template, all of it: filled once more, noting instead of stopping.

A fault is told by the paragraph it stands in. Jinja knows lines, so the source is filled with a
line break before each paragraph, as docxtpl does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from functools import lru_cache
from types import FrameType, TracebackType
from typing import Any

import jinja2
from jinja2 import TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Undefined
from lxml import etree

from docgen.findings import Finding, Where, error
from docgen.render.template.environment import environment
from docgen.render.template.lines import Lines
from docgen.render.template.syntax import syntax_finding
from docgen.render.template.values import IMAGE_ERRORS

# A template may do anything with any text: divide by nought, add a number, call itself for ever.
EXPRESSION_ERRORS = (
    ArithmeticError, AttributeError, LookupError, MemoryError, RuntimeError, TypeError, ValueError,
)  # fmt: skip
FILL_ERRORS = (
    TemplateError, *IMAGE_ERRORS, *EXPRESSION_ERRORS, OSError, etree.XMLSyntaxError,
)  # fmt: skip

_PROGRAM = "<template>"  # the file name of Jinja's programs that came from no file

_noted: ContextVar[list[tuple[bool, str, int]] | None] = ContextVar("_noted", default=None)


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


# The parts of one template, filled for row after row.
@lru_cache(maxsize=8)
def _lines(source: str) -> Lines:
    return Lines.of(source)


@lru_cache(maxsize=8)
def _noting_program(text: str) -> jinja2.Template:
    return _noting_environment().from_string(text)


def fill_findings(
    source: str, context: Mapping[str, Any], where: Where, row: Where | None
) -> tuple[Finding, ...]:
    """Every fault of one part for one context: names that are not there, expressions that fail."""
    lines = _lines(source)
    noted: list[tuple[bool, str, int]] = []
    token = _noted.set(noted)
    stopped: tuple[Finding, ...] = ()
    try:
        _noting_program(lines.text).render(context)
    except FILL_ERRORS as problem:
        stopped = (failure(problem, lines, where, row),)
    finally:
        _noted.reset(token)
    missing = (
        error(
            "template-forbidden" if forbidden else "template-undefined",
            lines.place(where, line),
            f"{words}{for_row(row)}",
        )
        for forbidden, words, line in dict.fromkeys(noted)
    )
    return tuple(dict.fromkeys((*missing, *stopped)))


def failure(problem: Exception, lines: Lines, where: Where, row: Where | None) -> Finding:
    """The finding for what stopped a template."""
    place = lines.place(where, _last_line(problem.__traceback__))
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
            return syntax_finding(problem, place)
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
