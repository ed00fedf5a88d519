"""``docgen sop diff``: on the screen, as JSON, as a page, as documents."""

from __future__ import annotations

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from tests.cli.calls import Call
from tests.support import tracked
from tests.support.workspaces import ROOT, snapshot

SAMPLE = ROOT / "sop_specs" / "madiun-skp.yaml"
ADDED = """
  - uraian: Memeriksa kelengkapan <berkas> & surat
    pelaksana: jfu
    simbol: keputusan
    ya: "6"
    tidak: "4"
"""
BEFORE_FIFTH = """
  - uraian: >-
      Menerima SKP seluruh pegawai, memaraf"""


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """An old and a new version, the old one frozen as revision 1."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCGEN_SOFFICE", "/nonexistent/soffice.bin")
    text = SAMPLE.read_text(encoding="utf-8")
    new = tmp_path / "skp.yaml"
    old = tmp_path / "riwayat" / "skp" / "1" / "skp.yaml"
    old.parent.mkdir(parents=True)
    old.write_text(text, encoding="utf-8")
    changed = text.replace('revisi: "-"', 'revisi: "2 Januari 2026"')
    changed = changed.replace("waktu: 15 menit", "waktu: 20 menit")
    changed = changed.replace(BEFORE_FIFTH, ADDED.rstrip("\n") + BEFORE_FIFTH)
    changed += "riwayat:\n  - {tanggal: 2 Januari 2026, alasan: Hasil evaluasi 2025}\n"
    new.write_text(changed, encoding="utf-8")
    return old, new


def told(call: Call, *words: object) -> dict[str, object]:
    answer = call("sop", "diff", *words, "--json")
    assert answer.code == 0, answer.err
    found: dict[str, object] = json.loads(answer.out)["hasil"]
    return found


def test_the_screen_tells_what_changed(two: tuple[Path, Path], call: Call) -> None:
    answer = call("sop", "diff", *two)
    assert answer.code == 0
    assert "\x1b" not in answer.out  # no terminal, no colours
    lines = answer.out.splitlines()
    signs = [line.strip()[:1] for line in lines if line.startswith("  ")]
    assert sorted(signs) == ["+", "+", "~", "~"]
    assert any("[-15-]{+20+} menit" in line for line in lines)
    assert any("23 MENIT → 28 MENIT" in line for line in lines)


@pytest.mark.parametrize(("name", "is_coloured"), [("FORCE_COLOR", True), ("NO_COLOR", False)])
def test_colours_are_a_terminals(
    two: tuple[Path, Path],
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    is_coloured: bool,
) -> None:
    for variable in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv(name, "1")
    out = call("sop", "diff", *two).out
    assert ("\x1b[31m" in out or "31m" in out) == is_coloured
    assert ("[-15-]" in out) != is_coloured


def test_json_is_the_patch(two: tuple[Path, Path], call: Call) -> None:
    found = told(call, *two)
    changes = found["perubahan"]
    assert isinstance(changes, list)
    assert [(each["jenis"], each["kunci"][0]) for each in changes] == [
        ("diubah", "tanggal"), ("ditambah", "langkah"), ("diubah", "langkah"),
        ("ditambah", "riwayat"),
    ]  # fmt: skip
    assert found["waktu"] == {"semula": "23 MENIT", "menjadi": "28 MENIT"}


def test_a_frozen_revision_is_named_by_its_number(two: tuple[Path, Path], call: Call) -> None:
    _old, new = two
    assert told(call, f"{new}@1", new)["perubahan"] == told(call, *two)["perubahan"]
    assert told(call, f"{new}@1", f"{new}@1")["perubahan"] == []
    missing = call("sop", "diff", f"{new}@7", new, "--json")
    assert missing.code == 1
    assert [each["code"] for each in json.loads(missing.out)["temuan"]] == ["file-missing"]


def test_documents_and_page_are_written(two: tuple[Path, Path], call: Call, tmp_path: Path) -> None:
    words = ("sop", "diff", *two, "--html", "--docx", "-o", tmp_path / "hasil")
    answer = call(*words)
    assert answer.code == 0, answer.err
    names = ["skp-matriks.docx", "skp-perubahan.html", "skp-redline.docx"]
    files = snapshot(tmp_path / "hasil")
    assert sorted(name for name in files if not name.startswith(".")) == names
    for name in names:
        if name.endswith(".docx"):
            path = tmp_path / "hasil" / name
            faults = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path).errors
            assert [str(fault) for fault in faults] == []
    assert not tracked.marks_in_text_boxes(files["skp-redline.docx"])
    assert call(*words, "--force").code == 0
    again = snapshot(tmp_path / "hasil")
    assert {name: again[name] for name in names} == {name: files[name] for name in names}


def test_the_matrix_says_before_after_and_why(
    two: tuple[Path, Path], call: Call, tmp_path: Path
) -> None:
    assert call("sop", "diff", *two, "--docx", "-o", tmp_path / "hasil").code == 0
    blocks = tracked.as_it_is((tmp_path / "hasil" / "skp-matriks.docx").read_bytes())
    table = next(block for block in blocks if isinstance(block, list))
    rows = [["\n".join(words for words, _symbols in cell) for cell in row] for row in table]
    assert rows[0] == ["No", "Bagian", "Semula", "Menjadi", "Alasan"]
    assert rows[1] == ["1", "Tanggal Revisi", "-", "2 Januari 2026", "Hasil evaluasi 2025"]
    assert rows[2][3].startswith("Memeriksa kelengkapan <berkas> & surat")
    assert rows[-1][2:4] == ["23 MENIT", "28 MENIT"]
    assert len(rows) == 5
    assert call("sop", "diff", *two, "--docx", "-o", tmp_path / "x", "--alasan", "Uji").code == 0
    with ZipFile(tmp_path / "x" / "skp-matriks.docx") as package:
        assert package.read("word/document.xml").decode().count(">Uji<") == 4


def test_the_page_stands_alone(two: tuple[Path, Path], call: Call, tmp_path: Path) -> None:
    assert call("sop", "diff", *two, "--html", "-o", tmp_path / "hasil").code == 0
    page = (tmp_path / "hasil" / "skp-perubahan.html").read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;" in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert "<script" not in page
    assert "&lt;berkas&gt;" in page
    assert "<berkas>" not in page
    assert page.count("<svg") == 4
    assert "#C6EFCE" in page


def test_pdfs_need_a_program(two: tuple[Path, Path], call: Call, tmp_path: Path) -> None:
    answer = call("sop", "diff", *two, "--pdf", "-o", tmp_path / "hasil", "--engine", "libreoffice")
    assert answer.code == 3
    assert (tmp_path / "hasil" / "skp-redline.docx").is_file()


def test_what_is_wrong_is_said_before_anything_is_written(
    two: tuple[Path, Path], call: Call, tmp_path: Path
) -> None:
    old, new = two
    new.write_text("nomor: 1\n", encoding="utf-8")
    answer = call("sop", "diff", old, new, "--docx", "-o", tmp_path / "hasil")
    assert answer.code == 1
    assert not (tmp_path / "hasil").exists()
    assert call("sop", "diff", old, tmp_path / "tidak.yaml").code == 1
    assert call("sop", "diff", old, new, "--alasan", "x").code == 2
