"""The lists that go with the papers: who got which copy, and what the archive holds.

Both are tables like the agenda books, in the look of the recap's template.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docgen.render.workbook.measure import Column
from docgen.render.workbook.table import Table

BODY, CENTRED, NUMBER = "Rekap Isi", "Rekap Isi Tengah", "Rekap Angka"

# As much of a hash as tells two files apart on paper; the whole stands in copies.json.
SHA_SHOWN = 12
# Signed and dated by hand on delivery; the last column proves the file (domain rules §3.2).
EXPEDITION = (
    Column("No.", NUMBER, 5, 7),
    Column("Nomor Surat", BODY, 16, 24),
    Column("Hal", BODY, 20, 32),
    Column("Rangkap", CENTRED, 10, 14),
    Column("Penerima", BODY, 20, 34),
    Column("Diterima oleh", BODY, 16, 16),
    Column("Tanggal dan paraf", BODY, 18, 18),
    Column("Berkas", BODY, 24, 40),
    Column(f"SHA-256 ({SHA_SHOWN} awal)", CENTRED, 14, 18),
)
# The columns of an archive list (domain rules §3.4); who made it stands in the head.
ARCHIVE = (
    Column("No.", NUMBER, 5, 7),
    Column("Kode Klasifikasi", CENTRED, 11, 14),
    Column("Nomor", BODY, 16, 26),
    Column("Uraian Informasi Arsip", BODY, 26, 44),
    Column("Kurun Waktu", CENTRED, 16, 20),
    Column("Jumlah (halaman)", NUMBER, 9, 10),
    Column("Tingkat Perkembangan", CENTRED, 14, 16),
    Column("Keterangan", BODY, 20, 32),
)
# Further ones, each only when it holds anything: fields of Item and their columns.
FURTHER = {
    "unit": Column("Unit Pengolah", BODY, 14, 20),
    "active": Column("Retensi Aktif", CENTRED, 10, 14),
    "inactive": Column("Retensi Inaktif", CENTRED, 10, 14),
    "fate": Column("Nasib Akhir", CENTRED, 10, 14),
    "location": Column("Lokasi Simpan", BODY, 14, 20),
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """A copy that goes to somebody: ``role`` as its mark says, ``sha256`` of its file."""

    number: str
    subject: str
    role: str
    recipient: str
    file: str
    sha256: str
    received_by: str = ""
    received_on: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A document of an archive; ``kind`` is its tingkat perkembangan, ``pages`` how long it is.

    ``active``, ``inactive`` and ``fate`` are of the retention schedule.
    """

    classification: str
    number: str
    description: str
    date: str
    pages: int
    kind: str
    note: str
    unit: str = ""
    active: str = ""
    inactive: str = ""
    fate: str = ""
    location: str = ""


def expedition_table(
    deliveries: Sequence[Delivery], kop: Mapping[str, str], logo: bytes | None
) -> Table:
    """The *buku ekspedisi*: a line a copy, with room for who received it and when."""
    return Table(
        "Ekspedisi",
        "BUKU EKSPEDISI",
        EXPEDITION,
        (
            (
                n, d.number, d.subject, d.role, d.recipient, d.received_by, d.received_on, d.file,
                d.sha256[:SHA_SHOWN],
            )
            for n, d in enumerate(deliveries, 1)
        ),
        kop=kop,
        logo=logo,
    )  # fmt: skip


def archive_table(
    title: str, items: Sequence[Item], kop: Mapping[str, str], logo: bytes | None
) -> Table:
    """The *daftar arsip* of a bundle, in its order."""
    further = [key for key in FURTHER if any(getattr(item, key) for item in items)]
    return Table(
        "Daftar Arsip",
        "DAFTAR ARSIP",
        (*ARCHIVE, *(FURTHER[key] for key in further)),
        (
            (
                number, item.classification, item.number, item.description, item.date,
                item.pages, item.kind, item.note, *(getattr(item, key) for key in further),
            )
            for number, item in enumerate(items, 1)
        ),
        subtitle=title,
        kop=kop,
        logo=logo,
    )  # fmt: skip
