"""A workspace with one SOP, a fake LibreOffice, and one call of the command line in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.cli import run
from tests.sop_life.calls import Docgen
from tests.support.sop_life import office
from tests.support.workspaces import use_fake


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, too."""
    use_fake(monkeypatch, tmp_path, "exits_zero")
    written = office(tmp_path / "kantor")
    monkeypatch.chdir(written)
    return written


@pytest.fixture
def docgen(root: Path, capsys: pytest.CaptureFixture[str]) -> Docgen:
    """Run ``docgen sop`` with these words; what it said is in ``capsys``."""
    del root

    def calling(*words: str) -> int:
        capsys.readouterr()
        return run(["sop", *words])

    return calling
