"""The recap's template: opened, and checked for the sheets and styles that the renderer names."""

from __future__ import annotations

import io
import warnings

import openpyxl
from openpyxl.workbook import Workbook

from docgen.errors import FindingsError
from docgen.findings import Where, error

NOMINATIVE, PER_SKPD, LATE = "Rekapitulasi Nominatif", "Per SKPD", "Belum Melapor"
SHEETS = (NOMINATIVE, PER_SKPD, LATE)
STYLES = (
    "Rekap Kop Pemerintah", "Rekap Kop Instansi", "Rekap Kop Alamat", "Rekap Kop Garis",
    "Rekap Judul", "Rekap Sumber", "Rekap Kepala", "Rekap Kelompok", "Rekap Isi",
    "Rekap Isi Tengah", "Rekap NIP", "Rekap Angka", "Rekap Persen", "Rekap Jumlah",
    "Rekap Jumlah Angka", "Rekap Jumlah Persen", "Rekap Tanda Tangan", "Rekap Tanda Tangan Nama",
)  # fmt: skip


def open_template(data: bytes, shown_as: str) -> Workbook:
    """The workbook of a template. Raises FindingsError with all that it lacks.

    Findings: template-unreadable, template-sheet-missing, template-style-missing.
    """
    where = Where(shown_as)
    with warnings.catch_warnings():
        # Parts that openpyxl drops (drawings, extensions) are not part of the look used here.
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(data))
        except Exception as problem:
            # Whatever the parts of a broken file raise; for the office it is one thing.
            message = "Templat ini bukan buku kerja Excel (.xlsx) yang utuh; pakai templat awal."
            raise FindingsError([error("template-unreadable", where, message)]) from problem
    missing = [
        error(
            "template-sheet-missing",
            where,
            f'Templat ini tidak punya lembar "{name}"; kembalikan nama lembarnya.',
        )
        for name in SHEETS
        if name not in book.sheetnames
    ]
    missing += [
        error(
            "template-style-missing",
            where,
            f'Templat ini tidak punya gaya sel "{name}"; salin dari templat awal '
            "(Beranda > Gaya Sel > Gabungkan Gaya).",
        )
        for name in STYLES
        if name not in book.style_names
    ]
    if missing:
        raise FindingsError(missing)
    return book
