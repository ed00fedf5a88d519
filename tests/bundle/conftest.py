"""PDFs for the bundle tests: made by hand, and made by LibreOffice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pikepdf import Array

from docgen.convert import Job, convert_all
from tests.support.pdfs import sign
from tests.support.workspaces import soffice

A4 = (0, 0, 595, 842)


@pytest.fixture
def make_pdf(tmp_path: Path) -> Callable[..., Path]:
    """A blank PDF/A-2b; each page has a box and a rotation."""

    def make(name: str, *pages: tuple[tuple[float, ...], int]) -> Path:
        with pikepdf.new() as pdf:
            for box, rotation in pages or ((A4, 0),):
                page = pdf.add_blank_page()
                page.obj.MediaBox = Array(box)
                page.obj.Rotate = rotation
            pdf.docinfo["/Title"] = "Uji"
            path = tmp_path / name
            pikepdf.pdfa.save(pdf, path, "2b", deterministic_id=True)
        return path

    return make


@pytest.fixture
def signed_pdf(make_pdf, tmp_path: Path) -> Path:
    """What an electronically signed file looks like to a program."""
    with pikepdf.open(make_pdf("unsigned.pdf")) as pdf:
        sign(pdf)
        path = tmp_path / "signed.pdf"
        pdf.save(path)
    return path


def add_links(document: docx.document.Document, targets: list[str]) -> None:
    """A line with a HYPERLINK field for each target, as the index template has it."""
    document.styles.add_style("Tautan", 2)
    for target in targets:
        paragraph = document.add_paragraph()
        for kind in ("begin", "", "separate"):
            element = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(qn("w:fldCharType"), kind)
            else:
                element.text = f' HYPERLINK "docgen:{target}" '
            paragraph.add_run()._r.append(element)
        paragraph.add_run(f"Bagian {target}", style="Tautan")
        end = OxmlElement("w:fldChar")
        end.set(qn("w:fldCharType"), "end")
        paragraph.add_run()._r.append(end)


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with cover.pdf, index.pdf, sop.pdf (2 pages), surat-1.pdf, surat-2.pdf."""
    program = soffice()
    folder = tmp_path_factory.mktemp("papers")
    texts = {
        "cover": ["ARSIP"], "index": ["DAFTAR ISI"], "sop": ["Langkah"] * 40,
        "surat-1": ["Surat satu"], "surat-2": ["Surat dua"],
    }  # fmt: skip
    for name, lines in texts.items():
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        if name == "index":
            add_links(document, ["sop/skp", "surat 1", "surat-2"])
        document.save(str(folder / f"{name}.docx"))
    jobs = [Job(folder / f"{n}.docx", folder / f"{n}.pdf", n) for n in texts]
    assert all(outcome.ok for outcome in convert_all(jobs, program))
    return folder
