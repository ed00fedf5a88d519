"""The columns of forms: notes and examples from ``columns.toml``, choices from the profile."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
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
from docgen.load.letters import lists, officials
from docgen.load.letters.choices import ProfileChoices
from docgen.load.tables.entered import DATES
from docgen.model.letter import ELECTRONIC, WET
from docgen.model.office import PASSED_ON
from docgen.model.profile import Profile
from docgen.model.staff.rank import GRADES, PPPK_GRADES, RANKS


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


def sheet_of(name: str, columns: Sequence[ToldColumn], titles: Sequence[str] = ()) -> FormSheet:
    """A sheet with an example of its columns."""
    example = {each.head: each.example for each in columns if each.example is not None}
    return FormSheet(name=name, columns=columns, examples=(example,), titles=titles)


def columns_of(
    kind: str, names: Sequence[str], settings: Settings, needed: Sequence[str] = ()
) -> list[ToldColumn]:
    """Columns of a ``kind`` of tables in ``columns.toml``; those ``needed`` may not be blank."""
    return [replace(column_of(kind, name, settings), is_needed=name in needed) for name in names]


def column_of(kind: str, name: str, settings: Settings) -> ToldColumn:
    """A column; one that nothing is written of is explained as any other of its kind."""
    said = notes()[kind].get(name) or notes()[kind]["lain"]
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
    if name in DATES or (kind == lists.PEOPLE and name == "tanggal_lahir"):
        return Day()
    if kind != "isian" and name == "nip":
        return EmployeeNumber()
    return _choices(kind, settings).get(name, Text())


def _choices(kind: str, settings: Settings) -> dict[str, Rule]:
    words = ProfileChoices.of(settings.profile)
    ranks: dict[str, Rule] = {
        "pangkat": OneOf(tuple(RANKS.values()), is_open=True),
        "golongan": OneOf((*reversed(GRADES), *reversed(PPPK_GRADES)), is_open=True),
    }
    rules: dict[str, dict[str, Rule]] = {
        "surat": {
            "keamanan": OneOf(words.security.words),
            "derajat": OneOf(words.speed.words),
            "cara_ttd": OneOf((WET, ELECTRONIC)),
        },
        "disposisi": {
            "sifat": OneOf(words.nature.words, is_open=True),
            "instruksi": OneOf(words.orders.words, is_open=True),
        },
        lists.PEOPLE: dict(ranks),
        "pejabat": {
            **ranks,
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


@cache
def notes() -> Mapping[str, Any]:
    """``columns.toml``: notes by kind and column."""
    source = resources.files("docgen.forms") / "columns.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
