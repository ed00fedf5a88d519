"""SKP reports and their recap: rules of the year are data (domain rules §4)."""

from __future__ import annotations

from docgen.findings import Where
from docgen.model.nip import Nip, parse_nip
from docgen.model.rank import GRADES as GRADES
from docgen.model.rank import PPPK_GRADES as PPPK_GRADES
from docgen.model.rank import RANKS as RANKS
from docgen.model.rank import split_grade as split_grade
from docgen.model.record import Record


class Skpd(Record):
    """One row of the roster: an office that has to report."""

    kode: str
    nama: str
    kepala: str = ""


class Employee(Record):
    """One line of a report. ``ratings`` are keyed by the regime's columns."""

    nama: str
    nip: str
    pangkat: str = ""
    golongan: str = ""
    jabatan: str = ""
    unit_kerja: str = ""
    hasil_kerja: str = ""
    perilaku: str = ""
    predikat: str = ""
    keterangan: str = ""
    skpd: str
    where: Where

    @property
    def parsed_nip(self) -> Nip | None:
        """The parts of the NIP; None when it is not valid."""
        parsed = parse_nip(self.nip)
        return parsed if isinstance(parsed, Nip) else None

    def rank_key(self) -> tuple[int, int, str, str]:
        """Sort key of a nominative list: PNS by golongan high to low, then TMT, then name.

        PPPK stand after PNS; an unknown grade stands last of its kind.
        """
        nip = self.parsed_nip
        pppk = nip is not None and nip.pppk
        grades = PPPK_GRADES if pppk else GRADES
        rank = grades.index(self.golongan) if self.golongan in grades else len(grades)
        appointed = nip.digits[8:14] if nip else ""
        return (int(pppk), rank, appointed, self.nama.casefold())


class Regime(Record):
    """The rule of a year: its scale, its labels, its matrix and its source."""

    kunci: str
    sumber: str
    tahun_awal: int
    tahun_akhir: int | None = None
    hasil_kerja: tuple[str, ...] = ()
    perilaku: tuple[str, ...] = ()
    predikat: tuple[str, ...] = ()
    matriks: dict[str, dict[str, str]] = {}

    def covers(self, year: int) -> bool:
        """Whether the rule holds in ``year``."""
        return self.tahun_awal <= year and (self.tahun_akhir is None or year <= self.tahun_akhir)


class Recap(Record):
    """Everything a recap workbook shows."""

    nama: str
    tahun: int
    regime: Regime
    roster: tuple[Skpd, ...]
    employees: tuple[Employee, ...]

    @property
    def late(self) -> tuple[Skpd, ...]:
        """The SKPD that have not reported."""
        reported = {employee.skpd for employee in self.employees}
        return tuple(skpd for skpd in self.roster if skpd.kode not in reported)
