"""The check of 300 letters that came back signed, with their signatures judged and without.

Each letter has an addressee, two tembusan and the archive copy, all four of them the signed file;
they stand beside a bundle. Without is the same command with a judge that says nothing of any file.
Runs take turns, each in a process of its own.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

import openpyxl

from benchmarks import check
from benchmarks.measure import print_ratio, seconds
from docgen.convert import find_soffice
from tests.support.signing import certifier, signed, signer

LETTERS, RUNS = 300, 7
WITH = "import sys; from docgen.cli import run; sys.exit(run(sys.argv[1:]))"
WITHOUT = f"""\
from docgen.signatures.judge import Judge
Judge.begin = lambda self, paths: None
Judge.verdict = lambda self, path: None
{WITH}
"""


def sign_letters(root: Path) -> None:
    """Each letter's own PDF, signed, as the paper that came back."""
    (root / "ttd").mkdir()
    (root / "sertifikat").mkdir()
    (root / "sertifikat/balai.pem").write_bytes(certifier().pem)
    book = openpyxl.load_workbook(root / "surat.xlsx")
    sheet = book["keluar"]
    column = sheet.max_column + 1
    sheet.cell(1, column, "berkas_ttd")
    for number in range(1, LETTERS + 1):
        name = f"surat-{number}"
        own = root / f"output/letters/keluar/{name}/{name}.pdf"
        (root / f"ttd/{name}.pdf").write_bytes(signed(own.read_bytes(), by=signer(kind="rsa")))
        sheet.cell(number + 1, column, f"ttd/{name}.pdf")
    book.save(root / "surat.xlsx")


def main() -> None:
    """Print the ratio."""
    if find_soffice(os.environ) is None:
        sys.exit("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary, "kantor")
        root.mkdir()
        check.make_workspace(root, LETTERS)
        seconds("-c", WITH, "build", "-q", "-C", str(root))
        sign_letters(root)
        seconds("-c", WITH, "build", "-q", "-C", str(root))
        times: dict[str, list[float]] = {WITH: [], WITHOUT: []}
        for _run in range(RUNS):
            for program, taken in times.items():
                taken.append(seconds("-c", program, "check", "-q", str(root)))
        judged, plain = (statistics.median(taken) for taken in times.values())
        print(f"with {judged:.1f} s, without {plain:.1f} s", file=sys.stderr)
        print_ratio("check_with_signatures_over_without", judged / plain)


if __name__ == "__main__":
    main()
