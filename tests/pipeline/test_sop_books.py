"""``docgen sop transcribe``: YAML to a workbook and back, and what does not come along."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from docgen.errors import FindingsError, UsageError
from docgen.load.sop import load_sop
from docgen.load.text.yaml_comments import comment_lines
from docgen.pipeline.sops.workbooks import transcribe, write_sop_form
from tests.support.sop_books import TWIN, edited, write_spec_book

ROOT = Path(__file__).resolve().parents[2]
SPECS = sorted([*(ROOT / "sop_specs").glob("*.yaml"), *(ROOT / "tests/cases").rglob("*.yaml")])
HEAD = """\
nomor: "1"
nama: Uji
instansi: {pemerintah: Kota, nama: Badan}
tanggal: {pembuatan: 2025}
disahkan_oleh: {jabatan: Kepala}
pelaksana: {a: A, b: B}
"""
STEPS = "langkah:\n  - {uraian: Satu, pelaksana: a}\n"


def spec(folder: Path, text: str) -> Path:
    path = folder / "x.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def back(path: Path, folder: Path) -> list[str]:
    """There and back: the codes on the way, and the same SOP at both ends."""
    there = transcribe(path, folder / "there" / "x.xlsx", force=False)
    home = transcribe(folder / "there" / "x.xlsx", folder / "home" / "x.yaml", force=False)
    ends = [load_sop(each, "x").value for each in
            (path, folder / "there" / "x.xlsx", folder / "home" / "x.yaml")]  # fmt: skip
    assert ends[0] and ends[1] and ends[2]
    assert ends[0].sop == ends[1].sop == ends[2].sop
    return sorted({finding.code for finding in (*there.findings, *home.findings)})


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_every_spec_goes_there_and_back(path: Path, tmp_path: Path) -> None:
    if not load_sop(path, "x").ok:
        pytest.skip("no spec")
    assert back(path, tmp_path) in ([], ["transcribe-comments"])


@pytest.mark.parametrize(
    "more",
    [
        'pelaksana: {"a; b": "=A", "c, \\"d\\"": "-B", e: C}\nlangkah:\n'
        '  - {id: "x: y", uraian: "+1", pelaksana: ["a; b", e], tanda: {"c, \\"d\\"": "; :"}}\n'
        '  - {uraian: "@x", pelaksana: e, ke: {e: ["x: y", "2"]}}\n',
        'tata_letak: {huruf: 7.5, total_waktu: "2 hari", label: {no: NO.}, riwayat: tidak}\n'
        + STEPS,
        'revisi: 1\nmenggantikan: "01"\ndiajukan: 1 Mei 2025\nklasifikasi: "000.1"\n'
        "dicabut: {tanggal: 2 Mei 2025, alasan: 'pindah; lain: x'}\n"
        "riwayat: [{tanggal: a, alasan: 'b; c: \"d\"', revisi: 1, disahkan_oleh: 'X, S.Kom'}]\n"
        "evaluasi: [{tanggal: 1, hasil: 'a\n\n\n  b', jenis: monitoring}]\n" + STEPS,
        "penutup: {jabatan: K, kalimat: x, cara_ttd: elektronik, tautan: 'https://x.example/a'}\n"
        + STEPS,
        "dasar_hukum: {gaya: polos, isi: ['a\n\n\n  b', '- c']}\nhalaman_judul: 'YES'\n" + STEPS,
        "langkah:\n  - uraian: |-\n      satu\n      - dua\n    pelaksana: a\n",
        "kelompok_pelaksana: {G: [b, a]}\n" + STEPS,
    ],
)
def test_what_is_hard_to_write_in_a_cell(more: str, tmp_path: Path) -> None:
    text = HEAD if "pelaksana:" not in more.split("langkah")[0] else HEAD.rsplit("pelaksana", 1)[0]
    path = spec(tmp_path, (text if "kelompok" not in more else HEAD) + more)
    assert load_sop(path, "x").findings == ()
    there, home = tmp_path / "there.xlsx", tmp_path / "home.yaml"
    assert [f.code for f in transcribe(path, there, force=False).findings] == []
    assert [f.code for f in transcribe(there, home, force=False).findings] in (
        [], ["list-item-lines"])  # fmt: skip
    old, new = load_sop(path, "x").value, load_sop(home, "x").value
    assert old and new
    groups = {"kelompok_pelaksana": {}}
    assert old.sop.model_copy(update=groups) == new.sop.model_copy(update=groups)


@pytest.mark.parametrize(
    "dates",
    [
        "{pengesahan: }", "{efektif: }", "{pengesahan: a, efektif: }", "{pengesahan: a}",
        "{pengesahan: a, efektif: b}", "{}",
    ],
)  # fmt: skip
def test_the_date_that_is_printed_stays(dates: str, tmp_path: Path) -> None:
    path = spec(tmp_path, HEAD.replace("{pembuatan: 2025}", dates) + STEPS)
    back(path, tmp_path)
    ends = [load_sop(each, "x").value for each in (path, tmp_path / "home" / "x.yaml")]
    assert ends[0] and ends[1]
    assert ends[0].sop.tanggal.approval == ends[1].sop.tanggal.approval


def test_yaml_has_its_keys_in_the_usual_order(tmp_path: Path) -> None:
    transcribe(write_spec_book(tmp_path / "x.xlsx"), tmp_path / "y.yaml", force=False)
    text = (tmp_path / "y.yaml").read_text(encoding="utf-8")
    keys = [line.partition(":")[0] for line in text.splitlines() if line[:1].isalpha()]
    assert keys[:5] == ["nomor", "nama", "instansi", "tanggal", "disahkan_oleh"]
    assert "dasar_hukum:\n  gaya: strip\n" in text and "pelaksana: staf\n" in text


def test_comments_and_notes_are_told_of(tmp_path: Path) -> None:
    found = transcribe(spec(tmp_path, f"# satu\n{TWIN}"), tmp_path / "y.xlsx", force=False)
    assert [(f.code, f.where.line) for f in found.findings] == [("transcribe-comments", 1)]

    def change(book: Workbook) -> None:
        book["langkah"]["B2"].comment = Comment("tanya Pak Kabid", "A")

    path = tmp_path / "y.xlsx"
    path.write_bytes(edited(path.read_bytes(), change))
    found = transcribe(path, tmp_path / "z.yaml", force=False)
    assert [(f.code, f.where.cell) for f in found.findings] == [("transcribe-comments", "B2")]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: b # c\n", (1,)),
        ("a: 'b # c'\n", ()),
        ("a: b#c\n", ()),
        ("a: |- # x\n  # kept\nb: c\n", (1,)),
        ("# a\r\nb: c\r\n\r\n# d\r\n", (1, 4)),
        ("a: [b, # c\n  d]\n", (1,)),
        ("a: [\n", ()),
    ],
)
def test_comments_are_found(text: str, lines: tuple[int, ...]) -> None:
    assert comment_lines(text) == lines


def test_what_would_change_is_not_written(tmp_path: Path) -> None:
    long = HEAD + STEPS.replace("Satu", "x" * 40_000)
    with pytest.raises(FindingsError) as stopped:
        transcribe(spec(tmp_path, long), tmp_path / "y.xlsx", force=False)
    assert {f.code for f in stopped.value.findings} == {"transcribe-lost"}
    assert not (tmp_path / "y.xlsx").exists()
    found = transcribe(
        spec(tmp_path, HEAD + STEPS.replace("Satu", "a\u00a0b")), tmp_path / "y.xlsx", force=False
    )
    assert [(f.code, f.where.line) for f in found.findings] == [("transcribe-changed", 8)]


def test_nothing_is_overwritten_or_doubled_in_silence(tmp_path: Path) -> None:
    book = write_spec_book(tmp_path / "x.xlsx")
    found = transcribe(book, tmp_path / "x.yaml", force=False)
    assert [f.code for f in found.findings] == ["transcribe-beside"]
    with pytest.raises(FindingsError):
        transcribe(book, tmp_path / "x.yaml", force=False)
    assert transcribe(book, tmp_path / "x.yaml", force=True).written
    with pytest.raises(UsageError):
        transcribe(book, tmp_path / "x.docx", force=False)
    with pytest.raises(FindingsError):
        write_sop_form(book, force=False)


def test_a_spec_with_errors_is_not_transcribed(tmp_path: Path) -> None:
    with pytest.raises(FindingsError) as stopped:
        transcribe(spec(tmp_path, TWIN.replace("staf: Staf", "stf: S")), tmp_path / "y.xlsx",
                   force=False)  # fmt: skip
    assert {f.code for f in stopped.value.findings} == {"lane-unknown"}
