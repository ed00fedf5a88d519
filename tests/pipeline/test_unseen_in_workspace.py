"""Nothing hidden goes out: templates and enclosures of a whole workspace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docgen.cli import run
from tests.support.office import Office, letter
from tests.support.packages import package
from tests.support.pdfs import page_texts
from tests.support.unseen_documents import CHANGES, comment, commented, in_body, para
from tests.support.workspaces import soffice

ENCLOSED = "lampiran/a.docx"
OFFICE = Office("bkd").letters("surat", letter("s-1", berkas_lampiran=ENCLOSED))


def found(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, set[tuple[str, str]]]:
    capsys.readouterr()
    code = run([*words, "--json"])
    told = json.loads(capsys.readouterr().out)["temuan"]
    return code, {(each["code"], each["severity"]) for each in told}


def office(folder: Path, enclosure: bytes) -> Path:
    return OFFICE.files({ENCLOSED: enclosure}).write(folder / "kantor")


def test_changes_in_an_enclosure_stop_the_build_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = office(tmp_path, in_body(CHANGES[0].content))
    code, told = found(capsys, "build", "-C", str(root))
    assert code == 1 and ("file-tracked-change", "error") in told
    assert not (root / "output").exists()


@pytest.mark.soffice
@pytest.mark.parametrize("how", ["option", "profile"])
def test_they_are_printed_as_accepted_when_that_was_asked_for(
    how: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    soffice()
    root = office(tmp_path, in_body(CHANGES[0].content))
    words = ["--terima-perubahan"] if how == "option" else []
    if how == "profile":
        (root / "profil").mkdir()
        (root / "profil" / "longgar.toml").write_text('perubahan = "terima"\n', encoding="utf-8")
        config = (root / "docgen.toml").read_text(encoding="utf-8")
        (root / "docgen.toml").write_text(f'profil = "longgar"\n{config}', encoding="utf-8")
    code, told = found(capsys, "build", "-C", str(root), *words)
    assert code == 0 and ("file-tracked-change", "warning") in told
    (pdf,) = (root / "output").rglob("*.lampiran-1.pdf")
    text = " ".join(page_texts(pdf))
    assert "Honor satu juta" in text and "sembilan" not in text
    assert found(capsys, "check", str(root))[0] == 0


@pytest.mark.soffice
def test_a_comment_in_an_enclosure_stays_in_the_office(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    soffice()
    root = office(tmp_path, package(para(commented("Isi")), comment("CATATANDALAM")))
    code, told = found(capsys, "build", "-C", str(root))
    assert code == 0 and ("file-comment", "warning") in told
    for pdf in (root / "output").rglob("*.pdf"):
        assert b"CATATANDALAM" not in pdf.read_bytes()
        assert "CATATANDALAM" not in " ".join(page_texts(pdf))


def test_what_check_annotate_wrote_is_no_template(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = OFFICE.files({ENCLOSED: in_body(para())}).write(tmp_path / "kantor")
    template = root / "templates" / "surat_dinas.docx"
    faulty = package(para("<w:r><w:t>{{ tak_ada }} {{ nomor }}</w:t></w:r>"))
    template.write_bytes(faulty)
    copy = root / "bertanda.docx"
    run(["template", "check", str(template), "--data", "data/surat.xlsx#surat", "-C", str(root),
         "--annotate", str(copy)])  # fmt: skip
    template.write_bytes(copy.read_bytes())
    code, told = found(capsys, "build", "-C", str(root))
    assert code == 1 and ("template-comment", "error") in told
    assert not (root / "output").exists()
