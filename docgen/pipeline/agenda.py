"""``docgen register list|export``: the agenda books of a workspace, read and written out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.errors import FindingsError, UsageError
from docgen.findings import Finding, Severity, Where, has_errors, hint
from docgen.load.workspace import load_workspace
from docgen.model.letter import Disposition, Letter
from docgen.model.office import Office
from docgen.model.workspace import Workspace
from docgen.model.writing.dates import format_tanggal, parse_date
from docgen.model.writing.likeness import meant
from docgen.numbering import Entry, Register, Status, letter_key
from docgen.pipeline.alone import alone
from docgen.pipeline.gather import load_material
from docgen.pipeline.lists import look_of
from docgen.pipeline.material import Material
from docgen.pipeline.numbers import REGISTER, behind, every
from docgen.pipeline.output import FOLDER, Output, digest
from docgen.render.lists.agenda import AgendaPage, IncomingLine, OutgoingLine, render_agenda

BOOKS = ("keluar", "masuk")
TITLES = {"keluar": "BUKU AGENDA SURAT KELUAR", "masuk": "BUKU AGENDA SURAT MASUK"}

Waiting = Callable[[], None]


@dataclass(slots=True)
class Exported:
    """What ``export`` did: the paths of the books, and findings."""

    written: list[str]
    findings: list[Finding]


def lines(
    root: Path, office: str | None = None, year: int | None = None
) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """The lines of the agenda of outgoing letters, and what it lacks (register-behind).

    Raises FindingsError, OutputError.
    """
    workspace = workspace_of(root)
    chosen = office_of(workspace, office).kunci if office else None
    with Register(root / REGISTER, dry_run=True) as register:
        entries = register.entries()
    shown = tuple(
        entry for entry in entries if chosen in (None, entry.office) and year in (None, entry.year)
    )
    return shown, tuple(behind(root, entries))


def export(
    root: Path,
    books: Sequence[str],
    waiting: Waiting,
    *,
    target: Path | None = None,
    force: bool = False,
) -> Exported:
    """Write the agenda books as .xlsx into ``output/register/``, or one of them to ``target``.

    A book without a line is a hint and no file. Raises FindingsError before anything is written,
    OutputError, UsageError.
    """
    if target and len(books) != 1:
        raise UsageError(
            "-o memerlukan satu buku", "Tulis masuk atau keluar, misalnya: export keluar -o x.xlsx."
        )
    if target and target.suffix.lower() != ".xlsx":
        raise UsageError(f"«{target.name}» bukan nama .xlsx", "Tulis misalnya: -o agenda.xlsx.")
    with alone(root, waiting):
        material = material_of(root)
        with Register(root / REGISTER, dry_run=True) as register:
            entries, letters = register.entries(), register.recall(every(material))
        if lost := tuple(behind(root, entries)):  # a book without them would look whole
            raise FindingsError(lost)
        found: list[Finding] = []
        output = Output.open(target.parent if target else root, "." if target else FOLDER)
        names = []
        for book in books:
            pages = (
                _outgoing(material, entries, letters) if book == "keluar" else _incoming(material)
            )
            if not pages:
                message = f"buku agenda surat {book} masih kosong, jadi tidak dibuat"
                found.append(hint("agenda-empty", Where(REGISTER.as_posix()), message))
                continue
            name = target.name if target else f"{FOLDER}/register/agenda_{book}.xlsx"
            data = render_agenda(TITLES[book], pages, *look_of(root))
            if not force:
                found += output.changed_by_hand([name])
            if output.reason(name, digest(data)):
                output.put(name, data, digest(data))
            names.append(str(target) if target else str(root / name))
        if has_errors(found):
            output.discard()
            raise FindingsError(found)
        output.commit()
    return Exported(names, list(material.profile.weigh(tuple(found))))


def note(entry: Entry) -> str:
    """What the column *Keterangan* says of a line: its state, why, and its corrections."""
    parts = []
    if entry.cancelled:
        parts.append(f"batal {format_tanggal(entry.cancelled)}: {entry.cancelled_why}")
    if entry.status is Status.PROVISIONAL:
        parts.append("sementara, belum ditandatangani")
    if entry.suffix:
        parts.append("sisipan")
    if entry.reserved:
        parts.append(f"dipesan {format_tanggal(entry.reserved)}: {entry.reserved_why}")
    for version in entry.versions:
        text = f"ralat ke-{version.number}, {format_tanggal(version.date)}"
        before = entry.versions[version.number - 2].subject if version.number > 1 else entry.subject
        parts.append(text + (f": hal menjadi «{version.subject}»" * (before != version.subject)))
    return "; ".join(parts)


def workspace_of(root: Path) -> Workspace:
    """What ``docgen.toml`` says. Raises FindingsError."""
    result = load_workspace(root)
    if result.value is None or not result.ok:
        raise FindingsError(_errors(result.findings))
    return result.value


def material_of(root: Path) -> Material:
    """The whole workspace. Raises FindingsError when it has errors."""
    result = load_material(root)
    if result.value is None or not result.ok:
        raise FindingsError(_errors(result.findings))
    return result.value


def _errors(findings: Sequence[Finding]) -> list[Finding]:
    """What stops a command about the agenda; the rest is the next build's to say."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


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


def _outgoing(
    material: Material, entries: Sequence[Entry], letters: Sequence[Letter]
) -> list[AgendaPage]:
    by_key = {letter_key(letter): letter for letter in letters}
    series: dict[tuple[str, int], list[OutgoingLine]] = {}
    for entry in entries:
        line = _outgoing_line(entry, by_key.get(entry.letter))
        series.setdefault((entry.office, entry.year), []).append(line)
    return [_page(material, *place, found) for place, found in series.items()]


def _outgoing_line(entry: Entry, letter: Letter | None) -> OutgoingLine:
    more = letter.lain if letter else {}
    return OutgoingLine(
        label=str(entry.label),
        dated=entry.dated if entry.letter else None,
        number=entry.number,
        sent=parse_date(more.get("tanggal_kirim", "")),
        recipients=entry.recipients or ("; ".join(letter.tujuan) if letter else ""),
        subject=entry.subject,
        enclosures=letter.enclosures if letter else "",
        note=note(entry),
        verbal=more.get("nomor_verbal", ""),
        cancelled=entry.status is Status.CANCELLED,
    )


def _incoming(material: Material) -> list[AgendaPage]:
    series: dict[tuple[str, int], list[Disposition]] = {}
    for book in material.dispositions.values():
        for one in book.dispositions:
            series.setdefault((one.kop, one.tanggal_terima.year), []).append(one)
    return [
        _page(material, *place, [_incoming_line(one) for one in sorted(found, key=_arrival)])
        for place, found in sorted(series.items(), key=lambda pair: _place(material, pair[0]))
    ]


def _arrival(one: Disposition) -> tuple[dt.date, int, str]:
    """In order of coming in; agenda numbers as numbers where they are."""
    digits = one.nomor_agenda if one.nomor_agenda.isdecimal() else ""
    return one.tanggal_terima, int(digits or 0), one.nomor_agenda


def _incoming_line(one: Disposition) -> IncomingLine:
    return IncomingLine(
        received=one.tanggal_terima,
        agenda=one.nomor_agenda,
        sender=one.pengirim,
        dated=one.tanggal_surat,
        number=one.nomor_surat,
        subject=one.hal,
        enclosures=one.lampiran,
        forwarded="; ".join(one.diteruskan_kepada),
        note="; ".join(part for part in (one.sifat, one.catatan) if part),
    )


def _place(material: Material, place: tuple[str, int]) -> tuple[int, int]:
    """Offices in the order of docgen.toml; one that left it comes last."""
    keys = list(material.workspace.office)
    return (keys.index(place[0]) if place[0] in keys else len(keys)), place[1]


def _page(
    material: Material,
    key: str,
    year: int,
    found: Sequence[OutgoingLine | IncomingLine],
) -> AgendaPage:
    office = material.workspace.office.get(key)
    if office is None:
        return AgendaPage(key, year, {"nama": key}, None, found)
    return AgendaPage(key, year, office.kop, material.logo(office), found)
