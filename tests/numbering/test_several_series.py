"""Several series in an office's year, and those that go on from the book kept before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from docgen.findings import Where, has_errors
from docgen.model.letter import Letter
from docgen.model.workspace import Numbering
from docgen.numbering import PaperKind, Place, Register, Scheme, Status, scheme_findings
from tests.numbering.desk import JAN, TODAY, desk, entries, letter, number

FULL = "{keamanan}/{klasifikasi}/{urut}/{jenis}/{tahun}"
TRIP = {"jalan": PaperKind("SPPD"), "tugas": PaperKind("SPPD")}


def code(name: str, text: str, **fields: object) -> Letter:
    return letter(name, klasifikasi=text, **fields)


def test_a_series_for_each_classification(path: Path) -> None:
    """Serials that run within 140 and 474: 1, 1, 2."""
    rows = [code("a", "140"), code("b", "474"), code("c", "140"), code("d", "474.1")]
    numbers, findings = number(path, *rows, series="klasifikasi")
    assert [text.split("/")[:2] for text in numbers.values()] == [
        ["140", "1"], ["474", "1"], ["140", "2"], ["474.1", "1"],
    ]  # fmt: skip
    assert findings == ()
    assert {str(entry.place) for entry in entries(path)} == {
        "badan 2025 klasifikasi 140", "badan 2025 klasifikasi 474",
        "badan 2025 klasifikasi 474.1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "serials"),
    [
        (("B", "R", "B"), [1, 1, 2]),
        (("Rahasia", "R", "rahasia"), [1, 2, 3]),
        (("SR", "Sangat  Rahasia", "biasa"), [1, 2, 1]),
    ],
)
def test_a_series_for_each_security_class(
    words: tuple[str, ...], serials: list[int], path: Path
) -> None:
    rows = [letter(f"s{n}", keamanan=word) for n, word in enumerate(words)]
    number(path, *rows, series="keamanan", pattern="{keamanan}/{klasifikasi}/{urut}/{tahun}")
    by_letter = {entry.letter: entry.serial for entry in entries(path)}
    assert [by_letter[f"keluar/s{n}"] for n in range(3)] == serials


def test_a_series_for_each_kind_of_paper(path: Path) -> None:
    kinds = TRIP | {"jalan": PaperKind("SPPD", "090/{urut}/SPPD/{tahun}")}
    rows = [letter("a"), letter("b", kelompok="jalan"), letter("c"), letter("d", kelompok="tugas")]
    with Register(path) as book:
        numbered, findings = book.number(rows, desk(series="jenis", kinds=kinds), TODAY)
    assert [each.nomor for each in numbered] == [
        "800/1/BADAN/2025", "090/1/SPPD/2025", "800/2/BADAN/2025", "",
    ]  # fmt: skip
    assert [finding.code for finding in findings] == ["number-duplicate"]


def test_without_its_classification_a_letter_has_no_series(path: Path) -> None:
    numbers, findings = number(path, code("a", ""), series="klasifikasi", pattern="{urut}/{tahun}")
    assert numbers == {"a": ""}
    assert [finding.code for finding in findings] == ["number-part-empty"]


@pytest.mark.parametrize(("before", "now"), [("kantor", "klasifikasi"), ("jenis", "kantor")])
def test_series_that_change_within_a_year(before: str, now: str, path: Path) -> None:
    number(path, letter("a"), series=before, pattern=FULL.replace("{keamanan}/", ""))
    first = entries(path)
    later = letter("c", dt.date(2026, 1, 5))
    numbers, findings = number(
        path, letter("a"), letter("b"), later, series=now, today=dt.date(2026, 2, 1)
    )
    assert (numbers["b"], numbers["c"]) == ("", "800/1/BADAN/2026")
    assert [finding.code for finding in findings if finding.where.cell == "b"] == ["series-changed"]
    assert [e for e in entries(path) if e.year == 2025] == list(first)


def test_reserve_insert_and_cancel_within_a_series(path: Path) -> None:
    by = desk(series="klasifikasi")
    rows = [code("a", "140"), code("b", "140", signed=None), code("x", "474")]
    rows[1] = code("b", "140").model_copy(update={"tanggal_ttd": JAN + dt.timedelta(5)})
    with Register(path) as book:
        book.number(rows, by, TODAY)
        book.reserve(Place("badan", 2025, "klasifikasi 140"), 2, "pesan", TODAY)
        late = code("c", "140").model_copy(update={"tanggal_ttd": JAN + dt.timedelta(2)})
        entry = book.insert(late, [*rows, late], 1, by, TODAY)
        assert (str(entry.label), entry.series) == ("1.a", "klasifikasi 140")
        (one,) = [e for e in book.entries() if e.series == "klasifikasi 474"]
        book.cancel(one, "salah", TODAY)
        book.commit()
    told = [(e.series[12:], str(e.label), str(e.status)) for e in entries(path)]
    assert told == [
        ("140", "1", "terbit"), ("140", "1.a", "terbit"), ("140", "2", "terbit"),
        ("140", "3", "dipesan"), ("140", "4", "dipesan"), ("474", "1", "batal"),
    ]  # fmt: skip
    taken = code("d", "140", lain={"urut": "4"})
    other = code("e", "474", lain={"urut": "3"})
    _numbers, findings = number(path, *rows, late, taken, other, series="klasifikasi")
    assert [f.where.cell for f in findings if f.code == "serial-not-reserved"] == ["e"]


@pytest.mark.parametrize(
    ("series", "pattern", "kinds", "is_wrong"),
    [
        ("kantor", "{urut}/{tahun}", {}, False),
        ("klasifikasi", "{urut}/{tahun}", {}, True),
        ("klasifikasi", "{klasifikasi}/{urut}", {}, False),
        ("keamanan", "{klasifikasi}/{urut}", {}, True),
        ("jenis", "{klasifikasi}/{urut}", TRIP, True),
        ("jenis", "{jenis}/{urut}", TRIP, False),
        ("jenis", "{urut}/X", {"jalan": PaperKind("SPPD", "{urut}/SPPD")}, False),
    ],
)
def test_patterns_by_which_two_series_are_one(
    series: str, pattern: str, kinds: dict[str, PaperKind], is_wrong: bool
) -> None:
    rules = Numbering.model_validate({"seri": series, "pola": pattern})
    scheme = Scheme(rules=rules, kinds={"keluar": PaperKind(), **kinds})
    found = list(scheme_findings(scheme, Where("docgen.toml")))
    assert has_errors(found) is is_wrong
    assert {finding.code for finding in found} <= {"pattern-without-series"}


def test_a_book_that_goes_on_from_another(path: Path) -> None:
    asked: list[Place] = []

    def last(place: Place) -> int:
        asked.append(place)
        return 347

    rows = [letter("a"), letter("b"), letter("c", kop="dinas")]
    with Register(path) as book:
        numbered, findings = book.number(rows, desk(last_serial=last), TODAY)
        book.commit()
    assert [each.nomor for each in numbered] == [
        "800/348/BADAN/2025", "800/349/BADAN/2025", "800/348/DINAS/2025",
    ]  # fmt: skip
    assert findings == ()
    assert asked == [Place("badan", 2025), Place("dinas", 2025)]
    old = [entry for entry in entries(path) if entry.status is Status.INHERITED]
    assert len(old) == 2 * 347 and all(entry.inherited_from for entry in old)
    again, findings = number(path, *rows, letter("d"))
    assert (again["d"], findings) == ("800/350/BADAN/2025", ())
    # A number of the old book is nobody's to take.
    _numbers, findings = number(path, letter("e", lain={"urut": "12"}))
    assert "serial-not-reserved" in [finding.code for finding in findings]


@pytest.mark.parametrize(("answer", "codes"), [(0, []), (None, ["register-begins"])])
@pytest.mark.parametrize(("month", "is_late"), [(1, False), (2, True), (11, True)])
def test_a_book_that_begins(
    answer: int | None, codes: list[str], month: int, is_late: bool, path: Path
) -> None:
    day = dt.date(2025, month, 5)
    with Register(path) as book:
        rows = [letter("a", day), letter("b", day)]
        _numbered, findings = book.number(rows, desk(last_serial=lambda _place: answer), TODAY)
    assert [finding.code for finding in findings] == (codes if is_late else [])
