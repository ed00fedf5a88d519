"""What speaks against a number, or against what the data says of one that was given."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from docgen.findings import Finding, Where, error, hint, warning
from docgen.model.letter import Letter, LetterState
from docgen.model.writing.dates import format_tanggal
from docgen.numbering.entry import Entry, Status, Version, is_of, letter_key
from docgen.numbering.serial import Serial, parse_serial


def due(letter: Letter, before_signing: bool) -> dt.date | None:
    """Since when a letter may have a number; None while it may not.

    That is the day of signing; where numbers are given before signing, the day of the last paraf
    of a letter that is to be signed electronically. One that nobody initials has its number when
    the row says ``tanggal_nomor``, since a row alone does not say that it is finished.
    """
    if letter.tanggal_ttd:
        return letter.tanggal_ttd
    if not before_signing or not letter.is_electronic or letter.state is not LetterState.SIAP_TTD:
        return None
    dates = [paraf.tanggal for paraf in letter.paraf if paraf.tanggal]
    return max(dates) if dates else letter.tanggal_nomor


def out_of_turn(letters: Sequence[Letter]) -> Iterator[Finding]:
    """Electronic letters whose number precedes the signature, where numbers come after it.

    Of letters in wet ink the loader says so.
    """
    for letter in letters:
        if not letter.is_electronic or not letter.tanggal_nomor:
            continue
        if letter.tanggal_ttd is None:
            message = (
                "«tanggal_nomor» terisi padahal surat belum ditandatangani; isi «tanggal_ttd», "
                'atau pakai penomoran = "sebelum tte" di docgen.toml'
            )
            yield error("number-without-signature", letter.where, message)
        elif letter.tanggal_nomor < letter.tanggal_ttd:
            message = (
                "nomor diberikan sebelum surat ditandatangani; nomor diberikan sesudahnya, "
                'kecuali penomoran = "sebelum tte" di docgen.toml'
            )
            yield error("number-before-signature", letter.where, message)


def waiting_for_paraf(letter: Letter) -> Iterator[Finding]:
    """A finished letter that nobody initials: who says that it may have its number?"""
    if letter.is_electronic and letter.state is LetterState.SIAP_TTD and not letter.paraf:
        message = (
            "surat ini belum diberi nomor sementara: isi «paraf» dengan tanggalnya, atau "
            "«tanggal_nomor» bila tidak ada yang memaraf"
        )
        yield hint("number-waits", letter.where, message)


def moved(letters: Sequence[Letter], given: Mapping[tuple[str, str], Entry]) -> Iterator[Finding]:
    """Letters that have their number in another office's agenda than their ``kop`` says now."""
    office_of = {key: office for office, key in given}
    for letter in letters:
        office = office_of.get(letter_key(letter))
        if office and office != letter.kop:
            message = (
                f"surat ini sudah bernomor di agenda «{office}», tetapi kop-nya kini "
                f"«{letter.kop}»; kembalikan kop-nya, atau beri surat yang baru id yang lain"
            )
            yield error("number-other-office", letter.where, message)


def gaps(entries: Sequence[Entry], where: Where) -> Iterator[Finding]:
    """Serials that the book does not explain: someone took lines out of the file."""
    series: dict[tuple[str, int], set[int]] = defaultdict(set)
    for entry in entries:
        series[entry.office, entry.year].add(entry.serial)
    for (office, year), serials in series.items():
        missing = sorted(set(range(1, max(serials))) - serials)
        if missing:
            message = (
                f"agenda {office} {year} tidak memuat nomor urut "
                f"{', '.join(map(str, missing[:10]))}{' …' if missing[10:] else ''}; kembalikan "
                "buku agenda dari cadangan"
            )
            yield warning("register-gap", where, message)


def refused(
    letter: Letter,
    date: dt.date,
    pattern: str,
    today: dt.date,
    orphans: Sequence[Entry],
    findings: list[Finding],
) -> bool:
    """Whether a number may not be given yet: once given, it stands for ever.

    ``date`` is the day since when it is due.
    """
    found = []
    if letter.tanggal_ttd and letter.tanggal_ttd > today:
        message = f"tanggal tanda tangan {letter.tanggal_ttd} belum tiba; periksa «tanggal_ttd»"
        found.append(error("signature-in-future", letter.where, message))
    elif not letter.tanggal_ttd and date > today:
        message = f"tanggal paraf {date} belum tiba; periksa «paraf»"
        found.append(error("number-in-future", letter.where, message))
    elif letter.tanggal_nomor and letter.tanggal_nomor > today:
        message = f"tanggal nomor {letter.tanggal_nomor} belum tiba; periksa «tanggal_nomor»"
        found.append(error("number-in-future", letter.where, message))
    for part in ("klasifikasi", "keamanan"):
        if f"{{{part}" in pattern and not getattr(letter, part):
            message = f"nomor surat memerlukan «{part}», yang belum diisi"
            found.append(error("number-part-empty", letter.where, message))
    if entry := next((entry for entry in orphans if is_of(entry, letter)), None):
        message = (
            f"surat ini tampaknya sudah bernomor {entry.number} sebagai «{entry.letter}», yang "
            "tidak ada lagi di data; kembalikan id atau nama kelompoknya yang lama. Bila ini "
            "memang surat lain, bedakan hal-nya"
        )
        found.append(error("number-orphan", letter.where, message))
    findings += found
    return bool(found)


@dataclass(slots=True)
class Series:
    """The lines of one office and year, with what speaks for or against the next number.

    ``signed`` and ``dated`` are the latest days among the lines that took their turn.
    """

    entries: dict[Serial, Entry] = field(default_factory=dict)
    signed: dt.date = dt.date.min
    dated: dt.date = dt.date.min

    def add(self, entry: Entry) -> None:
        """Take in a line, or what became of one that was reserved."""
        self.entries[entry.label] = entry
        if entry.letter and not entry.suffix and not entry.reserved:
            self.signed = max(self.signed, entry.signed or dt.date.min)
            self.dated = max(self.dated, entry.dated)


def reserved_for(letter: Letter, series: Series) -> Entry | Finding | None:
    """The reserved line that the column ``urut`` names; why not; or None when it names none."""
    wanted = letter.lain.get("urut", "").strip()
    if not wanted:
        return None
    serial = parse_serial(wanted)
    found = series.entries.get(serial) if serial else None
    if found and found.status is Status.RESERVED:
        return found
    free = [
        str(entry.label) for entry in series.entries.values() if entry.status is Status.RESERVED
    ]
    if found and found.letter:
        why = f"sudah menjadi milik surat «{found.letter}»"
    elif found:
        why = "sudah dibatalkan"
    else:
        why = "tidak dipesan"
    choices = f"yang dipesan dan masih bebas: {', '.join(free)}" if free else "tidak ada pesanan"
    message = f"nomor urut «{wanted}» di kolom «urut» {why}; {choices}; kosongkan atau ganti"
    return error("serial-not-reserved", letter.where, message)


def late(letter: Letter, date: dt.date, series: Series) -> Iterator[Finding]:
    """A letter that comes after one whose turn was later; it takes the next number."""
    if letter.tanggal_ttd:
        if date < series.signed:
            message = (
                "surat ini ditandatangani lebih dulu daripada surat yang sudah bernomor; ia "
                "mendapat nomor berikutnya (docgen register insert memberinya nomor sisipan)"
            )
            yield warning("number-out-of-order", letter.where, message)
    elif letter.tanggal_nomor and letter.tanggal_nomor < series.dated:
        message = (
            "«tanggal_nomor» surat ini lebih dulu daripada nomor yang sudah diberikan; ia "
            "mendapat nomor berikutnya"
        )
        yield warning("number-out-of-order", letter.where, message)


def misplaced(letter: Letter, after: int, series: Sequence[Entry]) -> Iterator[Finding]:
    """Why a letter cannot get its number after ``after``: no such line, or not its day."""
    assert letter.tanggal_ttd
    year, day = letter.tanggal_ttd.year, format_tanggal(letter.tanggal_ttd)
    serials = {entry.serial for entry in series}
    if after not in serials:
        message = f"agenda {letter.kop} {year} tidak punya nomor urut {after}"
        yield error("insert-out-of-place", letter.where, message)
        return
    if after == max(serials):
        message = (
            f"sesudah {after} belum ada nomor lain; docgen build memberi surat ini nomor "
            "berikutnya, tidak perlu sisipan"
        )
        yield error("insert-out-of-place", letter.where, message)
        return
    ordinary = [e for e in series if e.signed and not e.suffix and not e.reserved]
    before = max((e for e in ordinary if e.serial <= after), key=_serial, default=None)
    behind = min((e for e in ordinary if e.serial > after), key=_serial, default=None)
    if before and before.signed and letter.tanggal_ttd < before.signed:
        message = f"ditandatangani {day}, sebelum nomor {before.label}; pilih nomor yang lebih awal"
        yield error("insert-out-of-place", letter.where, message)
    if behind and behind.signed and letter.tanggal_ttd > behind.signed:
        message = (
            f"ditandatangani {day}, sesudah nomor {behind.label}; pilih nomor yang lebih akhir"
        )
        yield error("insert-out-of-place", letter.where, message)


def _serial(entry: Entry) -> int:
    return entry.serial


def corrected(letter: Letter, entry: Entry, version: Version) -> Finding:
    """A numbered letter says something else than it did."""
    before = entry.versions[-1].subject if entry.versions else entry.subject
    change = f" (hal «{before}» menjadi «{letter.hal}»)" if before != letter.hal else ""
    message = (
        f"isi surat bernomor {entry.number} berubah{change}; nomornya tetap dan buku agenda "
        f"mencatatnya sebagai ralat ke-{version.number}. Bila ini surat lain, kembalikan isi "
        "yang lama dan tulis surat baru dengan id sendiri"
    )
    return warning("number-corrected", letter.where, message)


def compare(
    letter: Letter, entry: Entry, pattern: str, today: dt.date, most_days: int
) -> Iterable[Finding]:
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
    code = letter.klasifikasi
    if "{klasifikasi" in pattern and (not code or code not in entry.number):
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
    if days > most_days:
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
