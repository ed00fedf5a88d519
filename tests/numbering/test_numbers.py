"""The register: a number is given once, in order of signing, and never changes."""

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.errors import FindingsError, OutputError
from docgen.model.letter import Letter
from docgen.numbering import Register, backup_of, register
from tests.numbering.desk import (
    JAN,
    OFFICES,
    TODAY,
    desk,
    entries,
    letter,
    make_old,
    number,
)


def test_order_of_signing_then_of_rows(path: Path) -> None:
    days = [JAN + dt.timedelta(days) for days in (3, 1, 3, 0)]
    letters = [letter(name, day) for name, day in zip("abcd", days, strict=True)]
    numbers, findings = number(path, *letters)
    assert findings == ()
    assert numbers == {
        "d": "800/1/BADAN/2025",
        "b": "800/2/BADAN/2025",
        "a": "800/3/BADAN/2025",
        "c": "800/4/BADAN/2025",
    }


def test_a_series_for_each_office_and_year(path: Path) -> None:
    old = dt.date(2024, 12, 30)
    letters = (letter("a"), letter("b", kop="dinas"), letter("c", old), letter("d", old))
    assert list(number(path, *letters)[0].values()) == [
        "800/1/BADAN/2025",
        "800/1/DINAS/2025",
        "800/1/BADAN/2024",
        "800/2/BADAN/2024",
    ]


def test_only_signed_letters_get_one(path: Path) -> None:
    numbers, _findings = number(path, letter("a", None), letter("b"))
    assert numbers == {"a": "", "b": "800/1/BADAN/2025"}


def test_a_rebuild_changes_nothing(path: Path) -> None:
    letters = [letter("a"), letter("b")]
    first, _ = number(path, *letters)
    content = path.read_bytes()
    again, findings = number(path, *reversed(letters))
    assert (again, findings) == (dict(reversed(first.items())), ())
    assert path.read_bytes() == content


def test_a_changed_letter_keeps_its_number(path: Path) -> None:
    number(path, letter("a"), letter("b"))
    changed = letter("a", klasifikasi="900", tautan="https://x.example", tanggal_nomor=None)
    numbers, findings = number(path, changed, pattern="{urut}", today=dt.date(2026, 5, 1))
    assert numbers == {"a": "800/1/BADAN/2025"}
    assert findings == ()
    moved = letter("a", dt.date(2025, 1, 8))
    numbers, findings = number(path, moved)
    assert numbers == {"a": "800/1/BADAN/2025"}
    assert [f.code for f in findings] == ["register-disagrees", "register-disagrees"]


def test_a_latecomer_takes_the_next_number_and_a_warning(path: Path) -> None:
    number(path, letter("b", dt.date(2025, 1, 8)))
    late = letter("a", dt.date(2025, 1, 6))
    numbers, findings = number(path, late, letter("c", dt.date(2025, 1, 8)))
    assert numbers == {"a": "800/2/BADAN/2025", "c": "800/3/BADAN/2025"}
    assert [(f.code, f.where) for f in findings] == [("number-out-of-order", late.where)]


EVE, NEW_YEAR = dt.date(2024, 12, 31), dt.date(2025, 1, 2)


@pytest.mark.parametrize(
    ("year", "numbers", "codes", "years"),
    [
        ("nomor", {"a": "1/I/2025", "b": "2/I/2025"}, ["number-late"], [2025, 2025]),
        ("ttd", {"a": "1/XII/2024", "b": "1/I/2025"}, [], [2024, 2025]),
    ],
)
@pytest.mark.parametrize("typed", [True, False])
def test_a_number_signed_last_year(
    year: str, numbers: dict[str, str], codes: list[str], years: list[int], typed: bool, path: Path
) -> None:
    pattern = "{urut}/{bulan_romawi}/{tahun}"
    late = letter("a", EVE, tanggal_nomor=NEW_YEAR if typed else None)
    found, findings = number(
        path, late, letter("b", NEW_YEAR), pattern=pattern, year=year, today=NEW_YEAR
    )
    assert found == numbers
    assert [f.code for f in findings] == codes
    assert [(e.year, e.dated) for e in entries(path)] == [(each, NEW_YEAR) for each in years]


def test_a_series_of_last_year_stays_as_it_is(path: Path) -> None:
    """A number that was given by the rule of the signature keeps its year under the other."""
    late = letter("a", EVE, tanggal_nomor=NEW_YEAR)
    number(path, late, year="ttd")
    numbers, findings = number(path, late, letter("b", NEW_YEAR), year="nomor")
    assert numbers == {"a": "800/1/BADAN/2024", "b": "800/1/BADAN/2025"}
    assert findings == ()


@pytest.mark.parametrize(("days", "codes"), [(5, []), (6, ["number-late"])])
def test_a_late_number(path: Path, days: int, codes: list[str]) -> None:
    late = letter("a", tanggal_nomor=JAN + dt.timedelta(days))
    assert [f.code for f in number(path, late)[1]] == codes


def test_without_its_own_date_a_number_has_that_of_the_run(path: Path) -> None:
    number(path, letter("a", tanggal_nomor=None), today=dt.date(2025, 1, 7))
    number(path, letter("a", tanggal_nomor=None), today=dt.date(2025, 1, 9))
    assert [entry.dated for entry in entries(path)] == [dt.date(2025, 1, 7)]


def test_a_signature_still_to_come_gets_none(path: Path) -> None:
    numbers, findings = number(path, letter("a", dt.date(2052, 1, 6)), letter("b"))
    assert numbers == {"a": "", "b": "800/1/BADAN/2025"}
    assert [(f.code, f.where.cell) for f in findings] == [("signature-in-future", "a")]


@pytest.mark.parametrize("days", [1, 30, 365])
def test_a_number_date_still_to_come_gets_none(path: Path, days: int) -> None:
    ahead = letter("a", tanggal_nomor=dt.date(2025, 12, 1) + dt.timedelta(days))
    numbers, findings = number(path, ahead, letter("b"))
    assert numbers == {"a": "", "b": "800/1/BADAN/2025"}
    assert [(f.code, f.where.cell) for f in findings] == [("number-in-future", "a")]


def test_a_number_dated_today_is_given(path: Path) -> None:
    today = dt.date(2025, 1, 7)
    assert number(path, letter("a", today), today=today) == ({"a": "800/1/BADAN/2025"}, ())


@pytest.mark.parametrize(
    "signed", [dt.date(2024, 11, 28), dt.date(2023, 11, 28), dt.date(1999, 1, 1)]
)
def test_a_year_that_was_not_changed_gets_no_number(path: Path, signed: dt.date) -> None:
    usual = letter("b", dt.date(2025, 11, 27))
    numbers, findings = number(path, letter("a", signed, tanggal_nomor=None), usual)
    assert (numbers["a"], bool(numbers["b"])) == ("", True)
    assert [(f.code, f.where.cell) for f in findings] == [
        ("date-year-odd", "a"),
        ("register-begins", "b"),
    ]


@pytest.mark.parametrize(
    ("mine", "others"),
    [
        ({"tanggal_nomor": dt.date(2024, 11, 29)}, (dt.date(2025, 11, 27),)),  # dated as well
        ({"tanggal_nomor": None}, (dt.date(2025, 11, 27), dt.date(2024, 12, 3))),  # not alone
        ({"tanggal_nomor": None}, ()),  # an office that enters what is old
    ],
)
def test_an_old_letter_that_is_meant(
    path: Path, mine: dict[str, dt.date | None], others: tuple[dt.date, ...]
) -> None:
    old = letter("a", dt.date(2024, 11, 28), **mine)
    rest = [letter(f"b{number}", day) for number, day in enumerate(others)]
    numbers, findings = number(path, old, *rest)
    assert all(numbers.values())
    assert "date-year-odd" not in {finding.code for finding in findings}


def test_a_number_without_its_code_is_not_given(path: Path) -> None:
    open_letter = letter("a", klasifikasi="")
    numbers, findings = number(path, open_letter)
    assert (numbers, [f.code for f in findings]) == ({"a": ""}, ["number-part-empty"])
    assert number(path, open_letter, pattern="{urut}")[0] == {"a": "1"}


def test_a_pattern_that_gives_a_number_twice(path: Path) -> None:
    old, new = letter("a", dt.date(2024, 12, 30)), letter("b")
    numbers, findings = number(path, old, new, pattern="{klasifikasi}/{urut}")
    assert numbers == {"a": "800/1", "b": ""}
    assert ("number-duplicate", "b") in [(f.code, f.where.cell) for f in findings]


def test_the_same_id_in_two_sets_is_two_letters(path: Path) -> None:
    with Register(path) as book:
        twice = (letter("a"), letter("a", kelompok="lain"))
        numbered, _ = book.number(twice, desk(), TODAY)
    assert [each.nomor for each in numbered] == ["800/1/BADAN/2025", "800/2/BADAN/2025"]


def test_without_commit_nothing_was_given(path: Path) -> None:
    number(path, letter("a"), commit=False)
    assert entries(path) == ()
    assert number(path, letter("b"))[0] == {"b": "800/1/BADAN/2025"}


def test_an_error_takes_the_numbers_back(path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Register(path) as book:
        book.number([letter("a")], desk(), TODAY)
        raise ZeroDivisionError
    assert entries(path) == ()


def test_dry_run_writes_nothing(path: Path) -> None:
    assert number(path, letter("a"), dry_run=True)[0] == {"a": "800/1/BADAN/2025"}
    assert not path.parent.exists()
    number(path, letter("a"))
    content = path.read_bytes()
    numbers, _ = number(path, letter("b"), dry_run=True)
    assert numbers == {"b": "800/2/BADAN/2025"}
    assert path.read_bytes() == content
    names = {file.name for file in path.parent.iterdir()}
    assert names == {"agenda.db", "agenda.db.bak", "cadangan"}
    assert [entry.letter for entry in entries(backup_of(path))] == ["keluar/a"]


def test_after_commit_another_may_number(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "PATIENCE", 0.1)
    with Register(path) as book:
        book.number([letter("a")], desk(), TODAY)
        with pytest.raises(OutputError, match=r"agenda\.db"), Register(path):
            pass
        book.commit()
        assert number(path, letter("b"))[0] == {"b": "800/2/BADAN/2025"}
        assert [entry.letter for entry in book.entries()] == ["keluar/a", "keluar/b"]
        third, _ = book.number([letter("c")], desk(), TODAY)
        assert third[0].nomor == "800/3/BADAN/2025"
    assert len(entries(path)) == 2


def test_a_folder_name_with_marks_of_an_address(tmp_path: Path) -> None:
    path = tmp_path / "arsip #2 50%41?x" / "agenda.db"
    number(path, letter("a"))
    assert [entry.letter for entry in entries(path)] == ["keluar/a"]


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize("content", [b"bukan basis data" * 99, None])
def test_a_file_that_is_no_register(path: Path, content: bytes | None, dry_run: bool) -> None:
    path.parent.mkdir()
    if content:
        path.write_bytes(content)
    else:
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE keluar (x)")
        other.close()
    before = path.read_bytes()
    with pytest.raises(FindingsError) as problem:
        Register(path, dry_run=dry_run)
    assert [each.code for each in problem.value.findings] == ["register-unreadable"]
    assert path.read_bytes() == before


def test_a_date_that_someone_wrote_into_the_register(path: Path) -> None:
    number(path, letter("a"))
    with sqlite3.connect(path) as other:
        other.execute("UPDATE keluar SET ttd = 'kemarin'")
    other.close()
    with pytest.raises(FindingsError):
        Register(path)


def test_a_letter_under_another_id_gets_no_second_number(path: Path) -> None:
    number(path, letter("a", hal="Undangan", kelompok="lama"))
    renamed = letter("b", hal="Undangan")
    numbers, findings = number(path, renamed)
    assert numbers == {"b": ""}
    assert [(f.code, f.where) for f in findings] == [("number-orphan", renamed.where)]
    assert "800/1/BADAN/2025" in findings[0].message and "«lama/a»" in findings[0].message


@pytest.mark.parametrize(
    "other",
    [
        letter("b", hal="Edaran"),
        letter("b", dt.date(2025, 1, 7), hal="Undangan"),
        letter("b", hal="Undangan", kop="dinas"),
        letter("b", hal="Undangan", tujuan=("Lurah",)),
    ],
    ids=("hal", "tanggal", "kop", "tujuan"),
)
def test_another_letter_gets_its_number(other: Letter, path: Path) -> None:
    number(path, letter("a", hal="Undangan"))
    numbers, findings = number(path, other)
    assert numbers["b"]
    assert findings == ()


def test_two_like_letters_at_hand_are_two(path: Path) -> None:
    first = letter("a", hal="Undangan")
    number(path, first)
    assert number(path, first, letter("b", hal="Undangan"))[0]["b"] == "800/2/BADAN/2025"


def test_recall_gives_no_number(path: Path) -> None:
    number(path, letter("a"))
    with Register(path, dry_run=True) as book:
        recalled = book.recall([letter("b"), letter("a")])
    assert [each.nomor for each in recalled] == ["", "800/1/BADAN/2025"]
    assert recalled[1].tanggal_surat == JAN


def test_the_copy_follows_each_number_given(path: Path) -> None:
    number(path, letter("a"))
    number(path, letter("a"), letter("b"))
    assert entries(backup_of(path)) == entries(path)
    before = backup_of(path).stat().st_mtime_ns
    number(path, letter("a"), letter("b"))
    number(path, letter("c"), commit=False)
    assert backup_of(path).stat().st_mtime_ns == before


def test_a_register_without_recipients_is_brought_up_to_date(path: Path) -> None:
    number(path, letter("a", hal="Undangan"))
    make_old(path, "tujuan")
    assert [entry.recipients for entry in entries(path)] == [""]
    numbers, findings = number(path, letter("b", hal="Undangan"))
    assert (numbers, [f.code for f in findings]) == ({"b": ""}, ["number-orphan"])
    number(path, letter("c", hal="Edaran"))
    assert [entry.recipients for entry in entries(path)] == ["", "Camat"]


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_register_that_another_program_holds(
    path: Path, dry_run: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "PATIENCE", 0.1)
    number(path, letter("a"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(OutputError, match="sedang dipakai program lain"):
            Register(path, dry_run=dry_run)
    finally:
        other.close()


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_register_that_is_a_folder(path: Path, dry_run: bool) -> None:
    path.mkdir(parents=True)
    with pytest.raises(FindingsError) as problem:
        Register(path, dry_run=dry_run)
    assert [each.code for each in problem.value.findings] == ["register-unreadable"]


BATCH = st.lists(
    st.tuples(st.sampled_from(sorted(OFFICES)), st.dates(dt.date(2023, 12, 1), TODAY)),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(BATCH, min_size=1, max_size=4))
def test_series_have_no_gap_and_nothing_twice(batches: list[list[tuple[str, dt.date]]]) -> None:
    letters: list[Letter] = []
    given_before: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "agenda.db"
        for batch in batches:
            new = [
                letter(f"{len(letters) + n}", day, kop=kop) for n, (kop, day) in enumerate(batch)
            ]
            letters += new
            numbers, _ = number(path, *letters)
            assert given_before.items() <= numbers.items()
            check_order(path, new)
            given_before = numbers
        found = entries(path)
    assert len(found) == len(letters)
    assert len({(entry.office, entry.number) for entry in found}) == len(found)
    for key in {(entry.office, entry.year) for entry in found}:
        serials = [entry.serial for entry in found if (entry.office, entry.year) == key]
        assert serials == list(range(1, len(serials) + 1))


def check_order(path: Path, new: Sequence[Letter]) -> None:
    """Within a run the serials follow the dates of signing, ties the rows."""
    rows = {f"keluar/{each.id}": index for index, each in enumerate(new)}
    found = [entry for entry in entries(path) if entry.letter in rows]
    for one, other in pairwise(found):
        if (one.office, one.year) == (other.office, other.year):
            assert (one.signed, rows[one.letter]) < (other.signed, rows[other.letter])
