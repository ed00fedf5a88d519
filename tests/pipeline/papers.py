"""A small office with all kinds of enclosures and signed papers, and what its builds say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docgen.cli import run
from tests.support.documents import NEW_PAGE, docx_of
from tests.support.office import Row
from tests.support.pdfs import blank_pdf, picture, sealed_pdf
from tests.support.small_office import FORM, SECOND, SMALL
from tests.support.workbooks import book_of

LONG = "\n".join(f"{n}. Butir ke-{n} yang harus disiapkan oleh peserta rapat." for n in range(60))


def letter(name: str, day: str, **cells: str) -> Row:
    signed = f"{day} Januari 2025" if day else ""
    given = {"berkas_lampiran": "", "berkas_ttd": "", "tanggal_nomor": signed}
    return SECOND | {"id": name, "tanggal_ttd": signed} | given | cells


FIRST = letter(
    "u-1", "6", hal="Rapat pertama", derajat="Biasa", lampiran="", tujuan="Kepala A; Kepala B",
    tembusan="Walikota", isi=LONG,
    berkas_lampiran="lampiran/jadwal.docx; lampiran/peserta.xlsx; lampiran/denah.png; "
    "lampiran/aturan.pdf",
)  # fmt: skip
SCANNED = letter("u-2", "7", berkas_lampiran="lampiran/jadwal.docx", berkas_ttd="ttd/u-2.jpg")
THIRD = letter("u-3", "9", hal="Rapat ketiga", derajat="Biasa")
SEALED = letter("u-4", "10", hal="Elektronik", tujuan="Kepala D", berkas_ttd="ttd/u-4.pdf")
WAITING = letter(
    "u-5", "", hal="Menunggu tanda tangan", tujuan="Kepala E", tembusan="Walikota",
    berkas_lampiran="lampiran/denah.png",
)  # fmt: skip
# Signed later, entered first: the order of rows is not that of numbers.
ROWS = (THIRD, FIRST, SCANNED, SEALED, WAITING)
# Five letters, three forms, enclosures of every kind.
PAPERS = (
    SMALL.letters("undangan", *ROWS)
    .incoming("masuk", *(FORM | {"id": f"m-{n}", "nomor_agenda": f"00{n}"} for n in (1, 2, 3)))
    .files({
        "lampiran/jadwal.docx": docx_of("Jadwal rapat {{ bukan isian }}", NEW_PAGE, "Hari kedua"),
        "lampiran/peserta.xlsx": book_of(Sheet=[["Nama peserta", "Instansi"]]),
        "lampiran/denah.png": picture("PNG"),
        "lampiran/aturan.pdf": blank_pdf(),
        "ttd/u-2.jpg": picture("JPEG", (1240, 1754), dpi=(150, 150)),
        "ttd/u-4.pdf": sealed_pdf(),
    })
)  # fmt: skip


def found(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, set[str]]:
    """Exit code and codes of findings about outputs."""
    capsys.readouterr()
    place = [str(root)] if words[0] == "check" else ["-C", str(root)]
    code = run([words[0], "--json", *words[1:], *place])
    answer = json.loads(capsys.readouterr().out)
    findings = answer["temuan"]
    return code, {f["code"] for f in findings if f["where"]["file"].startswith("output/")}


def written(root: Path, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """What a build writes; all must go well."""
    capsys.readouterr()
    assert run(["build", "-q", "-C", str(root)]) == 0
    return {
        Path(line).relative_to(root).as_posix()
        for line in capsys.readouterr().out.splitlines()
        if line
    }
