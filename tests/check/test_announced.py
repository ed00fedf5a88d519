"""What letters announce, against the files and the numbers that the data names."""

from __future__ import annotations

import pytest

from docgen.findings import Severity
from docgen.rules.announced import check_announced
from tests.support.reports import letter

NUMBERS = {"005/1/BKD/2025", "005/2/BKD/2025"}
TTE = {"cara_ttd": "elektronik"}
ITEM = {"jenis": "Surat 005/9/BKD/2025", "banyaknya": "1", "keterangan": "-"}


def codes(*rows: dict[str, object]) -> list[list[tuple[str, Severity]]]:
    letters = [letter(f"s-{row}", row, **values) for row, values in enumerate(rows, 2)]
    found = check_announced(letters, NUMBERS)
    return [[(each.code, each.severity) for each in findings] for findings in found]


def test_a_letter_that_announces_nothing() -> None:
    assert codes({}, {"lampiran": "-"}, {"lampiran": "1 berkas", "berkas_lampiran": ["a.pdf"]}) == [
        [], [], [],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("other", "severity"), [({}, Severity.HINT), ({"berkas_ttd": "a.pdf"}, Severity.WARNING)]
)
def test_a_signed_file_that_no_row_names(other: dict[str, object], severity: Severity) -> None:
    """It weighs more where other letters of the set have one."""
    assert codes(TTE, other) == [[("signed-paper-missing", severity)], []]


@pytest.mark.parametrize(
    ("other", "severity"),
    [({}, Severity.HINT), ({"berkas_lampiran": ["a.pdf"]}, Severity.WARNING)],
)
def test_an_enclosure_that_no_row_names(other: dict[str, object], severity: Severity) -> None:
    assert codes({"lampiran": "2 (dua) lembar"}, other) == [[("enclosure-absent", severity)], []]


def test_an_item_of_a_letter_that_has_no_such_number() -> None:
    known = {**ITEM, "jenis": "Surat nomor 005/1/BKD/2025."}
    elsewhere = {**ITEM, "jenis": "Surat 005/9/SETDA/2024"}  # another office's own affair
    assert codes({"butir": [ITEM]}, {"butir": [known, elsewhere]}) == [
        [("item-not-enclosed", Severity.WARNING)],
        [],
    ]


def test_more_items_than_files() -> None:
    row = {"butir": [{**ITEM, "jenis": "Buku"}] * 2, "berkas_lampiran": ["a.pdf"]}
    assert codes(row) == [[("item-not-enclosed", Severity.WARNING)]]
