"""SOP specs: the shipped ones read clean, a likely slip is answered with what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.load.sop import load_sop

ROOT = Path(__file__).resolve().parents[2]
SPEC = """\
nomor: 12.10
nama: >-
  Sasaran Kinerja
  Pegawai
instansi: {pemerintah: Kota, nama: Badan}
tanggal: {pembuatan: 2017, revisi: "-", efektif: }
disahkan_oleh: {jabatan: Kepala, nip: 007}
dasar_hukum:
pelaksana: {staf: Staf, kabid: Kabid}
langkah:
  - id: yes
    uraian: Menerima berkas
    pelaksana: staf
    keterangan:
    halaman_baru: yes
  - id: kirim
    uraian: Mengirim berkas
    pelaksana: [kabid, staf]
    ke: yes
"""


@pytest.mark.parametrize("name", ["sungai-penuh-skp", "madiun-skp"])
def test_shipped_specs_have_nothing_wrong(name: str) -> None:
    result = load_sop(ROOT / "sop_specs" / f"{name}.yaml", name)
    assert result.findings == ()
    assert result.value is not None


def test_texts_are_kept_and_blanks_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(SPEC, encoding="utf-8")
    result = load_sop(path, "x.yaml")
    assert result.findings == ()
    assert result.value is not None
    sop = result.value.sop
    assert (sop.nomor, sop.nama) == ("12.10", "Sasaran Kinerja Pegawai")
    assert (sop.tanggal.pembuatan, sop.tanggal.revisi, sop.tanggal.efektif) == ("2017", "-", None)
    assert sop.disahkan_oleh.nip == "007"
    assert sop.dasar_hukum.isi == ()
    assert sop.langkah[0].id == "yes"
    assert sop.langkah[0].halaman_baru is True
    assert sop.langkah[0].keterangan is None
    assert sop.langkah[1].ke == {"": ("yes",)}
    assert result.value.where("langkah", 1, "ke").line == 19
    assert result.value.where("tanggal", "revisi").line == 6


@pytest.mark.parametrize(
    ("right", "wrong", "meant"),
    [
        ("nama: >-", "nma: >-", "nama"),
        ("    keterangan:", "    keterngan:", None),  # blank: nothing to lose
        ("    uraian: Mengirim", "    urian: Mengirim", "uraian"),
        ("    pelaksana: staf", "    pelaksana: stf", "staf"),
        ("[kabid, staf]", "[kabd, staf]", "kabid"),
        ("    ke: yes", "    ke: krim", "kirim"),
        ("langkah:", "tata_letak: {label: {kelengkapn: Syarat}}\nlangkah:", "kelengkapan"),
        ("langkah:", "tata_letak: {hari_adalah: hari krja}\nlangkah:", "hari kerja"),
        ("langkah:", "tata_letak: {nomor_klom: true}\nlangkah:", "nomor_kolom"),
    ],
)
def test_did_you_mean(tmp_path: Path, right: str, wrong: str, meant: str | None) -> None:
    assert SPEC.count(right) == 1
    path = tmp_path / "x.yaml"
    path.write_text(SPEC.replace(right, wrong), encoding="utf-8")
    messages = [finding.message for finding in load_sop(path, "x.yaml").findings]
    if meant is None:
        assert messages == []
    else:
        assert any(f"maksud Anda «{meant}»?" in message for message in messages), messages


def test_all_slips_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    text = SPEC.replace("pelaksana: staf", "pelaksana: a").replace("[kabid, staf]", "[b, b]")
    path.write_text(text.replace("ke: yes", "ke: [c, d]"), encoding="utf-8")
    found = [(f.code, f.where.line) for f in load_sop(path, "x.yaml").findings]
    assert found == [
        ("lane-unknown", 13),
        ("lane-unknown", 18),
        ("lane-unknown", 18),
        ("lane-duplicate", 18),
        ("target-unknown", 19),
        ("target-unknown", 19),
    ]


@pytest.mark.parametrize("text", ["teks saja\n", "- daftar\n", "1: x\n", "langkah: 5\n"])
def test_other_yaml_is_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    result = load_sop(path, "x.yaml")
    assert result.value is None
    assert result.findings
    assert all(finding.where.line == 1 for finding in result.findings)


@given(st.data())
def test_a_spec_cut_anywhere_is_no_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """A line lost, doubled or changed gives findings or a SOP, never an exception."""
    lines = SPEC.splitlines()
    index = data.draw(st.integers(0, len(lines) - 1))
    lines[index : index + 1] = data.draw(
        st.sampled_from(([], [lines[index]] * 2, [lines[index][2:]], [f"  {lines[index]}"]))
    )
    path = tmp_path_factory.getbasetemp() / "cut.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    result = load_sop(path, "cut.yaml")
    assert result.value is not None or result.findings
