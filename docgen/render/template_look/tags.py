"""The tags in a text: what docxtpl takes for one, its mark, and what its expression gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes

from docgen.render.template.environment import ENVIRONMENT

# Word turns the quotes that people type; docxtpl turns those in tags back.
TYPED_QUOTES = str.maketrans("“”‘’", "\"\"''")
ESCAPES = ("{_{", "}_}", "{_%", "%_}")
# As much of a tag as a finding shows, characters.
MOST_SHOWN = 60

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
# A tag that nothing closes is printed as well.
_TAG_OR_START = re.compile(r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)|\{#.*?#\}", re.DOTALL)
# docxtpl leaves tags with } or % inside alone, which Jinja then cannot read: a finding already.
_MARK = re.compile(r"\{[{%#](tr|tc|p|r)\s")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag as it stands in a text; ``mark`` is docxtpl's p, r, tr or tc, else blank."""

    text: str
    mark: str

    @property
    def is_value(self) -> bool:
        """Whether it prints something: ``{{ … }}``."""
        return self.text.startswith("{{")

    @property
    def is_comment(self) -> bool:
        """Whether it is a note to whoever reads the template: ``{# … #}``."""
        return self.text.startswith("{#")

    @property
    def inside(self) -> str:
        """What stands between the braces, without the mark."""
        return self.text[2 + len(self.mark) : -2].strip().strip("-+").strip()

    def expression(self) -> nodes.Expr | None:
        """What a value prints; None when it cannot be read, which is a finding already."""
        try:
            tree = ENVIRONMENT.parse(f"{{{{ {self.inside.translate(TYPED_QUOTES)} }}}}")
        except TemplateSyntaxError:
            return None
        output = tree.body[0] if tree.body else None
        if isinstance(output, nodes.Output) and isinstance(output.nodes[0], nodes.Expr):
            return output.nodes[0]
        return None


def tags_in(text: str) -> Iterator[Tag]:
    """The whole tags of a text."""
    for found in _TAG.finditer(_unescaped(text)):
        mark = _MARK.match(found[0])
        yield Tag(found[0], mark[1] if mark else "")


def left_standing(text: str) -> list[str]:
    """What a reader would see of tags in a text that nobody fills, each shortened."""
    if "{" not in text:
        return []
    return [_short(found[0]) for found in _TAG_OR_START.finditer(_unescaped(text))]


def without_tags(text: str) -> str:
    """What a text says beside its tags."""
    return _TAG.sub("", text)


def _unescaped(text: str) -> str:
    for escape in ESCAPES:
        text = text.replace(escape, "")
    return text


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= MOST_SHOWN else f"{plain[: MOST_SHOWN - 1]}…"
