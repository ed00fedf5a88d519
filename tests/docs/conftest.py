"""The folder in which a document's commands are run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.folders import PREPARED, Prepare


@pytest.fixture
def prepare(tmp_path: Path) -> Prepare:
    """Make the folder that a document names."""

    def preparing(name: str) -> Path:
        folder = tmp_path / "ruang"
        PREPARED[name](folder)
        return folder

    return preparing
