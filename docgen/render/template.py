"""Word templates: docxtpl's rules, a sandbox, nothing undefined, and the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error
from docgen.model.dates import roman_month
from docgen.model.nip import Nip, parse_nip
from docgen.model.numerals import terbilang, with_words
from docgen.ooxml.package import fixed_package

LOGO_HEIGHT_MM = 20
# A template may do anything with any text: divide by nought, add a number, call itself for ever.
EXPRESSION_ERRORS = (
    ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError,
)  # fmt: skip
IMAGE_ERRORS = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture for a placeholder: PNG or JPEG bytes and its height on the page in mm."""

    data: bytes
    height_mm: float = LOGO_HEIGHT_MM


def lines_of(text: str) -> list[str]:
    """Filter ``baris``: the lines of a cell, without blank ones."""
    return [line.strip() for line in str(text).splitlines() if line.strip()]


def spaced_nip(text: str) -> str:
    """Filter ``nip``: spaced when it is a valid number, else as it is."""
    parsed = parse_nip(text)
    return parsed.spaced() if isinstance(parsed, Nip) else text


FILTERS: Mapping[str, Callable[..., Any]] = {
    "baris": lines_of,
    "nip": spaced_nip,
    "terbilang": lambda value: terbilang(int(value)),
    "bilangan": with_words,
    "bulan_romawi": roman_month,
}


class Template:
    """A .docx template; each call of :meth:`render` is independent of the others."""

    def __init__(self, data: bytes, where: Where) -> None:
        self.data = data
        self.where = where
        self._environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        self._environment.filters.update(FILTERS)

    def placeholders(self) -> frozenset[str]:
        """The names that the template expects from the data. Raises FindingsError."""
        try:
            found = self._open().get_undeclared_template_variables(self._environment)
        except TemplateError as problem:
            raise FindingsError((_finding(problem, self.where),)) from problem
        return frozenset(found)

    def render(self, context: Mapping[str, Any], row: Where | None = None) -> bytes:
        """The document for one context; ``row`` is where its data stands. Raises FindingsError."""
        document = self._open()
        values = {key: _embedded(value, document) for key, value in context.items()}
        try:
            document.render(values, self._environment)
        except TemplateError as problem:
            raise FindingsError((_finding(problem, self.where, row),)) from problem
        except IMAGE_ERRORS as problem:
            message = "gambar atau logonya bukan PNG atau JPEG yang utuh; ganti gambar itu"
            raise FindingsError((error("image-unreadable", self.where, message),)) from problem
        except EXPRESSION_ERRORS as problem:
            message = (
                f"templat gagal diisi{_for_row(row)}: {problem}; periksa perintah di {{{{ }}}}"
            )
            raise FindingsError((error("template-failed", self.where, message),)) from problem
        saved = io.BytesIO()
        document.save(saved)
        return fixed_package(saved.getvalue())

    def _open(self) -> DocxTemplate:
        document = DocxTemplate(io.BytesIO(self.data))
        try:
            document.init_docx()
        except Exception as problem:  # a broken package: zipfile, lxml and opc each raise theirs
            message = "templat ini bukan dokumen Word (.docx) yang utuh; simpan ulang dari Word"
            raise FindingsError((error("template-unreadable", self.where, message),)) from problem
        return document


def _embedded(value: Any, document: DocxTemplate) -> Any:
    """Images become docxtpl's inline images, at any depth of dicts and lists."""
    if isinstance(value, Image):
        return InlineImage(document, io.BytesIO(value.data), height=Mm(value.height_mm))
    if isinstance(value, dict):
        return {key: _embedded(each, document) for key, each in value.items()}
    if isinstance(value, list):
        return [_embedded(each, document) for each in value]
    return value


def _finding(problem: TemplateError, where: Where, row: Where | None = None) -> Finding:
    paragraph = _paragraph_of(problem)
    place = where.at(paragraph=paragraph) if paragraph else where
    for_row = _for_row(row)
    if isinstance(problem, UndefinedError):
        message = f"templat memakai nama yang tidak ada dalam data{for_row}: {problem.message}"
        return error("template-undefined", place, message)
    if isinstance(problem, SecurityError):
        message = f"templat memakai perintah yang tidak diizinkan{for_row}: {problem.message}"
        return error("template-forbidden", place, message)
    if isinstance(problem, TemplateSyntaxError):
        message = f"tanda templat salah tulis, periksa {{{{ }}}} dan {{% %}}: {problem.message}"
        return error("template-syntax", place, message)
    return error("template-failed", place, f"templat gagal diisi{for_row}: {problem.message}")


def _for_row(row: Where | None) -> str:
    return f" (untuk {row})" if row else ""


def _paragraph_of(problem: TemplateError) -> str | None:
    """The line that docxtpl gives as context of a syntax error, shortened."""
    context = [str(line) for line in getattr(problem, "docx_context", ())]
    tagged = [line.strip() for line in context if "{" in line]
    return tagged[len(tagged) // 2][:80] if tagged else None
