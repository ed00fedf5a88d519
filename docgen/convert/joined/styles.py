"""Unused styles dropped: LibreOffice spends more on a usual template's 164 styles than on its text.

A style stays when the text or the lists name it, when one that stays is based on it or linked
with it, when it is a default, or when LibreOffice reaches for it by itself (ECMA-376-1, 17.7).
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from lxml import etree

from docgen.convert.inspect.office_file import parse
from docgen.convert.joined.lists import StyleList, style_lists
from docgen.convert.joined.names import value_of, w

# What names a style in a text.
STYLED = tuple(map(w, ("pStyle", "rStyle", "tblStyle")))
_USES = frozenset((*STYLED, w("numStyleLink"), w("styleLink")))
# Templates whose letters are converted at a time, and more.
_KEPT = 4
_TIES = tuple(map(w, ("basedOn", "link", "next")))
# By name, in lower case: what LibreOffice uses for its own fields, notes and links.
_BY_ITSELF = frozenset({
    "normal", "default paragraph font", "normal table", "no list", "header", "footer",
    "page number", "line number", "footnote text", "footnote reference", "endnote text",
    "endnote reference", "hyperlink", "followedhyperlink", "caption", "list paragraph",
    "table grid", "placeholder text",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a template, for all its letters; read once and not to be changed.

    ``lists`` are those that paragraph styles name, ``default`` is the default paragraph style.
    """

    root: etree._Element
    every: Mapping[str, etree._Element]
    always: frozenset[str]
    lists: Mapping[str, StyleList]
    default: str | None

    def used(self, texts: Iterable[etree._Element]) -> etree._Element:
        """A part with only the styles that the texts use."""
        kept = self.kept(value_of(each) or "" for text in texts for each in text.iter(*_USES))
        gone = {style for key, style in self.every.items() if key not in kept}
        part = etree.Element(
            self.root.tag,
            {str(key): str(value) for key, value in self.root.attrib.items()},
            cast("Mapping[str, str]", self.root.nsmap),
        )
        part.extend(copy.deepcopy(each) for each in self.root if each not in gone)
        return part

    def kept(self, names: Iterable[str]) -> set[str]:
        """The ids of the styles that are used by whoever uses those of these ``names``."""
        waiting = [*self.always, *names]
        kept: set[str] = set()
        while waiting:
            key = waiting.pop()
            if key in kept or key not in self.every:
                continue
            kept.add(key)
            style = self.every[key]
            waiting += [value_of(style.find(tie)) or "" for tie in _TIES]
            # Styles of lists name others inside.
            waiting += [value_of(each) or "" for each in style.iter(*_USES)]
        return kept


@lru_cache(_KEPT)
def styles_in(data: bytes) -> Styles:
    """The styles in a part. Raises lxml's XMLSyntaxError."""
    root = parse(data)
    every = {each.get(w("styleId"), ""): each for each in root.iter(w("style"))}
    always = frozenset(
        key
        for key, style in every.items()
        if style.get(w("default")) in ("1", "true", "on")
        or (value_of(style.find(w("name"))) or "").lower() in _BY_ITSELF
    )
    lists, default = style_lists(root)
    return Styles(root, every, always, lists, default)
