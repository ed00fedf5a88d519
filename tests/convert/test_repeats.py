"""Not one word of a long table may change unseen, though its pages repeat its head and numbers."""

from __future__ import annotations

import random
import re
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.table import Table

from docgen.convert import Job, convert_all
from docgen.convert.inspect.documents.document import shown_in_file
from docgen.convert.inspect.documents.match import lost_words
from docgen.convert.inspect.documents.passages import Passage, Shown
from docgen.convert.inspect.words import texts_of
from tests.support.hard_letters import add_field
from tests.support.workspaces import soffice

_WORD = re.compile(r"\w+")
OFFICES = ("Dinas Pendidikan", "BKD", "Camat", "2", "Sekretariat Daerah", "UPT", "10")


def mark_head(table: Table, rows: int) -> None:
    """Have every page begin with the first rows of a table."""
    for row in table.rows[:rows]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def long_table(rows: int, *, spanned: bool) -> Document:
    """A recap over several pages, with a number on each page and short cells that come again."""
    document = docx.Document()
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("Halaman ")
    add_field(footer, "PAGE")
    footer.add_run(" dari ")
    add_field(footer, "NUMPAGES")
    document.add_paragraph("Rekapitulasi penyampaian laporan tahun 2026")
    table = document.add_table(rows + 2, 4)
    for cell, text in zip(table.rows[0].cells, ("No", "Perangkat", "Nilai", "Ket"), strict=True):
        cell.text = text
    for number, cell in enumerate(table.rows[1].cells, 1):
        cell.text = str(number)
    if spanned:
        table.cell(0, 1).merge(table.cell(0, 2))
    mark_head(table, 2)
    for number, row in enumerate(table.rows[2:], 1):
        values = (str(number), OFFICES[number % 7], str(number * 7 % 12), ("", "ya")[number % 2])
        for cell, text in zip(row.cells, values, strict=True):
            cell.text = text
    document.add_paragraph("Demikian disampaikan.")
    return document


@pytest.mark.soffice
@pytest.mark.parametrize("spanned", [False, True])
@pytest.mark.parametrize("most", [150, pytest.param(100_000, marks=pytest.mark.full)])
def test_every_damage_to_a_long_table_is_found(tmp_path: Path, spanned: bool, most: int) -> None:
    source = tmp_path / "rekap.docx"
    long_table(120, spanned=spanned).save(str(source))
    (outcome,) = convert_all([Job(source, tmp_path / "rekap.pdf", "x")], soffice())
    assert (outcome.ok, outcome.note) == (True, None) and outcome.pages >= 3
    shown, texts = shown_in_file(source), texts_of(outcome.job.target.read_bytes())
    assert texts is not None and shown.numbered == (
        ("PAGE", 1, 1_000_000),
        ("NUMPAGES", 1, 1_000_000),
    )
    places = [
        (number, match.span())
        for number, text in enumerate(texts)
        for match in _WORD.finditer(text)
        # Which page it is, and of how many, LibreOffice says itself.
        if not text[: match.start()].endswith(("Halaman ", " dari "))
    ]
    chance = random.Random(spanned)
    chance.shuffle(places)
    for number, (start, stop) in places[:most]:
        other = chance.choice(["", "asing", "1099"])
        damaged = texts[number][:start] + other + texts[number][stop:]
        pages = [*texts[:number], damaged, *texts[number + 1 :]]
        assert lost_words(shown, pages), (number, texts[number][start - 30 : stop + 30], other)


def passage(text: str, *, table: int = 1, is_head: bool = False) -> Passage:
    words = tuple(text.lower().split())
    return Passage(text, "".join(words), words, table=table, is_head=is_head)


def test_a_table_on_one_page_has_its_head_once() -> None:
    shown = Shown((passage("No", is_head=True), passage("Kepala Dinas Pendidikan Kota")))
    assert lost_words(shown, ["No\r\nKepala Dinas Pendidikan Kota", "lain"]) == []


def test_the_head_is_due_where_the_table_goes_on() -> None:
    rows = ("Kepala Dinas Pendidikan Kota", "Kepala Dinas Kesehatan Kota")
    shown = Shown((passage("No", is_head=True), *map(passage, rows)))
    assert lost_words(shown, [f"No\r\n{rows[0]}", f"No\r\n{rows[1]}"]) == []
    assert [each.word for each in lost_words(shown, [f"No\r\n{rows[0]}", rows[1]])] == ["no"]


def test_the_number_of_a_page_is_no_cell() -> None:
    shown = Shown(
        (passage("Dua ekor sapi", table=0), passage("2", table=0)), numbered=(("PAGE", 1, 9),)
    )
    assert lost_words(shown, ["", "Dua ekor sapi\r\n2\r\nHalaman 2"]) == []
    assert [each.word for each in lost_words(shown, ["", "Dua ekor sapi\r\nHalaman 2"])] == ["2"]
    assert lost_words(Shown(shown.passages), ["", "Dua ekor sapi\r\nHalaman 2"]) == []


@pytest.mark.parametrize(
    "last", ["2 Sekretaris Daerah", "NIP 19730506 199803 2 001", "sampai pasal 2", "2"]
)
def test_a_text_that_has_the_number_of_its_page_keeps_it(last: str) -> None:
    """The number of a page is looked for near an end of it, where a text may have the same."""
    shown = Shown(
        (passage("Surat keluar", table=0), passage(last, table=0)), numbered=(("PAGE", 1, 9),)
    )
    head = "Nomor 005/1/X/2026, 25 November 2026, halaman 2"
    assert lost_words(shown, ["", f"{head}\r\nSurat keluar\r\n{last}"]) == []
    assert lost_words(shown, ["", f"{head}\r\nSurat keluar"]) != []
    without = head.removesuffix(" 2")
    assert lost_words(shown, ["", f"{without}\r\nSurat keluar\r\n{last}"]) != []


HEADS = ("Keterangan", "Kepala Dinas", "Sekretaris")


@pytest.mark.parametrize(
    ("pages", "lost"),
    [
        (["Kepala Keterangan\nDinas Sekretaris\nSurat keluar"], []),
        (["Kepala Keterangan\nDinas Sekretaris\nSurat keluar", "Keterangan\nKepala Dinas"], []),
        (["Kepala Keterangan\nSekretaris\nSurat keluar"], ["dinas"]),
        (["Keterangan\nDinas Sekretaris\nSurat keluar"], ["kepala", "dinas"]),
        ([f"Kepala Keterangan\nSekretaris\nSurat keluar {'lalu ' * 30} Dinas"], ["dinas"]),
    ],
)
def test_lines_of_a_head_may_stand_apart(pages: list[str], lost: list[str]) -> None:
    """PDFium puts words of one height together, whatever head they are of."""
    heads = tuple(passage(text, is_head=True) for text in HEADS)
    shown = Shown((*heads, passage("Surat keluar")))
    assert [each.word for each in lost_words(shown, pages)] == lost


def test_the_same_table_twice_demands_no_head_more(tmp_path: Path) -> None:
    """A PDF may give a row's cells in any order; none is then taken for that of the next page."""
    document = docx.Document()
    rows = (("Uraian Prosedur", "Keluaran"), ("Menerima surat masuk", "surat yang dicatat"))
    for _page in range(2):
        table = document.add_table(2, 2)
        for row, values in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, values, strict=True):
                cell.text = text
        mark_head(table, 1)
        document.add_paragraph("Diagram berikutnya di halaman lain")
    document.save(str(tmp_path / "dua.docx"))
    page = "\n".join((*rows[0], *reversed(rows[1]), "Diagram berikutnya di halaman lain"))
    shown = shown_in_file(tmp_path / "dua.docx")
    assert lost_words(shown, [page, page]) == []
    assert [one.word for one in lost_words(shown, [page, page.replace("dicatat", "disimpan")])] == [
        "dicatat"
    ]
