"""Read the incoming agenda: a row is a letter that came in, with what was ordered on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.findings import Finding, Result, Where, warning
from docgen.load.fields import Fields
from docgen.load.letters import split_source
from docgen.load.officials import load_officials
from docgen.load.tables import Row, read_table
from docgen.model.letter import Disposition
from docgen.model.office import Official

REQUIRED = (
    "id", "nomor_agenda", "tanggal_terima", "pengirim", "tanggal_surat", "nomor_surat", "hal",
)  # fmt: skip
COLUMNS = (
    *REQUIRED, "kop", "lampiran", "sifat", "diteruskan_kepada", "instruksi", "catatan",
    "tanggal_disposisi", "penandatangan",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DispositionBook:
    """The dispositions of one set, the officials, and the columns of the sheet."""

    dispositions: tuple[Disposition, ...]
    officials: dict[str, Official]
    columns: tuple[str, ...]
    where: Where


def load_dispositions(
    root: Path, data: str, name: str, offices: Sequence[str]
) -> Result[DispositionBook]:
    """Read the set ``name`` from ``data`` (``path#sheet``), with everything wrong in it."""
    shown_as, sheet = split_source(data)
    path = root / shown_as
    table = read_table(
        path, sheet, shown_as=shown_as, required=REQUIRED, known=COLUMNS, strict=True
    )
    if table.value is None:
        return Result(None, table.findings)
    findings: list[Finding] = list(table.findings)
    officials = load_officials(path, shown_as)
    findings += officials.findings
    known = officials.value or {}
    seen: dict[str, int] = {}
    agenda: dict[tuple[str, int, str], str] = {}
    found = []
    for row in table.value.rows:
        fields = Fields(row)
        disposition = _disposition(fields, name, offices, known, seen)
        if disposition:
            fields.findings += _agenda_findings(disposition, agenda, row)
            found.append(disposition)
        findings += fields.findings
    where = Where(shown_as, sheet=sheet)
    book = DispositionBook(tuple(found), known, table.value.columns, where)
    return Result(book, tuple(findings))


def _agenda_findings(
    disposition: Disposition, agenda: dict[tuple[str, int, str], str], row: Row
) -> Iterator[Finding]:
    """An agenda number that was given before, by the same office in the same year."""
    number = disposition.nomor_agenda
    first = agenda.setdefault(
        (disposition.kop, disposition.tanggal_terima.year, number), disposition.id
    )
    if first != disposition.id and number:
        message = f"nomor agenda «{number}» sudah dipakai oleh surat «{first}»; periksa keduanya"
        yield warning("agenda-duplicate", row.where_of("nomor_agenda"), message)


def _disposition(
    fields: Fields,
    name: str,
    offices: Sequence[str],
    officials: dict[str, Official],
    seen: dict[str, int],
) -> Disposition | None:
    """One row; None when a date that every form needs cannot be read."""
    row = fields.row
    identifier = fields.identifier("id", seen)
    texts = {key: fields.needed(key) for key in ("nomor_agenda", "pengirim", "nomor_surat", "hal")}
    received, written = fields.needed_date("tanggal_terima"), fields.needed_date("tanggal_surat")
    fields.in_order("tanggal_surat", "tanggal_terima")
    fields.in_order("tanggal_terima", "tanggal_disposisi")
    if fields.text("penandatangan") and officials:
        fields.one_of("penandatangan", list(officials), "official-unknown")
    office = fields.one_of("kop", list(offices), "office-unknown")
    decided = fields.date("tanggal_disposisi")
    if received is None or written is None:
        return None
    return Disposition(
        id=identifier,
        kelompok=name,
        kop=office,
        tanggal_terima=received,
        tanggal_surat=written,
        lampiran=fields.text("lampiran"),
        sifat=fields.optional("sifat"),
        diteruskan_kepada=fields.names("diteruskan_kepada"),
        instruksi=fields.names("instruksi"),
        catatan=fields.text("catatan"),
        tanggal_disposisi=decided,
        penandatangan=fields.text("penandatangan"),
        lain={key: cell.text for key, cell in row.cells.items() if key not in COLUMNS},
        where=row.where,
        **texts,
    )
