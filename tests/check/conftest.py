"""A small office whose papers are built once, by the real LibreOffice; each test gets a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from docgen.cli import run
from tests.check.full_office import FULL, build
from tests.check.office import ARCHIVE, BuiltOffice
from tests.support.workspaces import soffice


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace after one build."""
    soffice()
    root = ARCHIVE.write(tmp_path_factory.mktemp("kantor"))
    assert run(["build", "-C", str(root)]) == 0
    return root


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office with one of everything after one build; not to be changed."""
    soffice()
    return build(FULL.write(tmp_path_factory.mktemp("lengkap") / "kantor"))


@pytest.fixture
def office(
    built: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> BuiltOffice:
    root = tmp_path_factory.mktemp("salinan") / "kantor"
    shutil.copytree(built, root)
    return BuiltOffice(root, capsys)
