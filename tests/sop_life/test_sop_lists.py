"""The master list, and what is due with its forms."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest

from docgen.pipeline.sops.master_list import Asked, due, list_sops
from docgen.render.lists.master import COLUMNS
from docgen.render.workbook.table import DATE
from tests.sop_life.calls import Docgen
from tests.support.sop_life import SPEC, TODAY, frozen, office, other


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """One SOP in its second revision, one withdrawn, one that says nothing of a life."""
    gone = other("8", "Izin", dicabut="{tanggal: 3 Juni 2025, alasan: x}")
    root = office(tmp_path, cuti=SPEC, izin=gone, lama=other("9", "Lama"))
    spec = root / "sop_specs/cuti.yaml"
    frozen(spec)
    frozen(root / "sop_specs/izin.yaml")
    spec.write_text(SPEC + "revisi: 1\n", "utf-8")
    frozen(spec, 1, dt.date(2025, 7, 1))
    return root


def test_every_revision_stands_in_the_master_list(kept: Path, tmp_path: Path) -> None:
    target = tmp_path / "daftar.xlsx"
    lines, report = list_sops(kept, TODAY, target, force=False)
    assert report.written == [str(target)]
    assert [(line.number, line.revision, line.state, line.successor) for line in lines] == [
        ("7/UJI/2025", "1", "berlaku", ""),
        ("7/UJI/2025", "0", "digantikan", "revisi 1"),
        ("8", "0", "dicabut", ""),
        ("9", "", "", ""),
    ]
    assert lines[0].monitoring_due == dt.date(2026, 1, 1)
    assert lines[0].evaluation_due == dt.date(2026, 7, 1)
    assert all(line.monitoring_due is None for line in lines[1:])
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    cells = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"DAFTAR INDUK SOP", "berlaku", "digantikan", "dicabut", "revisi 1"} <= cells
    before = target.read_bytes()
    list_sops(kept, TODAY, target, force=False)
    assert target.read_bytes() == before


def test_days_fit_on_one_line() -> None:
    """A cell of a date that is too narrow prints ###."""
    widths = [column.least for column in COLUMNS if column.style == DATE]
    assert len(widths) == 4 and min(widths) >= len("30 September 2025")


def test_no_list_that_looks_whole_and_is_not(kept: Path, docgen: Docgen, root: Path) -> None:
    (kept / "sop_specs/riwayat/izin/0/izin.pdf").unlink()
    target = root / "daftar.xlsx"
    assert docgen("list", "-C", str(kept), "--xlsx", str(target)) == 1
    assert not target.exists()
    assert docgen("list", "-C", str(kept)) == 1


@pytest.mark.parametrize(
    ("until", "kinds"),
    [
        (dt.date(2025, 12, 31), []),
        (dt.date(2026, 1, 1), ["monitoring"]),
        (dt.date(2026, 1, 2), ["monitoring"]),
        (dt.date(2026, 7, 1), ["monitoring", "evaluasi"]),
    ],
)
def test_what_is_due(kept: Path, until: dt.date, kinds: list[str]) -> None:
    found, _report = due(kept, Asked(specs=(), until=until, folder=None), TODAY)
    assert [each.review.kind for each in found] == kinds


def texts(path: Path) -> str:
    document = docx.Document(io.BytesIO(path.read_bytes()))
    cells = (cell.text for t in document.tables for row in t.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_forms_hold_the_steps(kept: Path, tmp_path: Path) -> None:
    """Of one SOP they are made whether they are due or not."""
    spec = kept / "sop_specs/cuti.yaml"
    asked = Asked(specs=(spec,), until=TODAY, folder=tmp_path / "formulir")
    found, report = due(kept, asked, TODAY)
    assert len(found) == len(report.written) == 2
    for path in map(Path, report.written):
        shown = texts(path)
        assert "Menerima berkas (Staf)" in shown and "Mengirim berkas (Kabid)" in shown
        assert "Pemberian Cuti" in shown and "{{" not in shown
    assert "Berjalan Baik" in texts(Path(report.written[0]))
    for question in report.profile.sop.pertanyaan_evaluasi:
        assert question in texts(Path(report.written[1]))


@pytest.mark.parametrize("stem", ["izin", "lama"])
def test_what_is_not_in_force_is_not_reviewed(
    kept: Path, docgen: Docgen, capsys: pytest.CaptureFixture[str], stem: str
) -> None:
    spec = str(kept / f"sop_specs/{stem}.yaml")
    assert docgen("due", spec, "-C", str(kept), "--json") == 1
    codes = [each["code"] for each in json.loads(capsys.readouterr().out)["temuan"]]
    assert "sop-not-approved" in codes
