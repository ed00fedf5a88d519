"""SKP reports as SKPD send them, into one recap."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docgen.findings import Result, Severity
from docgen.load.skp.recap import load_recap
from docgen.model.skp.recap import Recap
from tests.support.workbooks import write_book

HEADS = [
    "No", "Nama", "NIP", "Pangkat/Gol. Ruang", "Jabatan", "Unit Kerja", "Rating Hasil Kerja",
    "Rating Perilaku Kerja", "Predikat Kinerja", "Keterangan",
]  # fmt: skip
SITI = [
    1, "Siti Aminah, S.E.", "198001012005012001", "Penata Tk. I (III/d)", "Analis", "Sekretariat",
    "diatas  Ekspektasi", "Sesuai ekspektasi", "BAIK", "-",
]  # fmt: skip
BUDI = [
    2, "Budi Santoso", "199002022022211003", "IX", "Pranata", "Bidang A",
    "Sesuai ekspektasi", "Dibawah ekspektasi", "Kurang/Misconduct", None,
]  # fmt: skip


def save(path: Path, rows: list[list[Any]]) -> tuple[Path, str]:
    return write_book(path, Sheet=rows), f"data/{path.name}"


def changed(row: list[Any], **values: Any) -> list[Any]:
    columns = ("no", "nama", "nip", "pangkat", "jabatan", "unit", "hasil", "perilaku", "predikat",
               "ket")  # fmt: skip
    return [values.get(column, value) for column, value in zip(columns, row, strict=True)]


@pytest.fixture
def roster(tmp_path: Path) -> tuple[Path, str]:
    offices = [["disdik", "Dinas Pendidikan"], ["dinkes", "Dinas Kesehatan"], ["bkd", "BKD"]]
    return save(tmp_path / "skpd.xlsx", [["DAFTAR SKPD"], ["Kode", "Nama SKPD"], *offices])


def load(
    tmp_path: Path,
    roster: tuple[Path, str],
    rows: list[list[Any]],
    year: int = 2024,
    heads: list[Any] = HEADS,
) -> Result[Recap]:
    title = [["LAPORAN SKP TAHUN 2024"], ["Dinas Kesehatan"], [], heads]
    return load_recap("skp", year, [save(tmp_path / "dinkes.xlsx", [*title, *rows])], roster)


def found(result: Result[Recap]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.where.cell) for finding in result.findings]


def test_reads_and_normalises(tmp_path: Path, roster: tuple[Path, str]) -> None:
    result = load(tmp_path, roster, [SITI, BUDI])
    assert result.findings == ()
    assert result.value is not None
    siti, budi = result.value.employees
    assert (siti.pangkat, siti.golongan) == ("Penata Tingkat I", "III/d")
    assert (siti.hasil_kerja, siti.predikat) == ("Di atas ekspektasi", "Baik")
    assert siti.keterangan == ""
    assert str(siti.where) == "data/dinkes.xlsx [Sheet] A5"
    assert (budi.pangkat, budi.golongan, budi.predikat) == ("", "IX", "Kurang")
    assert budi.perilaku == "Di bawah ekspektasi"
    assert {employee.skpd for employee in result.value.employees} == {"dinkes"}
    assert [skpd.kode for skpd in result.value.late] == ["disdik", "bkd"]
    assert result.value.regime.kunci == "permenpanrb-6-2022"


def test_heads_in_other_words(tmp_path: Path, roster: tuple[Path, str]) -> None:
    heads = ["No.", "Nama Pegawai", "NIP/NI PPPK", "Pangkat", "Nama Jabatan", "Unit Organisasi",
             "Hasil Kerja", "Perilaku Kerja", "Predikat", "Ket.", "Golongan"]  # fmt: skip
    row = [*changed(SITI, pangkat="Penata Tingkat I"), "III-d"]
    result = load(tmp_path, roster, [row], heads=heads)
    assert result.findings == ()
    assert result.value is not None
    assert result.value.employees[0].golongan == "III/d"


@pytest.mark.parametrize(
    ("change", "code", "severity", "cell", "says"),
    [
        ({"nip": "19800101200501200"}, "nip-invalid", "warning", "C5", "18 angka"),
        ({"nip": None}, "nip-invalid", "warning", "C5", "NIP kosong"),
        ({"nama": None}, "name-missing", "error", "B5", "Nama"),
        ({"pangkat": "Pembina (III/d)"}, "rank-grade-mismatch", "warning", "D5", "Penata Tingkat"),
        ({"pangkat": "III/e"}, "rank-grade-mismatch", "warning", "D5", "III/e"),
        ({"pangkat": "Penata"}, "rank-grade-mismatch", "warning", "D5", "tidak terbaca"),
        ({"pangkat": "Gol. IX"}, "rank-grade-mismatch", "warning", "D5", "PPPK"),
        ({"hasil": "Sesuai expektasi"}, "rating-unknown", "error", "G5", 'Anda "Sesuai eks'),
        ({"perilaku": "Baik sekali"}, "rating-unknown", "error", "H5", "pilihannya"),
        ({"predikat": "Buruk"}, "predikat-unknown", "error", "I5", "Butuh Perbaikan"),
        ({"predikat": "Sangat Baik"}, "predikat-mismatch", "warning", "I5", '"Baik"'),
        ({"predikat": None}, "rating-missing", "warning", "I5", 'predikatnya "Baik"'),
        ({"hasil": "-"}, "rating-missing", "warning", "G5", "lengkapi"),
        (
            {"hasil": "", "perilaku": "", "predikat": ""},
            "rating-missing", "warning", "I5", "belum dinilai",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_row(
    tmp_path: Path,
    roster: tuple[Path, str],
    change: dict[str, Any],
    code: str,
    severity: str,
    cell: str,
    says: str,
) -> None:
    result = load(tmp_path, roster, [changed(SITI, **change)])
    assert [(f.code, f.severity, f.where.cell) for f in result.findings] == [
        (code, Severity(severity), cell)
    ]
    assert says in result.findings[0].message
    assert result.value is not None
    assert len(result.value.employees) == 1


def test_a_pppk_with_a_pns_grade(tmp_path: Path, roster: tuple[Path, str]) -> None:
    result = load(tmp_path, roster, [changed(BUDI, pangkat="III/a")])
    assert found(result) == [("rank-grade-mismatch", "D5")]


def test_someone_on_leave_has_no_rating(tmp_path: Path, roster: tuple[Path, str]) -> None:
    row = changed(SITI, hasil=None, perilaku=None, predikat=None, ket="Cuti di luar tanggungan")
    assert load(tmp_path, roster, [row]).findings == ()


def test_signatures_below_are_no_employees(tmp_path: Path, roster: tuple[Path, str]) -> None:
    below = [[None] * 7 + ["Contoh, 6 Januari 2025"], [None, "Kepala Dinas"], ["JUMLAH", "1"]]
    result = load(tmp_path, roster, [SITI, *below])
    assert found(result) == [("rows-skipped", "A6")]
    assert "Baris 6–8" in result.findings[0].message
    assert result.value is not None
    assert len(result.value.employees) == 1


def test_same_nip_in_one_and_in_two_skpd(tmp_path: Path, roster: tuple[Path, str]) -> None:
    one = save(tmp_path / "dinkes.xlsx", [HEADS, SITI, changed(SITI, nama="Lain")])
    two = save(tmp_path / "disdik.xlsx", [HEADS, changed(SITI, nip="19800101 200501 2 001")])
    result = load_recap("skp", 2024, [one, two], roster)
    assert [finding.code for finding in result.findings] == ["nip-duplicate"] * 2
    assert result.ok
    assert "tanyakan kepada kedua SKPD" in result.findings[0].message
    assert "hapus baris yang ganda" in result.findings[1].message
    assert result.value is not None
    assert [employee.skpd for employee in result.value.employees] == ["disdik", "dinkes", "dinkes"]


def test_files_that_belong_to_no_one(tmp_path: Path, roster: tuple[Path, str]) -> None:
    strange = save(tmp_path / "dinkess.xlsx", [HEADS, SITI])
    first = save(tmp_path / "BKD.xlsx", [HEADS, BUDI])
    (tmp_path / "twice").mkdir()
    second = save(tmp_path / "twice" / "bkd.xlsx", [HEADS, BUDI])
    result = load_recap("skp", 2024, [strange, first, second], roster)
    assert [f.code for f in result.findings] == ["skpd-unknown", "report-duplicate"]
    assert '"dinkes.xlsx"' in result.findings[0].message


def test_report_of_the_old_rule(tmp_path: Path, roster: tuple[Path, str]) -> None:
    heads = [*HEADS[:6], "Nilai SKP", "Nilai Perilaku", "Nilai Prestasi Kerja", "Sebutan"]
    result = load(
        tmp_path, roster, [changed(SITI, hasil=91, perilaku=88, predikat=90)], 2023, heads
    )
    codes = [code for code, _ in found(result)]
    assert codes.count("column-missing") == 3
    assert codes.count("report-wrong-regime") == 1
    assert codes.count("report-other-year") == 1
    (wrong,) = (f for f in result.findings if f.code == "report-wrong-regime")
    assert "nilai_skp, nilai_perilaku, nilai_prestasi_kerja" in wrong.message
    assert "PP 46/2011" in wrong.message
    assert "Belum ada: Rating Hasil Kerja, Rating Perilaku Kerja, Predikat Kinerja" in wrong.message


def test_a_year_without_a_rule(tmp_path: Path, roster: tuple[Path, str]) -> None:
    result = load(tmp_path, roster, [SITI], 2010)
    assert result.value is None
    assert [finding.code for finding in result.findings] == ["recap-regime-unsupported"]


def test_roster_faults(tmp_path: Path) -> None:
    bad = save(tmp_path / "skpd.xlsx", [["kode", "nama"], ["a", "A"], ["A", "B"], ["c", None]])
    result = load_recap("skp", 2024, [], bad)
    assert found(result) == [("skpd-duplicate", "A3"), ("skpd-incomplete", "B4")]
    missing = load_recap("skp", 2024, [], (tmp_path / "none.xlsx", "data/none.xlsx"))
    assert missing.value is None
    assert found(missing) == [("table-missing-file", None)]


def test_no_reports_at_all(tmp_path: Path, roster: tuple[Path, str]) -> None:
    result = load_recap("skp", 2024, [], roster)
    assert result.ok
    assert result.value is not None
    assert len(result.value.late) == 3
