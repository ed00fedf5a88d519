"""Makes the sample offices' data files: ``python -m data.make.make_data`` at the root.

The same bytes on each run.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.make import letters
from data.make.addresses import addresses
from data.make.offices import GOVERNMENT, OFFICES, YEAR, Office
from data.make.people import ABOVE, BELOW, EXPECTED, Employee, reports
from data.make.sheets import Value, print_on, write_table, write_titles
from docgen.model.staff.rank import RANKS
from docgen.render.workbook.fixed_bytes import fixed_bytes

HERE = Path(__file__).resolve().parent.parent
WIDTHS = {
    "id": 26, "kop": 12, "klasifikasi": 12, "tanggal_konsep": 18, "paraf": 46,
    "tanggal_ttd": 18, "tanggal_nomor": 18, "keamanan": 11, "derajat": 11, "hal": 36,
    "lampiran": 16, "tujuan": 60, "tembusan": 38, "penandatangan": 15, "pembuka": 60,
    "isi": 80, "penutup": 50, "jenis": 60, "banyaknya": 24, "keterangan": 44, "kunci": 12,
    "nama": 40, "jabatan": 60, "pangkat": 22, "golongan": 11, "nip": 22, "awalan": 9,
    "atas_nama": 44, "untuk_beliau": 24, "cara_ttd": 12, "tautan": 50,
    "nomor_agenda": 14, "tanggal_terima": 18, "pengirim": 44,
    "tanggal_surat": 18, "nomor_surat": 26, "sifat": 14, "diteruskan_kepada": 40,
    "instruksi": 28, "catatan": 50, "tanggal_disposisi": 18, "kode": 16, "kepala": 44,
    "penerima": 70, "alamat": 50,
}  # fmt: skip
REPORT = (
    ("No", 5.0), ("Nama", 32.0), ("NIP", 21.0), ("Pangkat/Gol. Ruang", 27.0), ("Jabatan", 40.0),
    ("Unit Kerja", 34.0), ("Rating Hasil Kerja", 19.0), ("Rating Perilaku Kerja", 19.0),
    ("Predikat Kinerja", 17.0), ("Keterangan", 20.0),
)  # fmt: skip
# One office has a form of its own, with its own heads and codes: data/skp/layout/dlh.toml says
# what they mean. Another sends what its application exports, a .csv.
OWN_FORM = "DLH"
AS_CSV = "DISDUKCAPIL"
OWN_REPORT = (
    ("Urut", 6.0), ("Nama Pegawai", 32.0), ("NIP Baru", 21.0), ("Gol.", 8.0), ("Pangkat", 22.0),
    ("Nama Jabatan", 40.0), ("Bidang", 34.0), ("Capaian", 10.0), ("Sikap", 10.0),
    ("Hasil Akhir", 17.0), ("Ket.", 20.0),
)  # fmt: skip
OWN_CODES = {ABOVE: "DA", EXPECTED: "SE", BELOW: "DB"}
OWN_CENTRED = ("Urut", "NIP Baru", "Gol.", "Capaian", "Sikap", "Hasil Akhir")
CENTRED = ("No", "NIP", "Rating Hasil Kerja", "Rating Perilaku Kerja", "Predikat Kinerja")


def workbook(sheets: Mapping[str, Sequence[Mapping[str, Value]]], title: str) -> bytes:
    """A workbook with a table a sheet; the keys of the first row are the columns."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet: Worksheet = book.create_sheet(name)
        columns = [(column, float(WIDTHS[column])) for column in rows[0]]
        write_table(sheet, columns, [list(row.values()) for row in rows])
        print_on(sheet, 1)
    return fixed_bytes(book, title)


def rank(employee: Employee, short: bool) -> str:
    """Rank and grade as offices write them; a PPPK has a grade and no rank."""
    if employee.pppk:
        return employee.grade
    if short:
        name = RANKS[employee.grade].replace("Tingkat", "Tk.")
        return f"{name} ({employee.grade})"
    return f"{RANKS[employee.grade]} / {employee.grade}"


def report(office: Office, staff: Sequence[Employee], short: bool) -> bytes:
    """The report of one SKPD."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = f"SKP {YEAR}"
    titles = (f"LAPORAN SKP TAHUN {YEAR}", office.name.upper(), GOVERNMENT.upper())
    first = write_titles(sheet, titles, len(REPORT))
    rows: list[list[Value]] = [
        [number, e.name, e.nip, rank(e, short), e.title, e.unit,
         e.result, e.conduct, e.verdict, e.note]
        for number, e in enumerate(staff, 1)
    ]  # fmt: skip
    write_table(sheet, REPORT, rows, first=first, centred=CENTRED)
    print_on(sheet, first)
    return fixed_bytes(book, f"Laporan SKP {YEAR} {office.name}")


def own_report(office: Office, staff: Sequence[Employee]) -> bytes:
    """The report of one SKPD on a form of its own."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Penilaian"
    first = write_titles(sheet, (f"DAFTAR PENILAIAN TAHUN {YEAR}", office.name.upper()), 11)
    rows: list[list[Value]] = [
        [number, e.name, e.nip, e.grade, "-" if e.pppk else RANKS[e.grade], e.title, e.unit,
         OWN_CODES[e.result], OWN_CODES[e.conduct], e.verdict, e.note or "-"]
        for number, e in enumerate(staff, 1)
    ]  # fmt: skip
    write_table(sheet, OWN_REPORT, rows, first=first, centred=OWN_CENTRED)
    print_on(sheet, first)
    return fixed_bytes(book, f"Daftar Penilaian {YEAR} {office.name}")


def csv_report(staff: Sequence[Employee]) -> bytes:
    """The report of one SKPD as a .csv of Excel: semicolons, UTF-8 with a mark."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow([head for head, _width in REPORT])
    for number, e in enumerate(staff, 1):
        rows.writerow(
            [number, e.name, f"'{e.nip}", rank(e, short=True), e.title, e.unit,
             e.result, e.conduct, e.verdict, e.note]
        )  # fmt: skip
    return text.getvalue().encode("utf-8-sig")


def files() -> dict[str, bytes]:
    """Every file by its path below ``data/``."""
    roster = [{"kode": o.code, "nama": o.name, "kepala": o.head.name} for o in OFFICES]
    made = {
        "bkpsdm/surat_keluar.xlsx": workbook(
            {
                "permintaan": [
                    letters.REQUEST,
                    letters.REMINDER,
                    letters.MEETING,
                    letters.GUIDANCE,
                ],
                "pengantar": [letters.RECAP_COVER],
                "butir": letters.ITEMS["bkpsdm"],
                "pejabat": letters.officials("bkpsdm"),
            },
            "Surat keluar BKPSDM",
        ),
        "diskominfo/surat_keluar.xlsx": workbook(
            {
                "pengantar": [letters.OFFICE_COVER],
                "nota": [letters.MEMO],
                "butir": letters.ITEMS["diskominfo"],
                "pejabat": letters.officials("diskominfo"),
            },
            "Surat keluar Diskominfo",
        ),
        "diskominfo/surat_masuk.xlsx": workbook(
            {"masuk": letters.INCOMING, "pejabat": letters.officials("diskominfo")},
            "Surat masuk Diskominfo",
        ),
        "skpd.xlsx": workbook({"skpd": roster}, "Daftar SKPD"),
        "alamat.xlsx": workbook({"alamat": addresses()}, "Alamat penerima surat"),
    }
    offices = {office.code: office for office in OFFICES}
    for number, (code, staff) in enumerate(reports().items()):
        if code == AS_CSV:
            made[f"skp/{code}.csv"] = csv_report(staff)
        elif code == OWN_FORM:
            made[f"skp/{code}.xlsx"] = own_report(offices[code], staff)
        else:
            made[f"skp/{code}.xlsx"] = report(offices[code], staff, short=number % 2 == 1)
    return made


def main() -> None:
    """Write every file."""
    for name, content in files().items():
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(path)


if __name__ == "__main__":
    main()
