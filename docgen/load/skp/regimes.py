"""The rules of SKP by their period: those that travel with the package, changed by a profile.

Files in ``profil/NAME/regimes/`` of the workspace change a shipped rule of the same file name
(only the keys they name, tables key by key, lists as a whole), or add a rule of their own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from docgen.findings import Finding, Result, error
from docgen.load.names import any_case
from docgen.load.text.toml_text import merged, read_toml
from docgen.load.text.validate import validate
from docgen.load.workspace import PROFILES
from docgen.model.skp.regime import Regime

FOLDER = "regimes"


@cache
def regimes() -> tuple[Regime, ...]:
    """The rules that docgen knows, oldest first."""
    return _sorted([Regime.model_validate(data) for data in _shipped().values()])


def load_regimes(root: Path, profile: str) -> Result[tuple[Regime, ...]]:
    """The rules with the changes of ``root/profil/PROFILE/regimes/*.toml``, oldest first.

    Findings: those of a TOML file, and regime-inconsistent.
    """
    shipped = _shipped()
    found: list[Finding] = []
    changed: dict[str, Regime] = {regime.kunci: regime for regime in regimes()}
    for path in sorted((root / PROFILES / profile / FOLDER).glob(any_case("*.toml"))):
        shown_as = path.relative_to(root).as_posix()
        read = read_toml(path, shown_as)
        found += read.findings
        if read.value is None:
            continue
        rules = merged(shipped.get(path.stem, {"kunci": path.stem}), read.value.data)
        regime = validate(Regime, rules, read.value.at)
        found += regime.findings
        if regime.value is None:
            continue
        faults = [
            error(
                "regime-inconsistent",
                read.value.where,
                f"Aturan ini tidak utuh: {fault}; betulkan.",
            )
            for fault in regime.value.faults()
        ]
        found += faults
        if not faults:
            changed.pop(path.stem, None)
            changed[regime.value.kunci] = regime.value
    return Result(_sorted(list(changed.values())), tuple(found))


def regime_of(known: Sequence[Regime], year: int, half: int | None = None) -> Regime | None:
    """The rule of a year, or of its half; of several the one that came into force last."""
    period = f"{year}-{half}"
    named = [regime for regime in known if half is not None and period in regime.semester]
    return next(reversed(named or [r for r in known if r.covers(year)]), None)


def _sorted(known: list[Regime]) -> tuple[Regime, ...]:
    return tuple(sorted(known, key=lambda r: (r.tahun_awal or 0, r.kunci)))


@cache
def _shipped() -> dict[str, dict[str, Any]]:
    """The shipped rules as they stand in their files, by the name of the file."""
    folder = files("docgen.load").joinpath(FOLDER)
    return {
        entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text(encoding="utf-8"))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    }
