"""The recap as LibreOffice prints it: what belongs together stands on one page."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen.convert import Job, convert_all
from docgen.findings import Where
from docgen.load.skp.recap import regimes
from docgen.model.skp.recap import Employee, Recap, Skpd
from docgen.render.recap.workbook import render_recap
from tests.support.workspaces import soffice

TEMPLATE = Path(__file__).parents[2] / "templates" / "rekap_skp.xlsx"
OFFICES = 4


def recap(size: int) -> Recap:
    """``OFFICES`` SKPD with ``size`` employees each, with texts of one and two lines."""
    regime = next(regime for regime in regimes() if regime.matriks)
    employees = tuple(
        Employee(
            nama=f"Pegawai {number}",
            nip="198001012005012001",
            golongan="III/c",
            jabatan="Analis " * (1 + number % 5),
            values={"predikat": "Baik"},
            skpd=f"skpd{office}",
            where=Where("x"),
        )
        for office in range(OFFICES)
        for number in range(size)
    )
    roster = tuple(Skpd(kode=f"skpd{n}", nama=f"Kelompok {n}") for n in range(OFFICES))
    return Recap(nama="skp", tahun=2024, regime=regime, roster=roster, employees=employees)


@pytest.mark.soffice
def test_groups_and_signatures_are_not_parted(tmp_path: Path) -> None:
    program = soffice()
    jobs = []
    for size in range(8, 24):
        source = tmp_path / f"rekap-{size}.xlsx"
        source.write_bytes(
            render_recap(
                recap(size),
                TEMPLATE.read_bytes(),
                kop={"pemerintah": "Pemerintah Kota Contoh", "nama": "Badan Kepegawaian"},
                logo=None,
                pejabat={"jabatan": "Kepala Badan", "nama": "Ratna", "pangkat": "Pembina"},
                tempat_tanggal="Contoh, 3 Februari 2025",
            )
        )
        jobs.append(Job(source, tmp_path / f"rekap-{size}.pdf", "Rekap"))
    for outcome in convert_all(jobs, program):
        assert outcome.finding is None
        pages = [page.extract_text() for page in PdfReader(outcome.job.target).pages]
        names = [page for page in pages if "Rekapitulasi Nominatif" in page]
        for page in names:
            lines = [line for line in page.splitlines() if line.strip()]
            body = [line for line in lines if "Kelompok" in line or "Pegawai " in line]
            assert body, "a page with nothing of the table on it"
            assert "Kelompok" not in body[-1], "a group's head is the last line of its page"
        assert all(text in names[-1] for text in ("3 Februari", "Ratna", "Pembina", "Pegawai "))
        # A break that comes too late leaves a page that is nearly empty.
        assert min(page.count("Pegawai ") for page in names[:-1]) > 5
