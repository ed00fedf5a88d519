"""A page of the report in a browser: what it shows, asked for, and complained about."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.support.workspaces import ROOT

CHROMIUM = Path("/usr/bin/chromium")
AXE = ROOT / ".cache/axe/node_modules/axe-core/axe.min.js"
HOW = "make test-full installs it"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@dataclass
class Shown:
    """A page of the browser, and all that it asked for or complained about."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)  # what was not given, and why

    @property
    def status(self) -> str:
        """What the live region says."""
        return str(self.page.locator("#status").text_content())

    def visible(self, selector: str) -> int:
        """How many elements can be seen."""
        return int(self.page.locator(f"{selector}:visible").count())

    def focused(self) -> str:
        """The id (or class) of what has the focus."""
        script = "document.activeElement.id || document.activeElement.className"
        return str(self.page.evaluate(script))

    def violations(self) -> list[str]:
        """What axe-core finds wrong, by rule and element."""
        if not AXE.is_file():
            pytest.skip(f"axe-core is not there; {HOW}")
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run()")
        return [
            f"{each['id']}: {json.dumps([node['target'] for node in each['nodes']])}"
            for each in found["violations"]
        ]


Show = Callable[..., Shown]
