"""The form of each kind of data: the columns that its reader knows, in the reader's order.

What a column is called is said by its reader alone; what its head explains stands in
``columns.toml``, the words to choose from are those of the profile and of the rule of a year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from docgen.forms.columns import (
    Day,
    FormSheet,
    Listed,
    Number,
    OneOf,
    Rule,
    Text,
    Value,
)
from docgen.forms.told import Settings as Settings
from docgen.forms.told import ToldColumn, column_of, columns_of, notes, sheet_of
from docgen.letter_kinds import LetterKind, kind_of_template
from docgen.load.letters import addresses, dispositions, letters, lists, officials
from docgen.load.skp.roster import ROSTER_COLUMNS
from docgen.load.skp.tables import BASE_COLUMNS, PEOPLE
from docgen.load.tables.cells import column_name
from docgen.model.skp.regime import Regime, RegimeColumn
from docgen.render.placeholders.letters import DISPOSITION_NAMES, LETTER_NAMES, OWN_WORDS
from docgen.render.template import Template, paragraphs

LETTERS, INCOMING = "surat", "masuk"


def letter_form(settings: Settings, templates: Mapping[str, Template]) -> Iterator[FormSheet]:
    """A sheet of letters for each template, by the names of the sheets; items and officials.

    Raises FindingsError when a template cannot be read.
    """
    kinds = {name: _kind(template) for name, template in templates.items()}
    for number, (name, template) in enumerate(templates.items(), 1):
        known = {*letters.COLUMNS, *letters.BOOK_COLUMNS, *(LETTER_NAMES - OWN_WORDS)}
        columns = letter_columns(settings, _own(template, known), template.dated())
        sheet = _of_kind(sheet_of(name, columns), kinds[name], settings)
        yield sheet if number == 1 else _renamed(sheet, f"contoh-{number}")
    for sheet_name in (lists.ITEMS, lists.PEOPLE, lists.DETAILS):
        owners = {
            name: f"contoh-{number}"
            for number, (name, template) in enumerate(templates.items(), 1)
            if sheet_name in template.placeholders()
        }
        if owners:
            columns = list_columns(sheet_name, settings, templates.values())
            rule = Listed(next(iter(owners)), "id", is_open=len(templates) > 1)
            columns[0] = replace(columns[0], rule=rule)
            yield _listed(sheet_name, columns, owners, kinds)
    people = [row for kind in kinds.values() for row in kind.people if row.get("nip")]
    if people:
        yield _staff_sheet(people, settings)
    yield officials_sheet(settings)


def _kind(template: Template) -> LetterKind:
    """The kind whose template it is, by its name; one without anything of its own else."""
    stem = PurePosixPath(template.where.file.replace("\\", "/")).stem
    return kind_of_template(stem) or LetterKind(name="", title="", template="")


def _of_kind(sheet: FormSheet, kind: LetterKind, settings: Settings) -> FormSheet:
    """A sheet of letters with the example and the notes of their kind."""
    example: dict[str, Value] = {**sheet.examples[0]}
    for column in sheet.columns:
        if column.head in kind.example:
            example[column.head] = _on_the_day(kind.example[column.head], settings)
    example = {head: value for head, value in example.items() if value != ""}
    columns = [replace(c, note=kind.notes.get(c.head, c.note)) for c in sheet.columns]
    return replace(sheet, columns=columns, examples=(example,))


def _on_the_day(text: str | int, settings: Settings) -> Value:
    return text if isinstance(text, str) else settings.today + dt.timedelta(days=text)


def _listed(
    name: str,
    columns: Sequence[ToldColumn],
    owners: Mapping[str, str],
    kinds: Mapping[str, LetterKind],
) -> FormSheet:
    """A sheet of lists with the rows of the examples that have them, by the id of each."""
    sheet = sheet_of(name, columns)
    rows: list[Mapping[str, Value]] = []
    for owner, identifier in owners.items():
        kind = kinds[owner]
        told = {lists.PEOPLE: kind.people, lists.DETAILS: kind.details}.get(name, ())
        rows += [{**row, "id": identifier} for row in told or sheet.examples]
    return replace(sheet, examples=tuple(rows))


def _staff_sheet(people: Sequence[Mapping[str, str | int]], settings: Settings) -> FormSheet:
    """Who works in the office: of whom is there, the NIP is enough on the sheet of people."""
    sheet = sheet_of(lists.STAFF, staff_columns(settings))
    known: dict[str | int, dict[str, Value]] = {}
    for row in people:
        texts = {name: row[name] for name in lists.STAFF_COLUMNS if name in row}
        known[row["nip"]] = {**texts, **known.get(row["nip"], {})}
    return replace(sheet, examples=tuple(known.values()))


def letter_columns(
    settings: Settings, own: Sequence[str] = (), dated: Collection[str] = ()
) -> list[ToldColumn]:
    """The columns of a letter; those of its template stand before what only the books read.

    ``dated`` are those that the template prints as dates.
    """
    of_template = [column_of("isian", each, settings) for each in own]
    return [
        *columns_of("surat", letters.COLUMNS, settings, letters.REQUIRED),
        *(replace(each, rule=Day()) if each.head in dated else each for each in of_template),
        *columns_of("surat", letters.BOOK_COLUMNS, settings),
    ]


def list_columns(
    sheet: str, settings: Settings, templates: Iterable[Template] = ()
) -> list[ToldColumn]:
    """The columns of a sheet of lists (``lists.COLUMNS``); roles are those of the templates."""
    columns = columns_of(sheet, lists.COLUMNS[sheet], settings, lists.NEEDED[sheet])
    roles = sorted({role for each in templates for role in each.parts_of(lists.PEOPLE)})
    found_by_number = sheet == lists.PEOPLE
    return [
        replace(each, rule=OneOf(tuple(roles)))
        if each.head == "peran" and roles
        else replace(
            each, is_needed=each.is_needed and not (found_by_number and each.head == "nama")
        )
        for each in columns
    ]


def staff_columns(settings: Settings) -> list[ToldColumn]:
    """The columns of those who work in the office."""
    return columns_of(lists.PEOPLE, lists.STAFF_COLUMNS, settings, lists.STAFF_COLUMNS[:2])


def official_columns(settings: Settings) -> list[ToldColumn]:
    """The columns of those who sign."""
    return columns_of("pejabat", officials.COLUMNS, settings, officials.COLUMNS[:3])


def disposition_form(settings: Settings, template: Template) -> Iterator[FormSheet]:
    """Incoming letters and officials. Raises FindingsError when the template cannot be read."""
    own = _own(template, {*DISPOSITION_NAMES, *dispositions.COLUMNS})
    columns = columns_of("disposisi", dispositions.COLUMNS, settings, dispositions.REQUIRED)
    yield sheet_of(INCOMING, columns + [column_of("isian", each, settings) for each in own])
    yield officials_sheet(settings)


def officials_sheet(settings: Settings) -> FormSheet:
    """Who signs."""
    return sheet_of(officials.SHEET, official_columns(settings))


def roster_form(settings: Settings) -> FormSheet:
    """The SKPD that have to report."""
    return sheet_of("skpd", columns_of("skpd", ROSTER_COLUMNS, settings, ROSTER_COLUMNS[:2]))


def address_form(settings: Settings) -> FormSheet:
    """Where recipients live, for labels."""
    columns = columns_of("alamat", addresses.COLUMNS, settings, addresses.COLUMNS)
    return sheet_of("alamat", columns)


def report_form(settings: Settings, regime: Regime, year: int, half: int | None) -> FormSheet:
    """The SKP report of one SKPD, as the rule of a year wants it."""
    *people, remark = BASE_COLUMNS
    columns = columns_of("rekap", people, settings, PEOPLE)
    columns += [_of_regime(column, regime) for column in regime.kolom]
    columns += columns_of("rekap", (remark,), settings)
    period = f"SEMESTER {half} TAHUN {year}" if half else f"TAHUN {year}"
    sheet = sheet_of(f"SKP {year}", columns, titles=(f"LAPORAN SKP {period}",))
    return replace(sheet, examples=({**sheet.examples[0], **_example_of(regime)},))


def _own(template: Template, known: Collection[str]) -> list[str]:
    """The columns that only a template asks for, in the order in which it prints them.

    It may write their names in capitals.
    """
    names = {column_name(name): name for name in template.placeholders()}
    text = "\n".join(paragraphs(template.data))
    return sorted(names.keys() - {*known}, key=lambda name: (text.find(names[name]), name))


def _renamed(sheet: FormSheet, identifier: str) -> FormSheet:
    """The same with another id in its example: ids are told apart across sheets."""
    return replace(sheet, examples=({**sheet.examples[0], "id": identifier},))


def _of_regime(column: RegimeColumn, regime: Regime) -> ToldColumn:
    said = notes()["nilai"]["computed" if column.computed else column.jenis]
    rule: Rule = Text()
    match column.jenis:
        case "number":
            most = float(column.sampai) if column.sampai is not None else Number().most
            rule = Number(float(column.dari), most)
        case "flag":
            rule = OneOf(("Ya", "Tidak"))
        case "rating":
            rule = OneOf(column.pilihan)
        case "label":
            rule = OneOf(regime.predikat)
    return ToldColumn(
        head=column.kepala,
        note=said["catatan"],
        width=said["lebar"],
        is_needed=column.wajib and not column.computed,
        rule=rule,
    )


def _example_of(regime: Regime) -> dict[str, Value]:
    """The values of an employee who did what was expected; what is computed stays blank."""
    values: dict[str, Value] = {}
    for column in regime.kolom:
        if column.jenis == "rating":
            values[column.kepala] = column.pilihan[len(column.pilihan) // 2]
        elif column.jenis == "number" and not column.computed:
            values[column.kepala] = 85
        elif column.jenis == "label" and regime.matriks:
            first, second = (values[each.kepala] for each in regime.ratings)
            values[column.kepala] = regime.matriks[str(first)][str(second)]
    return values
