"""The words that tell a defect in a SOP: ``docgen/rules/words/words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def words_file() -> dict[str, Any]:
    """The lists of the file by their keys."""
    source = resources.files("docgen.rules") / "words" / "words.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
