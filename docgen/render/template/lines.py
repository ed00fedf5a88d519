"""The lines of a template's source: Jinja tells a fault by its line, people by its paragraph."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from docgen.findings import Where

# As much of a paragraph as a finding shows, characters.
SHOWN = 80

_PARAGRAPH = re.compile(r"<w:p([ >])")
_MARKUP = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Lines:
    """The source of a part with its paragraphs on lines of their own."""

    text: str
    texts: Sequence[str] = field(default=())

    @classmethod
    def of(cls, source: str) -> Lines:
        """The lines of a part's Jinja source."""
        text = _PARAGRAPH.sub(r"\n<w:p\1", source)
        return cls(text, tuple(html.unescape(_MARKUP.sub("", each)) for each in text.split("\n")))

    def place(self, where: Where, line: int | None) -> Where:
        """The place of a line, with the paragraph that stands there."""
        shown = self.shown(line)
        return where.at(paragraph=shown) if shown else where

    def shown(self, line: int | None) -> str | None:
        """The start of the paragraph on a line, from 1; None when there is none."""
        if line is None or not 0 < line <= len(self.texts):
            return None
        return " ".join(self.texts[line - 1].split())[:SHOWN] or None
