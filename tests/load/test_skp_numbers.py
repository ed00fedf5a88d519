"""Reports under the rules of numbers: computed, compared with what is stated, or refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from docgen.findings import Result
from docgen.load.skp.recap import load_recap
from docgen.model.skp.recap import Recap
from tests.support.workbooks import write_book

PEOPLE = ["No", "Nama", "NIP", "Pangkat/Gol. Ruang"]
ANI = [1, "Ani", "198001012005012001", "Penata Tk. I (III/d)"]
PP_46 = [*PEOPLE, "Nilai SKP", "Nilai Perilaku", "Nilai Prestasi Kerja", "Sebutan", "Ket"]
PP_30 = [*PEOPLE, "Nilai SKP", "Nilai Perilaku Kerja", "Dinilai Rekan/Bawahan", "Nilai Kinerja",
         "Ide Baru", "Predikat"]  # fmt: skip


def load(
    tmp_path: Path, year: int, heads: list[str], *rows: list[Any], half: int | None = None
) -> Result[Recap]:
    write_book(tmp_path / "bkd.xlsx", Sheet=[heads, *rows])
    (tmp_path / "skpd.csv").write_text("kode;nama\nbkd;BKD\n", encoding="utf-8")
    roster = (tmp_path / "skpd.csv", "skpd.csv")
    return load_recap("x", year, [(tmp_path / "bkd.xlsx", "bkd.xlsx")], roster, half=half)


def found(result: Result[Recap]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.where.cell) for finding in result.findings]


def values(result: Result[Recap]) -> dict[str, Any]:
    assert result.value is not None
    (employee,) = result.value.employees
    return employee.values


@pytest.mark.parametrize(
    ("row", "number", "label"),
    [
        ([90, 80, 86, "Baik"], "86.00", "Baik"),
        ([85.33, "87,5", 86.2, "BAIK"], "86.20", "Baik"),
        (["85.33", 87.5, "86,19", ""], "86.20", "Baik"),
        ([95, 90, "=0.6*E2+0.4*F2", "Sangat baik"], None, None),
        ([100, 100, None, "Sangat Baik"], "100.00", "Sangat Baik"),
    ],
)
def test_pp_46(tmp_path: Path, row: list[Any], number: str | None, label: str | None) -> None:
    result = load(tmp_path, 2019, PP_46, [*ANI, *row])
    if number is None:  # a formula that no program has computed
        assert found(result) == [("cell-formula-without-value", "G2")]
        return
    assert result.findings == ()
    assert values(result)["nilai_prestasi_kerja"] == Decimal(number)
    assert values(result)["predikat"] == label
    assert list(values(result)) == ["nilai_skp", "nilai_perilaku", "nilai_prestasi_kerja",
                                    "predikat"]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "code", "cell", "says"),
    [
        (["sembilan puluh", 80, 86, "Baik"], "number-unreadable", "E2", "seperti 85,50"),
        (["90%", 80, None, None], "number-unreadable", "E2", "90%"),
        (["1.085,5", 80, None, None], "number-unreadable", "E2", "angka saja"),
        ([8533, 80, None, None], "number-out-of-range", "E2", "0 sampai 120"),
        ([90, 100.5, None, None], "number-out-of-range", "F2", "0 sampai 100"),
        ([-1, 80, None, None], "number-out-of-range", "E2", "desimal"),
        ([1e18, 80, None, None], "cell-number-rounded", "E2", "dibulatkan"),
        ([90, 80, 88, "Baik"], "number-mismatch", "G2", "60% Nilai SKP"),
        ([90, 80, 86, "Sangat Baik"], "predikat-mismatch", "H2", '86,00 berarti "Baik"'),
        ([90, 80, 86, "Memuaskan"], "predikat-unknown", "H2", "Sangat Baik, Baik, Cukup"),
        ([65, 65, 65, "Butuh Perbaikan"], "predikat-other-rule", "H2", '"Cukup"'),
        ([90, None, None, "Baik"], "rating-missing", "F2", "Nilai Perilaku Kerja kosong"),
        ([None, None, None, None], "rating-missing", "E2", "belum dinilai"),
        (["#N/A", 80, None, None], "cell-error", "E2", "galat Excel"),
    ],
)
def test_what_is_wrong(tmp_path: Path, row: list[Any], code: str, cell: str, says: str) -> None:
    result = load(tmp_path, 2019, PP_46, [*ANI, *row])
    assert (code, cell) in found(result)
    assert any(says in f.message for f in result.findings if f.code == code)
    others = {other for other, _ in found(result)} - {code}
    assert others <= {"number-unreadable"}, others


def test_a_number_too_far_is_never_used(tmp_path: Path) -> None:
    result = load(tmp_path, 2019, PP_46, [*ANI, 8533, 80, None, "Baik"])
    assert not result.ok
    assert "nilai_skp" not in values(result)


def test_new_ideas(tmp_path: Path) -> None:
    with_idea = [*ANI, 115, 115, "Tidak", 115, "Ya", "Sangat Baik"]
    assert load(tmp_path, 2021, PP_30, with_idea, half=2).findings == ()
    without = [*ANI, 115, 115, None, 115, None, "Sangat Baik"]
    result = load(tmp_path, 2021, PP_30, without, half=2)
    assert found(result) == [("predikat-mismatch", "J2")]
    assert "memerlukan Ide/Cara Baru" in result.findings[0].message
    assert values(result)["predikat"] == "Baik"
    assert load(tmp_path, 2021, PP_30, [*ANI, 90, 90, "-", 90, "-", "Baik"], half=2).ok


def test_who_is_asked_sets_the_weights(tmp_path: Path) -> None:
    for asked, number in (("Ya", "96.00"), ("tidak", "97.00"), ("✓", "96.00"), (True, "96.00")):
        result = load(tmp_path, 2021, PP_30, [*ANI, 100, 90, asked, None, None, None], half=2)
        assert result.findings == ()
        assert values(result)["nilai_kinerja"] == Decimal(number)
    result = load(tmp_path, 2021, PP_30, [*ANI, 100, 90, "mungkin", None, None, None], half=2)
    assert found(result) == [("flag-unknown", "G2")]


def test_2021_by_parts_or_by_outcomes(tmp_path: Path) -> None:
    halves = [*PEOPLE, "Nilai Prestasi Kerja", "Nilai Kinerja", "Predikat"]
    result = load(tmp_path, 2021, halves, [*ANI, 86, 106, "Baik"])
    assert result.findings == ()
    assert values(result)["nilai_integrasi"] == Decimal("96.00")
    parts = [*PEOPLE, "Nilai SKP Semester I", "Nilai Perilaku Semester I", "Nilai Semester II"]
    result = load(tmp_path, 2021, parts, [*ANI, 90, 80, 106])
    assert result.findings == ()
    assert values(result)["nilai_integrasi"] == Decimal("96.00")
    one = [*PEOPLE, "Nilai SKP Semester I", "Nilai Perilaku Semester I"]
    result = load(tmp_path, 2021, one, [*ANI, 90, 80])
    assert [code for code, _ in found(result)] == ["column-missing"]
    assert "Nilai Kinerja Semester II" in result.findings[0].message


def test_ratings_in_a_year_of_numbers(tmp_path: Path) -> None:
    heads = [*PEOPLE, "Rating Hasil Kerja", "Rating Perilaku Kerja", "Predikat Kinerja"]
    row = [*ANI, "Sesuai ekspektasi", "Sesuai ekspektasi", "Baik"]
    result = load(tmp_path, 2019, heads, row)
    (wrong,) = (f for f in result.findings if f.code == "report-wrong-regime")
    assert "PermenPANRB 6/2022" in wrong.message
    assert "Belum ada: Nilai SKP, Nilai Perilaku Kerja" in wrong.message
    assert not result.ok


def test_totals_and_averages_are_no_employees(tmp_path: Path) -> None:
    below = [[None, "Rata-rata", None, None, 90, 80, 86], ["JUMLAH", None, None, None, 90, 80]]
    result = load(tmp_path, 2019, PP_46, [*ANI, 90, 80, 86, "Baik"], *below)
    assert [code for code, _ in found(result)] == ["rows-skipped"]
    assert result.value is not None
    assert len(result.value.employees) == 1


def test_on_leave(tmp_path: Path) -> None:
    row = [*ANI, None, "-", None, None, "Tugas belajar"]
    assert load(tmp_path, 2019, PP_46, row).findings == ()
