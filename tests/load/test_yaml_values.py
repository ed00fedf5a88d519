"""Values of a YAML file are changed where they stand, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.load.text.yaml_text import KeyPath, parse_yaml
from docgen.load.text.yaml_values import with_values

TEXT = """\
# kepala
nomor: 12.10   # tetap
nama: "Cuti: tahunan"  # petik
kait: 'SOP ''lama'''
dasar_hukum:
  - UU 5/2014 tentang
    ASN   # bersambung
  # di antara
  - >-
    Peraturan Pemerintah Nomor 11 Tahun 2017
    tentang Manajemen PNS

  - |
    baris satu
    baris dua
  - &a acuan
  - *a
langkah: [{uraian: satu, waktu: 5 menit}, {uraian: dua}]
"""
PATHS: tuple[KeyPath, ...] = (
    ("nomor",), ("nama",), ("kait",), ("dasar_hukum", 0), ("dasar_hukum", 1), ("dasar_hukum", 2),
    ("langkah", 0, "waktu"), ("langkah", 1, "uraian"),
)  # fmt: skip


def value_at(text: str, path: KeyPath) -> object:
    read = parse_yaml(text, "").value
    assert read
    value = read.data
    for key in path:
        value = value[key]
    return value


def comments(text: str) -> list[str]:
    return [line.partition("#")[2] for line in text.splitlines() if "#" in line]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("value", ["baru", "a: b # c", "- x", "'", "1.0", "", "dua\nbaris"])
def test_a_value_becomes_another(path: KeyPath, value: str) -> None:
    new, left = with_values(TEXT, {path: value})
    assert not left
    assert value_at(new, path) == value
    assert [value_at(new, p) for p in PATHS if p != path] == [
        value_at(TEXT, p) for p in PATHS if p != path
    ]
    if "#" not in value:
        assert comments(new) == comments(TEXT)


@settings(max_examples=60)
@given(st.sampled_from(PATHS), st.text(st.characters(codec="utf-8", exclude_categories=("C",))))
def test_any_text(path: KeyPath, value: str) -> None:
    new, left = with_values(TEXT, {path: value})
    if path in left:
        assert new == TEXT
    else:
        assert value_at(new, path) == value


def test_what_stands_for_two_is_left() -> None:
    new, left = with_values(TEXT, {("dasar_hukum", 3): "baru", ("nama",): "Cuti"})
    assert left == {("dasar_hukum", 3)}
    assert value_at(new, ("nama",)) == "Cuti"
    assert value_at(new, ("dasar_hukum", 4)) == "acuan"


def test_all_at_once_and_paths_that_are_not_there() -> None:
    new, left = with_values(TEXT, {**dict.fromkeys(PATHS, "x"), ("tidak", 1): "y"})
    assert left == {("tidak", 1)}
    assert {value_at(new, path) for path in PATHS} == {"x"}
