"""JSON in which every number is the text that stands there, with the line of every key.

It gives what ``yaml_text`` gives, so that data in either language meets the same checks:
``"nomor": 12.10`` stays ``12.10``; only ``null`` is None.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from docgen.findings import Finding, Result, Where, error
from docgen.limits import DEEPEST, MOST_NODES
from docgen.load.text.yaml_text import TOO_MANY, KeyPath, YamlText

TOO_DEEP = "susunan terlalu dalam; data surat cukup beberapa tingkat"
_BREAK = re.compile(r"\n")
_SPACE = re.compile(r"[ \t\r\n]*")
# Numbers are kept as they stand: 12.10, 007 is no JSON, and 18 digits of a NIP stay 18.
_KEEP = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


def parse_json(text: str, shown_as: str) -> Result[YamlText]:
    """Read one document from its text. Findings: json-syntax, key-duplicate, yaml-too-deep,
    file-too-large."""
    where = Where(shown_as)
    try:
        _KEEP.decode(text)
    except json.JSONDecodeError as problem:
        line = problem.lineno if text.strip() else 1
        return Result(None, (error("json-syntax", where.at(line=line), _sentence(problem)),))
    except RecursionError:
        return Result(None, (error("yaml-too-deep", where.at(line=1), TOO_DEEP),))
    walk = _Walk(text, YamlText(shown_as))
    try:
        walk.read.data, _end = walk.value(0, ())
    except _TooManyError:
        return Result(None, (error("file-too-large", where, TOO_MANY),))
    return Result(walk.read, tuple(walk.findings))


def _sentence(problem: json.JSONDecodeError) -> str:
    column = f"kolom {problem.colno}"
    if not problem.doc.strip():
        return "berkas kosong"
    if "double quotes" in problem.msg:
        return f"nama kunci harus di antara tanda kutip ganda, tanpa koma sebelum «}}» ({column})"
    if "control character" in problem.msg.lower():
        return f'baris baru di dalam teks ditulis \\n; atau tanda kutip " belum ditutup ({column})'
    if "Extra data" in problem.msg:
        return f"ada isi sesudah akhir data; satukan dalam satu daftar [ … ] ({column})"
    return (
        "penulisan JSON salah di sekitar baris ini: periksa koma, tanda kutip dan kurung "
        f"({column})"
    )


class _TooManyError(ValueError):
    """More keys and values than any table of an office has."""


@dataclass(slots=True)
class _Walk:
    """A second reading of text that is known to be JSON, for its lines."""

    text: str
    read: YamlText
    findings: list[Finding] = field(default_factory=list)
    breaks: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.breaks = [found.start() for found in _BREAK.finditer(self.text)]

    def line(self, at: int) -> int:
        return bisect_right(self.breaks, at - 1) + 1

    def skip(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def value(self, at: int, path: KeyPath) -> tuple[Any, int]:
        at = self.skip(at)
        if len(self.read.lines) > MOST_NODES:
            raise _TooManyError
        self.read.lines.setdefault(path, self.line(at))
        if len(path) > DEEPEST:
            place = Where(self.read.file, line=self.line(at))
            self.findings.append(error("yaml-too-deep", place, TOO_DEEP))
            _value, end = _KEEP.raw_decode(self.text, at)
            return None, end
        if self.text[at] == "{":
            return self.mapping(at, path)
        if self.text[at] == "[":
            return self.sequence(at, path)
        value, end = _KEEP.raw_decode(self.text, at)
        return str(value).lower() if isinstance(value, bool) else value, end

    def sequence(self, at: int, path: KeyPath) -> tuple[list[Any], int]:
        items: list[Any] = []
        at = self.skip(at + 1)
        while self.text[at] != "]":
            item, at = self.value(at, (*path, len(items)))
            items.append(item)
            at = self.skip(at)
            at = self.skip(at + 1) if self.text[at] == "," else at
        return items, at + 1

    def mapping(self, at: int, path: KeyPath) -> tuple[dict[str, Any], int]:
        result: dict[str, Any] = {}
        at = self.skip(at + 1)
        while self.text[at] != "}":
            line = self.line(at)
            key, end = _KEEP.raw_decode(self.text, at)
            colon = self.skip(end)
            if key in result:
                message = f"kunci «{key}» ditulis dua kali; hapus salah satu"
                place = Where(self.read.file, line=line)
                self.findings.append(error("key-duplicate", place, message))
                _value, at = _KEEP.raw_decode(self.text, self.skip(colon + 1))
            else:
                self.read.lines[(*path, key)] = line
                result[key], at = self.value(colon + 1, (*path, key))
            at = self.skip(at)
            at = self.skip(at + 1) if self.text[at] == "," else at
        return result, at + 1
