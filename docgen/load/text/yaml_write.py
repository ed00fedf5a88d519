"""Plain data as a new YAML text, as a person would write it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

WIDTH = 100
# A list of so few texts, each so short, stands in one line.
_FEW, _SHORT = 5, 20


def yaml_text(data: Mapping[str, Any], head: str = "") -> str:
    """The text of plain data (dict, list, str, None), with a comment at its head if given."""
    yaml = YAML()
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    yaml.representer.add_representer(type(None), _blank)
    stream = io.StringIO()
    yaml.dump(_written(data), stream)
    lines = "".join(f"# {line}\n" for line in head.split("\n") if head)
    # A line that is folded at a space keeps it at its end, which nobody sees.
    return lines + "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))


def _blank(representer: Any, _value: None) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:null", "")


def _written(value: Any) -> Any:
    if isinstance(value, Mapping):
        return CommentedMap((str(key), _written(each)) for key, each in value.items())
    if isinstance(value, list | tuple):
        made = CommentedSeq(_written(each) for each in value)
        if len(made) < _FEW and all(isinstance(e, str) and len(e) < _SHORT for e in value):
            made.fa.set_flow_style()
        return made
    if not isinstance(value, str):
        return value
    if "\n" in value:
        # A block keeps neither blanks at the ends of its lines nor those before its first one.
        is_even = all(line and line == line.strip() for line in value.split("\n"))
        return LiteralScalarString(value) if is_even else DoubleQuotedScalarString(value)
    # Folded at a dash its next line would look like an item; two blanks would become one.
    is_odd = len(value) > _SHORT and (" - " in value or "  " in value)
    return DoubleQuotedScalarString(value) if is_odd else value
