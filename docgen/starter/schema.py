"""JSON Schemas of what people write by hand, made from the models that read it.

Editors complete and check by them. Words to choose from are offered; other spellings that the
reader takes are taken here too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from docgen.forms.columns import FormColumn, OneOf
from docgen.forms.papers import (
    Settings,
    letter_columns,
    list_columns,
    official_columns,
    staff_columns,
)
from docgen.load.letters.letters import REQUIRED
from docgen.load.letters.lists import COLUMNS, NEEDED, STAFF
from docgen.load.letters.officials import SHEET as OFFICIALS
from docgen.load.tables.records import OWNER, PAIR_KEYS, PAIRS
from docgen.model.profile import Profile
from docgen.model.sop import Sop
from docgen.starter.notes import Schema, explain
from docgen.workspace.kinds import config_model

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALAR = ["string", "number", "boolean", "null"]
# A text in YAML: 12.10 is a text there for docgen, though a number for an editor.
_TEXT: Schema = {"type": _SCALAR}
_TEXTS: Schema = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}


def config_schema() -> Schema:
    """``docgen.toml``."""
    schema = _of_model(config_model().model_json_schema(), "docgen.toml")
    _not_written(schema["$defs"]["Office"], "kunci")  # the name of its table
    return explain(schema, "docgen")


def profile_schema() -> Schema:
    """``profil/NAME.toml``: what an office says otherwise; nothing is required."""
    schema = _of_model(Profile.model_json_schema(), "profil docgen")
    _not_written(schema, "nama")  # the name of its file
    for part in (schema, *schema["$defs"].values()):
        part.pop("required", None)
    return explain(schema, "profil")


def sop_schema() -> Schema:
    """A SOP spec."""
    schema = _of_model(Sop.model_json_schema(), "spesifikasi SOP docgen")
    schema["$defs"]["Step"]["required"].remove("id")  # else its number
    for part in (schema, *schema["$defs"].values()):
        needed = part.get("required", ())
        for name, value in part.get("properties", {}).items():
            part["properties"][name] = _as_yaml(value, may_be_blank=name not in needed)
    return explain(schema, "sop")


def letters_schema(settings: Settings) -> Schema:
    """Letters in YAML or JSON: lists of letters under any key, officials and items."""
    listed = {
        name: _row(list_columns(name, settings), {*NEEDED[name]} - {OWNER, "nama"})
        for name in COLUMNS
    }
    fields = _row(letter_columns(settings), {*REQUIRED} - {OWNER})
    fields["additionalProperties"] = _TEXTS  # the office's own columns
    fields["properties"] |= {
        **dict.fromkeys(PAIRS, _pairs()),
        **{name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}} for name in listed},
    }
    letters = {"$ref": "#/$defs/surat"}
    return {
        "$schema": DIALECT,
        "title": "surat docgen",
        "$defs": {
            "surat": _rows({"$ref": "#/$defs/satu_surat"}),
            "satu_surat": fields,
            **listed,
        },
        "anyOf": [
            letters,
            {
                "type": "object",
                "properties": {
                    OFFICIALS: _rows(_row(official_columns(settings), {"nama", "jabatan"})),
                    **{name: _rows({"$ref": f"#/$defs/{name}"}) for name in listed},
                    STAFF: _rows(_row(staff_columns(settings), {"nama"})),
                },
                "additionalProperties": letters,
            },
        ],
    }


def _of_model(schema: Schema, title: str) -> Schema:
    """A schema without what is said there for developers: titles and docstrings."""
    for part in _parts(schema):
        for word in ("title", "description"):
            if isinstance(part.get(word), str):
                del part[word]
    return {"$schema": DIALECT, "title": title, **schema}


def _parts(value: Any) -> Iterator[Schema]:
    """Every table in a schema, itself too. Names of fields are keys of tables, not their words."""
    if isinstance(value, list):
        for each in value:
            yield from _parts(each)
    elif isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _parts(each)


def _not_written(schema: Schema, name: str) -> None:
    """A field that the reader fills in."""
    del schema["properties"][name]
    schema["required"] = [each for each in schema["required"] if each != name]


def _as_yaml(value: Schema, *, may_be_blank: bool) -> Schema:
    """A field as YAML may hold it: any scalar for a text, and nothing where it need not be."""
    for part in _parts(value):
        if part.get("type") == "string" and "enum" not in part and "const" not in part:
            part["type"] = ["string", "number", "boolean"]
    return {"anyOf": [value, {"type": "null"}]} if may_be_blank else value


def _row(columns: Sequence[FormColumn], needed: set[str]) -> Schema:
    """The columns of a form as the keys of a mapping."""
    return {
        "type": "object",
        "properties": {each.head: _field(each) for each in columns},
        "required": sorted(needed),
        "additionalProperties": False,
    }


def _field(column: FormColumn) -> Schema:
    words = column.rule.words if isinstance(column.rule, OneOf) else ()
    # Offered; usual spellings of them are read as well.
    offered = [{"enum": list(words)}] if words else []
    return {"description": column.note, "anyOf": [*offered, *_TEXTS["anyOf"]]}


def _pairs() -> Schema:
    named = {"type": "object", "additionalProperties": _TEXT}
    one: Mapping[str, Any] = {"anyOf": [_TEXT, named]}
    note = f"Nama dan tanggal: «{PAIR_KEYS[0]}: 21/11/2026», atau nama saja."
    return {"description": note, "anyOf": [*one["anyOf"], {"type": "array", "items": one}]}


def _rows(row: Schema) -> Schema:
    """A list of rows, or each under its own key."""
    own_key = {"type": "object", "additionalProperties": row}
    return {"anyOf": [{"type": "array", "items": row}, own_key, {"type": "null"}]}


_BY_NAME: Mapping[str, Callable[[Settings], Schema]] = {
    "docgen": lambda _settings: config_schema(),
    "sop": lambda _settings: sop_schema(),
    "surat": letters_schema,
    "profil": lambda _settings: profile_schema(),
}


def schema_text(name: str, settings: Settings) -> str:
    """A schema by its name (``choices.SCHEMAS``), as the text of its file."""
    return json.dumps(_BY_NAME[name](settings), ensure_ascii=False, indent=1) + "\n"
