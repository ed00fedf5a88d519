"""Unused styles dropped: LibreOffice spends more on a usual template's 164 styles than on its text.

A style stays when the text or the lists name it, when one that stays is based on it or linked
with it, when it is a default, or when LibreOffice reaches for it by itself (ECMA-376-1, 17.7).
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from docgen.convert.joined.names import value_of, w

_USES = frozenset(map(w, ("pStyle", "rStyle", "tblStyle", "numStyleLink", "styleLink")))
_TIES = tuple(map(w, ("basedOn", "link", "next")))
# By name, in lower case: what LibreOffice uses for its own fields, notes and links.
_BY_ITSELF = frozenset({
    "normal", "default paragraph font", "normal table", "no list", "header", "footer",
    "page number", "line number", "footnote text", "footnote reference", "endnote text",
    "endnote reference", "hyperlink", "followedhyperlink", "caption", "list paragraph",
    "table grid", "placeholder text",
})  # fmt: skip


def drop_unused(styles: etree._Element, texts: Iterable[etree._Element]) -> int:
    """Take the styles out that no text uses; how many."""
    every = {each.get(w("styleId"), ""): each for each in styles.iter(w("style"))}
    waiting = [
        key
        for key, style in every.items()
        if style.get(w("default")) in ("1", "true", "on")
        or (value_of(style.find(w("name"))) or "").lower() in _BY_ITSELF
    ]
    for text in texts:
        waiting += [value_of(each) or "" for each in text.iter(*_USES)]
    kept: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in kept or key not in every:
            continue
        kept.add(key)
        waiting += [value_of(every[key].find(tie)) or "" for tie in _TIES]
        # Styles of lists name others inside.
        waiting += [value_of(each) or "" for each in every[key].iter(*_USES)]
    gone = [style for key, style in every.items() if key not in kept]
    for style in gone:
        styles.remove(style)
    return len(gone)
