"""The buku ekspedisi: a line for each copy that goes to somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docgen.render.workbook.measure import Column
from docgen.render.workbook.table import BODY, CENTRED, NUMBER, Table

# As much of a hash as tells two files apart on paper; the whole stands in copies.json.
SHA_SHOWN = 12
# Signed and dated by hand on delivery; the last column proves the file (domain rules §3.2).
EXPEDITION = (
    Column("No.", NUMBER, least=5, most=7),
    Column("Nomor Surat", BODY, least=16, most=24),
    Column("Hal", BODY, least=20, most=32),
    Column("Rangkap", CENTRED, least=10, most=14),
    Column("Penerima", BODY, least=20, most=34),
    Column("Diterima oleh", BODY, least=16, most=16),
    Column("Tanggal dan paraf", BODY, least=18, most=18),
    Column("Berkas", BODY, least=24, most=40),
    Column(f"SHA-256 ({SHA_SHOWN} awal)", CENTRED, least=14, most=18),
)


@dataclass(frozen=True, slots=True, kw_only=True)
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


def expedition_table(
    deliveries: Sequence[Delivery], kop: Mapping[str, str], logo: bytes | None
) -> Table:
    """The *buku ekspedisi*: a line a copy, with room for who received it and when."""
    return Table(
        sheet="Ekspedisi",
        title="BUKU EKSPEDISI",
        columns=EXPEDITION,
        rows=(
            (
                n, d.number, d.subject, d.role, d.recipient, d.received_by, d.received_on, d.file,
                d.sha256[:SHA_SHOWN],
            )
            for n, d in enumerate(deliveries, 1)
        ),
        kop=kop,
        logo=logo,
    )  # fmt: skip
