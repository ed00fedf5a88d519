"""The file of the register: its copies, old ones, newer ones, never WAL."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from docgen.errors import FindingsError, OutputError
from docgen.numbering import Place, Register, backup_of
from docgen.numbering.schema import VERSION
from tests.numbering.desk import TODAY, entries, letter, make_old, number


def ask(path: Path, statement: str) -> list[tuple[object, ...]]:
    book = sqlite3.connect(path)
    found = book.execute(statement).fetchall()
    book.commit()
    book.close()
    return found


def copies(path: Path) -> list[str]:
    return sorted(file.name for file in (path.parent / "cadangan").iterdir())


def test_a_copy_for_each_change_and_ten_are_kept(path: Path) -> None:
    letters = [letter(f"s{turn}") for turn in range(13)]
    for count in range(len(letters)):
        number(path, *letters[: count + 1])
        number(path, *letters[: count + 1])
    assert copies(path) == [f"agenda-{count:06d}.db" for count in range(4, 14)]
    assert len(entries(path.parent / "cadangan" / "agenda-000009.db")) == 9
    assert entries(backup_of(path)) == entries(path)


def test_each_change_says_what_it_was(path: Path) -> None:
    number(path, letter("a"))
    with Register(path) as book:
        book.reserve(Place("badan", 2025), 1, "undangan", TODAY)
        book.commit()
    assert ask(path, "SELECT * FROM perubahan") == [
        (1, "2025-12-01", "800/1/BADAN/2025 untuk keluar/a"),
        (2, "2025-12-01", "2 agenda badan 2025 dipesan"),
    ]


@pytest.mark.parametrize("without", [(), ("tujuan",)])
def test_an_old_register_keeps_its_numbers(without: tuple[str, ...], path: Path) -> None:
    letters = (letter("a", hal="Undangan"), letter("b", hal="Edaran"))
    first, _findings = number(path, *letters)
    make_old(path, *without)
    old = path.read_bytes()
    assert [e.number for e in entries(path)] == list(first.values())
    assert path.read_bytes() == old
    again, findings = number(path, *letters)
    assert (again, findings) == (first, ())
    assert ask(path, "PRAGMA user_version") == [(VERSION,)]
    before = path.read_bytes()
    assert number(path, *letters) == (first, ())
    assert path.read_bytes() == before
    # As it was before: the copy of the change 0.
    kept = sqlite3.connect(path.parent / "cadangan" / "agenda-000000.db")
    columns = {name for (name,) in kept.execute("SELECT name FROM pragma_table_info('keluar')")}
    kept.close()
    assert "sisipan" not in columns
    # From here on it knows what the letters say.
    changed = letter("a", hal="Undangan", lain={"isi": "baru"})
    assert [f.code for f in number(path, changed)[1]] == ["number-corrected"]


def test_an_old_register_whose_letter_changed_since(path: Path) -> None:
    number(path, letter("a", hal="Undangan"))
    make_old(path)
    _numbers, findings = number(path, letter("a", hal="Edaran"))
    assert [f.code for f in findings] == ["number-corrected"]
    (entry,) = entries(path)
    assert [v.subject for v in entry.versions] == ["Edaran"]


def test_a_register_of_a_newer_docgen(path: Path) -> None:
    number(path, letter("a"))
    ask(path, f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    for dry_run in (False, True):
        with pytest.raises(OutputError, match="docgen yang lebih baru"):
            Register(path, dry_run=dry_run)
    assert path.read_bytes() == before


def test_never_in_wal_mode(path: Path) -> None:
    number(path, letter("a"))
    ask(path, "PRAGMA journal_mode = WAL")
    number(path, letter("a"), letter("b"))
    assert ask(path, "PRAGMA journal_mode") == [("delete",)]
    assert not list(path.parent.glob("*-wal"))
    assert len(entries(path)) == 2


def test_a_file_that_may_only_be_read(path: Path) -> None:
    number(path, letter("a"))
    with Register(path) as book:
        book._db.execute("PRAGMA query_only = ON")  # as a file that is not to be written
        with pytest.raises(OutputError) as told:
            book.reserve(Place("badan", 2025), 1, "undangan", TODAY)
    assert "tidak boleh ditulis" in told.value.message
    assert "cadangan" not in told.value.advice
    assert len(entries(path)) == 1


def test_only_a_broken_file_is_to_be_restored(path: Path) -> None:
    number(path, letter("a"))
    ask(path, f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(OutputError) as told:
        Register(path)
    assert "Perbarui docgen" in told.value.advice and "cadangan" not in told.value.advice
    path.write_bytes(b"bukan basis data" * 99)
    with pytest.raises(FindingsError) as broken:
        Register(path)
    assert "agenda.db.bak" in broken.value.findings[0].message


@pytest.mark.parametrize(
    ("table", "damage"),
    [
        ("keluar", "hal = 5"), ("keluar", "tanggal = 20250106"), ("keluar", "kantor = x'00'"),
        ("keluar", "urut = 'satu'"), ("keluar", "ttd = 1.5"), ("keluar", "isi = NULL"),
        ("ralat", "beda = '5'"), ("ralat", "beda = '[5]'"), ("ralat", "beda = '[[1]]'"),
    ],
)  # fmt: skip
def test_something_else_in_the_place_of_a_text(path: Path, table: str, damage: str) -> None:
    """What a flipped byte does: SQLite gives it back, whatever the table declares."""
    number(path, letter("a"))
    number(path, letter("a", hal="Lain"))
    with sqlite3.connect(path) as db:
        names = ", ".join(name for _n, name, *_more in db.execute(f"PRAGMA table_info({table})"))
        db.execute(f"CREATE TABLE loose ({names})")
        db.execute(f"INSERT INTO loose SELECT * FROM {table}")
        db.execute(f"DROP TABLE {table}")
        db.execute(f"ALTER TABLE loose RENAME TO {table}")
        assert db.execute(f"UPDATE {table} SET {damage}").rowcount
    with pytest.raises((OutputError, FindingsError)):
        entries(path)
