"""Times as real SOPs write them: a length, a bound, what no total can count, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model.writing.step_times import Kind, read_time


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("5 (lima) menit", "5 menit"), ("30 mnt", "30 menit"), ("30'", "30 menit"),
        ("½ hari", "0,5 hari"), ("1/2 jam", "0,5 jam"), ("setengah jam", "0,5 jam"),
        ("2 x 24 jam", "48 jam"), ("1 hari kerja (sejak diterima)", "1 hari kerja"),
        ("3 hari sejak berkas lengkap", "3 hari"), ("sehari", "1 hari"), ("1 HK", "1 hari kerja"),
        ("3 hari kalender", "3 hari kalender"), ("1 tahun", "1 tahun"), ("Satu jam", "1 jam"),
    ],
)  # fmt: skip
def test_a_length(text: str, shown: str) -> None:
    time = read_time(text)
    assert (time.kind, str(time.duration)) == (Kind.EXACT, shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("30 menit - 3 jam", "3 jam"), ("15-30 menit", "30 menit"), ("1 s.d. 3 hari", "3 hari"),
        ("5 menit s/d 10 menit", "10 menit"), ("antara 1 dan 3 jam", "3 jam"),
        ("1 hari atau 2 hari", "2 hari"), ("maks. 3 hari", "3 hari"), ("Maksimal 1 jam", "1 jam"),
        ("2 jam maksimal", "2 jam"), ("paling lama 2 hari kerja", "2 hari kerja"),
        ("≤ 3 hari", "3 hari"), ("± 1 hari", "1 hari"), ("kurang lebih 1 jam", "1 jam"),
        ("sampai dengan 3 hari", "3 hari"), ("1 jam sampai dengan 2 jam", "2 jam"),
    ],
)  # fmt: skip
def test_a_bound(text: str, shown: str) -> None:
    time = read_time(text)
    assert (time.kind, str(time.duration)) == (Kind.BOUND, shown)


@pytest.mark.parametrize(
    "text",
    [
        "2 menit/berkas", "5 menit per orang", "10 menit tiap dokumen", "@ 5 menit",
        "1-2 jam/berkas", "semesteran", "Triwulanan", "setiap bulan", "1 semester", "minimal 1 jam",
        "kondisional", "H+3", "minggu ke-2", "09.00-10.00", "sesuai jadwal", "segera",
    ],
)  # fmt: skip
def test_no_total_can_count(text: str) -> None:
    assert read_time(text).kind is Kind.OPEN
    assert read_time(text).duration is None


@pytest.mark.parametrize("text", ["", "-", "menit", "30", "cepat", "5 menitan", "3 kilometer"])
def test_nothing(text: str) -> None:
    assert read_time(text).kind is Kind.UNREADABLE


PIECES = ("1", "24", "jam", "menit", "hari", "x", "-", "/", "s.d.", "maks.", "per", "berkas", "(",
          ")", "½", "1/2", "tiap", "@", "±", "antara", "dan", " ")  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=40))
def test_any_text(text: str) -> None:
    time = read_time(text)
    assert (time.duration is not None) is (time.kind in (Kind.EXACT, Kind.BOUND))


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from(("-", " - ", " s/d ", " sampai ")))
def test_a_range_counts_its_longer_end(first: int, second: int, between: str) -> None:
    time = read_time(f"{first}{between}{second} menit")
    assert str(time.duration) == f"{max(first, second)} menit"
