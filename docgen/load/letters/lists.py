"""The lists of letters, a sheet each: items, people and details, known by the id of the letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from docgen.findings import Finding, Where, error, warning
from docgen.load.letters.fields import Fields
from docgen.load.letters.officials import COLUMNS as OF_OFFICIALS
from docgen.load.letters.source import read_part
from docgen.load.letters.staff import staff_findings
from docgen.load.tables.cells import Row, column_name
from docgen.model.letter import Detail, Item, Person
from docgen.model.office import Official
from docgen.model.staff.nip import bare_nip
from docgen.model.writing.dates import format_tanggal
from docgen.model.writing.likeness import meant

E = TypeVar("E", Item, Person, Detail)
ITEMS, PEOPLE, DETAILS, STAFF = "butir", "orang", "rincian", "pegawai"
# The columns of each sheet, those that no row may leave blank first.
COLUMNS: Mapping[str, Sequence[str]] = {
    ITEMS: ("id", *Item.model_fields),
    PEOPLE: ("id", *Person.model_fields),
    DETAILS: ("id", *Detail.model_fields),
}
NEEDED: Mapping[str, Sequence[str]] = {
    ITEMS: ("id", "jenis"),
    PEOPLE: ("id", "peran", "nama"),
    DETAILS: ("id", "uraian"),
}
# Who works in the office: their NIP is enough on the sheet of people.
STAFF_COLUMNS = ("nip", "nama", "pangkat", "golongan", "jabatan", "instansi")
_KNOWN_BY_NIP = STAFF_COLUMNS[1:]


@dataclass(slots=True)
class Lists:
    """What the list sheets of a file hold for each letter, by its id.

    ``places`` has the first row of each id on each sheet, ``rows`` those of each letter.
    """

    items: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    people: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    details: dict[str, list[Detail]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[str, dict[str, list[Row]]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def places(self) -> dict[str, dict[str, Where]]:
        """The place of the first row of each letter, by sheet and id."""
        return {
            sheet: {key: rows[0].where_of("id") for key, rows in found.items()}
            for sheet, found in self.rows.items()
        }


def read_lists(path: Path, shown_as: str, officials: Mapping[str, Official]) -> Lists:
    """The list sheets of a file of letters; a file without them has none.

    Findings: those of ``read_part`` and ``staff_findings``; cell-empty, date-impossible,
    person-differs.
    """
    lists = Lists()
    for row in _rows(lists, path, shown_as, ITEMS):
        fields = Fields(row)
        item = Item(
            jenis=fields.needed("jenis"),
            banyaknya=fields.text("banyaknya"),
            keterangan=fields.text("keterangan"),
        )
        _join(lists, lists.items, ITEMS, fields, item)
    staff: Mapping[str, Mapping[str, str]] | None = None
    for row in _rows(lists, path, shown_as, PEOPLE):
        if staff is None:
            staff = _staff(lists, path, shown_as, officials)
        fields = Fields(row)
        _join(lists, lists.people, PEOPLE, fields, _person(fields, staff))
        lists.findings += staff_findings(row)
    for row in _rows(lists, path, shown_as, DETAILS):
        fields = Fields(row)
        texts = {column: fields.text(column) for column in Detail.model_fields}
        detail = Detail(**{**texts, "uraian": fields.needed("uraian")})
        _join(lists, lists.details, DETAILS, fields, detail)
    return lists


def unowned(lists: Mapping[str, Mapping[str, Where]], ids: Sequence[str]) -> Iterator[Finding]:
    """Rows of lists (by sheet and id) that belong to no letter: item-without-letter."""
    for sheet, places in lists.items():
        for key, where in places.items():
            if key not in ids:
                message = (
                    f"lembar «{sheet}» menyebut id «{key}», yang tidak ada di lembar "
                    f"surat{meant(key, ids)}"
                )
                yield error("item-without-letter", where, message)


def _rows(lists: Lists, path: Path, shown_as: str, sheet: str) -> Sequence[Row]:
    required = [name for name in NEEDED[sheet] if (sheet, name) != (PEOPLE, "nama")]
    table = read_part(path, shown_as, sheet, required, COLUMNS[sheet])
    lists.findings += table.findings
    return table.value.rows if table.value else ()


def _join(lists: Lists, found: dict[str, list[E]], sheet: str, fields: Fields, entry: E) -> None:
    if identifier := fields.needed("id"):
        found[identifier].append(entry)
        rows = lists.rows.setdefault(sheet, {})
        rows.setdefault(identifier, []).append(fields.row)
    lists.findings += fields.findings


def _person(fields: Fields, staff: Mapping[str, Mapping[str, str]]) -> Person:
    """Someone, with what the office knows of who has this NIP where the row leaves it blank."""
    row, nip = fields.row, bare_nip(fields.optional("nip"))
    known = staff.get(nip, {}) if nip else {}
    told = {column: fields.optional(column) for column in _KNOWN_BY_NIP}
    fields.findings += _differing(row, told, known)
    if not told["nama"] and not known.get("nama"):
        message = "nama belum diisi"
        if nip:
            message += (
                f"; NIP {nip} tidak ada di lembar «{STAFF}» atau «pejabat», jadi namanya tidak "
                "dapat dicari"
            )
        fields.findings.append(error("cell-empty", row.where_of("nama"), message))
    born = fields.date("tanggal_lahir")
    return Person(
        peran=column_name(fields.needed("peran")),
        nip=nip,
        tanggal_lahir=format_tanggal(born) if born else "",
        keterangan=fields.text("keterangan"),
        **{column: text or known.get(column, "") for column, text in told.items()},
    )


def _differing(row: Row, told: Mapping[str, str], known: Mapping[str, str]) -> Iterator[Finding]:
    """What a row says otherwise than another one says of the same NIP."""
    for column, text in told.items():
        other = known.get(column, "")
        if text and other and _bare(text) != _bare(other):
            message = (
                f"«{text}» di sini, tetapi {column} pegawai dengan NIP ini «{other}» di lembar "
                f"«{known['lembar']}»; samakan, atau kosongkan di sini agar terisi sendiri"
            )
            yield warning("person-differs", row.where_of(column), message)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _staff(
    lists: Lists, path: Path, shown_as: str, officials: Mapping[str, Official]
) -> Mapping[str, Mapping[str, str]]:
    """Whom the office knows by their NIP: its officials, and those of the sheet *pegawai*."""
    found: dict[str, dict[str, str]] = {}
    for official in officials.values():
        texts = {name: getattr(official, name) for name in OF_OFFICIALS if name in _KNOWN_BY_NIP}
        found[official.nip] = {**texts, "lembar": "pejabat"}
    table = read_part(path, shown_as, STAFF, STAFF_COLUMNS[:2], STAFF_COLUMNS)
    lists.findings += table.findings
    for row in table.value.rows if table.value else ():
        lists.findings += staff_findings(row)
        texts = {name: row.text(name) for name in _KNOWN_BY_NIP}
        known = found.get(nip := bare_nip(row.text("nip")), {})
        lists.findings += _differing(row, texts, known)
        found[nip] = {**known, **{name: text for name, text in texts.items() if text}}
        found[nip].setdefault("lembar", STAFF)
    return found
