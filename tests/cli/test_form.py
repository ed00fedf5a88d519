"""``docgen form`` and ``docgen schema`` as a clerk calls them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from docgen.cli.commands.form import form
from docgen.forms.checks import CHOICES
from tests.cli.calls import Call
from tests.support.workspaces import ROOT


@pytest.mark.parametrize("kind", ["surat", "disposisi", "rekap", "pejabat", "skpd", "alamat"])
def test_a_form_of_each_kind(kind: str, workspace: Path, call: Call) -> None:
    assert kind in form.commands
    target = workspace / "formulir baru" / f"{kind}.xlsx"
    words = ["form", kind, "-o", target, "-C", workspace]
    first = call(*words)
    assert (first.code, first.written) == (0, [str(target)])
    assert "GALAT" not in first.err
    before = target.read_bytes()
    again = call(*words)
    assert again.code == 1
    assert "output-exists" in again.err
    target.write_bytes(b"milik kantor")
    assert call(*words).code == 1
    assert target.read_bytes() == b"milik kantor"
    assert call(*words, "--force").code == 0
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_offices_and_words_are_those_of_the_workspace(workspace: Path, call: Call) -> None:
    (workspace / "profil").mkdir(exist_ok=True)
    (workspace / "profil/kami.toml").write_text('derajat = {Kilat = [], Santai = ["s"]}', "utf-8")
    config = workspace / "docgen.toml"
    text = config.read_text("utf-8").replace('profil = "default"', "")
    config.write_text(f'profil = "kami"\n{text}', "utf-8")
    target = workspace / "x.xlsx"
    assert call("form", "surat", "-o", target, "-C", workspace).code == 0
    book = openpyxl.load_workbook(target)
    words = [cell.value for row in book[CHOICES].iter_rows() for cell in row]
    assert "bkd" in words
    assert "Santai" in words
    assert call("form", "surat", "-o", workspace / "y.xlsx").code == 0  # no workspace at all


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["surat", "-o", "x.xls"], 2, ".xlsx"),
        (["surat"], 2, "--output"),
        (["surat", "-o", "x.xlsx", "--template", ROOT / "templates/sop.docx"], 1, "template-value"),
        (["surat", "-o", "x.xlsx", "--template", ROOT / "README.md"], 1, "template-unreadable"),
        (["rekap", "-o", "x.xlsx", "--tahun", "2010"], 2, "2010"),
        (["rekap", "-o", "x.xlsx", "--tahun", "dua"], 2, "--tahun"),
        (["kuitansi", "-o", "x.xlsx"], 2, "kuitansi"),
    ],
)
def test_what_cannot_be_made(
    words: list[str | Path], code: int, said: str, tmp_path: Path, call: Call,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    answer = call("form", *words)
    assert answer.code == code
    assert said in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_broken_workspace_is_told(workspace: Path, call: Call) -> None:
    (workspace / "docgen.toml").write_text("[office", "utf-8")
    for words in (["form", "skpd", "-o", workspace / "x.xlsx"], ["schema", "surat"]):
        answer = call(*words, "-C", workspace)
        assert answer.code == 1
        assert "toml-syntax" in answer.err
    assert not (workspace / "x.xlsx").exists()


def test_a_template_without_a_number_is_told(tmp_path: Path, call: Call) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("{{ hal }} {{ acara }}")
    document.save(str(tmp_path / "t.docx"))
    answer = call("form", "surat", "--template", tmp_path / "t.docx", "-o", tmp_path / "x.xlsx")
    assert answer.code == 0
    assert "PERINGATAN template-without-number" in answer.err


@pytest.mark.parametrize("name", ["docgen", "sop", "surat", "profil"])
def test_schemas_are_printed(name: str, workspace: Path, call: Call) -> None:
    answer = call("schema", name, "-C", workspace)
    assert answer.code == 0
    assert json.loads(answer.out)["title"]
    assert answer.err == ""
