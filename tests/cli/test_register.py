"""``docgen register``: the agenda books from the command line, as an office uses them."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from docgen.numbering import register
from tests.cli.calls import Call
from tests.support.small_office import FIRST, LETTERS, SECOND, SMALL

WHY = ("--alasan", "undangan pelantikan")


@pytest.fixture(autouse=True)
def in_2025(workspace: Path, call: Call) -> None:
    """Two numbers given in 2025."""
    assert call("letters", "render", "-C", workspace).code == 0


def row(name: str, signed: str, **changed: str) -> dict[str, str]:
    return FIRST | {"id": name, "tanggal_ttd": signed, "tanggal_nomor": signed} | changed


def lines(workspace: Path, call: Call, *words: str) -> list[dict[str, Any]]:
    answer = call("register", "list", "-C", workspace, "--json", *words)
    assert answer.code == 0
    found: list[dict[str, Any]] = json.loads(answer.out)["agenda"]
    return found


def told(workspace: Path, call: Call) -> list[tuple[str, str]]:
    return [(line["urut"], line["status"]) for line in lines(workspace, call)]


def test_the_list(workspace: Path, call: Call) -> None:
    answer = call("register", "list", "-C", workspace)
    assert answer.code == 0
    assert answer.err == ""
    for words in ("Agenda surat keluar bkd 2025", "005/1/BKD/2025", "Rapat kedua", "Kepala C"):
        assert words in answer.out
    (first, second) = lines(workspace, call)
    assert (first["nomor"], first["surat"], first["tanggal_ttd"], first["status"]) == (
        "005/1/BKD/2025", "undangan/und-1", "2025-01-06", "terbit",
    )  # fmt: skip
    assert second["hal"] == "Rapat kedua"
    assert lines(workspace, call, "--tahun", "2024") == []
    assert len(lines(workspace, call, "--kantor", "bkd", "--tahun", "2025")) == 2


def test_an_empty_list(workspace: Path, call: Call, tmp_path: Path) -> None:
    shutil.rmtree(workspace / "register")
    answer = call("register", "list", "-C", workspace)
    assert (answer.code, answer.out) == (0, "")
    assert "kosong" in answer.err
    assert not (workspace / "register/agenda.db").exists()


def test_reserve_and_use(workspace: Path, call: Call) -> None:
    answer = call("register", "reserve", 2, "-C", workspace, "--tahun", 2025, *WHY)
    assert (answer.code, answer.written) == (0, ["3/2025", "4/2025"])
    assert "urut 3-4" in answer.err
    third = row("und-3", "8 Januari 2025", hal="x", urut="4")
    SMALL.rewrite(workspace, undangan=[*LETTERS, third])
    built = call("letters", "render", "-C", workspace)
    assert built.code == 0
    assert "column-unused" not in built.err
    assert told(workspace, call) == [
        ("1", "terbit"), ("2", "terbit"), ("3", "dipesan"), ("4", "terbit"),
    ]  # fmt: skip
    assert lines(workspace, call)[3]["surat"] == "undangan/und-3"


def test_insert(workspace: Path, call: Call) -> None:
    forgotten = row("lupa", "6 Januari 2025", hal="Terlupa")
    SMALL.rewrite(workspace, undangan=[*LETTERS, forgotten])
    answer = call("register", "insert", "undangan/lupa", "--sesudah", 1, "-C", workspace)
    assert (answer.code, answer.written) == (0, ["005/1.a/BKD/2025"])
    assert told(workspace, call)[1] == ("1.a", "terbit")
    assert "sisipan" in call("register", "list", "-C", workspace).out
    assert call("letters", "render", "-C", workspace).code == 0
    again = call("register", "insert", "undangan/lupa", "--sesudah", 1, "-C", workspace)
    assert again.code == 1
    assert "number-exists" in again.err


def test_insert_in_a_wrong_place(workspace: Path, call: Call) -> None:
    forgotten = row("lupa", "3 Januari 2025", hal="Terlupa")
    SMALL.rewrite(workspace, undangan=[*LETTERS, forgotten])
    answer = call("register", "insert", "undangan/lupa", "--sesudah", 1, "-C", workspace)
    assert (answer.code, answer.out) == (1, "")
    assert "insert-out-of-place" in answer.err
    unknown = call("register", "insert", "undangan/lups", "--sesudah", 1, "-C", workspace)
    assert unknown.code == 2
    assert "maksud Anda «undangan/lupa»" in unknown.err


@pytest.mark.parametrize(
    "words", [("005/1/BKD/2025",), ("undangan/und-1",), ("1", "--tahun", "2025")]
)
def test_cancel(words: tuple[str, ...], workspace: Path, call: Call) -> None:
    answer = call("register", "cancel", *words, "--alasan", "salah tujuan", "-C", workspace)
    assert (answer.code, answer.written) == (0, ["005/1/BKD/2025"])
    assert lines(workspace, call)[0]["alasan_batal"] == "salah tujuan"
    assert "salah tujuan" in call("register", "list", "-C", workspace).out
    built = call("letters", "render", "-C", workspace)
    assert built.code == 0
    assert "number-cancelled" in built.err
    # No number comes free, and a new id gets the next one.
    SMALL.rewrite(workspace, undangan=[SECOND, row("und-1-baru", "8 Januari 2025")])
    assert call("letters", "render", "-C", workspace).code == 0
    assert lines(workspace, call)[2]["nomor"] == "005/3/BKD/2025"
    twice = call("register", "cancel", *words, "--alasan", "lagi", "-C", workspace)
    assert twice.code == 2
    assert "sudah dibatalkan" in twice.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("cancel", "005/9/BKD/2025", "--alasan", "x"), "tidak ada dalam buku agenda"),
        (("cancel", "1", "--tahun", "2024", "--alasan", "x"), "tidak ada dalam buku agenda"),
        (("cancel", "undangan/und-1", "--alasan", "  "), "alasannya kosong"),
        (("cancel", "undangan/und-1"), "--alasan belum disebut"),
        (("reserve", "0", *WHY), "jumlah 0"),
        (("reserve", "1001", *WHY), "jumlah 1001"),
        (("reserve", "1", "--kantor", "bkdd", *WHY), "maksud Anda «bkd»"),
        (("list", "--kantor", "x"), "tidak ada kantor «x»"),
        (("export", "-o", "x.xlsx"), "satu buku"),
        (("export", "keluar", "-o", "x.pdf"), "bukan nama .xlsx"),
    ],
)
def test_words_that_do_not_fit(
    words: tuple[str, ...], said: str, workspace: Path, call: Call
) -> None:
    before = (workspace / "register/agenda.db").read_bytes()
    answer = call("register", *words, "-C", workspace)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert (workspace / "register/agenda.db").read_bytes() == before


def test_the_office_must_be_said_when_there_are_two(workspace: Path, call: Call) -> None:
    SMALL.kop("dinas", nama="Dinas", kode="D").configure(workspace)
    answer = call("register", "reserve", 1, "-C", workspace, *WHY)
    assert answer.code == 2
    assert "--kantor" in answer.err and "bkd, dinas" in answer.err
    next_year = dt.date.today().year + 1
    for key in ("bkd", "dinas"):
        said = ("--kantor", key, "--tahun", next_year)
        assert call("register", "reserve", 1, "-C", workspace, *said, *WHY).code == 0
    twice = call("register", "cancel", 1, "--tahun", next_year, "--alasan", "x", "-C", workspace)
    assert twice.code == 2
    assert "2 kali" in twice.err


def test_a_register_that_is_behind_is_not_written(workspace: Path, call: Call) -> None:
    (workspace / "register/agenda.db").unlink()
    for words in (("reserve", 1, *WHY), ("cancel", "undangan/und-1", "--alasan", "x")):
        answer = call("register", *words, "-C", workspace)
        assert answer.code == 1
        assert "register-behind" in answer.err


def test_a_reservation_that_an_old_register_lacks(workspace: Path, call: Call) -> None:
    path = workspace / "register/agenda.db"
    old = path.read_bytes()
    call("register", "reserve", 1, "-C", workspace, "--tahun", 2025, *WHY)
    path.write_bytes(old)
    answer = call("letters", "render", "-C", workspace)
    assert answer.code == 1
    assert "register-behind" in answer.err and "3 (dipesan)" in answer.err


def test_a_correction_is_listed(workspace: Path, call: Call) -> None:
    SMALL.rewrite(workspace, undangan=[FIRST, SECOND | {"hal": "Rapat ketiga"}])
    assert "number-corrected" in call("letters", "render", "-C", workspace).err
    assert "number-corrected" not in call("letters", "render", "-C", workspace).err
    (correction,) = lines(workspace, call)[1]["ralat"]
    assert (correction["ke"], correction["hal"]) == (1, "Rapat ketiga")
    assert "ralat ke-1" in call("register", "list", "-C", workspace).out


def test_the_lock_of_another_machine(
    workspace: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "PATIENCE", 0.1)
    left = workspace / "register/agenda.db.lock"
    left.write_text('{"komputer": "pc-tu", "proses": 7}', encoding="utf-8")
    answer = call("letters", "render", "-C", workspace)
    assert answer.code == 5
    assert "pc-tu" in answer.err and "agenda.db.lock" in answer.err
    assert call("register", "list", "-C", workspace).code == 0


def test_export(workspace: Path, call: Call) -> None:
    answer = call("register", "export", "-C", workspace)
    names = ["agenda_keluar.xlsx", "agenda_masuk.xlsx"]
    assert answer.code == 0
    assert answer.written == [str(workspace / "output/register" / name) for name in names]
    files = [workspace / "output/register" / name for name in names]
    first = [file.read_bytes() for file in files]
    assert call("register", "export", "-C", workspace).code == 0
    assert [file.read_bytes() for file in files] == first
    assert [openpyxl.load_workbook(file).sheetnames for file in files] == [["bkd 2025"]] * 2


def test_export_of_one_book(workspace: Path, call: Call, tmp_path: Path) -> None:
    target = tmp_path / "buku" / "agenda 2025.xlsx"
    answer = call("register", "export", "masuk", "-o", target, "-C", workspace)
    assert (answer.code, answer.written) == (0, [str(target)])
    assert target.is_file()
    assert not (workspace / "output/register").exists()


def test_export_overwrites_nothing_of_the_users(workspace: Path, call: Call) -> None:
    call("register", "export", "keluar", "-C", workspace)
    file = workspace / "output/register/agenda_keluar.xlsx"
    file.write_bytes(b"catatan saya")
    answer = call("register", "export", "-C", workspace)
    assert (answer.code, file.read_bytes()) == (1, b"catatan saya")
    assert "output-changed" in answer.err
    assert call("register", "export", "--force", "-C", workspace).code == 0
    assert file.read_bytes() != b"catatan saya"


def test_export_of_an_empty_book(workspace: Path, call: Call) -> None:
    shutil.rmtree(workspace / "register")
    answer = call("register", "export", "keluar", "-C", workspace)
    assert (answer.code, answer.out) == (0, "")
    assert "agenda-empty" in answer.err


def test_before_tte(workspace: Path, call: Call) -> None:
    """The whole way of an electronic letter: number at the last paraf, then the signature."""
    SMALL.table("register", penomoran="sebelum tte").configure(workspace)
    for paraf, signed, status in (
        ("Kabid: 8 Januari 2025; Sekretaris:", "", None),
        ("Kabid: 8 Januari 2025; Sekretaris: 9 Januari 2025", "", "sementara"),
        ("Kabid: 8 Januari 2025; Sekretaris: 9 Januari 2025", "10 Januari 2025", "terbit"),
    ):
        last = row("tte", signed, hal="Elektronik", cara_ttd="elektronik", paraf=paraf)
        SMALL.rewrite(workspace, undangan=[*LETTERS, last])
        assert call("letters", "render", "-C", workspace).code == 0
        found = [e["status"] for e in lines(workspace, call) if e["surat"] == "undangan/tte"]
        assert found == ([status] if status else [])


def test_the_lines_stand_in_a_table_that_others_can_read(workspace: Path) -> None:
    book = sqlite3.connect(workspace / "register/agenda.db")
    (count,) = book.execute("SELECT count(*) FROM keluar WHERE tahun = 2025").fetchone()
    book.close()
    assert count == 2


def test_a_year_that_is_far_away(workspace: Path, call: Call) -> None:
    before = (workspace / "register/agenda.db").read_bytes()
    far = dt.date.today().year + 2
    answer = call("register", "reserve", 1, "--tahun", far, "-C", workspace, *WHY)
    assert answer.code == 2
    assert f"tahun {far} masih terlalu jauh" in answer.err
    assert (workspace / "register/agenda.db").read_bytes() == before


def test_a_register_that_is_behind_is_not_shown_as_whole(workspace: Path, call: Call) -> None:
    (workspace / "register/agenda.db").unlink()
    answer = call("register", "list", "-C", workspace)
    assert answer.code == 1
    assert "register-behind" in answer.err and "masih kosong" not in answer.err
    told = json.loads(call("register", "list", "--json", "-C", workspace).out)
    assert (told["kode"], told["temuan"][0]["code"]) == (1, "register-behind")
    answer = call("register", "export", "-C", workspace)
    assert (answer.code, answer.out) == (1, "")
    assert not (workspace / "output/register").exists()


def test_a_number_that_only_an_older_copy_knows(workspace: Path, call: Call) -> None:
    """The register and its copy are those of before; ``cadangan/`` tells what is missing."""
    folder = workspace / "register"
    assert call("register", "reserve", 1, "-C", workspace, "--tahun", 2025, *WHY).code == 0
    oldest = min((folder / "cadangan").glob("agenda-*.db"))
    for name in ("agenda.db", "agenda.db.bak"):
        (folder / name).write_bytes(oldest.read_bytes())
    answer = call("register", "list", "-C", workspace)
    assert answer.code == 1 and "register-behind" in answer.err
    (folder / "cadangan/agenda-999999.db").write_bytes(b"rusak")  # the newest that can be read
    assert "register-behind" in call("register", "list", "-C", workspace).err
    shutil.rmtree(folder / "cadangan")
    assert call("register", "list", "-C", workspace).code == 0
