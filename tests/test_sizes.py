"""Nothing is longer than a reader takes in at once: functions and modules have their limits."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Lines, with docstring and comments.
FUNCTION, MODULE = 60, 300


def modules() -> list[str]:
    paths = (path.relative_to(ROOT).as_posix() for path in (ROOT / "docgen").rglob("*.py"))
    return sorted(paths)


def long_functions(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno
            lines = node.end_lineno - node.lineno + 1
            if lines > FUNCTION:
                yield f"{node.name}: {lines} lines"


@pytest.mark.parametrize("name", modules())
def test_size(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MODULE
    assert list(long_functions(text)) == []


def test_a_long_function_would_be_seen() -> None:
    body = "    pass\n" * FUNCTION
    assert list(long_functions(f"def f():\n{body}")) == [f"f: {FUNCTION + 1} lines"]
    assert list(long_functions(f"def f():\n{body[:-9]}")) == []
