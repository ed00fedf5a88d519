"""The rules of SKP: every shipped one is whole, and gives the predikat that its text says."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.load.skp.regimes import regime_of, regimes
from docgen.model.skp.regime import Band, Regime, RegimeColumn, Value

BY_KEY = {regime.kunci: regime for regime in regimes()}
NUMERIC = [regime for regime in regimes() if regime.numeric]
CENTS = st.decimals(0, 120, places=2)


def kinerja(skp: str, perilaku: str, **flags: bool) -> tuple[Decimal | None, str]:
    values = {"nilai_skp": Decimal(skp), "nilai_perilaku": Decimal(perilaku), **flags}
    return BY_KEY["pp-30-2019"].assess(values)


def test_every_shipped_rule_is_whole() -> None:
    assert len(BY_KEY) == 4
    for regime in regimes():
        assert list(regime.faults()) == [], regime.kunci
        assert regime.sumber and regime.singkat
        assert regime.kolom[-1].kunci == "predikat"


@pytest.mark.parametrize(
    ("year", "half", "key"),
    [
        (2013, None, None),
        (2014, None, "pp-46-2011"),
        (2020, 2, "pp-46-2011"),
        (2021, None, "pp-30-2019-integrasi"),
        (2021, 1, "pp-46-2011"),
        (2021, 2, "pp-30-2019"),
        (2022, None, "permenpanrb-6-2022"),
        (2022, 1, "permenpanrb-6-2022"),
        (2040, None, "permenpanrb-6-2022"),
    ],
)
def test_the_period_picks_the_rule(year: int, half: int | None, key: str | None) -> None:
    found = regime_of(regimes(), year, half)
    assert (found.kunci if found else None) == key


def test_nine_cells() -> None:
    above, as_expected, below = ("Di atas ekspektasi", "Sesuai ekspektasi", "Di bawah ekspektasi")
    rows = {
        above: ("Kurang", "Baik", "Sangat Baik"),
        as_expected: ("Kurang", "Baik", "Baik"),
        below: ("Sangat Kurang", "Butuh Perbaikan", "Butuh Perbaikan"),
    }
    regime = BY_KEY["permenpanrb-6-2022"]
    for hasil, labels in rows.items():
        for perilaku, label in zip((below, as_expected, above), labels, strict=True):
            given = {"hasil_kerja": hasil, "perilaku": perilaku}
            assert regime.assess(given) == (None, label)
    assert regime.assess({"hasil_kerja": above}) == (None, "")
    assert regime.assess({"hasil_kerja": above, "perilaku": "Baik"}) == (None, "")


@pytest.mark.parametrize(
    ("skp", "perilaku", "number", "label"),
    [
        ("100", "100", "100.00", "Sangat Baik"),
        ("91", "91", "91.00", "Sangat Baik"),
        ("90.99", "91", "90.99", "Baik"),
        ("76", "76", "76.00", "Baik"),
        ("75.99", "76", "75.99", "Cukup"),
        ("61", "61", "61.00", "Cukup"),
        ("51", "51", "51.00", "Kurang"),
        ("50", "50", "50.00", "Buruk"),
        ("85.33", "87.5", "86.20", "Baik"),  # 51.198 + 35 = 86.198
        ("0", "0", "0.00", "Buruk"),
    ],
)
def test_pp_46(skp: str, perilaku: str, number: str, label: str) -> None:
    values = {"nilai_skp": Decimal(skp), "nilai_perilaku": Decimal(perilaku)}
    assert BY_KEY["pp-46-2011"].assess(values) == (Decimal(number), label)


def test_pp_30() -> None:
    assert kinerja("100", "90") == (Decimal("97.00"), "Baik")
    assert kinerja("100", "90", penilaian_rekan=True) == (Decimal("96.00"), "Baik")
    assert kinerja("100", "90", penilaian_rekan=False) == (Decimal("97.00"), "Baik")
    assert kinerja("115", "115") == (Decimal("115.00"), "Baik")
    assert kinerja("115", "115", ide_baru=True) == (Decimal("115.00"), "Sangat Baik")
    assert kinerja("110", "110", ide_baru=True)[1] == "Sangat Baik"
    assert kinerja("109.99", "110", ide_baru=True)[1] == "Baik"
    assert kinerja("90", "90")[1] == "Baik"
    assert kinerja("89.99", "90") == (Decimal("89.99"), "Cukup")
    assert [kinerja(n, n)[1] for n in ("70", "69.99", "50", "49.99")] == [
        "Cukup", "Kurang", "Kurang", "Sangat Kurang",
    ]  # fmt: skip


def test_half_a_cent_goes_up() -> None:
    # 60 % of 85.01 + 40 % of 85.01 is even; 0.7 * 85.05 + 0.3 * 85.00 = 85.035.
    assert kinerja("85.05", "85.00")[0] == Decimal("85.04")


def test_2021_is_half_and_half() -> None:
    regime = BY_KEY["pp-30-2019-integrasi"]
    values: dict[str, Value] = {
        "nilai_skp_1": Decimal(90), "nilai_perilaku_1": Decimal(80),
        "nilai_skp_2": Decimal(110), "nilai_perilaku_2": Decimal(100), "penilaian_rekan": True,
    }  # fmt: skip
    assert regime.numbers(values)["nilai_semester_1"] == Decimal("86.00")
    assert regime.numbers(values)["nilai_semester_2"] == Decimal("106.00")
    assert regime.assess(values) == (Decimal("96.00"), "Baik")
    outcomes: dict[str, Value] = {
        "nilai_semester_1": Decimal(86), "nilai_semester_2": Decimal(106),
    }  # fmt: skip
    assert regime.assess(outcomes) == (Decimal("96.00"), "Baik")
    del outcomes["nilai_semester_1"]
    assert regime.assess(outcomes) == (None, "")


@given(st.sampled_from(NUMERIC), st.data())
def test_a_number_lies_between_its_parts(regime: Regime, data: st.DataObject) -> None:
    values = drawn(regime, data)
    number, label = regime.assess(values)
    parts = [value for value in values.values() if isinstance(value, Decimal)]
    assert number is not None
    assert min(parts) <= number <= max(parts)
    assert number == number.quantize(Decimal("0.01"))
    assert label in regime.predikat


@given(st.sampled_from(NUMERIC), st.data())
def test_more_is_never_worse(regime: Regime, data: st.DataObject) -> None:
    values = drawn(regime, data)
    key = data.draw(st.sampled_from([k for k, v in values.items() if isinstance(v, Decimal)]))
    more = {**values, key: min(Decimal(120), Decimal(str(values[key])) + data.draw(CENTS))}
    before, after = regime.assess(values), regime.assess(more)
    assert before[0] is not None and after[0] is not None
    assert after[0] >= before[0]
    assert regime.predikat.index(after[1]) <= regime.predikat.index(before[1])


@given(CENTS, CENTS, st.booleans(), st.booleans())
def test_pp_30_by_its_text(skp: Decimal, perilaku: Decimal, asked: bool, idea: bool) -> None:
    """The rule written out by hand, as Pasal 41 has it."""
    share = Decimal("0.6") if asked else Decimal("0.7")
    exact = skp * share + perilaku * (1 - share)
    x = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if x >= 110 and idea:
        label = "Sangat Baik"
    elif x >= 90:
        label = "Baik"
    elif x >= 70:
        label = "Cukup"
    else:
        label = "Kurang" if x >= 50 else "Sangat Kurang"
    assert kinerja(str(skp), str(perilaku), penilaian_rekan=asked, ide_baru=idea) == (x, label)


def drawn(regime: Regime, data: st.DataObject) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for column in regime.kolom:
        if column.jenis == "flag":
            values[column.kunci] = data.draw(st.booleans())
        elif column.jenis == "number" and not column.computed:
            assert column.sampai is not None
            values[column.kunci] = data.draw(st.decimals(0, column.sampai, places=2))
    return values


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"nilai": "tidak_ada"}, "bukan kolom angka"),
        ({"batas": ()}, "batas terendah"),
        ({"batas": (Band(predikat="Baik", dari=Decimal(5)),)}, "batas terendah"),
        ({"batas": (Band(predikat="?", dari=Decimal(0)),)}, "bukan predikat"),
        (
            {"batas": (Band(predikat="Buruk", dari=Decimal(0)), Band(predikat="Baik", dari=9))},
            "berurutan",
        ),
        ({"batas": (Band(predikat="Buruk", dari=Decimal(0), bila="ide"),)}, "«ide»"),
        ({"kolom": ()}, "tepat satu kolom"),
        ({"istilah": {"x": "y"}}, "istilah «x»"),
        ({"nilai": ""}, "dua kolom berjenis «rating»"),
    ],
)
def test_faults_are_told(change: dict[str, object], says: str) -> None:
    regime = BY_KEY["pp-46-2011"].model_copy(update=change)
    assert any(says in fault for fault in regime.faults())


def test_faults_of_weights() -> None:
    columns = (
        RegimeColumn(kunci="a", kepala="A", jenis="number"),
        RegimeColumn(kunci="b", kepala="B", jenis="number", bobot={"a": 50, "c": 40}),
        RegimeColumn(kunci="b", kepala="B", jenis="label"),
        RegimeColumn(kunci="c", kepala="C", jenis="flag"),
    )
    faults = list(BY_KEY["pp-46-2011"].model_copy(update={"kolom": columns}).faults())
    assert [fault for fault in faults if "100" in fault]
    assert [fault for fault in faults if "«c» sebelumnya" in fault]
    assert [fault for fault in faults if "dua kali" in fault]
    assert [fault for fault in faults if "yang terakhir" in fault]
    broken = dict(BY_KEY["permenpanrb-6-2022"].matriks)
    broken.pop("Di atas ekspektasi")
    rated = BY_KEY["permenpanrb-6-2022"].model_copy(update={"matriks": broken})
    assert len(list(rated.faults())) == 3
