"""The kinds of letters that docgen has templates for: ``letter_kinds.toml``, a table each.

Nothing but the standard library is imported here: the command line offers the kinds before it loads
what does the work.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

Texts = Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterKind:
    """A kind of letters: its template, and the example with which forms and workspaces begin.

    ``template`` is the name of the file without .docx. ``is_usual`` kinds are those of a workspace
    whose papers nobody has chosen. ``example`` has the texts of columns (a number: days from the
    day on which the form is made; "": blank) besides those that every letter has, ``people`` and
    ``details`` the rows of its sheets *orang* and *rincian*, ``notes`` what heads say for this kind
    only.
    """

    name: str
    title: str
    template: str
    is_usual: bool = False
    example: Texts = field(default_factory=dict)
    people: Sequence[Texts] = ()
    details: Sequence[Texts] = ()
    notes: Mapping[str, str] = field(default_factory=dict)


@cache
def letter_kinds() -> Mapping[str, LetterKind]:
    """The kinds by their names, in the order of the table."""
    source = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return {
        name: LetterKind(
            name=name,
            title=said["judul"],
            template=said["templat"],
            is_usual=said.get("lazim", False),
            example=said.get("contoh", {}),
            people=said.get("orang", ()),
            details=said.get("rincian", ()),
            notes=said.get("catatan", {}),
        )
        for name, said in tomllib.loads(source).items()
    }


def kind_of_template(template: str) -> LetterKind | None:
    """The kind whose template has this name (without .docx); None when there is none."""
    return next((kind for kind in letter_kinds().values() if kind.template == template), None)
