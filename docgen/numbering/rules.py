"""What speaks against a number, before it is given for ever."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from docgen.findings import Finding, Where, error, hint, warning
from docgen.model.letter import Letter, LetterState
from docgen.model.writing.dates import format_tanggal
from docgen.numbering.entry import Entry, Place, Status, is_of, letter_key
from docgen.numbering.scheme import Scheme


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
    series: dict[Place, set[int]] = defaultdict(set)
    for entry in entries:
        series[entry.place].add(entry.serial)
    for place, serials in series.items():
        missing = sorted(set(range(1, max(serials))) - serials)
        if missing:
            message = (
                f"agenda {place} tidak memuat nomor urut "
                f"{', '.join(map(str, missing[:10]))}{' …' if missing[10:] else ''}; kembalikan "
                "buku agenda dari cadangan"
            )
            yield warning("register-gap", where, message)


def refused(
    letter: Letter,
    date: dt.date,
    scheme: Scheme,
    today: dt.date,
    places: Collection[Place],
    orphans: Sequence[Entry],
    findings: list[Finding],
) -> bool:
    """Whether a number may not be given yet: once given, it stands for ever.

    ``date`` is the day since when it is due, ``places`` are the series that the register has,
    ``orphans`` the numbers whose letter is not at hand.
    """
    found = []
    if letter.tanggal_ttd and letter.tanggal_ttd > today:
        message = f"«tanggal_ttd» {format_tanggal(letter.tanggal_ttd)} belum tiba; periksa"
        found.append(error("signature-in-future", letter.where, message))
    elif not letter.tanggal_ttd and date > today:
        message = f"tanggal paraf {format_tanggal(date)} belum tiba; periksa «paraf»"
        found.append(error("number-in-future", letter.where, message))
    elif letter.tanggal_nomor and letter.tanggal_nomor > today:
        message = f"«tanggal_nomor» {format_tanggal(letter.tanggal_nomor)} belum tiba; periksa"
        found.append(error("number-in-future", letter.where, message))
    for part in scheme.needed(letter):
        if not getattr(letter, part):
            message = f"nomor surat memerlukan «{part}», yang belum diisi"
            found.append(error("number-part-empty", letter.where, message))
    found += _known_already(letter, orphans)
    place = scheme.place_of(letter, today)
    begun = (each for each in places if (each.office, each.year) == (place.office, place.year))
    if other := next((each for each in begun if scheme.is_other(each)), None):
        message = (
            f"agenda {other} sudah berjalan, tetapi docgen.toml kini meminta seri = "
            f'"{scheme.rules.seri}"; kembalikan «seri» di bawah [register], dan gantilah pada '
            "awal tahun, sebelum nomor pertamanya diberikan"
        )
        found.append(error("series-changed", letter.where, message))
    findings += found
    return bool(found)


def _known_already(letter: Letter, orphans: Sequence[Entry]) -> Iterator[Finding]:
    """A letter that has its number under another id, or in the book kept before."""
    entry = next((entry for entry in orphans if is_of(entry, letter)), None)
    if entry is None:
        return
    if entry.status is Status.INHERITED:
        message = (
            f"surat ini tampaknya sudah bernomor {entry.number} dalam {entry.inherited_from}; "
            "keluarkan barisnya dari data. Bila ini memang surat lain, bedakan hal-nya"
        )
    else:
        message = (
            f"surat ini tampaknya sudah bernomor {entry.number} sebagai «{entry.letter}», yang "
            "tidak ada lagi di data; kembalikan id atau nama kelompoknya yang lama. Bila ini "
            "memang surat lain, bedakan hal-nya"
        )
    yield error("number-orphan", letter.where, message)
