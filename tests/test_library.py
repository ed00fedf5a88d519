"""``import docgen``: light, typed, and as docs/library.md shows it; its memory stays flat."""

from __future__ import annotations

import datetime as dt
import io
import pkgutil
import re
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

import docgen
from docgen.load.shipped import shipped
from tests.support.small_office import SMALL

PAGE = Path(docgen.__file__).parent.parent / "docs/library.md"
TEMPLATE = shipped("templates/surat_dinas.docx")
OFFICE = {"pemerintah": "Pemerintah Kota Contoh", "nama": "Dinas Contoh", "kota": "Contoh"}
HEAVY = ("babel", "click", "docx", "jinja2", "lxml", "openpyxl", "pikepdf", "pydantic", "rich")
ROW = {
    "id": "a",
    "tujuan": "Camat Contoh",
    "hal": "Rapat",
    "pembuka": "Dengan hormat,",
    "isi": "Mohon hadir.",
    "penutup": "Terima kasih.",
}


def render(**changed: Any) -> docgen.library.RenderedLetter:
    (letter,) = docgen.render_letters(TEMPLATE, [{**ROW, **changed}], office=OFFICE)
    return letter


def codes(letter: docgen.library.RenderedLetter) -> set[str]:
    return {finding.code for finding in letter.findings}


def test_the_examples_of_the_page_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    program = "\n".join(blocks).replace('"templates/', f'"{TEMPLATE.parent}/')
    workspace = SMALL.write(tmp_path / "ruang kerja")
    folder = tmp_path / "hasil"
    folder.mkdir()
    names: dict[str, Any] = {"folder": folder, "workspace": workspace}
    exec(compile(program, str(PAGE), "exec"), names)
    assert len(list(folder.glob("*.docx"))) == 50
    assert capsys.readouterr().err == ""


def test_every_name_is_told_and_is_no_package() -> None:
    page = PAGE.read_text(encoding="utf-8")
    packages = {each.name for each in pkgutil.iter_modules(docgen.__path__)}
    assert not packages & set(docgen.__all__)
    assert len(docgen.__all__) < 12
    for name in docgen.__all__:
        assert getattr(docgen, name).__doc__
        assert name in page
    assert set(docgen.__all__) <= set(dir(docgen))
    stub = Path(docgen.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    assert set(re.findall(r" as (\w+)$", stub, re.M)) == set(docgen.__all__)
    with pytest.raises(AttributeError):
        _ = docgen.nothing_of_that_name


def test_importing_it_loads_no_library() -> None:
    probe = f"import docgen, sys; print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_row_is_taken_when_its_letter_is_asked_for() -> None:
    taken: list[int] = []

    def rows() -> Iterator[dict[str, object]]:
        for number in range(5):
            taken.append(number)
            yield {**ROW, "id": f"a-{number}"}

    letters = docgen.render_letters(TEMPLATE, rows(), office=OFFICE)
    assert taken == []
    assert next(letters).id == "a-0"
    assert taken == [0]


def test_a_faulty_row_gives_no_letter_and_says_all_that_is_wrong() -> None:
    rows = [ROW, {"hal": "x", "tanggal_ttd": "31/02/2026", "isi": "y"}, {**ROW, "id": "c"}]
    first, second, third = docgen.render_letters(TEMPLATE, rows, office=OFFICE)
    assert first.ok and third.ok
    assert not second.ok
    assert {"cell-empty", "date-impossible"} <= codes(second)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"penandatangan": "siapa"}, "official-unknown"),
        ({"tanggal": "31/02/2026"}, "date-impossible"),
        ({"hal": {"teks": "a"}}, "value-not-text"),
        ({"tujuan": [["a"]]}, "value-not-text"),
        ({"butir": ["satu"]}, "value-not-text"),
        ({"butir": [{"jenis": "a", "warna": "b"}]}, "key-unknown"),
        ({"orang": ["satu"]}, "value-not-text"),
        ({"rincian": [{"uraian": [["a"]]}]}, "value-not-text"),
        ({"butir": [{"jenis": {"a": "b"}}]}, "value-not-text"),
        ({"butir": [{"banyaknya": "1"}]}, "key-missing"),
        ({"rincian": [{"warna": "b", "uraian": "a"}]}, "key-unknown"),
        ({"kop": "lain"}, "office-unknown"),
        ({"tempat_tanggal": "x"}, "column-reserved"),
    ],
)
def test_what_cannot_be_used_is_never_left_out_in_silence(changed: Any, code: str) -> None:
    letters = docgen.render_letters(
        TEMPLATE, [{**ROW, **changed}], office=OFFICE,
        officials=[{"kunci": "kepala", "nama": "Siti", "jabatan": "Kepala"}],
    )  # fmt: skip
    (letter,) = letters
    assert not letter.ok
    assert code in codes(letter)


def test_a_column_that_the_template_lacks_is_told_once() -> None:
    rows = [{**ROW, "warna": "merah"}, {**ROW, "warna": "biru"}]
    first, second = docgen.render_letters(TEMPLATE, rows, office=OFFICE)
    assert "column-unused" in codes(first)
    assert "column-unused" not in codes(second)
    lacking = {name: text for name, text in ROW.items() if name != "isi"}
    (letter,) = docgen.render_letters(TEMPLATE, [lacking], office=OFFICE)
    assert "column-missing" in codes(letter)


def test_what_the_caller_numbers_and_dates_is_printed() -> None:
    letter = render(nomor="400/7/2026", tanggal=dt.date(2026, 11, 28), tujuan=["Camat", "Lurah"])
    assert letter.docx is not None
    words = "".join(
        each.text or "" for each in docx.Document(io.BytesIO(letter.docx)).element.iter()
    )
    assert "400/7/2026" in words
    assert "28 November 2026" in words
    assert "Lurah" in words


@pytest.mark.parametrize(
    ("template", "office"),
    [(b"bukan Word", OFFICE), (TEMPLATE, {"nama": "x"}), (TEMPLATE, {**OFFICE, "warna": "x"})],
)
def test_what_no_row_can_be_made_with_is_raised_at_once(template: Any, office: Any) -> None:
    with pytest.raises(docgen.FindingsError):
        docgen.render_letters(template, [], office=office)


def test_a_template_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        docgen.render_letters(tmp_path / "tidak.docx", [], office=OFFICE)


def test_without_the_engine_no_file_is_taken() -> None:
    environ = {"DOCGEN_SOFFICE": "/nonexistent/soffice.bin"}
    with pytest.raises(docgen.DocgenError):
        docgen.convert_files(iter([]), environ=environ)


def peak(count: int) -> int:
    rows = ({**ROW, "id": f"a-{number}"} for number in range(count))
    tracemalloc.start()
    for letter in docgen.render_letters(TEMPLATE, rows, office=OFFICE):
        assert letter.ok
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_many_letters_take_no_more_memory_than_some() -> None:
    peak(20)  # what is loaded and compiled once
    assert peak(400) < peak(100) + 300_000


@pytest.mark.full
def test_ten_thousand_letters_take_no_more_memory_than_a_hundred() -> None:
    peak(20)
    assert peak(10_000) < peak(100) + 1_000_000
