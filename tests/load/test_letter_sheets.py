"""Sheets of letters, their items and officials: what is read, and every slip with its cell."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from docgen.findings import Result, Severity
from docgen.load.letters.dispositions import load_dispositions
from docgen.load.letters.letters import LetterBook, load_letters, orphan_items
from docgen.model.letter import Item, LetterState, Paraf
from tests.support.workbooks import write_book

OFFICES = ("badan", "dinas")
PEJABAT = [
    ["kunci", "nama", "jabatan", "pangkat", "golongan", "nip"],
    ["kepala", "Ani", "Kepala Badan", "Pembina", "IV/a", "19730506 199803 2 001"],
]
HEAD = ["id", "tujuan", "kop", "hal", "tembusan", "paraf", "tanggal_ttd", "penandatangan", "isi"]


def make(path: Path, **sheets: list[list[Any]]) -> None:
    write_book(path / "x.xlsx", **{"pejabat": PEJABAT, **sheets})


def load(path: Path, **sheets: list[list[Any]]) -> Result[LetterBook]:
    make(path, **sheets)
    return load_letters(path, "x.xlsx#surat", "keluar", OFFICES)


def places(result: Result[Any]) -> list[tuple[str, str]]:
    return [(f.code, f"{f.where.sheet} {f.where.cell}") for f in result.findings]


def test_reads_a_letter_with_everything(tmp_path: Path) -> None:
    row = [
        "s1", "Camat A; Camat B\nLurah C", "dinas", "Undangan", "Walikota", "Budi: 3/1/2025; Cici",
        dt.datetime(2025, 1, 6), "kepala", "Isi surat",
    ]  # fmt: skip
    items = [["id", "jenis", "banyaknya", "keterangan"], ["s1", "Berkas", 2, None]]
    result = load(tmp_path, surat=[HEAD, row], butir=items)
    assert places(result) == [("paraf-after-signature", "surat F2")]
    assert result.value is not None
    (letter,) = result.value.letters
    assert letter.tujuan == ("Camat A", "Camat B", "Lurah C")
    assert letter.paraf == (
        Paraf(nama="Budi", tanggal=dt.date(2025, 1, 3)),
        Paraf(nama="Cici"),
    )
    assert letter.tanggal_ttd == dt.date(2025, 1, 6)
    assert letter.kop == "dinas"
    assert letter.butir == (Item(jenis="Berkas", banyaknya="2"),)
    assert letter.lain == {"isi": "Isi surat"}
    assert letter.state is LetterState.DITANDATANGANI
    assert str(letter.where) == "x.xlsx [surat] A2"
    assert result.value.officials["kepala"].nip == "197305061998032001"


def test_lists_as_people_type_them(tmp_path: Path) -> None:
    rows = [
        ["s1", "1. Camat A\n2) Camat B\n- Lurah 3", "-", "-", "-"],
        ["s2", "10. Camat", "1. Walikota; 2. -", "", "–"],
        ["s3", "3 Serangkai", "12.5 Meter", "", ""],
    ]
    head = ["id", "tujuan", "tembusan", "berkas_lampiran", "berkas_ttd"]
    result = load(tmp_path, surat=[head, *rows])
    assert result.findings == ()
    assert result.value is not None
    one, two, three = result.value.letters
    assert one.tujuan == ("Camat A", "Camat B", "Lurah 3")
    assert (one.tembusan, one.berkas_lampiran, one.berkas_ttd) == ((), (), "")
    assert (two.tujuan, two.tembusan, two.berkas_ttd) == (("Camat",), ("Walikota",), "")
    assert (three.tujuan, three.tembusan) == (("3 Serangkai",), ("12.5 Meter",))


def test_an_official_whose_nip_was_rounded(tmp_path: Path) -> None:
    officials = [["kunci", "nama", "jabatan", "nip"], ["kepala", "Ani", "K", 197305061998032001]]
    result = load(tmp_path, surat=[["id", "tujuan"], ["s1", "Camat"]], pejabat=officials)
    (finding,) = [f for f in result.findings if f.severity is Severity.ERROR]
    assert (finding.code, finding.where.cell) == ("cell-number-rounded", "D2")


def test_a_blank_kop_is_the_first_office(tmp_path: Path) -> None:
    result = load(tmp_path, surat=[["id", "tujuan"], ["s1", "Camat"]])
    assert result.findings == ()
    assert result.value is not None
    assert result.value.letters[0].kop == "badan"
    assert result.value.letters[0].state is LetterState.SIAP_TTD


def test_all_slips_of_a_batch_come_at_once(tmp_path: Path) -> None:
    rows = [
        ["s1", "Camat", "bdan", "", "Arsip", "Budi: kemarin", "31/02/2026", "kpala", ""],
        ["s1", None, "badan", "", "", "", "6 Januari 2025", "kepala", ""],
        ["a/b", "Camat", None, "", "", "", None, None, ""],
    ]
    assert places(load(tmp_path, surat=[HEAD, *rows])) == [
        ("official-unknown", "surat H2"),
        ("tembusan-archive", "surat E2"),
        ("office-unknown", "surat C2"),
        ("date-impossible", "surat F2"),
        ("date-impossible", "surat G2"),
        ("id-duplicate", "surat A3"),
        ("cell-empty", "surat B3"),
        ("id-unsafe", "surat A4"),
    ]


@pytest.mark.parametrize(
    ("column", "typed", "meant"), [("kop", "bdan", "badan"), ("penandatangan", "kpala", "kepala")]
)
def test_did_you_mean(tmp_path: Path, column: str, typed: str, meant: str) -> None:
    row = {"id": "s1", "tujuan": "Camat", column: typed}
    result = load(tmp_path, surat=[list(row), list(row.values())])
    assert [f"maksud Anda «{meant}»?" in f.message for f in result.findings] == [True]


def test_items_without_a_letter(tmp_path: Path) -> None:
    items = [
        ["id", "jenis"],
        ["surat-1", "Berkas"],
        ["surat-2", "Berkas"],
        [None, "Berkas"],
        ["surat-1", None],
    ]
    result = load(tmp_path, surat=[["id", "tujuan"], ["surat-1", "Camat"]], butir=items)
    assert places(result) == [("cell-empty", "butir A4"), ("cell-empty", "butir B5")]
    assert result.value is not None
    (orphan,) = orphan_items([result.value])
    assert (orphan.code, orphan.where.cell) == ("item-without-letter", "A3")
    assert "maksud Anda «surat-1»?" in orphan.message


def test_items_may_belong_to_another_set_of_the_workbook(tmp_path: Path) -> None:
    letters = [["id", "tujuan"], ["s1", "Camat"]]
    others = [["id", "tujuan"], ["s2", "Camat"]]
    make(tmp_path, surat=letters, lain=others, butir=[["id", "jenis"], ["s2", "Berkas"]])
    books = [
        book
        for sheet in ("surat", "lain")
        if (book := load_letters(tmp_path, f"x.xlsx#{sheet}", sheet, OFFICES).value)
    ]
    assert orphan_items(books[:1])
    assert orphan_items(books) == ()


def test_officials(tmp_path: Path) -> None:
    officials = [
        ["kunci", "nama", "jabatan", "nip"],
        ["kepala", None, "Kepala", "19730506 199803 2 001"],
        ["kepala", "Budi", None, "123"],
    ]
    make(tmp_path, surat=[["id", "tujuan"], ["s1", "Camat"]], pejabat=officials)
    found = places(load_letters(tmp_path, "x.xlsx#surat", "keluar", OFFICES))
    assert sorted(found) == [
        ("cell-empty", "pejabat B2"),
        ("cell-empty", "pejabat C3"),
        ("id-duplicate", "pejabat A3"),
        ("nip-invalid", "pejabat D3"),
    ]


def test_missing_file_sheet_and_officials(tmp_path: Path) -> None:
    gone = load_letters(tmp_path, "y.xlsx#surat", "keluar", OFFICES)
    assert [f.code for f in gone.findings] == ["table-missing-file"]
    make(tmp_path, surat=[["id", "tujuan"], ["s1", "Camat"]])
    (finding,) = load_letters(tmp_path, "x.xlsx#surta", "keluar", OFFICES).findings
    assert finding.code == "table-missing-sheet"
    assert 'Maksud Anda "surat"?' in finding.message


def test_an_empty_sheet_is_a_batch_of_none(tmp_path: Path) -> None:
    result = load(tmp_path, surat=[["id", "tujuan"]])
    assert [f.code for f in result.findings] == ["table-empty"]
    assert result.ok
    assert result.value is not None
    assert result.value.letters == ()


def test_dispositions_keep_their_values(tmp_path: Path) -> None:
    head = [
        "id", "nomor_agenda", "tanggal_terima", "pengirim", "tanggal_surat", "nomor_surat", "hal",
        "diteruskan_kepada", "instruksi", "ruang",
    ]  # fmt: skip
    row = [
        "m1", "001", dt.date(2025, 1, 7), "Camat", "6/1/2025", "800/1", "Rapat", "A; B",
        "Proses lebih lanjut\nArsipkan", "2",
    ]  # fmt: skip
    make(tmp_path, masuk=[head, row])
    result = load_dispositions(tmp_path, "x.xlsx#masuk", "masuk", OFFICES)
    assert result.findings == ()
    assert result.value is not None
    (found,) = result.value.dispositions
    assert (found.nomor_agenda, found.kop) == ("001", "badan")
    assert (found.tanggal_terima, found.tanggal_surat) == (
        dt.date(2025, 1, 7),
        dt.date(2025, 1, 6),
    )
    assert (found.diteruskan_kepada, found.instruksi) == (
        ("A", "B"),
        ("Proses lebih lanjut", "Arsipkan"),
    )
    assert found.lain == {"ruang": "2"}


def test_a_signed_letter_lacks_what_the_others_say(tmp_path: Path) -> None:
    head = ["id", "tujuan", "hal", "penandatangan", "tanggal_ttd"]
    rows = [["s1", "Camat", "Satu", "", "6 Januari 2025"], ["s2", "Camat", "", "", "7/1/2025"]]
    result = load(tmp_path, surat=[head, *rows, ["s3", "Camat", "", "", ""]])
    assert places(result) == [("signed-part-empty", "surat C3")]
