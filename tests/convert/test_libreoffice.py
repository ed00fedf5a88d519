"""The real LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pikepdf.pdfa import validate_written
from PIL import Image

from docgen.convert import Job, convert_all, version
from docgen.convert.libreoffice.engine import LibreOffice
from docgen.model.profile import Profile
from docgen.pipeline.standalone import convert_files
from tests.support.workspaces import soffice

pytestmark = pytest.mark.soffice


@pytest.fixture(scope="module")
def program() -> Path:
    return soffice()


def test_version(program: Path) -> None:
    assert version(program).startswith("LibreOffice ")


def test_pdfa_title_language_and_same_bytes(program: Path, make_docx, tmp_path: Path) -> None:
    sources = [
        make_docx("a/surat.docx", *["Isi surat"] * 60, link="https://contoh.invalid/"),
        make_docx("b/surat.docx", "Isi ☐ lain"),
    ]
    titles = ["Surat <1> & é", "Surat\n2"]
    written = []
    for run in ("satu", "dua"):
        order = (0, 1) if run == "satu" else (1, 0)
        jobs = [Job(sources[n], tmp_path / run / f"{n}.pdf", titles[n]) for n in order]
        outcomes = convert_all(jobs, program, workers=1)
        assert [outcome.finding for outcome in outcomes] == [None, None]
        assert [outcome.pages for outcome in outcomes] == [(3, 1)[n] for n in order]
        written.append([(tmp_path / run / f"{n}.pdf").read_bytes() for n in (0, 1)])
    assert written[0] == written[1]
    for data, title in zip(written[0], ("Surat <1> & é", "Surat 2"), strict=True):
        report = validate_written(io.BytesIO(data), "2b")
        assert report.passed, report.summary()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert str(pdf.Root.Lang) == "id-ID"
            assert str(pdf.docinfo["/Title"]) == title
            with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as packet:
                assert packet["dc:title"] == title
            assert "/StructTreeRoot" in pdf.Root


def add_change(source: Path, author: str) -> Path:
    """Let the last paragraph hold an insertion that is tracked."""
    document = docx.Document(str(source))
    paragraph = document.add_paragraph("Yang diubah: ")
    paragraph._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="1" w:author="{author}" w:date="2025-01-06T08:00:00Z">'
            f"<w:r><w:t>sisipan {author}</w:t></w:r></w:ins>"
        )
    )
    document.save(str(source))
    return source


def test_colours_of_authors_do_not_hang_on_neighbours(
    program: Path, make_docx, tmp_path: Path
) -> None:
    names = ("Budi", "Citra", "Dewi")
    sources = [add_change(make_docx(f"{name}.docx", "isi"), name) for name in names]

    def convert(folder: str, wanted: list[Path]) -> dict[str, bytes]:
        place = tmp_path / folder
        jobs = [
            Job(each, place / f"{each.stem}.pdf", each.stem, accept_changes=True) for each in wanted
        ]
        assert all(outcome.ok for outcome in convert_all(jobs, program, workers=1))
        return {job.title: job.target.read_bytes() for job in jobs}

    together = convert("bersama", sources)
    backwards = convert("mundur", sources[::-1])
    assert together == backwards
    assert together["Dewi"] == convert("sendiri", sources[2:])["Dewi"]


def test_corrupt_among_several(program: Path, make_docx, tmp_path: Path) -> None:
    sources = [make_docx(f"{n}.docx", f"Surat {n}") for n in range(6)]
    data = sources[2].read_bytes()
    sources[2].write_bytes(data[: len(data) // 2])  # refused before
    with zipfile.ZipFile(sources[4]) as package:  # LibreOffice itself cannot load this one
        members = {name: package.read(name) for name in package.namelist()}
    members["word/document.xml"] = b'<document xmlns="urn:x"><a/></document>'
    members["_rels/.rels"] = b"<Relationships/>"
    with zipfile.ZipFile(sources[4], "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    jobs = [Job(path, path.with_suffix(".pdf"), path.stem) for path in sources]
    codes = [o.finding.code if o.finding else "" for o in convert_all(jobs, program)]
    assert codes == ["", "", "convert-not-a-document", "", "convert-failed", ""]


def test_leftover_tag(program: Path, make_docx, tmp_path: Path) -> None:
    sources = [
        make_docx("a.docx", "Yth. {{ tujuan }}"),
        make_docx("b.docx", *["baris"] * 80, "{% if x %}"),
        make_docx("c.docx", "kurung { biasa }"),
    ]
    jobs = [Job(path, path.with_suffix(".pdf"), path.stem) for path in sources]
    codes = [o.finding.code if o.finding else "" for o in convert_all(jobs, program)]
    assert codes == ["convert-leftover-tag", "convert-leftover-tag", ""]
    assert not jobs[0].target.exists()


def test_workbook_with_indonesian_numbers(program: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"] = 12500.5, "=A1*2"
    sheet["A1"].number_format = sheet["A2"].number_format = "#,##0.00"
    book.save(tmp_path / "rekap.xlsx")
    job = Job(tmp_path / "rekap.xlsx", tmp_path / "rekap.pdf", "Rekap")
    (outcome,) = convert_all([job], program)
    assert outcome.ok
    if shutil.which("pdftotext"):
        shown = subprocess.run(["pdftotext", job.target, "-"], capture_output=True, text=True)
        assert shown.stdout.split() == ["12.500,50", "25.001,00"]


def test_nothing_is_fetched(program: Path, tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    document = docx.Document()
    document.add_picture(io.BytesIO(_png()))
    blip = next(
        document.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
    )
    address = f"http://127.0.0.1:{server.server_port}/logo.png"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for key in list(blip.attrib):
        del blip.attrib[key]
    link = document.part.relate_to(address, f"{kind}/image", is_external=True)
    blip.set(f"{{{kind}}}link", link)
    document.save(str(tmp_path / "a.docx"))
    try:
        (outcome,) = convert_all([Job(tmp_path / "a.docx", tmp_path / "a.pdf", "A")], program)
    finally:
        server.shutdown()
        server.server_close()
    assert outcome.ok
    assert asked == []


def _png() -> bytes:
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(target, "PNG")
    return target.getvalue()


def test_photographs_are_as_good_as_asked(program: Path, tmp_path: Path) -> None:
    shades = io.BytesIO()
    Image.effect_noise((400, 400), 60).convert("RGB").save(shades, "PNG")
    document = docx.Document()
    document.add_picture(shades)
    document.save(str(tmp_path / "foto.docx"))
    usual = LibreOffice(program)
    assert usual.at_quality(usual.jpeg_quality).describe() == usual.describe()
    assert usual.at_quality(60).describe() == f"{usual.describe()}, JPEG 60"
    sizes = []
    for quality in (100, 90, 60):
        profile = Profile(nama="uji", mutu_foto=quality)
        report = convert_files([tmp_path / "foto.docx"], tmp_path / str(quality), usual, profile)
        assert [Path(path).name for path in report.written] == ["foto.pdf"]
        sizes.append((tmp_path / str(quality) / "foto.pdf").stat().st_size)
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > 1.5 * sizes[2]
