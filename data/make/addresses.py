"""Where the recipients of the sample letters sit: streets of the invented city."""

from __future__ import annotations

from data.make.offices import BKPSDM, CITY, OFFICES
from data.make.sheets import Value

STREETS = (
    "Jalan Melati Nomor 3", "Jalan Dokter Sutomo Nomor 21", "Jalan Mahoni Nomor 8",
    "Jalan Cendana Nomor 5", "Jalan Kenanga Nomor 14", "Jalan Trembesi Nomor 30",
    "Jalan Flamboyan Nomor 9", "Jalan Balai Kota Nomor 2",
)  # fmt: skip
POST_CODE = 60710
HALL = f"Balai Kota, Jalan Balai Kota Nomor 1\n{CITY} 60711"


def addresses() -> list[dict[str, Value]]:
    """A row for each recipient; the letters name them in just these words."""
    rows: list[dict[str, Value]] = [
        {
            "penerima": f"{office.head_title} Kota {CITY}",
            "alamat": f"{street}\n{CITY} {POST_CODE + number}",
        }
        for number, (office, street) in enumerate(zip(OFFICES, STREETS, strict=True), 2)
    ]
    rows += [
        {"penerima": f"{title} {CITY}", "alamat": HALL}
        for title in ("Walikota", "Sekretaris Daerah Kota", "Inspektur Daerah Kota")
    ]
    rows.append(
        {
            "penerima": f"Kepala {BKPSDM} Kota {CITY}",
            "alamat": f"Jalan Anggrek Nomor 12\n{CITY} 60712",
        }
    )
    return rows
