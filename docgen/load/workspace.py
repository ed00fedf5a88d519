"""Read ``docgen.toml`` and the profile it names."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from docgen.findings import Finding, Result, Where, error
from docgen.load.validate import meant, validate
from docgen.model.workspace import Profile, Workspace

CONFIG = "docgen.toml"
PROFILES = "profil"
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
    return Result(result.value, tuple(_unknown_offices(result.value, text)))


def load_profile(root: Path, name: str) -> Result[Profile]:
    """Read ``profil/NAME.toml`` of the workspace, else the shipped profile of that name."""
    own = root / PROFILES / f"{name}.toml"
    shown_as = f"{PROFILES}/{name}.toml"
    if own.is_file():
        data = _read_toml(own, shown_as)
    else:
        shipped = resources.files("docgen.load") / "profiles" / f"{name}.toml"
        if not shipped.is_file():
            message = f'profil «{name}» tidak ada; buat {shown_as} atau pakai profil = "default"'
            return Result(None, (error("profile-missing", Where(CONFIG), message),))
        data = Result(tomllib.loads(shipped.read_text(encoding="utf-8")))
    if data.value is None:
        return Result(None, data.findings)
    text = own.read_text(encoding="utf-8-sig") if own.is_file() else ""
    place = Where(shown_as)
    return validate(
        Profile, {"nama": name, **data.value}, lambda path: place.at(line=_line(text, path))
    )


def _read_toml(path: Path, shown_as: str) -> Result[dict[str, Any]]:
    where = Where(shown_as)
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return Result(tomllib.loads(text))
    except FileNotFoundError:
        message = f"tidak ada {shown_as} di folder ini; jalankan docgen di folder ruang kerja"
        return Result(None, (error("config-missing", where, message),))
    except (OSError, UnicodeDecodeError):
        return Result(None, (error("file-unreadable", where, "berkas tidak dapat dibaca"),))
    except tomllib.TOMLDecodeError as problem:
        # tomllib says the line only in its words: "… (at line 3, column 7)", "… (at end of …)".
        found = _AT_LINE.search(str(problem))
        line = int(found[1]) if found else len(text.splitlines())
        message = (
            "penulisan TOML salah di sekitar baris ini: periksa tanda kutip, kurung dan tanda =, "
            "dan kunci yang ditulis dua kali"
        )
        return Result(None, (error("toml-syntax", where.at(line=line), message),))


def _line(text: str, path: tuple[str | int, ...]) -> int | None:
    """The line that a key path stands on; tomllib keeps no lines, so look for table and key."""
    names = [str(part) for part in path]
    lines = [line.strip() for line in text.splitlines()]
    heads = [line.partition("#")[0].strip() for line in lines]
    for depth in range(len(names), 0, -1):
        header = f"[{'.'.join(names[:depth])}]"
        start = heads.index(header) if header in heads else None
        if start is None:
            continue
        for number, line in enumerate(lines[start + 1 :], start + 2):
            if line.startswith("["):
                break
            if depth < len(names) and line.split("=")[0].strip() == names[depth]:
                return number
        return start + 1
    for number, line in enumerate(heads, 1):
        if names and (line.split("=")[0].strip() == names[0] or line.startswith(f"[{names[0]}.")):
            return number
    return None


def _unknown_offices(workspace: Workspace, text: str) -> list[Finding]:
    found = []
    for group, sets in (("recap", workspace.recap), ("bundle", workspace.bundle)):
        for name, declared in sets.items():
            if declared.kop and declared.kop not in workspace.office:
                where = Where(CONFIG, line=_line(text, (group, name, "kop")))
                offices = list(workspace.office)
                message = f"kantor «{declared.kop}» tidak ada{meant(declared.kop, offices)}"
                found.append(error("office-unknown", where, message))
    return found
