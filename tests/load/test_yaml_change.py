"""Single changes in a YAML text: what was meant changes, all else stays byte for byte."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.load.text.change import Change, EditError, What
from docgen.load.text.yaml_change import changed
from docgen.load.text.yaml_text import parse_yaml

SPEC = """\
# kepala
nomor: "1"   # nomornya
tanggal:
  # tentang tanggal
  pembuatan: 1 Mei 2025
  efektif:
disahkan_oleh: {jabatan: Kepala, nama: 'A', berkas_ttd: x.pdf}
catatan: >-
  panjang
  sekali

# sebelum langkah
langkah:
  - uraian: Satu
  - uraian: Dua
riwayat:
- {tanggal: "2024", alasan: awal}
"""
SET, REMOVE, APPEND = What.SET, What.REMOVE, What.APPEND


def data(text: str) -> object:
    read = parse_yaml(text, "x")
    assert read.ok and read.value
    return read.value.data


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (Change(SET, ("nomor",), "2"), ['- nomor: "1"   # nomornya', "+ nomor: 2   # nomornya"]),
        (Change(SET, ("revisi",), "1", after="nomor"), ["+ revisi: 1"]),
        (Change(SET, ("tanggal", "efektif"), "2 Mei 2025"),
         ["-   efektif:", "+   efektif: 2 Mei 2025"]),
        (Change(SET, ("tanggal", "revisi"), "x: #y"), ['+   revisi: "x: #y"']),
        (Change(SET, ("catatan",), "pendek"),
         ["- catatan: >-", "+ catatan: pendek", "-   panjang", "-   sekali"]),
        (Change(REMOVE, ("disahkan_oleh", "berkas_ttd")),
         ["- disahkan_oleh: {jabatan: Kepala, nama: 'A', berkas_ttd: x.pdf}",
          "+ disahkan_oleh: {jabatan: Kepala, nama: 'A'}"]),
        (Change(REMOVE, ("disahkan_oleh", "jabatan")),
         ["- disahkan_oleh: {jabatan: Kepala, nama: 'A', berkas_ttd: x.pdf}",
          "+ disahkan_oleh: {nama: 'A', berkas_ttd: x.pdf}"]),
        (Change(REMOVE, ("nomor",)), ['- nomor: "1"   # nomornya']),
        (Change(APPEND, ("riwayat",), {"tanggal": "a", "alasan": "b"}),
         ["+ - tanggal: a", "+   alasan: b"]),
        (Change(SET, ("dicabut",), {"tanggal": "a"}), ["+ dicabut:", "+   tanggal: a"]),
        (Change(SET, ("riwayat", 0, "disahkan_oleh"), "B, S.Kom"),
         ['- - {tanggal: "2024", alasan: awal}',
          '+ - {tanggal: "2024", alasan: awal, disahkan_oleh: "B, S.Kom"}']),
    ],
)  # fmt: skip
def test_only_what_is_meant_changes(change: Change, lines: list[str]) -> None:
    for text in (SPEC, SPEC.replace("\n", "\r\n"), "\ufeff" + SPEC):
        after = changed(text, [change])
        assert sorted(changed_lines(text, after)) == sorted(lines)
        assert ("\r\n" in after) is ("\r\n" in text)
        assert after.count("\n") - after.count("\r\n") == (
            0 if "\r\n" in text else after.count("\n")
        )
        assert after.startswith("\ufeff") is text.startswith("\ufeff")


@pytest.mark.parametrize(
    "text",
    ["a: &x {r: 1}\nb: *x\n", "- 1\n- 2\n", "b: [1, 2]\n", "b:\n", "{}\n", "x: 1\n"],
)
def test_what_cannot_be_changed_safely_is_refused(text: str) -> None:
    with pytest.raises(EditError):
        changed(text, [Change(SET, ("b", "r"), "2")])


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "))


@settings(max_examples=30)
@given(PLAIN, PLAIN, st.booleans())
def test_any_text_comes_back(first: str, second: str, flow: bool) -> None:
    """Whatever stands in a reason: signs of YAML, quotes, letters of any script."""
    start = "{a: 1}\n" if flow else "a: 1 # c\n"
    entry = {"alasan": first, "b": second}
    changes = [Change(SET, ("a",), first), Change(SET, ("x",), second)]
    if not flow:
        changes += [Change(APPEND, ("l",), entry), Change(APPEND, ("l",), entry)]
    expected = {"a": first, "x": second} | ({} if flow else {"l": [entry, entry]})
    assert data(changed(start, changes)) == expected
