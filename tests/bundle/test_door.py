"""Foreign files that children clean side by side come in as they do one after another."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from docgen.bundle import House, Part, find_font, write_segments
from docgen.bundle.volumes import admit as door
from docgen.errors import FindingsError
from docgen.model.origin import Origin

FONT = find_font(os.environ)
# Of a segment, which is no file for anybody, it holds the time.
_ID = re.compile(rb"/ID \[.*?\]", re.DOTALL)


@pytest.fixture
def foreign(make_pdf: Callable[..., Path], tmp_path: Path) -> list[Part]:
    """Eight of one page or two; the third is locked, the fifth has a font that is not embedded, the
    sixth is docgen's own."""
    paths = []
    for number in range(8):
        pages = [((0, 0, 500 + number, 700), 0)] * (1 + number % 2)
        paths.append(make_pdf(f"{number}.pdf", *pages))
    with pikepdf.open(paths[2], allow_overwriting_input=True) as pdf:
        pdf.save(paths[2], encryption=pikepdf.Encryption(owner="x", user="y"))
    with pikepdf.open(paths[4], allow_overwriting_input=True) as pdf:
        page = pdf.pages[0].obj
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
        page.Contents = pdf.make_stream(b"BT /F1 12 Tf 90 90 Td (lampiran) Tj ET")
        pdf.save(paths[4])
    return [
        Part(
            id=f"x/{number}", title=f"Berkas {number}", group="", path=path,
            kept_as=f"asli/{number}.pdf", origin=Origin.OWN if number == 5 else Origin.OTHER,
        )
        for number, path in enumerate(paths)
    ]  # fmt: skip


def bound(parts: Sequence[Part], folder: Path, side_by_side: int) -> tuple[object, list[bytes]]:
    """Where everything stands and what is said of it, and the segments."""
    folder.mkdir()
    house = House(pictures=True, side_by_side=side_by_side)
    volumes = write_segments(parts, folder, FONT, title="Arsip", house=house)
    placed = [
        (each.page, each.pages, each.beside, each.findings) for v in volumes for each in v.placed
    ]
    segments = [each for volume in volumes for each in volume.segments]
    assert sorted(path.name for path in folder.iterdir()) == [s.path.name for s in segments]
    return (
        [placed, [(each.frames, each.rooms) for each in segments]],
        [_ID.sub(b"", each.path.read_bytes()) for each in segments],
    )


@pytest.mark.parametrize("side_by_side", [2, 3, 20])
def test_side_by_side(foreign: list[Part], tmp_path: Path, side_by_side: int) -> None:
    alone = bound(foreign, tmp_path / "satu", 1)
    assert bound(foreign, tmp_path / "dua", side_by_side) == alone


def test_they_are_cleaned_by_children(
    foreign: list[Part], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = bound(foreign, tmp_path / "satu", 1)
    monkeypatch.setattr(door, "take_in", lambda *_: pytest.fail("cleaned anew"))
    assert bound(foreign, tmp_path / "dua", 2) == alone


@pytest.mark.parametrize("deadly", [0, 1, 6])
def test_one_that_ends_its_child_is_cleaned_once_more(
    foreign: list[Part], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deadly: int
) -> None:
    alone = bound(foreign, tmp_path / "satu", 1)
    make, victim = door._made_ready, foreign[deadly].path

    def dies(asked: door._Asked) -> object:
        if asked.path == victim:
            os._exit(9)
        return make(asked)

    monkeypatch.setattr(door, "_made_ready", dies)
    assert bound(foreign, tmp_path / "dua", 2) == alone


@pytest.mark.parametrize("side_by_side", [1, 2])
def test_what_is_no_pdf_is_told_of_and_keeps_no_other_from_being_looked_at(
    foreign: list[Part], tmp_path: Path, side_by_side: int
) -> None:
    for number in (1, 3, 6):
        foreign[number].path.write_bytes(b"bukan PDF")
    with pytest.raises(FindingsError) as told:
        bound(foreign, tmp_path / "arsip", side_by_side)
    assert [(each.code, each.where.file) for each in told.value.findings] == [
        ("bundle-not-a-pdf", str(foreign[number].path)) for number in (1, 3, 6)
    ]


def test_few_start_no_child(
    foreign: list[Part], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "Forked", lambda *_: pytest.fail("a child"))
    few = [foreign[0], foreign[1], foreign[5]]
    bound(few, tmp_path / "arsip", 2)
