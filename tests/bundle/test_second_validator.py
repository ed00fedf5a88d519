"""Another validator's opinion: PDFBox preflight, Debian's, which knows PDF/A-1b only.

Transparency, which only 2b allows, is left to pikepdf's validator. ``make test-full`` installs it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgen.bundle import find_validator, take_in
from docgen.bundle.pdfa.second_opinion import Preflight
from docgen.findings import Where
from tests.support import hostile_pdfs as hostile
from tests.support.drawn_pdfs import ALLOWED
from tests.support.workspaces import built_sample

pytestmark = [pytest.mark.full, pytest.mark.soffice]


@pytest.fixture(scope="module")
def preflight() -> Preflight:
    found = find_validator({"PATH": os.environ["PATH"]})
    if not isinstance(found, Preflight):
        pytest.skip("PDFBox preflight is not installed, or veraPDF is")
    assert found.name.startswith("PDFBox preflight ")
    return found


def test_the_sample_agrees(preflight: Preflight) -> None:
    output = built_sample() / "output"
    papers = [*output.glob("bundle/*.pdf"), *output.glob("letters/*/*/*.arsip.pdf")]
    papers += [*output.glob("recap/*.pdf"), *output.glob("sop/*.pdf")][:4]
    assert len(papers) > 5
    assert {path.name: preflight.faults(path) for path in papers} == {
        path.name: () for path in papers
    }


@pytest.mark.parametrize("name", sorted({*hostile.MENDED} - {"transparency"}))
def test_cleaned_pages_agree(name: str, preflight: Preflight, tmp_path: Path) -> None:
    with hostile.plain() as pdf:
        hostile.MENDED[name](pdf)
        (tmp_path / "asal.pdf").write_bytes(hostile.saved(pdf))
    clean = tmp_path / "bersih.pdf"
    assert take_in(tmp_path / "asal.pdf", clean, Where("asal.pdf")).fits
    assert preflight.faults(clean) == ()


@pytest.mark.parametrize("name", ALLOWED)
def test_what_docgen_judged_agrees(name: str, preflight: Preflight, tmp_path: Path) -> None:
    with hostile.plain() as pdf:
        ALLOWED[name](pdf)
        (tmp_path / "asal.pdf").write_bytes(hostile.saved(pdf))
    clean = tmp_path / "bersih.pdf"
    assert take_in(tmp_path / "asal.pdf", clean, Where("asal.pdf")).fits
    # Of JPEG 2000 it has no opinion.
    assert preflight.faults(clean) == (None if "jpeg_2000" in name else ())


def test_it_finds_what_is_wrong(preflight: Preflight, tmp_path: Path) -> None:
    with hostile.plain() as pdf:
        hostile.borrowed_font(pdf)
        (tmp_path / "asal.pdf").write_bytes(hostile.saved(pdf))
    assert preflight.faults(tmp_path / "asal.pdf")
