"""The tests share helpers, never each other: who imports what under ``tests/``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FOLDERS = sorted({path.relative_to(HERE).parts[0] for path in HERE.glob("*/**/*.py")})


def imported(source: str) -> Iterator[str]:
    """The dotted names that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{alias.name}" for alias in node.names)


def is_wrong(name: str, folder: str) -> bool:
    """Whether a module of ``folder`` must not import this.

    Wrong is what pytest collects, a conftest, helpers of another folder, and a name not written in
    full. ``tests/support`` is for all and needs nobody.
    """
    parts = name.split(".")
    if parts[0] == "" or any(part.startswith("test_") or part == "conftest" for part in parts):
        return True
    return parts[0] == "tests" and parts[1] not in ("support", folder)


@pytest.mark.parametrize("folder", ["", *FOLDERS])
def test_helpers_are_shared_and_tests_are_not(folder: str) -> None:
    modules = (HERE / folder).rglob("*.py") if folder else HERE.glob("*.py")
    found = {
        path.relative_to(HERE).as_posix(): [
            name for name in imported(path.read_text(encoding="utf-8")) if is_wrong(name, folder)
        ]
        for path in modules
    }
    assert found
    assert {name: names for name, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("from tests.support.office import Office", False),
        ("from tests.check import damage", False),
        ("from tests.bundle.binding import bind", True),
        ("from tests.check.test_faults import FAULTS", True),
        ("from tests.check import test_faults", True),
        ("import tests.check.conftest", True),
        ("def f():\n    from tests.check.conftest import office", True),
        ("from . import damage", True),
        ("from pathlib import Path", False),
    ],
)
def test_a_wrong_import_would_be_seen(line: str, wrong: bool) -> None:
    (name,) = imported(line)
    assert is_wrong(name, "check") == wrong


def test_no_two_test_modules_have_one_name() -> None:
    """pytest knows them by their names alone, whatever folder they are in."""
    names = [path.name for path in HERE.rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
