"""SOP specs in a workspace: a build finds what ``docgen sop check`` finds, and what they share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from docgen.findings import Severity
from docgen.load.sop import load_sop
from docgen.workspace.opening.load import load_all
from tests.support.office import Office
from tests.support.workspaces import ROOT

CASES = sorted((ROOT / "tests/failures/sop").iterdir())
CLEAN = ROOT / "tests/failures/rules/clean.yaml"
TODAY = dt.date(2026, 11, 27)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_spec_with_errors_stops_the_build_with_them(case: Path, tmp_path: Path) -> None:
    root = Office().sop("layanan", case, CLEAN).write(tmp_path)
    found = load_all(root, today=TODAY).findings
    alone = load_sop(case, f"sop_specs/{case.name}").findings
    assert alone and set(alone) <= set(found)
    errors = [f for f in alone if f.severity is Severity.ERROR]
    assert [f for f in found if f.severity is Severity.ERROR] == errors


def codes(root: Path) -> list[str]:
    return [f.code for f in load_all(root, today=TODAY).findings if f.code.startswith("sop-")]


def test_two_sops_of_one_number(tmp_path: Path) -> None:
    text = CLEAN.read_text(encoding="utf-8")
    root = Office().sop("a", CLEAN).sop("b", folder="lain").write(tmp_path)
    (root / "lain").mkdir()
    other = root / "lain" / "other.yaml"
    for number, found in (("1", ["sop-number-twice"]), ("2", [])):
        other.write_text(text.replace('nomor: "1"', f'nomor: "{number}"'), encoding="utf-8")
        assert codes(root) == found


def test_what_the_office_says_for_itself(tmp_path: Path) -> None:
    """Its laws, the years until a review, and its offices."""
    text = CLEAN.read_text(encoding="utf-8").replace(
        "UU 20/2023", "Perwali Kota Nomor 8 Tahun 2019"
    )
    spec = tmp_path / "x.yaml"
    spec.write_text(text.replace("Kepala,", "Kepala Dinas Sosial,"), encoding="utf-8")
    office = Office().sop("a", spec)
    assert codes(office.write(tmp_path / "1")) == ["sop-approver-unknown"]
    root = (
        office.kop("sosial", nama="Dinas Sosial")
        .profile("[sop]\ntahun_tinjau = 1\n")
        .write(tmp_path / "2")
    )
    assert codes(root) == ["sop-review-due"]
    (profile,) = (root / "profil").glob("*.toml")
    folder = profile.with_suffix("")
    folder.mkdir()
    laws = folder / "dasar_hukum.toml"
    law = '[[peraturan]]\njenis = "Perwali"\nnomor = "8"\ntahun = 2019\nstatus = "dicabut"\n'
    laws.write_text(law, encoding="utf-8")
    assert codes(root) == ["sop-review-due", "sop-law-revoked"]
    for slip, code in (("status", "key-missing"), ("jenis", "key-missing"), ("[[", "toml-syntax")):
        laws.write_text(law.replace(slip, "x" if slip != "[[" else "["), encoding="utf-8")
        found = load_all(root, today=TODAY).findings
        assert code in [f.code for f in found if f.severity is Severity.ERROR]
        assert {f.where.file for f in found if f.severity is Severity.ERROR} == {
            laws.relative_to(root).as_posix()
        }
