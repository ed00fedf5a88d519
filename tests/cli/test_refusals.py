"""Bad input: every fault in one run, each with its place, and nothing written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.calls import Call
from tests.support.small_office import FIRST, FORM, SECOND, SMALL
from tests.support.workspaces import snapshot


def spoil(workspace: Path) -> None:
    """A workspace with a mistake of each kind."""
    specs = workspace / "sop_specs"
    good = (specs / "sungai-penuh-skp.yaml").read_text(encoding="utf-8")
    (specs / "a-rusak.yaml").write_text("nomor: 1\nnama: [SKP\n", encoding="utf-8")
    (specs / "b-kunci.yaml").write_text(good.replace("peringatan:", "peringatn:"), encoding="utf-8")
    lane = good.replace("pelaksana: [kaban, kabid]", "pelaksana: [kaban, kabit]")
    (specs / "c-lajur.yaml").write_text(lane, encoding="utf-8")
    tall = good.replace("Disposisi", "Disposisi dan seterusnya " * 400)
    (specs / "d-tinggi.yaml").write_text(tall, encoding="utf-8")
    impossible, second = FIRST | {"tanggal_ttd": "31/02/2026"}, dict(SECOND)
    for row in (impossible, second):
        del row["penutup"]
    SMALL.rewrite(workspace, undangan=[impossible, second], masuk=[FORM | {"kop": "bkdd"}])
    (workspace / "templates" / "lembar_disposisi.docx").unlink()


def test_all_mistakes_are_told_at_once(workspace: Path, call: Call) -> None:
    spoil(workspace)
    before = snapshot(workspace)
    answer = call("build", "-C", workspace, "--json")
    assert answer.code == 1
    told = json.loads(answer.out)
    assert told["kode"] == 1
    assert told["ditulis"] == []
    errors = {f["code"]: f["where"] for f in told["temuan"] if f["severity"] == "error"}
    assert {"key-unknown", "lane-unknown", "column-missing", "date-impossible",
            "file-missing"} <= set(errors)  # fmt: skip
    (broken,) = [f for f in told["temuan"] if f["where"]["file"].endswith("a-rusak.yaml")]
    assert broken["severity"] == "error" and broken["where"]["line"] in (2, 3)
    assert errors["lane-unknown"]["file"] == "sop_specs/c-lajur.yaml"
    assert line_of(workspace, errors["lane-unknown"]).strip() == "pelaksana: [kaban, kabit]"
    assert line_of(workspace, errors["key-unknown"]) == "peringatn:"
    assert errors["date-impossible"]["sheet"] == "undangan"
    assert errors["date-impossible"]["cell"] == "D2"
    assert errors["column-missing"]["file"] == "data/surat.xlsx"
    assert errors["file-missing"]["file"] == "templates/lembar_disposisi.docx"
    wrong_office = [f for f in told["temuan"] if f["where"]["file"] == "data/masuk.xlsx"]
    assert any(f["severity"] == "error" and "bkdd" in f["message"] for f in wrong_office)
    assert snapshot(workspace) == before
    assert not (workspace / "output").exists()
    assert not (workspace / "register").exists()


def line_of(workspace: Path, where: dict[str, object]) -> str:
    lines = (workspace / str(where["file"])).read_text(encoding="utf-8").splitlines()
    return lines[int(str(where["line"])) - 1]


def test_mistakes_are_told_with_a_way_out(workspace: Path, call: Call) -> None:
    spoil(workspace)
    answer = call("build", "-C", workspace)
    assert answer.out == ""
    for words in (
        "sop_specs/c-lajur.yaml:", "lajur «kabit»", "maksud Anda «kabid»?",
        "maksud Anda «peringatan»?", "data/surat.xlsx [undangan] D2: GALAT date-impossible",
        "tidak ada yang ditulis",
    ):  # fmt: skip
        assert words in answer.err, words


@pytest.mark.parametrize("mistake", ["tall", "template", "logo"])
def test_what_shows_only_later_writes_nothing_either(
    mistake: str, workspace: Path, call: Call
) -> None:
    """Faults of layout, template or picture come out after the numbers were given."""
    if mistake == "tall":
        spec = workspace / "sop_specs" / "sungai-penuh-skp.yaml"
        text = spec.read_text(encoding="utf-8")
        spec.write_text(text.replace("uraian: Disposisi", "uraian: " + "Disposisi " * 900))
        code = "layout-row-too-tall"
    elif mistake == "template":
        shutil.copy(
            workspace / "templates" / "logo.png", workspace / "templates" / "surat_dinas.docx"
        )
        code = "template-unreadable"
    else:
        (workspace / "templates" / "logo.png").write_bytes(b"bukan gambar")
        code = "image-unreadable"
    answer = call("build", "-C", workspace)
    assert answer.code == 1
    assert code in answer.err
    assert answer.out == ""
    assert not (workspace / "output").exists()
    # The register may have been opened; it gave no number.
    used = [p for p in workspace.rglob("agenda.db") if p.stat().st_size]
    assert used == []


def test_several_names_and_none_that_fits(workspace: Path, call: Call) -> None:
    answer = call("build", "-C", workspace, "letters.undangn")
    assert answer.code == 1
    assert "name-unknown" in answer.err and "«letters.undangan»" in answer.err
    assert not (workspace / "output").exists()


def test_no_workspace_here(tmp_path: Path, call: Call) -> None:
    answer = call("build", "-C", tmp_path)
    assert answer.code == 1
    assert "docgen.toml" in answer.err
    assert list(tmp_path.iterdir()) == []
