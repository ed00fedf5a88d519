"""How deep the tags of a template may stand in each other, before Jinja or Python give up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import TemplateSyntaxError, nodes

MOST_DEPTH = 100
TOO_DEEP = (
    "terlalu banyak tanda, kurung atau hitungan yang bersarang; pecah menjadi beberapa bagian"
)


@contextmanager
def no_deeper() -> Iterator[None]:
    """What Jinja or Python cannot take in any more is an error of the template."""
    try:
        yield
    except (RecursionError, MemoryError, SyntaxError) as problem:
        raise TemplateSyntaxError(TOO_DEEP, 1) from problem


def is_deep(tree: nodes.Node) -> bool:
    """Whether tags or brackets stand deeper in each other than any office needs."""
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > MOST_DEPTH:
            return True
        waiting += ((each, depth + 1) for each in node.iter_child_nodes())
    return False
