"""The register against the letters: every number once, each of a letter that is signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docgen.check.attributed import REGISTER, Judged
from docgen.check.expectations import Claims, LetterPapers, Numbered
from docgen.check.files import Files
from docgen.findings import error, warning


def check_register(files: Files, claims: Claims) -> Iterator[Judged]:
    """All findings; of a narrower check, only the lines of its letters."""
    yield from _twice(claims)
    where = claims.register_where
    for line in claims.register:
        if line.letter not in claims.known_letters and not claims.scope:
            message = f"nomor {line.number} milik surat «{line.letter}», yang tidak ada di data"
            yield Judged(REGISTER, warning("register-without-letter", where, message))
    registered = {(line.office, line.letter, line.number): line for line in claims.register}
    for papers in claims.letters:
        letter = papers.letter
        if not letter.nomor:
            continue
        entry = registered.get((letter.kop, papers.key, letter.nomor))
        if entry is None:
            message = (
                f"surat «{letter.id}» ditandatangani tetapi nomornya tidak tercatat; jalankan "
                "docgen build, atau kembalikan buku agenda dari cadangan"
            )
            yield Judged(papers.id, error("number-not-registered", where, message))
        elif wrong := _differing(entry, papers):
            message = (
                f"surat {letter.nomor} («{letter.id}»): {wrong} menurut buku agenda lain daripada "
                "menurut data; bila datanya yang benar, jalankan docgen build; bila tidak, "
                "kembalikan datanya, atau buku agenda dari cadangan"
            )
            yield Judged(papers.id, error("register-entry-differs", where, message))
        if not letter.tanggal_ttd and not letter.sementara:
            message = f"surat {letter.nomor} bernomor tetapi belum ditandatangani"
            yield Judged(papers.id, error("number-without-signature", letter.where, message))
        if not any(map(files.has, (papers.office_file, *map(papers.file_of, papers.copies)))):
            message = f"surat {letter.nomor} tercatat, tetapi tidak ada satu pun berkasnya"
            yield Judged(papers.id, error("letter-without-files", letter.where, message))


def _twice(claims: Claims) -> Iterator[Judged]:
    letters = {papers.key: papers.id for papers in claims.letters}
    numbers = Counter((line.office, line.number) for line in claims.register)
    twice = {
        (line.office, line.number): letters.get(line.letter, REGISTER)
        for line in claims.register
        if numbers[line.office, line.number] > 1
    }
    for (office, number), subject in twice.items():
        if claims.scope and subject == REGISTER:
            continue
        message = f"nomor {number} ({office}) tercatat {numbers[office, number]} kali"
        yield Judged(subject, error("number-twice", claims.register_where, message))


def _differing(line: Numbered, papers: LetterPapers) -> str:
    """What a line says otherwise than the letter, in words; "" when nothing."""
    letter = papers.letter
    names = []
    if line.subject != letter.hal:
        names.append(f"hal («{line.subject}»)")
    if line.recipients and line.recipients != "; ".join(letter.tujuan):
        names.append(f"tujuan («{line.recipients}»)")
    if not names and line.digest and line.digest != papers.digest:
        names.append("isinya")
    return " dan ".join(names)
