"""What is wrong and what to do when the system does not write a file."""

from __future__ import annotations

import errno

from docgen.errors import OutputError
from docgen.model.writing.os_reasons import os_reason
from docgen.workspace.output_paths import FOLDER

_DISK_FULL = ("disk penuh", "Kosongkan ruang disk, lalu jalankan lagi.")
# By the system's own number of the error.
_REASONS = {
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: _DISK_FULL,
    errno.EROFS: (
        "folder ini hanya dapat dibaca",
        "Salin ruang kerja ke folder yang dapat ditulis, lalu jalankan lagi di sana.",
    ),
    errno.EACCES: (
        "tidak diizinkan",
        "Periksa hak akses berkas dan foldernya, dan tutup berkas itu di Word, Excel atau "
        "pembaca PDF, lalu jalankan lagi.",
    ),
    errno.ENOENT: ("foldernya tidak ada", "Periksa nama foldernya."),
    errno.ENOTDIR: ("di jalurnya ada berkas, bukan folder", "Pakai folder lain."),
    errno.ENAMETOOLONG: ("namanya terlalu panjang", "Pakai nama yang lebih pendek."),
}
_REASONS[errno.EPERM] = _REASONS[errno.EACCES]


def unwritable(problem: OSError, file: str | None = None) -> OutputError:
    """The words for a file that the system would not write (or read back)."""
    name = problem.filename2 or problem.filename or file or FOLDER
    reason, advice = _REASONS.get(
        problem.errno or 0,
        (
            os_reason(problem),
            "Tutup berkas itu di Word, Excel atau pembaca PDF, lalu jalankan lagi.",
        ),
    )
    return OutputError(f"tidak dapat menulis {name}: {reason}", advice)
