"""The kinds of templates: what each is for, and every placeholder that docgen gives it.

Which placeholders there are is said by the code that fills them alone; ``told.toml`` says in words
where each comes from.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import PurePosixPath
from typing import Any

from docgen.letter_kinds import letter_kinds
from docgen.render.placeholders.front_matter import (
    COVER_NAMES,
    EXPLANATION_NAMES,
    INDEX_NAMES,
    TITLE_NAMES,
)
from docgen.render.placeholders.labels import LABEL_NAMES
from docgen.render.placeholders.letters import DISPOSITION_NAMES, LETTER_NAMES
from docgen.render.placeholders.reviews import REVIEW_NAMES
from docgen.render.sop.sheet import SOP_NAMES

LETTER, DISPOSITION, LABEL, SOP = "surat", "disposisi", "label", "sop"
COVER, INDEX, TITLE, EXPLANATION = "sampul", "daftar-isi", "buku", "penjelasan"
REVIEW, RECAP = "penilaian", "rekap"
NAMES: Mapping[str, frozenset[str]] = {
    LETTER: LETTER_NAMES,
    DISPOSITION: DISPOSITION_NAMES,
    LABEL: LABEL_NAMES,
    SOP: SOP_NAMES,
    COVER: COVER_NAMES,
    INDEX: INDEX_NAMES,
    TITLE: TITLE_NAMES,
    EXPLANATION: EXPLANATION_NAMES,
    REVIEW: REVIEW_NAMES,
    RECAP: frozenset(),
}
# What only the sheets of one kind have.
_MARKS = {"nomor_agenda": DISPOSITION, "baris_label": LABEL, "disahkan_oleh": SOP}
COMPUTED = "dihitung"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A placeholder that docgen fills: where from (*kolom*, *profil* …), the place there, what it
    is, and its type where no example shows it."""

    source: str = COMPUTED
    place: str = ""
    meaning: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateKind:
    """A kind of template; ``by_rows`` says that every further column of its sheet fills it too.

    ``named_in`` is where docgen.toml names such a template, ``files`` are the shipped ones.
    """

    key: str
    title: str
    purpose: str
    named_in: str
    given: Mapping[str, Given] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    by_rows: bool = False


@cache
def template_kinds() -> Mapping[str, TemplateKind]:
    """All kinds by their keys, in the order in which they are listed."""
    return {key: _kind(key, names, _told()[key]) for key, names in NAMES.items()}


def kind_of_file(path: str, names: frozenset[str]) -> TemplateKind:
    """The kind of a template that no docgen.toml names: by its file's name, else by what it asks
    for; a letter where neither says more."""
    kinds = template_kinds()
    name = PurePosixPath(path).name
    for kind in kinds.values():
        if name in kind.files:
            return kind
    if name.lower().endswith(".xlsx"):
        return kinds[RECAP]
    return kinds[next((key for mark, key in _MARKS.items() if mark in names), LETTER)]


def _kind(key: str, names: frozenset[str], said: Mapping[str, Any]) -> TemplateKind:
    words: Mapping[str, list[str]] = said.get("isian", {})
    # In the order of the words; what they do not tell yet comes last.
    order = [*(name for name in words if name in names), *sorted(names - words.keys())]
    return TemplateKind(
        key=key,
        title=said["judul"],
        purpose=said["untuk"],
        named_in=said["di"],
        files=_letter_files() if key == LETTER else tuple(said.get("berkas", ())),
        by_rows=said.get("baris", False),
        given={name: _given(words.get(name, [COMPUTED, "", ""])) for name in order},
    )


def _letter_files() -> tuple[str, ...]:
    """The templates of all kinds of letters."""
    return tuple(f"{kind.template}.docx" for kind in letter_kinds().values())


def _given(words: list[str]) -> Given:
    source, place, meaning, *kind = words
    return Given(source=source, place=place, meaning=meaning, type=kind[0] if kind else "")


@cache
def _told() -> Mapping[str, Any]:
    source = resources.files("docgen.templates") / "told.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
