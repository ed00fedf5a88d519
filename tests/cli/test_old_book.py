"""``docgen register import`` and ``begin``: the book that an office kept before docgen."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.calls import Call
from tests.support.small_office import FIRST, LETTERS, SMALL

HEADS = ("No.", "Nomor Surat", "Tanggal Surat", "Kepada", "Perihal", "Ket.")
ROWS = (
    (1, "005/1/BKD/2025", "2 Januari 2025", "Camat Utara", "Undangan", None),
    (2, "800/2/BKD/2025", dt.date(2025, 1, 2), "Camat Timur", "Edaran", "dibatalkan, salah tujuan"),
    (3, "005/2.a/BKD/2025", "3/1/2025", "Lurah", "Sisipan", None),
    (4, "005 / 3 / BKD / 2025", "3 Januari 2025", "Camat Barat", "Rapat", None),
)
Line = Sequence[object]


def book(path: Path, *rows: Line, heads: Line = HEADS, **sheets: Sequence[Line]) -> Path:
    made = openpyxl.Workbook()
    made.active.title = "Agenda"
    made.active.append(["BUKU AGENDA SURAT KELUAR TAHUN 2025"])
    for line in (heads, *rows):
        made.active.append(list(line))
    for name, lines in sheets.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    made.save(path)
    return path


def lines(workspace: Path, call: Call) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        call("register", "list", "-C", workspace, "--json").out
    )["agenda"]
    return found


def taken(workspace: Path, call: Call, path: object, *words: str) -> tuple[int, list[str]]:
    answer = call("register", "import", path, "-C", workspace, "--json", *words)
    return answer.code, [each["code"] for each in json.loads(answer.out)["temuan"]]


def test_a_book_is_taken_over_and_gone_on_from(workspace: Path, call: Call, tmp_path: Path) -> None:
    path = book(tmp_path / "agenda.xlsx", *ROWS)
    assert taken(workspace, call, path, "--dry-run") == (0, [])
    assert lines(workspace, call) == []
    assert taken(workspace, call, path) == (0, [])
    told = [(e["urut"], e["status"], e["nomor"], e["tujuan"]) for e in lines(workspace, call)]
    assert told == [
        ("1", "buku lama", "005/1/BKD/2025", "Camat Utara"),
        ("2", "batal", "800/2/BKD/2025", "Camat Timur"),
        ("2.a", "buku lama", "005/2.a/BKD/2025", "Lurah"),
        ("3", "buku lama", "005 / 3 / BKD / 2025", "Camat Barat"),
    ]
    assert lines(workspace, call)[1]["alasan_batal"] == "dibatalkan, salah tujuan"
    assert call("letters", "render", "-C", workspace).code == 0
    assert [e["nomor"] for e in lines(workspace, call)][4:] == ["005/4/BKD/2025", "005/5/BKD/2025"]
    # Once more nothing comes of it.
    before = lines(workspace, call)
    assert taken(workspace, call, path) == (0, [])
    assert lines(workspace, call) == before
    shown = call("register", "list", "-C", workspace).out
    assert "dari agenda.xlsx" in shown
    assert call("register", "export", "keluar", "-C", workspace).code == 0
    assert call("check", workspace).err.count("register-without-letter") == 0


HEADINGS = {
    "as docgen calls them": ("urut", "nomor", "tanggal", "tujuan", "hal", "keterangan"),
    "short": ("No. Urut", "No. Surat", "Tgl. Surat", "Kepada", "Isi Ringkas", "Ket"),
    "long": (
        "Nomor Agenda", "Nomor Surat Keluar", "Tanggal Surat", "Ditujukan Kepada",
        "Perihal Surat", "Keterangan",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADINGS)
def test_heads_of_all_kinds(name: str, workspace: Path, call: Call, tmp_path: Path) -> None:
    rows = [(number, *rest) for number, (_count, *rest) in zip((1, 2, "2a", 3), ROWS, strict=True)]
    path = book(tmp_path / "a.xlsx", *rows, heads=HEADINGS[name])
    assert taken(workspace, call, path) == (0, [])
    assert [e["hal"] for e in lines(workspace, call)] == ["Undangan", "Edaran", "Sisipan", "Rapat"]


def test_serials_that_only_no_tells(workspace: Path, call: Call, tmp_path: Path) -> None:
    rows = [(n, f"Sekret-{n}-B", "2 Januari 2025", "Camat", f"Hal {n}", "") for n in (1, 2, 3)]
    assert taken(workspace, call, book(tmp_path / "a.xlsx", *rows)) == (0, [])
    assert [e["urut"] for e in lines(workspace, call)] == ["1", "2", "3"]


def test_a_sheet_for_each_month(workspace: Path, call: Call, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", *ROWS, Pebruari=[HEADS, (1, "005/4/BKD/2025", "3/2/2025", "x", "y")],
        Catatan=[("telepon", "nama"), ("1", "2")],
    )  # fmt: skip
    assert taken(workspace, call, path) == (0, ["sheet-not-read"])
    assert len(lines(workspace, call)) == 5


def test_sheet_after_sheet(workspace: Path, call: Call, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", *ROWS, Pebruari=[HEADS, (1, "005/4/BKD/2025", "3/2/2025", "x", "y")]
    )
    for name in ("Agenda", "Pebruari"):
        assert taken(workspace, call, f"{path}#{name}") == (0, [])
    assert [e["urut"] for e in lines(workspace, call)] == ["1", "2", "2.a", "3", "4"]


DOUBTS: dict[str, tuple[tuple[Line, ...], str]] = {
    "a serial twice": ((ROWS[0], (5, "800/1/BKD/2025", "3/1/2025")), "import-serial-twice"),
    "a number twice": (
        ((1, "A", "3/1/2025"), (2, "A", "3/1/2025")), "import-number-twice"),
    "no date": (((1, "005/1/BKD/2025", None, "Camat"),), "import-date-missing"),
    "no real date": (((1, "005/1/BKD/2025", "31/2/2025", "Camat"),), "date-impossible"),
    "a date to come": (((1, "005/1/BKD/2099", "3/1/2099", "Camat"),), "number-in-future"),
    "no serial": ((ROWS[0], (None, "tanpa nomor", "3/1/2025", "Camat")), "import-serial-unknown"),
}  # fmt: skip


@pytest.mark.parametrize("name", DOUBTS)
def test_what_cannot_be_taken_over(name: str, workspace: Path, call: Call, tmp_path: Path) -> None:
    rows, code = DOUBTS[name]
    answer = taken(workspace, call, book(tmp_path / "a.xlsx", *rows))
    assert answer[0] == 1
    assert code in answer[1]
    assert lines(workspace, call) == []


def test_a_column_that_says_another_serial(workspace: Path, call: Call, tmp_path: Path) -> None:
    rows = [(7, *ROWS[0][1:])]
    path = book(tmp_path / "a.xlsx", *rows, heads=("Nomor Urut", *HEADS[1:]))
    assert taken(workspace, call, path) == (1, ["import-serial-differs"])


WARNED: dict[str, tuple[tuple[Line, ...], str]] = {
    "a gap": ((ROWS[0], ROWS[3]), "import-gap"),
    "another year": (((1, "005/1/BKD/2024", "2 Januari 2025", "x", "y"),), "import-year-differs"),
    "dates that go back": (
        ((1, "005/1/BKD/2025", "9/1/2025", "x", "y"), (2, "005/2/BKD/2025", "8/1/2025", "x", "z")),
        "date-order",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WARNED)
def test_what_is_told(name: str, workspace: Path, call: Call, tmp_path: Path) -> None:
    rows, code = WARNED[name]
    assert taken(workspace, call, book(tmp_path / "a.xlsx", *rows)) == (0, [code])


def test_a_gap_is_explained(workspace: Path, call: Call, tmp_path: Path) -> None:
    taken(workspace, call, book(tmp_path / "a.xlsx", ROWS[0], ROWS[3]))
    told = [(e["urut"], e["buku_lama"]) for e in lines(workspace, call)]
    assert told[1] == ("2", "a.xlsx, tidak tertulis di sana")
    assert "register-gap" not in call("letters", "render", "-C", workspace).err


def test_nothing_is_overwritten(workspace: Path, call: Call, tmp_path: Path) -> None:
    assert call("letters", "render", "-C", workspace).code == 0
    before = lines(workspace, call)
    assert taken(workspace, call, book(tmp_path / "a.xlsx", *ROWS)) == (
        1, ["import-taken"] * 2,
    )  # fmt: skip
    assert lines(workspace, call) == before


def test_a_letter_of_the_old_book_gets_no_second_number(
    workspace: Path, call: Call, tmp_path: Path
) -> None:
    own = (1, "005/1/BKD/2025", "6 Januari 2025", "Kepala A; Kepala B", FIRST["hal"])
    taken(workspace, call, book(tmp_path / "a.xlsx", own))
    answer = call("letters", "render", "-C", workspace)
    assert answer.code == 1
    assert "number-orphan" in answer.err and "a.xlsx" in answer.err


def test_a_series_for_each_classification(workspace: Path, call: Call, tmp_path: Path) -> None:
    SMALL.table("register", seri="klasifikasi").configure(workspace)
    rows = [
        (None, f"{number}/BKD/2025", "2/1/2025", "x", f"y {number}")
        for number in ("005/1", "800/1", "005/2")
    ]
    assert taken(workspace, call, book(tmp_path / "a.xlsx", *rows)) == (0, [])
    assert call("letters", "render", "-C", workspace).code == 0
    told = [(e["seri"], e["urut"]) for e in lines(workspace, call) if e["surat"]]
    assert told == [("klasifikasi 005", "3"), ("klasifikasi 005", "4")]


def test_the_last_number_of_the_old_book(workspace: Path, call: Call) -> None:
    words = ("-C", workspace, "--tahun", 2025)
    assert call("register", "begin", 0, *words).code == 2
    answer = call("register", "begin", 347, *words)
    assert (answer.code, answer.written) == (0, ["347/2025"])
    assert call("letters", "render", "-C", workspace).code == 0
    assert [e["nomor"] for e in lines(workspace, call) if e["surat"]] == [
        "005/348/BKD/2025", "005/349/BKD/2025",
    ]  # fmt: skip
    again = call("register", "begin", 400, *words)
    assert again.code == 2
    assert "sudah berjalan" in again.err


def test_then_the_book_itself(workspace: Path, call: Call, tmp_path: Path) -> None:
    """Lines of which only the serial was known are filled in."""
    call("register", "begin", 3, "-C", workspace, "--tahun", 2025)
    assert taken(workspace, call, book(tmp_path / "a.xlsx", *ROWS)) == (0, [])
    assert [e["hal"] for e in lines(workspace, call)] == ["Undangan", "Edaran", "Sisipan", "Rapat"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("reserve", "1", "--alasan", "x"), "serinya belum disebut"),
        (("reserve", "1", "--alasan", "x", "--seri", "SPPDD"), "maksud Anda «SPPD»"),
        (("begin", "5"), "--seri"),
    ],
)
def test_the_series_must_be_said_where_there_are_several(
    words: tuple[str, ...], said: str, workspace: Path, call: Call
) -> None:
    office = SMALL.table("register", seri="jenis", pola="{jenis}/{urut}/{tahun}")
    office.letters("undangan", *LETTERS, jenis="SPPD").configure(workspace)
    answer = call("register", *words, "-C", workspace)
    assert answer.code == 2
    assert said in answer.err
    fine = call("register", "reserve", 1, "--alasan", "x", "--seri", "sppd", "-C", workspace)
    assert fine.code == 0
