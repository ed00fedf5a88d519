"""A whole first build against a plain script, as a handy colleague writes it.

1,000 letters, each with three copies (addressee, one tembusan, archive), and a bundle of the
archive copies. The script fills with docxtpl in a loop, converts with two LibreOffice processes of
100 files a call, marks and merges with pypdf, and checks nothing; docgen does all that it does,
the check at its end included. Both begin in a process of their own, with nothing kept from before.

``python -m benchmarks.script FOLDER COUNT`` is that script.
"""

from __future__ import annotations

import io
import os
import statistics
import sys
import tempfile
from functools import cache
from pathlib import Path

import jinja2
import openpyxl
from docxtpl import DocxTemplate
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from benchmarks.check import make_workspace
from benchmarks.convert import with_plain
from benchmarks.measure import print_ratio, seconds
from docgen.convert import find_soffice
from docgen.render.template import FILTERS

LETTERS, RUNS = 1_000, 3
SETS = ("arsip", "tujuan", "tembusan")
OFFICE = {
    "pemerintah": "Pemerintah Kota Contoh", "nama": "Badan Kepegawaian",
    "alamat": "Jalan Anggrek Nomor 12", "kota": "Contoh", "logo": "", "kontak": "",
}  # fmt: skip


def fill(root: Path, folder: Path) -> list[Path]:
    """The letters as .docx, as docxtpl's own documentation has it."""
    book = openpyxl.load_workbook(root / "surat.xlsx", read_only=True)
    rows = list(book["keluar"].iter_rows(values_only=True))
    officials = list(book["pejabat"].iter_rows(values_only=True))
    official = dict(zip(officials[0], officials[1], strict=True))
    data = (root / "templates/surat_dinas.docx").read_bytes()
    environment = jinja2.Environment(autoescape=True)
    environment.filters.update(FILTERS)
    paths = []
    for number, cells in enumerate(rows[1:], 1):
        row = dict(zip(rows[0], cells, strict=True))
        context = {
            **row, "kop": OFFICE, "pejabat": official, "nomor": f"800.1.7/{number}/BKD/2026",
            "tanggal": row["tanggal_ttd"], "tempat_tanggal": f"Contoh, {row['tanggal_ttd']}",
            "tujuan": [row["tujuan"]], "tembusan": str(row["tembusan"]).split("; "), "butir": [],
        }  # fmt: skip
        template = DocxTemplate(io.BytesIO(data))
        template.render(context, environment, autoescape=True)
        paths.append(folder / f"{number:05}.docx")
        template.save(paths[-1])
    return paths


def mark(source: Path, words: str, target: Path) -> None:
    """A copy of a letter whose pages say whose it is: a page with the words laid over each."""
    writer = PdfWriter(clone_from=source)
    over = PdfReader(io.BytesIO(label(words))).pages[0]
    for page in writer.pages:
        page.merge_page(over)
    writer.write(target)


@cache
def label(words: str) -> bytes:
    """A page with nothing but these words, as a PDF; once for each kind of copy."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica-Bold"),
        }
    )
    fonts = DictionaryObject({NameObject("/FMark"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(f"BT /FMark 9 Tf 400 20 Td ({words}) Tj ET".encode())
    page[NameObject("/Contents")] = stream
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def script(root: Path, folder: Path) -> None:
    """The plain script: fill, convert, mark, merge."""
    soffice = find_soffice(os.environ)
    assert soffice is not None
    office, pdfs, copies = (folder / name for name in ("docx", "pdf", "rangkap"))
    for each in (office, pdfs, copies):
        each.mkdir()
    with_plain(soffice, fill(root, office), pdfs)
    merged = PdfWriter()
    for source in sorted(pdfs.glob("out-*/*.pdf"), key=lambda path: path.name):
        for name in SETS:
            mark(source, f"Lembar {name}", copies / f"{source.stem}.{name}.pdf")
        merged.append(PdfReader(copies / f"{source.stem}.arsip.pdf"))
    with (folder / "arsip.pdf").open("wb") as file:
        merged.write(file)


def main() -> None:
    """Print the ratio; with arguments, be the script."""
    if len(sys.argv) > 2:
        script(Path(sys.argv[1]), Path(sys.argv[2]))
        return
    if find_soffice(os.environ) is None:
        sys.exit("LibreOffice is not installed")
    ratios = []
    for _run in range(RUNS):
        with tempfile.TemporaryDirectory() as temporary:
            root, folder = Path(temporary, "kantor"), Path(temporary, "skrip")
            root.mkdir()
            folder.mkdir()
            make_workspace(root, LETTERS, tembusan="Sekretaris Daerah")
            plain = seconds("-m", "benchmarks.script", str(root), str(folder))
            built = seconds("-m", "docgen", "build", "-q", "-C", str(root))
        print(f"docgen {built:.1f} s, script {plain:.1f} s", file=sys.stderr)
        ratios.append(built / plain)
    print_ratio("docgen_over_script", statistics.median(ratios))


if __name__ == "__main__":
    main()
