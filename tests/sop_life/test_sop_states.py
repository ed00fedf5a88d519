"""The states of SOPs from their data, and everything that is found wrong in their lives."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.findings import Finding, Severity
from docgen.workspace.sop_life.listed import master_lines, open_sops
from tests.support.sop_life import FIRST, SPEC, TODAY, frozen, office, other


def found(root: Path, today: dt.date = TODAY) -> list[Finding]:
    return list(open_sops(root, today)[2])


def codes(root: Path, today: dt.date = TODAY) -> list[str]:
    return sorted(each.code for each in found(root, today))


def states(root: Path) -> list[tuple[str, str, str]]:
    loaded, lives, _findings = open_sops(root, TODAY)
    lines = master_lines(lives, loaded.profile.sop)
    return [(line.number, line.revision, line.state) for line in lines]


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A SOP whose first issue is in force."""
    path = office(tmp_path) / "sop_specs/cuti.yaml"
    frozen(path)
    return path


def root_of(spec: Path) -> Path:
    return spec.parent.parent


def add(spec: Path, *lines: str) -> None:
    spec.write_text(spec.read_text("utf-8") + "".join(f"{each}\n" for each in lines), "utf-8")


NUMBER = "7/UJI/2025"


def test_states_follow_from_the_data(tmp_path: Path) -> None:
    root = office(tmp_path)
    spec = root / "sop_specs/cuti.yaml"
    assert states(root) == [(NUMBER, "", "")]  # outside: it says nothing of a life
    add(spec, "revisi: 0")
    assert states(root) == [(NUMBER, "0", "konsep")]
    add(spec, "diajukan: 3 Mei 2025")
    assert states(root) == [(NUMBER, "0", "menunggu pengesahan")]
    frozen(spec)
    assert states(root) == [(NUMBER, "0", "berlaku")]
    spec.write_text(SPEC + "revisi: 1\n", "utf-8")
    assert states(root) == [(NUMBER, "1", "konsep"), (NUMBER, "0", "berlaku")]
    frozen(spec, 1, dt.date(2025, 7, 1))
    assert states(root) == [(NUMBER, "1", "berlaku"), (NUMBER, "0", "digantikan")]
    add(spec, "dicabut: {tanggal: 2 Juli 2025, alasan: pindah}")
    assert states(root) == [(NUMBER, "1", "dicabut"), (NUMBER, "0", "digantikan")]
    assert codes(root) == []


def test_one_sop_takes_the_place_of_another(tmp_path: Path) -> None:
    root = office(tmp_path, cuti=SPEC, izin=other("8", "Izin", menggantikan=NUMBER))
    frozen(root / "sop_specs/cuti.yaml")
    assert [state for _n, _r, state in states(root)] == ["berlaku", ""]
    frozen(root / "sop_specs/izin.yaml")
    assert [state for _n, _r, state in states(root)] == ["digantikan", "berlaku"]
    assert codes(root) == []


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("Mengirim berkas", "Mengirim surat", "langkah 2"),
        ("pelaksana: kabid", "pelaksana: staf", "langkah 2"),
        ("60 menit", "61 menit", "langkah 1"),
        ("[UU 20/2023]", "[UU 5/2014]", "UU 5/2014"),
        ("nama: Ratna", "nama: Budi", "Budi"),
        ("staf: Staf", "staf: Staf Ahli", "Staf Ahli"),
        ("langkah:", "tata_letak: {keterangan: true}\nlangkah:", "keterangan"),
    ],
)
def test_a_change_without_a_revision_is_named(spec: Path, old: str, new: str, named: str) -> None:
    text = SPEC.replace(old, new)
    spec.write_text(text, "utf-8")
    (finding,) = found(root_of(spec))
    assert finding.code == "sop-changed-without-revision"
    assert finding.severity is Severity.ERROR
    assert named in finding.message
    line = max(n for n, each in enumerate(text.splitlines(), 1) if new.split("\n")[0] in each)
    assert abs((finding.where.line or 0) - line) <= 5


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: kirim", "id: mengirim"),
        ("    waktu: 5 menit", "    waktu: 5 menit\n    catatan: dari wawancara"),
        ("langkah:", "tata_letak: {kertas: F4, huruf: 8.5, nomor_kolom: true}\nlangkah:"),
        ("nomor:", "klasifikasi: 000.8.3\nnomor:"),
        ("# yang pertama", "# komentar lain"),
        ("langkah:", "evaluasi: [{tanggal: 1 Juli 2025, hasil: baik}]\nlangkah:"),
    ],
)
def test_what_prints_no_words_is_no_content(spec: Path, old: str, new: str) -> None:
    spec.write_text(SPEC.replace(old, new), "utf-8")
    assert codes(root_of(spec)) == []


def test_steps_that_came_and_went_are_named(spec: Path) -> None:
    more = "  - {uraian: Memaraf, pelaksana: kabid}\n  - id: kirim"
    spec.write_text(SPEC.replace("  - id: kirim", more), "utf-8")
    (finding,) = found(root_of(spec))
    assert "langkah 2" in finding.message and "Memaraf" in finding.message


def test_what_is_only_named_otherwise_is_no_change(spec: Path) -> None:
    """Keys of lanes, ids of steps: sheets do not show them."""
    text = SPEC.replace("staf: Staf", "pelaksana_1: Staf").replace(
        "pelaksana: staf", "pelaksana: pelaksana_1"
    )
    spec.write_text(text.replace("id: kirim", "id: antar"), "utf-8")
    assert found(root_of(spec)) == []


def test_columns_in_another_order_are_a_change(spec: Path) -> None:
    spec.write_text(
        SPEC.replace("  staf: Staf\n  kabid: Kabid\n", "  kabid: Kabid\n  staf: Staf\n"), "utf-8"
    )
    (finding,) = found(root_of(spec))
    assert finding.code == "sop-changed-without-revision"


DAMAGES: dict[str, Callable[[Path], object]] = {
    "edited": lambda f: (f / "cuti.yaml").write_text(SPEC.replace("60 menit", "9 menit"), "utf-8"),
    "one byte of the PDF": lambda f: (f / "cuti.pdf").write_bytes(b"%PDF-1.7 Lembar %%EOF"),
    "PDF gone": lambda f: (f / "cuti.pdf").unlink(),
    "spec gone": lambda f: (f / "cuti.yaml").unlink(),
    "record gone": lambda f: (f / "pengesahan.json").unlink(),
    "record is none": lambda f: (f / "pengesahan.json").write_bytes(b"{"),
    "checksums gone": lambda f: (f / "SHA256SUMS").unlink(),
    "checksums are none": lambda f: (f / "SHA256SUMS").write_bytes(b"x\n"),
    "a file more": lambda f: (f / "tambahan.txt").write_bytes(b"x"),
    "a folder of no revision": lambda f: (f.parent / "0 (salinan)").mkdir(),
    "checksums leave the record out": lambda f: (f / "SHA256SUMS").write_text(
        "".join(line for line in (f / "SHA256SUMS").read_text().splitlines(True)
                if "pengesahan" not in line)
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_frozen_file_that_is_not_as_it_was(spec: Path, damage: str) -> None:
    DAMAGES[damage](spec.parent / "riwayat/cuti/0")
    errors = [each for each in found(root_of(spec)) if each.severity is Severity.ERROR]
    assert {each.code for each in errors} == {"sop-history-altered"}
    assert all("riwayat/cuti/0" in each.where.file for each in errors)


def test_an_older_revision_cannot_be_taken_away_or_rewritten(spec: Path) -> None:
    spec.write_text(SPEC + "revisi: 1\n", "utf-8")
    frozen(spec, 1)
    first = spec.parent / "riwayat/cuti/0"
    record = json.loads((first / "pengesahan.json").read_text())
    (first / "SHA256SUMS").rename(first.parent.parent.parent / "SUMS")
    assert "sop-history-altered" in codes(root_of(spec))
    for path in first.iterdir():
        path.unlink()
    first.rmdir()
    assert codes(root_of(spec)) == ["sop-history-altered"]
    # Rewritten with checksums of its own: the next revision knows those of then.
    text = spec.read_text("utf-8")
    spec.write_text(SPEC.replace("60 menit", "50 menit"), "utf-8")
    frozen(spec, 0, **record | {"oleh": "Lain"})
    spec.write_text(text, "utf-8")
    assert codes(root_of(spec)) == ["sop-history-altered"]


def test_a_revision_out_of_order(spec: Path) -> None:
    for number, expected in ((2, ["sop-revision-number"]), (1, []), (0, [])):
        spec.write_text(f"{SPEC}revisi: {number}\n", "utf-8")
        assert codes(root_of(spec)) == expected


def test_number_and_day_of_making_stay(spec: Path) -> None:
    spec.write_text(SPEC.replace(NUMBER, "9/UJI/2025") + "revisi: 1\n", "utf-8")
    assert codes(root_of(spec)) == ["sop-identity-changed"]
    spec.write_text(SPEC.replace("1 Mei", "2 Mei") + "revisi: 1\n", "utf-8")
    assert codes(root_of(spec)) == ["sop-identity-changed"]


def test_a_spec_that_is_gone(spec: Path) -> None:
    spec.rename(spec.with_name("lain.yaml"))
    assert codes(root_of(spec)) == ["sop-spec-missing"]


def test_a_sop_goes_out_before_it_is_approved(spec: Path) -> None:
    add(spec, "diajukan: 1 Mei 2025")
    assert codes(root_of(spec)) == []
    spec.write_text(SPEC + "revisi: 1\ndiajukan: 1 Mei 2025\n", "utf-8")
    assert codes(root_of(spec)) == ["sop-life-date"]  # before the one in force
    spec.write_text(SPEC + "revisi: 1\ndiajukan: 1 Juni 2025\n", "utf-8")
    assert codes(root_of(spec)) == []


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("dicabut: {tanggal: 1 Mei 2025, alasan: x}", "sop-life-date"),  # before the approval
        ("dicabut: {tanggal: 31 Februari 2025, alasan: x}", "sop-life-date"),
        ("evaluasi: [{tanggal: 1 Januari 2025, hasil: baik}]", "sop-life-date"),
        ("evaluasi: [{tanggal: 2 Agustus 2025, hasil: baik}]", "sop-life-date"),  # to come
        ("dicabut: {tanggal: 2 Agustus 2025, alasan: x}", "sop-life-date"),
        ("evaluasi: [{tanggal: 31 Desember 9999, hasil: baik}]", "sop-life-date"),
        ("menggantikan: 99/X", "sop-successor-unknown"),
        (f"menggantikan: {NUMBER}", "sop-successor-unknown"),
        ("revisi: 1\ndicabut: {tanggal: 3 Juni 2025, alasan: x}", "sop-revision-in-flight"),
    ],
)
def test_dates_and_successors_that_cannot_be(spec: Path, lines: str, code: str) -> None:
    add(spec, lines)
    assert codes(root_of(spec)) == [code]


def test_two_in_force(tmp_path: Path) -> None:
    specs = {
        "cuti": SPEC,
        "nomor": other(NUMBER.lower(), "Lain"),
        "nama": other("8", "pemberian  cuti"),
        "satu": other("9", "Satu", menggantikan='"5"'),
        "dua": other("10", "Dua", menggantikan='"5"'),
    }
    root = office(tmp_path, **specs)
    for stem in specs:
        frozen(root / f"sop_specs/{stem}.yaml")
    twice = [each for each in found(root) if each.code == "sop-two-effective"]
    told = {(Path(each.where.file).stem, str(each.severity)) for each in twice}
    assert len(twice) == 3
    assert {severity for _stem, severity in told} == {"error", "warning"}


def test_references_to_what_is_gone(tmp_path: Path) -> None:
    gone = "{tanggal: 1 Juni 2025, alasan: x}"
    texts = {
        "SOP Pemberian Cuti": 1,
        "sop pemberian cuti": 1,
        "SOP Arsip, SOP Pemberian Cuti": 1,
        "SOP Arsip dan SOP Pemberian Cuti": 1,
        f"SOP Pemberian Cuti nomor {NUMBER}": 1,
        f"lihat {NUMBER}": 1,
        "SOP Pemberian Cuti Besar": 0,
        f"{NUMBER}-B": 0,
        "Pemberian Cuti Bersama": 0,
    }
    for number, (text, expected) in enumerate(texts.items()):
        citing = other("8", "Izin").replace('keterkaitan: ["-"]', f'keterkaitan: ["{text}"]')
        root = office(tmp_path / str(number), cuti=SPEC + f"dicabut: {gone}\n", izin=citing)
        frozen(root / "sop_specs/cuti.yaml")
        assert codes(root) == ["sop-reference-withdrawn"] * expected, text
        (root / "sop_specs/cuti.yaml").write_text(SPEC, "utf-8")
        assert codes(root) == []  # in force


@pytest.mark.parametrize(
    ("approved", "today", "overdue"),
    [
        (FIRST, dt.date(2025, 11, 1), 0),  # a day before monitoring is due
        (FIRST, dt.date(2025, 11, 2), 0),  # on the day
        (FIRST, dt.date(2025, 11, 3), 1),
        (FIRST, dt.date(2026, 5, 2), 1),
        (FIRST, dt.date(2026, 5, 3), 2),
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28), 1),
        (dt.date(2024, 2, 29), dt.date(2025, 3, 1), 2),
        (dt.date(2023, 8, 31), dt.date(2024, 2, 29), 0),
        (dt.date(2023, 8, 31), dt.date(2024, 3, 1), 1),
    ],
)
def test_what_is_overdue(tmp_path: Path, approved: dt.date, today: dt.date, overdue: int) -> None:
    spec = office(tmp_path) / "sop_specs/cuti.yaml"
    frozen(spec, date=approved)
    assert codes(tmp_path, today) == ["sop-review-overdue"] * overdue


def test_an_evaluation_counts_as_monitoring_too(spec: Path) -> None:
    today = dt.date(2026, 5, 3)
    add(spec, "evaluasi:", "  - {tanggal: 2 Januari 2026, hasil: baik, jenis: monitoring}")
    assert codes(root_of(spec), today) == ["sop-review-overdue"]  # the evaluation
    add(spec, "  - {tanggal: 3 Januari 2026, hasil: baik}")
    assert codes(root_of(spec), today) == []
