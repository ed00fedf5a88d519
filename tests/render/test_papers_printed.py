"""Letters as LibreOffice prints them: where pages end, and what stands on each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen.cli import run
from docgen.convert import Job, convert_all
from docgen.model.letter import Item, Letter, Paraf
from docgen.render.placeholders.letters import NO_RULES
from tests.support.letters import CLOSING, LINE, UNSIGNED, electronic, letter, long, rendered
from tests.support.office import Office
from tests.support.office import letter as row
from tests.support.workspaces import soffice

pytestmark = pytest.mark.soffice
PARAF = tuple(Paraf(nama=f"Pejabat {name}") for name in ("Satu", "Dua", "Tiga"))
# Around the length at which a letter no longer fits one page.
LENGTHS = range(7, 18)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of each page of each paper, spaces and line ends as one space."""
    folder = tmp_path_factory.mktemp("cetak")
    papers: dict[str, tuple[Letter, str]] = {}
    for count in LENGTHS:
        papers[f"dinas-{count}"] = (letter(**long(count), tembusan=("A", "B")), "surat_dinas")
        bare = letter(**long(count, closing=""), **UNSIGNED, paraf=PARAF)
        papers[f"nota-{count}"] = (bare, "nota_dinas")
        items = tuple(Item(jenis=f"Berkas {n}", keterangan=LINE) for n in range(count - 4))
        papers[f"pengantar-{count}"] = (letter(butir=items), "surat_pengantar")
    papers["tte"] = (electronic(**long(30), keamanan="Rahasia"), "surat_dinas")
    jobs = []
    rules = NO_RULES.model_copy(update={"kalimat_tte": "Secara elektronik:", "kaki_tte": "Kaki."})
    for name, (one, template) in papers.items():
        source = folder / f"{name}.docx"
        source.write_bytes(rendered(one, rules, f"{template}.docx"))
        jobs.append(Job(source, folder / f"{name}.pdf", name))
    assert all(outcome.ok for outcome in convert_all(jobs, soffice()))
    return {job.title: _texts(job.target) for job in jobs}


def _texts(path: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


@pytest.mark.parametrize("kind", ["dinas", "nota", "pengantar"])
def test_signature_is_whole_and_never_alone(pages: dict[str, list[str]], kind: str) -> None:
    found = {count: pages[f"{kind}-{count}"] for count in LENGTHS}
    assert {len(each) for each in found.values()} >= {1, 2}  # the lengths are worth testing
    for count, each in found.items():
        (signed,) = [page for page in each if "NIP 19710514" in page]
        assert signed.count("Kepala Badan,") == 1
        before = signed.partition("Kepala Badan,")[0]
        last = {"dinas": CLOSING, "nota": f"{count}. Kalimat", "pengantar": "Diterima tanggal"}
        assert last[kind] in before


def test_number_date_and_page_on_top_from_page_two_on(pages: dict[str, list[str]]) -> None:
    first, *later = pages[f"dinas-{LENGTHS[-1]}"]
    assert "Halaman" not in first
    for number, page in enumerate(later, 2):
        assert f"Nomor 005/1/BKD/2025, 6 Januari 2025 Halaman {number}" in page


def test_foot_and_security_class_on_every_page(pages: dict[str, list[str]]) -> None:
    assert len(pages["tte"]) == 2
    for page in pages["tte"]:
        assert "Kaki." in page and "RAHASIA" in page
    assert "Secara elektronik: Ratna, S.H." in pages["tte"][-1]


def test_a_draft_says_so_nowhere_but_in_its_own_state(pages: dict[str, list[str]]) -> None:
    draft, final = pages[f"nota-{LENGTHS[-1]}"], pages[f"dinas-{LENGTHS[-1]}"]
    assert all("KONSEP" in page.replace(" ", "") for page in draft)
    assert not any("KONSEP" in page.replace(" ", "") for page in final)
    assert re.search(r"1\. Pejabat Satu 2\. Pejabat Dua", pages[f"nota-{LENGTHS[0]}"][-1])


SENT = (
    Office()
    .letters(
        "pengantar",
        row("p-1", klasifikasi="005", keamanan="SR", tujuan="Camat A; Camat B"),
        template="surat_pengantar",
    )
    .items({"id": "p-1", "jenis": "Daftar gaji"})
    .profile("[surat]\nlembar_kembali = true\n")
)


def test_sheets_that_come_back_and_copies_of_secrets(tmp_path: Path) -> None:
    """One file for each, marked on its page; what the profile no longer asks for is gone."""
    soffice()
    SENT.write(tmp_path)
    assert run(["build", "-q", "-C", str(tmp_path)]) == 0
    assert run(["check", "-q", str(tmp_path)]) == 0
    folder = tmp_path / "output/letters/pengantar/p-1"
    marks = {
        "asli-2": "ASLI 2: Camat B (lembar 1, untuk penerima, kopi nomor 2 dari 5)",
        "arsip": "ARSIP (kopi nomor 3 dari 5)",
        "kembali-2": "KEMBALI 2: Camat B (lembar 2, kembali ke pengirim, kopi nomor 5 dari 5)",
    }
    for name, mark in marks.items():
        (page,) = _texts(folder / f"p-1.{name}.pdf")
        assert mark in page and "Lembar kedua harap dikembalikan" in page
    SENT.profile("").configure(tmp_path)
    assert run(["build", "-q", "-C", str(tmp_path)]) == 0
    assert not list(folder.glob("*kembali*"))
    (page,) = _texts(folder / "p-1.asli-2.pdf")
    assert "ASLI 2: Camat B (kopi nomor 2 dari 3)" in page
