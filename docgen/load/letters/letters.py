"""Read a sheet of letters: a row is a letter; lists and officials stand in sheets of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.findings import Finding, Result, Where, warning
from docgen.load.letters.choices import ProfileChoices, scales_of, secret_elsewhere, signing_of
from docgen.load.letters.fields import Fields
from docgen.load.letters.lists import Lists, read_lists, unowned
from docgen.load.letters.order import order_findings
from docgen.load.letters.parafs import read_parafs
from docgen.load.letters.recipients import recipient_findings
from docgen.load.letters.row_rules import paper_findings
from docgen.load.letters.source import open_source
from docgen.load.tables.read import Row
from docgen.load.workspace import default_profile
from docgen.model.letter import Letter
from docgen.model.office import Official
from docgen.model.profile import Profile

REQUIRED = ("id", "tujuan")
COLUMNS = (
    "id", "kop", "klasifikasi", "tanggal_konsep", "paraf", "tanggal_ttd", "tanggal_nomor",
    "keamanan", "derajat", "hal", "lampiran", "berkas_lampiran", "tujuan", "tembusan",
    "penandatangan", "berkas_ttd", "cara_ttd", "tautan",
)  # fmt: skip
# What only the books read: a serial that was put aside, what the agenda says besides, a note.
BOOK_COLUMNS = ("urut", "nomor_verbal", "tanggal_kirim", "catatan")
# What every signed letter has.
SIGNED_PARTS = ("hal", "penandatangan")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterBook:
    """The letters of one set, the officials that sign them, and the columns of their sheet.

    ``list_rows`` are those of the sheets of lists, by sheet and id, ``list_places`` where each
    begins; several sets may share them.
    """

    letters: tuple[Letter, ...]
    officials: dict[str, Official]
    columns: tuple[str, ...]
    heads: Mapping[str, Where]
    where: Where
    list_rows: Mapping[str, Mapping[str, Sequence[Row]]]
    list_places: Mapping[str, Mapping[str, Where]]
    rows: dict[Where, Row]

    def where_of(self, letter: Letter, column: str) -> Where:
        """The place of a letter's cell."""
        return self.rows[letter.where].where_of(column)


def load_letters(
    root: Path,
    data: str,
    name: str,
    offices: Sequence[str],
    profile: Profile | None = None,
) -> Result[LetterBook]:
    """Read the set ``name`` from ``data`` (``path#sheet``), with everything wrong in it.

    ``profile`` has the words that columns may hold (``None``: the default one).
    """
    source = open_source(root, data, REQUIRED, COLUMNS)
    if source.value is None:
        return Result(None, source.findings)
    findings: list[Finding] = list(source.findings)
    shown_as = source.value.where.file
    officials, table = source.value.officials, source.value.table
    lists = read_lists(root / shown_as, shown_as, officials)
    findings += lists.findings
    seen: dict[str, int] = {}
    letters = []
    profile = profile or default_profile()
    choices = ProfileChoices.of(profile)
    used = [column for column in SIGNED_PARTS if any(row.text(column) for row in table.rows)]
    for row in table.rows:
        fields = Fields(row)
        letters.append(_letter(fields, name, offices, officials, lists, seen, profile, choices))
        findings += fields.findings
        findings += _blank_parts(letters[-1], row, used)
    book = LetterBook(
        letters=tuple(letters),
        officials=officials,
        columns=table.columns,
        heads=table.heads,
        where=source.value.where,
        list_rows=lists.rows,
        list_places=lists.places,
        rows={letter.where: row for letter, row in zip(letters, table.rows, strict=True)},
    )
    return Result(book, tuple(dict.fromkeys(findings)))


def letter_of(
    row: Row,
    office: str,
    officials: Mapping[str, Official],
    lists: Lists,
    profile: Profile,
) -> Result[Letter]:
    """The letter of one row that stands in no sheet; ``office`` is the key of the only office."""
    fields = Fields(row)
    choices = ProfileChoices.of(profile)
    letter = _letter(fields, "", (office,), dict(officials), lists, {}, profile, choices)
    return Result(letter, tuple(fields.findings))


def orphan_items(books: Sequence[LetterBook]) -> tuple[Finding, ...]:
    """Rows of lists that belong to no letter; several sets may share the sheets of a workbook."""
    findings: list[Finding] = []
    for file in sorted({book.where.file for book in books}):
        of_file = [book for book in books if book.where.file == file]
        ids = [letter.id for book in of_file for letter in book.letters]
        findings += unowned(of_file[0].list_places, ids)
    return tuple(findings)


def _letter(
    fields: Fields,
    name: str,
    offices: Sequence[str],
    officials: dict[str, Official],
    lists: Lists,
    seen: dict[str, int],
    profile: Profile,
    choices: ProfileChoices,
) -> Letter:
    row = fields.row
    identifier = fields.identifier("id", seen)
    recipients, copied = fields.needed_names("tujuan"), fields.names("tembusan")
    signatory = fields.text("penandatangan")
    if signatory and officials:
        fields.one_of("penandatangan", list(officials), "official-unknown")
    fields.findings += recipient_findings(recipients, copied, row, profile.tembusan)
    security, speed = scales_of(fields, choices)
    fields.date("tanggal_kirim")
    letter = Letter(
        id=identifier,
        kelompok=name,
        kop=fields.one_of("kop", list(offices), "office-unknown"),
        klasifikasi=fields.text("klasifikasi"),
        tanggal_konsep=fields.date("tanggal_konsep"),
        paraf=read_parafs(fields, "paraf"),
        tanggal_ttd=fields.date("tanggal_ttd"),
        tanggal_nomor=fields.date("tanggal_nomor"),
        keamanan=security,
        derajat=speed,
        hal=fields.text("hal"),
        lampiran=fields.text("lampiran"),
        berkas_lampiran=fields.paths("berkas_lampiran"),
        tujuan=recipients,
        tembusan=copied,
        penandatangan=signatory,
        berkas_ttd=fields.path("berkas_ttd"),
        cara_ttd=signing_of(fields),
        tautan=fields.optional("tautan"),
        butir=tuple(lists.items.get(identifier, ())),
        orang=tuple(lists.people.get(identifier, ())),
        rincian=tuple(lists.details.get(identifier, ())),
        lain={key: cell.text for key, cell in row.cells.items() if key not in COLUMNS},
        where=row.where,
    )
    secret_elsewhere(fields, letter, choices)
    fields.findings += order_findings(letter, row)
    fields.findings += paper_findings(letter, row)
    return letter


def _blank_parts(letter: Letter, row: Row, used: Sequence[str]) -> Iterator[Finding]:
    """What a signed letter should say, where other letters of the sheet say it."""
    for column in used:
        if letter.tanggal_ttd and not row.text(column):
            message = f"surat ini sudah ditandatangani, tetapi kolom «{column}» kosong; isi sel ini"
            yield warning("signed-part-empty", row.where_of(column), message)
