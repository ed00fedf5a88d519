"""The form of each kind of data: the columns that its reader knows, in the reader's order.

What a column is called is said by its reader alone; what its head explains stands in
``columns.toml``, the words to choose from are those of the profile and of the rule of a year.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from docgen.forms.columns import (
    Day,
    EmployeeNumber,
    FormColumn,
    FormSheet,
    Listed,
    Number,
    OneOf,
    Rule,
    Text,
    Value,
)
from docgen.load.letters import addresses, dispositions, letters, lists, officials
from docgen.load.letters.choices import ProfileChoices
from docgen.load.skp.roster import ROSTER_COLUMNS
from docgen.load.skp.tables import BASE_COLUMNS, PEOPLE
from docgen.load.tables.cells import column_name
from docgen.load.tables.entered import DATES
from docgen.model.letter import ELECTRONIC, WET
from docgen.model.office import PASSED_ON
from docgen.model.profile import Profile
from docgen.model.skp.regime import Regime, RegimeColumn
from docgen.model.staff.rank import GRADES, PPPK_GRADES, RANKS
from docgen.render.placeholders.letters import DISPOSITION_NAMES, LETTER_NAMES, OWN_WORDS
from docgen.render.template import Template, paragraphs

LETTERS, INCOMING = "surat", "masuk"
ITEMS = "butir"  # what a template calls them, and their sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What forms depend on: the keys of the offices, the profile, and the day of the examples."""

    profile: Profile
    today: dt.date
    offices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldColumn(FormColumn):
    """A column with what its example holds."""

    example: Value | None = None


def letter_form(settings: Settings, templates: Mapping[str, Template]) -> Iterator[FormSheet]:
    """A sheet of letters for each template, by the names of the sheets; items and officials.

    Raises FindingsError when a template cannot be read.
    """
    has_items = False
    for number, (name, template) in enumerate(templates.items(), 1):
        has_items |= ITEMS in template.placeholders()
        known = {*letters.COLUMNS, *letters.BOOK_COLUMNS, *(LETTER_NAMES - OWN_WORDS)}
        sheet = _sheet(name, letter_columns(settings, _own(template, known)))
        yield sheet if number == 1 else _renamed(sheet, f"contoh-{number}")
    if has_items:
        first = next(iter(templates))
        of_items = next(name for name, each in templates.items() if ITEMS in each.placeholders())
        numbered = list(templates).index(of_items) + 1
        columns = item_columns(settings)
        columns[0] = replace(columns[0], rule=Listed(of_items, "id", is_open=len(templates) > 1))
        items = _sheet(lists.ITEMS, columns)
        yield items if of_items == first else _renamed(items, f"contoh-{numbered}")
    yield officials_sheet(settings)


def letter_columns(settings: Settings, own: Sequence[str] = ()) -> list[ToldColumn]:
    """The columns of a letter; those of its template stand before what only the books read."""
    return [
        *_columns("surat", letters.COLUMNS, settings, letters.REQUIRED),
        *(_column("isian", each, settings) for each in own),
        *_columns("surat", letters.BOOK_COLUMNS, settings),
    ]


def item_columns(settings: Settings) -> list[ToldColumn]:
    """The columns of a letter's items."""
    return _columns(ITEMS, lists.COLUMNS[ITEMS], settings, lists.NEEDED[ITEMS])


def official_columns(settings: Settings) -> list[ToldColumn]:
    """The columns of those who sign."""
    return _columns("pejabat", officials.COLUMNS, settings, officials.COLUMNS[:3])


def disposition_form(settings: Settings, template: Template) -> Iterator[FormSheet]:
    """Incoming letters and officials. Raises FindingsError when the template cannot be read."""
    own = _own(template, {*DISPOSITION_NAMES, *dispositions.COLUMNS})
    columns = _columns("disposisi", dispositions.COLUMNS, settings, dispositions.REQUIRED)
    yield _sheet(INCOMING, columns + [_column("isian", each, settings) for each in own])
    yield officials_sheet(settings)


def officials_sheet(settings: Settings) -> FormSheet:
    """Who signs."""
    return _sheet(officials.SHEET, official_columns(settings))


def roster_form(settings: Settings) -> FormSheet:
    """The SKPD that have to report."""
    return _sheet("skpd", _columns("skpd", ROSTER_COLUMNS, settings, ROSTER_COLUMNS[:2]))


def address_form(settings: Settings) -> FormSheet:
    """Where recipients live, for labels."""
    columns = _columns("alamat", addresses.COLUMNS, settings, addresses.COLUMNS)
    return _sheet("alamat", columns)


def report_form(settings: Settings, regime: Regime, year: int, half: int | None) -> FormSheet:
    """The SKP report of one SKPD, as the rule of a year wants it."""
    *people, remark = BASE_COLUMNS
    columns = _columns("rekap", people, settings, PEOPLE)
    columns += [_of_regime(column, regime) for column in regime.kolom]
    columns += _columns("rekap", (remark,), settings)
    period = f"SEMESTER {half} TAHUN {year}" if half else f"TAHUN {year}"
    sheet = _sheet(f"SKP {year}", columns, titles=(f"LAPORAN SKP {period}",))
    return replace(sheet, examples=({**sheet.examples[0], **_example_of(regime)},))


def _own(template: Template, known: Collection[str]) -> list[str]:
    """The columns that only a template asks for, in the order in which it prints them.

    It may write their names in capitals.
    """
    names = {column_name(name): name for name in template.placeholders()}
    text = "\n".join(paragraphs(template.data))
    return sorted(names.keys() - {*known}, key=lambda name: (text.find(names[name]), name))


def _sheet(name: str, columns: Sequence[ToldColumn], titles: Sequence[str] = ()) -> FormSheet:
    example = {each.head: each.example for each in columns if each.example is not None}
    return FormSheet(name=name, columns=columns, examples=(example,), titles=titles)


def _renamed(sheet: FormSheet, identifier: str) -> FormSheet:
    """The same with another id in its example: ids are told apart across sheets."""
    return replace(sheet, examples=({**sheet.examples[0], "id": identifier},))


def _columns(
    kind: str, names: Sequence[str], settings: Settings, needed: Sequence[str] = ()
) -> list[ToldColumn]:
    return [replace(_column(kind, name, settings), is_needed=name in needed) for name in names]


def _column(kind: str, name: str, settings: Settings) -> ToldColumn:
    said = _said()[kind].get(name) or _said()[kind]["lain"]
    example = said.get("contoh")
    if "hari" in said:
        example = settings.today + dt.timedelta(days=said["hari"])
    return ToldColumn(
        head=said.get("kepala", name),
        note=said["catatan"],
        width=said["lebar"],
        rule=_rule(kind, name, settings),
        example=example,
    )


def _rule(kind: str, name: str, settings: Settings) -> Rule:
    """What a column takes, as its reader would have it."""
    if name in DATES:
        return Day()
    if kind != "isian" and name == "nip":
        return EmployeeNumber()
    return _choices(kind, settings).get(name, Text())


def _choices(kind: str, settings: Settings) -> dict[str, Rule]:
    lists = ProfileChoices.of(settings.profile)
    rules: dict[str, dict[str, Rule]] = {
        "surat": {
            "keamanan": OneOf(lists.security.words),
            "derajat": OneOf(lists.speed.words),
            "cara_ttd": OneOf((WET, ELECTRONIC)),
        },
        "disposisi": {
            "sifat": OneOf(lists.nature.words, is_open=True),
            "instruksi": OneOf(lists.orders.words, is_open=True),
        },
        "pejabat": {
            "pangkat": OneOf(tuple(RANKS.values()), is_open=True),
            "golongan": OneOf((*reversed(GRADES), *reversed(PPPK_GRADES)), is_open=True),
            "awalan": OneOf(tuple(p for p in officials.PREFIXES if p != PASSED_ON)),
        },
        "skpd": {"jumlah": Number(is_whole=True)},
    }
    shared: dict[str, Rule] = {
        "kop": OneOf(settings.offices),
        "penandatangan": Listed(officials.SHEET, "kunci"),
    }
    found = rules.get(kind, {}) | (shared if kind in ("surat", "disposisi") else {})
    # A list without words takes any.
    return {name: r for name, r in found.items() if not isinstance(r, OneOf) or r.words}


def _of_regime(column: RegimeColumn, regime: Regime) -> ToldColumn:
    said = _said()["nilai"]["computed" if column.computed else column.jenis]
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


@cache
def _said() -> Mapping[str, Any]:
    source = resources.files("docgen.forms") / "columns.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
