"""What a letter says that it has, or that goes with it, against the files that its row names.

Whether those files are there is another question. Not every office keeps its signed letters and
enclosures as files; so where no letter of a set has any, what is missing is only a hint.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from docgen.findings import Finding, hint, warning
from docgen.model.letter import Letter

# "1 berkas", "2 (dua) lembar": a count of something; "-" and blank are none.
_COUNTED = re.compile(
    r"[1-9]\d*\b|\bsatu\b|\bse(?:berkas|lembar|bundel|eksemplar)\b", re.IGNORECASE
)
_TAIL = 2  # parts of a number that all letters of an office and year share: unit and year


def check_announced(
    letters: Sequence[Letter], numbers: Collection[str]
) -> Iterator[tuple[Finding, ...]]:
    """The findings of each letter in turn: signed-paper-missing, enclosure-absent,
    item-not-enclosed. ``numbers`` are all that the register knows."""
    signed = {letter.kelompok for letter in letters if letter.berkas_ttd}
    enclosing = {letter.kelompok for letter in letters if letter.berkas_lampiran}
    tails = set(map(_tail, numbers))
    for letter in letters:
        yield (
            *_signed(letter, letter.kelompok in signed),
            *_enclosed(letter, letter.kelompok in enclosing),
            *_items(letter, numbers, tails),
        )


def _signed(letter: Letter, is_usual: bool) -> Iterator[Finding]:
    if not letter.tanggal_ttd or letter.berkas_ttd or letter.batal:
        return
    if letter.is_electronic or is_usual:
        what = "PDF bertanda tangan elektroniknya" if letter.is_electronic else "pindaiannya"
        message = (
            f"surat «{letter.id}» menurut data sudah ditandatangani, tetapi {what} belum ada; "
            "isi «berkas_ttd», supaya rangkapnya dibuat dari surat yang ditandatangani itu"
        )
        # On paper, what was not scanned is still a signed letter; a sealed file is the letter.
        make = warning if is_usual and letter.is_electronic else hint
        yield make("signed-paper-missing", letter.where, message)


def _enclosed(letter: Letter, is_usual: bool) -> Iterator[Finding]:
    if letter.berkas_lampiran or not _COUNTED.search(letter.lampiran):
        return
    message = (
        f"surat «{letter.id}» menyebut lampiran «{letter.lampiran}», tetapi tidak ada berkas di "
        "«berkas_lampiran»; tambahkan berkasnya, atau kosongkan «lampiran»"
    )
    yield (warning if is_usual else hint)("enclosure-absent", letter.where, message)


def _items(
    letter: Letter, numbers: Collection[str], tails: set[tuple[str, ...]]
) -> Iterator[Finding]:
    """The lines of a surat pengantar: the letters they name, and files that are fewer."""
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
