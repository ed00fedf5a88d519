"""The names of a template against those that there are: asked for, optional, written otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from docgen.findings import Finding, Result, Where, hint, warning
from docgen.model.writing.likeness import suggest
from docgen.render.template import Template
from docgen.render.template.names import same_but_case


@dataclass(frozen=True, slots=True)
class Asked:
    """The names that a template has: ``names`` all of them, ``needed`` those it cannot lack."""

    names: frozenset[str]
    needed: frozenset[str]
    parts_in_capitals: frozenset[str] = frozenset()

    @classmethod
    def by(cls, template: Template) -> Asked:
        """What a template asks for. Raises FindingsError when it cannot be read."""
        return cls(template.placeholders(), template.demanded(), template.parts_in_capitals())

    def among(self, known: Collection[str], where: Where) -> Result[Asked]:
        """The same with names as they are known; what differs in case only is a hint.

        A hint too: a name that may be missing, is missing, and is like one that is there.
        """
        meant = {name: same_but_case(name, known) or name for name in self.names}
        names = frozenset(meant.values())
        asked = Asked(names, frozenset(meant[name] for name in self.needed))
        changed = sorted(name for name, known_as in meant.items() if name != known_as)
        findings = (
            *self._case_hints(changed, where),
            *_alike(asked, known, where),
        )
        return Result(asked, findings)

    def _case_hints(self, changed: list[str], where: Where) -> Iterator[Finding]:
        for name in (*changed, *sorted(self.parts_in_capitals)):
            message = (
                f"«{name}» dibaca sebagai «{name.lower()}»; nama isian ditulis dengan huruf kecil"
            )
            yield hint("template-name-case", where, message)


def small(name: str, known: Collection[str]) -> str:
    """``; tulis {{ nama }}``: for a name that fits once it is written as names are; else blank."""
    plain = name.lower().strip("_")
    return f"; tulis {{{{ {plain} }}}} di templat" if plain != name and plain in known else ""


def _alike(asked: Asked, known: Collection[str], where: Where) -> Iterator[Finding]:
    """Names with a default that nothing fills although a column of nearly that name is unused."""
    for name in sorted(asked.names - asked.needed - set(known)):
        like = suggest(name, sorted(set(known) - asked.names))
        if like:
            message = (
                f"«{name}» tidak ada dalam data, jadi selalu dipakai nilai cadangannya; "
                f"maksud Anda «{like}»?"
            )
            yield warning("template-name-unfilled", where, message)
