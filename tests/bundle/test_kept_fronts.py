"""Cover and index that are taken in again are as they were the first time."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from docgen.bundle import KeptPieces
from docgen.bundle.volumes import kept_fronts
from docgen.bundle.volumes.kept_fronts import slim_front

WIDTH = 120.5


def index(path: Path, *names: str) -> Path:
    """A page for each name, with a link to it."""
    with pikepdf.new() as pdf:
        for number, name in enumerate(names):
            page = pdf.add_blank_page(page_size=(300.25, 200))
            page.obj.Contents = pdf.make_stream(b"0 0 9 9 re f")
            page.obj.Annots = Array([
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Link, Rect=Array([1.5, 2, 30.125, 14 + number]),
                    Contents=String(f"Surat {name}"),
                    A=Dictionary(S=Name.URI, URI=String(f"docgen:{name}")),
                )
            ])  # fmt: skip
        pdf.save(path)
    return path


@pytest.fixture
def kept(tmp_path: Path) -> KeptPieces:
    return KeptPieces(
        tmp_path / "jilid", lambda path: hashlib.sha256(path.read_bytes()).hexdigest()
    )


def test_what_is_kept_is_what_is_made(
    tmp_path: Path, kept: KeptPieces, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [index(tmp_path / "a.pdf", "a", "b"), index(tmp_path / "b.pdf", "a", "c")]
    due = [slim_front(path, WIDTH, None) for path in paths]
    assert [link.id for link in due[0].links] == ["a", "b"] and due[0].links[1].page == 1
    assert [slim_front(path, WIDTH, kept) for path in paths] == due
    with monkeypatch.context() as patched:
        patched.delattr(kept_fronts, "_slim")
        assert [slim_front(path, WIDTH, kept) for path in paths] == due
    # One in the place of another is made anew.
    one, other = sorted(kept.folder.iterdir())
    other.write_bytes(one.read_bytes())
    assert [slim_front(path, WIDTH, kept) for path in paths] == due


def test_a_wider_stamp_looks_for_other_room(tmp_path: Path, kept: KeptPieces) -> None:
    path = index(tmp_path / "a.pdf", "a")
    slim_front(path, WIDTH, kept)
    assert slim_front(path, 299.0, kept) == slim_front(path, 299.0, None)
    assert len(list(kept.folder.iterdir())) == 2
