"""``docgen build`` with a set that is large enough to be joined."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.cli import run
from tests.support.office import Row
from tests.support.small_office import FIRST, SMALL
from tests.support.workspaces import snapshot, soffice

pytestmark = pytest.mark.soffice
COUNT = 10


def rows(changed: int | None = None) -> list[Row]:
    found: list[Row] = []
    for n in range(COUNT):
        hal = f"Rapat {n}" + (" yang diubah" if n == changed else "")
        cells = {"id": f"und-{n}", "hal": hal, "tujuan": f"Kepala Dinas {n}", "tembusan": ""}
        found.append(FIRST | cells)
    return found


def pdfs(root: Path) -> dict[str, bytes]:
    found = snapshot(root / "output" / "letters")
    return {name: data for name, data in found.items() if name.endswith(".pdf")}


def build(root: Path) -> None:
    assert run(["build", "-q", "-C", str(root), "letters.undangan"]) == 0


def test_a_rebuild_gives_what_a_full_build_gives(tmp_path: Path, capsys) -> None:
    soffice()
    root, fresh = SMALL.write(tmp_path / "a"), SMALL.write(tmp_path / "b")
    SMALL.rewrite(root, undangan=rows())
    build(root)
    assert "convert-not-joined" not in capsys.readouterr().err
    SMALL.rewrite(root, undangan=rows(changed=3))
    build(root)
    SMALL.rewrite(fresh, undangan=rows(changed=3))
    build(fresh)
    assert len(pdfs(root)) > COUNT
    assert pdfs(root) == pdfs(fresh)
    lost = root / "output/letters/undangan/und-5/und-5.pdf"
    content = lost.read_bytes()
    lost.unlink()
    capsys.readouterr()
    build(root)
    assert lost.read_bytes() == content
    written = [line for line in capsys.readouterr().out.splitlines() if line.endswith(".pdf")]
    assert not [line for line in written if "und-4" in line]
