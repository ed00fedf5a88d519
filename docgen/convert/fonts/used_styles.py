"""Which styles of a Word document its text uses (ECMA-376 part 1, §17.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from docgen.ooxml.names import W

_REFERENCES = tuple(f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle"))


def styles_by_id(styles: etree._Element) -> dict[str, etree._Element]:
    """Each style by its id."""
    return {each.get(f"{W}styleId", ""): each for each in styles.iterfind(f"{W}style")}


def default_style(styles: etree._Element, kind: str = "paragraph") -> str:
    """The id of the style that text without one has, "" when there is none."""
    for each in styles.iterfind(f"{W}style"):
        if each.get(f"{W}type") == kind and each.get(f"{W}default") in ("1", "true", "on"):
            return each.get(f"{W}styleId", "")
    return ""


def chain(known: dict[str, etree._Element], style: str) -> Iterator[etree._Element]:
    """A style, then those that it is based on."""
    seen: set[str] = set()
    while style in known and style not in seen:
        seen.add(style)
        yield known[style]
        base = known[style].find(f"{W}basedOn")
        style = "" if base is None else base.get(f"{W}val", "")


def styles_in_use(
    styles: etree._Element, texts: Iterable[etree._Element]
) -> Iterator[etree._Element]:
    """The defaults and each style that some text uses, or that such a style is based on."""
    defaults = styles.find(f"{W}docDefaults")
    if defaults is not None:
        yield defaults
    known = styles_by_id(styles)
    wanted = [default_style(styles, kind) for kind in ("paragraph", "character", "table")]
    wanted += [each.get(f"{W}val", "") for root in texts for each in root.iter(*_REFERENCES)]
    done: set[str] = set()
    for name in wanted:
        for style in chain(known, name):
            key = style.get(f"{W}styleId", "")
            if key not in done:
                done.add(key)
                yield style
