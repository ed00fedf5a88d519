"""Imports point down only, as pyproject.toml says: the contracts of import-linter."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[1]


def test_contracts_hold(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_package_has_its_layer() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = config["tool"]["importlinter"]["contracts"]
    placed = {
        name.strip() for layer in contract["layers"] for name in layer.replace(":", "|").split("|")
    }
    found = {path.parent.name for path in (ROOT / "docgen").glob("*/__init__.py")}
    found |= {path.stem for path in (ROOT / "docgen").glob("*.py") if path.stem != "__init__"}
    assert placed == found - {"__main__"}


def test_a_wrong_import_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The contract is not empty: a model that imports a stage breaks it."""
    package = tmp_path / "kantor"
    for name in ("model", "load"):
        (package / name).mkdir(parents=True)
        (package / name / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "model" / "__init__.py").write_text("import kantor.load\n", encoding="utf-8")
    (tmp_path / "rules.toml").write_text(
        '[tool.importlinter]\nroot_package = "kantor"\n'
        '[[tool.importlinter.contracts]]\nname = "x"\ntype = "layers"\n'
        'containers = ["kantor"]\nlayers = ["load", "model"]\n',
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert lint_imports(config_filename=str(tmp_path / "rules.toml"), no_cache=True) != 0
