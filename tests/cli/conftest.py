"""A small workspace for each test, and one call of the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docgen.cli import run
from tests.cli.calls import Answer, Call
from tests.support.small_office import SMALL

NO_OFFICE = "/nonexistent/soffice.bin"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small workspace, on a machine without LibreOffice."""
    monkeypatch.setenv("DOCGEN_SOFFICE", NO_OFFICE)
    monkeypatch.setenv("COLUMNS", "300")
    return SMALL.write(tmp_path / "ruang kerja")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run ``docgen`` with these words."""

    def calling(*words: Any) -> Answer:
        capsys.readouterr()
        code = run([str(word) for word in words])
        shown = capsys.readouterr()
        assert "Traceback" not in shown.err
        assert "kesalahan di dalam docgen" not in shown.err
        return Answer(code, shown.out, shown.err)

    return calling
