"""What the program says with each code, read from its source: severities and messages."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.check.advice import GIVEN_OUT, REBUILD, REBUILD_IT, REBUILD_LIST

SEVERITIES = frozenset({"error", "warning", "hint"})
# Constants that messages of other modules are put together of.
_KNOWN = {
    "GIVEN_OUT": GIVEN_OUT, "REBUILD": REBUILD, "REBUILD_IT": REBUILD_IT,
    "REBUILD_LIST": REBUILD_LIST,
}  # fmt: skip
# What differs from file to file.
HOLE = "…"
_HOLES = re.compile(r"…(?:[ ,;:]*…)+")
_FILLED = re.compile(r"\{\w+\}")
_WORD = re.compile(r"[^\W\d_]{3,}")

Constants = Mapping[str, ast.expr]


@dataclass(frozen=True)
class Said:
    """A finding as it stands in the source: its code, its severity ("" where the source leaves it
    open), as much of its words as stands there, and the place in the source."""

    code: str
    severity: str
    words: str
    place: str


def said_in(folder: Path, codes: Collection[str] = ()) -> Iterator[Said]:
    """Every finding that a package makes with a code that stands there.

    With ``codes``, also what says one of them through a function or a table of its own.
    """
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from _Module(path, tree, frozenset(codes)).said()


class _Module:
    def __init__(self, path: Path, tree: ast.Module, codes: frozenset[str]) -> None:
        self.path = path
        self.tree = tree
        self.codes = codes
        self.constants = {
            getattr(target, "id", ""): node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
        }

    def said(self) -> Iterator[Said]:
        """In the order of the source; what stands in a function is told with its variables."""
        seen = set()
        for function in ast.walk(self.tree):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    seen.add(node)
                    yield from self._of(node, function)
        for node in ast.walk(self.tree):
            if node not in seen:
                yield from self._of(node, None)

    def _of(self, node: ast.AST, function: ast.FunctionDef | None) -> Iterator[Said]:
        if isinstance(node, ast.Call):
            yield from self._of_parts(node.args, node.func, node.lineno, function)
        elif isinstance(node, ast.Tuple) and self.codes:
            yield from self._of_parts(node.elts, None, node.lineno, function)

    def _of_parts(
        self, parts: list[ast.expr], called: ast.expr | None, line: int,
        function: ast.FunctionDef | None,
    ) -> Iterator[Said]:  # fmt: skip
        name = getattr(called, "id", "")
        at, codes = next(
            ((i, found) for i, part in enumerate(parts) if (found := list(_codes(part)))), (0, [])
        )
        plain = name in SEVERITIES and at == 0
        codes = [code for code in codes if plain or code in self.codes]
        if not codes:
            return
        severities = [name] if plain else _severities(called, parts)
        words = [self._words(part, function, line) for part in parts[at + 1 :]]
        text = _HOLES.sub(HOLE, ": ".join(each for each in words if _WORD.search(each)))
        if text.startswith((";", ",")):  # what stands before it is put together elsewhere
            text = HOLE + text
        for code in codes:
            for severity in severities or [""]:
                yield Said(code, severity, text, f"{self.path.name}:{line}")

    def _words(self, node: ast.expr, function: ast.FunctionDef | None, line: int) -> str:
        match node:
            case ast.Constant(value=str(text)):
                return _FILLED.sub(HOLE, text)
            case ast.JoinedStr(values=values):
                return "".join(self._words(value, function, line) for value in values)
            case ast.FormattedValue(value=value) if isinstance(value, ast.Name):
                known = self.constants.get(value.id)
                if isinstance(known, ast.Constant) and isinstance(known.value, str):
                    return known.value
                return _KNOWN.get(value.id, HOLE)
            case ast.BinOp(left=left, right=right):
                return self._words(left, function, line) + self._words(right, function, line)
            case ast.IfExp(body=body):
                return self._words(body, function, line)
            case ast.Name(id=name):
                value = _last_value(name, function, line) or self.constants.get(name)
                if isinstance(value, ast.Name):  # no rounds
                    return HOLE
                return self._words(value, function, line) if value else _KNOWN.get(name, HOLE)
        return HOLE


def _severities(called: ast.expr | None, parts: list[ast.expr]) -> list[str]:
    """Those that a call or a table names beside the code."""
    named = [
        node.id
        for part in (*([called] if called else []), *parts)
        for node in ast.walk(part)
        if isinstance(node, ast.Name) and node.id in SEVERITIES
    ]
    return list(dict.fromkeys(named))


def _codes(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_codes(node.body), *_codes(node.orelse))


def _last_value(name: str, function: ast.FunctionDef | None, line: int) -> ast.expr | None:
    before = [
        each
        for each in (ast.walk(function) if function else ())
        if isinstance(each, ast.Assign | ast.AugAssign)
        and each.lineno <= line
        and any(getattr(t, "id", "") == name for t in _targets(each))
    ]
    last = max(before, key=lambda each: each.lineno, default=None)
    return last.value if last else None


def _targets(node: ast.Assign | ast.AugAssign) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]
