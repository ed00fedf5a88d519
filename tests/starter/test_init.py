"""A new workspace builds at once, and one that is there keeps all that stands in it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest

from docgen.choices import PAPERS_OF_OFFICES, SCHEMAS
from docgen.cli import run
from docgen.cli.commands import init as command
from docgen.starter.answers import Answers
from docgen.workspace.opening.load import load_config

ROOT = Path(__file__).parents[2]


def said(words: Sequence[str | Path], capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    code = run([*map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


def codes(found: Any) -> list[str]:
    return [each["code"] for each in found["temuan"]]


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    "papers",
    [",".join(PAPERS_OF_OFFICES), "surat", "pengantar,nota", "disposisi", "sop", "rekap"],
)
def test_it_can_be_built_at_once(
    papers: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "kantor baru"
    code, made = said(["init", root, "--baku", "--naskah", papers, "--kertas", "F4"], capsys)
    assert (code, codes(made)) == (0, [])
    assert {str(root / "README.md"), str(root / "docgen.toml")} <= set(made["ditulis"])
    code, built = said(["build", "--dry-run", "-C", root], capsys)
    # An example takes no number; its letterhead would go out with what is written next.
    assert (code, codes(built), built["nomor"]) == (0, ["office-example"], [])
    assert list(root.glob("data/*.xlsx")) or papers == "sop"


def test_the_answers_stand_in_the_workspace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "a"
    logo = ROOT / "templates/logo.png"
    words = {
        "--pemerintah": 'Kota "Kutip" \\ Miring', "--kantor": "Dinas $harga é", "--kota": "Kota\tX",
        "--kode": "B.1/X", "--pola": "{urut:03d}/{unit}/{bulan_romawi}/{tahun}",
        "--logo": str(logo),
        "--alamat": "Jalan 'A' # 5", "--kontak": "", "--kertas": "F4",
    }  # fmt: skip
    given = [part for pair in words.items() for part in pair]
    assert said(["init", root, "--baku", *given], capsys)[0] == 0
    workspace = load_config(root).value
    assert workspace is not None
    (office,) = workspace.office.values()
    assert office.kunci == "kantor"  # what the code cannot be as a key
    assert (office.pemerintah, office.nama) == (words["--pemerintah"], words["--kantor"])
    assert (office.kota, office.kode, office.logo) == ("Kota X", "B.1/X", "templates/logo.png")
    assert workspace.numbering.pola == words["--pola"]
    size = docx.Document(str(root / "templates/surat_dinas.docx")).sections[0]
    assert (round(size.page_width.mm), round(size.page_height.mm)) == (215, 330)
    code, built = said(["build", "--dry-run", "-C", root], capsys)
    assert code == 0 and "office-example" not in codes(built)
    assert "Dinas $harga é" in (root / "README.md").read_text("utf-8")


def test_sops_may_be_yaml_or_workbooks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(tmp_path), "--baku", "--naskah", "sop"]) == 0
    (tmp_path / "sop_specs/contoh.yaml").rename(tmp_path / "sop_specs/lain.yml")
    (tmp_path / "sop_specs/buku.xlsx").write_bytes(b"bukan buku kerja")
    capsys.readouterr()
    found = said(["build", "--dry-run", "-C", tmp_path], capsys)[1]["temuan"]
    assert {each["where"]["file"] for each in found} == {"docgen.toml", "sop_specs/buku.xlsx"}


def test_schemas_are_wired_in(tmp_path: Path) -> None:
    assert run(["init", str(tmp_path), "--baku"]) == 0
    heads = {
        "docgen.toml": "#:schema skema/docgen.schema.json",
        "profil/kantor.toml": "#:schema ../skema/profil.schema.json",
        "sop_specs/contoh.yaml": "# yaml-language-server: $schema=../skema/sop.schema.json",
    }
    for name, head in heads.items():
        first = (tmp_path / name).read_text("utf-8").splitlines()[0]
        assert first == head
        linked = head.replace("=", " ").split()[-1]
        assert ((tmp_path / name).parent / linked).is_file()
    assert {path.name for path in (tmp_path / "skema").iterdir()} == {
        f"{name}.schema.json" for name in SCHEMAS
    }


def test_again_it_adds_what_is_missing_and_overwrites_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path), "--baku", "--naskah", "surat"]) == 0
    (tmp_path / "data/surat_keluar.xlsx").write_bytes(b"milik kantor")
    config = tmp_path / "docgen.toml"
    config.write_text(config.read_text("utf-8").replace("Dinas Contoh", "Dinas Lain"), "utf-8")
    (tmp_path / "templates/label.docx").unlink()
    before = contents(tmp_path)
    capsys.readouterr()
    code, found = said(["init", tmp_path, "--naskah", "sop"], capsys)
    assert code == 0
    after = contents(tmp_path)
    assert {name: after[name] for name in before} == before
    assert {"templates/label.docx", "sop_specs/contoh.yaml"} <= set(after) - set(before)
    assert set(found["hasil"]["dibiarkan"]) <= set(before)
    assert "docgen.toml" in found["hasil"]["dibiarkan"]
    assert "[sop.kantor]" in found["hasil"]["tambahkan"]
    assert '"letters.*"' in found["hasil"]["tambahkan"]  # the bundle keeps what is there
    assert "DINAS LAIN" in (tmp_path / "sop_specs/contoh.yaml").read_text("utf-8")
    assert said(["init", tmp_path, "--baku"], capsys)[1]["ditulis"] == []


def test_the_sample_is_copied_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = said(["init", tmp_path / "c", "--contoh"], capsys)
    assert code == 0
    copied = contents(tmp_path / "c")
    assert copied["docgen.toml"] == (ROOT / "docgen.toml").read_bytes()
    assert not any("make" in name or "__pycache__" in name for name in copied)
    assert {name: (ROOT / name).read_bytes() for name in copied} == copied
    code, again = said(["init", tmp_path / "c", "--contoh"], capsys)
    assert (code, again["ditulis"]) == (0, [])
    assert sorted(again["hasil"]["dibiarkan"]) == sorted(copied)


@pytest.mark.parametrize(
    ("words", "code", "finding"),
    [
        (["--baku", "--pola", "{urut"], 1, "pattern-syntax"),
        (["--baku", "--pola", "{nomor}"], 1, "pattern-unknown"),
        (["--baku", "--kota", " "], 1, "cell-empty"),
        (["--baku", "--logo", str(ROOT / "docgen.toml")], 1, "logo-unreadable"),
        (["--baku", "--naskah", "surat,sopp"], 2, "usage"),
        (["--baku", "--naskah", ","], 2, "usage"),
        (["--baku", "--kertas", "folio"], 2, "usage"),
        (["--contoh", "--kota", "X"], 2, "usage"),
        ([], 2, "usage"),  # nobody can be asked
    ],
)
def test_wrong_answers_write_nothing(
    words: list[str], code: int, finding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = said(["init", tmp_path / "a", *words], capsys)
    assert found[0] == code
    assert finding in codes(found[1])
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("name", ["data", "templates", "skema"])
def test_a_file_in_the_way_is_told_before_anything_is_written(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("x")
    code, found = said(["init", tmp_path, "--baku"], capsys)
    assert (code, codes(found)) == (5, ["output-blocked"])
    assert list(contents(tmp_path)) == [name]


def test_other_workspaces_are_not_mixed_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path), "--baku", "--naskah", "sop"]) == 0
    before = contents(tmp_path)
    capsys.readouterr()
    for words in (["--contoh"], ["--kota", "Madiun"], ["--baku", "--kode", "X"]):
        assert said(["init", tmp_path, *words], capsys)[0] == 2
    (tmp_path / "docgen.toml").write_text("rusak")
    assert said(["init", tmp_path, "--baku"], capsys)[0] == 1
    (tmp_path / "docgen.toml").write_bytes(before["docgen.toml"])
    assert contents(tmp_path) == before


def test_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asked is what no option says; an empty line takes what is proposed."""
    monkeypatch.setattr(command, "on_terminal", lambda: True)
    answers = ["Pemerintah Kota Madiun", "", "", "", "DINSOS", "", "A5", "A4", "", "salah", "sop"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(answers) + "\n"))
    assert run(["init", str(tmp_path / "a"), "--kantor", "Dinas Sosial"]) == 0
    assert "Nama kantor" not in capsys.readouterr().err
    workspace = load_config(tmp_path / "a").value
    assert workspace is not None
    office = workspace.office["dinsos"]
    assert (office.pemerintah, office.nama) == ("Pemerintah Kota Madiun", "Dinas Sosial")
    assert office.kota == Answers().kota
    assert workspace.sets("letters") == {}
    assert list(workspace.sets("sop")) == ["kantor"]
