"""What an output is made from, as named parts: this template, this column, this profile key.

Each part has the hash of what it said. Held against the parts of the last time they tell whether
an output is up to date, and if not, which part changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from docgen import __version__
from docgen.errors import FindingsError
from docgen.findings import Where
from docgen.render.template import Image, Template

Parts = Mapping[str, str]
# Half a SHA-256's digits and more would tell no more changes apart.
LENGTH = 16
PROGRAM: Parts = {"docgen": __version__}


def digest(*pieces: bytes | str) -> str:
    """SHA-256 of the pieces, each with its length, so that no two lists of pieces look alike."""
    result = hashlib.sha256()
    for piece in pieces:
        data = piece.encode() if isinstance(piece, str) else piece
        result.update(len(data).to_bytes(8, "big"))
        result.update(data)
    return result.hexdigest()


def part(value: object) -> str:
    """The hash of a part: text, bytes, or anything that JSON can tell."""
    if isinstance(value, bytes):
        return _of_file(value)
    text = value if isinstance(value, str) else json.dumps(value, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def changed_parts(before: Parts, now: Parts) -> tuple[str, ...]:
    """The names of the parts that are not what they were, came or went."""
    names = dict.fromkeys((*now, *before))
    return tuple(name for name in names if before.get(name) != now.get(name))


class TemplateParts:
    """What documents of one Word template are made from: of it all, of a row what it names.

    A column that the template does not name may change without the letter being made again.
    ``labels`` turn the names of placeholders into those of parts; others are columns.
    """

    def __init__(self, template: Template, labels: Mapping[str, str]) -> None:
        self._template = template
        self._fixed = {**PROGRAM, f"templat {template.where.file}": part(template.data)}
        try:
            names = sorted(template.placeholders())
            self._reads_files = template.reads_files()
        except FindingsError:
            # The template cannot be read, which is a finding of its own.
            names, self._reads_files = [], False
        small = {name: name if name in labels else name.lower() for name in names}
        self._labels = {
            name: labels.get(column, f"kolom {column}") for name, column in small.items()
        }

    def of(self, context: Mapping[str, Any], row: Where) -> Parts:
        """The parts for one context; with it, the files that filters put in.

        A file that is not there is a finding when the document is made.
        """
        context = self._template.with_names(context)
        found = dict(self._fixed)
        for name, label in self._labels.items():
            found[label] = part(context.get(name))
        if self._reads_files:
            try:
                files = self._template.files_read(context)
            except FindingsError:
                files = {str(row): ""}
            found |= {f"berkas {path}": sha[:LENGTH] for path, sha in files.items()}
        return found


def computed(names: Collection[str], columns: Collection[str]) -> dict[str, str]:
    """Labels for placeholders that docgen fills in and that are no ``columns`` of the data."""
    return {name: f"isian {name}" for name in names if name not in columns}


def by_key(prefix: str, values: Mapping[str, object]) -> dict[str, str]:
    """A part for each key of a mapping."""
    return {f"{prefix} {key}": part(value) for key, value in values.items()}


def _plain(value: object) -> object:
    if isinstance(value, Image):
        return [_of_file(value.data), value.height_mm]
    return str(value)


@lru_cache(maxsize=64)
def _of_file(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:LENGTH]


# For outputs that are told by one function when they are asked for.
AskedFor = Callable[[], Parts]


def titles(texts: Iterable[str]) -> str:
    """The hash of many texts in order."""
    return part(list(texts))
