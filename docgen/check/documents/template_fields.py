"""Which fields of its data a document made from a Word template always shows.

The template is parsed here on its own, into Jinja's syntax tree, and nothing of ``docgen.render``
is asked: the check must not share the mistakes of what it checks.

A field is shown when its letters stand on the page whatever the rest of the data is. Where the
template's author decides by a condition about something else whether a field is shown, it is not;
a condition about the field itself, or about the items of its list, says how it looks. What a macro
or a captured block holds is shown only where it is called, so nothing is claimed of it.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, TemplateError, nodes

from docgen.check.documents.template_text import template_text

# Filters after which the same letters and figures are printed, and those that only fill gaps.
KEEPING = frozenset(
    {"upper", "lower", "title", "capitalize", "trim", "safe", "e", "nip", "baris", "daftar"}
)
FILLING = frozenset({"default", "d"})
LOOP = "loop"  # Jinja's own name for how far a loop is
# A condition about something else, whatever it is; no field is called so.
_OTHER = frozenset({""})


@lru_cache(maxsize=32)
def shown_fields(template: bytes) -> tuple[str, ...]:
    """Paths of the fields that are always shown: ``hal``, ``pejabat.nama``, ``butir.jenis``.

    Items of a list have the path of the list. A template that Jinja cannot read shows nothing.
    """
    walk = _Walk()
    try:
        walk.statements(Environment().parse(template_text(template)).body)
    except (TemplateError, RecursionError):
        return ()
    return tuple(walk.found)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a name stands for: the path of a field, and how many conditions stand around the loop
    that gives it its items (None: it is no loop's). The path is "" when it cannot be followed."""

    path: str
    around: int | None = None

    def attribute(self, name: str) -> _Meaning:
        return _Meaning(f"{self.path}.{name}" if self.path else "", self.around)


_UNKNOWN = _Meaning("")


class _Walk:
    """A way through the tree, with the conditions and the names that hold at each place."""

    def __init__(self) -> None:
        self.found: dict[str, None] = {}
        self._conditions: list[frozenset[str]] = []  # the fields that each tests
        self._names: ChainMap[str, _Meaning] = ChainMap()  # what loops and ``set`` give a meaning

    def statements(self, body: Iterable[nodes.Node]) -> None:
        """Go through a body, statement by statement; of what is not known here, nothing shows."""
        for each in body:
            match each:
                case nodes.Output(nodes=parts):
                    for part in parts:
                        self._print(part)
                case nodes.If():
                    self._if(each)
                case nodes.For():
                    self._for(each)
                case nodes.With():
                    self._with(each)
                case nodes.Block():
                    with self._scope():
                        self.statements(each.body)
                case nodes.FilterBlock() if _keeps(each.filter):
                    with self._scope():
                        self.statements(each.body)
                case nodes.Assign():
                    self._name(each.target, self._meaning(each.node))
                case nodes.AssignBlock():
                    self._name(each.target, _UNKNOWN)
                case nodes.Macro(name=name) | nodes.Import(target=name):
                    self._names[name] = _UNKNOWN
                case nodes.FromImport(names=names):
                    new = (name if isinstance(name, str) else name[1] for name in names)
                    self._names.update(dict.fromkeys(new, _UNKNOWN))

    def _if(self, node: nodes.If) -> None:
        with self._when(self._tested(node.test)):
            self.statements(node.body)
        for other in node.elif_:
            with self._when(_OTHER):
                self.statements(other.body)
        with self._when(_OTHER):
            self.statements(node.else_)

    def _for(self, node: nodes.For) -> None:
        # A loop that leaves items out shows no more than some of them.
        meaning = self._meaning(_unfiltered(node.iter)) if node.test is None else _UNKNOWN
        with self._scope():
            self._name(node.target, _Meaning(meaning.path, len(self._conditions)))
            self._names[LOOP] = _UNKNOWN
            self.statements(node.body)
        with self._when(_OTHER):
            self.statements(node.else_)

    def _with(self, node: nodes.With) -> None:
        meanings = [self._meaning(value) for value in node.values]
        with self._scope():
            for target, meaning in zip(node.targets, meanings, strict=True):
                self._name(target, meaning)
            self.statements(node.body)

    def _print(self, node: nodes.Node) -> None:
        """Add the fields that an expression shows."""
        match _unfiltered(node):
            case nodes.Or(left=left):
                self._print(left)  # the other side stands where this one is blank
            case nodes.Concat(nodes=parts):
                for part in parts:
                    self._print(part)
            case nodes.CondExpr(test=test, expr1=one, expr2=other):
                with self._when(self._tested(test)):
                    self._print(one)
                if other is not None:
                    with self._when(_OTHER):
                        self._print(other)
            case plain:
                meaning = self._meaning(_whole(plain))
                if meaning.path and self._is_sure(meaning):
                    self.found[meaning.path] = None

    def _is_sure(self, meaning: _Meaning) -> bool:
        """Whether no condition around a field is about anything else.

        What is asked inside a loop about its items is how they look, not whether they are there.
        """
        own = {_root(meaning.path)}
        return all(tested <= own for tested in self._conditions[: meaning.around])

    def _tested(self, condition: nodes.Node) -> frozenset[str]:
        """The fields that a condition is about, by the beginnings of their paths."""
        names = {each.name for each in condition.find_all(nodes.Name)}
        names |= {condition.name} if isinstance(condition, nodes.Name) else set()
        if not names:
            return _OTHER  # ``false`` is about no field
        return frozenset(_root(self._named(name).path) for name in names - {LOOP})

    def _meaning(self, node: nodes.Node) -> _Meaning:
        match node:
            case nodes.Name(name=name):
                return self._named(name)
            case nodes.Getattr(node=inner, attr=name):
                return self._meaning(inner).attribute(name)
            case nodes.Getitem(node=inner, arg=nodes.Const(value=str(name))):
                return self._meaning(inner).attribute(name)
            case nodes.Filter() if (plain := _unfiltered(node)) is not node:
                return self._meaning(plain)
        return _UNKNOWN

    def _named(self, name: str) -> _Meaning:
        return self._names.get(name, _Meaning(name))

    def _name(self, target: nodes.Node, meaning: _Meaning) -> None:
        """Give a name its meaning; several names at once have none that could be followed."""
        if isinstance(target, nodes.Name):
            self._names[target.name] = meaning
        else:
            self._names.update((each.name, _UNKNOWN) for each in target.find_all(nodes.Name))

    @contextmanager
    def _scope(self) -> Iterator[None]:
        """Where names get a meaning that ends with it."""
        outer, self._names = self._names, self._names.new_child()
        yield
        self._names = outer

    @contextmanager
    def _when(self, tested: frozenset[str]) -> Iterator[None]:
        """Under a condition; a name that is set there may have either meaning behind it."""
        before = dict(self._names.maps[0])
        self._conditions.append(tested)
        yield
        self._conditions.pop()
        for name, meaning in self._names.maps[0].items():
            if before.get(name) != meaning:
                self._names[name] = _UNKNOWN


def _keeps(node: nodes.Filter) -> bool:
    """Whether a filter prints all of its value; with arguments it may print something else."""
    has_arguments = bool(node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)
    return node.name in FILLING or (node.name in KEEPING and not has_arguments)


def _unfiltered(node: nodes.Node) -> nodes.Node:
    """An expression without the filters that keep its letters."""
    while isinstance(node, nodes.Filter) and node.node is not None and _keeps(node):
        node = node.node
    return node


def _whole(node: nodes.Node) -> nodes.Node:
    """What an expression takes a piece of: an item (``tujuan[0]``), a part of a line (``b`` of
    ``b.partition(". ")[2]``: the numbering of a line and the rest)."""
    match node:
        case nodes.Getitem(
            node=nodes.Call(node=nodes.Getattr(node=inner, attr="partition")),
            arg=nodes.Const(value=int()),
        ):
            return _whole(inner)
        case nodes.Getitem(node=inner, arg=nodes.Const(value=int())):
            return inner
    return node


def _root(path: str) -> str:
    return path.partition(".")[0]
