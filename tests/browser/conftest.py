"""The report of a damaged sample in a headless Chromium: Debian's own, never one downloaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docgen.cli import run
from tests.browser.pages import CHROMIUM, DESK, HOW, Show, Shown
from tests.support.workspaces import built_sample


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
