"""Corrections: written when the paper looks otherwise, taken back when it looks as it did."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from docgen.model.letter import Letter
from docgen.numbering import Entry, changes_of, in_words
from docgen.numbering.entry import Change, content_digest
from tests.numbering.desk import entries, letter, make_second, number

DAY = dt.date(2025, 12, 2)


def says(path: Path, text: str, **fields: object) -> list[str]:
    """One run with the letter saying ``text``; the codes of its findings."""
    one = letter("a", hal="Undangan", lain={"isi": text}, **fields)
    return [finding.code for finding in number(path, one, today=DAY)[1]]


def only(path: Path) -> Entry:
    (entry,) = entries(path)
    return entry


@pytest.mark.parametrize(
    ("texts", "codes", "withdrawn", "standing"),
    [
        ("AB", [[], ["number-corrected"]], [None], "B"),
        ("ABA", [[], ["number-corrected"], ["correction-withdrawn"]], [DAY], ""),
        (
            "ABCA",
            [[], ["number-corrected"], ["number-corrected"], ["correction-withdrawn"]],
            [DAY, DAY],
            "",
        ),
        (
            "ABCB",
            [[], ["number-corrected"], ["number-corrected"], ["correction-withdrawn"]],
            [None, DAY],
            "B",
        ),
        (
            "ABAB",
            [[], ["number-corrected"], ["correction-withdrawn"], ["number-corrected"]],
            [DAY, None],
            "B",
        ),
    ],
)
def test_back_and_forth(
    texts: str, codes: list[list[str]], withdrawn: list[dt.date | None], standing: str, path: Path
) -> None:
    assert [says(path, text) for text in texts] == codes
    entry = only(path)
    assert [version.withdrawn for version in entry.versions] == withdrawn
    assert [version.number for version in entry.versions] == list(range(1, len(withdrawn) + 1))
    assert says(path, texts[-1]) == []
    assert (entry.standing[-1].changes[-1].now if entry.standing else "") == standing


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"hal": "Rapat"}, "hal «Undangan» → «Rapat»"),
        ({"tujuan": ("Lurah", "Camat")}, "tujuan «Camat» → «Lurah; Camat»"),
        ({"tembusan": ("Walikota",)}, "tembusan kosong → «Walikota»"),
        ({"penandatangan": "kepala"}, "penandatangan kosong → «kepala»"),
        ({"berkas_lampiran": ("denah.pdf",)}, "berkas_lampiran kosong → «denah.pdf»"),
    ],
)
def test_a_correction_says_old_and_new(fields: dict[str, object], words: str, path: Path) -> None:
    number(path, letter("a", hal="Undangan"))
    _numbers, (finding,) = number(path, letter("a", **({"hal": "Undangan"} | fields)))
    assert finding.code == "number-corrected" and words in finding.message
    entry = only(path)
    assert in_words(changes_of(entry, entry.versions[0])) == words


def test_long_texts_are_shown_where_they_part(path: Path) -> None:
    same = "Dengan hormat kami sampaikan bahwa rapat koordinasi tahunan akan diadakan pada "
    words = in_words((Change("isi", same + "hari Senin di aula.", same + "hari Selasa di aula."),))
    assert "Senin" in words and "Selasa" in words
    assert len(words) < 2 * len(same)


@pytest.mark.parametrize("column", ["status", "catatan", "tanggal_kirim"])
def test_what_nobody_sees_is_no_correction(column: str, path: Path) -> None:
    number(path, letter("a"))
    for text in ("x", "y", ""):
        assert number(path, letter("a", lain={column: text}))[1] == ()
    assert only(path).versions == ()
    # It is not taken for a change later, when something else is one.
    number(path, letter("a", lain={column: "z", "isi": "baru"}))
    assert [change.name for change in only(path).versions[0].changes] == ["isi"]


def test_a_paper_of_which_nobody_knows_is_left_alone(path: Path) -> None:
    """As while its template cannot be read, in a run about other sets."""
    number(path, letter("a", lain={"isi": "lama"}))
    before = only(path)
    assert number(path, letter("a", lain={"hilang": "ya"}))[1] == ()
    assert only(path) == before
    number(path, letter("b", hal="Lain", lain={"hilang": "ya"}))
    assert [e.told for e in entries(path) if e.letter == "keluar/b"] == [""]
    assert number(path, letter("b", hal="Lain", lain={"isi": "ada"}))[1] == ()


OLD_STATES = {
    "unchanged": (letter("a", lain={"isi": "lama"}), []),
    "another text": (letter("a", lain={"isi": "baru"}), ["number-corrected"]),
    "another subject": (letter("a", hal="Lain", lain={"isi": "lama"}), ["number-corrected"]),
}


@pytest.mark.parametrize("name", OLD_STATES)
def test_a_register_of_the_second_version(name: str, path: Path) -> None:
    """It knows a hash of what a letter says; lines, corrections and log stay."""
    first, second = letter("a", lain={"isi": "lama"}), letter("b", kop="dinas")
    number(path, first, second)
    make_second(path, {"keluar/a": content_digest(first), "keluar/b": content_digest(second)})
    old = entries(path)
    assert [(e.number, e.told, e.series) for e in old] == [
        ("800/1/BADAN/2025", "", ""),
        ("800/1/DINAS/2025", "", ""),
    ]
    now, codes = OLD_STATES[name]
    numbers, findings = number(path, now, second)
    assert numbers == {"a": "800/1/BADAN/2025", "b": "800/1/DINAS/2025"}
    assert [finding.code for finding in findings] == codes
    assert number(path, now, second) == (numbers, ())
    assert entries(path)[0].latest.told
    with sqlite3.connect(path) as book:
        log = [text for (text,) in book.execute("SELECT isi FROM perubahan ORDER BY ke")]
    book.close()
    assert log[0].startswith("800/1/BADAN/2025 untuk keluar/a")
    assert (path.parent / "cadangan" / "agenda-000000.db").is_file()


def test_corrections_of_the_second_version_stay(path: Path) -> None:
    first, now = letter("a", hal="Satu"), letter("a", hal="Dua")
    number(path, first)
    number(path, now)
    make_second(path, {"keluar/a": content_digest(first)}, {1: content_digest(now)})
    assert number(path, now)[1] == ()
    entry = only(path)
    assert [(v.number, v.subject) for v in entry.versions] == [(1, "Dua")]
    assert in_words(changes_of(entry, entry.versions[0])) == "hal «Satu» → «Dua»"


def test_a_letter_that_is_not_signed_yet_may_change(path: Path) -> None:
    def draft(text: str, signed: dt.date | None = None) -> Letter:
        return letter(
            "a", signed, cara_ttd="elektronik", tanggal_nomor=dt.date(2025, 1, 6),
            lain={"isi": text},
        )  # fmt: skip

    for one in (draft("A"), draft("B"), draft("C", dt.date(2025, 1, 7))):
        assert number(path, one, before_signing=True, today=dt.date(2025, 1, 8))[1] == ()
    _numbers, (found,) = number(path, draft("A", dt.date(2025, 1, 7)), before_signing=True)
    assert found.code == "number-corrected"
    assert "«C» → «A»" in found.message
