"""Workbooks: streamed rows against XlsxWriter in constant memory, and memory that does not grow.

Both write the same 50,000 rows of 12 cells, as a recap of a rule with numbers has them: texts, NIP
as text, numbers, a date, formulas with their values, a cell style for each column, to a file on
disk. docgen measures widths and heights besides, and writes each row's height; XlsxWriter is given
the widths and leaves the heights alone.
"""

from __future__ import annotations

import datetime as dt
import io
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from benchmarks.measure import print_ratio
from docgen.load.shipped import shipped
from docgen.ooxml.sheet_rows import Value
from docgen.render.workbook.measure import Column
from docgen.render.workbook.table import Table, write_table

TEMPLATE = "templates/rekap_skp.xlsx"
ROWS, FEW, MANY = 50_000, 20_000, 200_000
RUNS = 3
COMPARED = 100
BODY, CENTRED, NUMBER = "Rekap Isi", "Rekap Isi Tengah", "Rekap Nilai"
HEAD_ROW = 3  # a title, a gap, the heads
COLUMNS = (
    Column("No", CENTRED, least=5, most=7, formula=f"ROW()-ROW(A${HEAD_ROW})"),
    Column("Nama", BODY, least=18, most=28),
    Column("NIP", "Rekap NIP", least=19, most=22),
    Column("Pangkat/Gol. Ruang", BODY, least=12, most=20),
    Column("Jabatan", BODY, least=14, most=24),
    Column("Unit Kerja", BODY, least=14, most=24),
    Column("TMT", "Rekap Tanggal", least=17.5, most=17.5),
    Column("Nilai SKP", NUMBER, least=8, most=9),
    Column("Nilai Perilaku", NUMBER, least=8, most=9),
    Column(
        "Nilai Prestasi Kerja", NUMBER, least=8, most=9, formula="ROUND((H{r}*60+I{r}*40)/100,2)"
    ),
    Column(
        "Sebutan",
        CENTRED,
        least=10,
        most=12,
        formula='IF(J{r}>=91,"Sangat Baik",IF(J{r}>=76,"Baik",IF(J{r}>=61,"Cukup","Kurang")))',
    ),
    Column("Keterangan", BODY, least=12, most=18),
)


def rows(count: int) -> Iterator[tuple[Value, ...]]:
    """Employees, each with a name and a NIP of its own."""
    for number in range(1, count + 1):
        work, conduct = 60 + number % 41, 55 + number % 43
        value = (work * 60 + conduct * 40) / 100
        bands = ((91, "Sangat Baik"), (76, "Baik"), (61, "Cukup"), (0, "Kurang"))
        yield (
            number,
            f"Nama Pegawai {number}, S.Kom., M.M.",
            f"19800{1 + number % 9}0120050{1 + number % 9}{1 + number % 2}{number % 1000:03d}",
            "Penata Muda Tingkat I (III/b)" if number % 3 else "Pembina (IV/a)",
            f"Analis Sistem & Data {number % 97}",
            f"Bidang Pengembangan Karier {number % 31}",
            dt.date(2005, 1 + number % 12, 1),
            work,
            conduct,
            value,
            next(label for least, label in bands if value >= least),
            "Pindah ke luar daerah" if number % 20 == 0 else "",
        )


def with_docgen(path: Path, template: bytes, count: int) -> None:
    """Write the workbook as docgen does."""
    with path.open("wb") as target:
        write_table(
            target, Table(sheet="Rekap", title="REKAP", columns=COLUMNS, rows=rows(count)), template
        )


def with_xlsxwriter(path: Path, template: bytes, count: int) -> None:
    """Write the workbook as XlsxWriter's documentation says for large files."""
    formats = _formats(template)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Rekap")
        styles = [book.add_format(formats[column.style]) for column in COLUMNS]
        for number, column in enumerate(COLUMNS):
            sheet.set_column(number, number, column.most)
            sheet.write_string(HEAD_ROW - 1, number, column.head)
        computed = [column.formula for column in COLUMNS]
        for row, values in enumerate(rows(count), HEAD_ROW):
            for number, (value, style) in enumerate(zip(values, styles, strict=True)):
                if formula := computed[number]:
                    text = formula.replace("{r}", str(row + 1))
                    sheet.write_formula(row, number, f"={text}", style, value)
                elif isinstance(value, dt.date):
                    sheet.write_datetime(row, number, value, style)
                elif isinstance(value, str):
                    sheet.write_string(row, number, value, style)
                else:
                    sheet.write_number(row, number, value, style)


def _formats(template: bytes) -> dict[str, dict[str, Any]]:
    """The looks of the template's styles in XlsxWriter's words."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    cell = book.worksheets[0]["A1"]
    found = {}
    for style in {column.style for column in COLUMNS}:
        cell.style = style
        found[style] = {
            "font_name": cell.font.name,
            "font_size": cell.font.sz,
            "align": cell.alignment.horizontal,
            "valign": "vcenter",
            "text_wrap": True,
            "border": 1,
            "num_format": cell.number_format,
        }
    return found


def compare(folder: Path, template: bytes) -> None:
    """Both must hold the same cells, formulas and values. Raises AssertionError."""
    for values in (True, False):
        found = []
        for write in (with_docgen, with_xlsxwriter):
            path = folder / "compared.xlsx"
            write(path, template, COMPARED)
            sheet = openpyxl.load_workbook(path, data_only=values).worksheets[0]
            table = sheet.iter_rows(min_row=HEAD_ROW, max_col=len(COLUMNS), values_only=True)
            found.append([[value or None for value in row] for row in table])
        assert found[0] == found[1]
        assert len(found[0]) == COMPARED + 1


def ratio(folder: Path, template: bytes) -> float:
    """How many times longer XlsxWriter takes: the median of several runs, one after the other."""
    ratios = []
    for _ in range(RUNS):
        start = time.perf_counter()
        with_docgen(folder / "docgen.xlsx", template, ROWS)
        between = time.perf_counter()
        with_xlsxwriter(folder / "xlsxwriter.xlsx", template, ROWS)
        ratios.append((time.perf_counter() - between) / (between - start))
    return statistics.median(ratios)


def most_memory(count: int) -> float:
    """The most memory that a process of its own holds while it writes ``count`` rows, KiB."""
    command = [sys.executable, "-m", "benchmarks.recap", str(count)]
    runs = (
        subprocess.run(command, check=True, capture_output=True, text=True) for _ in range(RUNS)
    )
    return statistics.median(int(done.stdout) for done in runs)


def main() -> None:
    """Print the ratios; with a number, write as many rows and print the memory it took."""
    template = shipped(TEMPLATE).read_bytes()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if len(sys.argv) > 1:
            with_docgen(folder / "recap.xlsx", template, int(sys.argv[1]))
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
            return
        compare(folder, template)
        print_ratio("recap_xlsxwriter_over_docgen", ratio(folder, template))
    print_ratio("recap_rss_200k_over_20k", most_memory(MANY) / most_memory(FEW))


if __name__ == "__main__":
    main()
