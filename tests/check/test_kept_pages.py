"""Of a PDF made anew only new pages are read; it is read as it would be as a whole."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from docgen.check.files import Files
from docgen.check.pdf import some_pages
from docgen.check.pdf.kept_reads import KeptReads
from docgen.check.pdf.reading import Pages, pages_at, read_pdf

NAME = "arsip.pdf"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def written(root: Path, words: Sequence[str]) -> dict[str, list[str]]:
    """A PDF with these words on its pages, and a digest of each."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    with pikepdf.new() as pdf:
        for each in words:
            page = pdf.add_blank_page(page_size=(300, 200))
            page.obj.Resources = Dictionary(Font=Dictionary(F=font))
            page.contents_add(f"BT /F 20 Tf 9 9 Td ({each}) Tj ET".encode())
        pdf.save(root / NAME)
    return {sha256(root / NAME): [hashlib.sha256(each.encode()).hexdigest() for each in words]}


def reads(root: Path, pages: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages that were read by themselves, of a file that is read as it is."""
    asked: list[int] = []

    def noted(path: Path, numbers: Sequence[int]) -> Pages | None:
        asked.extend(numbers)
        return pages_at(path, numbers)

    monkeypatch.setattr(some_pages, "pages_at", noted)
    with KeptReads.open(
        root / "dibaca.db", lambda name: sha256(root / name), trusts=True, forgets=True
    ) as kept:
        kept.tell(pages)
        files = Files(root, kept=kept)
        assert files.pdf(NAME) == read_pdf(root / NAME) is not None
    return asked


def test_only_new_pages_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(tmp_path, ["satu", "dua", "tiga"])
    assert reads(tmp_path, first, monkeypatch) == [0, 1, 2]
    second = written(tmp_path, ["satu", "dua belas", "tiga", "satu", "empat"])
    assert reads(tmp_path, second, monkeypatch) == [1, 4]
    assert reads(tmp_path, second, monkeypatch) == []
    assert reads(tmp_path, {}, monkeypatch) == []
    # What nobody asks for any more is gone.
    assert reads(tmp_path, written(tmp_path, ["dua"]), monkeypatch) == [0]


def test_a_page_in_the_place_of_another_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads(tmp_path, written(tmp_path, ["satu", "dua", "tiga"]), monkeypatch)
    second = written(tmp_path, ["satu", "dua", "empat"])
    with sqlite3.connect(tmp_path / "dibaca.db") as db:
        db.execute("UPDATE dibaca SET isi = (SELECT isi FROM dibaca ORDER BY kunci LIMIT 1)")
        db.execute("UPDATE dibaca SET bukti = (SELECT bukti FROM dibaca ORDER BY kunci LIMIT 1)")
    db.close()
    assert len(reads(tmp_path, second, monkeypatch)) >= 2


def test_pages_of_another_number_of_pages_are_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = written(tmp_path, ["satu", "dua"])
    reads(tmp_path, pages, monkeypatch)
    told = {sha: each[:1] for sha, each in written(tmp_path, ["satu", "tiga"]).items()}
    assert reads(tmp_path, told, monkeypatch) == []
