"""Forms of offices: their heads, constants and codes are data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from docgen.findings import Result
from docgen.load.skp.recap import load_recap
from docgen.model.skp.recap import Recap
from tests.support.workbooks import write_book

HEADS = ["Urut", "Pegawai", "Nomor", "Gol", "Capaian", "Sikap", "Akhir", "Catatan Atasan"]
ROW = [1, "Ani", "198001012005012001", "III/d", "SE", "DA", "B", "-"]
FORM = """
[kolom]
no = "Urut"
nama = "Pegawai"
nip = ["NIP Baru", "Nomor"]
pangkat_gol_ruang = "Gol"
hasil_kerja = "Capaian"
rating_perilaku_kerja = "Sikap"
predikat = "Akhir"
keterangan = "Catatan Atasan"
[tetap]
unit_kerja = "Sekretariat"
[isi.hasil_kerja]
SE = "Sesuai ekspektasi"
[isi.perilaku]
DA = "Di atas ekspektasi"
[isi.predikat]
B = "Baik"
"""


def save(path: Path, *rows: list[Any], sheet: str = "Sheet") -> None:
    write_book(path, **{sheet: rows})


def load(
    tmp_path: Path, forms: dict[str, str], names: Sequence[str] = ("bkd.xlsx",)
) -> Result[Recap]:
    for name, text in forms.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "skpd.csv").write_text("kode;nama\nbkd;BKD\ndlh;DLH\n", encoding="utf-8")
    roster = (tmp_path / "skpd.csv", "skpd.csv")
    reports = [(tmp_path / name, name) for name in names]
    layouts = [(tmp_path / name, name) for name in forms]
    return load_recap("x", 2024, reports, roster, layouts=layouts)


def test_a_form_known_by_its_heads(tmp_path: Path) -> None:
    save(tmp_path / "bkd.xlsx", ["FORM A"], [], HEADS, ROW)
    assert not load(tmp_path, {}).ok
    result = load(tmp_path, {"a.toml": FORM})
    assert result.findings == ()
    assert result.value is not None
    (ani,) = result.value.employees
    assert (ani.nama, ani.nip, ani.golongan) == ("Ani", "198001012005012001", "III/d")
    assert (ani.hasil_kerja, ani.perilaku) == ("Sesuai ekspektasi", "Di atas ekspektasi")
    assert (ani.predikat, ani.unit_kerja, ani.keterangan) == ("Baik", "Sekretariat", "")


def test_the_usual_form_is_left_alone(tmp_path: Path) -> None:
    usual = ["No", "Nama", "NIP", "Rating Hasil Kerja", "Rating Perilaku Kerja", "Predikat Kinerja"]
    save(tmp_path / "bkd.xlsx", usual, [1, "Ani", ROW[2], *["Sesuai ekspektasi"] * 2, "Baik"])
    result = load(tmp_path, {"a.toml": FORM})
    assert result.findings == ()
    assert result.value is not None
    assert result.value.employees[0].unit_kerja == ""


def test_a_form_known_by_the_name_of_the_file(tmp_path: Path) -> None:
    rows = [["Nama", "Pegawai", "palsu"], [], HEADS, ROW]
    save(tmp_path / "Laporan akhir.xlsx", *rows, sheet="Rekap")
    named = 'berkas = "laporan*.xlsx"\nlembar = "rekap"\nbaris_kepala = 3\nskpd = "DLH"\n'
    result = load(tmp_path, {"a.toml": named + FORM}, ["Laporan akhir.xlsx"])
    assert result.findings == ()
    assert result.value is not None
    assert [(e.skpd, e.nama) for e in result.value.employees] == [("dlh", "Ani")]
    assert str(result.value.employees[0].where) == "Laporan akhir.xlsx [Rekap] A4"


def test_a_code_within_the_name_of_the_file(tmp_path: Path) -> None:
    for name, ok in (("SKP 2024 - BKD (final).xlsx", True), ("bkd dlh.xlsx", False)):
        save(tmp_path / name, HEADS, ROW)
        result = load(tmp_path, {"a.toml": FORM}, [name])
        assert [f.code for f in result.findings] == ([] if ok else ["skpd-unknown"])


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("[kolom]\nnipp = 'NIP'\n", "layout-column-unknown", 2),
        ("[tetap]\nkota = 'X'\n", "layout-column-unknown", 2),
        ("lembaran = 'X'\n", "key-unknown", 1),
        ("baris_kepala = 0\n", "value-invalid", 1),
        ("kolom = \n", "toml-syntax", 1),
    ],
)
def test_faults_of_a_form(tmp_path: Path, text: str, code: str, line: int) -> None:
    save(tmp_path / "bkd.xlsx", HEADS, ROW)
    result = load(tmp_path, {"a.toml": text})
    assert (code, "a.toml", line) in [(f.code, f.where.file, f.where.line) for f in result.findings]


def test_two_forms_for_one_file_and_an_unknown_office(tmp_path: Path) -> None:
    save(tmp_path / "bkd.xlsx", HEADS, ROW)
    result = load(tmp_path, {"a.toml": FORM, "b.toml": FORM})
    assert [f.code for f in result.findings] == ["layout-ambiguous"]
    result = load(tmp_path, {"a.toml": 'skpd = "BKDD"\n' + FORM})
    assert [f.code for f in result.findings] == ["skpd-unknown"]
    assert '"bkd"' in result.findings[0].message


def test_an_unknown_head_is_asked_about(tmp_path: Path) -> None:
    heads = [
        "No",
        "Nama",
        "NIP",
        "Ratting Hasil Kerja",
        "Rating Perilaku Kerja",
        "Predikat Kinerja",
    ]
    save(tmp_path / "bkd.xlsx", heads, [1, "Ani", ROW[2], "", "", ""])
    result = load(tmp_path, {})
    (missing,) = (f for f in result.findings if f.code == "column-missing")
    assert missing.where.cell == "D1"
    assert 'maksud Anda "rating_hasil_kerja"?' in missing.message


def test_rules_of_the_roster(tmp_path: Path) -> None:
    usual = ["No", "Nama", "NIP", "Rating Hasil Kerja", "Rating Perilaku Kerja", "Predikat Kinerja"]
    save(tmp_path / "bkd.xlsx", usual, [1, "Ani", ROW[2], *["Sesuai ekspektasi"] * 2, "Baik"])
    text = "kode;nama;jumlah\nbkd;BKD;2\ndlh;DLH;0\nkec;Kecamatan;\n"
    (tmp_path / "skpd.csv").write_text(text, encoding="utf-8")
    reports = [(tmp_path / "bkd.xlsx", "bkd.xlsx")]
    result = load_recap("x", 2024, reports, (tmp_path / "skpd.csv", "skpd.csv"))
    assert [f.code for f in result.findings] == ["report-incomplete"]
    assert result.value is not None
    assert [skpd.kode for skpd in result.value.late] == ["kec"]
    assert result.value.findings == result.findings
    (tmp_path / "skpd.csv").write_text(text.replace(";2", ";dua"), encoding="utf-8")
    result = load_recap("x", 2024, reports, (tmp_path / "skpd.csv", "skpd.csv"))
    assert [(f.code, f.where.cell) for f in result.findings] == [("number-unreadable", "C2")]


def test_two_sheets_make_one_report(tmp_path: Path) -> None:
    rows = [
        [1, name, nip, *ROW[3:3], "", *ROW[4:]]
        for name, nip in (("Ani", ROW[2]), ("Budi", "199002022022211003"))
    ]
    write_book(tmp_path / "bkd.xlsx", PNS=[HEADS, rows[0]], PPPK=[HEADS, rows[1]])
    result = load(tmp_path, {"a.toml": 'lembar = ["PNS", "PPPK"]\n' + FORM})
    assert result.findings == ()
    assert result.value is not None
    assert [e.nama for e in result.value.employees] == ["Ani", "Budi"]
    result = load(tmp_path, {"a.toml": FORM})
    assert [f.code for f in result.findings] == ["sheet-not-read"]
    result = load(tmp_path, {"a.toml": 'berkas = "bkd*"\nlembar = ["PNS", "P3K"]\n' + FORM})
    assert [f.code for f in result.findings] == ["sheet-not-read", "table-missing-sheet"]
