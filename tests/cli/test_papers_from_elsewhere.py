"""Papers that nobody can use are named for what they are."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.cli.calls import Call
from tests.support.hostile_pdfs import plain, saved
from tests.support.office import Office, letter

ENCLOSED = Office().table("ubah_pdf", mesin="embedded").letters(
    "keluar", letter("a", berkas_lampiran="x.pdf", lampiran="1 (satu) berkas"), letter("b")
)  # fmt: skip
RETURNED = Office().table("ubah_pdf", mesin="embedded").letters(
    "keluar", letter("a", berkas_ttd="x.pdf")
)  # fmt: skip
TOO_LARGE = 6_000_000_000


def whole() -> bytes:
    with plain(3) as pdf:
        return saved(pdf)


def without_pages() -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.save(target)
    return target.getvalue()


def locked() -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole())) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="x", user="y"))
    return target.getvalue()


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"", lambda: b"x" * 900, lambda: b"%PDF-1.7\nrusak\n%%EOF", without_pages,
        lambda: whole()[:300], lambda: whole()[: len(whole()) // 2],
        lambda: whole().replace(b"/Pages", b"/Pagez"),
    ],
)  # fmt: skip
def test_a_damaged_enclosure(make: Callable[[], bytes], tmp_path: Path, call: Call) -> None:
    root = ENCLOSED.files({"x.pdf": make()}).write(tmp_path / "kantor")
    answer = call("build", "-C", root)
    assert answer.code == 1 and "x.pdf: GALAT source-damaged" in answer.err
    assert (root / "output/letters/keluar/b/b.arsip.pdf").exists()  # all others are made


@pytest.mark.parametrize(
    "data",
    [whole(), b"\0 junk of a scanner\n" + whole(), whole() + b"\n% tail\n" * 9, locked()],
    ids=["whole", "something before it", "something behind it", "locked"],
)
def test_an_enclosure_that_others_open(data: bytes, tmp_path: Path, call: Call) -> None:
    root = ENCLOSED.files({"x.pdf": data}).write(tmp_path / "kantor")
    answer = call("build", "-C", root)
    assert answer.code == 0, answer.err
    assert "source-damaged" not in answer.err
    # One that is locked keeps its letter out of what is printed, and is named.
    assert ("print-letter-left-out" in answer.err) == (data == locked() or b"/Encrypt" in data)
    assert (root / "output/letters/keluar/cetak.pdf").exists()


@pytest.mark.parametrize("office", [ENCLOSED, RETURNED])
def test_a_paper_of_gigabytes_is_not_read(office: Office, tmp_path: Path, call: Call) -> None:
    root = office.write(tmp_path / "kantor")
    with (root / "x.pdf").open("wb") as paper:
        paper.truncate(TOO_LARGE)
    answer = call("letters", "render", "-C", root)
    assert answer.code == 1 and "x.pdf: GALAT file-too-large" in answer.err
    checked = call("check", root)
    assert checked.code == 1 and "x.pdf: GALAT file-too-large" in checked.out + checked.err
