"""YAML in which every scalar is the text that stands there, with the line of every key.

``nomor: 12.10`` stays ``12.10`` and ``2017`` stays ``2017``; only an empty value is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from docgen.findings import Finding, Result, Where, error
from docgen.guard import guarded_once
from docgen.limits import DEEPEST, MOST_NODES, MOST_TEXT, TABLE, Stopped
from docgen.load.text.slips import BLANK_SAID, NOT_UTF8, has_blank
from docgen.load.text.yaml_slips import INDENT, NO_BLANK, yaml_slip
from docgen.model.file_kinds import really
from docgen.model.writing.os_reasons import os_reason
from docgen.outside.files import read_text

KeyPath = tuple[str | int, ...]
_LONG = 300_000  # characters
_FEW = 100_000  # nodes
TOO_MANY = f"lebih dari {MOST_NODES} kunci dan isi; bagi menjadi beberapa berkas"
TOO_DEEP = "susunan terlalu dalam; jangan pakai acuan (&/*) yang melingkar"
_ITEM = re.compile(r"-[^\s\d-]")
UNPRINTABLE = "ada karakter kendali yang tidak dapat dicetak; hapus dan ketik ulang"


@dataclass(slots=True)
class YamlText:
    """Plain data (dict, list, str, None) and the line of each key path in it."""

    file: str
    data: Any = None
    lines: dict[KeyPath, int] = field(default_factory=dict)
    most: int = MOST_NODES

    def where(self, path: KeyPath) -> Where:
        """The line of a path; of its nearest parent when the path itself is not there."""
        while path and path not in self.lines:
            path = path[:-1]
        return Where(self.file, line=self.lines.get(path, 1))


def read_yaml(path: Path, shown_as: str) -> Result[YamlText]:
    """Read one document.

    Findings: file-missing, file-unreadable, yaml-syntax, yaml-too-deep, key-duplicate,
    char-unprintable, file-too-large.
    """
    where = Where(shown_as)
    try:
        text = read_text(path, MOST_TEXT, "utf-8-sig")
    except FileNotFoundError:
        return Result(None, (error("file-missing", where, "berkas tidak ada"),))
    except OSError as problem:
        message = f"berkas tidak dapat dibaca: {os_reason(problem)}"
        return Result(None, (error("file-unreadable", where, message),))
    except UnicodeDecodeError as problem:
        kind = really(bytes(problem.object))
        message = f"berkas ini {kind}" if kind else NOT_UTF8
        return Result(None, (error("file-unreadable", where, message),))
    return parse_yaml(text, shown_as)


def parse_yaml(text: str, shown_as: str) -> Result[YamlText]:
    """Read one document from its text; findings as of ``read_yaml``, but for the file itself.

    A long one is read in a child: it takes a second for 300 kB, and much memory.
    """
    if len(text) < _LONG:
        return _parsed((text, shown_as))
    result = guarded_once(_parsed, (text, shown_as), TABLE)
    if isinstance(result, Stopped):
        message = f"membacanya {result.said(TABLE)}; bagi menjadi beberapa berkas, atau pakai .xlsx"
        return Result(None, (error("file-too-large", Where(shown_as), message),))
    return result


def _parsed(given: tuple[str, str]) -> Result[YamlText]:
    text, shown_as = given
    where = Where(shown_as)
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as problem:
        line, message = yaml_slip(problem, text)
        return Result(None, (error("yaml-syntax", where.at(line=line), message),))
    except RecursionError:
        return Result(None, (error("yaml-too-deep", where.at(line=1), TOO_DEEP),))
    except ReaderError as problem:
        line = text.count("\n", 0, problem.position) + 1
        return Result(None, (error("char-unprintable", where.at(line=line), UNPRINTABLE),))
    except YAMLError:
        return Result(None, (error("yaml-syntax", where.at(line=1), "bukan YAML yang benar"),))
    if root is None:
        return Result(None, (error("yaml-syntax", where.at(line=1), "berkas kosong"),))
    # Only anchors that repeat anchors can make more nodes than the text has characters.
    read = YamlText(shown_as, most=min(max(_FEW, len(text)), MOST_NODES))
    findings: list[Finding] = []
    read.data = _plain(root, (), read, findings)
    return Result(read, tuple(findings))


def _plain(node: Node, path: KeyPath, read: YamlText, findings: list[Finding]) -> Any:
    line = node.start_mark.line + 1
    if len(read.lines) > read.most:
        if not any(finding.code == "yaml-too-deep" for finding in findings):
            message = "acuan (&/*) mengulang isi terlalu banyak; tulis isinya tanpa acuan"
            findings.append(error("yaml-too-deep", Where(read.file, line=line), message))
        return None
    read.lines.setdefault(path, line)
    if len(path) > DEEPEST:
        findings.append(error("yaml-too-deep", Where(read.file, line=line), TOO_DEEP))
        return None
    if isinstance(node, ScalarNode):
        if any(ord(char) < 32 and char not in "\n\t" for char in node.value):
            place = Where(read.file, line=line)
            findings.append(error("char-unprintable", place, UNPRINTABLE))
        findings += _misread(node, read.file)
        empty = node.style is None and node.value in ("", "~", "null", "Null", "NULL")
        return None if empty else node.value
    if isinstance(node, SequenceNode):
        return [_plain(item, (*path, n), read, findings) for n, item in enumerate(node.value)]
    assert isinstance(node, MappingNode)
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key_line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            message = "nama kunci harus berupa satu teks, misalnya «hal: Undangan»"
            findings.append(error("yaml-syntax", Where(read.file, line=key_line), message))
            continue
        key = str(key_node.value)
        if has_blank(key):
            findings.append(error("yaml-syntax", Where(read.file, line=key_line), BLANK_SAID))
        if key in result:
            first = read.lines[(*path, key)]
            message = f"kunci «{key}» ditulis dua kali (juga di baris {first}); hapus salah satu"
            findings.append(error("key-duplicate", Where(read.file, line=key_line), message))
            continue
        read.lines[(*path, key)] = key_line
        result[key] = _plain(value_node, (*path, key), read, findings)
    return result


def _misread(node: ScalarNode, file: str) -> Iterator[Finding]:
    """Values that YAML takes otherwise than they look: tags, items that it takes for text."""
    line = node.start_mark.line + 1
    if str(node.tag).startswith("!"):
        message = "isi tidak boleh diawali !; apit isinya dengan tanda kutip"
        yield error("yaml-syntax", Where(file, line=line), message)
    if node.style is None and _ITEM.match(node.value) and _begins_a_line(node):
        yield error("yaml-syntax", Where(file, line=line), NO_BLANK)
    if node.style is None and node.start_mark.line != node.end_mark.line:
        text = node.start_mark.buffer[node.start_mark.index : node.end_mark.index]
        for number, each in enumerate(text.split("\n")[1:], line + 1):
            if each.lstrip().startswith("- "):
                yield error("yaml-syntax", Where(file, line=number), INDENT)


def _begins_a_line(node: ScalarNode) -> bool:
    mark = node.start_mark
    return not mark.buffer[: mark.index].rpartition("\n")[2].strip()
