"""The computed cells: the value in the file, LibreOffice's, and one worked out here by the rule."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from docgen.model.skp.recap import Employee, Regime
from docgen.model.skp.regime import Value
from tests.render.recaps import (
    REGIMES,
    WORDS,
    employee,
    of_values,
    opened,
    recalculated,
    recap,
    render,
)

EXAMPLES = 150  # for each rule, all in one workbook: LibreOffice takes seconds to start
SHEETS = ("Rekapitulasi Nominatif", "Per SKPD", "Belum Melapor", "Temuan")
LOW, MIDDLE, HIGH = "Di bawah ekspektasi", "Sesuai ekspektasi", "Di atas ekspektasi"
# Domain rules §4.2, row by row: by work, then by conduct.
NINE = {
    (HIGH, LOW): "Kurang", (HIGH, MIDDLE): "Baik", (HIGH, HIGH): "Sangat Baik",
    (MIDDLE, LOW): "Kurang", (MIDDLE, MIDDLE): "Baik", (MIDDLE, HIGH): "Baik",
    (LOW, LOW): "Sangat Kurang", (LOW, MIDDLE): "Butuh Perbaikan", (LOW, HIGH): "Butuh Perbaikan",
}  # fmt: skip
EDGES = ("50.99", "51", "60.99", "61", "69.99", "70", "89.99", "90", "91", "109.99", "110", "100")


def numbers(most: Decimal) -> st.SearchStrategy[Decimal]:
    """Numbers as offices write them, the edges of bands among them."""
    edges = [Decimal(edge) for edge in EDGES if Decimal(edge) <= most]
    anything = st.decimals(0, most, places=2, allow_nan=False, allow_infinity=False)
    return st.one_of(anything, st.sampled_from(edges))


def some_values(regime: Regime) -> st.SearchStrategy[dict[str, Value]]:
    """What a report may say in the columns of a rule that are not computed; parts may miss."""
    columns: dict[str, st.SearchStrategy[Value]] = {}
    for column in regime.kolom:
        if column.jenis == "rating":
            columns[column.kunci] = st.sampled_from(column.pilihan)
        elif column.jenis == "flag":
            columns[column.kunci] = st.booleans()
        elif column.jenis == "number" and not column.computed:
            columns[column.kunci] = numbers(column.sampai or Decimal(100))
    stated = st.sampled_from(regime.predikat)
    optional = {**columns, "predikat": stated} if not regime.numeric else columns
    return st.fixed_dictionaries({}, optional=optional) | st.fixed_dictionaries(columns)


def drawn(regime: Regime) -> list[dict[str, Value]]:
    """What Hypothesis comes up with, the same on each run."""
    found: list[dict[str, Value]] = []

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(some_values(regime))
    def collect(values: dict[str, Value]) -> None:
        found.append(values)

    collect()
    return found


def half_up(number: Fraction) -> float:
    """Two places, in whole numbers only."""
    return int((number * 100 + Fraction(1, 2)) // 1) / 100


def by_the_rule(regime: Regime, values: Mapping[str, Any]) -> tuple[float | None, str]:
    """Number and label as domain rules §4.1 and §4.2 say, in fractions."""
    if not regime.numeric:
        return None, NINE.get((values.get("hasil_kerja"), values.get("perilaku")), "")
    old = regime.kunci == "pp-46-2011"
    share = 60 if old or values.get("penilaian_rekan") else 70

    def weighted(work: str, conduct: str, percent: int) -> Fraction | None:
        if work not in values or conduct not in values:
            return None
        parts = Fraction(values[work]) * percent + Fraction(values[conduct]) * (100 - percent)
        return Fraction(str(half_up(parts / 100)))

    if regime.kunci == "pp-30-2019-integrasi":
        halves = (
            weighted("nilai_skp_1", "nilai_perilaku_1", 60),
            weighted("nilai_skp_2", "nilai_perilaku_2", share),
        )
        known = [half for half in halves if half is not None]
        exact = sum(known, Fraction(0)) / 2 if len(known) == 2 else None
    else:
        exact = weighted("nilai_skp", "nilai_perilaku", share)
    if exact is None:
        return None, ""
    number = half_up(exact)
    if old:
        bands = ((91, "Sangat Baik"), (76, "Baik"), (61, "Cukup"), (51, "Kurang"), (0, "Buruk"))
        return number, next(label for least, label in bands if number >= least)
    if number >= 110 and values.get("ide_baru"):
        return number, "Sangat Baik"
    bands = ((90, "Baik"), (70, "Cukup"), (50, "Kurang"), (0, "Sangat Kurang"))
    return number, next(label for least, label in bands if number >= least)


@pytest.fixture(scope="module")
def examples() -> dict[str, list[dict[str, Value]]]:
    return {key: drawn(regime) for key, regime in REGIMES.items()}


@pytest.fixture(scope="module")
def books(examples: dict[str, list[dict[str, Value]]]) -> dict[str, bytes]:
    return {key: render(of_values(REGIMES[key], rows)) for key, rows in examples.items()}


def rows_by_name(data: bytes, *, values: bool) -> tuple[list[Any], dict[str, list[Any]]]:
    sheet = opened(data, values=values).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if row[0] == "No")
    return head, {row[1]: row for row in rows if str(row[1]).startswith("Pegawai")}


@pytest.mark.parametrize("key", REGIMES)
def test_values_are_those_of_the_rule(
    key: str, books: dict[str, bytes], examples: dict[str, list[dict[str, Value]]]
) -> None:
    regime = REGIMES[key]
    head, carried = rows_by_name(books[key], values=True)
    _, formulas = rows_by_name(books[key], values=False)
    label = len(head) - 2
    computed = 0
    for number, values in enumerate(examples[key]):
        value, word = by_the_rule(regime, values)
        row, written = carried[f"Pegawai {number}"], formulas[f"Pegawai {number}"]
        if regime.numeric:
            column = head.index(next(c.kepala for c in regime.kolom if c.kunci == regime.nilai))
            assert row[column] == value
            assert str(written[column] or "").startswith("=") == (value is not None)
        stated = values.get("predikat", word)
        assert (row[label] or "") == stated
        live = bool(word) and stated == word
        assert str(written[label] or "").startswith("=") == live
        computed += live
    assert computed > EXAMPLES / 10


@pytest.mark.parametrize("key", REGIMES)
def test_counts_are_those_of_the_names(key: str, books: dict[str, bytes]) -> None:
    """Counted again from the cells of the first sheet, group by group."""
    first, second, *_ = opened(books[key], values=True).worksheets
    head, _ = rows_by_name(books[key], values=True)
    label = len(head) - 2
    groups: dict[str, list[list[Any]]] = {}
    for row in first.iter_rows(min_row=first.min_row, values_only=True):
        if isinstance(row[0], str) and row[0].endswith(" pegawai)"):
            name = row[0].rpartition(" (")[0]
            groups[name] = []
        elif isinstance(row[0], int):
            groups[name].append(list(row))
    everyone = [row for rows in groups.values() for row in rows]
    labels: list[Any] = []
    for row in second.iter_rows(values_only=True):
        if row[3] == REGIMES[key].predikat[0]:
            labels = list(row[3:])
        if row[1] not in groups and row[1] != "JUMLAH":
            continue
        rows = groups.get(str(row[1]), everyone)
        assert row[2] == len(rows)
        half = (len(labels) - (2 if REGIMES[key].numeric else 1)) // 2
        for offset, word in enumerate(labels[:half]):
            found = sum((one[label] or "Tanpa Predikat") == word for one in rows)
            assert row[3 + offset] == found
            assert row[3 + half + offset] == found / len(rows)
        if REGIMES[key].numeric:
            column = head.index(REGIMES[key].column(REGIMES[key].nilai).kepala)  # type: ignore[union-attr]
            values = [Fraction(str(one[column])) for one in rows if one[column] is not None]
            assert row[3 + 2 * half] == half_up(sum(values, Fraction(0)) / len(values))
    assert labels


@pytest.mark.soffice
def test_libreoffice_computes_the_same(books: dict[str, bytes], tmp_path: Path) -> None:
    """In every cell; and it does compute: a value that was falsified is put right."""
    false = falsified(books["permenpanrb-6-2022"])
    *sound, repaired = recalculated(tmp_path, *books.values(), false)
    for (key, data), computed in zip(books.items(), sound, strict=True):
        formulas = 0
        for sheet, written in zip(opened(data, values=True), opened(data), strict=True):
            for row in written.iter_rows():
                for cell in row:
                    value = sheet[cell.coordinate].value
                    other = computed[sheet.title][cell.coordinate].value
                    assert same(value, other), (key, sheet.title, cell.coordinate, cell.value)
                    formulas += cell.data_type == "f"
        assert formulas > EXAMPLES
    carried = opened(false, values=True).worksheets[0]
    place = next(cell for row in carried.iter_rows() for cell in row if cell.value == 777)
    assert repaired.worksheets[0][place.coordinate].value == 7


def same(one: object, other: object) -> bool:
    """Equal but for the last binary digit of a number; an empty text is an empty cell."""
    if isinstance(one, float) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=1e-14)
    return (one or None) == (other or None)


def falsified(data: bytes) -> bytes:
    """The same workbook, with 777 as the value of the running number 7."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b'<v>7</v></c><c r="B', b'<v>777</v></c><c r="B', 1)
            copy.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("key", REGIMES)
def test_calamine_and_openpyxl_read_every_computed_cell(key: str, books: dict[str, bytes]) -> None:
    other = CalamineWorkbook.from_filelike(io.BytesIO(books[key]))
    formulas = 0
    for sheet, written in zip(opened(books[key], values=True), opened(books[key]), strict=True):
        rows = other.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        for row in written.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                formulas += 1
                value = sheet[cell.coordinate].value
                assert value is not None
                assert rows[cell.row - 1][cell.column - 1] == value
    assert formulas > EXAMPLES


def test_what_was_stated_otherwise_stays_as_it_was() -> None:
    """The rule gives Baik for both; the second was reported as Sangat Baik."""
    data = recap(employee("Pegawai 1"), employee("Pegawai 2", predikat="Sangat Baik"))
    _, formulas = rows_by_name(render(data), values=False)
    assert formulas["Pegawai 1"][8].startswith("=INDEX(")
    assert formulas["Pegawai 2"][8] == "Sangat Baik"
    _, values = rows_by_name(render(data), values=True)
    assert values["Pegawai 1"][8] == "Baik"


def test_a_number_that_is_given_alone_is_no_formula() -> None:
    regime = REGIMES["pp-46-2011"]
    alone: dict[str, Value] = {"nilai_prestasi_kerja": Decimal("91"), "predikat": "Sangat Baik"}
    head, rows = rows_by_name(render(of_values(regime, [alone])), values=False)
    row = rows["Pegawai 0"]
    assert row[head.index("Nilai Prestasi Kerja")] == 91
    assert row[head.index("Sebutan")].startswith("=IF(")


def test_order_of_rank() -> None:
    """Golongan high to low, then appointment, then name; PPPK last."""

    def one(name: str, grade: str, nip: str) -> Employee:
        return employee(name, golongan=grade, pangkat="", nip=nip)

    people = [
        one("Pppk", "IX", "199001012022211001"),
        one("Zainal", "III/c", "198001012005011001"),
        one("Budi", "III/c", "198001012005011002"),
        one("Awal", "III/c", "197901012003011002"),
        one("Tinggi", "IV/a", "197001012010011002"),
        one("Rendah", "II/d", "197001011995011002"),
    ]
    sheet = opened(render(recap(*people, regime=WORDS)), values=True).worksheets[0]
    names = [row[1] for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert names == ["Tinggi", "Awal", "Budi", "Zainal", "Rendah", "Pppk"]
