"""Patterns of letter numbers: what is wrong with one is said before a number is given."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.findings import Where
from docgen.model.letter import Letter
from docgen.model.office import Office
from docgen.numbering.pattern import PARTS, letter_number, pattern_findings

HERE = Where("docgen.toml", line=9)
OFFICE = Office(kunci="badan", pemerintah="Kota", nama="Badan", kode="BKD")
LETTER = Letter(
    id="s1",
    kelompok="x",
    kop="badan",
    klasifikasi="800.1.7",
    keamanan="B",
    tujuan=("Camat",),
    where=HERE,
)


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{klasifikasi}/{urut}/{unit}/{tahun}", "800.1.7/12/BKD/2025"),
        ("{urut:03d}/{bulan_romawi}/{tahun}", "012/IX/2025"),
        ("{keamanan}-{urut}/{unit}/{bulan:02d}/{tahun}", "B-12/BKD/09/2025"),
        ("{{{urut}}}/{tahun}", "{12}/2025"),
    ],
)
def test_numbers(pattern: str, number: str) -> None:
    assert pattern_findings(pattern, HERE) == ()
    assert letter_number(pattern, 12, dt.date(2025, 9, 3), LETTER, OFFICE) == number


@pytest.mark.parametrize(
    ("pattern", "codes"),
    [
        ("{urut", ["pattern-syntax"]),
        ("{urut}}", ["pattern-syntax"]),
        ("{urut:tiga}", ["pattern-syntax"]),
        ("{urut:{x}}", ["pattern-syntax"]),
        ("{urut!x}", ["pattern-syntax"]),
        ("{nomor}/{urut}", ["pattern-unknown"]),
        ("{urut}/{unit.kode}", ["pattern-unknown"]),
        ("{urut}/{0}/{}", ["pattern-unknown", "pattern-unknown"]),
        ("{klasifikasi}/{tahun}", ["pattern-no-serial"]),
        ("", ["pattern-no-serial"]),
        ("{urut}/{unit}", ["pattern-without-year"]),
    ],
)
def test_what_is_wrong(pattern: str, codes: list[str]) -> None:
    findings = pattern_findings(pattern, HERE)
    assert [finding.code for finding in findings] == codes
    assert {finding.where for finding in findings} == {HERE}


PIECES = st.sampled_from(
    [*(f"{{{part}}}" for part in PARTS), "{", "}", "{{", "/", ":3d", "!r", "x"]
)


@given(st.lists(PIECES, max_size=8).map("".join), st.integers(1, 9999))
def test_a_pattern_without_findings_always_works(pattern: str, serial: int) -> None:
    if pattern_findings(pattern, HERE) == ():
        assert str(serial) in letter_number(pattern, serial, dt.date(2025, 9, 3), LETTER, OFFICE)
