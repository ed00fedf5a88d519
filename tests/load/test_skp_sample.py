"""The sample office's recap against a count of its own, made from the source files alone.

The count reads the workbooks' XML and the .csv itself: no line of the program is in it.
"""

from __future__ import annotations

import csv
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from docgen.workspace.kinds.recap import RECAP
from docgen.workspace.opening.load import load_all

ROOT = Path(__file__).parents[2]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LABELS = ("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang")


def sheet_rows(path: Path) -> Iterator[list[str]]:
    """The texts of the first sheet, row by row."""
    with zipfile.ZipFile(path) as archive:
        strings = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        shared = ["".join(item.itertext()) for item in strings]
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    for row in sheet.iter(f"{MAIN}row"):
        texts = []
        for cell in row:
            value = cell.findtext(f"{MAIN}v", "")
            texts.append(shared[int(value)] if cell.get("t") == "s" else value)
        yield texts


def counted() -> dict[str, tuple[int, Counter[str]]]:
    """Rows with an 18-digit text, and the labels that stand in them, by SKPD."""
    found = {}
    for path in sorted((ROOT / "data/skp").iterdir()):
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.reader(file, delimiter=";"))
        elif path.suffix == ".xlsx":
            rows = list(sheet_rows(path))
        else:
            continue
        people = [row for row in rows if any(len(t.strip("'")) == 18 and t.strip("'").isdigit()
                                             for t in row)]  # fmt: skip
        labels = Counter(text for row in people for text in row if text in LABELS)
        found[path.stem] = (len(people), labels)
    return found


def test_totals_equal_those_of_the_sources() -> None:
    loaded = load_all(ROOT)
    assert loaded.value is not None
    recap = RECAP.book(loaded.value, "skp-2024").recap
    assert recap.findings == ()
    own = counted()
    assert sum(count for count, _ in own.values()) == len(recap.employees) == 120
    assert {skpd.kode for skpd in recap.roster} - set(own) == {"DINSOS"}
    assert [skpd.kode for skpd in recap.late] == ["DINSOS"]
    for code, (count, labels) in own.items():
        staff = [employee for employee in recap.employees if employee.skpd == code]
        assert len(staff) == count
        assert Counter(employee.predikat for employee in staff) == labels
    roster = list(sheet_rows(ROOT / "data/skpd.xlsx"))
    assert [row[0] for row in roster[1:]] == [skpd.kode for skpd in recap.roster]


def test_the_forms_differ() -> None:
    heads = {
        tuple(next(row for row in sheet_rows(path) if len([text for text in row if text]) > 5))
        for path in (ROOT / "data/skp").glob("*.xlsx")
    }
    assert len(heads) == 2
    assert (ROOT / "data/skp/DISDUKCAPIL.csv").is_file()
