"""What the clerk decides: reserved, inserted and cancelled numbers, and corrections."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from docgen.errors import FindingsError
from docgen.model.letter import Letter, LetterState
from docgen.numbering import Entry, Place, Register, Status
from tests.numbering.desk import JAN, TODAY, desk, entries, letter, number


def day(count: int) -> dt.date:
    return JAN + dt.timedelta(count)


def reserve(path: Path, count: int, year: int = 2025) -> None:
    with Register(path) as book:
        book.reserve(Place("badan", year), count, "undangan pelantikan", TODAY)
        book.commit()


def cancel(path: Path, label: str) -> None:
    with Register(path) as book:
        (entry,) = [e for e in book.entries() if str(e.label) == label]
        book.cancel(entry, "salah tujuan", TODAY)
        book.commit()


def insert(path: Path, one: Letter, after: int, *others: Letter) -> Entry:
    with Register(path) as book:
        entry = book.insert(one, [one, *others], after, desk(), TODAY)
        book.commit()
    return entry


def refused(path: Path, one: Letter, after: int) -> list[str]:
    before = entries(path)
    with pytest.raises(FindingsError) as problem:
        insert(path, one, after)
    assert entries(path) == before
    return [finding.code for finding in problem.value.findings]


def told(path: Path) -> list[tuple[str, str, str]]:
    return [(str(e.label), str(e.status), e.letter) for e in entries(path)]


def test_reserved_numbers_go_to_nobody_by_themselves(path: Path) -> None:
    number(path, letter("a"))
    reserve(path, 2)
    number(path, letter("a"), letter("b"))
    assert told(path) == [
        ("1", "terbit", "keluar/a"),
        ("2", "dipesan", ""),
        ("3", "dipesan", ""),
        ("4", "terbit", "keluar/b"),
    ]
    assert entries(path)[1].reserved_why == "undangan pelantikan"


def test_a_letter_takes_the_reserved_number_that_it_names(path: Path) -> None:
    reserve(path, 3)
    early = letter("b", day(-3), lain={"urut": "2"})
    numbers, findings = number(path, letter("a"), early)
    assert numbers == {"a": "800/4/BADAN/2025", "b": "800/2/BADAN/2025"}
    assert findings == ()
    assert number(path, letter("a"), early) == (numbers, ())
    assert told(path)[1] == ("2", "terbit", "keluar/b")
    assert entries(path)[1].reserved == TODAY
    # It does not count as one after which nobody may come.
    assert number(path, letter("c", day(1)))[1] == ()


@pytest.mark.parametrize(
    ("urut", "words"),
    [("9", "tidak dipesan"), ("dua", "tidak dipesan"), ("1", "«keluar/a»"), ("3", "dibatalkan")],
)
def test_a_serial_that_is_not_free(urut: str, words: str, path: Path) -> None:
    number(path, letter("a"))
    reserve(path, 2)
    cancel(path, "3")
    before = entries(path)
    numbers, findings = number(path, letter("b", lain={"urut": urut}))
    assert (numbers, [f.code for f in findings]) == ({"b": ""}, ["serial-not-reserved"])
    assert words in findings[0].message and "masih bebas: 2" in findings[0].message
    assert entries(path) == before


def test_two_letters_that_name_one_serial(path: Path) -> None:
    reserve(path, 1)
    both = (letter("a", lain={"urut": "1"}), letter("b", lain={"urut": "1"}))
    numbers, findings = number(path, *both)
    assert numbers == {"a": "800/1/BADAN/2025", "b": ""}
    assert [(f.code, f.where.cell) for f in findings] == [("serial-not-reserved", "b")]


def test_the_column_that_names_another_serial_later(path: Path) -> None:
    number(path, letter("a"))
    _numbers, findings = number(path, letter("a", lain={"urut": "7"}))
    assert [f.code for f in findings] == ["register-disagrees"]


def test_an_inserted_number(path: Path) -> None:
    given = [letter("a"), letter("b", day(5))]
    number(path, *given)
    late = letter("c", day(2))
    assert insert(path, late, 1, *given).number == "800/1.a/BADAN/2025"
    assert insert(path, letter("d", day(3)), 1, *given).number == "800/1.b/BADAN/2025"
    numbers, findings = number(path, *given, late)
    assert (numbers["c"], findings) == ("800/1.a/BADAN/2025", ())
    assert [row[0] for row in told(path)] == ["1", "1.a", "1.b", "2"]
    assert number(path, letter("e", day(6)))[0]["e"] == "800/3/BADAN/2025"


def test_more_insertions_than_letters_of_the_alphabet(path: Path) -> None:
    number(path, letter("a"), letter("z"))
    labels = [str(insert(path, letter(f"s{turn}"), 1).label) for turn in range(28)]
    assert labels[:2] + labels[25:] == ["1.a", "1.b", "1.z", "1.aa", "1.ab"]
    assert [str(e.label) for e in entries(path)] == ["1", *labels, "2"]


@pytest.mark.parametrize(
    ("one", "after", "code"),
    [
        (letter("c", day(-1)), 1, "insert-out-of-place"),
        (letter("c", day(9)), 1, "insert-out-of-place"),
        (letter("c", day(5)), 2, "insert-out-of-place"),
        (letter("c", day(2)), 7, "insert-out-of-place"),
        (letter("c", dt.date(2024, 5, 5)), 1, "insert-out-of-place"),
        (letter("c", None), 1, "letter-not-signed"),
        (letter("a", day(2)), 1, "number-exists"),
        (letter("c", day(2), klasifikasi=""), 1, "number-part-empty"),
        (letter("c", dt.date(2052, 5, 5)), 1, "signature-in-future"),
    ],
)
def test_what_cannot_be_inserted(one: Letter, after: int, code: str, path: Path) -> None:
    number(path, letter("a"), letter("b", day(5)))
    assert code in refused(path, one, after)


def test_a_cancelled_number_stays_and_is_never_given_again(path: Path) -> None:
    number(path, letter("a", hal="Undangan"), letter("b"))
    cancel(path, "2")
    cancel(path, "1")
    with Register(path) as book:
        both = [letter("a", hal="Undangan"), letter("b")]
        numbered, findings = book.number(both, desk(), TODAY)
        book.commit()
    assert [(n.nomor, n.state) for n in numbered] == [("", LetterState.BATAL)] * 2
    assert [(f.code, f.where.cell) for f in findings] == [
        ("number-cancelled", "a"),
        ("number-cancelled", "b"),
    ]
    assert "salah tujuan" in findings[0].message
    # Written anew under another id it gets the next number.
    numbers, findings = number(path, letter("a2", hal="Undangan"))
    assert (numbers, findings) == ({"a2": "800/3/BADAN/2025"}, ())
    assert [(e.status, e.number) for e in entries(path)][:2] == [
        (Status.CANCELLED, "800/1/BADAN/2025"),
        (Status.CANCELLED, "800/2/BADAN/2025"),
    ]


def test_a_line_that_someone_took_out_is_a_gap(path: Path) -> None:
    number(path, letter("a"), letter("b"), letter("c"))
    with Register(path) as book:
        book._db.execute("DELETE FROM keluar WHERE urut = 2")
        book._changes.append("dihapus")
        book.commit()
    _numbers, findings = number(path, letter("a"), letter("c"))
    assert [(f.code, f.where.file) for f in findings] == [("register-gap", "register/agenda.db")]
    assert "nomor urut 2;" in findings[0].message


def test_a_correction_keeps_the_number_and_is_written_down_once(path: Path) -> None:
    number(path, letter("a", hal="Undangan", lain={"isi": "Senin"}))
    first = letter("a", hal="Undangan", lain={"isi": "Selasa"})
    numbers, findings = number(path, first, today=dt.date(2025, 12, 2))
    assert numbers == {"a": "800/1/BADAN/2025"}
    assert [(f.code, f.where.cell) for f in findings] == [("number-corrected", "a")]
    content = path.read_bytes()
    assert number(path, first, today=dt.date(2025, 12, 3)) == (numbers, ())
    assert path.read_bytes() == content
    number(path, letter("a", hal="Undangan Rapat", tujuan=("Lurah",)), today=dt.date(2025, 12, 4))
    (entry,) = entries(path)
    assert (entry.subject, entry.recipients) == ("Undangan", "Camat")
    assert [(v.number, v.date, v.subject, v.recipients) for v in entry.versions] == [
        (1, dt.date(2025, 12, 2), "Undangan", "Camat"),
        (2, dt.date(2025, 12, 4), "Undangan Rapat", "Lurah"),
    ]
    # The letter is known under what it says now, too.
    moved = letter("b", hal="Undangan Rapat", tujuan=("Lurah",))
    assert [f.code for f in number(path, moved)[1]] == ["number-orphan"]


@pytest.mark.parametrize(
    "change",
    [
        {"tanggal_nomor": None},
        {"tautan": "https://x.example"},
        {"berkas_ttd": "ttd/a.pdf"},
        {"tanggal_konsep": JAN},
        {"lain": {"catatan": "dikirim lewat pos", "tanggal_kirim": "7 Januari 2025", "isi": ""}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_no_correction(change: dict[str, object], path: Path) -> None:
    number(path, letter("a", hal="Undangan"))
    assert number(path, letter("a", hal="Undangan", **change))[1] == ()
    assert entries(path)[0].versions == ()


@pytest.mark.parametrize(
    "change",
    [
        {"hal": "Lain"},
        {"tujuan": ("Camat", "Lurah")},
        {"tembusan": ("Walikota",)},
        {"lampiran": "1 berkas"},
        {"butir": ({"jenis": "Laporan"},)},
        {"penandatangan": "sekretaris"},
        {"lain": {"isi": "lain"}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_a_correction(change: dict[str, object], path: Path) -> None:
    number(path, letter("a", hal="Undangan"))
    fields = {"hal": "Undangan"} | change
    assert [f.code for f in number(path, letter("a", **fields))[1]] == ["number-corrected"]
    assert number(path, letter("a", **fields))[1] == ()


def test_a_dry_run_writes_no_correction(path: Path) -> None:
    number(path, letter("a", hal="Undangan"))
    changed = letter("a", hal="Lain")
    assert [f.code for f in number(path, changed, dry_run=True)[1]] == ["number-corrected"]
    assert entries(path)[0].versions == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"signed": None, "tanggal_nomor": JAN}, "«tanggal_ttd» kini kosong"),
        ({"signed": dt.date(2025, 1, 8), "tanggal_nomor": JAN}, "kini 8 Januari 2025"),
        ({"klasifikasi": "900"}, "«klasifikasi» kini 900"),
        ({"klasifikasi": ""}, "«klasifikasi» kini kosong"),
    ],
)
def test_what_steers_a_numbered_letter_and_is_changed(
    change: dict[str, Any], words: str, path: Path
) -> None:
    number(path, letter("a", hal="Undangan"))
    (finding,) = number(path, letter("a", hal="Undangan", **change))[1]
    assert finding.code == "register-disagrees"
    assert words in finding.message and "kembalikan" in finding.message
    assert (entries(path)[0].signed, entries(path)[0].versions) == (JAN, ())
