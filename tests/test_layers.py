"""Imports point down only, as pyproject.toml says: the contracts of import-linter."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[1]
MOST = 15  # modules in a folder


def test_contracts_hold(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def contracts() -> dict[str, dict[str, object]]:
    """The contracts by the package whose inside they order."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = config["tool"]["importlinter"]["contracts"]
    return {container: each for each in listed for container in each["containers"]}


def packages() -> dict[str, Path]:
    """Every folder of code that is deep enough to have an order of its own."""
    tops = [path.parent for path in (ROOT / "docgen").glob("*/__init__.py")]
    return {"docgen": ROOT / "docgen"} | {f"docgen.{path.name}": path for path in tops}


@pytest.mark.parametrize("name", packages())
def test_every_module_has_its_layer(name: str) -> None:
    layers = contracts()[name]["layers"]
    assert isinstance(layers, list)
    placed = {each.strip() for layer in layers for each in re.split(r"[:|]", layer)}
    found = {path.parent.name for path in packages()[name].glob("*/__init__.py")}
    found |= {path.stem for path in packages()[name].glob("*.py") if path.stem != "__init__"}
    assert placed == found - {"__main__"}


def folders() -> list[Path]:
    return sorted({path.parent for path in (ROOT / "docgen").rglob("*.py")})


@pytest.mark.parametrize("folder", folders(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_room_is_seen_at_a_glance(folder: Path) -> None:
    assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) <= MOST


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
