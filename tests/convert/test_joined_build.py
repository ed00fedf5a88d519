"""``docgen build`` with a set that is large enough to be joined."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.cli import run
from tests.workspaces import make_small, snapshot, soffice, write_letters

pytestmark = pytest.mark.soffice
COUNT = 10


def rows(changed: int | None = None) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (f"und-{n}", "bkd", "005", "6 Januari 2025", "Biasa",
         f"Rapat {n}" + (" yang diubah" if n == changed else ""), "-", f"Kepala Dinas {n}", "",
         "kepala", "Bersama ini", "1. satu\n2. dua", "Demikian")
        for n in range(COUNT)
    )  # fmt: skip


def pdfs(root: Path) -> dict[str, bytes]:
    found = snapshot(root / "output" / "letters")
    return {name: data for name, data in found.items() if name.endswith(".pdf")}


def build(root: Path) -> None:
    assert run(["build", "-q", "-C", str(root), "letters.undangan"]) == 0


def test_a_rebuild_gives_what_a_full_build_gives(tmp_path: Path, capsys) -> None:
    soffice()
    root, fresh = make_small(tmp_path / "a"), make_small(tmp_path / "b")
    write_letters(root, rows())
    build(root)
    assert "convert-not-joined" not in capsys.readouterr().err
    write_letters(root, rows(changed=3))
    build(root)
    write_letters(fresh, rows(changed=3))
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
