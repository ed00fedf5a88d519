"""Workbooks of SOPs as a clerk fills them in: the three sheets, cell by cell."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from docgen.load.sop_workbook.cells import cells_of
from docgen.load.sop_workbook.keys import (
    COLUMNS,
    IDENTITY,
    LANES,
    STEPS,
    identity_fields,
    step_columns,
)
from tests.support.workbooks import book_of

# A clean SOP with every kind of cell; its rows are named by the tests of mistakes.
ROWS: Mapping[str, list[list[Any]]] = {
    "identitas": [
        ["Kunci", "Isi"],
        ["nomor", "12.10"],
        ["nama", "Pemberian Cuti"],
        ["instansi.pemerintah", "Kota Contoh"],
        ["instansi.nama", "Badan Kepegawaian"],
        ["instansi.unit", "Bidang Mutasi"],
        ["tanggal.pembuatan", "6 Januari 2025"],
        ["tanggal.revisi", "-"],
        ["tanggal.efektif", "3 Februari 2025"],
        ["disahkan_oleh.jabatan", "Kepala Badan"],
        ["disahkan_oleh.nip", "197609072003121007"],
        ["dasar_hukum", "UU 20/2023"],
        [None, "PP 11/2017"],
        ["dasar_hukum.gaya", "strip"],
        ["tata_letak.nomor_kolom", "ya"],
        ["riwayat", "tanggal: 5 Maret 2024; alasan: awal"],
    ],
    "pelaksana": [
        ["Kunci", "Nama", "Kelompok"],
        ["staf", "Staf", None],
        ["kasi", "Kepala Seksi", "Pimpinan"],
        ["kabid", "Kepala Bidang", "Pimpinan"],
    ],
    "langkah": [
        ["id", "Uraian", "Pelaksana", "Simbol", "Kelengkapan", "Waktu", "Output", "Keterangan",
         "Tanda", "Gabung", "Ke", "Ya", "Ya label", "Tidak", "Tidak label"],
        ["terima", "Menerima berkas", "staf", "mulai", "Berkas", "5 menit", "Berkas", None,
         "kabid: -"],
        ["periksa", "Memeriksa", "kasi; kabid", "keputusan", "Berkas", "1 hari", "Berkas", None,
         None, None, None, "kasi: simpan; kabid: simpan", "kabid: Setuju",
         "kasi: terima; kabid: 3"],
        [None, "Memperbaiki", "staf", None, "Berkas", None, "Berkas", None, None, "waktu",
         "periksa"],
        ["simpan", "Menyimpan", "staf", "selesai", "Berkas", "5 menit", "Arsip"],
    ],
}  # fmt: skip
TWIN = """\
nomor: "12.10"
nama: Pemberian Cuti
instansi: {pemerintah: Kota Contoh, nama: Badan Kepegawaian, unit: [Bidang Mutasi]}
tanggal: {pembuatan: 6 Januari 2025, revisi: "-", efektif: 3 Februari 2025}
disahkan_oleh: {jabatan: Kepala Badan, nip: "197609072003121007"}
dasar_hukum: {gaya: strip, isi: [UU 20/2023, PP 11/2017]}
tata_letak: {nomor_kolom: true}
riwayat: [{tanggal: 5 Maret 2024, alasan: awal}]
pelaksana: {staf: Staf, kasi: Kepala Seksi, kabid: Kepala Bidang}
kelompok_pelaksana: {Pimpinan: [kasi, kabid]}
langkah:
  - {id: terima, uraian: Menerima berkas, pelaksana: staf, simbol: mulai, kelengkapan: Berkas,
     waktu: 5 menit, output: Berkas, tanda: {kabid: "-"}}
  - id: periksa
    uraian: Memeriksa
    pelaksana: [kasi, kabid]
    simbol: keputusan
    kelengkapan: Berkas
    waktu: 1 hari
    output: Berkas
    ya: {kasi: simpan, kabid: {ke: simpan, label: Setuju}}
    tidak: {kasi: terima, kabid: "3"}
  - {uraian: Memperbaiki, pelaksana: staf, kelengkapan: Berkas, output: Berkas, gabung: waktu,
     ke: periksa}
  - {id: simpan, uraian: Menyimpan, pelaksana: staf, simbol: selesai, kelengkapan: Berkas,
     waktu: 5 menit, output: Arsip}
"""


def filled_book(change: Callable[[Workbook], None] | None = None) -> bytes:
    """The workbook of ``ROWS``, changed as a clerk would change it."""
    data = book_of(**ROWS)
    return data if change is None else edited(data, change)


def edited(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    """A workbook with something done to it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def plain_book(data: Mapping[str, Any]) -> bytes:
    """The workbook of a spec's plain data, without any look."""
    cells = cells_of(data)
    sheets: dict[str, list[list[str | None]]] = {IDENTITY: [[*COLUMNS[IDENTITY]]]}
    for field in identity_fields():
        texts = [text for (sheet, name, _n), text in cells.items()
                 if (sheet, name) == (IDENTITY, field.dotted)]  # fmt: skip
        sheets[IDENTITY] += [[None if n else field.dotted, text] for n, text in enumerate(texts)]
    for sheet, columns in ((LANES, COLUMNS[LANES]), (STEPS, step_columns())):
        last = max(number for name, _column, number in cells if name == sheet)
        sheets[sheet] = [[*columns]]
        for number in range(last + 1):
            sheets[sheet].append([cells.get((sheet, column, number)) for column in columns])
    return book_of(**sheets)


def write_spec_book(path: Path, data: bytes | None = None) -> Path:
    """A workbook on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(filled_book() if data is None else data)
    return path
