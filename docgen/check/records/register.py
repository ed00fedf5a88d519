"""The register against the letters: every number once, each of a letter that is signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docgen.check.advice import GIVEN_OUT
from docgen.check.attributed import REGISTER, Attributed
from docgen.check.expectations import Expectations, ExpectedLetter, RegisterLine
from docgen.check.files import Files
from docgen.findings import error, warning


def check_register(files: Files, expected: Expectations) -> Iterator[Attributed]:
    """All findings; of a narrower check, only the lines of its letters."""
    yield from _twice(expected)
    where = expected.register_where
    for line in expected.register:
        if line.letter not in expected.known_letters and not expected.scope:
            message = (
                f"nomor {line.number} milik surat «{line.letter}», yang tidak ada di data; "
                f"{GIVEN_OUT}"
            )
            yield Attributed(REGISTER, warning("register-without-letter", where, message))
    registered = {(line.office, line.letter, line.number): line for line in expected.register}
    for each in expected.letters:
        letter = each.letter
        if not letter.nomor:
            continue
        entry = registered.get((letter.kop, each.key, letter.nomor))
        if entry is None:
            message = (
                f"surat «{letter.id}» ditandatangani tetapi nomornya tidak tercatat; jalankan "
                "docgen build, atau kembalikan buku agenda dari cadangan"
            )
            yield Attributed(each.id, error("number-not-registered", where, message))
        elif wrong := _differing(entry, each):
            message = (
                f"surat {letter.nomor} («{letter.id}»): {wrong} menurut buku agenda lain daripada "
                "menurut data; bila datanya yang benar, jalankan docgen build; bila tidak, "
                "kembalikan datanya, atau buku agenda dari cadangan"
            )
            yield Attributed(each.id, error("register-entry-differs", where, message))
        if not letter.tanggal_ttd and not letter.sementara:
            message = f"surat {letter.nomor} bernomor tetapi belum ditandatangani"
            yield Attributed(each.id, error("number-without-signature", letter.where, message))
        if not any(map(files.has, (each.office_file, *map(each.file_of, each.copies)))):
            message = f"surat {letter.nomor} tercatat, tetapi tidak ada satu pun berkasnya"
            yield Attributed(each.id, error("letter-without-files", letter.where, message))


def _twice(expected: Expectations) -> Iterator[Attributed]:
    letters = {each.key: each.id for each in expected.letters}
    numbers = Counter((line.office, line.number) for line in expected.register)
    twice = {
        (line.office, line.number): letters.get(line.letter, REGISTER)
        for line in expected.register
        if numbers[line.office, line.number] > 1
    }
    for (office, number), subject in twice.items():
        if expected.scope and subject == REGISTER:
            continue
        message = f"nomor {number} ({office}) tercatat {numbers[office, number]} kali"
        yield Attributed(subject, error("number-twice", expected.register_where, message))


def _differing(line: RegisterLine, expected: ExpectedLetter) -> str:
    """What a line says otherwise than the letter, in words; "" when nothing."""
    letter = expected.letter
    names = []
    if line.subject != letter.hal:
        names.append(f"hal («{line.subject}»)")
    if line.recipients and line.recipients != "; ".join(letter.tujuan):
        names.append(f"tujuan («{line.recipients}»)")
    if not names and expected.differs:
        names.append(f"isinya ({expected.differs})")
    return " dan ".join(names)
