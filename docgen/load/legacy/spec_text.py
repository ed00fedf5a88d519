"""The data of a spec as YAML, such as a person would write it."""

from __future__ import annotations

import io
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString

WIDTH = 100


def spec_text(data: dict[str, Any], head: str) -> str:
    """YAML with a comment at its head; lines of a text stay lines."""
    yaml = YAML()
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    yaml.representer.add_representer(type(None), _blank)
    stream = io.StringIO()
    yaml.dump(_plain(data), stream)
    lines = "".join(f"# {line}\n" for line in head.split("\n"))
    # A line that is folded at a space keeps it at its end, which nobody sees.
    told = "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))
    return lines + told


def _blank(representer: Any, _value: None) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:null", "")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return CommentedMap((key, _plain(each)) for key, each in value.items())
    if isinstance(value, list):
        short = all(isinstance(each, str) and len(each) < 20 for each in value)
        made = CommentedSeq(_plain(each) for each in value)
        if short and len(value) < 5:
            made.fa.set_flow_style()
        return made
    if isinstance(value, str) and "\n" in value:
        clean = "\n".join(line.rstrip() for line in value.split("\n"))
        return LiteralScalarString(clean)
    return value
