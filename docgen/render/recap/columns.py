"""The columns of a recap's sheets, left to right; between the first and the last those of its rule.

No regulation fixes them; they follow practice (domain rules §4.3).
"""

from __future__ import annotations

from docgen.render.recap.counts import BODY, CENTRED
from docgen.render.workbook.measure import Column

FIRST_COLUMNS = (
    Column("No", CENTRED, least=5, most=7),
    Column("Nama", BODY, least=18, most=28),
    Column("NIP", "Rekap NIP", least=19, most=22),
    Column("Pangkat/Gol. Ruang", BODY, least=12, most=20),
    Column("Jabatan", BODY, least=14, most=24),
    Column("Unit Kerja", BODY, least=14, most=24),
)
LAST_COLUMN = Column("Keterangan", BODY, least=12, most=18)
LATE_COLUMNS = (
    Column("No", CENTRED, least=5, most=7),
    Column("Kode", BODY, least=14, most=20),
    Column("SKPD", BODY, least=50, most=60),
    Column("Kepala SKPD", BODY, least=40, most=50),
    Column("Keterangan", BODY, least=30, most=30),
)
FINDING_COLUMNS = (
    Column("No", CENTRED, least=5, most=8),
    Column("Tingkat", CENTRED, least=12, most=14),
    Column("Kode", BODY, least=20, most=30),
    Column("Tempat", BODY, least=30, most=44),
    Column("Pesan", BODY, least=60, most=80),
)
