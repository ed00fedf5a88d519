"""SKP reports and their recap (domain rules §4).

Which columns a recap has is data of its rule, see ``docgen.model.skp.regime``:
``recap.regime.kolom`` gives them left to right, between *Unit Kerja* and *Keterangan*, each with
``kunci``, ``kepala`` and ``jenis``; ``employee.values[kunci]`` is what stands there.
"""

from __future__ import annotations

from docgen.findings import Finding, Where
from docgen.model.record import Record
from docgen.model.skp.regime import Band as Band
from docgen.model.skp.regime import Regime as Regime
from docgen.model.skp.regime import RegimeColumn as RegimeColumn
from docgen.model.skp.regime import Value as Value
from docgen.model.staff.nip import Nip, parse_nip
from docgen.model.staff.rank import GRADES, PPPK_GRADES


class Skpd(Record):
    """One row of the roster: an office that has to report.

    ``jumlah`` is how many employees it has, when the roster says so; one with 0 need not report.
    """

    kode: str
    nama: str
    kepala: str = ""
    jumlah: int | None = None


class Employee(Record):
    """One line of a report.

    ``values`` are by the ``kunci`` of the regime's columns, in their kinds: ``rating`` and
    ``label`` a ``str`` in the rule's own spelling, ``number`` a ``Decimal``, ``flag`` a ``bool``.
    What was not given, and cannot be computed, has no key. In a rule of numbers the computed
    columns and the predikat are those that ``Regime.numbers`` and ``Regime.assess`` give, whatever
    the report stated; in a rule of ratings the predikat is the stated one. Both differences are
    findings.
    """

    nama: str
    nip: str
    pangkat: str = ""
    golongan: str = ""
    jabatan: str = ""
    unit_kerja: str = ""
    values: dict[str, Value] = {}
    keterangan: str = ""
    skpd: str
    where: Where

    def text(self, key: str) -> str:
        """The word in a column; "" when there is none."""
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""

    @property
    def hasil_kerja(self) -> str:
        """The rating of the work (``hasil_kerja``); "" in a rule without it."""
        return self.text("hasil_kerja")

    @property
    def perilaku(self) -> str:
        """The rating of the conduct (``perilaku``); "" in a rule without it."""
        return self.text("perilaku")

    @property
    def predikat(self) -> str:
        """The label: the column ``predikat`` of every rule; "" when not rated."""
        return self.text("predikat")

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


class Recap(Record):
    """Everything a recap workbook shows.

    ``semester`` is 1 or 2 for a recap of half a year. ``findings`` are those about the data: of
    each report in the order of its rows, in the order of the files.
    """

    nama: str
    tahun: int
    semester: int | None = None
    regime: Regime
    roster: tuple[Skpd, ...]
    employees: tuple[Employee, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def late(self) -> tuple[Skpd, ...]:
        """The SKPD that have not reported: no employee of theirs stands in any report."""
        reported = {employee.skpd for employee in self.employees}
        return tuple(skpd for skpd in self.roster if skpd.kode not in reported and skpd.jumlah != 0)
