"""Why the system did not read or write a file, in the words of docgen and not of the system."""

from __future__ import annotations

import errno

from docgen.outside.files import TooLargeError

_REASONS = {
    errno.ENOSPC: "disk penuh",
    errno.EDQUOT: "jatah disk habis",
    errno.EROFS: "folder ini hanya dapat dibaca",
    errno.EACCES: "tidak diizinkan",
    errno.EPERM: "tidak diizinkan",
    errno.EEXIST: "di sana sudah ada yang lain dengan nama itu",
    errno.ENOENT: "berkas atau foldernya tidak ada",
    errno.ENXIO: "bukan berkas biasa (pipa, soket atau perangkat)",
    errno.EISDIR: "ini folder, bukan berkas",
    errno.ENOTDIR: "di jalurnya ada berkas, bukan folder",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.EBUSY: "sedang dipakai program lain",
    errno.EIO: "disk atau jaringan bermasalah",
    errno.ELOOP: "tautannya melingkar",
    errno.EMFILE: "terlalu banyak berkas terbuka",
    errno.ENOEXEC: "bukan program yang dapat dijalankan",
    errno.ETIMEDOUT: "jaringan tidak menjawab",
}


def os_reason(problem: OSError) -> str:
    """The reason of an error of the system: ``tidak diizinkan``."""
    if isinstance(problem, TooLargeError):
        return problem.words
    return _REASONS.get(problem.errno or 0, f"galat sistem {problem.errno or 'tidak dikenal'}")
