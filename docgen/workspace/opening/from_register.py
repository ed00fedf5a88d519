"""Stage 2 for a workspace: numbers in order of signing, on top of a register that is whole."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from docgen.errors import FindingsError, OutputError
from docgen.findings import Finding, Result, Where, error, hint
from docgen.model.letter import Letter
from docgen.model.profile import Profile
from docgen.model.set_name import SetName
from docgen.model.workspace import LetterSet, Workspace
from docgen.numbering import (
    COPIES,
    Desk,
    Entry,
    LastSerial,
    PaperKind,
    Register,
    Scheme,
    backup_of,
    copies_of,
    letter_key,
    nobody_to_ask,
)
from docgen.outside.files import read_json
from docgen.workspace.kinds.base import Letters
from docgen.workspace.kinds.letter import LETTER, every_letter
from docgen.workspace.loaded import Loaded
from docgen.workspace.opening.papers import LetterPapers
from docgen.workspace.output_paths import LEDGER, REGISTER_FOLDER

REGISTER: Path = Path(REGISTER_FOLDER) / "agenda.db"


def scheme_of(workspace: Workspace, profile: Profile) -> Scheme:
    """How the office numbers. Kinds of papers that differ in case alone are one."""
    names: dict[str, str] = {}
    kinds = {}
    for key, declared in workspace.sets(LETTER.key).items():
        assert isinstance(declared, LetterSet)
        name = names.setdefault(declared.jenis.casefold(), declared.jenis)
        kinds[key] = PaperKind(name, declared.pola)
    return Scheme(rules=workspace.numbering, kinds=kinds, most_days=profile.hari_penomoran)


def desk_of(loaded: Loaded, last_serial: LastSerial = nobody_to_ask) -> Desk:
    """What the letters of a workspace are numbered by; ``last_serial`` asks the clerk."""
    return Desk(
        offices=loaded.workspace.office,
        scheme=scheme_of(loaded.workspace, loaded.profile),
        papers=LetterPapers(loaded),
        last_serial=last_serial,
    )


def number(
    loaded: Loaded, register: Register, today: dt.date, last_serial: LastSerial = nobody_to_ask
) -> Result[Letters]:
    """The letters by set with their numbers; the order of signing runs across the sets."""
    desk = desk_of(loaded, last_serial)
    numbered, findings = register.number(every_letter(loaded), desk, today)
    return Result(_by_set(loaded, numbered), findings)


def given_now(before: Sequence[Entry], now: Sequence[Entry]) -> tuple[Entry, ...]:
    """The lines whose number was given in between, in the order of the register."""
    known = {entry.slot for entry in before if entry.letter}
    return tuple(entry for entry in now if entry.letter and entry.slot not in known)


def recall(loaded: Loaded, register: Register) -> Letters:
    """The letters by set with the numbers they have: for a run that is not about letters."""
    return _by_set(loaded, register.recall(every_letter(loaded)))


def given_elsewhere(
    letters: Letters, before: Sequence[Entry], wanted: Collection[SetName]
) -> Iterator[Finding]:
    """Letters of sets that are not built now, which got their number with the others."""
    old = {entry.letter for entry in before}
    for name, numbered in letters.items():
        for letter in numbered if LETTER.set(name) not in wanted else ():
            if letter.nomor and letter_key(letter) not in old:
                message = (
                    f"surat «{letter.id}» ikut mendapat nomor {letter.nomor}, karena nomor "
                    f"diberikan menurut urutan tanda tangan; buat suratnya dengan "
                    f"docgen build {LETTER.set(name)}"
                )
                yield hint("number-given-elsewhere", letter.where, message)


def behind(root: Path, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Numbers on papers or in the register's copies that the register lacks.

    A register that was deleted, or an old one that was put back, would give them again.
    """
    known = {(entry.letter, entry.number) for entry in entries}
    lost = {pair for pair in _on_papers(root) if pair not in known}
    now = {entry.slot: entry for entry in entries}
    lost |= {
        (old.letter, old.number or f"{old.label} (dipesan)")
        for old in _in_copies(root)
        if not _still_there(old, now.get(old.slot))
    }
    if lost:
        letter, number = min(lost)
        backup, older = backup_of(REGISTER).as_posix(), (REGISTER.parent / COPIES).as_posix()
        owner = f" milik surat «{letter}»" if letter else ""
        message = (
            f"buku agenda tidak memuat {len(lost)} nomor yang sudah dipakai, misalnya {number}"
            f"{owner}; kembalikan {REGISTER.as_posix()} dari cadangan (yang "
            f"terakhir: {backup}, yang lebih lama di {older}), supaya nomor tidak diberikan dua "
            f"kali. Bila agenda memang dimulai lagi dari awal, pindahkan {backup}, folder {older} "
            "dan folder output ke tempat lain"
        )
        yield error("register-behind", Where(REGISTER.as_posix()), message)


def _on_papers(root: Path) -> set[tuple[str, str]]:
    """SET/ID and number as the ledger of copies knows them."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        lines = read_json(root / LEDGER)["rangkap"]
        return {(str(line["surat"]), str(line["nomor"])) for line in lines if line["nomor"]}
    return set()


def _in_copies(root: Path) -> Iterator[Entry]:
    """The lines of the register's own copy, and of the newest of the older ones that can be read:
    who loses the one may have put the other back."""
    yield from _entries(backup_of(root / REGISTER)) or ()
    for copy in copies_of(root / REGISTER):
        entries = _entries(copy)
        if entries is not None:
            yield from entries
            return


def _entries(path: Path) -> tuple[Entry, ...] | None:
    """None when it cannot be read."""
    if not path.is_file():
        return None
    with (
        contextlib.suppress(OutputError, FindingsError),
        Register(path, dry_run=True) as register,
    ):
        return register.entries()
    return None


def _still_there(old: Entry, now: Entry | None) -> bool:
    """Whether the register still knows what its copy does; it may know more."""
    if now is None or (old.cancelled and not now.cancelled):
        return False
    return not old.number or (old.letter, old.number) == (now.letter, now.number)


def _by_set(loaded: Loaded, letters: Sequence[Letter]) -> Letters:
    found: dict[str, list[Letter]] = {name: [] for name in LETTER.books(loaded)}
    for letter in letters:
        found[letter.kelompok].append(letter)
    return {name: tuple(book) for name, book in found.items()}
