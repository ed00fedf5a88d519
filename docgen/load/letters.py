"""Read a sheet of letters: a row is a letter; items and officials stand in sheets of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.findings import Finding, Result, Where, error, warning
from docgen.load.fields import Fields
from docgen.load.likeness import meant
from docgen.load.officials import load_officials
from docgen.load.tables import Row, read_table
from docgen.model.letter import Item, Letter
from docgen.model.office import Official

ITEM_SHEET = "butir"
ITEM_COLUMNS = ("id", "jenis", "banyaknya", "keterangan")
REQUIRED = ("id", "tujuan")
COLUMNS = (
    "id", "kop", "klasifikasi", "tanggal_konsep", "paraf", "tanggal_ttd", "tanggal_nomor",
    "keamanan", "derajat", "hal", "lampiran", "berkas_lampiran", "tujuan", "tembusan",
    "penandatangan", "berkas_ttd",
)  # fmt: skip
# The archive copy is implied; a letter that lists it counts it twice (domain rules §2.6).
_ARCHIVE = re.compile(
    r"(arsip|pertinggal)(\s*(/|&|,|\(|\bdan\b)\s*(arsip|pertinggal)\)?)*", re.IGNORECASE
)
MOST_PARAF = 3


@dataclass(frozen=True, slots=True)
class LetterBook:
    """The letters of one set, the officials that sign them, and the columns of their sheet."""

    letters: tuple[Letter, ...]
    officials: dict[str, Official]
    columns: tuple[str, ...]
    where: Where
    item_places: dict[str, Where]


def split_source(data: str) -> tuple[str, str | None]:
    """``data/x.xlsx#permintaan`` -> path and sheet."""
    path, _, sheet = data.partition("#")
    return path, sheet or None


def load_letters(root: Path, data: str, name: str, offices: Sequence[str]) -> Result[LetterBook]:
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
    items = _load_items(path, shown_as, findings)
    seen: dict[str, int] = {}
    letters = []
    known = officials.value or {}
    for row in table.value.rows:
        fields = Fields(row)
        letters.append(_letter(fields, name, offices, known, items, seen))
        findings += fields.findings
    where = Where(shown_as, sheet=sheet)
    places = {key: rows[0][1] for key, rows in items.items()}
    book = LetterBook(tuple(letters), known, table.value.columns, where, places)
    return Result(book, tuple(findings))


def orphan_items(books: Sequence[LetterBook]) -> tuple[Finding, ...]:
    """Items that belong to no letter; several sets may share the item sheet of one workbook."""
    findings = []
    for file in sorted({book.where.file for book in books}):
        of_file = [book for book in books if book.where.file == file]
        ids = [letter.id for book in of_file for letter in book.letters]
        for key, where in of_file[0].item_places.items():
            if key not in ids:
                message = f"butir untuk id «{key}», yang tidak ada di lembar surat{meant(key, ids)}"
                findings.append(error("item-without-letter", where, message))
    return tuple(findings)


def _letter(
    fields: Fields,
    name: str,
    offices: Sequence[str],
    officials: dict[str, Official],
    items: dict[str, list[tuple[Item, Where]]],
    seen: dict[str, int],
) -> Letter:
    row = fields.row
    identifier = fields.identifier("id", seen)
    recipients, copied = fields.needed_names("tujuan"), fields.names("tembusan")
    signatory = fields.text("penandatangan")
    if signatory and officials:
        fields.one_of("penandatangan", list(officials), "official-unknown")
    fields.findings += _recipient_findings(recipients, copied, row)
    fields.in_order("tanggal_konsep", "tanggal_ttd")
    letter = Letter(
        id=identifier,
        kelompok=name,
        kop=fields.one_of("kop", list(offices), "office-unknown"),
        klasifikasi=fields.text("klasifikasi"),
        tanggal_konsep=fields.date("tanggal_konsep"),
        paraf=fields.parafs("paraf"),
        tanggal_ttd=fields.date("tanggal_ttd"),
        tanggal_nomor=fields.date("tanggal_nomor"),
        keamanan=fields.text("keamanan"),
        derajat=fields.text("derajat"),
        hal=fields.text("hal"),
        lampiran=fields.text("lampiran"),
        berkas_lampiran=fields.values("berkas_lampiran"),
        tujuan=recipients,
        tembusan=copied,
        penandatangan=signatory,
        berkas_ttd=fields.optional("berkas_ttd"),
        butir=tuple(item for item, _where in items.get(identifier, ())),
        lain={key: cell.text for key, cell in row.cells.items() if key not in COLUMNS},
        where=row.where,
    )
    fields.findings += _order_findings(letter, row)
    return letter


def _order_findings(letter: Letter, row: Row) -> Iterator[Finding]:
    """The seeds' order: paraf, then signature, then number."""
    if letter.tanggal_ttd:
        for paraf in letter.paraf:
            if paraf.tanggal is None or paraf.tanggal > letter.tanggal_ttd:
                message = f"ditandatangani sebelum diparaf oleh {paraf.nama}"
                yield warning("paraf-after-signature", row.where_of("paraf"), message)
        if letter.tanggal_nomor and letter.tanggal_nomor < letter.tanggal_ttd:
            message = "nomor diberikan sebelum surat ditandatangani; nomor diberikan sesudahnya"
            yield error("number-before-signature", row.where_of("tanggal_nomor"), message)
    elif letter.tanggal_nomor:
        message = "«tanggal_nomor» terisi padahal surat belum ditandatangani; isi «tanggal_ttd»"
        yield error("number-without-signature", row.where_of("tanggal_nomor"), message)
    if letter.berkas_ttd and not letter.tanggal_ttd:
        message = "«berkas_ttd» terisi tetapi «tanggal_ttd» kosong; isi tanggal tanda tangannya"
        yield error("signed-without-date", row.where_of("tanggal_ttd"), message)
    if len(letter.paraf) > MOST_PARAF:
        message = f"paraf paling banyak {MOST_PARAF} pejabat, di sini {len(letter.paraf)}"
        yield warning("paraf-too-many", row.where_of("paraf"), message)


def _recipient_findings(
    recipients: Sequence[str], copied: Sequence[str], row: Row
) -> Iterator[Finding]:
    for recipient in copied:
        if _ARCHIVE.fullmatch(recipient.strip(" .")):
            message = (
                f"hapus «{recipient}» dari tembusan: rangkap arsip selalu ada dan sudah dihitung"
            )
            yield error("tembusan-archive", row.where_of("tembusan"), message)
    for recipient in sorted(set(recipients) & set(copied)):
        message = f"«{recipient}» tercantum sebagai tujuan dan tembusan"
        yield warning("recipient-twice", row.where_of("tembusan"), message)
    for column, values in (("tujuan", recipients), ("tembusan", copied)):
        for recipient in sorted({value for value in values if values.count(value) > 1}):
            message = f"«{recipient}» tercantum dua kali di kolom «{column}»"
            yield warning("recipient-twice", row.where_of(column), message)


def _load_items(
    path: Path, shown_as: str, findings: list[Finding]
) -> dict[str, list[tuple[Item, Where]]]:
    """The items by letter id; a workbook without that sheet has none."""
    items: dict[str, list[tuple[Item, Where]]] = defaultdict(list)
    table = read_table(
        path,
        ITEM_SHEET,
        shown_as=shown_as,
        required=ITEM_COLUMNS[:2],
        known=ITEM_COLUMNS,
        strict=True,
    )
    if table.value is None:
        findings += [f for f in table.findings if f.code != "table-missing-sheet"]
        return items
    findings += table.findings
    for row in table.value.rows:
        fields = Fields(row)
        item = Item(
            jenis=fields.needed("jenis"),
            banyaknya=fields.text("banyaknya"),
            keterangan=fields.text("keterangan"),
        )
        if identifier := fields.needed("id"):
            items[identifier].append((item, row.where_of("id")))
        findings += fields.findings
    return items
