"""The builder of small offices writes what it was told, and nothing more."""

from __future__ import annotations

import tomllib
from pathlib import Path

import openpyxl

from docgen.cli import run
from tests.support.documents import docx_of
from tests.support.office import Office, incoming, letter
from tests.support.workspaces import snapshot

ODD = (
    Office("dinas", nama='Dinas "Sosial" & é')
    .kop("bagian", kode="BG")
    .letters("keluar", letter("a"), letter("b", tanggal_ttd="", berkas_lampiran="denah.docx"))
    .letters("khusus", letter("c"), template="khusus", book="lain.xlsx")
    .incoming("masuk", incoming("m-1"))
    .bundle("arsip", judul="Arsip", isi=["letters.*"], tambahan=[{"berkas": "*.pdf"}], paket=True)
    .profile("[surat]\ntanda_lampiran = false\n")
    .files({"denah.docx": docx_of("Denah"), "templates/khusus.docx": docx_of("{{ nomor }}")})
)


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


def test_what_is_said_is_written(tmp_path: Path) -> None:
    root = ODD.write(tmp_path / "kantor")
    assert set(snapshot(root)) == {
        "docgen.toml", "profil/uji.toml", "data/surat.xlsx", "data/masuk.xlsx", "lain.xlsx",
        "denah.docx", "templates/surat_dinas.docx", "templates/lembar_disposisi.docx",
        "templates/khusus.docx", "templates/sampul.docx", "templates/daftar_isi.docx",
    }  # fmt: skip
    config = tomllib.loads((root / "docgen.toml").read_text(encoding="utf-8"))
    assert config["profil"] == "uji"
    assert config["office"]["dinas"]["nama"] == 'Dinas "Sosial" & é'
    assert config["letters"]["khusus"] == {
        "template": "templates/khusus.docx", "data": "lain.xlsx#khusus",
    }  # fmt: skip
    assert config["bundle"]["arsip"]["tambahan"] == [{"berkas": "*.pdf"}]
    assert config["bundle"]["arsip"]["paket"] is True
    head, first, second = rows(root / "data/surat.xlsx", "keluar")
    assert head[0] == "id" and head[-1] == "berkas_lampiran"
    assert (first[-1], second[-1]) == (None, "denah.docx")
    assert rows(root / "lain.xlsx", "pejabat")[1][0] == "kepala"


def test_an_office_is_not_changed_by_what_is_added() -> None:
    before = ODD.config
    more = ODD.kop("lain").bundle("dua", isi=[]).profile("").letters("keluar")
    assert ODD.config == before != more.config


def test_other_rows_touch_nothing_else(tmp_path: Path) -> None:
    root = ODD.write(tmp_path)
    before = snapshot(root)
    ODD.rewrite(root, khusus=[])
    after = snapshot(root)
    assert {name for name in before if before[name] != after[name]} == {"lain.xlsx"}
    assert rows(root / "lain.xlsx", "khusus") == [tuple(letter("c"))]


def test_another_configuration_leaves_templates_alone(tmp_path: Path) -> None:
    root = ODD.write(tmp_path)
    own = root / "templates/surat_dinas.docx"
    own.write_bytes(docx_of("Yth. {{ tujuan[0] }}"))
    before = snapshot(root)
    ODD.label("kirim", isi=["letters.*"]).configure(root)
    after = snapshot(root)
    assert {name for name in before if before[name] != after[name]} == {"docgen.toml"}
    assert set(after) - set(before) == {"templates/label.docx"}


def test_the_usual_rows_are_in_order(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("DOCGEN_SOFFICE", "/nonexistent/soffice.bin")
    usual = Office().letters("keluar", letter("a"), letter("b")).incoming("masuk", incoming("m-1"))
    root = usual.write(tmp_path)
    assert run(["build", "-q", "-C", str(root), "letters.*", "disposisi.*"]) == 3
    assert len(list((root / "output").rglob("*.docx"))) == 3
