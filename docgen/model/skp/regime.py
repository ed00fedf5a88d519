"""The rule of a period of SKP, as data: its columns, its words, and how a predikat comes about.

A regime (``docgen/load/regimes/*.toml``) says which columns a recap has, in order. A column is one
of four kinds:

- ``rating``: one of the words in ``pilihan``, high to low;
- ``number``: a ``Decimal`` from ``dari`` to ``sampai`` (both included); with ``bobot`` it is
  computed, ``sum(percent * column) / 100``, with ``bobot_bila`` instead when the flag ``bila`` is
  set;
- ``flag``: yes or no (a ``bool``); not given means no;
- ``label``: the predikat, one of ``Regime.predikat``. Every regime has exactly one, the last.

A predikat comes from ``matriks`` (rating times rating) or from ``batas`` (bands of the number
``nilai``, tried from the first). Sources stand in the TOML files (domain rules §4.1, §4.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from docgen.model.record import Record

Kind = Literal["rating", "number", "flag", "label"]
Value = Decimal | bool | str
PER_CENT = 100


class RegimeColumn(Record):
    """A column: ``kunci`` is its key in ``Employee.values``, ``kepala`` its printed head.

    ``alias`` are other heads that mean it; a column that is not ``wajib`` may be missing in a
    report. ``bobot`` are per cent by the keys of columns that stand before this one.
    """

    kunci: str
    kepala: str
    jenis: Kind
    alias: tuple[str, ...] = ()
    wajib: bool = True
    pilihan: tuple[str, ...] = ()
    dari: Decimal = Decimal(0)
    sampai: Decimal | None = None
    bobot: dict[str, int] = {}
    bila: str = ""
    bobot_bila: dict[str, int] = {}

    @property
    def computed(self) -> bool:
        """Whether the number follows from other columns."""
        return bool(self.bobot)

    def weights(self, values: Mapping[str, Value]) -> dict[str, int]:
        """The per cent by column that hold for these values (those of ``bila`` when it is set)."""
        return self.bobot_bila if self.bila and values.get(self.bila) is True else self.bobot

    def in_range(self, number: Decimal) -> bool:
        """Whether a number is one that the rule can give."""
        return self.dari <= number and (self.sampai is None or number <= self.sampai)


class Band(Record):
    """A predikat for numbers from ``dari`` on (included); ``bila`` is a flag that must be set."""

    predikat: str
    dari: Decimal
    bila: str = ""


class Regime(Record):
    """The rule of a period: its columns, its labels, its matrix or bands, and its source.

    ``tahun_awal`` (None: no whole year) to ``tahun_akhir`` (None: still in force) are the whole
    years it rules, ``semester`` half-years besides (``2021-1``). ``predikat`` are the labels, high
    to low; ``istilah`` the words of other rules with the label that is meant; ``sebutan_skp`` is
    what SKP is short for. Computed numbers are rounded half up to ``desimal`` places, and used so
    rounded from there on: the figures on the page can be followed with a pocket calculator.
    """

    kunci: str
    sumber: str
    singkat: str = ""
    sebutan_skp: str = "Sasaran Kinerja Pegawai"
    tahun_awal: int | None = None
    tahun_akhir: int | None = None
    semester: tuple[str, ...] = ()
    kolom: tuple[RegimeColumn, ...] = ()
    predikat: tuple[str, ...] = ()
    istilah: dict[str, str] = {}
    matriks: dict[str, dict[str, str]] = {}
    nilai: str = ""
    batas: tuple[Band, ...] = ()
    desimal: int = 2

    @property
    def numeric(self) -> bool:
        """Whether the rule gives a number (the column ``nilai``) and the predikat by its band."""
        return bool(self.nilai)

    @property
    def ratings(self) -> tuple[RegimeColumn, ...]:
        """The columns of the kind ``rating``: first that of the rows of ``matriks``."""
        return tuple(column for column in self.kolom if column.jenis == "rating")

    @property
    def hasil_kerja(self) -> tuple[str, ...]:
        """The words of the first rating; () without ratings."""
        return self.ratings[0].pilihan if self.ratings else ()

    @property
    def perilaku(self) -> tuple[str, ...]:
        """The words of the second rating; () without ratings."""
        return self.ratings[1].pilihan if self.ratings else ()

    def column(self, key: str) -> RegimeColumn | None:
        """The column of a key; None when the rule has none."""
        return next((column for column in self.kolom if column.kunci == key), None)

    def covers(self, year: int, half: int | None = None) -> bool:
        """Whether the rule holds in ``year``, or in its ``half`` (1 or 2)."""
        if half is not None and f"{year}-{half}" in self.semester:
            return True
        if self.tahun_awal is None or year < self.tahun_awal:
            return False
        return self.tahun_akhir is None or year <= self.tahun_akhir

    def numbers(self, values: Mapping[str, Value]) -> dict[str, Decimal]:
        """Every number by its column: computed ones from their parts, else as they are given.

        A computed column whose parts are not all numbers keeps the number that is given for it,
        if any: a report may state the outcome alone.
        """
        found: dict[str, Decimal] = {}
        for column in self.kolom:
            if column.jenis != "number":
                continue
            given = values.get(column.kunci)
            weights = column.weights(values)
            if weights and all(part in found for part in weights):
                exact = sum((found[part] * share for part, share in weights.items()), Decimal(0))
                found[column.kunci] = self.rounded(exact / PER_CENT)
            elif isinstance(given, Decimal):
                found[column.kunci] = given
        return found

    def assess(self, values: Mapping[str, Value]) -> tuple[Decimal | None, str]:
        """The number (None in a rule without numbers) and the predikat of some values.

        The predikat is "" while something that it needs is missing or is not a word of the rule.
        """
        if self.numeric:
            number = self.numbers(values).get(self.nilai)
            if number is None:
                return None, ""
            return number, self.band(number, values)
        given = [values.get(column.kunci) for column in self.ratings[:2]]
        row, cell = (*(value if isinstance(value, str) else "" for value in given), "", "")[:2]
        return None, self.matriks.get(row, {}).get(cell, "")

    def band(self, number: Decimal, values: Mapping[str, Value]) -> str:
        """The predikat of a number: the first band that it reaches and whose flag is set."""
        return next(
            (
                band.predikat
                for band in self.batas
                if number >= band.dari and (not band.bila or values.get(band.bila) is True)
            ),
            "",
        )

    def rounded(self, number: Decimal) -> Decimal:
        """A number half up to ``desimal`` places."""
        return number.quantize(Decimal(1).scaleb(-self.desimal), ROUND_HALF_UP)

    def faults(self) -> Iterator[str]:
        """What does not fit together in the data of the rule, each as a sentence for an office."""
        seen: dict[str, RegimeColumn] = {}
        for column in self.kolom:
            if column.kunci in seen:
                yield f"kolom «{column.kunci}» ada dua kali"
            for weights in filter(None, (column.bobot, column.bobot_bila)):
                if sum(weights.values()) != PER_CENT:
                    yield f"bobot kolom «{column.kunci}» tidak berjumlah 100"
                for part in weights:
                    if part not in seen or seen[part].jenis != "number":
                        yield f"bobot kolom «{column.kunci}»: tidak ada angka «{part}» sebelumnya"
            seen[column.kunci] = column
        flags = {column.kunci for column in self.kolom if column.jenis == "flag"}
        for flag in {column.bila for column in self.kolom} | {band.bila for band in self.batas}:
            if flag and flag not in flags:
                yield f"«bila» menyebut «{flag}», padahal tidak ada kolom ya/tidak bernama itu"
        if [column.jenis for column in self.kolom].count("label") != 1:
            yield "harus ada tepat satu kolom berjenis «label»"
        elif self.kolom[-1].jenis != "label":
            yield "kolom berjenis «label» harus yang terakhir"
        yield from self._faults_of_bands() if self.numeric else self._faults_of_matrix()
        for word, label in self.istilah.items():
            if label not in self.predikat:
                yield f"istilah «{word}» menunjuk «{label}» yang bukan predikat"

    def _faults_of_bands(self) -> Iterator[str]:
        column = self.column(self.nilai)
        if column is None or column.jenis != "number":
            yield f"nilai «{self.nilai}» bukan kolom angka"
        plain = [band for band in self.batas if not band.bila]
        if not plain or (column and plain[-1].dari > column.dari):
            yield "batas terendah tidak mencakup nilai terendah"
        for bands in (plain, self.batas):
            edges = [band.dari for band in bands]
            if edges != sorted(edges, reverse=True):
                yield "batas harus berurutan dari yang tertinggi"
                break
        for band in self.batas:
            if band.predikat not in self.predikat:
                yield f"batas menyebut «{band.predikat}» yang bukan predikat"

    def _faults_of_matrix(self) -> Iterator[str]:
        if len(self.ratings) != 2:
            yield "matriks memerlukan tepat dua kolom berjenis «rating»"
            return
        rows, columns = self.ratings
        for row in rows.pilihan:
            for cell in columns.pilihan:
                label = self.matriks.get(row, {}).get(cell, "")
                if label not in self.predikat:
                    yield f"matriks «{row}» × «{cell}» tidak memberi predikat yang dikenal"
