"""What a clerk is told when the system refuses a file."""

from __future__ import annotations

import errno
import os

import pytest

from docgen.workspace.store.os_errors import unwritable


@pytest.mark.parametrize(
    ("number", "reason", "advice"),
    [
        (errno.ENOSPC, "disk penuh", "Kosongkan"),
        (errno.EROFS, "hanya dapat dibaca", "Salin ruang kerja"),
        (errno.EACCES, "tidak diizinkan", "hak akses"),
        (errno.EPERM, "tidak diizinkan", "hak akses"),
        (errno.ENAMETOOLONG, "terlalu panjang", "lebih pendek"),
        (errno.EIO, "disk atau jaringan", "Tutup berkas"),
    ],
)
def test_the_advice_fits_the_cause(number: int, reason: str, advice: str) -> None:
    words = unwritable(OSError(number, os.strerror(number), "output/a.docx"))
    assert words.exit_code == 5
    assert words.message.startswith("tidak dapat menulis output/a.docx: ")
    assert reason in words.message
    assert advice in words.advice


def test_an_error_that_names_no_file() -> None:
    assert "hasil/x.pdf" in unwritable(OSError(errno.ENOSPC, "penuh"), "hasil/x.pdf").message
