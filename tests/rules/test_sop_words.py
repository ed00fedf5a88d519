"""Words of a SOP: which regulation a line cites, and which words are no active verb."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.load.sop import SopFile, load_sop
from docgen.rules.sop.check import check_sop
from docgen.rules.sop.laws import cited
from docgen.rules.sop.subject import Around

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Undang-undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara;", ("UU", "5", 2014)),
        ("UU No. 05 Th. 2014", ("UU", "5", 2014)),
        ("UU 5/2014", ("UU", "5", 2014)),
        ("Peraturan Pemerintah No. 11 Tahun 2017", ("PP", "11", 2017)),
        ("PermenPANRB 8/2021", ("PermenPANRB", "8", 2021)),
        ("Permen PAN dan RB Nomor 35 Tahun 2012", ("PermenPANRB", "35", 2012)),
        ("PermenPAN-RB Nomor 35 Tahun 2012", ("PermenPANRB", "35", 2012)),
        ("PER/21/M.PAN/11/2008", ("PermenPANRB", "21", 2008)),
        ("Peraturan Badan Kepegawaian Negara Nomor 3 Tahun 2019", ("PerkaBKN", "3", 2019)),
        ("Bab 2 UU 5/2014 jo. PP 11/2017", ("UU", "5", 2014)),
        ("Peraturan Pemerintah Daerah Nomor 11 Tahun 2017", None),
        ("Peraturan Wali Kota Nomor 8 Tahun 2021", ("Perwali", "8", 2021)),
        ("Undang-Undang tentang ASN", None),
        ("-", None),
    ],
)
def test_which_regulation(text: str, found: tuple[str, str, int] | None) -> None:
    assert cited(text) == found


@given(st.text(st.sampled_from("0123456789 /.nomor tahun-UPM"), max_size=300))
def test_any_text(text: str) -> None:
    found = cited(text)
    assert found is None or (found[1] in text and f"{found[2]:04}" in text)


@pytest.mark.parametrize("piece", ["a", "no ", "1", "5 ", "5 tahun ", "nomor 5 tahun 20 "])
def test_a_long_text_takes_no_longer_than_it_is(piece: str) -> None:
    start = time.process_time()
    cited(piece * (60_000 // len(piece)))
    assert time.process_time() - start < 2


def shipped(name: str) -> SopFile:
    result = load_sop(ROOT / "sop_specs" / f"{name}.yaml", name)
    assert result.value is not None
    return result.value


def test_a_reference_to_a_sop_of_the_workspace_is_known() -> None:
    file = shipped("sungai-penuh-skp")
    names = ("SOP Pembuatan Surat Dinas", "Pelayanan  Administrasi Surat Keluar")
    for known, missing in (((), 2), (names[:1], 1), (names, 0)):
        found = check_sop(file.sop, file.where, Around(sops=known))
        told = [f.message for f in found if f.code == "sop-reference-unknown"]
        assert len(told) == (missing > 0) and sum(text.count("SOP «") for text in told) == missing


DEFECTS = {
    "sungai-penuh-skp": {
        "sop-approver-unnamed": ["disahkan_oleh:"],
        "sop-date-incomplete": ["pembuatan: NOVEMBER 2017"],
        "sop-lane-unused": ["sekretaris: Sekretaris"],
        "sop-law-revoked": ["- Undang-undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara;"],
        "sop-mutu-baku-empty": ["- id: disposisi"],
        "sop-time-spacing": ["waktu: 5menit"],
        "sop-terminator-timed": ["- id: selesai"],
    },
    "madiun-skp": {
        "sop-date-missing": ["pembuatan:"],
        "sop-term-old": ["nama: Penyusunan Sasaran Kerja Pegawai (SKP)"],
    },
}


@pytest.mark.parametrize("name", DEFECTS)
def test_the_defects_of_the_two_real_sheets(name: str) -> None:
    """Each is a warning or a hint, at the line that holds it."""
    file = shipped(name)
    lines = (ROOT / "sop_specs" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    found: dict[str, list[str]] = {}
    for finding in check_sop(file.sop, file.where):
        assert finding.severity != "error"
        assert finding.where.line
        found.setdefault(finding.code, []).append(lines[finding.where.line - 1].strip())
    assert {code: found.get(code) for code in DEFECTS[name]} == DEFECTS[name]
