"""Numbers before signing (*sebelum tte*): given at the last paraf, confirmed by the signature."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from docgen.findings import Finding
from docgen.model.copies import required_copies
from docgen.model.letter import Letter, LetterState, Paraf
from docgen.numbering import Register, Status
from tests.numbering.desk import JAN, TODAY, desk, entries, letter

DONE = (Paraf(nama="Kabid", tanggal=JAN), Paraf(nama="Sekretaris", tanggal=JAN))
OPEN = (Paraf(nama="Kabid", tanggal=JAN), Paraf(nama="Sekretaris"))
SOON = JAN + dt.timedelta(1)


def sealed(name: str, signed: dt.date | None = None, **fields: object) -> Letter:
    given = {"cara_ttd": "elektronik", "paraf": DONE, "tanggal_nomor": None} | fields
    return letter(name, signed, **given)


def number(
    path: Path, *letters: Letter, today: dt.date = SOON, before_signing: bool = True
) -> tuple[tuple[Letter, ...], list[str]]:
    with Register(path) as book:
        found: tuple[Finding, ...]
        numbered, found = book.number(letters, desk(before_signing=before_signing), today)
        book.commit()
    return numbered, [finding.code for finding in found]


def test_from_konsep_to_bernomor(path: Path) -> None:
    states = []
    for paraf, signed in ((OPEN, None), (DONE, None), (DONE, SOON)):
        (one,), codes = number(path, sealed("a", signed, paraf=paraf))
        assert codes == []
        states.append((one.state, one.nomor, len(required_copies(one))))
    assert states == [
        (LetterState.KONSEP, "", 0),
        (LetterState.BERNOMOR_SEMENTARA, "800/1/BADAN/2025", 2),
        (LetterState.BERNOMOR, "800/1/BADAN/2025", 2),
    ]
    assert one.tanggal_surat == SOON
    (entry,) = entries(path)
    assert (entry.status, entry.signed, entry.versions) == (Status.GIVEN, SOON, ())


def test_a_rebuild_changes_nothing(path: Path) -> None:
    letters = (sealed("a"), sealed("b", SOON), sealed("c", paraf=OPEN))
    first, _codes = number(path, *letters)
    content = path.read_bytes()
    assert number(path, *letters, today=SOON)[0] == first
    assert path.read_bytes() == content


def test_in_order_of_the_last_paraf(path: Path) -> None:
    late = (Paraf(nama="Kabid", tanggal=SOON),)
    numbered, _codes = number(path, sealed("a", paraf=late), sealed("b"))
    assert [one.nomor for one in numbered] == ["800/2/BADAN/2025", "800/1/BADAN/2025"]


def test_wet_ink_waits_for_the_signature(path: Path) -> None:
    numbered, codes = number(path, letter("a", None, paraf=DONE), letter("b", None))
    assert ([one.state for one in numbered], codes) == ([LetterState.SIAP_TTD] * 2, [])


def test_the_other_way_gives_none_before_signing(path: Path) -> None:
    (one,), codes = number(path, sealed("a"), before_signing=False)
    assert (one.state, codes) == (LetterState.SIAP_TTD, [])


@pytest.mark.parametrize(
    ("signed", "code"), [(None, "number-without-signature"), (SOON, "number-before-signature")]
)
def test_a_date_of_numbering_before_signing(signed: dt.date | None, code: str, path: Path) -> None:
    early = sealed("a", signed, tanggal_nomor=JAN)
    assert number(path, early, before_signing=False)[1] == [code]
    assert number(path, early)[1] == []


def test_without_paraf_the_date_of_numbering_says_so(path: Path) -> None:
    (one,), codes = number(path, sealed("a", paraf=()))
    assert (one.nomor, codes) == ("", ["number-waits"])
    (one,), codes = number(path, sealed("a", paraf=(), tanggal_nomor=SOON))
    assert (one.nomor, codes) == ("800/1/BADAN/2025", [])


def test_a_day_still_to_come(path: Path) -> None:
    (one,), codes = number(path, sealed("a", tanggal_nomor=dt.date(2052, 1, 1)))
    assert (one.nomor, codes) == ("", ["number-in-future"])


@pytest.mark.parametrize(("days", "codes"), [(5, []), (6, ["number-unconfirmed"])])
def test_unconfirmed_for_long(path: Path, days: int, codes: list[str]) -> None:
    number(path, sealed("a"))
    assert number(path, sealed("a"), today=SOON + dt.timedelta(days))[1] == codes


def test_until_the_signature_the_text_may_change(path: Path) -> None:
    number(path, sealed("a", hal="Undangan"))
    assert number(path, sealed("a", hal="Undangan Rapat"))[1] == []
    assert number(path, sealed("a", SOON, hal="Undangan Rapat"))[1] == []
    (entry,) = entries(path)
    assert (entry.subject, entry.versions) == ("Undangan Rapat", ())
    assert number(path, sealed("a", SOON, hal="Lain"))[1] == ["number-corrected"]


def test_a_paraf_taken_back_makes_a_konsep_that_keeps_its_number(path: Path) -> None:
    number(path, sealed("a"))
    (one,), _codes = number(path, sealed("a", paraf=OPEN))
    assert (one.state, one.nomor) == (LetterState.KONSEP, "800/1/BADAN/2025")
    assert required_copies(one) == ()


def test_sealed_without_a_number(path: Path) -> None:
    (one,), codes = number(path, sealed("a", JAN), today=SOON)
    assert (one.nomor, codes) == ("800/1/BADAN/2025", ["number-after-seal"])


def test_a_signature_still_to_come_confirms_nothing(path: Path) -> None:
    number(path, sealed("a"))
    (one,), codes = number(path, sealed("a", dt.date(2052, 1, 1)))
    assert codes == ["signature-in-future"]
    assert one.state is not LetterState.BERNOMOR
    assert entries(path)[0].status is Status.PROVISIONAL


def test_a_provisional_number_under_another_id(path: Path) -> None:
    number(path, sealed("a", hal="Undangan"))
    for renamed in (sealed("b", hal="Undangan"), sealed("b", SOON, hal="Undangan")):
        assert number(path, renamed)[1] == ["number-orphan"]


def test_the_year_is_that_of_the_number(path: Path) -> None:
    eve, new_year = dt.date(2024, 12, 30), dt.date(2025, 1, 2)
    paraf = (Paraf(nama="Kabid", tanggal=eve),)
    (one,), _codes = number(path, sealed("a", paraf=paraf), today=new_year)
    assert one.nomor == "800/1/BADAN/2025"
    (other,), _codes = number(path, sealed("b", paraf=paraf, tanggal_nomor=eve), today=new_year)
    assert other.nomor == "800/1/BADAN/2024"
    (other,), codes = number(path, sealed("b", new_year, paraf=paraf, tanggal_nomor=eve))
    assert (other.nomor, codes) == ("800/1/BADAN/2024", [])


def test_a_provisional_number_can_be_cancelled(path: Path) -> None:
    number(path, sealed("a"))
    with Register(path) as book:
        book.cancel(book.entries()[0], "tidak jadi", TODAY)
        book.commit()
    (one,), codes = number(path, sealed("a"))
    assert (one.state, codes) == (LetterState.BATAL, ["number-cancelled"])
