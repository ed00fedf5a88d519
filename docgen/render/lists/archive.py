"""The archive list of a bundle: what it holds and where that stands (domain rules §3.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docgen.render.workbook.measure import Column
from docgen.render.workbook.table import BODY, CENTRED, DATE, NUMBER, Table

# The columns of an archive list (domain rules §3.4); who made it stands in the head.
ARCHIVE = (
    Column("No.", NUMBER, least=5, most=7),
    Column("Kode Klasifikasi", CENTRED, least=11, most=14),
    Column("Nomor", BODY, least=16, most=26),
    Column("Uraian Informasi Arsip", BODY, least=26, most=44),
    Column("Kurun Waktu", DATE, least=17.5, most=20),
    Column("Jumlah (halaman)", NUMBER, least=9, most=10),
    Column("Tingkat Perkembangan", CENTRED, least=14, most=16),
    Column("Keterangan", BODY, least=20, most=32),
)
# Further ones, each only when it holds anything: fields of Item and their columns.
FURTHER = {
    "signatures": Column("Tanda Tangan Elektronik", BODY, least=24, most=40),
    "unit": Column("Unit Pengolah", BODY, least=14, most=20),
    "active": Column("Retensi Aktif", CENTRED, least=10, most=14),
    "inactive": Column("Retensi Inaktif", CENTRED, least=10, most=14),
    "fate": Column("Nasib Akhir", CENTRED, least=10, most=14),
    "location": Column("Lokasi Simpan", BODY, least=14, most=20),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A document of an archive; ``kind`` is its tingkat perkembangan, ``pages`` how long it is.

    ``date`` is a text only where it is no full date: a year, a month with its year.

    ``active``, ``inactive`` and ``fate`` are of the retention schedule, ``signatures`` tell who
    signed it electronically, when, and how it stands with that.
    """

    classification: str
    number: str
    description: str
    date: dt.date | str
    pages: int
    kind: str
    note: str
    unit: str = ""
    active: str = ""
    inactive: str = ""
    fate: str = ""
    location: str = ""
    signatures: str = ""


def archive_table(
    title: str, items: Sequence[Item], kop: Mapping[str, str], logo: bytes | None
) -> Table:
    """The *daftar arsip* of a bundle, in its order."""
    further = [key for key in FURTHER if any(getattr(item, key) for item in items)]
    return Table(
        sheet="Daftar Arsip",
        title="DAFTAR ARSIP",
        columns=(*ARCHIVE, *(FURTHER[key] for key in further)),
        rows=(
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
