"""A letter that is converted alone to prove a joined document: kept as it came, if whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.convert.jobs import Job, Kind
from docgen.convert.libreoffice.batch import JoinedItem, Sample
from tests.support.pdfs import blank_pdf


def test_a_whole_one_is_kept_as_it_came(tmp_path: Path) -> None:
    job = Job(tmp_path / "surat.docx", tmp_path / "contoh.pdf", "Surat")
    written = tmp_path / "000007.pdf"
    written.write_bytes(blank_pdf())
    outcome = Sample(number=7, job=job, kind=Kind.WRITER).settle(written)
    assert outcome is not None and outcome.ok and outcome.pages == 1
    assert job.target.read_bytes() == written.read_bytes()


@pytest.mark.parametrize("data", [None, b"", b"%PDF-1.7 %%EOF", blank_pdf()[:-40]])
def test_another_try_is_due(data: bytes | None, tmp_path: Path) -> None:
    job = Job(tmp_path / "surat.docx", tmp_path / "contoh.pdf", "Surat")
    if data is not None:
        (tmp_path / "000007.pdf").write_bytes(data)
    assert Sample(number=7, job=job, kind=Kind.WRITER).settle(tmp_path / "000007.pdf") is None
    assert not job.target.exists()


def test_a_joined_document_is_converted_as_it_was_made(tmp_path: Path) -> None:
    source = tmp_path / "000001-gabungan.docx"
    source.write_bytes(b"bukan zip")
    job = Job(source, source.with_suffix(".pdf"), "")
    (tmp_path / "kerja").mkdir()
    copy = JoinedItem(number=1, job=job, kind=Kind.WRITER).copy_into(tmp_path / "kerja")
    assert copy.name == "000001.docx" and copy.read_bytes() == source.read_bytes()
