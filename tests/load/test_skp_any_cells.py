"""Whatever stands in a report: nothing is raised, and what is read is what the rule allows."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.findings import Severity
from docgen.load.skp.recap import load_recap
from docgen.load.skp.regimes import regime_of, regimes

PERIODS = ((2019, None), (2021, 1), (2021, 2), (2021, None), (2024, None))
CELLS = st.one_of(
    st.sampled_from(
        ["", "-", "Ani", "198001012005012001", "1E+17", "85,5", "85.5", "130", "-1", "1e5", "nan",
         "Infinity", "=1+1", "+62", "Baik", "Sangat Baik", "Cukup", "diatas ekspektasi", "DIBAWAH"
         " EKSPEKTASI", "Kurang/Misconduct", "Ya", "III/d", "Penata (III/c)", "IX", "Jumlah", "٣"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12),
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(PERIODS), st.data())
def test_any_cells(
    tmp_path_factory: object, period: tuple[int, int | None], data: st.DataObject
) -> None:
    year, half = period
    regime = regime_of(regimes(), year, half)
    assert regime is not None
    heads = ["No", "Nama", "NIP", "Pangkat", *(column.kepala for column in regime.kolom), "Ket"]
    rows = data.draw(
        st.lists(st.lists(CELLS, min_size=len(heads), max_size=len(heads)), max_size=6)
    )
    folder: Path = tmp_path_factory.mktemp("any")  # type: ignore[attr-defined]
    with (folder / "bkd.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([heads, *rows])
    (folder / "skpd.csv").write_text("kode;nama\nbkd;BKD\n", encoding="utf-8")
    reports = [(folder / "bkd.csv", "bkd.csv")]
    result = load_recap("x", year, reports, (folder / "skpd.csv", "skpd.csv"), half=half)
    assert result.value is not None
    for employee in result.value.employees:
        assert set(employee.values) <= {column.kunci for column in regime.kolom}
        for column in regime.kolom:
            value = employee.values.get(column.kunci)
            match column.jenis:
                case "number":
                    assert value is None or (isinstance(value, Decimal) and column.in_range(value))
                case "flag":
                    assert value is None or isinstance(value, bool)
                case "rating" | "label":
                    words = column.pilihan or regime.predikat
                    assert value is None or value in words or not result.ok
        if regime.numeric and (number := employee.values.get(regime.nilai)) is not None:
            assert isinstance(number, Decimal)
            assert employee.predikat == regime.band(number, employee.values)
        elif result.ok and not any(f.severity is Severity.WARNING for f in result.findings):
            assert employee.predikat in ("", regime.assess(employee.values)[1])
