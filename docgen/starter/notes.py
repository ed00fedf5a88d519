"""What each key of a file that people write by hand is for, in their words.

Editors show it with a schema, and the reference lists it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

Schema = dict[str, Any]
# A table for each name: office.*.nama
EACH = "*"


@dataclass(frozen=True, slots=True)
class Key:
    """A key by its path from the top, the schema of what it holds, and whether it must be there."""

    path: tuple[str, ...]
    holds: Schema
    is_needed: bool

    @property
    def name(self) -> str:
        """``office.*.nama``"""
        return ".".join(self.path)


def keys_of(schema: Schema) -> Iterator[Key]:
    """Every key, those of tables below the key of the table."""
    yield from _below(schema, schema["$defs"], ())


def note_of(kind: str, path: tuple[str, ...]) -> str:
    """What is said of a key of ``docgen``.toml, a ``profil`` or a ``sop``; "" when nothing is.

    What all sets say alike stands there once, and what a book has like a bundle, at the bundle.
    """
    notes = _notes()[kind]
    ways = [path, ("bundle", *path[1:]), (EACH, *path[1:])]
    if kind == "sop":
        ways.append(path[:1] + path[-1:] if path[0] == "langkah" else path)
    return next((notes[name] for way in ways if (name := ".".join(way)) in notes), "")


def explain(schema: Schema, kind: str) -> Schema:
    """The schema with a description of every key."""
    for key in keys_of(schema):
        if note := note_of(kind, key.path):
            key.holds["description"] = note
    return schema


def _below(part: Schema, named: Schema, path: tuple[str, ...]) -> Iterator[Key]:
    if "$ref" in part:
        part = named[part["$ref"].rpartition("/")[2]]
    for name, holds in part.get("properties", {}).items():
        key = Key((*path, name), holds, name in part.get("required", ()))
        yield key
        yield from _below(holds, named, key.path)
    others = [part.get("additionalProperties"), part.get("items")]
    for each in others:
        if isinstance(each, dict):
            yield from _below(each, named, (*path, EACH))
    for each in part.get("anyOf", ()):
        yield from _below(each, named, path)


@cache
def _notes() -> Mapping[str, Mapping[str, str]]:
    own = _table("docgen.starter", "notes.toml")
    form = _table("docgen.forms", "sop_notes.toml")
    steps = {f"langkah.{name}": note for name, note in form["langkah"].items()}
    return own | {"sop": {**form["identitas"], **steps, **own["sop"]}}


def _table(package: str, name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(package) / name).read_text(encoding="utf-8"))
