"""Word templates: docxtpl's rules, a sandbox, nothing undefined, and the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
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
from lxml import etree

from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error
from docgen.model.dates import roman_month
from docgen.model.nip import Nip, parse_nip
from docgen.model.numerals import terbilang, with_words
from docgen.ooxml.package import fixed_package, read_package

LOGO_HEIGHT_MM = 20
# As much of a paragraph as a finding shows, characters.
SHOWN = 80
# How docxtpl's templates write braces that shall be printed.
ESCAPES = ("{_{", "}_}", "{_%", "%_}")
STRAY = (
    "ada kurung kurawal yang akan tercetak; nama ditulis {{ nama }} dan perintah {% … %}, "
    "dengan dua tanda di depan dan di belakang"
)
# A template may do anything with any text: divide by nought, add a number, call itself for ever.
EXPRESSION_ERRORS = (
    ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError,
)  # fmt: skip
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# The parts that docxtpl fills.
TEXT_PARTS = ("document", "header", "footer")
IMAGE_ERRORS = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture for a placeholder: PNG or JPEG bytes and its height on the page in mm."""

    data: bytes
    height_mm: float = LOGO_HEIGHT_MM


def paragraphs(data: bytes) -> Iterator[str]:
    """The texts of a document's paragraphs, those of its headers and footers too."""
    for name, content in read_package(data).items():
        folder, _, part = name.rpartition("/")
        if folder == "word" and part.startswith(TEXT_PARTS) and part.endswith(".xml"):
            for paragraph in etree.fromstring(content).iter(_w("p")):
                yield "".join(
                    text.text or ""
                    for text in paragraph.iter(_w("t"))
                    # A text box stands inside a paragraph and has its own.
                    if next(text.iterancestors(_w("p"))) is paragraph
                )


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


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

    def stray_braces(self) -> tuple[Finding, ...]:
        """Braces of the template's own text: what is left of a tag that was typed wrong."""
        found = [
            error("template-stray-brace", self.where.at(paragraph=text[:SHOWN]), STRAY)
            for text in paragraphs(self.data)
            if self._has_stray_brace(text)
        ]
        return tuple(dict.fromkeys(found))

    def _has_stray_brace(self, text: str) -> bool:
        for escape in ESCAPES:
            text = text.replace(escape, "")
        try:
            literal = [part for _line, kind, part in self._environment.lex(text) if kind == "data"]
        except TemplateSyntaxError:
            return False  # a finding of placeholders()
        return any("{" in part or "}" in part for part in literal)

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
