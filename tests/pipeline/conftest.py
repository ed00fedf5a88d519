"""A workspace with enclosures, scans and forms, built once by the real LibreOffice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from docgen.cli import run
from tests.pipeline.papers import PAPERS
from tests.support.workspaces import soffice


@pytest.fixture(scope="session")
def built_papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not to be changed."""
    soffice()
    root = PAPERS.write(tmp_path_factory.mktemp("cetak") / "kantor")
    assert run(["build", "-q", "-C", str(root)]) == 0
    return root


@pytest.fixture
def papers(built_papers: Path, tmp_path: Path) -> Path:
    """A copy to work on."""
    return Path(shutil.copytree(built_papers, tmp_path / "kantor"))
