"""``docgen template list``, ``show``, ``preview``, ``new``."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest

from docgen.load.shipped import shipped
from docgen.templates.catalogue import shipped_templates
from docgen.templates.starter import HEAD
from tests.cli.calls import Call


def data(shown: str) -> Any:
    return json.loads(shown)["hasil"]


def codes(shown: str) -> set[str]:
    return {each["code"] for each in json.loads(shown)["temuan"]}


def words(path: Path) -> str:
    return "\n".join(each.text for each in docx.Document(str(path)).paragraphs)


def test_without_a_workspace_the_shipped_templates_are_listed(tmp_path: Path, call: Call) -> None:
    answer = call("template", "list", "-C", tmp_path, "--json")
    assert answer.code == 0
    listed = data(answer.out)["templat"]
    assert [each["templat"] for each in listed] == list(shipped_templates())
    assert all(each["untuk"] and each["judul"] for each in listed)


def test_the_list_says_who_uses_what_and_what_is_changed(workspace: Path, call: Call) -> None:
    own = workspace / "templates/undangan.docx"
    own.write_bytes(shipped("templates/surat_dinas.docx").read_bytes())
    (workspace / "templates/nota_dinas.docx").write_bytes(own.read_bytes())
    (workspace / "templates/~$undangan.docx").write_bytes(b"word")
    answer = call("template", "list", "-C", workspace, "--json")
    listed = {each["templat"]: each for each in data(answer.out)["templat"]}
    assert answer.code == 0
    used = [each for each in listed.values() if each["dipakai"]]
    assert used and all(
        each["tempat"] == "ruang kerja" for each in used if "sop" not in each["templat"]
    )
    assert listed["templates/undangan.docx"]["dipakai"] == []
    assert listed["templates/nota_dinas.docx"]["berbeda_dari_bawaan"]
    assert "nota_dinas.docx" not in listed
    assert "templates/~$undangan.docx" not in listed


def test_templates_that_are_missing_or_broken_are_findings(workspace: Path, call: Call) -> None:
    (workspace / "templates/rusak.docx").write_bytes(b"bukan Word")
    config = workspace / "docgen.toml"
    config.write_text(
        config.read_text(encoding="utf-8")
        + '\n[label.hilang]\ntemplate = "templates/tidak_ada.docx"\nisi = ["letters.*"]\n',
        encoding="utf-8",
    )
    answer = call("template", "list", "-C", workspace, "--json")
    assert answer.code == 1
    assert {"template-unreadable", "file-missing"} <= codes(answer.out)


@pytest.mark.parametrize("word", ["surat_dinas", "Surat Dinas", "surat-dinas.docx"])
def test_a_template_is_shown_by_any_usual_name(word: str, tmp_path: Path, call: Call) -> None:
    answer = call("template", "show", word, "-C", tmp_path, "--json")
    assert answer.code == 0
    assert data(answer.out)["templat"] == "surat_dinas.docx"
    assert {"nomor", "hal"} <= {line["nama"] for line in data(answer.out)["isian"]}


def test_a_name_that_nobody_fills_is_shown_and_found(workspace: Path, call: Call) -> None:
    path = workspace / "templates/sampul_kami.docx"
    made = docx.Document()
    made.add_paragraph("{{ judul }} {{ pencipta }} {{ nomor_agenda }}")
    made.save(str(path))
    answer = call("template", "show", "sampul_kami", "-C", workspace, "--json")
    assert answer.code == 0  # by its placeholders a form, whose other columns fill it
    config = workspace / "docgen.toml"
    config.write_text(
        config.read_text(encoding="utf-8")
        + '\n[bundle.kami]\njudul = "Kami"\nisi = ["letters.*"]\n'
        'sampul = "templates/sampul_kami.docx"\n',
        encoding="utf-8",
    )
    answer = call("template", "show", "sampul_kami", "-C", workspace, "--json")
    assert answer.code == 1
    assert data(answer.out)["tidak_terisi"] == ["nomor_agenda", "pencipta"]
    assert "template-undefined" in codes(answer.out)


@pytest.mark.parametrize("command", ["show", "preview", "new"])
def test_a_template_that_is_not_there_is_an_error_of_usage(
    command: str, tmp_path: Path, call: Call
) -> None:
    more = ["-o", tmp_path / "x.docx"] if command == "new" else []
    assert call("template", command, "tidak-ada", *more, "-C", tmp_path).code == 2


@pytest.mark.parametrize("name", [name for name in shipped_templates() if "rekap" not in name])
def test_without_an_engine_a_preview_is_the_office_file(
    name: str, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCGEN_SOFFICE", "/nonexistent/soffice.bin")
    target = tmp_path / "contoh.png"
    answer = call("template", "preview", name, "-o", target, "-C", tmp_path)
    assert answer.code == 3
    assert answer.written == [str(target.with_suffix(".docx"))]
    assert not target.exists()
    assert "{{" not in words(target.with_suffix(".docx"))


def test_a_preview_shows_the_first_row_of_the_workspace(workspace: Path, call: Call) -> None:
    target = workspace / "lihat.docx"
    before = sorted(workspace.rglob("*"))
    listed = data(call("template", "list", "-C", workspace, "--json").out)["templat"]
    used = next(e["templat"] for e in listed if any("letters" in by for by in e["dipakai"]))
    answer = call("template", "preview", used, "-o", target, "-C", workspace)
    assert answer.code == 0
    assert "data contoh" not in answer.err
    assert sorted(workspace.rglob("*")) == sorted([*before, target])  # no number was given


def test_a_preview_overwrites_nothing(tmp_path: Path, call: Call) -> None:
    target = tmp_path / "ada.docx"
    target.write_bytes(b"milik saya")
    answer = call("template", "preview", "sampul", "-o", target, "-C", tmp_path, "--json")
    assert answer.code == 1
    assert codes(answer.out) == {"output-exists"}
    assert target.read_bytes() == b"milik saya"
    assert call("template", "preview", "sampul", "-o", target, "-C", tmp_path, "--force").code == 0


def test_a_preview_of_an_odd_name_is_refused(tmp_path: Path, call: Call) -> None:
    assert call("template", "preview", "sampul", "-o", tmp_path / "a.jpg", "-C", tmp_path).code == 2


@pytest.mark.parametrize("kind", ["surat_dinas", "nota-dinas", "surat pengantar"])
def test_a_new_template_is_clean_with_its_form(kind: str, tmp_path: Path, call: Call) -> None:
    target, form = tmp_path / "baru.docx", tmp_path / "surat.xlsx"
    assert call("template", "new", kind, "-o", target, "-C", tmp_path).code == 0
    assert HEAD in words(target)
    assert call("form", "surat", "--template", target, "-o", form, "-C", tmp_path).code == 0
    answer = call(
        "template", "check", target, "--data", "surat.xlsx#surat", "-C", tmp_path, "--json"
    )
    assert answer.code == 0
    assert {each["severity"] for each in json.loads(answer.out)["temuan"]} <= {"hint"}
    filled = tmp_path / "isi.docx"
    assert call("template", "preview", target, "-o", filled, "-C", tmp_path).code == 0
    assert HEAD not in words(filled)


def test_a_new_template_overwrites_nothing_and_keeps_its_suffix(tmp_path: Path, call: Call) -> None:
    target = tmp_path / "ada.docx"
    target.write_bytes(b"milik saya")
    assert call("template", "new", "label", "-o", target, "-C", tmp_path).code == 1
    assert target.read_bytes() == b"milik saya"
    assert call("template", "new", "label", "-o", tmp_path / "x.doc", "-C", tmp_path).code == 2
    assert call("template", "new", "rekap-skp", "-o", tmp_path / "x.xlsx", "-C", tmp_path).code == 0


@pytest.mark.soffice
def test_a_preview_is_a_picture_of_each_page(tmp_path: Path, call: Call) -> None:
    from PIL import Image

    target = tmp_path / "surat.png"
    answer = call("template", "preview", "nota_dinas", "-o", target, "-C", tmp_path)
    assert answer.code == 0
    with Image.open(io.BytesIO(Path(answer.written[0]).read_bytes())) as picture:
        assert picture.format == "PNG"
        assert min(picture.size) > 500
