"""A small workspace with all kinds of enclosures and signed papers, for the tests of stage 6."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from tests.workspaces import (
    INCOMING,
    INCOMING_COLUMNS,
    LETTER_COLUMNS,
    OFFICIALS,
    make_small,
    write_book,
)

COLUMNS = (*LETTER_COLUMNS, "berkas_lampiran", "berkas_ttd", "tanggal_nomor")
LONG = "\n".join(f"{n}. Butir ke-{n} yang harus disiapkan oleh peserta rapat." for n in range(60))
BODY = ("Bersama ini", "satu baris", "Demikian")
# Signed later, entered first: the order of rows is not that of numbers.
ROWS = (
    ("u-3", "bkd", "005", "9 Januari 2025", "Biasa", "Rapat ketiga", "-", "Kepala C", "",
     "kepala", *BODY, "", "", "9 Januari 2025"),
    ("u-1", "bkd", "005", "6 Januari 2025", "Biasa", "Rapat pertama", "", "Kepala A; Kepala B",
     "Walikota", "kepala", "Bersama ini", LONG, "Demikian",
     "lampiran/jadwal.docx; lampiran/peserta.xlsx; lampiran/denah.png; lampiran/aturan.pdf", "",
     "6 Januari 2025"),
    ("u-2", "bkd", "005", "7 Januari 2025", "Segera", "Rapat kedua", "-", "Kepala C", "",
     "kepala", *BODY, "lampiran/jadwal.docx", "ttd/u-2.jpg", "7 Januari 2025"),
    ("u-4", "bkd", "005", "10 Januari 2025", "Segera", "Elektronik", "-", "Kepala D", "",
     "kepala", *BODY, "", "ttd/u-4.pdf", "10 Januari 2025"),
    ("u-5", "bkd", "005", "", "Segera", "Menunggu tanda tangan", "-", "Kepala E", "Walikota",
     "kepala", *BODY, "lampiran/denah.png", "", ""),
)  # fmt: skip
FORMS = tuple((f"m-{n}", *INCOMING[0][1:2], f"00{n}", *INCOMING[0][3:]) for n in (1, 2, 3))


def make_papers(root: Path, rows: tuple[tuple[str, ...], ...] = ROWS) -> Path:
    """The workspace: five letters, three forms, enclosures of every kind."""
    make_small(root)
    (root / "lampiran").mkdir()
    (root / "ttd").mkdir()
    write_rows(root, rows)
    forms = (INCOMING_COLUMNS, *FORMS)
    write_book(root / "data" / "masuk.xlsx", masuk=forms, pejabat=OFFICIALS)
    document = docx.Document()
    document.add_paragraph("Jadwal rapat {{ bukan isian }}")
    document.add_page_break()
    document.add_paragraph("Hari kedua")
    document.save(str(root / "lampiran" / "jadwal.docx"))
    book = openpyxl.Workbook()
    book.active.append(["Nama peserta", "Instansi"])
    book.save(root / "lampiran" / "peserta.xlsx")
    (root / "lampiran" / "denah.png").write_bytes(picture("PNG"))
    (root / "ttd" / "u-2.jpg").write_bytes(picture("JPEG", (1240, 1754), dpi=(150, 150)))
    (root / "lampiran" / "aturan.pdf").write_bytes(blank_pdf())
    (root / "ttd" / "u-4.pdf").write_bytes(sealed_pdf())
    return root


def write_rows(root: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    """The sheet of letters."""
    book = (COLUMNS, *rows)
    write_book(root / "data" / "surat.xlsx", undangan=book, pejabat=OFFICIALS)


def picture(kind: str, size: tuple[int, int] = (800, 600), **options: object) -> bytes:
    """A picture that shows where its top left is."""
    image = Image.new("RGB", size, "lightblue")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 8), fill="red")
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def blank_pdf() -> bytes:
    """A PDF of somebody else's."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        target = io.BytesIO()
        pikepdf.pdfa.save(pdf, target, "2b", deterministic_id=True)
    return target.getvalue()


def sealed_pdf() -> bytes:
    """What an electronically signed file looks like to a program."""
    with pikepdf.open(io.BytesIO(blank_pdf())) as pdf:
        signature = Dictionary(
            Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), SubFilter=Name("/adbe.pkcs7.detached"),
            ByteRange=Array([0, 100, 200, 300]), Contents=pikepdf.String(b"\x30\x80" + bytes(20)),
        )  # fmt: skip
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([
                pdf.make_indirect(
                    Dictionary(FT=Name.Sig, T=pikepdf.String("ttd"), V=pdf.make_indirect(signature))
                )
            ]),
            SigFlags=3,
        )  # fmt: skip
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()
