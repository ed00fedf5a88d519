"""Invented employees: names, numbers, ranks and ratings that fit together.

The same employees on each run: the only source of chance is a seeded generator.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from data.make.offices import OFFICES, SECRETARY, SECTION, Office, Person
from docgen.model.staff.rank import GRADES, PPPK_GRADES

MEN = (
    "Ahmad", "Arif", "Bagus", "Budi", "Cahyo", "Darma", "Dedi", "Eko", "Fajar", "Gilang",
    "Hendra", "Ilham", "Joko", "Kurniawan", "Lukman", "Made", "Nanang", "Oki", "Panji", "Rangga",
    "Satria", "Taufik", "Umar", "Wahyu", "Yoga", "Zainal", "Yohanes", "Ketut", "Andreas", "Rahmat",
)  # fmt: skip
WOMEN = (
    "Ayu", "Bunga", "Citra", "Dewi", "Eka", "Fitri", "Gita", "Hesti", "Indah", "Julia",
    "Kartika", "Lestari", "Mega", "Nadia", "Oktavia", "Putri", "Rini", "Sari", "Tika", "Utami",
    "Vina", "Wati", "Yuliana", "Zahra", "Maria", "Komang", "Lidya", "Nur", "Dian", "Ratih",
)  # fmt: skip
LAST = (
    "Setiawan", "Hidayat", "Saputra", "Wijayanto", "Siregar", "Pratama", "Maulana", "Santosa",
    "Gunadi", "Harahap", "Lubis", "Suryana", "Permadi", "Kusnadi", "Manurung", "Ardiansyah",
    "Basuki", "Nasution", "Purnomo", "Rusdianto", "Sutejo", "Tarigan", "Utomo", "Wirawan",
    "Yudhistira", "Sihombing", "Lazuardi", "Pamungkas", "Handoko", "Simatupang",
)  # fmt: skip
LAST_WOMEN = (
    "Setiawati", "Handayani", "Safitri", "Wulandari", "Siregar", "Pratiwi", "Maharani",
    "Susanti", "Gunawati", "Harahap", "Lubis", "Suryani", "Permatasari", "Kusumastuti",
    "Manurung", "Anggraeni", "Puspitasari", "Nasution", "Purwanti", "Rahmadani", "Hasanah",
    "Tarigan", "Nurjanah", "Widyastuti", "Yulianti", "Sihombing", "Oktaviani", "Rosalina",
    "Damayanti", "Simatupang",
)  # fmt: skip
# Years of first appointment that lead to a grade by 2024 at the usual pace.
APPOINTED = {
    "IV/b": (1995, 1999), "IV/a": (1998, 2003), "III/d": (2003, 2008), "III/c": (2008, 2011),
    "III/b": (2014, 2018), "III/a": (2019, 2022), "II/d": (2010, 2014), "II/c": (2019, 2022),
    "IX": (2021, 2023), "VII": (2021, 2023),
}  # fmt: skip
MONTHS = ("01", "02", "03", "04", "12")
MASTERS = ("M.Si.", "M.M.", "M.A.P.")
ABOVE, EXPECTED, BELOW = "Di atas ekspektasi", "Sesuai ekspektasi", "Di bawah ekspektasi"
# (hasil kerja, perilaku, predikat, how many): 120 in all, spread as offices usually report.
SPREAD = (
    (ABOVE, ABOVE, "Sangat Baik", 14),
    (EXPECTED, EXPECTED, "Baik", 62),
    (ABOVE, EXPECTED, "Baik", 17),
    (EXPECTED, ABOVE, "Baik", 20),
    (BELOW, EXPECTED, "Butuh Perbaikan", 4),
    (BELOW, ABOVE, "Butuh Perbaikan", 1),
    (EXPECTED, BELOW, "Kurang", 2),
)
GOOD = ("Sangat Baik", "Baik")


@dataclass
class Employee:
    """A line of a report."""

    name: str
    nip: str
    grade: str
    title: str
    unit: str
    result: str = ""
    conduct: str = ""
    verdict: str = ""
    note: str = ""

    @property
    def pppk(self) -> bool:
        """Whether it is a contract employee: a golongan in Roman numerals and no rank."""
        return self.grade in PPPK_GRADES


@dataclass
class Maker:
    """Draws people; remembers what is taken."""

    random: Random = field(default_factory=lambda: Random("kota nusa harapan"))
    names: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    def person(self, grade: str, degrees: str) -> Person:
        """Someone of that grade with that degree (may be "")."""
        woman = self.random.random() < 0.48
        bare = self._name(woman)
        return Person(f"{bare}, {degrees}" if degrees else bare, self._number(grade, woman), grade)

    def _name(self, woman: bool) -> str:
        first, last = (WOMEN, LAST_WOMEN) if woman else (MEN, LAST)
        while True:
            parts = [self.random.choice(first)]
            if self.random.random() < 0.2:
                parts.append(self.random.choice(first))
            parts.append(self.random.choice(last))
            # A single name is normal in Indonesia.
            name = parts[-1] if self.random.random() < 0.06 else " ".join(dict.fromkeys(parts))
            if name not in self.names:
                self.names.add(name)
                return name

    def _number(self, grade: str, woman: bool) -> str:
        first, last = APPOINTED[grade]
        while True:
            year = self.random.randint(first, last)
            youngest = 21 if grade in ("II/c", "II/d") else 23
            birth = dt.date(year - youngest - self.random.randint(0, 5), 1, 1)
            if grade in PPPK_GRADES:
                birth = dt.date(self.random.randint(1985, 1996), 1, 1)
            birth += dt.timedelta(days=self.random.randint(0, 364))
            month = "21" if grade in PPPK_GRADES else self.random.choice(MONTHS)
            serial = self.random.randint(1, 9)
            number = f"{birth:%Y%m%d}{year}{month}{2 if woman else 1}{serial:03}"
            if number not in self.numbers:
                self.numbers.add(number)
                return number


def reports() -> dict[str, list[Employee]]:
    """The employees of each office that has reported, highest rank first."""
    maker = Maker()
    found = {office.code: _office(office, maker) for office in OFFICES if office.size}
    _rate([employee for staff in found.values() for employee in staff], maker.random)
    for staff in found.values():
        staff.sort(key=_rank)
    return found


def _rank(employee: Employee) -> tuple[bool, int, str]:
    grades = PPPK_GRADES if employee.pppk else GRADES
    return employee.pppk, grades.index(employee.grade), employee.nip[8:14]


def _office(office: Office, maker: Maker) -> list[Employee]:
    work, random = office.work, maker.random
    fixed = dict(office.fixed)

    def bachelor() -> str:
        return random.choice(work.degrees)

    def master() -> str:
        return f"{bachelor()}, {random.choice(MASTERS)}"

    posts = [
        (office.head_title, office.name, office.head),
        (SECRETARY, "Sekretariat", fixed.get(SECRETARY) or maker.person("IV/b", master())),
    ]
    posts += [(f"Kepala {division}", division, maker.person("IV/a", master()))
              for division in work.divisions]  # fmt: skip
    posts.append((SECTION, "Sekretariat", fixed.get(SECTION) or maker.person("III/d", bachelor())))
    # Beneath them the same mix in every office, round and round until it is full.
    levels = ("III/c", "III/a", "II/c", "III/b", "IX", "III/d", "II/d", "III/a", "VII")
    for turn in range(office.size - len(posts)):
        grade = levels[turn % len(levels)]
        unit = work.divisions[turn % len(work.divisions)]
        if grade in ("III/c", "III/d"):
            title, degree = random.choice(work.senior), bachelor()
        elif grade in ("III/a", "III/b", "IX"):
            title, degree = random.choice(work.junior), bachelor()
        else:
            title, degree = random.choice(work.staff), random.choice(work.diplomas)
            unit = "Sekretariat" if title.startswith("Pengadministrasi") else unit
        posts.append((title, unit, maker.person(grade, degree)))
    return [Employee(p.name, p.nip, p.grade, title, unit) for title, unit, p in posts]


def _rate(everyone: list[Employee], random: Random) -> None:
    ratings = [row[:3] for row in SPREAD for _ in range(row[3])]
    random.shuffle(ratings)
    # Those who lead (golongan IV) are not among the few who fell short.
    ratings.sort(key=lambda rating: rating[2] not in GOOD)
    staff = [employee for employee in everyone if not employee.grade.startswith("IV/")]
    leaders = [employee for employee in everyone if employee.grade.startswith("IV/")]
    random.shuffle(staff)
    middle = ratings[: len(leaders)]
    for employee, (result, conduct, verdict) in zip(
        leaders + staff, middle + ratings[len(leaders) :], strict=True
    ):
        employee.result, employee.conduct, employee.verdict = result, conduct, verdict
        if verdict not in GOOD:
            employee.note = "Dalam pembinaan atasan langsung"
