"""The sample offices' data fits together: dates in order, numbers valid, 120 employees."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from data.make.make_data import files
from docgen.load.letters.dispositions import load_dispositions
from docgen.load.letters.letters import load_letters
from docgen.load.skp.recap import load_recap
from docgen.model.copies import required_copies
from docgen.model.letter import Letter, LetterState
from docgen.model.skp.recap import Recap
from docgen.model.staff.nip import Nip, parse_nip
from templates.make.logo import draw_logo
from templates.make.make_docx import PAPERS
from templates.make.package import build

ROOT = Path(__file__).resolve().parents[1]
OFFICES = ("bkpsdm", "diskominfo")
SETS = (
    "data/bkpsdm/surat_keluar.xlsx#permintaan",
    "data/bkpsdm/surat_keluar.xlsx#pengantar",
    "data/diskominfo/surat_keluar.xlsx#pengantar",
    "data/diskominfo/surat_keluar.xlsx#nota",
)
# The letters that are not signed yet, with what they wait for.
OPEN = {
    "undangan-evaluasi-skp-2024": LetterState.SIAP_TTD,
    "pembinaan-2025": LetterState.KONSEP,
}
# Holidays and shared leave in the weeks of the story (2025).
FREE = {dt.date(2025, 1, day) for day in (1, 27, 28, 29)}


@pytest.fixture(scope="module")
def letters() -> dict[str, Letter]:
    """The letters by id; reading them finds nothing wrong."""
    found = {}
    for data in SETS:
        result = load_letters(ROOT, data, "contoh", OFFICES)
        assert result.findings == ()
        assert result.value is not None
        for letter in result.value.letters:
            assert letter.penandatangan in result.value.officials
            found[letter.id] = letter
    return found


@pytest.fixture(scope="module")
def recap() -> Recap:
    """The recap of all reports; reading them finds nothing wrong."""
    reports = [(path, path.name) for path in sorted((ROOT / "data/skp").glob("*.*"))]
    layouts = [(path, path.name) for path in sorted((ROOT / "data/skp/layout").glob("*.toml"))]
    roster = (ROOT / "data/skpd.xlsx", "data/skpd.xlsx")
    result = load_recap("skp-2024", 2024, reports, roster, layouts=layouts)
    assert result.findings == ()
    assert result.value is not None
    return result.value


def members(content: bytes) -> dict[str, bytes]:
    """What is in a zip: its packed bytes differ between builds of zlib."""
    if not content.startswith(b"PK"):
        return {"": content}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def works(date: dt.date) -> bool:
    return date.weekday() < 5 and date not in FREE


def test_dates_of_letters_are_working_days_in_order(letters: dict[str, Letter]) -> None:
    assert len(letters) == 7
    assert {key: letters[key].state for key in OPEN} == OPEN
    for letter in (letter for key, letter in letters.items() if key not in OPEN):
        steps = [letter.tanggal_konsep, *(paraf.tanggal for paraf in letter.paraf)]
        dates = [date for date in (*steps, letter.tanggal_ttd, letter.tanggal_nomor) if date]
        assert len(dates) == len(steps) + 2
        assert dates == sorted(dates)
        assert all(works(date) for date in dates)
        assert letter.tanggal_ttd and letter.tanggal_nomor
        assert (letter.tanggal_nomor - letter.tanggal_ttd).days <= 1
        assert len(letter.paraf) <= 3


def test_the_story_goes_from_request_to_recap(letters: dict[str, Letter]) -> None:
    order = (
        "permintaan-skp-2024", "pengantar-skp-2024", "nota-skp-2024", "teguran-skp-2024",
        "pengantar-rekap-skp-2024",
    )  # fmt: skip
    signed = [letters[key].tanggal_ttd for key in order]
    january = [dt.date(2025, 1, day) for day in (6, 17, 20, 21)]
    assert signed == [*january, dt.date(2025, 2, 3)]


def test_the_office_that_is_late_is_reminded(letters: dict[str, Letter], recap: Recap) -> None:
    reminder = letters["teguran-skp-2024"]
    assert reminder.tujuan == tuple(f"Kepala {s.nama} Kota Nusa Harapan" for s in recap.late)
    assert reminder.is_electronic and reminder.tautan


def test_request_goes_to_every_office_of_the_roster(
    letters: dict[str, Letter], recap: Recap
) -> None:
    request = letters["permintaan-skp-2024"]
    heads = tuple(f"Kepala {skpd.nama} Kota Nusa Harapan" for skpd in recap.roster)
    assert request.tujuan == heads
    assert len(required_copies(request)) == 8 + 2 + 1


def test_cover_letters_have_items(letters: dict[str, Letter]) -> None:
    assert len(letters["pengantar-skp-2024"].butir) == 3
    assert len(letters["pengantar-rekap-skp-2024"].butir) == 2
    assert letters["permintaan-skp-2024"].butir == ()


def test_incoming_letter_is_the_request(letters: dict[str, Letter]) -> None:
    result = load_dispositions(ROOT, "data/diskominfo/surat_masuk.xlsx#masuk", "masuk", OFFICES)
    assert result.findings == ()
    assert result.value is not None
    first, second = result.value.dispositions
    request = letters["permintaan-skp-2024"]
    assert first.tanggal_surat == request.tanggal_ttd
    assert first.hal == request.hal
    assert first.nomor_surat == f"{request.klasifikasi}/1/BKPSDM/2025"
    for incoming in (first, second):
        assert incoming.tanggal_disposisi
        dates = [incoming.tanggal_surat, incoming.tanggal_terima, incoming.tanggal_disposisi]
        assert all(works(date) for date in dates)
        assert all(earlier < later for earlier, later in pairwise(dates))


def test_120_employees_of_seven_offices(recap: Recap) -> None:
    assert len(recap.roster) == 8
    assert [skpd.kode for skpd in recap.late] == ["DINSOS"]
    assert len(recap.employees) == 120
    assert len({employee.nip for employee in recap.employees}) == 120
    assert len({employee.nama for employee in recap.employees}) == 120
    predikat = Counter(employee.predikat for employee in recap.employees)
    assert predikat == {"Baik": 99, "Sangat Baik": 14, "Butuh Perbaikan": 5, "Kurang": 2}


def test_numbers_are_valid_and_ages_possible(recap: Recap) -> None:
    contract = 0
    for employee in recap.employees:
        nip = parse_nip(employee.nip)
        assert isinstance(nip, Nip)
        assert 20 <= 2024 - nip.birth.year <= 57
        assert nip.pppk == (employee.pangkat == "")
        contract += nip.pppk
    assert 10 <= contract <= 20


def test_diskominfo_reports_as_many_as_its_letter_says(
    letters: dict[str, Letter], recap: Recap
) -> None:
    staff = [employee for employee in recap.employees if employee.skpd == "DISKOMINFO"]
    assert len(staff) == 18
    assert letters["pengantar-skp-2024"].butir[0].banyaknya.startswith("18 ")
    names = {employee.nama for employee in staff}
    assert {paraf.nama for paraf in letters["pengantar-skp-2024"].paraf} <= names


def test_officials_of_diskominfo_are_its_employees(recap: Recap) -> None:
    book = load_workbook(ROOT / "data/diskominfo/surat_keluar.xlsx")
    rows = list(book["pejabat"].iter_rows(min_row=2, values_only=True))
    by_nip = {employee.nip: employee for employee in recap.employees}
    for row in rows:
        _key, name, _title, rank, grade, nip = row[:6]
        employee = by_nip[str(nip)]
        assert (employee.nama, employee.pangkat, employee.golongan) == (name, rank, grade)


def test_workbooks_are_as_their_script_makes_them() -> None:
    for name, content in files().items():
        assert members((ROOT / "data" / name).read_bytes()) == members(content), name


@pytest.mark.parametrize("name", PAPERS)
def test_templates_are_as_their_script_makes_them(name: str) -> None:
    content = build(PAPERS[name]())
    assert build(PAPERS[name]()) == content
    assert members((ROOT / "templates" / name).read_bytes()) == members(content)
    styles = {style.name for style in Document(io.BytesIO(content)).styles}
    assert {"Normal", "Table Grid"} <= styles
    assert len(styles) < 50


def test_logo_is_small() -> None:
    logo = draw_logo()
    assert logo.startswith(b"\x89PNG")
    assert len(logo) < 30_000
