"""Read ``docgen.toml`` and the profile it names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from docgen.findings import Finding, Result, Where, error, hint
from docgen.load.names import CONFIG as CONFIG
from docgen.load.names import is_safe_name, named_alike
from docgen.load.text.toml_text import TomlText, merged, read_toml
from docgen.load.text.validate import validate
from docgen.model.profile import Profile
from docgen.model.workspace import SetRecord, Workspace
from docgen.model.writing.likeness import meant

PROFILES = "profil"
DEFAULT = "default"
# The table of docgen.toml whose keys stand for offices.
OFFICES = "office"


def load_workspace(root: Path, model: type[Workspace]) -> Result[Workspace]:
    """Read ``root/docgen.toml``, in which the tables of ``model`` may stand.

    Findings: config-missing, toml-syntax, key-unknown, …
    """
    read = read_toml(root / CONFIG, CONFIG)
    if read.value is None:
        return Result(None, read.findings)
    config = read.value
    offices = config.data.get("office")
    if isinstance(offices, dict):
        for key, office in offices.items():
            if isinstance(office, dict):
                office.setdefault("kunci", key)
    result = validate(model, config.data, config.at)
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
        if alike := named_alike(own):
            message = f"profil «{name}» tidak ada; ganti nama «{alike}» menjadi {own.name}"
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


def _tables(workspace: Workspace) -> Iterator[tuple[str, Mapping[str, SetRecord]]]:
    """The tables of sets, by what they are called in docgen.toml."""
    for key in type(workspace).model_fields:
        tables = workspace.sets(key)
        if isinstance(tables, dict) and key != OFFICES:
            yield key, tables


def _unsafe_names(workspace: Workspace, config: TomlText) -> Iterator[Finding]:
    """Names that cannot be those of folders, or differ from another by case alone."""
    for group, names in ((OFFICES, workspace.office), *_tables(workspace)):
        seen: dict[str, str] = {}
        for name in names:
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
    """Lists that choose what there is to do, and choose nothing."""
    for group, tables in _tables(workspace):
        for name, declared in tables.items():
            keys = declared.chosen_by
            if keys and not any(getattr(declared, key) for key in keys):
                where = config.at((group, name, keys[0]))
                message = (
                    f"[{group}.{name}] {keys[0]} kosong; sebutkan isinya, atau hapus bagian ini"
                )
                yield error("value-empty", where, message)


def _unknown_offices(workspace: Workspace, config: TomlText) -> Iterator[Finding]:
    offices = list(workspace.office)
    for group, tables in _tables(workspace):
        for name, declared in tables.items():
            key = getattr(declared, "kop", None)
            if key and key not in offices:
                where = config.at((group, name, "kop"))
                message = f"kantor «{key}» tidak ada{meant(key, offices)}"
                yield error("office-unknown", where, message)
