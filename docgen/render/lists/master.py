"""The master list of SOPs (*daftar induk SOP*): every revision that is known, and its state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docgen.render.workbook.measure import Column
from docgen.render.workbook.table import BODY, CENTRED, DATE, NUMBER, Table

COLUMNS = (
    Column("No.", NUMBER, least=5, most=6),
    Column("Nomor SOP", BODY, least=14, most=22),
    Column("Nama SOP", BODY, least=18, most=30),
    Column("Unit", BODY, least=14, most=24),
    Column("Revisi", CENTRED, least=7, most=8),
    Column("Pembuatan", BODY, least=11, most=15, group="Tanggal"),
    Column("Revisi", BODY, least=11, most=15, group="Tanggal"),
    Column("Pengesahan", BODY, least=11, most=15, group="Tanggal"),
    Column("Efektif", BODY, least=11, most=15, group="Tanggal"),
    Column("Keadaan", CENTRED, least=12, most=20),
    Column("Pengganti", BODY, least=12, most=20),
    Column("Terakhir", DATE, least=17, most=19, group="Monitoring"),
    Column("Berikutnya", DATE, least=17, most=19, group="Monitoring"),
    Column("Terakhir", DATE, least=17, most=19, group="Evaluasi"),
    Column("Berikutnya", DATE, least=17, most=19, group="Evaluasi"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterLine:
    """A revision of a SOP. Dates of the sheet are texts, as the sheet says them; ``state`` is ""
    for a SOP without a life cycle. Of what is not in force no review is due."""

    spec: str
    number: str
    name: str
    unit: str
    revision: str
    made: str
    revised: str
    approved: str
    effective: str
    state: str
    successor: str = ""
    monitored: dt.date | None = None
    monitoring_due: dt.date | None = None
    evaluated: dt.date | None = None
    evaluation_due: dt.date | None = None

    def as_plain(self) -> dict[str, Any]:
        """The line as plain values, days in ISO 8601."""

        def day(date: dt.date | None) -> str | None:
            return date.isoformat() if date else None

        return {
            "spek": self.spec,
            "nomor": self.number,
            "nama": self.name,
            "unit": self.unit,
            "revisi": self.revision,
            "tanggal_pembuatan": self.made,
            "tanggal_revisi": self.revised,
            "tanggal_pengesahan": self.approved,
            "tanggal_efektif": self.effective,
            "keadaan": self.state,
            "pengganti": self.successor,
            "monitoring_terakhir": day(self.monitored),
            "monitoring_berikutnya": day(self.monitoring_due),
            "evaluasi_terakhir": day(self.evaluated),
            "evaluasi_berikutnya": day(self.evaluation_due),
        }


def master_table(
    lines: Sequence[MasterLine], kop: Mapping[str, str], logo: bytes | None, on: str
) -> Table:
    """The *daftar induk SOP* as it stands ``on`` a day."""
    return Table(
        sheet="Daftar Induk SOP",
        title="DAFTAR INDUK SOP",
        subtitle=f"Keadaan {on}",
        columns=COLUMNS,
        rows=(
            (
                n, each.number, each.name, each.unit, each.revision, each.made, each.revised,
                each.approved, each.effective, each.state, each.successor, each.monitored,
                each.monitoring_due, each.evaluated, each.evaluation_due,
            )
            for n, each in enumerate(lines, 1)
        ),
        kop=kop,
        logo=logo,
    )  # fmt: skip
