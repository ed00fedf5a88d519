"""The names that a template asks for: what it cannot do without, and how they are written.

Names of the data are small letters, since the heads of columns become that. ``{{ NAMA }}`` is the
column ``nama`` all the same, when nothing else is called so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jinja2 import meta, nodes

_DEFAULTS = frozenset({"default", "d"})
_NOTHING: frozenset[str] = frozenset()
# ``orang.values()`` is the method, and no part.
_OF_DICT = frozenset(dir(dict))


@lru_cache(maxsize=32)
def undeclared(tree: nodes.Template) -> frozenset[str]:
    """The names that a part asks of the data."""
    return frozenset(meta.find_undeclared_variables(tree))


def capitals(tree: nodes.Template) -> frozenset[str]:
    """The names that a part asks of the data and that are not all in small letters."""
    if not any(each.name != each.name.lower() for each in tree.find_all(nodes.Name)):
        return _NOTHING
    return frozenset(name for name in undeclared(tree) if name != name.lower())


def with_other_case(context: Mapping[str, Any], names: Iterable[str]) -> Mapping[str, Any]:
    """The context with the names that it has but for the case of their letters."""
    found = {}
    for name in names:
        known = same_but_case(name, context)
        if known is not None:
            found[name] = context[known]
    return {**context, **found} if found else context


def same_but_case(name: str, known: Iterable[str]) -> str | None:
    """The one known name that differs in the case of its letters only; None: none, or several."""
    others = {each for each in known if each.lower() == name.lower()}
    return None if name in others or len(others) != 1 else others.pop()


def demanded(tree: nodes.Template) -> frozenset[str]:
    """The names that a part cannot do without.

    Not those that have a ``default`` wherever they stand, nor those that are only used where the
    template has seen to it that they are defined.
    """
    walk = _Walk()
    walk.body(tree.body, set())
    return undeclared(tree) & walk.used


def always_listed(tree: nodes.Template) -> frozenset[str]:
    """What a part goes through in a loop, whether or not there is anything in it.

    A name, or a part of a record: ``butir``, ``orang.petugas``.
    """
    return frozenset(_loops(tree, frozenset()))


def _loops(node: nodes.Node, asked: frozenset[str]) -> Iterable[str]:
    match node:
        case nodes.For(iter=listed, else_=[]) if (path := _path(listed)) and path not in asked:
            yield path
    if isinstance(node, nodes.If):
        tested = (node.test, *node.test.find_all((nodes.Name, nodes.Getattr)))
        asked |= {path for each in tested if (path := _path(each))}
    for child in node.iter_child_nodes():
        yield from _loops(child, asked)


def accesses(trees: Sequence[nodes.Template], record: str) -> list[str]:
    """The parts of a record that are named, each as often as it is: ``nama`` of ``kop.nama``."""
    found = []
    for tree in trees:
        for each in tree.find_all((nodes.Getattr, nodes.Getitem)):
            match each:
                case nodes.Getattr(node=nodes.Name(name=name), attr=part) if (
                    name == record and part not in _OF_DICT
                ):
                    found.append(part)
                case nodes.Getitem(
                    node=nodes.Name(name=name), arg=nodes.Const(value=str(part))
                ) if name == record:
                    found.append(part)
    return found


def uses_whole(trees: Sequence[nodes.Template], record: str) -> bool:
    """Whether a record is used otherwise than by the names of its parts."""
    names = (each.name for tree in trees for each in tree.find_all(nodes.Name))
    return sum(name == record for name in names) > len(accesses(trees, record))


def filtered(trees: Sequence[nodes.Template], filters: Collection[str]) -> frozenset[str]:
    """The names that stand before one of the filters."""
    found = (each for tree in trees for each in tree.find_all(nodes.Filter))
    return frozenset(
        each.node.name
        for each in found
        if each.name in filters and isinstance(each.node, nodes.Name)
    )


def _path(node: nodes.Node) -> str:
    """``butir`` or ``orang.petugas``; "" for any other expression."""
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=nodes.Name(name=record), attr=name):
            return f"{record}.{name}"
    return ""


@dataclass(slots=True)
class _Walk:
    """Follows the template as it runs, with the names that are known to be defined."""

    used: set[str] = field(default_factory=set)

    def body(self, body: Sequence[nodes.Node], known: set[str]) -> None:
        for node in body:
            self.node(node, known)

    def node(self, node: nodes.Node, known: set[str]) -> None:
        match node:
            case nodes.Name():
                if node.ctx == "load" and node.name not in known:
                    self.used.add(node.name)
            case nodes.If():
                self._if(node, known)
            case nodes.CondExpr():
                self.node(node.test, known)
                self.node(node.expr1, known | _defined(node.test, True))
                if node.expr2 is not None:
                    self.node(node.expr2, known | _defined(node.test, False))
            case nodes.And() | nodes.Or():
                self.node(node.left, known)
                self.node(node.right, known | _defined(node.left, isinstance(node, nodes.And)))
            case nodes.Test(name="defined" | "undefined", node=nodes.Name()):
                pass
            case nodes.Filter() if node.name in _DEFAULTS and isinstance(node.node, nodes.Name):
                self.body((*node.args, *node.kwargs), known)
            case nodes.Assign():
                self.node(node.node, known)
                known |= {each.name for each in _names(node.target)}
            case nodes.For():
                self.node(node.iter, known)
                inner = known | {"loop", *(each.name for each in _names(node.target))}
                if node.test is not None:
                    self.node(node.test, inner)
                    inner |= _defined(node.test, True)
                self.body(node.body, inner)
                self.body(node.else_, set(known))
            case _:
                # What opens a scope of its own may name things that are not there outside.
                inner = known if isinstance(node, nodes.Output | nodes.Expr) else set(known)
                self.body(list(node.iter_child_nodes()), inner)

    def _if(self, node: nodes.If, known: set[str]) -> None:
        self.node(node.test, known)
        self.body(node.body, known | _defined(node.test, True))
        otherwise = known | _defined(node.test, False)
        for each in node.elif_:
            self.node(each.test, otherwise)
            self.body(each.body, otherwise | _defined(each.test, True))
            otherwise |= _defined(each.test, False)
        self.body(node.else_, otherwise)


def _names(target: nodes.Node) -> Iterable[nodes.Name]:
    return [target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name)


def _defined(test: nodes.Node, outcome: bool) -> set[str]:
    """The names that are defined where a condition had this outcome."""
    match test:
        case nodes.Test(name="defined", node=nodes.Name(name=name)):
            return {name} if outcome else set()
        case nodes.Test(name="undefined", node=nodes.Name(name=name)):
            return set() if outcome else {name}
        case nodes.Not():
            return _defined(test.node, not outcome)
        case nodes.And() if outcome:
            return _defined(test.left, True) | _defined(test.right, True)
        case nodes.Or() if not outcome:
            return _defined(test.left, False) | _defined(test.right, False)
    return set()
