"""Ranks, the order of a nominative list, who is late, and which rule holds in a year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.findings import Severity, Where, error, warning
from docgen.model.profile import Profile
from docgen.model.skp.recap import Employee, Recap, Regime, Skpd
from docgen.model.staff.rank import GRADES, PPPK_GRADES, RANKS, split_grade

HERE = Where("x.xlsx", sheet="a", cell="B4")
PNS, OLDER, PPPK = "197305061998031001", "197305061997031001", "199001012022211001"


def employee(nama: str, nip: str, golongan: str, skpd: str = "A") -> Employee:
    return Employee(nama=nama, nip=nip, golongan=golongan, skpd=skpd, where=HERE)


@given(st.sampled_from(sorted(RANKS)), st.sampled_from(("{} ({})", "{}, {}", "{} / {}", "{} {}")))
def test_splits_rank_and_grade(grade: str, form: str) -> None:
    short = RANKS[grade].replace("Tingkat", "Tk.")
    assert split_grade(form.format(short, grade.replace("/", " / "))) == (RANKS[grade], grade)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("IX", ("", "IX")),
        ("ix", ("", "IX")),
        ("iii/b", ("", "III/b")),
        ("Honorer", ("Honorer", "")),
        ("", ("", "")),
    ],
)
def test_grades_that_stand_alone(text: str, parts: tuple[str, str]) -> None:
    assert split_grade(text) == parts


def test_grades_stand_high_to_low() -> None:
    assert GRADES[0] == "IV/e" and GRADES[-1] == "I/a"
    assert len(GRADES) == len(RANKS) == 17
    assert PPPK_GRADES[0] == "XVII" and len(PPPK_GRADES) == 17


@given(st.permutations(range(6)))
def test_nominative_order(order: list[int]) -> None:
    people = [
        employee("E", PNS, "IV/a"),
        employee("D", OLDER, "III/d"),
        employee("A", PNS, "III/d"),
        employee("B", PNS, "III/d"),
        employee("C", PNS, "?"),
        employee("A", PPPK, "XI"),
    ]
    assert sorted((people[index] for index in order), key=Employee.rank_key) == people


def test_late_is_who_has_no_employee() -> None:
    regime = Regime(kunci="r", sumber="s", tahun_awal=2022)
    roster = (Skpd(kode="A", nama="A"), Skpd(kode="B", nama="B"))
    recap = Recap(
        nama="x",
        tahun=2024,
        regime=regime,
        roster=roster,
        employees=(employee("X", PNS, "IV/a", "B"),),
    )
    assert recap.late == roster[:1]


@pytest.mark.parametrize(("year", "holds"), [(2013, False), (2014, True), (2021, True)])
def test_a_rule_covers_its_years(year: int, holds: bool) -> None:
    closed = Regime(kunci="r", sumber="s", tahun_awal=2014, tahun_akhir=2021)
    assert closed.covers(year) is holds
    assert closed.covers(2022) is False


def test_a_profile_raises_but_does_not_excuse() -> None:
    raised = {"late": Severity.ERROR, "broken": Severity.HINT, "small": Severity.HINT}
    findings = (
        warning("late", HERE, ""), error("broken", HERE, ""), warning("small", HERE, ""),
        warning("other", HERE, ""),
    )  # fmt: skip
    weighed = Profile(nama="x", tingkat=raised).apply_severities(findings)
    assert [(f.code, f.severity) for f in weighed] == [
        ("late", Severity.ERROR),
        ("broken", Severity.ERROR),
        ("small", Severity.HINT),
        ("other", Severity.WARNING),
    ]
