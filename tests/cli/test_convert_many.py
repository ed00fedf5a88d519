"""``docgen convert`` with one corrupt file among fifty, by the real LibreOffice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgen.convert import find_soffice
from tests.convert.test_joined import write_letter
from tests.convert.test_many import running
from tests.workspaces import Call

pytestmark = pytest.mark.soffice


@pytest.mark.skipif(find_soffice(os.environ) is None, reason="no LibreOffice")
def test_one_corrupt_among_fifty(call: Call, tmp_path: Path, monkeypatch) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    sources = [write_letter(tmp_path / f"{n:02}.docx", "surat_pengantar", n * 3) for n in range(50)]
    sources[17].write_bytes(sources[17].read_bytes()[:3000])
    answer = call("convert", *sources, "-o", tmp_path / "pdf")
    assert answer.code == 4
    names = sorted(path.stem for path in (tmp_path / "pdf").glob("*.pdf"))
    assert names == [f"{n:02}" for n in range(50) if n != 17]
    assert answer.err.count("17.docx") == 1
    assert list(temporary.iterdir()) == []
    assert not running(temporary)
