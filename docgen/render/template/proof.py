"""What can be said of every letter of a template before one is made.

docxtpl parses what Jinja gave, repairs it, and fits the grid of each table to its cells. That
costs more than all the rest. It can be left out when the template itself shows that nothing
will be found: every way through its ``if`` and ``for`` leaves the XML balanced, and every table
has the cells that its grid says. The walk here follows Jinja's own syntax tree with a stack of
open elements; what it does not understand counts as not shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jinja2 import nodes
from markupsafe import Markup

_TAG = re.compile(r"<(/?)([A-Za-z_][\w.:-]*)(?=[\s/>])")
_GRID_SPAN = re.compile(r'\sw:val="(\d+)"')


class NotShown(Exception):  # noqa: N818 -- an answer of the walk, not an error
    """Why the template does not show it, in words for the developer."""


@dataclass(slots=True, eq=False, kw_only=True)
class _Open:
    """An open element; of a table the columns, of a row the cells, of a cell its span."""

    name: str
    depth: int  # of conditions around its start tag
    columns: int = 0
    full_row: bool = False
    cells: int = 0
    spans: int = 0


@dataclass(slots=True)
class _Tag:
    """A start tag that a piece of text ended in the middle of."""

    name: str
    text: str
    quote: str = ""


@dataclass(slots=True)
class _Walk:
    depth: int = 0
    stack: list[_Open] = field(default_factory=list)
    tag: _Tag | None = None

    def body(self, body: Sequence[nodes.Node]) -> None:
        for node in body:
            match node:
                case nodes.Output():
                    self._output(node)
                case nodes.If():
                    branches = [node.body, *(each.body for each in node.elif_), node.else_]
                    self._ways(branches)
                case nodes.For():
                    self._ways([node.body, node.else_, []])
                case nodes.Assign():
                    pass
                case nodes.With() | nodes.Scope():
                    self.body(node.body)
                case _:
                    raise NotShown(f"Jinja's {type(node).__name__}")

    def _ways(self, branches: Sequence[Sequence[nodes.Node]]) -> None:
        """Every branch must leave the same elements open as none at all."""
        before, tag = list(self.stack), self.tag
        self.depth += 1
        for branch in branches:
            self.stack, self.tag = list(before), tag and _Tag(tag.name, tag.text, tag.quote)
            self.body(branch)
            if not _alike(self.stack, before) or not _same_place(self.tag, tag):
                raise NotShown("a condition that leaves other elements open")
        self.depth -= 1
        self.stack, self.tag = before, tag

    def _output(self, node: nodes.Output) -> None:
        for each in node.nodes:
            if isinstance(each, nodes.TemplateData):
                self._text(each.data)
            elif _is_markup(each):
                raise NotShown("markup in an expression")
            elif self.tag is not None:
                if not self.tag.quote:
                    raise NotShown("a value inside a tag")
                if self.tag.name in ("w:gridSpan", "w:gridCol"):
                    raise NotShown("a column count from the data")
                self.tag.text += "x"

    def _text(self, text: str) -> None:
        at = 0
        while at < len(text):
            if self.tag is not None:
                at = self._rest_of_tag(text, at)
                continue
            start = text.find("<", at)
            if start < 0:
                return
            found = _TAG.match(text, start)
            if not found:
                raise NotShown(f"markup «{text[start : start + 20]}»")
            at = found.end()
            if found[1]:
                self._close(found[2])
                at = text.find(">", at) + 1
                if not at:
                    raise NotShown("an end tag that is cut")
            else:
                self.tag = _Tag(found[2], "")

    def _rest_of_tag(self, text: str, at: int) -> int:
        tag = self.tag
        assert tag is not None
        for place in range(at, len(text)):
            sign = text[place]
            if tag.quote:
                tag.quote = "" if sign == tag.quote else tag.quote
            elif sign in "\"'":
                tag.quote = sign
            elif sign == ">":
                whole = tag.text + text[at:place]
                self.tag = None
                self._start(tag.name, whole.removesuffix("/"), whole.endswith("/"))
                return place + 1
        tag.text += text[at:]
        return len(text)

    def _start(self, name: str, attributes: str, is_empty: bool) -> None:
        parent = self.stack[-1] if self.stack else None
        opened = _Open(name=name, depth=self.depth)
        match name:
            case "w:gridCol":
                self._column(parent)
            case "w:tc" if parent and parent.name == "w:tr":
                if self.depth != parent.depth:
                    raise NotShown("cells that depend on the data")
                parent.cells += 1
                parent.spans += 1
            case "w:gridSpan" if parent and parent.name == "w:tcPr":
                self._span(attributes)
        if not is_empty:
            self.stack.append(opened)

    def _column(self, parent: _Open | None) -> None:
        table = self.stack[-2] if len(self.stack) > 1 else None
        if parent and parent.name == "w:tblGrid" and table and table.name == "w:tbl":
            if self.depth != table.depth:
                raise NotShown("columns that depend on the data")
            table.columns += 1

    def _span(self, attributes: str) -> None:
        row = self.stack[-3] if len(self.stack) > 2 else None
        if row is None or row.name != "w:tr":
            return
        span = _GRID_SPAN.search(attributes)
        if not span or self.depth != row.depth:
            raise NotShown("a span that depends on the data")
        row.spans += int(span[1]) - 1

    def _close(self, name: str) -> None:
        if not self.stack or self.stack[-1].name != name:
            raise NotShown(f"</{name}> without its start")
        closed = self.stack.pop()
        if name == "w:tr":
            # docxtpl counts the rows of a table in a table as the outer one's too.
            for table in self.stack:
                if table.name == "w:tbl":
                    if closed.cells > table.columns:
                        raise NotShown("a row with more cells than columns")
                    table.full_row |= closed.depth == table.depth and closed.spans >= table.columns
        elif name == "w:tbl" and not closed.full_row:
            raise NotShown("a table that may lose its only full row")


def _alike(stack: Sequence[_Open], other: Sequence[_Open]) -> bool:
    """The same elements; rows and cells must be the very same ones, since they are counted."""
    return len(stack) == len(other) and all(
        one is two or (one.name == two.name and one.name not in ("w:tbl", "w:tr", "w:tc"))
        for one, two in zip(stack, other, strict=True)
    )


def _same_place(tag: _Tag | None, other: _Tag | None) -> bool:
    if tag is None or other is None:
        return tag is other
    return (tag.name, tag.quote) == (other.name, other.quote) and tag.name != "w:gridSpan"


def _is_markup(expression: nodes.Expr) -> bool:
    """Whether it prints markup of the template's own, which its program holds as it is."""
    try:
        return isinstance(expression.as_const(), Markup)
    except nodes.Impossible:
        return any(
            each.name == "safe" for each in (expression, *expression.find_all(nodes.Filter))
            if isinstance(each, nodes.Filter)
        )  # fmt: skip


def not_shown(tree: nodes.Template) -> str | None:
    """Why docxtpl's parsing and repair cannot be left out for this part; None when it can."""
    walk = _Walk()
    try:
        walk.body(tree.body)
        if walk.stack or walk.tag:
            raise NotShown("elements that stay open")
    except NotShown as reason:
        return str(reason)
    return None
