"""Mistakes in TOML and YAML: each kind is told apart from the others, and at its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.findings import Finding
from docgen.load.text.toml_slips import GENERAL as TOML_GENERAL
from docgen.load.text.toml_text import read_toml
from docgen.load.text.yaml_slips import GENERAL as YAML_GENERAL
from docgen.load.text.yaml_text import parse_yaml

# By kind of mistake: files and the line that must be named.
TOML = {
    "curly quotes": [("a = “x”\n", 1), ('b = 1\na = "x”\n', 2), ("a = ‘x’\n", 1), ("“a” = 1\n", 1)],
    "quote not closed": [
        ('a = "x\nb = "y"\n', 1),
        ("b = 1\na = 'x\n", 2),
        ('a = """x\n\nb = 1\n', 1),
        ('[letters."x]\n', 1),
    ],
    "quote missing": [("a = Kota Baru\n", 1), ("b = 1\na = data/x.xlsx\n", 2), ("a = x # y\n", 1)],
    "quote not opened": [('a = Kota"\n', 1), ("b = 1\na = Kota'\n", 2), ('a = Kota" # x\n', 1)],
    "quote inside": [
        ('a = "Rapat "Besar" Kota"\n', 1),
        ("a = 'Jum'at'\n", 1),
        ('a = "x" "y"\n', 1),
    ],
    "backslash": [
        ('a = "data\\surat.xlsx"\n', 1),
        ('b = 1\na = "C:\\Users\\x"\n', 2),
        ('[t]\na = "data\\tabel.xlsx#x"\n', 2),
        ('a = ["x", "data\\nama.csv"]\n', 1),
    ],
    "key twice": [
        ("a = 1\na = 2\n", 2),
        ("[t]\nb = 1\na = 1\nb = 3\n", 4),
        ("[t]\na = 1\n[u]\na = 2\na = 3\n", 5),
    ],
    "table twice": [
        ("[t]\n[t]\n", 2),
        ("[t.a]\nx = 1\n[u]\n[t.a]\n", 4),
        ("[t]#a\n[u]\n[t]#b\n", 3),
    ],
    "colon": [('a: "x"\n', 1), ("b = 1\nkota : 2\n", 2), ("a:1\n", 1)],
    "bracket open": [
        ('a = ["x",\nb = 1\n', 1),
        ('[t]\na = [\n"x",\n[u]\n', 2),
        ('a = ["x",\n\nb = 1\n', 1),
    ],
    "comma missing": [
        ('a = ["x" "y"]\n', 1),
        ('a = [\n"x"\n"y"\n]\n', 3),
        ('b = 1\na = ["x", "y" "z"]\n', 2),
    ],
    "head": [("[office x]\n", 1), ("b = 1\n[office.x\na = 1\n", 2), ("[office.]\n", 1)],
    "head not opened": [("office.x]\n", 1), ("b = 1\noffice]\n", 2), ("[t]\nu.v]\n", 2)],
    "no value": [("a =\n", 1), ("b = 1\na = # nanti\n", 2), ("[t]\na= \n", 2)],
    "yes": [("a = ya\n", 1), ("b = 1\na = True\n", 2), ("a = benar # x\n", 1)],
    "figure": [
        ("a = 005\n", 1),
        ("b = 1\na = 50%\n", 2),
        ("a = 1,5\n", 1),
        ("a = 31/12/2026\n", 1),
    ],
    "name of a key": [('nama kantor = "x"\n', 1), ("b = 1\nkafé = 1\n", 2), ('a b c = "x"\n', 1)],
    "blank": [("\u00a0a = 1\n", 1), ('b = 1\na =\u00a0"x"\n', 2), ("a\u200b = 1\n", 1)],
    "merge": [("<<<<<<< HEAD\n", 1), ("a = 1\n=======\n", 2), ("a = 1\nb = 2\n>>>>>>> lain\n", 3)],
    "note": [('a = "x" // catatan\n', 1), ('b = 1\na = "x";\n', 2), ('a = "x" -- catatan\n', 1)],
}
YAML = {
    "curly quotes": [('a: "x”\nb: c\n', 1), ('b: c\na: "x“\n', 2), ('a: "x”\n', 1)],
    "quote not closed": [('a: "x\nb: y\n', 1), ('b: c\na: "x\nd: "y"\n', 2), ("a: 'x\nb: y\n", 1)],
    "quote inside": [
        ('a: "Rapat "Besar" Kota"\n', 1),
        ("a: 'Jum'at'\n", 1),
        ('b: c\na: "x" y\n', 2),
    ],
    "backslash": [('a: "data\\surat.xlsx"\n', 1), ('b: c\na: "C:\\Users"\n', 2), ('- "\\p"\n', 1)],
    "tab": [("a:\n\tb: c\n", 2), ("a:\tb\n", 1), ("a:\n  b: 1\n\t c: 2\n", 3)],
    "indent": [
        ("a:\n    b: 1\n  c: 2\n", 3),
        ("a:\n  b: 1\n   c: 2\n", 3),
        ("a:\n- b\n - c\n", 3),
        ("a:\n  - b: 1\n   c: 2\n", 3),
        ("a: b\n  c: d\n", 2),
    ],
    "colon in a text": [("a: SOP: Cuti\n", 1), ("b: c\na: Pukul: 08:00\n", 2), ("- a: b: c\n", 1)],
    "no blank after a colon": [
        ("a:b\nc: d\n", 1),
        ("c: d\nnama:Uji\nb: c\n", 2),
        ("nama:1\na: b\n", 1),
    ],
    "no blank after a dash": [
        ("a:\n-b\n-c\n", 2),
        ("a:\n  -b\nc: d\n", 2),
        ("a:\n  - b\n  -c\nd: e\n", 3),
    ],
    "equals": [("a = b\nc: d\n", 1), ("c: d\nnama = b\nx: y\n", 2), ("a=b\nc: d\n", 1)],
    "no pair": [("catatan\na: b\n", 1), ("a: b\nc\n", 2), ("a: b\nc; d\ne: f\n", 2)],
    "list in its line": [("a: - b\n", 1), ("b: c\na: - d\n", 2), ("a: - b\n   - c\n", 1)],
    "bracket": [("a: [b, c\nd: e\n", 1), ("a: {b: c\nd: e\n", 1), ("b: c\na: [d e, f\n", 2)],
    "two documents": [("a: b\n---\nc: d\n", 2), ("a: b\n\n---\nc: d\n", 3), ("- a\n---\n- b\n", 2)],
    "blank": [("a:\n\u00a0\u00a0b: c\n", 2), ("a:\u00a0b\nc: d\n", 1), ("\u3000a: b\n", 1)],
    "key twice": [
        ("a: 1\na: 2\n", 2),
        ("b: 1\na:\n  c: 1\n  c: 2\n", 4),
        ("a: 1\nb: 1\na: 2\n", 3),
    ],
    "merge": [("<<<<<<< HEAD\na: b\n", 1), ("a: b\n=======\nc: d\n", 2), ("a: b\n>>>>>>> x\n", 2)],
}


def of_toml(text: str, folder: Path) -> Finding:
    path = folder / "x.toml"
    path.write_text(text, encoding="utf-8")
    (finding,) = read_toml(path, "x.toml").findings
    return finding


def of_yaml(text: str, _folder: Path) -> Finding:
    return parse_yaml(text, "x.yaml").findings[0]


@pytest.mark.parametrize(
    ("cases", "read", "general"), [(TOML, of_toml, TOML_GENERAL), (YAML, of_yaml, YAML_GENERAL)]
)
def test_each_mistake_is_told_apart(
    cases: dict[str, list[tuple[str, int]]],
    read: Callable[[str, Path], Finding],
    general: str,
    tmp_path: Path,
) -> None:
    sentences: dict[str, str] = {}
    for kind, texts in cases.items():
        assert len(texts) >= 3
        for text, line in texts:
            finding = read(text, tmp_path)
            assert finding.where.line == line, (kind, text, finding)
            assert finding.message != general, (kind, text)
            # What is quoted differs from case to case.
            sentence = re.sub(r"«.*?»|\".*\"|baris \d+", "", finding.message)
            assert sentences.setdefault(sentence, kind) == kind, (text, finding)
    assert set(sentences.values()) == set(cases)
    assert len(sentences) <= len(cases) + 2


@given(st.text(st.sampled_from("ab =[]{}\"'#\\.,:\n\t-“”1\u00a0"), max_size=60))
def test_any_text_is_read_or_told_at_a_line(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "x.toml"
    path.write_text(text, encoding="utf-8")
    for result in (read_toml(path, "x"), parse_yaml(text, "x")):
        last = text.count("\n") + 1
        assert all(1 <= (found.where.line or 0) <= last for found in result.findings)
        assert result.value is not None or result.findings
