"""Plain data as a new YAML text, as a person would write it: blocks, few quotes, keys in order."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

# No text is folded: a line that begins with a dash would be taken for an item.
_NEVER = 10**9


def yaml_text(data: Mapping[str, Any]) -> str:
    """The text of plain data (dict, list, str, None); it ends with a line break."""
    yaml = YAML()
    yaml.width = _NEVER
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    target = io.StringIO()
    yaml.dump(_written(data), target)
    return target.getvalue()


def _written(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _written(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_written(each) for each in value]
    if isinstance(value, str) and "\n" in value:
        # A block keeps neither blanks at the ends of its lines nor those before its first one.
        is_even = all(line and line == line.strip() for line in value.split("\n"))
        return LiteralScalarString(value) if is_even else DoubleQuotedScalarString(value)
    return value
