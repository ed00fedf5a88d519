"""YAML as text: every scalar stays what it is, every key knows its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.load.text.yaml_text import YamlText, read_yaml


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("yaml")


def read(folder: Path, text: str) -> YamlText:
    path = folder / "x.yaml"
    path.write_text(text, encoding="utf-8")
    result = read_yaml(path, "x.yaml")
    assert result.findings == ()
    assert result.value is not None
    return result.value


def codes(folder: Path, text: str | bytes) -> list[tuple[str, int | None]]:
    path = folder / "x.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [(found.code, found.where.line) for found in read_yaml(path, "x.yaml").findings]


@pytest.mark.parametrize(
    "text",
    [
        "12.10", "2017", "007", "0o17", "0x1F", "1_000", "1e3", ".5", "yes", "no", "on", "true",
        "True", "2017-11-01", "12:30:45", "+", "=", "nulll", "NaN", ".inf", "50%",
        "BKPSDM.3.2-2017",
    ],
)  # fmt: skip
def test_scalars_stay_as_written(folder: Path, text: str) -> None:
    assert read(folder, f"nomor: {text}\n").data == {"nomor": text}


@pytest.mark.parametrize("blank", ["", "~", "null", "Null", "NULL"])
def test_blank_is_none_and_a_quoted_one_is_text(folder: Path, blank: str) -> None:
    data = read(folder, f'a: {blank}\nb: "{blank}"\nc: ""\n').data
    assert data == {"a": None, "b": blank, "c": ""}


def test_long_texts(folder: Path) -> None:
    text = "a: >-\n  satu\n  dua\nb: |\n  satu\n  dua\nc: satu\n  dua\nd: 'x''y'\n"
    assert read(folder, text).data == {
        "a": "satu dua",
        "b": "satu\ndua\n",
        "c": "satu dua",
        "d": "x'y",
    }


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")))
KEYS = st.from_regex(r"[a-z]{1,8}", fullmatch=True).filter(lambda key: key != "null")
DATA = st.dictionaries(
    KEYS, TEXTS | st.lists(TEXTS, max_size=4) | st.dictionaries(KEYS, TEXTS, max_size=4)
)


@given(DATA)
def test_quoted_text_reads_back(folder: Path, data: dict[str, Any]) -> None:
    """JSON is YAML, and its strings are the same."""
    assert read(folder, json.dumps(data, ensure_ascii=False)).data == data


@given(st.lists(KEYS, unique=True, min_size=1, max_size=8), st.data())
def test_every_key_knows_its_line(folder: Path, keys: list[str], more: st.DataObject) -> None:
    text, lines = "", {}
    for key in keys:
        text += "\n" * more.draw(st.integers(0, 2)) + "# keterangan\n" * more.draw(
            st.integers(0, 2)
        )
        lines[key] = text.count("\n") + 1
        text += f"{key}:\n  - satu\n  - dalam: x\n"
    found = read(folder, text)
    for key, line in lines.items():
        assert found.where((key,)).line == line
        assert found.where((key, 1, "dalam")).line == line + 2
        assert found.where((key, 1, "tidak ada", 5)).line == line + 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: b\x07\n", [("char-unprintable", 1)]),
        ("a: b\nc: d\ne: f\x1b\n", [("char-unprintable", 3)]),
        ("\n# saja\n", [("yaml-syntax", 1)]),
        ("a: b\n---\nc: d\n", [("yaml-syntax", 2)]),
        ("a: *tidak_ada\n", [("yaml-syntax", 1)]),
        ("a: b\na: c\na: d\n", [("key-duplicate", 2), ("key-duplicate", 3)]),
        ("a: " + "[" * 3000, [("yaml-too-deep", 1)]),
        (b"a: caf\xe9\n", [("file-unreadable", None)]),
        (b"PK\x03\x04\x00\xff", [("file-unreadable", None)]),
    ],
)
def test_what_cannot_be_read(
    folder: Path, text: str | bytes, found: list[tuple[str, int | None]]
) -> None:
    assert codes(folder, text) == found


def test_repeated_anchors_come_to_an_end(folder: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert [code for code, _line in codes(folder, "\n".join(lines))] == ["yaml-too-deep"]


def test_an_anchor_may_be_used(folder: Path) -> None:
    assert read(folder, "a: &x [satu]\nb: *x\n").data == {"a": ["satu"], "b": ["satu"]}


def test_missing_file_and_folder(tmp_path: Path) -> None:
    found = [read_yaml(path, "x").findings[0].code for path in (tmp_path / "x", tmp_path)]
    assert found == ["file-missing", "file-unreadable"]


def test_a_byte_order_mark_is_not_a_key(folder: Path) -> None:
    assert read(folder, "\ufeffa: b\n").data == {"a": "b"}


@given(st.text())
def test_no_text_is_a_traceback(folder: Path, text: str) -> None:
    path = folder / "x.yaml"
    path.write_text(text, encoding="utf-8", errors="replace")
    result = read_yaml(path, "x.yaml")
    assert result.value is not None or result.findings
