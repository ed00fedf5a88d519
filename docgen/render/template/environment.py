"""The Jinja of every template: sandboxed, escaping, nothing undefined, the field's own filters."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from types import CodeType
from typing import Any, cast

from docxtpl import Listing, RichText
from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import escape

from docgen.render.template.depth import TOO_DEEP, is_deep, no_deeper
from docgen.render.template.filters import FILTERS
from docgen.render.template.values import Image, Subdocument, place

# As much as a template may repeat a text or a list, and raise a number to a power.
MOST_REPEATED, MOST_POWER = 100_000, 100
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


@lru_cache(maxsize=32)
def tree_of(text: str) -> nodes.Template:
    """The syntax tree of a part, for questions about it: nobody changes it. Raises
    TemplateSyntaxError."""
    return ENVIRONMENT.parse(text)
