"""``docgen register``: the agenda books, read, written out, and changed by the clerk.

Every change is made under the same locks as a build, on a register that is whole.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from docgen.errors import BlockedError, FindingsError, UsageError
from docgen.findings import Finding, Severity, Where, hint
from docgen.model.office import Office
from docgen.model.workspace import Workspace
from docgen.model.writing.dates import format_tanggal
from docgen.model.writing.likeness import meant
from docgen.numbering import Entry, Place, Register, letter_key
from docgen.render.lists.agenda import render_agenda
from docgen.workspace.agenda.books import TITLES, pages_of
from docgen.workspace.agenda.changes import (
    checked_count,
    checked_last,
    checked_reason,
    checked_year,
    line_meant,
    place_meant,
)
from docgen.workspace.kinds.letter import every_letter
from docgen.workspace.loaded import TABLE_LOOK, Loaded
from docgen.workspace.opening.from_register import REGISTER, behind, desk_of, scheme_of
from docgen.workspace.opening.load import load_all, load_config, profile_of
from docgen.workspace.output_paths import FOLDER, agenda_book
from docgen.workspace.plan.planned import FileKind, Planned
from docgen.workspace.report import Report
from docgen.workspace.runs.build_lock import build_lock
from docgen.workspace.store.places import blocked_places
from docgen.workspace.store.store import Store

Waiting = Callable[[], None]


def lines(
    root: Path, office: str | None = None, year: int | None = None
) -> tuple[tuple[Entry, ...], Report]:
    """The lines of the agenda of outgoing letters, and what it lacks (register-behind).

    Raises FindingsError, OutputError.
    """
    workspace = _workspace_of(root)
    chosen = office_of(workspace, office).kunci if office else None
    with Register(root / REGISTER, dry_run=True) as register:
        entries = register.entries()
    shown = tuple(
        entry for entry in entries if chosen in (None, entry.office) and year in (None, entry.year)
    )
    report = Report(profile=profile_of(root))
    report.note(behind(root, entries))
    return shown, report


def export(
    root: Path,
    books: Sequence[str],
    waiting: Waiting,
    *,
    target: Path | None = None,
    force: bool = False,
) -> Report:
    """Write the agenda books as .xlsx into ``output/register/``, or one of them to ``target``.

    A book without a line is a hint and no file. The report names the books, written now or before.
    Raises FindingsError before anything is written, OutputError, UsageError.
    """
    _check_target(target, books)
    folder = target.parent if target else root
    with build_lock(root, waiting), Store.open(folder, "." if target else FOLDER) as store:
        report = Report(profile=profile_of(root))
        loaded = _loaded(root)
        with Register(root / REGISTER, dry_run=True) as register:
            entries, letters = register.entries(), register.recall(every_letter(loaded))
        report.note(behind(root, entries))  # a book without them would look whole
        report.stop_on_errors()
        if not target:
            blocked = report.note(blocked_places(root, map(agenda_book, books)))
            if blocked:
                raise BlockedError(report.findings)
        for book in books:
            pages = pages_of(book, loaded, entries, letters)
            if not pages:
                message = f"buku agenda surat {book} masih kosong, jadi tidak dibuat"
                report.note([hint("agenda-empty", Where(REGISTER.as_posix()), message)])
                continue
            name = target.name if target else agenda_book(book)
            data = render_agenda(TITLES[book], pages, loaded.table_look(), TABLE_LOOK)
            planned = Planned(path=name, kind=FileKind.AGENDA).saying(data)
            if not force:
                report.note(store.changed_by_hand([name]))
            if store.reason(planned):
                store.put(planned, data)
            report.written.append(str(target) if target else str(root / name))
        report.stop_on_errors()
        store.commit()
    return report


def reserve(
    root: Path,
    count: int,
    reason: str,
    today: dt.date,
    waiting: Waiting,
    *,
    office: str | None = None,
    year: int | None = None,
    series: str | None = None,
) -> tuple[Entry, ...]:
    """Put the next ``count`` serials of a series aside; ``series`` where an office has several.

    Raises UsageError, FindingsError (register-behind), OutputError.
    """
    reason, count = checked_reason(reason), checked_count(count)
    year = checked_year(year, today)
    with changing(root, waiting) as (workspace, register):
        place = _place_of(root, workspace, office, year, series)
        made = register.reserve(place, count, reason, today)
        register.commit()
    return made


def begin(
    root: Path,
    last: int,
    today: dt.date,
    waiting: Waiting,
    *,
    office: str | None = None,
    year: int | None = None,
    series: str | None = None,
) -> tuple[Entry, ...]:
    """Let a series go on after the last serial of the book kept before; the lines that stand for
    that book.

    Raises UsageError (also when the series has given numbers itself), FindingsError
    (register-behind), OutputError.
    """
    last, year = checked_last(last), checked_year(year, today)
    with changing(root, waiting) as (workspace, register):
        place = _place_of(root, workspace, office, year, series)
        own = [e for e in register.entries() if e.place == place and not e.inherited]
        if own:
            raise UsageError(
                f"agenda {place} sudah berjalan (nomor urut {own[0].label} sudah terpakai)",
                "Nomor terakhir buku lama hanya dapat dicatat sebelum nomor pertama diberikan; "
                "lihat docgen register list.",
            )
        made = register.begin_after(place, last, today)
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
    series: str | None = None,
) -> Entry:
    """Cancel a number: ``what`` is the number, the letter (SET/ID), or a serial of a year.

    Raises UsageError, FindingsError (register-behind), OutputError.
    """
    reason = checked_reason(reason)
    with changing(root, waiting) as (workspace, register):
        chosen = office_of(workspace, office).kunci if office else None
        entry = line_meant(what, register.entries(), chosen, year, series, today)
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
    with build_lock(root, waiting):
        loaded = _loaded(root)
        letters = every_letter(loaded)
        letter = next((each for each in letters if letter_key(each) == key), None)
        if letter is None:
            keys = [letter_key(each) for each in letters]
            raise UsageError(
                f"tidak ada surat «{key}»{meant(key, keys)}",
                "Tulis KELOMPOK/ID: nama di docgen.toml dan id barisnya.",
            )
        with Register(root / REGISTER) as register:
            _whole(root, register)
            entry = register.insert(letter, letters, after, desk_of(loaded), today)
            register.commit()
    return entry


@contextlib.contextmanager
def changing(
    root: Path, waiting: Waiting, *, dry_run: bool = False
) -> Iterator[tuple[Workspace, Register]]:
    """The register for a change that needs no data but docgen.toml."""
    workspace = _workspace_of(root)
    with build_lock(root, waiting), Register(root / REGISTER, dry_run=dry_run) as register:
        _whole(root, register)
        yield workspace, register


def _whole(root: Path, register: Register) -> None:
    lost = tuple(behind(root, register.entries()))
    if lost:
        raise FindingsError(lost)


def _check_target(target: Path | None, books: Sequence[str]) -> None:
    if target and len(books) != 1:
        raise UsageError(
            "-o memerlukan satu buku", "Tulis masuk atau keluar, misalnya: export keluar -o x.xlsx."
        )
    if target and target.suffix.lower() != ".xlsx":
        raise UsageError(f"«{target.name}» bukan nama .xlsx", "Tulis misalnya: -o agenda.xlsx.")


def _workspace_of(root: Path) -> Workspace:
    """What ``docgen.toml`` says. Raises FindingsError."""
    result = load_config(root)
    if result.value is None or not result.ok:
        raise FindingsError(_errors(result.findings))
    return result.value


def _loaded(root: Path) -> Loaded:
    """The whole workspace. Raises FindingsError when it has errors."""
    result = load_all(root)
    if result.value is None:
        raise FindingsError(_errors(result.findings))
    errors = _errors(result.value.profile.apply_severities(result.findings))
    if errors:
        raise FindingsError(errors)
    return result.value


def _errors(findings: Sequence[Finding]) -> list[Finding]:
    """What stops a command about the agenda; the rest is the next build's to say."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _place_of(
    root: Path, workspace: Workspace, office: str | None, year: int, series: str | None
) -> Place:
    """The series that a clerk means. Raises UsageError."""
    key = office_of(workspace, office).kunci
    return place_meant(scheme_of(workspace, profile_of(root)), key, year, series)


def office_of(workspace: Workspace, key: str | None) -> Office:
    """The office of that key. Raises UsageError; without a key when there are several.

    Not the first one by itself: what is written into a book for good is said in full.
    """
    keys = list(workspace.office)
    if key is None and len(keys) > 1:
        raise UsageError(
            "kantornya belum disebut", f"Tambahkan --kantor; yang ada: {', '.join(keys)}."
        )
    if key is not None and key not in keys:
        raise UsageError(f"tidak ada kantor «{key}»{meant(key, keys)}", "Lihat docgen.toml.")
    return workspace.office[key or keys[0]]
