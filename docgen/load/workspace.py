"""Read ``docgen.toml`` and the profile it names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from docgen.findings import Finding, Result, Where, error, hint
from docgen.load.names import is_safe_name
from docgen.load.text.toml_text import TomlText, merged, read_toml
from docgen.load.text.validate import validate
from docgen.model.workspace import Profile, Workspace
from docgen.model.writing.likeness import meant

CONFIG = "docgen.toml"
PROFILES = "profil"
DEFAULT = "default"
# The tables of docgen.toml whose keys become names of files and folders, or stand for offices.
NAMED = ("office", "sop", "letters", "disposisi", "recap", "label", "bundle")
# Lists that choose what there is to do.
LISTS = (("sop", "specs"), ("recap", "data"), ("label", "isi"), ("bundle", "isi"))


def load_workspace(root: Path) -> Result[Workspace]:
    """Read ``root/docgen.toml``. Findings: config-missing, toml-syntax, key-unknown, …"""
    read = read_toml(root / CONFIG, CONFIG)
    if read.value is None:
        return Result(None, read.findings)
    config = read.value
    offices = config.data.get("office")
    if isinstance(offices, dict):
        for key, office in offices.items():
            if isinstance(office, dict):
                office.setdefault("kunci", key)
    result = validate(Workspace, config.data, config.at)
    if result.value is None:
        return result
    rules = (_unsafe_names, _unknown_offices, _empty_lists)
    found = [finding for rule in rules for finding in rule(result.value, config)]
    return Result(result.value, tuple(found))


def load_profile(root: Path, name: str) -> Result[Profile]:
    """The default profile with the changes of ``profil/NAME.toml``, of the workspace or shipped.

    Findings: profile-missing, toml-syntax, key-unknown, …
    """
    own = root / PROFILES / f"{name}.toml"
    shown_as = f"{PROFILES}/{name}.toml"
    rules = _shipped_profile(DEFAULT) or {}
    changes = TomlText(_shipped_profile(name) or {}, "", Where(shown_as))
    if own.is_file():
        read = read_toml(own, shown_as)
        if read.value is None:
            return Result(None, read.findings)
        changes = read.value
    elif not changes.data:
        message = f'profil «{name}» tidak ada; buat {shown_as} atau pakai profil = "{DEFAULT}"'
        return Result(None, (error("profile-missing", Where(CONFIG), message),))
    result = validate(Profile, {"nama": name, **merged(rules, changes.data)}, changes.at)
    if result.value is None:
        return result
    found = []
    for code in result.value.tingkat:
        if code not in weighable():
            close = get_close_matches(code, sorted(weighable()), 1)
            message = f"tidak ada peringatan atau saran berkode «{code}»{meant(code, close)}"
            where = changes.at(("tingkat", code))
            found.append(hint("code-unknown", where, message))
    return Result(result.value, tuple(found))


@cache
def default_profile() -> Profile:
    """The profile that travels with the package, unchanged by any office."""
    return Profile.model_validate({"nama": DEFAULT, **(_shipped_profile(DEFAULT) or {})})


@cache
def weighable() -> frozenset[str]:
    """The codes of warnings and hints: a profile may set how much they weigh."""
    listed = resources.files("docgen.load") / "profiles" / "codes.txt"
    return frozenset(listed.read_text(encoding="utf-8").split())


def _shipped_profile(name: str) -> dict[str, Any] | None:
    shipped = resources.files("docgen.load") / "profiles" / f"{name}.toml"
    return tomllib.loads(shipped.read_text(encoding="utf-8")) if shipped.is_file() else None


def _unsafe_names(workspace: Workspace, config: TomlText) -> Iterator[Finding]:
    """Names that cannot be those of folders, or differ from another by case alone."""
    for group in NAMED:
        seen: dict[str, str] = {}
        for name in getattr(workspace, group):
            where = config.at((group, name))
            if not is_safe_name(name):
                message = (
                    f"nama «{name}» di [{group}.…] tidak aman sebagai nama berkas; pakai huruf, "
                    "angka, titik, tanda hubung atau garis bawah"
                )
                yield error("key-unsafe", where, message)
            elif (other := seen.setdefault(name.lower(), name)) != name:
                message = (
                    f"[{group}.{name}] hanya berbeda huruf besar dari [{group}.{other}]; ganti"
                )
                yield error("key-unsafe", where, message)


def _empty_lists(workspace: Workspace, config: TomlText) -> Iterator[Finding]:
    for group, key in LISTS:
        for name, declared in getattr(workspace, group).items():
            if not getattr(declared, key) and not getattr(declared, "tambahan", ()):
                where = config.at((group, name, key))
                message = f"[{group}.{name}] {key} kosong; sebutkan isinya, atau hapus bagian ini"
                yield error("value-empty", where, message)


def _unknown_offices(workspace: Workspace, config: TomlText) -> Iterator[Finding]:
    for group, sets in (("recap", workspace.recap), ("bundle", workspace.bundle)):
        for name, declared in sets.items():
            if declared.kop and declared.kop not in workspace.office:
                where = config.at((group, name, "kop"))
                offices = list(workspace.office)
                message = f"kantor «{declared.kop}» tidak ada{meant(declared.kop, offices)}"
                yield error("office-unknown", where, message)
