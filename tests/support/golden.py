"""Golden files: what was found, looked at and found good; the tests compare with it.

A golden file is a JSON object, a line for each name. It is written only with ``--update-golden``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

HOW = "look at the picture, then run pytest --update-golden for this file"


def never(_found: Any, _known: Any) -> bool:
    """No difference is worse than another."""
    return False


@dataclass(frozen=True)
class Goldens:
    """The golden files of a run; ``updated`` names what it wrote."""

    update: bool = False
    updated: list[str] = field(default_factory=list)

    def check(
        self, file: Path, name: str, found: Any, worse: Callable[[Any, Any], bool] = never
    ) -> None:
        """What was found is what stands in the file under that name.

        ``worse`` tells whether what was found is a step back from what is known.
        """
        known = read(file)
        if self.update:
            if known.get(name) != found:
                self._write(file, known | {name: found}, name)
        elif name not in known:
            pytest.fail(f"{name}: not in {file.name} yet: {HOW}", pytrace=False)
        elif worse(found, known[name]):
            pytest.fail(f"{name}: {found} is worse than {known[name]}", pytrace=False)
        elif found != known[name]:
            pytest.fail(f"{name}: {found} is not {known[name]} as before: {HOW}", pytrace=False)

    def check_names(self, file: Path, names: Iterable[str]) -> None:
        """The file has these names in this order, and no others."""
        known, due = read(file), list(names)
        if self.update:
            kept = {name: known[name] for name in due if name in known}
            if list(kept) != list(known):
                self._write(file, kept, "other names or another order")
        elif list(known) != due:
            pytest.fail(f"{file.name} has {list(known)}, not {due}: {HOW}", pytrace=False)

    def _write(self, file: Path, values: dict[str, Any], news: str) -> None:
        lines = [f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in values.items()]
        file.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
        self.updated.append(f"{file.name}: {news}")


def read(file: Path) -> dict[str, Any]:
    """The names and values of a golden file; none when there is no file."""
    if not file.is_file():
        return {}
    values: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return values
