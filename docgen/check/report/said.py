"""What the program says with each code, read from its source: codes, severities and messages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docgen
from docgen.check.advice import REBUILD, REBUILD_IT, REBUILD_LIST

SEVERITIES = frozenset({"error", "warning", "hint"})
# Constants that messages are put together of.
_KNOWN = {"REBUILD": REBUILD, "REBUILD_IT": REBUILD_IT, "REBUILD_LIST": REBUILD_LIST}


@dataclass(frozen=True)
class Said:
    """A finding as it stands in the source: its code, severity and as much of its words as does."""

    code: str
    severity: str
    words: str
    place: str


def said_with(code: str) -> list[Said]:
    """Every way in which docgen says a code; none where its source is not there to be read."""
    return [said for said in said_in(Path(docgen.__file__).parent, code) if said.code == code]


def said_in(folder: Path, naming: str = "") -> Iterator[Said]:
    """Every finding that a package makes with a code that stands there.

    Only the modules that hold the text ``naming`` are looked at.
    """
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if naming not in text:
            continue
        tree = ast.parse(text)
        functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
        for function in functions:
            for call in ast.walk(function):
                if isinstance(call, ast.Call):
                    yield from _of_call(call, function, path)


def _of_call(call: ast.Call, function: ast.FunctionDef, path: Path) -> Iterator[Said]:
    name = getattr(call.func, "id", "")
    if name not in SEVERITIES or not call.args:
        return
    words = _words(call.args[2], function, call.lineno) if len(call.args) > 2 else ""
    for code in _codes(call.args[0]):
        yield Said(code, name, words, f"{path.name}:{call.lineno}")


def _codes(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_codes(node.body), *_codes(node.orelse))


def _words(node: ast.expr, function: ast.FunctionDef, line: int) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_words(value, function, line) for value in values)
        case ast.FormattedValue(value=value) if isinstance(value, ast.Name):
            return _KNOWN.get(value.id, "…")
        case ast.BinOp(left=left, right=right):
            return _words(left, function, line) + _words(right, function, line)
        case ast.Name(id=name):
            before = [
                each
                for each in ast.walk(function)
                if isinstance(each, ast.Assign | ast.AugAssign)
                and each.lineno <= line
                and any(getattr(t, "id", "") == name for t in _targets(each))
            ]
            last = max(before, key=lambda each: each.lineno, default=None)
            return _words(last.value, function, line) if last else "…"
    return "…"


def _targets(node: ast.Assign | ast.AugAssign) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]
