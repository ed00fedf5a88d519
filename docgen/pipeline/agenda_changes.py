"""``docgen register reserve|insert|cancel``: what the clerk decides about numbers.

Every change is made under the same locks as a build, on a register that is whole.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from docgen.errors import FindingsError, UsageError
from docgen.model.workspace import Workspace
from docgen.model.writing.dates import format_tanggal
from docgen.model.writing.likeness import meant
from docgen.numbering import Entry, Register, letter_key, parse_serial
from docgen.pipeline.agenda import Waiting, material_of, office_of, workspace_of
from docgen.pipeline.alone import alone
from docgen.pipeline.numbers import REGISTER, behind, every

MOST_RESERVED = 1000


def reserve(
    root: Path,
    count: int,
    reason: str,
    today: dt.date,
    waiting: Waiting,
    *,
    office: str | None = None,
    year: int | None = None,
) -> tuple[Entry, ...]:
    """Put the next ``count`` serials of an office and year aside.

    Raises UsageError, FindingsError (register-behind), OutputError.
    """
    reason = _reason(reason)
    if not 1 <= count <= MOST_RESERVED:
        raise UsageError(
            f"jumlah {count} tidak dapat dipesan",
            f"Pesan 1 sampai {MOST_RESERVED} nomor sekaligus.",
        )
    if year and year > today.year + 1:  # a slip of the finger would stand in the book for ever
        raise UsageError(
            f"tahun {year} masih terlalu jauh",
            f"Pesan nomor untuk {today.year} atau {today.year + 1}.",
        )
    with _open(root, waiting) as (workspace, register):
        key = office_of(workspace, office).kunci
        made = register.reserve(key, year or today.year, count, reason, today)
        register.commit()
    return made


def cancel(
    root: Path,
    what: str,
    reason: str,
    today: dt.date,
    waiting: Waiting,
    *,
    office: str | None = None,
    year: int | None = None,
) -> Entry:
    """Cancel a number: ``what`` is the number, the letter (SET/ID), or a serial of a year.

    Raises UsageError, FindingsError (register-behind), OutputError.
    """
    reason = _reason(reason)
    with _open(root, waiting) as (workspace, register):
        chosen = office_of(workspace, office).kunci if office else None
        entry = _only(_meant_by(what, register.entries(), chosen, year, today), what)
        if entry.cancelled:
            raise UsageError(
                f"«{what}» sudah dibatalkan {format_tanggal(entry.cancelled)} "
                f"({entry.cancelled_why})",
                "Nomor yang batal tetap tercatat; lihat docgen register list.",
            )
        cancelled = register.cancel(entry, reason, today)
        register.commit()
    return cancelled


def insert(root: Path, key: str, after: int, today: dt.date, waiting: Waiting) -> Entry:
    """Give the letter ``key`` (SET/ID) the number ``after``.a, or the next letter that is free.

    Raises UsageError, FindingsError (insert-out-of-place, number-exists, …), OutputError.
    """
    with alone(root, waiting):
        material = material_of(root)
        letters = every(material)
        letter = next((each for each in letters if letter_key(each) == key), None)
        if letter is None:
            keys = [letter_key(each) for each in letters]
            raise UsageError(
                f"tidak ada surat «{key}»{meant(key, keys)}",
                "Tulis KELOMPOK/ID: nama di docgen.toml dan id barisnya.",
            )
        with Register(root / REGISTER) as register:
            _whole(root, register)
            entry = register.insert(
                letter,
                letters,
                material.workspace.office[letter.kop],
                after,
                material.workspace.numbering.pola,
                today,
            )
            register.commit()
    return entry


@contextlib.contextmanager
def _open(root: Path, waiting: Waiting) -> Iterator[tuple[Workspace, Register]]:
    """The register for a change that needs no data but docgen.toml."""
    workspace = workspace_of(root)
    with alone(root, waiting), Register(root / REGISTER) as register:
        _whole(root, register)
        yield workspace, register


def _whole(root: Path, register: Register) -> None:
    lost = tuple(behind(root, register.entries()))
    if lost:
        raise FindingsError(lost)


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not reason:
        raise UsageError("alasannya kosong", 'Tulis alasannya, misalnya --alasan "salah tujuan".')
    return reason


def _meant_by(
    what: str, entries: Iterable[Entry], office: str | None, year: int | None, today: dt.date
) -> list[Entry]:
    """The lines that a number, a letter or a serial names; a serial is one of this year."""
    wanted = what.strip()
    chosen = [e for e in entries if office in (None, e.office) and year in (None, e.year)]
    named = [e for e in chosen if wanted and wanted in (e.number, e.letter)]
    serial = parse_serial(wanted)
    return named or [e for e in chosen if e.label == serial and e.year == (year or today.year)]


def _only(found: Sequence[Entry], what: str) -> Entry:
    if not found:
        raise UsageError(
            f"«{what}» tidak ada dalam buku agenda",
            "Tulis nomor surat, KELOMPOK/ID, atau nomor urut dengan --tahun; lihat docgen "
            "register list.",
        )
    if len(found) > 1:
        offices = ", ".join(dict.fromkeys(entry.office for entry in found))
        raise UsageError(
            f"«{what}» ada {len(found)} kali dalam buku agenda",
            f"Tambahkan --kantor ({offices}) atau --tahun.",
        )
    return found[0]
