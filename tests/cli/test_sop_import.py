"""``docgen sop import``: files in, specs and findings out, the originals untouched."""

from __future__ import annotations

import hashlib
import io
import json
import random
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openxml_audit import FileFormat, OpenXmlValidator

from docgen.load.sop import load_sop
from tests.cli.calls import Call
from tests.support.legacy import excel, plan, word
from tests.support.legacy.own import SPECS, spec_of
from tests.support.office import Office

SOP = spec_of(next(path for path in SPECS if path.stem == "empat-keputusan"))


@pytest.fixture
def sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A workbook and a document, drawn loosely, so that there is something to doubt."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCGEN_SOFFICE", "/nonexistent/soffice.bin")
    chance = random.Random(3)
    drawn = plan.moved(plan.make_plan(SOP, chance), chance, 2, 5)
    book, document = tmp_path / "SOP Izin.xlsx", tmp_path / "lama.docx"
    book.write_bytes(excel.write(drawn))
    document.write_bytes(word.write(drawn, "wps", chance))
    return book, document


def test_specs_are_written_and_can_be_used(sheets: tuple[Path, Path], call: Call) -> None:
    answer = call("sop", "import", *sheets, "-o", "hasil")
    assert answer.code == 0
    assert [Path(name).name for name in answer.written] == ["sop-izin.yaml", "lama.yaml"]
    for name, source in zip(answer.written, sheets, strict=True):
        loaded = load_sop(Path(name), name)
        assert loaded.value is not None and not loaded.findings
        asal = loaded.value.sop.asal
        assert asal is not None and asal.berkas == source.name
        assert asal.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert call("sop", "check", *answer.written).code == 0


def test_findings_name_a_sheet_and_a_cell_or_a_table(sheets: tuple[Path, Path], call: Call) -> None:
    found = json.loads(call("sop", "import", *sheets, "--json").out)["temuan"]
    of_book = [f for f in found if f["where"]["file"].endswith(".xlsx")]
    of_document = [f for f in found if f["where"]["file"].endswith(".docx")]
    assert of_book and all(f["where"]["sheet"] == "SOP" and f["where"]["cell"] for f in of_book)
    assert of_document and all("tabel" in f["where"]["paragraph"] for f in of_document)


def test_nothing_is_overwritten_unless_it_is_asked_for(
    sheets: tuple[Path, Path], call: Call
) -> None:
    assert call("sop", "import", sheets[0]).code == 0
    Path("sop-izin.yaml").write_text("milik saya", encoding="utf-8")
    answer = call("sop", "import", *sheets)
    assert answer.code == 1 and "output-exists" in answer.err
    assert Path("sop-izin.yaml").read_text(encoding="utf-8") == "milik saya"
    assert Path("lama.yaml").is_file()  # the other one is written
    assert call("sop", "import", *sheets, "--force").code == 0
    assert Path("sop-izin.yaml").read_text(encoding="utf-8") != "milik saya"


def test_two_of_one_name_collide(sheets: tuple[Path, Path], call: Call) -> None:
    twin = Path("sop izin.docx")
    twin.write_bytes(sheets[1].read_bytes())
    answer = call("sop", "import", sheets[0], twin)
    assert answer.code == 1 and "output-collision" in answer.err


def test_a_copy_with_comments(sheets: tuple[Path, Path], call: Call) -> None:
    before = [sheet.read_bytes() for sheet in sheets]
    answer = call("sop", "import", *sheets, "--annotate")
    assert answer.code == 0
    book, document = Path("sop-izin-catatan.xlsx"), Path("lama-catatan.docx")
    assert [sheet.read_bytes() for sheet in sheets] == before
    sheet = load_workbook(io.BytesIO(book.read_bytes())).active
    assert sheet is not None
    comments = {c.coordinate: c.comment.text for row in sheet for c in row if c.comment}
    assert comments and all("(" in text for text in comments.values())
    with ZipFile(document) as package:
        body = package.read("word/document.xml").decode()
        texts = package.read("word/comments.xml").decode()
    assert body.count("<w:commentRangeStart") == texts.count("<w:comment ") > 0
    with ZipFile(sheets[1]) as package:  # the drawing is as it was
        assert body.count("<wp:anchor") == package.read("word/document.xml").count(b"<wp:anchor")
    for copy, original in ((book, sheets[0]), (document, sheets[1])):
        validator = OpenXmlValidator(file_format=FileFormat.OFFICE_2019)
        faults = {str(each.description) for each in validator.validate(copy).errors}
        known = {str(each.description) for each in validator.validate(original).errors}
        assert faults <= known, copy


def test_comments_that_are_there_stay(sheets: tuple[Path, Path], call: Call) -> None:
    call("sop", "import", *sheets, "--annotate")
    Path("kedua").mkdir()
    again = [Path("sop-izin-catatan.xlsx"), Path("lama-catatan.docx")]
    assert call("sop", "import", *again, "--annotate", "-o", "kedua").code == 0
    with ZipFile("kedua/lama-catatan-catatan.docx") as package:
        texts = package.read("word/comments.xml").decode()
    with ZipFile("lama-catatan.docx") as package:
        assert texts.count("<w:comment ") == 2 * package.read("word/comments.xml").count(
            b"<w:comment "
        )
    sheet = load_workbook("kedua/sop-izin-catatan-catatan.xlsx").active
    assert sheet is not None
    assert any(c.comment and "\n" in c.comment.text for row in sheet for c in row)


def test_an_old_file_asks_for_libreoffice(
    sheets: tuple[Path, Path], call: Call, tmp_path: Path
) -> None:
    old = tmp_path / "lama.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "WordDocument".encode("utf-16-le"))
    answer = call("sop", "import", old)
    assert answer.code == 3 and "LibreOffice" in answer.err


def test_what_is_no_sheet_stops_no_other(sheets: tuple[Path, Path], call: Call) -> None:
    Path("pindai.pdf").write_bytes(b"%PDF-1.7")
    answer = call("sop", "import", "pindai.pdf", sheets[0])
    assert answer.code == 1
    assert "legacy-a-pdf" in answer.err and len(answer.written) == 1


def test_a_profile_weighs_what_was_inferred(sheets: tuple[Path, Path], call: Call) -> None:
    Office().profile('[tingkat]\nlegacy-arrow = "error"\n').write(Path())
    answer = call("sop", "import", sheets[0])
    assert answer.code == 1 and "GALAT legacy-arrow" in answer.err
