"""What happens to a workspace between two builds, each by a word."""

from __future__ import annotations

import io
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl

from docgen.workspace.output_paths import FOLDER
from docgen.workspace.store.state import STATE
from tests.support.office import OUTGOING

TEMPLATE = "templates/surat_dinas.docx"
Edit = Callable[[Path, random.Random], object]


def _saved(document: object, path: Path) -> None:
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]  # of a document or a workbook
    path.write_bytes(target.getvalue())


def template_body(root: Path, chance: random.Random) -> None:
    document = docx.Document(str(root / TEMPLATE))
    document.paragraphs[-1].insert_paragraph_before(f"Tambahan {chance.randrange(99)}.")
    _saved(document, root / TEMPLATE)


def header(root: Path, chance: random.Random) -> None:
    document = docx.Document(str(root / TEMPLATE))
    section = document.sections[0]
    for head in (section.header, section.first_page_header):
        head.add_paragraph(f"Kepala {chance.randrange(99)}")
    _saved(document, root / TEMPLATE)


def font(root: Path, chance: random.Random) -> None:
    document = docx.Document(str(root / TEMPLATE))
    names = ("Liberation Serif", "DejaVu Sans", "Liberation Mono")
    document.styles["Normal"].font.name = chance.choice(names)
    _saved(document, root / TEMPLATE)


def _cell(root: Path, chance: random.Random, *, at_its_old_time: bool = False) -> None:
    path = root / OUTGOING
    book, about = openpyxl.load_workbook(path), path.stat()
    sheet = book.worksheets[0]
    name = chance.choice(("isi", "hal", "tujuan"))
    column = [cell.value for cell in sheet[1]].index(name) + 1
    row = chance.randrange(2, sheet.max_row + 1)
    times = chance.choice((1, 2, 600) if name == "isi" else (1, 2))  # some letters take more pages
    sheet.cell(row, column).value = f"Isian {chance.randrange(99)} Ω " * times
    _saved(book, path)
    if at_its_old_time:
        os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def field(root: Path, chance: random.Random) -> None:
    _cell(root, chance)


def field_with_an_old_time(root: Path, chance: random.Random) -> None:
    _cell(root, chance, at_its_old_time=True)


def row_deleted(root: Path, chance: random.Random) -> None:
    book = openpyxl.load_workbook(root / OUTGOING)
    sheet = book.worksheets[0]
    if sheet.max_row > 3:
        sheet.delete_rows(chance.randrange(2, sheet.max_row + 1))
    _saved(book, root / OUTGOING)


def setting(root: Path, chance: random.Random) -> None:
    config = root / "docgen.toml"
    name = f"Badan {chance.choice(('Pertama', 'Kedua', 'Ketiga'))}"
    lines = config.read_text(encoding="utf-8").splitlines()
    lines = [f'nama = "{name}"' if line.startswith("nama = ") else line for line in lines]
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _exchanged(folder: Path, chance: random.Random) -> None:
    files = sorted(path for path in folder.glob("**/*") if path.is_file())
    if len(files) > 1:
        one, other = chance.sample(files, 2)
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)


def kept_pdfs_exchanged(root: Path, chance: random.Random) -> None:
    _exchanged(root / ".docgen/pdf", chance)


def kept_chunks_exchanged(root: Path, chance: random.Random) -> None:
    _exchanged(root / ".docgen/cetak", chance)


def kept_segments_exchanged(root: Path, chance: random.Random) -> None:
    _exchanged(root / ".docgen/jilid", chance)


def kept_verdicts_damaged(root: Path, chance: random.Random) -> None:
    del chance
    path = root / ".docgen/diperiksa.json"
    if path.is_file():
        path.write_bytes(path.read_bytes().replace(b"a", b"b"))


def kept_readings_exchanged(root: Path, chance: random.Random) -> None:
    del chance
    path = root / ".docgen/dibaca.db"
    if path.is_file():
        db = sqlite3.connect(path)
        with db:
            db.execute("UPDATE dibaca SET isi = (SELECT isi FROM dibaca ORDER BY kunci LIMIT 1)")
        db.close()


def kept_hashes_damaged(root: Path, chance: random.Random) -> None:
    del chance
    path = root / ".docgen/isi.json"
    if path.is_file():
        path.write_bytes(path.read_bytes().replace(b"a", b"b"))


def output_gone(root: Path, chance: random.Random) -> None:
    files = sorted(path for path in (root / FOLDER).glob("**/*.*") if path.is_file())
    chance.choice([path for path in files if path.name != STATE]).unlink()


def kept_files_gone(root: Path, chance: random.Random) -> None:
    del chance
    shutil.rmtree(root / ".docgen", ignore_errors=True)


def nothing(root: Path, chance: random.Random) -> None:
    del root, chance


EDITS: dict[str, Edit] = {
    each.__name__: each
    for each in (
        template_body, header, font, field, field_with_an_old_time, row_deleted, setting,
        kept_pdfs_exchanged, kept_chunks_exchanged, kept_readings_exchanged, kept_hashes_damaged,
        kept_segments_exchanged, kept_verdicts_damaged, kept_files_gone,
        output_gone, nothing,
    )
}  # fmt: skip
