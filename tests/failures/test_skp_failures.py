"""SKP reports with one fault each, in files named ``CODE.what.YEAR.csv``; ``!!`` marks the cell.

``2021-2`` is a half-year. As in ``test_failures`` no other error may be found; ``clean`` gives
nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from docgen.findings import Severity
from docgen.load.skp.recap import load_recap

HERE = Path(__file__).parent
MARK = "!!"
CASES = sorted((HERE / "skp").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_code_and_place(case: Path, tmp_path: Path) -> None:
    code, *_what, period = case.stem.split(".")
    year, _, half = period.partition("-")
    text = case.read_text(encoding="utf-8")
    (tmp_path / "bkd.csv").write_text(text.replace(MARK, ""), encoding="utf-8")
    (tmp_path / "skpd.csv").write_text("kode;nama\nbkd;BKD\n", encoding="utf-8")
    result = load_recap(
        "x",
        int(year),
        [(tmp_path / "bkd.csv", "bkd.csv")],
        (tmp_path / "skpd.csv", "skpd.csv"),
        half=int(half) if half else None,
    )
    if code == "clean":
        assert result.findings == ()
        return
    places = [
        f"bkd.csv {get_column_letter(column)}{number}"
        for number, line in enumerate(text.splitlines(), 1)
        for column, cell in enumerate(line.split(";"), 1)
        if MARK in cell
    ]
    assert places, "the case marks no place"
    assert [str(f.where) for f in result.findings if f.code == code] == places
    errors = {f.code for f in result.findings if f.severity is Severity.ERROR}
    assert errors <= {code}
    assert all(finding.message.strip() for finding in result.findings)
