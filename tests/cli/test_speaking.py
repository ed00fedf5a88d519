"""Paths on stdout, the rest on stderr; JSON, quiet, dry runs, and what is built again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calls import Call
from tests.support.small_office import FIRST, SECOND, SMALL
from tests.support.workspaces import snapshot

LETTER = "output/letters/undangan/und-1/und-1.docx"


def test_json_is_all_that_stdout_holds(workspace: Path, call: Call) -> None:
    answer = call("build", "-C", workspace, "--json")
    told = json.loads(answer.out)
    assert set(told) == {"ditulis", "temuan", "nomor", "arsip", "kode"}
    assert told["kode"] == answer.code == 3
    assert str(workspace / LETTER) in told["ditulis"]
    for finding in told["temuan"]:
        assert set(finding) == {"code", "severity", "where", "message"}
        assert finding["where"]["file"]


@pytest.mark.parametrize(
    "words",
    [["check"], ["sop", "check", "sop_specs/sungai-penuh-skp.yaml"], ["letters", "render"],
     ["sop", "render", "sop_specs/sungai-penuh-skp.yaml", "--format", "svg", "-o", "hasil"]],
    ids=lambda words: " ".join(words[:2]),
)  # fmt: skip
def test_every_command_speaks_json(
    words: list[str], workspace: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace)
    answer = call(*words, "--json")
    assert json.loads(answer.out)["kode"] == answer.code


def test_quiet_leaves_only_errors(workspace: Path, call: Call) -> None:
    usual = call("build", "-C", workspace, "--dry-run")
    assert "[1/7] muat" in usual.err and "PERINGATAN" in usual.err
    quiet = call("build", "-C", workspace, "--dry-run", "-q")
    assert "[1/7]" not in quiet.err and "PERINGATAN" not in quiet.err
    (workspace / "templates" / "surat_dinas.docx").unlink()
    assert "GALAT file-missing" in call("build", "-C", workspace, "-q").err


def test_verbose_says_why(workspace: Path, call: Call) -> None:
    assert f"{LETTER}: belum ada" in call("build", "-C", workspace, "-v").err


def test_findings_are_not_wrapped_or_marked_up(workspace: Path, call: Call) -> None:
    marked = {"tujuan": "Kepala [bold]A[/bold]", "tanggal_ttd": "32 [red]Januari[/red] 2025"}
    SMALL.rewrite(workspace, undangan=[FIRST | marked, SECOND])
    answer = call("build", "-C", workspace)
    assert answer.code == 1
    assert "32 [red]Januari[/red] 2025" in answer.err


@pytest.mark.parametrize("words", [["build"], ["letters", "render"], ["disposisi", "render"]])
def test_dry_run_writes_nothing(words: list[str], workspace: Path, call: Call) -> None:
    before = snapshot(workspace)
    answer = call(*words, "-C", workspace, "--dry-run")
    assert answer.code == 0
    assert ".docx: belum ada" in answer.out
    assert snapshot(workspace) == before
    assert not (workspace / "register").exists()


def test_dry_run_still_finds_faults(workspace: Path, call: Call) -> None:
    (workspace / "templates" / "surat_dinas.docx").unlink()
    assert call("build", "-C", workspace, "--dry-run").code == 1


def test_second_build_writes_nothing(workspace: Path, call: Call) -> None:
    assert len(call("build", "-C", workspace).written) == 5
    before = snapshot(workspace)
    times = {path: path.stat().st_mtime_ns for path in (workspace / "output").rglob("*")}
    again = call("build", "-C", workspace)
    assert again.written == []
    assert snapshot(workspace) == before
    assert {path: path.stat().st_mtime_ns for path in (workspace / "output").rglob("*")} == times


def test_only_the_changed_letter_is_built_again(workspace: Path, call: Call) -> None:
    call("build", "-C", workspace)
    SMALL.rewrite(workspace, undangan=[FIRST, SECOND | {"hal": "Rapat ketiga"}])
    written = call("build", "-C", workspace).written
    assert written == [str(workspace / "output/letters/undangan/und-2/und-2.docx")]


def test_deleted_output_comes_back(workspace: Path, call: Call) -> None:
    call("build", "-C", workspace)
    data = (workspace / LETTER).read_bytes()
    (workspace / LETTER).unlink()
    assert call("build", "-C", workspace).written == [str(workspace / LETTER)]
    assert (workspace / LETTER).read_bytes() == data


def test_names_choose_what_is_built(workspace: Path, call: Call) -> None:
    written = call("build", "-C", workspace, "sop.*").written
    assert [Path(path).name for path in written] == [
        "sungai-penuh-skp.docx",
        "sungai-penuh-skp-1.svg",
    ]
    written = call("letters", "render", "-C", workspace, "undangan").written
    assert [Path(path).name for path in written] == ["und-1.docx", "und-2.docx"]


def test_office_files_alone_need_no_libreoffice(workspace: Path, call: Call) -> None:
    assert call("letters", "render", "-C", workspace).code == 0
    assert call("disposisi", "render", "-C", workspace).code == 0


def test_sop_render_writes_the_formats_asked_for(
    workspace: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace)
    spec = "sop_specs/sungai-penuh-skp.yaml"
    answer = call("sop", "render", spec, "--format", "svg", "-o", "hasil")
    assert (answer.code, answer.written) == (0, ["hasil/sungai-penuh-skp-1.svg"])
    both = call("sop", "render", spec, "--format", "docx,svg", "-o", "hasil")
    assert both.written == ["hasil/sungai-penuh-skp.docx"]
    (workspace / "hasil" / "sungai-penuh-skp.docx").write_bytes(b"diubah")
    refused = call("sop", "render", spec, "--format", "docx", "-o", "hasil")
    assert refused.code == 1 and "output-changed" in refused.err
    assert call("sop", "render", spec, "--format", "docx", "-o", "hasil", "--force").code == 0
    assert (workspace / "hasil" / "sungai-penuh-skp.docx").read_bytes().startswith(b"PK")


def test_sop_render_refuses_to_replace_what_it_did_not_write(
    workspace: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace)
    mine = workspace / "sungai-penuh-skp.docx"
    mine.write_bytes(b"punya saya")
    assert call("sop", "render", "sop_specs/sungai-penuh-skp.yaml").code == 1
    assert mine.read_bytes() == b"punya saya"
