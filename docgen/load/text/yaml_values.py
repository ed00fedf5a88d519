"""Change values of a YAML file where they stand: comments, order and all other signs stay.

What was written is read again and must say just what was wanted; so a value that stands for
several (an anchor), or one that cannot be written in its place, is not changed at all.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from docgen.load.text.yaml_text import KeyPath, parse_yaml

# A line of folded text is no longer than this, its blanks before it among them.
WIDTH = 96
NARROWEST = 40


def with_values(text: str, values: Mapping[KeyPath, str]) -> tuple[str, frozenset[KeyPath]]:
    """The text with other values at these paths, and the paths that could not be changed.

    ``text`` has plain line ends.
    """
    left: set[KeyPath] = set()
    for path, value in values.items():
        changed = _one(text, path, value)
        if changed is None:
            left.add(path)
        else:
            text = changed
    return text, frozenset(left)


def _one(text: str, path: KeyPath, value: str) -> str | None:
    read = parse_yaml(text, "")
    node = _node(text, path)
    if node is None or read.value is None or not isinstance(node, ScalarNode):
        return None
    wanted = _with(read.value.data, path, value)
    for changed in _ways(text, node, value):
        again = parse_yaml(changed, "")
        if again.value is not None and again.ok and again.value.data == wanted:
            return changed
    return None


def _node(text: str, path: KeyPath) -> Node | None:
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, RecursionError):
        return None
    for key in path:
        if isinstance(node, MappingNode):
            node = next((v for k, v in node.value if str(k.value) == str(key)), None)
        elif isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
        else:
            return None
    return node


def _with(data: Any, path: KeyPath, value: str) -> Any:
    if not path:
        return value
    key = path[0]
    if isinstance(data, dict):
        return {k: _with(v, path[1:], value) if k == key else v for k, v in data.items()}
    return [_with(v, path[1:], value) if n == key else v for n, v in enumerate(data)]


def _ways(text: str, node: ScalarNode, value: str) -> Iterator[str]:
    """Ways to write the value, that of the old one first."""
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in ("|", ">"):
        head, rest = text[start:].split("\n", 1) if "\n" in text[start:] else (text[start:], "")
        body = _body_of(rest)
        indent = len(body[0]) - len(body[0].lstrip(" ")) if body else 2
        lines = [value] if node.style == "|" else _folded(value.rstrip("\n"), indent)
        if node.style == "|":
            lines = value.rstrip("\n").split("\n")
        block = "\n".join(f"{' ' * indent}{line}".rstrip() for line in lines)
        after = rest[len("\n".join(body)) :]
        yield f"{text[:start]}{head}\n{block}{after}"
        yield f"{text[:start]}{json.dumps(value, ensure_ascii=False)}{after}"
        return
    quoted = "'" + value.replace("'", "''") + "'"
    double = json.dumps(value, ensure_ascii=False)
    first = {"'": quoted, '"': double}.get(node.style or "", value)
    for written in dict.fromkeys((first, double)):
        yield f"{text[:start]}{written}{text[end:]}"


def _body_of(rest: str) -> list[str]:
    """The lines of a block scalar: as deep as its first one, blank lines at its end left out."""
    lines = rest.split("\n")
    first = next((line for line in lines if line.strip()), "")
    depth = len(first) - len(first.lstrip(" "))
    body: list[str] = []
    for line in lines:
        if line.strip() and (len(line) - len(line.lstrip(" ")) < depth or not depth):
            break
        body.append(line)
    while body and not body[-1].strip():
        body.pop()
    return body


def _folded(value: str, indent: int) -> list[str]:
    width = max(WIDTH - indent, NARROWEST)
    return textwrap.wrap(
        value, width, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    ) or [""]
