"""A build that comes back: nothing changed, and one row; against the first build of it all.

1,000 letters with 4,000 copies, a bundle, a ``cetak.pdf`` and a buku ekspedisi, as in
:mod:`benchmarks.check`; a number as an argument makes another number of letters. Each build runs as
a user runs it, in a process of its own. A row changes before each build, another cell each time.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

import openpyxl

from benchmarks.check import HEAD, LETTERS, make_workspace
from benchmarks.measure import print_ratio, seconds
from docgen.convert import find_soffice

RUNS = 3


def change(root: Path, number: int) -> None:
    """Another body for one letter in the middle."""
    path = root / "surat.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["keluar"]
    sheet.cell(sheet.max_row // 2, HEAD.index("isi") + 1).value = f"1. daftar hadir ke-{number}."
    book.save(path)


def main() -> None:
    """Print the ratios."""
    if find_soffice(os.environ) is None:
        sys.exit("LibreOffice is not installed")
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary, "kantor")
        root.mkdir()
        make_workspace(root, letters)
        build = ("-m", "docgen", "build", "-q", "-C", str(root))
        full = seconds(*build)
        nothing = statistics.median(seconds(*build) for _ in range(RUNS))
        rows = []
        for number in range(RUNS):
            change(root, number)
            rows.append(seconds(*build))
        row = statistics.median(rows)
        print(f"full {full:.1f} s, nothing {nothing:.2f} s, a row {row:.2f} s", file=sys.stderr)
        print_ratio("rebuild_nothing_over_full", nothing / full, digits=4)
        print_ratio("rebuild_one_row_over_full", row / full, digits=3)


if __name__ == "__main__":
    main()
