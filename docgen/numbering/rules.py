"""What speaks against a number, or against what the data says of one that was given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from docgen.findings import Finding, error, warning
from docgen.model.letter import Letter
from docgen.numbering.entry import Entry, is_of, letter_key


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


def refused(
    letter: Letter,
    pattern: str,
    today: dt.date,
    orphans: Sequence[Entry],
    findings: list[Finding],
) -> bool:
    """Whether a number may not be given yet: once given, it stands for ever."""
    found = []
    if letter.tanggal_ttd and letter.tanggal_ttd > today:
        message = f"tanggal tanda tangan {letter.tanggal_ttd} belum tiba; periksa «tanggal_ttd»"
        found.append(error("signature-in-future", letter.where, message))
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


def compare(letter: Letter, entry: Entry, most_days: int) -> Iterable[Finding]:
    """What the data of a numbered letter says against its line in the register."""
    if letter.tanggal_ttd and letter.tanggal_ttd != entry.signed:
        message = f"buku agenda mencatat tanda tangan {entry.signed}, data {letter.tanggal_ttd}"
        yield warning("register-disagrees", letter.where, message)
    if letter.tanggal_nomor and letter.tanggal_nomor != entry.dated:
        message = f"buku agenda mencatat tanggal nomor {entry.dated}, data {letter.tanggal_nomor}"
        yield warning("register-disagrees", letter.where, message)
    if letter.hal != entry.subject:
        message = (
            f"buku agenda mencatat hal «{entry.subject}», data «{letter.hal}»; surat yang sudah "
            "bernomor seharusnya tidak berubah"
        )
        yield warning("register-disagrees", letter.where, message)
    days = (entry.dated - entry.signed).days
    if days > most_days:
        message = f"nomor diberikan {days} hari sesudah tanda tangan, batasnya {most_days} hari"
        yield warning("number-late", letter.where, message)
