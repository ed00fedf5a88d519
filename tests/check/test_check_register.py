"""docgen check: the register against the letters and their papers."""

from __future__ import annotations

import sqlite3

import pytest

from docgen.cli import run
from docgen.numbering import register
from tests.check.office import ARCHIVE, CIRCULAR, INVITATION, READY, ROWS, SEALED, BuiltOffice

pytestmark = pytest.mark.soffice


def change(office: BuiltOffice, statement: str) -> None:
    with sqlite3.connect(office.root / "register/agenda.db") as book:
        book.execute(statement)
    book.close()


def test_a_lost_register(office: BuiltOffice) -> None:
    """It would give the same numbers again, but nothing proves that they are the same."""
    (office.root / "register/agenda.db").unlink()
    assert office.refutes() == [("number-not-registered", "agenda.db")] * 3
    assert not (office.root / "register/agenda.db").exists()


def test_a_line_taken_from_the_register(office: BuiltOffice) -> None:
    change(office, "DELETE FROM keluar WHERE surat = 'keluar/edaran'")
    found = office.refutes()
    assert ("number-not-registered", "agenda.db") in found
    assert ("number-not-printed", "edaran.arsip.pdf") in found


def test_a_number_changed_in_the_register(office: BuiltOffice) -> None:
    change(office, "UPDATE keluar SET nomor = '045/99/DPK/2025' WHERE surat = 'keluar/edaran'")
    assert ("number-not-printed", "edaran.arsip.pdf") in office.refutes()


def test_a_date_of_signing_that_was_removed(office: BuiltOffice) -> None:
    unsigned = CIRCULAR | {"tanggal_ttd": None, "tanggal_nomor": None}
    ARCHIVE.rewrite(office.root, keluar=[INVITATION, unsigned, SEALED, READY])
    found = office.check()[1]
    assert ("register-disagrees", "warning") in {(f["code"], f["severity"]) for f in found}
    (finding,) = [f for f in found if f["severity"] == "error"]
    assert finding["code"] == "number-without-signature"
    assert finding["where"] == {"file": "surat.xlsx", "sheet": "keluar", "cell": "A3"}
    assert "045/2/DPK/2025" in finding["message"]


def test_a_letter_that_left_the_data(office: BuiltOffice) -> None:
    ARCHIVE.rewrite(office.root, keluar=ROWS[:1] + ROWS[2:])
    findings = [f for f in office.check()[1] if f["code"] == "register-without-letter"]
    assert ["045/2/DPK/2025" in f["message"] for f in findings] == [True]


def test_a_letter_signed_since_the_build(office: BuiltOffice) -> None:
    signed = READY | {"tanggal_ttd": "10 Januari 2025"}
    ARCHIVE.rewrite(office.root, keluar=[*ROWS[:3], signed])
    found = office.refutes()
    assert ("number-not-registered", "agenda.db") in found
    assert ("number-not-printed", "siap.arsip.pdf") in found


def test_a_register_that_is_held(office: BuiltOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends, instead of waiting for ever."""
    monkeypatch.setattr(register, "PATIENCE", 0.1)
    book = sqlite3.connect(office.root / "register/agenda.db", isolation_level=None)
    book.execute("BEGIN EXCLUSIVE")
    office.capture.readouterr()
    assert run(["check", str(office.root)]) == 1
    book.close()
    told = office.capture.readouterr().err
    assert "register-unreadable" in told and "sedang dipakai" in told


def test_a_lost_register_gives_no_numbers_again(office: BuiltOffice) -> None:
    path = office.root / "register/agenda.db"
    path.unlink()
    ledger = (office.root / "output/copies.json").read_bytes()
    office.capture.readouterr()
    assert run(["build", "-C", str(office.root)]) == 1
    assert "register-behind" in office.capture.readouterr().err
    # What does not number goes on, and forgets nothing.
    assert run(["build", "-C", str(office.root), "sop.*"]) == 0
    assert (office.root / "output/copies.json").read_bytes() == ledger
    # Without the copy of the register the ledger alone still knows.
    backup = path.with_name("agenda.db.bak")
    kept = backup.read_bytes()
    backup.unlink()
    assert run(["build", "-C", str(office.root)]) == 1
    path.write_bytes(kept)
    assert run(["build", "-C", str(office.root)]) == 0
    assert office.check()[0] == 0


def test_a_register_that_is_none(office: BuiltOffice) -> None:
    (office.root / "register/agenda.db").write_bytes(b"x" * 5000)
    office.capture.readouterr()
    assert run(["check", str(office.root)]) == 1
    assert "register/agenda.db: GALAT register-unreadable" in office.capture.readouterr().err
