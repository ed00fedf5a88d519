"""What a letter says that it has, or that goes with it, against what the data names.

Not every office keeps its signed letters and enclosures as files; so where no letter of a set has
any, what is missing is only a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.check.attributed import Attributed
from docgen.check.expectations import Expectations, ExpectedLetter
from docgen.findings import Finding, hint, warning

# "1 berkas", "2 (dua) lembar": a count of something; "-" and blank are none.
_COUNTED = re.compile(
    r"[1-9]\d*\b|\bsatu\b|\bse(?:berkas|lembar|bundel|eksemplar)\b", re.IGNORECASE
)
_TAIL = 2  # parts of a number that all letters of an office and year share: unit and year


def check_announced(expected: Expectations) -> Iterator[Attributed]:
    """Findings: signed-paper-missing, enclosure-absent, item-not-enclosed."""
    signed = {each.letter.kelompok for each in expected.letters if each.signed_file}
    enclosing = {each.letter.kelompok for each in expected.letters if each.letter.berkas_lampiran}
    numbers = {line.number for line in expected.register}
    tails = set(map(_tail, numbers))
    for each in expected.letters:
        name = each.letter.kelompok
        findings = [
            *_signed(each, name in signed),
            *_enclosed(each, name in enclosing),
            *_items(each, numbers, tails),
        ]
        yield from (Attributed(each.id, finding) for finding in findings)


def _signed(expected: ExpectedLetter, is_usual: bool) -> Iterator[Finding]:
    letter = expected.letter
    if not letter.tanggal_ttd or expected.signed_file or letter.batal:
        return
    if letter.is_electronic or is_usual:
        what = "PDF bertanda tangan elektroniknya" if letter.is_electronic else "pindaiannya"
        message = (
            f"surat «{letter.id}» menurut data sudah ditandatangani, tetapi {what} belum ada; "
            "isi «berkas_ttd», supaya rangkapnya dibuat dari surat yang ditandatangani itu"
        )
        # On paper, what was not scanned is still a signed letter; a sealed file is the letter.
        weigh = warning if is_usual and letter.is_electronic else hint
        yield weigh("signed-paper-missing", letter.where, message)


def _enclosed(expected: ExpectedLetter, is_usual: bool) -> Iterator[Finding]:
    letter = expected.letter
    if letter.berkas_lampiran or not _COUNTED.search(letter.lampiran):
        return
    message = (
        f"surat «{letter.id}» menyebut lampiran «{letter.lampiran}», tetapi tidak ada berkas di "
        "«berkas_lampiran»; tambahkan berkasnya, atau kosongkan «lampiran»"
    )
    yield (warning if is_usual else hint)("enclosure-absent", letter.where, message)


def _items(
    expected: ExpectedLetter, numbers: set[str], tails: set[tuple[str, ...]]
) -> Iterator[Finding]:
    """The lines of a surat pengantar: the letters they name, and files that are fewer."""
    letter = expected.letter
    for item in letter.butir:
        for word in f"{item.jenis} {item.keterangan}".split():
            number = word.strip(".,;:()«»\"'")
            if number.count("/") >= _TAIL and _tail(number) in tails and number not in numbers:
                message = (
                    f"butir «{item.jenis}» menyebut surat nomor {number}, yang tidak tercatat di "
                    "buku agenda; periksa nomornya"
                )
                yield warning("item-not-enclosed", letter.where, message)
    if 0 < len(letter.berkas_lampiran) < len(letter.butir):
        message = (
            f"surat pengantar «{letter.id}» menyebut {len(letter.butir)} butir, tetapi "
            f"«berkas_lampiran» hanya {len(letter.berkas_lampiran)} berkas; tambahkan yang kurang"
        )
        yield warning("item-not-enclosed", letter.where, message)


def _tail(number: str) -> tuple[str, ...]:
    return tuple(number.split("/")[-_TAIL:])
