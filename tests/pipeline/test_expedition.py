"""The buku ekspedisi after people have written into it, through every further build."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from docgen.cli import run
from tests.support.workbooks import rows_under
from tests.support.workspaces import built_sample

pytestmark = pytest.mark.soffice

BOOK = "output/ekspedisi.xlsx"
BY, ON = "Diterima oleh", "Tanggal dan paraf"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_sample(), tmp_path / "kantor"))


def heads(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The row of the heads, and the column of each."""
    row = next(cell.row for cell in sheet["A"] if cell.value == "No.")
    return row, {str(cell.value): cell.column for cell in sheet[row] if cell.value}


def edit(root: Path, change: Callable[[Worksheet, int, dict[str, int]], None]) -> None:
    book = openpyxl.load_workbook(root / BOOK)
    change(book.worksheets[0], *heads(book.worksheets[0]))
    book.save(root / BOOK)


def lines(root: Path) -> list[dict[str, object]]:
    return rows_under(root / BOOK, "No.")


def receive(sheet: Worksheet, head: int, columns: dict[str, int]) -> None:
    """Somebody signs for the second line; a parcel of another kind is added below."""
    sheet.cell(head + 2, columns[BY]).value = "Sdri. Wulan"
    sheet.cell(head + 2, columns[ON]).value = "9 Januari 2025"
    below = len(lines_of(sheet, head)) + head + 1
    sheet.cell(below, columns["Penerima"]).value = "Kantor Pos"
    sheet.cell(below, columns["Hal"]).value = "Dus formulir"


def lines_of(sheet: Worksheet, head: int) -> list[int]:
    rows = range(head + 1, sheet.max_row + 1)
    return [row for row in rows if isinstance(sheet.cell(row, 1).value, int)]


def build(root: Path, *words: str) -> int:
    return run(["build", "-q", *words, "-C", str(root)])


def test_what_was_written_into_it_stays(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = lines(root)
    edit(root, receive)
    assert build(root) == 0
    assert run(["check", "-q", str(root)]) == 0
    after = lines(root)
    assert len(after) == len(before) + 1
    assert (after[1][BY], after[1][ON]) == ("Sdri. Wulan", "9 Januari 2025")
    assert (after[-1]["Penerima"], after[-1]["Hal"]) == ("Kantor Pos", "Dus formulir")
    assert [line["Penerima"] for line in after[:-1]] == [line["Penerima"] for line in before]
    written = (root / BOOK).read_bytes()
    assert build(root) == 0
    assert (root / BOOK).read_bytes() == written
    # A letter of another set is dropped; this line stays where its letter is.
    capsys.readouterr()
    shutil.rmtree(root / "output/letters/nota-dinas")
    config = root / "docgen.toml"
    text = config.read_text(encoding="utf-8")
    start = text.index("[letters.nota-dinas]")
    config.write_text(text[:start] + text[text.index("[", start + 1) :], encoding="utf-8")
    build(root)
    shorter = lines(root)
    assert len(shorter) == len(after) - 1
    assert (shorter[1][BY], shorter[-1]["Penerima"]) == ("Sdri. Wulan", "Kantor Pos")


def test_a_line_that_is_signed_for_outlives_its_letter(root: Path) -> None:
    edit(root, receive)
    signed = lines(root)[1]
    config = root / "docgen.toml"
    text = config.read_text(encoding="utf-8")
    start = text.index("[letters.permintaan]")
    config.write_text(text[:start] + text[text.index("[", start + 1) :], encoding="utf-8")
    build(root)
    kept = [line for line in lines(root) if line[BY]]
    assert [line["Berkas"] for line in kept] == [signed["Berkas"]]


def further(sheet: Worksheet, head: int, columns: dict[str, int]) -> None:
    sheet.cell(head, len(columns) + 1).value = "Kurir"
    sheet.cell(head + 1, len(columns) + 1).value = "Pak Dedi"


def cut(root: Path) -> None:
    (root / BOOK).write_bytes((root / BOOK).read_bytes()[:700])


@pytest.mark.parametrize("how", ["a column more", "damaged"])
def test_what_cannot_be_kept_is_not_written_over(
    root: Path, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = lines(root)
    if how == "damaged":
        cut(root)
    else:
        edit(root, further)
    present = (root / BOOK).read_bytes()
    capsys.readouterr()
    assert build(root) == 1
    assert "output-changed" in capsys.readouterr().err
    assert (root / BOOK).read_bytes() == present
    assert build(root, "--force") == 0
    assert lines(root) == before
