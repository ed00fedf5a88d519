"""The report of a damaged sample in a headless Chromium: Debian's own, never one downloaded."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from docgen.cli import run
from tests.workspaces import ROOT, built_sample

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


# Of the module: its event loop must not be running in the tests that come after.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason=f"no playwright; {HOW}")
    if not CHROMIUM.is_file():
        pytest.skip(f"no {CHROMIUM}; {HOW}")
    # Chromium's sandbox will not start for root, as in a container.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report in both languages: one copy is missing, one is another's, one too many."""
    root = tmp_path_factory.mktemp("laporan") / "contoh"
    shutil.copytree(built_sample(), root)
    folder = root / "output/letters/permintaan/permintaan-skp-2024"
    (folder / "permintaan-skp-2024.asli-3.pdf").unlink()
    for number in (2, 9):
        other = folder / f"permintaan-skp-2024.asli-{number}.pdf"
        shutil.copy(folder / "permintaan-skp-2024.asli-1.pdf", other)
    pages = {language: root.parent / f"laporan {language}.html" for language in ("id", "en")}
    for language, page in pages.items():
        assert run(["check", "-q", str(root), "--report", str(page), "--lang", language]) == 1
    return pages


@pytest.fixture
def show(chromium: Any, reports: dict[str, Path]) -> Iterator[Show]:
    """Open a report by its address on the disk."""
    contexts = []

    def opening(file: Path | str = "id", **options: Any) -> Shown:
        options.setdefault("viewport", DESK)
        context = chromium.new_context(**options)
        contexts.append(context)
        shown = Shown(context.new_page())
        shown.page.on("request", lambda request: shown.requests.append(request.url))
        shown.page.on(
            "requestfailed", lambda request: shown.failed.update({request.url: request.failure})
        )
        shown.page.on("console", lambda message: shown.complaints.append(message.text))
        shown.page.on("pageerror", lambda problem: shown.complaints.append(str(problem)))
        path = reports[file] if isinstance(file, str) else file
        shown.page.goto(path.as_uri())
        return shown

    yield opening
    for context in contexts:
        context.close()
