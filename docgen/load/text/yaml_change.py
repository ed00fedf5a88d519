"""Single changes in a YAML text, all else of it left as it stands: comments, order, line ends.

What is written is where the parser found it, by the marks of its nodes, and the result is read
back: a text whose data is not exactly the old data with the changes is refused (anchors that are
used twice, say), so that nothing is ever changed beside what was meant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from docgen.load.text.change import Change, EditError, Value, What, applied
from docgen.load.text.yaml_text import parse_yaml

BOM = "\ufeff"
# Texts that need no quotes, wherever they stand.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ./()%-]*[A-Za-z0-9./()%-])?")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def changed(text: str, changes: Sequence[Change]) -> str:
    """The text with the changes made one after another. Raises EditError."""
    bom = BOM if text.startswith(BOM) else ""
    body = text.removeprefix(BOM)
    line_end = "\r\n" if "\r\n" in body else "\n"
    expected = _data(body)
    for change in changes:
        try:
            body = _Edit(body, line_end).made(change)
            expected = applied(expected, change)
        except (LookupError, TypeError, YAMLError) as problem:
            raise EditError(change.key) from problem
        if _data(body) != expected:
            raise EditError(change.key)
    return bom + body


def _data(text: str) -> Any:
    read = parse_yaml(text.replace("\r\n", "\n"), "")
    return read.value.data if read.value and read.ok else EditError


@dataclass(frozen=True, slots=True)
class _Edit:
    text: str
    line_end: str

    def made(self, change: Change) -> str:
        root = YAML(typ="safe", pure=True).compose(self.text)
        *way, key = change.path
        holder = root
        for each in way:
            holder = _child(holder, each)
        known = {k.value: (k, v) for k, v in holder.value} if not isinstance(key, int) else {}
        key_node, value = known.get(key, (None, None))
        if change.what is What.APPEND:
            return self._append(holder, (key_node, value), change)
        if change.what is What.REMOVE:
            return self._remove(holder, str(key))
        if value is None:
            return self._add(holder, str(key), change)
        return self._replace(key_node, value, _scalar(change.value))

    def _replace(self, key: Node, node: Node, new: str) -> str:
        if not isinstance(node, ScalarNode):
            raise TypeError(node)
        start, end = node.start_mark.index, _end(node, self.text)
        if start == end:  # nothing stands there
            start = end = _colon(key, self.text)
        gap = "" if start == 0 or self.text[start - 1].isspace() else " "
        return f"{self.text[:start]}{gap}{new}{self.text[end:]}"

    def _add(self, holder: Node, key: str, change: Change) -> str:
        """A key that is not there yet."""
        if not isinstance(holder, MappingNode) or not holder.value:
            raise TypeError(holder)
        if holder.flow_style:
            return self._into_flow(holder, f"{key}: {_flow(change.value)}")
        column = holder.value[0][0].start_mark.column
        known = {k.value: (v, k) for k, v in holder.value}
        last = known.get(change.after, holder.value[-1][::-1])
        return self._after(
            _end(last[0], self.text, last[1]), self._entry(key, change.value, column)
        )

    def _entry(self, key: str, value: Value, column: int) -> list[str]:
        indent = " " * column
        if isinstance(value, Mapping):
            inner = [f"{indent}  {each}: {_scalar(text)}" for each, text in value.items()]
            return [f"{indent}{key}:", *inner]
        return [f"{indent}{key}: {_scalar(value)}"]

    def _append(self, holder: Node, found: tuple[Node | None, Node | None], change: Change) -> str:
        assert isinstance(change.value, Mapping)
        key, value = found
        if key is None:
            if not isinstance(holder, MappingNode) or holder.flow_style:
                raise TypeError(holder)
            column = holder.value[0][0].start_mark.column
            lines = [f"{' ' * column}{change.path[-1]}:", *_item(change.value, column + 2)]
            return self._after(_end(holder, self.text), lines)
        if isinstance(value, ScalarNode):  # «riwayat:» without anything
            if value.value:
                raise TypeError(value)
            at = _colon(key, self.text)
            told = self.line_end.join(["", *_item(change.value, key.start_mark.column + 2)])
            return f"{self.text[:at]}{told}{self.text[at:]}"
        assert isinstance(value, SequenceNode)
        if value.flow_style:
            return self._into_flow(value, _flow(change.value))
        lines = _item(change.value, value.start_mark.column)
        return self._after(_end(value, self.text), lines)

    def _into_flow(self, node: Node, told: str) -> str:
        at = node.end_mark.index - 1
        before = self.text[:at].rstrip()
        comma = "" if before.endswith(("[", "{", ",")) else ","
        gap = "" if before.endswith(("[", "{")) else " "
        return f"{before}{comma}{gap}{told}{self.text[at:]}"

    def _after(self, end: int, lines: Sequence[str]) -> str:
        """New lines below the one with the place ``end``."""
        at = self.text.find("\n", end)
        told = self.line_end.join(lines) + self.line_end
        if at < 0:
            return f"{self.text}{self.line_end}{told}"
        return f"{self.text[: at + 1]}{told}{self.text[at + 1 :]}"

    def _remove(self, holder: Node, key: str) -> str:
        if not isinstance(holder, MappingNode):
            raise TypeError(holder)
        key_node, value = next((k, v) for k, v in holder.value if k.value == key)
        start, end = key_node.start_mark.index, _end(value, self.text, key_node)
        if holder.flow_style:
            rest, before = self.text[end:].lstrip(), self.text[:start].rstrip()
            if rest.startswith(","):
                return self.text[:start] + rest[1:].lstrip()
            return before.removesuffix(",") + rest
        start = self.text.rfind("\n", 0, start) + 1
        at = self.text.find("\n", end)
        return self.text[:start] + ("" if at < 0 else self.text[at + 1 :])


def _child(node: Node, key: str | int) -> Node:
    if isinstance(key, int):
        child: Node = node.value[key]
        return child
    found: dict[str, Node] = {name.value: value for name, value in node.value}
    return found[key]


def _colon(key: Node, text: str) -> int:
    """Where what belongs to a key begins."""
    return text.index(":", key.end_mark.index) + 1


def _end(node: Node, text: str, key: Node | None = None) -> int:
    """Where the value of a ``key`` ends in the text, blank lines and comments behind it left out.

    The parser finds an empty one where the next begins; it ends where its key does.
    """
    if isinstance(node, MappingNode) and not node.flow_style and node.value:
        name, last = node.value[-1]
        return _end(last, text, name)
    if isinstance(node, SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1], text)
    if key is not None and node.start_mark.index == node.end_mark.index:
        return _colon(key, text)
    end: int = node.end_mark.index
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return len(text[:end].rstrip())
    return end


def _item(value: Mapping[str, str], column: int) -> list[str]:
    """A mapping as an item of a list."""
    lines = [f"{key}: {_scalar(text)}" for key, text in value.items()]
    first, *others = lines
    return [f"{' ' * column}- {first}", *(f"{' ' * (column + 2)}{each}" for each in others)]


def _flow(value: Value) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{k}: {_scalar(v)}" for k, v in value.items()) + "}"
    return _scalar(value)


def _scalar(value: Value) -> str:
    if value is None:
        return "null"
    assert isinstance(value, str)
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)
