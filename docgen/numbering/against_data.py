"""What the data says of a letter against its line in the agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from docgen.findings import Finding, warning
from docgen.model.letter import Letter
from docgen.model.writing.dates import format_tanggal
from docgen.numbering.entry import Entry
from docgen.numbering.scheme import Scheme
from docgen.numbering.serial import parse_serial


def compare(letter: Letter, entry: Entry, scheme: Scheme, today: dt.date) -> Iterator[Finding]:
    """What the data of a letter says against its line in the register."""
    if entry.cancelled:
        message = (
            f"nomor {entry.number} surat ini dibatalkan {format_tanggal(entry.cancelled)} "
            f"({entry.cancelled_why}), dan surat ini tidak mendapat nomor lagi. Hapus barisnya, "
            "atau beri id baru bila surat akan dikirim dengan nomor baru"
        )
        yield warning("number-cancelled", letter.where, message)
        return
    if entry.signed and letter.tanggal_ttd != entry.signed:
        now = format_tanggal(letter.tanggal_ttd) if letter.tanggal_ttd else "kosong"
        message = (
            f"surat bernomor {entry.number} tercatat ditandatangani {format_tanggal(entry.signed)} "
            f"dalam buku agenda, tetapi «tanggal_ttd» kini {now}; kembalikan tanggalnya"
        )
        yield warning("register-disagrees", letter.where, message)
    if letter.tanggal_nomor and letter.tanggal_nomor != entry.dated:
        message = (
            f"nomor {entry.number} bertanggal {format_tanggal(entry.dated)} dalam buku agenda, "
            f"tetapi «tanggal_nomor» kini {format_tanggal(letter.tanggal_nomor)}; kembalikan"
        )
        yield warning("register-disagrees", letter.where, message)
    most_days = scheme.most_days
    code = letter.klasifikasi
    if "{klasifikasi" in scheme.pattern_of(letter) and (not code or code not in entry.number):
        message = (
            f"«klasifikasi» kini {code or 'kosong'}, padahal surat ini sudah bernomor "
            f"{entry.number} dan nomornya tidak berubah; kembalikan klasifikasinya"
        )
        yield warning("register-disagrees", letter.where, message)
    serial = parse_serial(letter.lain.get("urut", ""))
    if serial and serial != entry.label:
        message = f"buku agenda mencatat nomor urut {entry.label}, data {serial}"
        yield warning("register-disagrees", letter.where, message)
    if entry.signed is None:
        days = (today - entry.dated).days
        if days > most_days:
            message = (
                f"nomor sementara {entry.number} sudah {days} hari belum dikukuhkan, batasnya "
                f"{most_days} hari; isi «tanggal_ttd» bila sudah ditandatangani, atau batalkan "
                f"dengan docgen register cancel {entry.letter}"
            )
            yield warning("number-unconfirmed", letter.where, message)
        return
    days = (entry.dated - entry.signed).days
    if entry.signed.year < entry.year:
        message = (
            f"ditandatangani {format_tanggal(entry.signed)} tetapi baru bernomor "
            f"{format_tanggal(entry.dated)}, jadi nomornya {entry.number} termasuk agenda tahun "
            f'{entry.year}; bila nomor mengikuti tahun tanda tangan, tulis tahun_nomor = "ttd" '
            "di bawah [register] docgen.toml sebelum nomor diberikan"
        )
        yield warning("number-late", letter.where, message)
    elif days > most_days:
        message = f"nomor diberikan {days} hari sesudah tanda tangan, batasnya {most_days} hari"
        yield warning("number-late", letter.where, message)


def sealed_without_number(letter: Letter, entry: Entry) -> Iterator[Finding]:
    """A letter sealed by an electronic signature before it had the number."""
    if entry.signed and entry.signed < entry.dated and letter.is_electronic:
        message = (
            f"ditandatangani {entry.signed}, sebelum nomor {entry.number} diberikan "
            f"({entry.dated}); tanda tangan elektronik mengunci berkas, jadi nomornya tidak ada "
            "di dalamnya. Minta ditandatangani lagi"
        )
        yield warning("number-after-seal", letter.where, message)
