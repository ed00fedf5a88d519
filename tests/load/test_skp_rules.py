"""An office changes a rule, or adds one, in its profile."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from docgen.load.skp.regimes import load_regimes, regime_of, regimes

LATER = """
sumber = "Peraturan baru"
tahun_awal = 2025
predikat = ["Tinggi", "Rendah"]
[[kolom]]
kunci = "a"
kepala = "A"
jenis = "rating"
pilihan = ["x"]
[[kolom]]
kunci = "b"
kepala = "B"
jenis = "rating"
pilihan = ["y"]
[[kolom]]
kunci = "predikat"
kepala = "Predikat"
jenis = "label"
[matriks.x]
y = "Tinggi"
"""


def write(root: Path, name: str, text: str) -> None:
    folder = root / "profil" / "kota" / "regimes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_without_changes(tmp_path: Path) -> None:
    assert load_regimes(tmp_path, "kota").value == regimes()


def test_one_cell_and_one_band(tmp_path: Path) -> None:
    write(tmp_path, "permenpanrb-6-2022.toml",
          '[matriks."Di bawah ekspektasi"]\n"Sesuai ekspektasi" = "Kurang"\n')  # fmt: skip
    write(tmp_path, "pp-46-2011.toml", "desimal = 1\n")
    known = load_regimes(tmp_path, "kota").value
    assert known is not None
    rated, numbers = regime_of(known, 2024), regime_of(known, 2019)
    assert rated is not None and numbers is not None
    below = {"hasil_kerja": "Di bawah ekspektasi", "perilaku": "Sesuai ekspektasi"}
    assert rated.assess(below) == (None, "Kurang")
    assert rated.assess({**below, "perilaku": "Di bawah ekspektasi"})[1] == "Sangat Kurang"
    given = {"nilai_skp": Decimal("85.33"), "nilai_perilaku": Decimal("87.5")}
    assert numbers.assess(given)[0] == Decimal("86.2")
    assert load_regimes(tmp_path, "lain").value == regimes()


def test_a_later_rule_wins(tmp_path: Path) -> None:
    write(tmp_path, "baru.toml", LATER)
    result = load_regimes(tmp_path, "kota")
    assert result.findings == ()
    assert result.value is not None
    keys = [getattr(regime_of(result.value, year), "kunci", None) for year in (2024, 2025, 2030)]
    assert keys == ["permenpanrb-6-2022", "baru", "baru"]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("baru.toml", LATER.replace('y = "Tinggi"', 'y = "?"'), "regime-inconsistent"),
        ("pp-46-2011.toml", 'nilai = "x"\n', "regime-inconsistent"),
        ("pp-46-2011.toml", "desimall = 2\n", "key-unknown"),
        ("pp-46-2011.toml", "desimal = 'dua'\n", "value-invalid"),
        ("pp-46-2011.toml", "desimal = \n", "toml-syntax"),
    ],
)
def test_faults_leave_the_shipped_rules(tmp_path: Path, name: str, text: str, code: str) -> None:
    write(tmp_path, name, text)
    result = load_regimes(tmp_path, "kota")
    assert {finding.code for finding in result.findings} == {code}
    assert result.value == regimes()
