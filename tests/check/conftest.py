"""A small office whose papers are built once, by the real LibreOffice; each test gets a copy."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from docgen.cli import run
from docgen.convert import find_soffice
from tests.check.full_office import build, make_office
from tests.check.office import CONFIG, PROFILE, Office, write_letters, write_signed

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ("surat_dinas.docx", "sop.docx", "sampul.docx", "daftar_isi.docx")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace after one build."""
    if find_soffice(os.environ) is None:
        pytest.skip("no LibreOffice")
    root = tmp_path_factory.mktemp("kantor")
    for folder in ("templates", "profil", "sop", "ttd"):
        (root / folder).mkdir()
    for name in TEMPLATES:
        shutil.copy(ROOT / "templates" / name, root / "templates")
    shutil.copy(ROOT / "tests/failures/rules/clean.yaml", root / "sop")
    (root / "docgen.toml").write_text(CONFIG, encoding="utf-8")
    (root / "profil" / "uji.toml").write_text(PROFILE, encoding="utf-8")
    write_letters(root / "surat.xlsx")
    write_signed(root / "ttd" / "tte.pdf")
    assert run(["build", "-C", str(root)]) == 0
    return root


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office with one of everything after one build; not to be changed."""
    if find_soffice(os.environ) is None:
        pytest.skip("no LibreOffice")
    return build(make_office(tmp_path_factory.mktemp("lengkap") / "kantor"))


@pytest.fixture
def office(
    built: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> Office:
    root = tmp_path_factory.mktemp("salinan") / "kantor"
    shutil.copytree(built, root)
    return Office(root, capsys)
