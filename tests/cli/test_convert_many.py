"""``docgen convert`` with one corrupt file among fifty, by the real LibreOffice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.calls import Call
from tests.support.hard_letters import write_letter
from tests.support.workspaces import running, soffice, use_fake

pytestmark = pytest.mark.soffice


def test_one_corrupt_among_fifty(call: Call, tmp_path: Path, monkeypatch) -> None:
    soffice()
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    sources = [write_letter(tmp_path / f"{n:02}.docx", "surat_dinas", n * 3) for n in range(50)]
    sources[17].write_bytes(sources[17].read_bytes()[:3000])
    answer = call("convert", *sources, "-o", tmp_path / "pdf")
    assert answer.code == 4
    names = sorted(path.stem for path in (tmp_path / "pdf").glob("*.pdf"))
    assert names == [f"{n:02}" for n in range(50) if n != 17]
    assert answer.err.count("17.docx") == 1
    assert list(temporary.iterdir()) == []
    assert not running(temporary)


def test_what_was_made_from_this_very_file_is_left_alone(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_fake(monkeypatch, tmp_path, "exits_zero")
    source, target = write_letter(tmp_path / "a.docx", "surat_dinas", 0), tmp_path / "a.pdf"
    assert call("convert", source).code == 0
    first = target.read_bytes()
    target.touch()
    again = call("convert", source)
    assert (again.code, again.out) == (0, "")
    assert "convert-up-to-date" in again.err
    assert target.read_bytes() == first
    write_letter(source, "surat_dinas", 3)
    other = call("convert", source)
    assert other.code == 1
    assert "output-exists" in other.err
    assert call("convert", source, "--force").code == 0
    assert target.read_bytes() != first


def test_a_build_after_cleaning_converts_nothing(
    call: Call, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_fake(monkeypatch, tmp_path, "exits_zero")
    assert call("build", "-C", workspace).code in (0, 1)
    before = {p: p.read_bytes() for p in (workspace / "output").rglob("*.pdf")}
    assert before
    shutil.rmtree(workspace / "output")
    use_fake(monkeypatch, tmp_path, "always_fails")  # whatever reaches it is lost
    assert call("build", "-C", workspace).code in (0, 1)
    assert {p: p.read_bytes() for p in (workspace / "output").rglob("*.pdf")} == before
