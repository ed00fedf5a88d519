"""Read ``docgen.toml`` and the profile it names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from docgen.findings import Finding, Result, Where, error, hint
from docgen.load.fields import is_safe_name
from docgen.load.validate import validate
from docgen.model.likeness import meant
from docgen.model.workspace import Profile, Workspace

CONFIG = "docgen.toml"
PROFILES = "profil"
DEFAULT = "default"
# The tables of docgen.toml whose keys become names of files and folders, or stand for offices.
NAMED = ("office", "sop", "letters", "disposisi", "recap", "label", "bundle")
# Lists that choose what there is to do.
LISTS = (("sop", "specs"), ("recap", "data"), ("label", "isi"), ("bundle", "isi"))
_AT_LINE = re.compile(r"at line (\d+)")


def load_workspace(root: Path) -> Result[Workspace]:
    """Read ``root/docgen.toml``. Findings: config-missing, toml-syntax, key-unknown, …"""
    data = _read_toml(root / CONFIG, CONFIG)
    if data.value is None:
        return Result(None, data.findings)
    offices = data.value.get("office")
    if isinstance(offices, dict):
        for key, office in offices.items():
            if isinstance(office, dict):
                office.setdefault("kunci", key)
    text = (root / CONFIG).read_text(encoding="utf-8-sig")
    result = validate(Workspace, data.value, lambda path: Where(CONFIG, line=_line(text, path)))
    if result.value is None:
        return result
    rules = (_unsafe_names, _unknown_offices, _empty_lists)
    found = [finding for rule in rules for finding in rule(result.value, text)]
    return Result(result.value, tuple(found))


def load_profile(root: Path, name: str) -> Result[Profile]:
    """The default profile with the changes of ``profil/NAME.toml``, of the workspace or shipped.

    Findings: profile-missing, toml-syntax, key-unknown, …
    """
    own = root / PROFILES / f"{name}.toml"
    shown_as = f"{PROFILES}/{name}.toml"
    rules = _shipped_profile(DEFAULT) or {}
    text = ""
    if own.is_file():
        data = _read_toml(own, shown_as)
        if data.value is None:
            return Result(None, data.findings)
        text = own.read_text(encoding="utf-8-sig")
        rules = _changed(rules, data.value)
    elif (other := _shipped_profile(name)) is not None:
        rules = _changed(rules, other)
    else:
        message = f'profil «{name}» tidak ada; buat {shown_as} atau pakai profil = "{DEFAULT}"'
        return Result(None, (error("profile-missing", Where(CONFIG), message),))
    place = Where(shown_as)
    result = validate(
        Profile, {"nama": name, **rules}, lambda path: place.at(line=_line(text, path))
    )
    if result.value is None:
        return result
    found = []
    for code in result.value.tingkat:
        if code not in weighable():
            close = get_close_matches(code, sorted(weighable()), 1)
            message = f"tidak ada peringatan atau saran berkode «{code}»{meant(code, close)}"
            where = place.at(line=_line(text, ("tingkat", code)))
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


def _changed(rules: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Rules with changes on top; of a table, at any depth, only the keys that the changes name."""
    merged = dict(rules)
    for key, value in changes.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            value = _changed(old, value)
        merged[key] = value
    return merged


def _read_toml(path: Path, shown_as: str) -> Result[dict[str, Any]]:
    where = Where(shown_as)
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return Result(tomllib.loads(text))
    except FileNotFoundError:
        message = f"tidak ada {shown_as} di folder ini; jalankan docgen di folder ruang kerja"
        return Result(None, (error("config-missing", where, message),))
    except UnicodeDecodeError as problem:
        line = bytes(problem.object).count(b"\n", 0, problem.start) + 1
        message = (
            "ada huruf yang bukan UTF-8; simpan ulang berkas ini sebagai UTF-8 "
            "(di Notepad: Save As, Encoding)"
        )
        return Result(None, (error("file-unreadable", where.at(line=line), message),))
    except OSError:
        message = "berkas tidak dapat dibaca; periksa hak aksesnya"
        return Result(None, (error("file-unreadable", where, message),))
    except tomllib.TOMLDecodeError as problem:
        # tomllib says the line only in its words: "… (at line 3, column 7)", "… (at end of …)".
        found = _AT_LINE.search(str(problem))
        line = int(found[1]) if found else len(text.splitlines())
        message = (
            "penulisan TOML salah di sekitar baris ini: periksa tanda kutip, kurung dan tanda =, "
            "dan kunci yang ditulis dua kali; jalur berkas ditulis dengan garis miring biasa (/)"
        )
        return Result(None, (error("toml-syntax", where.at(line=line), message),))


def _line(text: str, path: tuple[str | int, ...]) -> int | None:
    """The line that a key path stands on; tomllib keeps no lines, so look for table and key."""
    names = [str(part) for part in path]
    lines = [line.strip() for line in text.splitlines()]
    heads = [_header(line) for line in lines]
    for depth in range(len(names), 0, -1):
        start = heads.index(names[:depth]) if names[:depth] in heads else None
        if start is None:
            continue
        for number, line in enumerate(lines[start + 1 :], start + 2):
            if line.startswith("["):
                break
            if depth < len(names) and line.split("=")[0].strip() == names[depth]:
                return number
        return start + 1
    for number, (line, head) in enumerate(zip(lines, heads, strict=True), 1):
        if names and (line.split("=")[0].strip() == names[0] or head[:1] == names[:1]):
            return number
    return None


def _header(line: str) -> list[str]:
    """The keys of a table's head line, ``[letters."a b"]`` -> ``["letters", "a b"]``."""
    if not line.startswith("["):
        return []
    try:
        table: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return []  # a line of a list
    keys = []
    while isinstance(table, dict) and table:
        ((key, table),) = table.items()
        keys.append(key)
    return keys


def _unsafe_names(workspace: Workspace, text: str) -> Iterator[Finding]:
    """Names that cannot be those of folders, or differ from another by case alone."""
    for group in NAMED:
        seen: dict[str, str] = {}
        for name in getattr(workspace, group):
            where = Where(CONFIG, line=_line(text, (group, name)))
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


def _empty_lists(workspace: Workspace, text: str) -> Iterator[Finding]:
    for group, key in LISTS:
        for name, declared in getattr(workspace, group).items():
            if not getattr(declared, key) and not getattr(declared, "tambahan", ()):
                where = Where(CONFIG, line=_line(text, (group, name, key)))
                message = f"[{group}.{name}] {key} kosong; sebutkan isinya, atau hapus bagian ini"
                yield error("value-empty", where, message)


def _unknown_offices(workspace: Workspace, text: str) -> Iterator[Finding]:
    for group, sets in (("recap", workspace.recap), ("bundle", workspace.bundle)):
        for name, declared in sets.items():
            if declared.kop and declared.kop not in workspace.office:
                where = Where(CONFIG, line=_line(text, (group, name, "kop")))
                offices = list(workspace.office)
                message = f"kantor «{declared.kop}» tidak ada{meant(declared.kop, offices)}"
                yield error("office-unknown", where, message)
