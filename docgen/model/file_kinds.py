"""What a file really is, by its first bytes: offices rename files, and phones and websites export
under names of other kinds.

The marks are those of the formats themselves: OLE (MS-CFB), zip (APPNOTE.TXT), ISO 14496-12.
"""

from __future__ import annotations

import io
import re
import zipfile

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"  # .doc and .xls, and .docx and .xlsx with a password
# Within how many bytes a PDF says that it is one: scanners write a little of their own before that
# (ISO 32000-1, annex H.3.4.1).
HEAD = 1024
# The stream of an encrypted .docx or .xlsx, as the OLE directory spells it (MS-OFFCRYPTO).
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEIC = re.compile(rb".{4}ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1|avif)", re.DOTALL)
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|table|head|meta)\b", re.IGNORECASE
)

LOCKED = "terkunci dengan kata sandi; buka dengan sandinya, lalu simpan tanpa kata sandi"
HEIC = "foto HEIC dari kamera telepon; buka di komputer, lalu simpan sebagai JPG"
HEIC_SUFFIXES = (".heic", ".heif")


def says_pdf(head: bytes) -> bool:
    """Whether a file that begins so says that it is a PDF."""
    return b"%PDF-" in head[:HEAD]


def usual_suffix(head: bytes) -> str:
    """The suffix of a PDF or a picture that begins so, "" for anything else."""
    if says_pdf(head):
        return ".pdf"
    if head.startswith(b"\x89PNG"):
        return ".png"
    return ".jpg" if head.startswith(b"\xff\xd8\xff") else ""


def really(data: bytes) -> str:
    """What to say of a file that is not of the kind it was taken for; "" when nobody knows it."""
    if data.startswith(OLE):
        if _ENCRYPTED in data:
            return LOCKED
        return "berformat Office lama (.doc, .xls); buka, lalu simpan sebagai .docx atau .xlsx"
    if data.startswith(ZIP):
        return LOCKED if _is_locked_zip(data) else ""
    if _HEIC.match(data):
        return HEIC
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "gambar WebP dari halaman web; buka, lalu simpan sebagai PNG atau JPG"
    if data.startswith((b"II*\0", b"MM\0*")):
        return "gambar TIFF; buka, lalu simpan sebagai PDF atau JPG"
    if _WEB_PAGE.match(data):
        return "halaman web (HTML), bukan berkas aslinya; unduh lagi, atau simpan ulang"
    return ""


def _is_locked_zip(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            # Bit 0 of the general purpose flags: this member is encrypted (APPNOTE.TXT 4.4.4).
            return any(entry.flag_bits & 1 for entry in package.infolist())
    except zipfile.BadZipFile:
        return False
