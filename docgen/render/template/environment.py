"""The Jinja of every template: sandboxed, escaping, nothing undefined, the field's own filters."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from types import CodeType
from typing import Any, cast

from babel.numbers import format_decimal
from docxtpl import Listing, RichText
from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import escape

from docgen.model.staff.nip import Nip, parse_nip
from docgen.model.staff.rank import RANKS
from docgen.model.writing.dates import format_tanggal, parse_date, roman_month
from docgen.model.writing.numerals import terbilang, with_words
from docgen.render.template.depth import TOO_DEEP, is_deep, no_deeper
from docgen.render.template.pictures import qr_image
from docgen.render.template.values import Image, Subdocument, place

QR_MM, SCAN_MM = 25, 18
# Taller than any sheet, millimetres.
MOST_MM = 450
# As much as a template may repeat a text or a list, and raise a number to a power.
MOST_REPEATED, MOST_POWER = 100_000, 100
# As many digits has a number at most.
MOST_DIGITS = 30
_NUMBERS = (int, float, Decimal)
# Names that a dict itself has: in a template ``x.items`` is the method, as in Jinja.
_OF_DICT = frozenset(dir(dict))
# Signs of XML, and those that docxtpl gives a meaning: braces, line breaks and their like.
_SIGN = re.compile("[&<>\"'{}%\x00-\x1f\ufffe\uffff]")
_SIGN_OF_DOCXTPL = re.compile("[\x00-\x1f\ufffe\uffff]|\\{_|_\\{|\\}_|_\\}|_%|%_")
# Escaped text, as Jinja's own filters give it (join, ~): no elements, whole references.
_ESCAPED_TEXT = re.compile("(?:[^<>&]|&(?:amp|lt|gt|#34|#39);)*")
# Values whose markup is whole elements.
_WHOLE = frozenset({Image, Listing, RichText, Subdocument})


class _Program(CodeGenerator):
    """Jinja's compiler, but values are escaped by the environment."""

    def _output_child_to_const(self, node: Any, frame: Frame, finalize: Any) -> str:
        # What could be computed while compiling is computed with the letter, within its limits.
        if not isinstance(node, nodes.TemplateData | nodes.Const):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: Any, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Environment(SandboxedEnvironment):
    """Jinja's sandbox, faster where letters spend their time.

    A plain dict is asked for a key first, which is what templates do; a plain text without signs
    of XML is printed as it is.
    """

    code_generator_class = _Program
    optimized = False
    # "a" * 10000000000 would take all memory, and Jinja would even try while it compiles.
    intercepted_binops = frozenset({"*", "**", "%"})

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        with no_deeper():
            tree = super()._parse(source, name, filename)
        if is_deep(tree):
            raise TemplateSyntaxError(TOO_DEEP, 1)
        return tree

    def _generate(self, *args: Any, **kwargs: Any) -> str:
        with no_deeper():
            return super()._generate(*args, **kwargs)

    def _compile(self, source: str, filename: str) -> CodeType:
        with no_deeper():
            return super()._compile(source, filename)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """An operation whose result could be endless; raises ValueError for one that is.

        ``%`` with a text on its left is formatting, whose width may be anything.
        """
        if operator == "%" and not isinstance(left, _NUMBERS):
            raise ValueError("tanda % hanya untuk angka")
        if operator == "*":
            texts = [each for each in (left, right) if not isinstance(each, _NUMBERS)]
            times = [each for each in (left, right) if isinstance(each, int)]
            if texts and any(each * len(text) > MOST_REPEATED for each in times for text in texts):
                raise ValueError("hasil pengulangan dengan tanda * terlalu panjang")
        powers = operator == "**" or (operator == "*" and not texts)
        if powers and any(
            isinstance(each, int) and each.bit_length() > 64 for each in (left, right)
        ):
            raise ValueError("bilangannya terlalu besar")
        if operator == "**" and abs(right) > MOST_POWER:
            raise ValueError("pangkatnya terlalu besar")
        return super().call_binop(context, operator, left, right)

    @staticmethod
    def escaped(value: Any) -> str:
        """The value as XML text; what is more than plain text is told to the letter."""
        kind = type(value)
        if kind is str:
            if _SIGN.search(value) is None:
                return cast(str, value)
            if has_signs(value):
                place().has_signs = True
            return escape(value)
        if kind is int or kind is Image:
            return str(value)
        place().has_signs = True
        if kind not in _WHOLE and hasattr(value, "__html__"):
            text = escape(value)
            if _ESCAPED_TEXT.fullmatch(text) is None:
                place().has_markup = True
            return text
        return escape(value)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute`` of a template; the sandbox decides about all but a dict's own keys."""
        if type(obj) is dict and attribute not in _OF_DICT:
            try:
                return obj[attribute]
            except KeyError:
                # Names are small letters; a template may write {{ pejabat.NAMA }}.
                if (small := attribute.lower()) in obj and small not in _OF_DICT:
                    return obj[small]
        return super().getattr(obj, attribute)


def has_signs(text: str) -> bool:
    """Whether docxtpl would find something to do in a text, or XML something it cannot hold."""
    return _SIGN_OF_DOCXTPL.search(text) is not None


def lines_of(text: str) -> list[str]:
    """Filter ``baris``: the lines of a cell, without blank ones."""
    return [line.strip() for line in str(text).splitlines() if line.strip()]


def spaced_nip(text: str) -> str:
    """Filter ``nip``: spaced when it is a valid number, else as it is."""
    parsed = parse_nip(text)
    return parsed.spaced() if isinstance(parsed, Nip) else text


def date_in_words(value: str | dt.date) -> str:
    """Filter ``tanggal``: ``2026-11-21`` or ``21/11/2026`` -> ``21 November 2026``; "" stays."""
    if isinstance(value, dt.date):
        return format_tanggal(value)
    if not value.strip():
        return value
    date = parse_date(value)
    if date is None:
        raise ValueError(f"«{value}» bukan tanggal yang mungkin")
    return format_tanggal(date)


def month_in_roman(value: str | dt.date) -> str:
    """Filter ``bulan_romawi``: the month of a date, ``XI``."""
    date = value if isinstance(value, dt.date) else parse_date(value)
    if date is None:
        raise ValueError(f"«{value}» bukan tanggal yang mungkin")
    return roman_month(date)


def figure(value: str | float) -> str:
    """Filter ``angka``: ``1234567.5`` -> ``1.234.567,5``."""
    return format_decimal(_number(value), locale="id")


def rupiah(value: str | float) -> str:
    """Filter ``rupiah``: ``1500000`` -> ``Rp1.500.000,00``."""
    return f"Rp{format_decimal(_number(value), format='#,##0.00', locale='id')}"


def _number(value: str | float) -> Decimal:
    """A number as Python or as an Indonesian office writes it (``1.234,5``)."""
    text = str(value).strip()
    plain = text.replace(".", "").replace(",", ".") if isinstance(value, str) else text
    # A single point with one or two digits after it is a program's decimal point.
    if isinstance(value, str) and "," not in text and text.count(".") == 1:
        plain = text if len(text.partition(".")[2]) < 3 else plain
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"«{value}» bukan angka") from None
    if number.is_finite() and number.adjusted() > MOST_DIGITS:
        raise ValueError(f"«{value}» terlalu besar")
    return number


def in_words(value: str | int) -> str:
    """Filter ``terbilang``: ``21000`` or ``21.000`` -> ``dua puluh satu ribu``."""
    number = _number(value)
    if number != int(number):
        raise ValueError(f"«{value}» bukan bilangan bulat")
    return terbilang(int(number))


def rank_name(grade: str) -> str:
    """Filter ``pangkat``: ``III/c`` -> ``Penata``; anything else stays as it is."""
    key = grade.strip().replace(" ", "")
    roman, _, room = key.partition("/")
    return RANKS.get(f"{roman.upper()}/{room.lower()}", grade)


def qr(text: str, height_mm: float = QR_MM) -> Image | str:
    """Filter ``qr``: a QR code of the text; nothing for a blank one."""
    return qr_image(str(text), _height(height_mm)) if str(text).strip() else ""


def picture(path: str, height_mm: float = SCAN_MM) -> Image | str:
    """Filter ``gambar``: a PNG or JPEG of the workspace; nothing for a blank path."""
    return Image(place().read(str(path)), _height(height_mm)) if str(path).strip() else ""


def _height(millimetres: object) -> float:
    if not isinstance(millimetres, int | float) or not 1 <= millimetres <= MOST_MM:
        raise ValueError(f"tinggi gambar «{millimetres}» harus angka 1 sampai {MOST_MM} mm")
    return millimetres


def inserted(path: str) -> Subdocument | str:
    """Filter ``sisip``: the text of another .docx of the workspace; nothing for a blank path."""
    return Subdocument(place().read(str(path))) if str(path).strip() else ""


def _styled(**properties: Any) -> Callable[[Any], RichText]:
    def styled(text: Any) -> RichText:
        return RichText(text, **properties)

    return styled


FILTERS: Mapping[str, Callable[..., Any]] = {
    "baris": lines_of,
    "nip": spaced_nip,
    "tanggal": date_in_words,
    "bulan_romawi": month_in_roman,
    "terbilang": in_words,
    "bilangan": with_words,
    "angka": figure,
    "rupiah": rupiah,
    "pangkat": rank_name,
    "qr": qr,
    "gambar": picture,
    "sisip": inserted,
    # With the tag {{r … }}: a run of its own.
    "tebal": _styled(bold=True),
    "miring": _styled(italic=True),
    "garis_bawah": _styled(underline=True),
}
# The filters that read a file of the workspace.
READERS = frozenset({"gambar", "sisip"})


def environment(undefined: type[Undefined] = StrictUndefined) -> Environment:
    """An environment as every template gets it."""
    made = Environment(autoescape=True, undefined=undefined)
    made.filters.update(FILTERS)
    # Chance: the same data would give other bytes.
    del made.filters["random"], made.globals["lipsum"]
    return made


ENVIRONMENT = environment()
# Document properties are no XML: their text is escaped once, when it is put in.
PLAIN = ENVIRONMENT.overlay(autoescape=False)
