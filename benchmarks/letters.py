"""Letters: compiled templates against docxtpl in a loop, as its users write it; and flat memory.

Both fill the same template with the same rows, with autoescape, in one process, and leave every
letter as a file on disk. The usual template is saved by python-docx with all the styles it brings;
the lean one is the shipped surat pengantar.
"""

from __future__ import annotations

import io
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import docx
import jinja2
from docxtpl import DocxTemplate

from benchmarks.measure import print_ratio
from docgen.findings import Where
from docgen.guard import guarded
from docgen.limits import FILLING
from docgen.load.shipped import shipped
from docgen.model.letter import Item, Letter
from docgen.model.office import Office, Official
from docgen.render.placeholders.letters import letter_context
from docgen.render.template import FILTERS, Template

Context = dict[str, Any]

LETTERS, RUNS, MANY_RUNS = 1_000, 3, 7
FEWER = 200
FEW, MANY = 1_000, 100_000
LEAN = Where("templates/surat_pengantar.docx")
USUAL = Where("usual.docx")
# More files than this in one folder slow the file system down for both sides.
A_FOLDER = 1_000


def contexts(count: int) -> Iterator[Context]:
    """The placeholders of ``count`` letters, each with text of its own."""
    office = Office(
        kunci="a", pemerintah="Pemerintah Kota Contoh", nama="Badan Kepegawaian & Diklat",
        alamat="Jalan Contoh Nomor 1", kota="Contoh", kode="BKD",
    )  # fmt: skip
    signatory = Official(
        kunci="k", nama="Dra. Nama Contoh, M.Si.", jabatan="Kepala Badan", pangkat="Pembina",
        golongan="IV/a", nip="196608011988031001",
    )  # fmt: skip
    for number in range(count):
        letter = Letter(
            id=f"s-{number}", kelompok="bench", kop="a", klasifikasi="800.1.7",
            hal=f"Permintaan data pegawai <{number}> & berkasnya",
            tujuan=(f"Kepala Dinas {number}",), tembusan=("Sekretaris Daerah",),
            butir=tuple(
                Item(jenis=f"Rekap {number}-{item}", banyaknya="1 berkas", keterangan="Diproses")
                for item in range(3)
            ),
            nomor=f"800.1.7/{number}/BKD/2026", where=USUAL,
        )  # fmt: skip
        yield letter_context(letter, office, None, signatory)


def usual_template() -> bytes:
    """A letter as an office writes it, saved by python-docx."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ kop.pemerintah }} {{ kop.nama }}"
    section.footer.paragraphs[0].text = "{{ kop.alamat }}"
    for line in ("Nomor: {{ nomor }}", "Hal: {{ hal }}", "Yth. {{ tujuan[0] }}"):
        document.add_paragraph(line)
    for _ in range(6):
        document.add_paragraph("Sehubungan dengan hal tersebut di atas, " * 6 + "{{ hal }}.")
    table = document.add_table(4, 3, style="Table Grid")
    rows = (
        ("No", "Jenis", "Banyaknya"),
        ("{%tr for b in butir %}", "", ""),
        ("{{ b.no }}", "{{ b.jenis }}", "{{ b.banyaknya }}"),
        ("{%tr endfor %}", "", ""),
    )
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    for line in ("{{ pejabat.jabatan }}", "{{ pejabat.nama }}", "NIP {{ pejabat.nip | nip }}"):
        document.add_paragraph(line)
    document.add_paragraph("Tembusan:{% for t in tembusan %} {{ t }}{% endfor %}")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def with_docgen(data: bytes, where: Where, folder: Path, rows: Iterable[Context]) -> None:
    """Fill the template for each row, as docgen does."""
    template = Template(data, where)
    for number, context in enumerate(rows):
        _path(folder, number).write_bytes(template.render(context))


def with_docxtpl(data: bytes, folder: Path, rows: Iterable[Context]) -> None:
    """Fill the template for each row, as docxtpl's own documentation does."""
    environment = jinja2.Environment(autoescape=True)
    environment.filters.update(FILTERS)
    for number, context in enumerate(rows):
        template = DocxTemplate(io.BytesIO(data))
        template.render(context, environment, autoescape=True)
        template.save(_path(folder, number))


def _path(folder: Path, number: int) -> Path:
    inner = folder / str(number // A_FOLDER)
    if number % A_FOLDER == 0:
        inner.mkdir()
    return inner / f"{number}.docx"


def ratio(data: bytes, where: Where) -> float:
    """How many times longer docxtpl takes: the median of several runs, one after the other."""
    rows = list(contexts(LETTERS))
    ratios = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            start = time.perf_counter()
            with_docgen(data, where, Path(one), rows)
            between = time.perf_counter()
            with_docxtpl(data, Path(other), rows)
            ratios.append((time.perf_counter() - between) / (between - start))
    return statistics.median(ratios)


def render_ratio(data: bytes, where: Where) -> float:
    """The same for rendering alone: no side writes a file."""
    rows = list(contexts(LETTERS))
    environment = jinja2.Environment(autoescape=True)
    environment.filters.update(FILTERS)
    few = rows[:FEWER]  # of docxtpl, whose time is the same for each
    ratios = []
    for _ in range(RUNS):
        start = time.perf_counter()
        template = Template(data, where)
        for row in rows:
            template.render(row)
        between = time.perf_counter()
        for row in few:
            other = DocxTemplate(io.BytesIO(data))
            other.render(row, environment, autoescape=True)
            other.save(io.BytesIO())
        docgen, docxtpl = between - start, time.perf_counter() - between
        ratios.append(docxtpl / len(few) / (docgen / len(rows)))
    return statistics.median(ratios)


def over_bare_write(data: bytes, where: Where) -> float:
    """How many times longer rendering and writing take than writing the same bytes alone.

    Letters are made as a build makes them: filled in by a guarded child, written by its parent.
    The bytes of the other side come from a list, which is in memory before either begins. Whoever
    is second to write takes longer, so a run is one each way.
    """
    rows = list(contexts(LETTERS))
    template = Template(data, where)
    made = [template.render(row) for row in rows]

    def bare() -> Iterable[bytes]:
        return made

    def as_a_build() -> Iterable[bytes]:
        template = Template(data, where)
        return (cast(bytes, letter) for _row, letter in guarded(template.render, rows, FILLING))

    ratios = []
    for _ in range(MANY_RUNS):
        taken = {bare: 0.0, as_a_build: 0.0}
        for sides in ((bare, as_a_build), (as_a_build, bare)):
            with tempfile.TemporaryDirectory() as folder:
                for side in sides:
                    taken[side] += _seconds_to_write(side, Path(folder, side.__name__))
        ratios.append(taken[as_a_build] / taken[bare])
    return statistics.median(ratios)


def _seconds_to_write(letters: Callable[[], Iterable[bytes]], folder: Path) -> float:
    folder.mkdir()
    start = time.perf_counter()
    for number, letter in enumerate(letters()):
        _path(folder, number).write_bytes(letter)
    return time.perf_counter() - start


def most_memory(count: int) -> int:
    """The most memory that a process of its own holds while it makes ``count`` letters, KiB."""
    command = [sys.executable, "-m", "benchmarks.letters", str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout)


def main() -> None:
    """Print the ratios; with a number, make as many letters and print the memory it took."""
    lean = shipped(LEAN.file).read_bytes()
    if len(sys.argv) > 1:
        with tempfile.TemporaryDirectory() as folder:
            with_docgen(lean, LEAN, Path(folder), contexts(int(sys.argv[1])))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    print_ratio("letters_docxtpl_loop_over_docgen", ratio(usual_template(), USUAL))
    print_ratio("letters_docxtpl_loop_over_docgen_lean", ratio(lean, LEAN))
    print_ratio("letters_render_docxtpl_over_docgen", render_ratio(usual_template(), USUAL))
    print_ratio("letters_docgen_over_bare_write", over_bare_write(lean, LEAN))
    print_ratio("letters_rss_100k_over_1k", most_memory(MANY) / most_memory(FEW))


if __name__ == "__main__":
    main()
