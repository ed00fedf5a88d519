"""``--mesin`` and ``[ubah_pdf]``: who makes the PDFs, and what is said of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.calls import Call
from tests.support.small_office import FIRST, SMALL
from tests.support.workspaces import soffice

LETTER = "output/letters/undangan/und-1/und-1"
SETS = ("letters.*", "disposisi.*")


def engines(workspace: Path) -> dict[str, set[str]]:
    """What the ledger says, by set."""
    ledger = json.loads((workspace / "output/copies.json").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for line in ledger["rangkap"]:
        found.setdefault(line["berkas"].split("/")[2], set()).add(line["mesin"])
    return found


def test_letters_and_forms_by_the_embedded_engine(workspace: Path, call: Call) -> None:
    answer = call("build", "-C", workspace, "--mesin", "embedded", *SETS)
    assert answer.code == 0, answer.err
    assert answer.err.count("SARAN engine-preview") == 2  # once a set
    assert engines(workspace) == {"undangan": {"word2pdf 0.1.0"}}
    pdfs = sorted((workspace / "output").rglob("*.pdf"))
    assert {"cetak.pdf", "und-1.pdf", "und-1.arsip.pdf", "m-1.pdf"} <= {p.name for p in pdfs}
    for path in pdfs:  # nothing says that it is PDF/A
        assert b"pdfaid" not in path.read_bytes(), path.name
    assert call("check", workspace).err.count("PDF tidak ada") == 1  # the SOP's
    again = call("build", "-C", workspace, "--engine", "embedded", *SETS)
    assert (again.code, again.written) == (0, [])


def test_docgen_toml_says_it_and_the_option_overrules(workspace: Path, call: Call) -> None:
    config = workspace / "docgen.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(f'[ubah_pdf]\nmesin = "embedded"\n{text}', encoding="utf-8")
    assert call("build", "-C", workspace, *SETS).code == 0
    answer = call("build", "-C", workspace, "--mesin", "libreoffice", *SETS)
    assert answer.code == 3  # there is none


def test_a_sop_is_refused_and_the_rest_is_made(workspace: Path, call: Call) -> None:
    answer = call("build", "-C", workspace, "--mesin", "embedded")
    assert answer.code == 4
    assert "output/sop/sungai-penuh-skp.docx: GALAT engine-refuses" in answer.err
    assert (workspace / f"{LETTER}.pdf").is_file()
    assert not (workspace / "output/sop/sungai-penuh-skp.pdf").exists()


def test_no_bundle_that_would_be_no_archive(workspace: Path, call: Call) -> None:
    SMALL.bundle("arsip", judul="Arsip", isi=["letters.*"]).configure(workspace)
    answer = call("bundle", "arsip", "-C", workspace, "--mesin", "embedded")
    assert answer.code == 4
    assert "output/bundle/arsip.pdf: GALAT engine-refuses: berkas arsip harus PDF/A" in answer.err
    assert (workspace / f"{LETTER}.arsip.pdf").is_file()
    assert not (workspace / "output/bundle/arsip.pdf").exists()


def test_the_ledger_keeps_who_made_what_was_not_touched(workspace: Path, call: Call) -> None:
    SMALL.letters("kedua", FIRST | {"id": "lain-1"}, book="data/kedua.xlsx").write(workspace)
    assert call("build", "-C", workspace, "--mesin", "embedded", "letters.*").code == 0
    ledger = workspace / "output/copies.json"
    ledger.write_text(
        ledger.read_text(encoding="utf-8").replace("word2pdf 0.1.0", "LibreOffice 7.4.7.2"),
        encoding="utf-8",
    )
    build = ("build", "-C", workspace, "--mesin", "embedded", "letters.kedua", "--force")
    assert call(*build).code == 0
    assert engines(workspace) == {"undangan": {"LibreOffice 7.4.7.2"}, "kedua": {"word2pdf 0.1.0"}}


def test_convert_and_sop_render(workspace: Path, call: Call) -> None:
    call("build", "-C", workspace)
    letter = workspace / f"{LETTER}.docx"
    answer = call("convert", letter, "--mesin", "embedded", "-o", workspace / "pdf")
    assert answer.code == 0
    assert "engine-preview" in answer.err and "font-" in answer.err
    assert PdfReader(workspace / "pdf" / "und-1.pdf").metadata["/Title"] == "und-1"
    spec = workspace / "sop_specs" / "sungai-penuh-skp.yaml"
    refused = call("sop", "render", spec, "--mesin", "embedded", "-o", workspace / "hasil")
    assert refused.code == 4 and "engine-refuses" in refused.err
    assert (workspace / "hasil" / "sungai-penuh-skp.docx").is_file()


def test_without_libreoffice_the_other_way_is_named(workspace: Path, call: Call) -> None:
    answer = call("build", "-C", workspace)
    assert answer.code == 3
    assert "--mesin embedded" in answer.err
    assert "--mesin embedded" in call("convert", workspace / f"{LETTER}.docx").err


def test_an_engine_that_there_is_not_is_named_with_its_line(workspace: Path, call: Call) -> None:
    config = workspace / "docgen.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(f'[ubah_pdf]\nmesin = "word"\n{text}', encoding="utf-8")
    answer = call("build", "-C", workspace, *SETS)
    assert answer.code == 1
    assert "docgen.toml:2" in answer.err and "libreoffice" in answer.err, answer.err
    assert not (workspace / "output").exists()
    assert call("build", "-C", workspace, "--mesin", "word").code == 2


def test_doctor_tries_the_engine_and_names_fonts(tmp_path: Path, call: Call, monkeypatch) -> None:
    monkeypatch.setenv("DOCGEN_SOFFICE", "/nonexistent/soffice.bin")
    workspace = SMALL.write(tmp_path / "kantor")
    shown = call("doctor", "-C", workspace, "--mesin", "embedded")
    assert shown.code == 0, shown.err
    lines = {line[:22].strip(): line[23:] for line in shown.out.splitlines()}
    assert lines["Mesin embedded"] == "word2pdf 0.1.0"
    assert lines["Mesin yang dipakai"] == "embedded"
    assert lines["Contoh ubah ke PDF"].endswith("detik dengan embedded")
    assert "Huruf Arial" in lines
    assert "GB kosong" in lines["Berkas sementara"]
    data = json.loads(call("doctor", "-C", workspace, "--json").out)
    assert data["kode"] == 3
    assert data["keadaan"]["LibreOffice"] == "belum ada"
    assert any("--mesin embedded" in text for text in data["saran"])


@pytest.mark.soffice
def test_doctor_times_libreoffice(call: Call) -> None:
    program = soffice()
    shown = call("doctor")
    assert shown.code == 0
    assert str(program) in shown.out
    assert "detik dengan libreoffice" in shown.out
