"""Which series a letter's number belongs to: of which papers, of which year, by which pattern."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docgen.findings import Finding, Where, error
from docgen.model.letter import Letter
from docgen.model.office import Office
from docgen.model.workspace import Numbering
from docgen.numbering.entry import Place
from docgen.numbering.pattern import SAMPLE, letter_number
from docgen.numbering.serial import Serial

OFFICE = "kantor"  # ``seri`` of an office that has one series a year
# Security classes in the letters that stand in numbers (domain rules §2.9); a blank cell is B.
CLASSES: Mapping[str, str] = {
    "": "B", "biasa": "B", "terbatas": "T", "rahasia": "R", "sangat rahasia": "SR",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaperKind:
    """What the letters of a set are (*SPPD*), and the pattern of their numbers ("": the usual)."""

    name: str = "surat keluar"
    pattern: str = ""


USUAL = PaperKind()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """How an office numbers: ``rules`` of docgen.toml, the ``kinds`` of papers by set, and after
    how many days from signing a number is late."""

    rules: Numbering = field(default_factory=Numbering)
    kinds: Mapping[str, PaperKind] = field(default_factory=dict)
    most_days: int = 5

    def kind_of(self, letter: Letter) -> PaperKind:
        """What kind of paper a letter is."""
        return self.kinds.get(letter.kelompok, USUAL)

    def pattern_of(self, letter: Letter) -> str:
        """The pattern of its number."""
        return self.kind_of(letter).pattern or self.rules.pola

    def series_of(self, letter: Letter) -> str:
        """The series within its office and year: "", or ``klasifikasi 140``."""
        match self.rules.seri:
            case "klasifikasi":
                return self.series_named(letter.klasifikasi)
            case "jenis":
                return self.series_named(self.kind_of(letter).name)
            case "keamanan":
                return self.series_named(security_class(letter.keamanan))
            case _:
                return ""

    def series_named(self, name: str) -> str:
        """The series of that classification, kind of paper or security class."""
        return f"{self.rules.seri} {name}"

    def date_of(self, letter: Letter, today: dt.date) -> dt.date:
        """The date that is printed with its number."""
        return letter.tanggal_nomor or today

    def year_of(self, letter: Letter, today: dt.date) -> int:
        """The year of its number."""
        by_signature = letter.tanggal_ttd if self.rules.tahun_nomor == "ttd" else None
        return (by_signature or self.date_of(letter, today)).year

    def place_of(self, letter: Letter, today: dt.date) -> Place:
        """The series that it takes its number from."""
        return Place(letter.kop, self.year_of(letter, today), self.series_of(letter))

    def number(self, letter: Letter, serial: Serial, office: Office, today: dt.date) -> str:
        """Its number; one of last year's series (``tahun_nomor`` ttd) says that year's month."""
        date, year = self.date_of(letter, today), self.year_of(letter, today)
        named = date if date.year == year else letter.tanggal_ttd or date
        kind = self.kind_of(letter).name
        return letter_number(self.pattern_of(letter), serial, named, letter, office, kind)

    def needed(self, letter: Letter) -> Iterator[str]:
        """The columns without which it can have no number."""
        for part in ("klasifikasi", "keamanan"):
            is_series = part == self.rules.seri == "klasifikasi"
            if is_series or f"{{{part}" in self.pattern_of(letter):
                yield part

    def is_other(self, place: Place) -> bool:
        """Whether a series is not of the kind that docgen.toml asks for now."""
        kind = place.series.partition(" ")[0] or OFFICE
        return kind != self.rules.seri


def security_class(written: str) -> str:
    """A security class in the letters of the rule: B, T, R, SR; another one as it stands."""
    text = " ".join(written.split())
    return CLASSES.get(text.casefold(), text.upper())


def scheme_findings(scheme: Scheme, where: Where) -> Iterator[Finding]:
    """Patterns by which two series would give the same number."""
    rules = scheme.rules
    numbers: dict[str, str] = {}
    for name, kind in scheme.kinds.items():
        pattern = kind.pattern or rules.pola
        number = pattern.format(**{**SAMPLE, "jenis": kind.name})
        if rules.seri == "jenis":
            is_same = numbers.setdefault(number, kind.name) != kind.name
        else:
            is_same = rules.seri != OFFICE and f"{{{rules.seri}" not in pattern
        if is_same:
            message = (
                f'seri = "{rules.seri}": pola nomor «{pattern}» memberi nomor yang sama dalam dua '
                f"seri; tambahkan {{{rules.seri}}}, atau beri [letters.{name}] «pola» sendiri"
            )
            yield error("pattern-without-series", where, message)
