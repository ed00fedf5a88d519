"""What is printed: order, front sides, halves of a sheet; the same bytes, nothing sealed merged."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from docgen.bundle import (
    Batch,
    Sheets,
    add_catchwords,
    find_font,
    make_copies,
    mark_enclosure,
    pdfa_findings,
    print_copies,
    print_forms,
)
from docgen.findings import Where
from docgen.model.copies import Copy, Role
from tests.support.pdfs import bookmarks, page_texts

A4 = ((0, 0, 595, 842), 0)
F4 = ((0, 0, 609, 935), 0)
FOLIO_MM = (215.0, 330.0)
HALF = ((0, 0, 609.4, 467.7), 0)
MARK = ("Lampiran surat", "Nomor 005/1/BKD/2025", "Tanggal 6 Januari 2025")


def is_sound(data: bytes) -> bool:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        done = subprocess.run(["qpdf", "--check", file.name], capture_output=True, check=False)
    return done.returncode == 0 and pdfa_findings(data, Where("x")) == ()


@pytest.fixture
def letter(make_pdf: Callable[..., Path], tmp_path: Path) -> Callable[..., Batch]:
    """The pile of a letter with so many pages and recipients."""

    def make(name: str, pages: int, recipients: int, *enclosures: Path) -> Batch:
        source = make_pdf(f"{name}.pdf", *[A4] * pages)
        copies = [
            Copy(letter=name, role=Role.ASLI, number=n + 1, recipient=f"Kepala {name}{n}")
            for n in range(recipients)
        ]
        sheets = []
        for file, data in make_copies(source, copies, "1").items():
            (tmp_path / file).write_bytes(data)
        for copy in copies:
            sheets.append(Sheets(copy.mark, tmp_path / copy.file_name, enclosures))
        return Batch(f"Surat {name}", tuple(sheets))

    return make


def test_copies_in_order_with_enclosures_and_bookmarks(letter, make_pdf, tmp_path) -> None:
    enclosure = tmp_path / "lampiran.pdf"
    enclosure.write_bytes(mark_enclosure(make_pdf("e.pdf", F4).read_bytes(), MARK, find_font({})))
    batches = [letter("b", 2, 2, enclosure), letter("a", 1, 1)]
    prints = print_copies(batches, title="Cetak")
    assert prints.pdf and prints.pages == 7 and prints.left_out == ()
    first, second = "ASLI 1: Kepala b0", "ASLI 2: Kepala b1"
    mark = " ".join(MARK)
    assert page_texts(prints.pdf) == [
        first, first, mark, second, second, mark, "ASLI 1: Kepala a0",
    ]  # fmt: skip
    assert bookmarks(prints.pdf) == [
        (0, "Surat b", 0), (1, first, 0), (1, second, 3),
        (0, "Surat a", 6), (1, "ASLI 1: Kepala a0", 6),
    ]  # fmt: skip
    assert is_sound(prints.pdf)
    assert print_copies(batches, title="Cetak") == prints


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    sizes=st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=4),
    chunk=st.integers(1, 3),
)
def test_each_copy_starts_on_a_front_side(letter, sizes, chunk) -> None:
    """Also across chunks; and only blank pages are added."""
    batches = [letter(f"s{n}", pages, count) for n, (pages, count) in enumerate(sizes)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("docgen.bundle.prints.copies.CHUNK", chunk)
        single = print_copies(batches, title="x").pdf
        double = print_copies(batches, title="x", duplex=True).pdf
    assert single and double
    starts = [(title, page) for level, title, page in bookmarks(double) if level == 1]
    assert len(starts) == sum(count for _pages, count in sizes)
    assert all(page % 2 == 0 for _title, page in starts)
    shown = page_texts(double)
    assert all(shown[page] == title for title, page in starts)
    assert [text for text in shown if text] == page_texts(single)
    assert len(shown) == starts[-1][1] + sizes[-1][0]


def test_blank_pages_are_of_the_size_before(make_pdf, tmp_path) -> None:
    path = make_pdf("a.pdf", ((0, 0, 842, 595), 90))
    batches = [Batch(f"{n}", (Sheets("s", path),)) for n in range(30)]
    data = print_copies(batches, title="x", duplex=True).pdf
    assert data
    with PdfDocument(data) as pdf:
        assert {page.get_size() for page in pdf} == {(595.0, 842.0)}


def test_what_is_the_same_is_stored_once(letter, make_pdf) -> None:
    one = print_copies([letter("a", 1, 1)], title="x").pdf
    many = print_copies([letter(f"a{n}", 1, 3) for n in range(30)], title="x").pdf
    assert one and many
    assert len(many) < len(one) + 90 * 700


def test_sealed_files_are_left_out(letter, signed_pdf: Path) -> None:
    sealed = Batch("Elektronik", (Sheets("ASLI 1: D", signed_pdf),))
    before = signed_pdf.read_bytes()
    prints = print_copies([sealed, letter("a", 1, 1, signed_pdf)], title="x")
    assert prints.left_out == (signed_pdf, signed_pdf)
    assert prints.pdf and page_texts(prints.pdf) == ["ASLI 1: Kepala a0"]
    assert signed_pdf.read_bytes() == before
    assert print_copies([sealed], title="x").pdf is None
    assert print_forms([("f", signed_pdf)], title="x", sheet_mm=FOLIO_MM).pdf is None


@pytest.mark.parametrize("damage", ["locked", "cut off", "no PDF"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_cannot_be_opened_keeps_its_own_letter_out(
    damage: str, place: int, letter, make_pdf, tmp_path: Path
) -> None:
    broken = make_pdf("lampiran.pdf", A4)
    if damage == "locked":
        data = broken.read_bytes()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(broken, encryption=pikepdf.Encryption(owner="a", user="b"))
    else:
        broken.write_bytes(broken.read_bytes()[:200] if damage == "cut off" else b"bukan PDF")
    batches = [letter("a", 2, 2), letter("b", 1, 1)]
    batches.insert(place, letter("c", 1, 2, make_pdf("utuh.pdf", A4), broken))
    prints = print_copies(batches, title="x")
    whole = print_copies([each for each in batches if each.title != "Surat c"], title="x")
    assert prints.pdf == whole.pdf and is_sound(prints.pdf)
    assert prints.stopped == (broken,)
    alone = print_copies([batches[place]], title="x")
    assert (alone.pdf, alone.stopped) == (None, (broken,))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (20, 30, 500, 700)])
@pytest.mark.parametrize("box", [(0, 0, 595, 842), (0, 0, 842, 1191)])
def test_the_mark_stands_upright_on_a_scan(make_pdf, tmp_path, rotation, crop, box) -> None:
    """At the top right of what a reader shows, whatever way the scanner laid the sheet."""
    path = make_pdf("scan.pdf", (box, rotation))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        if crop:
            pdf.pages[0].obj.CropBox = pikepdf.Array(crop)
        # Some scanners say it once for all pages.
        pdf.Root.Pages.Rotate = pdf.pages[0].obj.Rotate
        del pdf.pages[0].obj.Rotate
        pdf.save(path)
    copy = Copy(letter="s", role=Role.ARSIP, number=1, recipient="Arsip")
    (data,) = make_copies(path, [copy], "1").values()
    with PdfDocument(data) as document:
        page = document[0]
        image = page.render(scale=1).to_pil().convert("L")
        assert page.get_textpage().get_text_range().strip() == "ARSIP"
    left, top, right, bottom = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert image.width - right == pytest.approx(14, abs=2)
    assert top == pytest.approx(10, abs=2)
    assert 20 < right - left < 60 and bottom - top < 20


def form(make_pdf, tmp_path: Path, name: str, *pages) -> tuple[str, Path]:
    """A form whose pages show its name."""
    path = tmp_path / f"form-{name}.pdf"
    path.write_bytes(
        mark_enclosure(make_pdf(f"{name}.pdf", *pages).read_bytes(), [name], find_font({}))
    )
    return name, path


@pytest.mark.parametrize(
    ("pages", "sheets"),
    [
        ([[HALF]], [["a"]]),
        ([[HALF], [HALF], [HALF]], [["a", "b"], ["c"]]),
        ([[HALF, HALF], [HALF]], [["a", "a"], ["b"]]),
        ([[HALF], [A4], [HALF]], [["a"], ["b"], ["c"]]),
        ([[A4, HALF], [HALF]], [["a"], ["a", "b"]]),
        ([[((0, 0, 467.7, 609.4), 90)], [HALF]], [["a", "b"]]),
    ],
)
def test_forms_two_to_a_sheet(make_pdf, tmp_path, pages, sheets) -> None:
    forms = [form(make_pdf, tmp_path, "abc"[n], *each) for n, each in enumerate(pages)]
    prints = print_forms(forms, title="Cetak", sheet_mm=FOLIO_MM)
    assert prints.pdf and is_sound(prints.pdf)
    assert print_forms(forms, title="Cetak", sheet_mm=FOLIO_MM) == prints
    assert [sorted(text.split()) for text in page_texts(prints.pdf)] == sheets
    starts = [(t, p) for _level, t, p in bookmarks(prints.pdf)]
    firsts = {
        name: next(n for n, each in enumerate(sheets) if name in each) for name, _path in forms
    }
    assert starts == list(firsts.items())
    with PdfDocument(prints.pdf) as document:
        for page, names in zip(document, sheets, strict=True):
            if A4[0][2:] == page.get_size():
                continue
            assert page.get_size() == pytest.approx((609.4, 935.4), abs=0.1)
            text = page.get_textpage()
            heights = {}
            for index in range(text.count_chars()):
                if text.get_text_range(index, 1).strip():
                    heights.setdefault(text.get_text_range(index, 1), []).append(
                        text.get_charbox(index)[1]
                    )
            upper = heights[names[0]][0]
            assert upper > 900
            if len(names) == 2:
                assert min(height for each in heights.values() for height in each) == pytest.approx(
                    upper - 467.7, abs=1
                )
            gray = page.render(scale=1).to_pil().convert("L")
            assert gray.crop((0, 466, gray.width, 470)).getextrema()[0] < 250  # the cut line


@pytest.mark.soffice
def test_catchwords_name_the_first_word_of_the_next_page(papers: Path) -> None:
    source = (papers / "sop.pdf").read_bytes()
    made = add_catchwords(source, find_font({}))
    before, after = page_texts(source), page_texts(made)
    assert len(before) == 2
    assert after == [f"{before[0]} Langkah...", before[1]]
    assert is_sound(made)
    assert add_catchwords(source, find_font({})) == made
    single = (papers / "surat-1.pdf").read_bytes()
    assert add_catchwords(single, find_font({})) == single


def test_catchwords_of_a_file_without_tags(tmp_path: Path) -> None:
    """A repeated header and page numbers are passed over; the place is below the text."""
    data = pages_of(
        [(72, 800, "Kop Kantor"), (300, 780, "- 1 -"), (72, 700, "Isi satu"), (72, 60, "kaki")],
        [(72, 800, "Kop Kantor"), (300, 780, "- 2 -"), (72, 700, "2. Butir"), (72, 60, "kaki")],
        [(72, 800, "Kop Kantor"), (72, 60, "kaki")],
    )
    made = add_catchwords(data, find_font({}))
    assert [text.endswith("...") for text in page_texts(made)] == [True, False, False]
    assert page_texts(made)[0].endswith("kaki 2...") or "2..." in page_texts(made)[0]
    assert "..." not in "".join(page_texts(made)[1:]).replace("2...", "")


def pages_of(*pages: list[tuple[int, int, str]]) -> bytes:
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        for words in pages:
            page = pdf.add_blank_page(page_size=(595, 842))
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            shown = "".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj\n" for x, y, text in words)
            page.obj.Contents = pdf.make_stream(f"BT /F 11 Tf {shown} ET".encode())
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()
