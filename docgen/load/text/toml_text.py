"""TOML files with the places of their keys: tomllib reads the values, the text tells the lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.findings import Finding, Result, Where, error
from docgen.limits import DEEPEST, MOST_TEXT
from docgen.load.names import named_alike
from docgen.load.text.slips import NOT_UTF8
from docgen.load.text.toml_slips import BACKSLASH, toml_slip
from docgen.model.writing.os_reasons import os_reason
from docgen.outside.files import read_text

# "data\tabel.xlsx" is read as a TAB before "abel.xlsx": what follows names a file.
_EATEN = re.compile(r"[\b\t\n\f\r][^\n]*\.[A-Za-z]{2,5}(?:#.*)?\Z")


TOO_DEEP = f"bersarang lebih dari {DEEPEST} tingkat; tulis tanpa bersarang sedalam itu"


@dataclass(frozen=True, slots=True)
class TomlText:
    """A file's values, its text, and what it is called in findings."""

    data: dict[str, Any]
    text: str
    where: Where

    def at(self, keys: tuple[str | int, ...]) -> Where:
        """The place of a path of keys; the file alone when the text does not show it."""
        return self.where.at(line=_line(self.text, keys))


def read_toml(path: Path, shown_as: str) -> Result[TomlText]:
    """Read a file. Findings: config-missing, file-unreadable, toml-syntax, toml-too-deep."""
    where = Where(shown_as)
    text = ""
    try:
        text = read_text(path, MOST_TEXT, "utf-8-sig")
        read = TomlText(tomllib.loads(text), text, where)
        if is_deep(read.data):
            return Result(None, (error("toml-too-deep", where, TOO_DEEP),))
        eaten = tuple(_eaten(read, read.data, ()))
        return Result(None if eaten else read, eaten)
    except FileNotFoundError:
        message = f"tidak ada {shown_as} di folder ini; {_instead_of(path)}"
        return Result(None, (error("config-missing", where, message),))
    except UnicodeDecodeError as problem:
        line = bytes(problem.object).count(b"\n", 0, problem.start) + 1
        return Result(None, (error("file-unreadable", where.at(line=line), NOT_UTF8),))
    except OSError as problem:
        message = f"berkas tidak dapat dibaca: {os_reason(problem)}"
        return Result(None, (error("file-unreadable", where, message),))
    except RecursionError:
        return Result(None, (error("toml-too-deep", where, TOO_DEEP),))
    except tomllib.TOMLDecodeError as problem:
        line, message = toml_slip(str(problem), text)
        return Result(None, (error("toml-syntax", where.at(line=line), message),))
    except ValueError:  # more digits than Python reads
        return Result(None, (error("toml-syntax", where, "ada bilangan yang terlalu panjang"),))


def _instead_of(path: Path) -> str:
    """What to do about a file that is not there; Windows hides the .txt of its Notepad."""
    found = named_alike(path)
    if not found:
        return "jalankan docgen di folder ruang kerja"
    return (
        f"ada «{found}», ganti namanya menjadi {path.name} (di Windows: tampilkan dahulu ekstensi "
        "nama berkas)"
    )


def is_deep(data: Any) -> bool:
    """Whether values stand deeper in each other than any rule of docgen reads."""
    waiting = [(data, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > DEEPEST:
            return True
        if isinstance(value, dict | list):
            inside = value.values() if isinstance(value, dict) else value
            waiting += ((each, depth + 1) for each in inside)
    return False


def _eaten(read: TomlText, value: Any, keys: tuple[str | int, ...]) -> Iterator[Finding]:
    """Paths with a backslash that TOML took for the sign of a control character."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _eaten(read, inner, (*keys, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _eaten(read, inner, (*keys, number))
    elif isinstance(value, str) and _EATEN.search(value):
        yield error("toml-syntax", read.at(keys), BACKSLASH)


def merged(rules: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Rules with changes on top; of a table, at any depth, only the keys that the changes name."""
    result = dict(rules)
    for key, value in changes.items():
        old = result.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            value = merged(old, value)
        result[key] = value
    return result


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
