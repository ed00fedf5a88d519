"""The name of a set: ``letters.permintaan`` is the table *[letters.permintaan]* of docgen.toml.

The one place that joins and cuts such names; everywhere else they are records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

# What gathers the documents of other sets into one file, and is no kind of document itself.
BUNDLE, BOOK = "bundle", "book"
BUNDLES = (BUNDLE, BOOK)


@dataclass(frozen=True, slots=True, order=True)
class SetName:
    """A set by its kind, which is the table of docgen.toml, and its name there."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind}.{self.name}"

    @property
    def is_bundle(self) -> bool:
        """Whether it gathers the documents of other sets."""
        return self.kind in BUNDLES

    @property
    def folder(self) -> str:
        """Where its documents stand, under ``output/``."""
        return f"{self.kind}/{self.name}"

    def document(self, identifier: str) -> str:
        """The id of one of its documents: ``letters.permintaan.001``."""
        return f"{self}.{identifier}"

    def fits(self, pattern: str) -> bool:
        """Whether a pattern of docgen.toml (``sop.*``) fits it."""
        return fnmatchcase(str(self), pattern)

    def fits_any(self, patterns: Sequence[str]) -> bool:
        """Whether any of the patterns does."""
        return any(self.fits(pattern) for pattern in patterns)

    def answers_to(self, word: str) -> bool:
        """Whether somebody who types ``word`` means it: a pattern, or its bare name."""
        return self.fits(word) or self.name == word


def bundle_meant(word: str) -> str:
    """What somebody means who types ``word`` where only bundles and books are meant."""
    return word if word.startswith(tuple(f"{kind}." for kind in BUNDLES)) else f"{BUNDLE}.{word}"


def within(kind: str, word: str) -> str:
    """What somebody means who types ``word`` where only sets of one kind are meant."""
    return word if word.startswith(f"{kind}.") else f"{kind}.{word}"
