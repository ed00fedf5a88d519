"""Letters beside their lines in the agenda: which belongs to which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docgen.model.letter import Letter
from docgen.numbering.entry import Entry, Status, letter_key


def by_letter(entries: Sequence[Entry]) -> dict[tuple[str, str], Entry]:
    """The lines that belong to a letter, by office and SET/ID."""
    return {(entry.office, entry.letter): entry for entry in entries if entry.letter}


def orphans_of(entries: Sequence[Entry], letters: Sequence[Letter]) -> list[Entry]:
    """Numbers whose letter is not at hand: those in force, and those of the book before."""
    known = {letter_key(letter) for letter in letters}
    return [
        entry
        for entry in entries
        if entry.status is Status.INHERITED or (entry.in_force and entry.letter not in known)
    ]


def with_numbers(
    letters: Sequence[Letter], lines: Mapping[tuple[str, str], Entry]
) -> tuple[Letter, ...]:
    """The letters with what their lines say; those without a line as they are."""
    return tuple(_with_number(each, lines.get((each.kop, letter_key(each)))) for each in letters)


def _with_number(letter: Letter, entry: Entry | None) -> Letter:
    if entry is None:
        return letter
    if entry.status is Status.CANCELLED:
        return letter.model_copy(update={"batal": True})
    return numbered(letter, entry, provisional=entry.status is Status.PROVISIONAL)


def numbered(letter: Letter, entry: Entry, *, provisional: bool = False) -> Letter:
    """A letter with the number and date of its line."""
    return letter.model_copy(
        update={"nomor": entry.number, "tanggal_surat": entry.dated, "sementara": provisional}
    )
