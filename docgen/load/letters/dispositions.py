"""Read the incoming agenda: a row is a letter that came in, with what was ordered on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.findings import Finding, Result, Where, error, warning
from docgen.load.letters.choices import ProfileChoices, several_choices
from docgen.load.letters.fields import Fields, read_day
from docgen.load.letters.order import MOST_DAYS
from docgen.load.letters.recipients import joined_recipients
from docgen.load.letters.source import open_source
from docgen.load.tables.read import Row
from docgen.load.workspace import default_profile
from docgen.model.letter import Disposition
from docgen.model.office import Official
from docgen.model.profile import Profile

REQUIRED = (
    "id", "nomor_agenda", "tanggal_terima", "pengirim", "tanggal_surat", "nomor_surat", "hal",
)  # fmt: skip
COLUMNS = (
    *REQUIRED, "kop", "lampiran", "sifat", "diteruskan_kepada", "instruksi", "catatan",
    "tanggal_disposisi", "penandatangan", "berkas_surat", "klasifikasi",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DispositionBook:
    """The dispositions of one set, the officials, and the columns of the sheet."""

    dispositions: tuple[Disposition, ...]
    officials: dict[str, Official]
    columns: tuple[str, ...]
    heads: Mapping[str, Where]
    where: Where
    rows: dict[Where, Row]


def load_dispositions(
    root: Path, data: str, name: str, offices: Sequence[str], profile: Profile | None = None
) -> Result[DispositionBook]:
    """Read the set ``name`` from ``data`` (``path#sheet``), with everything wrong in it.

    ``profile`` has the words that columns may hold (``None``: the default one).
    """
    profile = profile or default_profile()
    choices = ProfileChoices.of(profile)
    source = open_source(root, data, REQUIRED, COLUMNS)
    if source.value is None:
        return Result(None, source.findings)
    findings: list[Finding] = list(source.findings)
    officials, table = source.value.officials, source.value.table
    papers: dict[tuple[str, str, dt.date], str] = {}
    seen: dict[str, int] = {}
    agenda: dict[tuple[str, int, str], str] = {}
    are_kept = any(row.text("berkas_surat") for row in table.rows)
    found = []
    for row in table.rows:
        fields = Fields(row)
        disposition = _disposition(fields, name, offices, officials, seen, profile, choices)
        if disposition:
            fields.findings += _agenda_findings(disposition, agenda, row)
            fields.findings += _same_paper(disposition, papers, row)
            if are_kept and not disposition.berkas_surat:
                message = f"surat masuk «{disposition.id}» belum ada berkasnya; isi «berkas_surat»"
                fields.findings.append(
                    warning("incoming-letter-missing", row.where_of("berkas_surat"), message)
                )
            found.append(disposition)
        findings += fields.findings
    book = DispositionBook(
        dispositions=tuple(found),
        officials=officials,
        columns=table.columns,
        heads=table.heads,
        where=source.value.where,
        rows={row.where: row for row in table.rows},
    )
    return Result(book, tuple(dict.fromkeys(findings)))


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


def _same_paper(
    disposition: Disposition, papers: dict[tuple[str, str, dt.date], str], row: Row
) -> Iterator[Finding]:
    """One incoming letter that was entered twice: by its sender, number and date."""
    number, sender = disposition.nomor_surat, disposition.pengirim
    key = (sender.casefold(), number.casefold(), disposition.tanggal_surat)
    first = papers.setdefault(key, disposition.id)
    if first != disposition.id and number.strip("-–—") and sender:
        message = (
            f"surat nomor «{number}» dari {sender} sudah dicatat dengan id «{first}»; hapus salah "
            "satunya bila suratnya memang sama"
        )
        yield warning("incoming-duplicate", row.where_of("nomor_surat"), message)


def _disposition(
    fields: Fields,
    name: str,
    offices: Sequence[str],
    officials: dict[str, Official],
    seen: dict[str, int],
    profile: Profile,
    choices: ProfileChoices,
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
    passed_on = fields.names("diteruskan_kepada")
    fields.findings += joined_recipients(passed_on, row, "diteruskan_kepada", profile.tembusan)
    fields.findings += _odd_years(fields)
    if received is None or written is None:
        return None
    return Disposition(
        id=identifier,
        kelompok=name,
        kop=office,
        tanggal_terima=received,
        tanggal_surat=written,
        lampiran=fields.text("lampiran"),
        sifat="; ".join(several_choices(fields, "sifat", choices.nature)),
        klasifikasi=fields.optional("klasifikasi"),
        diteruskan_kepada=passed_on,
        instruksi=several_choices(fields, "instruksi", choices.orders),
        catatan=fields.text("catatan"),
        tanggal_disposisi=decided,
        penandatangan=fields.text("penandatangan"),
        berkas_surat=fields.path("berkas_surat"),
        lain={key: cell.text for key, cell in row.cells.items() if key not in COLUMNS},
        where=row.where,
        **texts,
    )


def _odd_years(fields: Fields) -> Iterator[Finding]:
    """An order given years after the letter came in. What came in may itself be old."""
    received, decided = (
        read_day(fields.text(column)) for column in ("tanggal_terima", "tanggal_disposisi")
    )
    if not isinstance(received, dt.date) or not isinstance(decided, dt.date):
        return
    if abs((decided - received).days) > MOST_DAYS:
        message = (
            f"«tanggal_disposisi» terpaut lebih dari {MOST_DAYS} hari dari «tanggal_terima»; "
            "periksa tahunnya"
        )
        yield error("date-year-odd", fields.row.where_of("tanggal_disposisi"), message)
