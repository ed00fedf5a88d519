"""The archive list of a bundle: what it holds and where that stands (domain rules §3.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docgen.render.workbook.measure import Column
from docgen.render.workbook.table import BODY, CENTRED, NUMBER, Table

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
