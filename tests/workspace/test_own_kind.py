"""A new kind of document is one module and one name in a list; everything else follows."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pikepdf
import pytest

from docgen.cli import run
from docgen.workspace import kinds
from docgen.workspace.parts import changed_parts
from docgen.workspace.store.state import State
from tests.support.small_office import SMALL
from tests.support.workbooks import write_book
from tests.support.workspaces import ROOT, soffice
from tests.workspace.own_kind import MEMO

CONFIG = """
[memo.harian]
template = "templates/memo.docx"
data = "data/memo.xlsx#memo"
[bundle.arsip]
judul = "Arsip memo"
isi = ["memo.*"]
paket = true
tanggal = "1 Februari 2025"
"""
HEAD = ("id", "judul", "isi")
ROWS = (("m-1", "Rapat Senin", "Ruang rapat lantai dua"), ("m-2", "Listrik padam", "Pukul satu"))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    soffice()
    monkeypatch.setattr(kinds, "KINDS", (*kinds.KINDS, MEMO))
    root = SMALL.write(tmp_path / "kantor")
    with (root / "docgen.toml").open("a", encoding="utf-8") as config:
        config.write(CONFIG)
    for name in ("sampul.docx", "daftar_isi.docx"):
        shutil.copy(ROOT / "templates" / name, root / "templates" / name)
    template = docx.Document()
    template.add_paragraph("MEMO: {{ judul }}")
    template.add_paragraph("{{ isi }}")
    template.save(str(root / "templates" / "memo.docx"))
    write_book(root / "data" / "memo.xlsx", memo=(HEAD, *ROWS))
    return root


def build(root: Path, *words: str) -> int:
    return run(["build", "-q", "-C", str(root), *words])


def test_built_converted_bundled_and_checked(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(office) == 0
    folder = office / "output" / "memo" / "harian"
    assert (folder / "m-1" / "m-1.docx").is_file() and (folder / "m-2" / "m-2.pdf").is_file()
    assert (folder / "cetak.pdf").is_file()
    archive = office / "output" / "bundle" / "arsip.pdf"
    with pikepdf.open(archive) as bundle, bundle.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert any("Memo" in title for title in titles)
    packed = office / "output" / "bundle" / "arsip.bag" / "data"
    assert (packed / "sumber" / "data" / "memo.xlsx").is_file()
    assert (packed / "sumber" / "templates" / "memo.docx").is_file()
    capsys.readouterr()
    assert run(["check", str(office), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)["hasil"]
    assert {"memo.harian.m-1", "memo.harian.m-2"} <= {each["id"] for each in result["dokumen"]}


def test_the_check_says_what_is_wrong_with_it(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(office, "memo.harian") == 0
    write_book(office / "data" / "memo.xlsx", memo=(HEAD, ("m-1", "Rapat Selasa", "Ruang lain")))
    capsys.readouterr()
    assert run(["check", str(office / "output" / "memo"), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["temuan"]
    codes = {(each["code"], Path(each["where"]["file"]).name) for each in found}
    assert ("paper-outdated", "m-1.pdf") in codes
    assert ("papers-without-data", "m-2") in codes
    assert run(["check", str(office), "--report", str(office / "laporan.html")]) == 1
    assert "Rapat Selasa" in (office / "laporan.html").read_text(encoding="utf-8")


def test_only_what_changed_is_made_again_and_the_reason_names_it(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(office, "memo.harian") == 0
    rows = (ROWS[0], ("m-2", "Listrik padam", "Pukul dua"))
    write_book(office / "data" / "memo.xlsx", memo=(HEAD, *rows))
    before = _parts(office)
    capsys.readouterr()
    assert run(["build", "-C", str(office), "--dry-run", "memo.harian"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "output/memo/harian/m-2/m-2.docx: sumbernya berubah: kolom isi"
    ]
    assert build(office, "memo.harian") == 0
    assert changed_parts(before, _parts(office)) == ("kolom isi",)


def _parts(root: Path) -> dict[str, str]:
    state = State(root / "output")
    record = state.record("output/memo/harian/m-2/m-2.docx")
    state.close()
    assert record
    return dict(record.parts)


def test_its_mistakes_are_findings(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = (office / "docgen.toml").read_text(encoding="utf-8")
    (office / "docgen.toml").write_text(
        config.replace("templates/memo.docx", "templates/tak-ada.docx").replace("[memo.", "[mmo."),
        encoding="utf-8",
    )
    assert run(["build", "-C", str(office), "--json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["temuan"]
    assert finding["code"] == "key-unknown" and "memo" in finding["message"]
