"""The columns of a recap's sheets, left to right; between the first and the last those of its rule.

No regulation fixes them; they follow practice (domain rules §4.3).
"""

from __future__ import annotations

from docgen.render.recap.counts import BODY, CENTRED
from docgen.render.workbook.measure import Column

FIRST_COLUMNS = (
    Column("No", CENTRED, 5, 7),
    Column("Nama", BODY, 18, 28),
    Column("NIP", "Rekap NIP", 19, 22),
    Column("Pangkat/Gol. Ruang", BODY, 12, 20),
    Column("Jabatan", BODY, 14, 24),
    Column("Unit Kerja", BODY, 14, 24),
)
LAST_COLUMN = Column("Keterangan", BODY, 12, 18)
LATE_COLUMNS = (
    Column("No", CENTRED, 5, 7),
    Column("Kode", BODY, 14, 20),
    Column("SKPD", BODY, 50, 60),
    Column("Kepala SKPD", BODY, 40, 50),
    Column("Keterangan", BODY, 30, 30),
)
FINDING_COLUMNS = (
    Column("No", CENTRED, 5, 8),
    Column("Tingkat", CENTRED, 12, 14),
    Column("Kode", BODY, 20, 30),
    Column("Tempat", BODY, 30, 44),
    Column("Pesan", BODY, 60, 80),
)
