"""Where a YAML text has comments: what whoever copies its data leaves behind."""

from __future__ import annotations

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


def comment_lines(text: str) -> tuple[int, ...]:
    """The lines (from 1) that hold a comment; none of a text that is no YAML."""
    text = text.replace("\r\n", "\n")
    try:
        root: Node | None = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, RecursionError):
        return ()
    inside = bytearray(len(text) + 1)
    for start, end in _spans(root, text):
        inside[start:end] = b"\1" * (end - start)
    found = []
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        signs = (n for n, sign in enumerate(line) if sign == "#" and not inside[at + n])
        if any(n == 0 or line[n - 1].isspace() for n in signs):
            found.append(number)
        at += len(line) + 1
    return tuple(found)


def _spans(root: Node | None, text: str) -> list[tuple[int, int]]:
    """Where scalars stand."""
    waiting, seen, spans = [root], set[int](), []
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, MappingNode):
            waiting += [each for pair in node.value for each in pair]
        elif isinstance(node, SequenceNode):
            waiting += node.value
        elif isinstance(node, ScalarNode):
            start, end = node.start_mark.index, node.end_mark.index
            if node.style in ("|", ">"):  # behind the sign of a block a comment may stand
                start = text.find("\n", start)
            spans.append((start, end))
    return spans
