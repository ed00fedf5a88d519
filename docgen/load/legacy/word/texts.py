"""The words of paragraphs: as they are read, with marks around bold and italic ones, and numbered
where Word itself puts the numbers (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from docgen.load.legacy.elements import first, local, number
from docgen.model.writing.marked import Run, plain
from docgen.ooxml.names import W

# Elements that only hold others.
WRAPPERS = {"sdt", "sdtContent", "customXml", "ins", "smartTag", "moveTo", "hyperlink", "fldSimple"}
# What is drawn has words of its own.
DRAWN = {"AlternateContent", "drawing", "pict", "object"}
_NOTHING = str.maketrans("", "", "\u200b\u00ad\u200e\u200f\ufeff")
_SIZE = 20  # half points, where nothing says otherwise


def val(element: etree._Element | None, default: str = "") -> str:
    """``w:val`` of an element; ``default`` for none."""
    return default if element is None else str(element.get(f"{W}val", default))


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """A switch such as ``w:b``; None where nothing is said."""
    found = first(properties, name)
    return None if found is None else val(found, "1") not in ("0", "false", "off")


def inside(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children of these names, also those in content controls and the like."""
    for child in element:
        kind = local(child)
        if kind in names:
            yield child
        elif kind in WRAPPERS:
            yield from inside(child, *names)


@dataclass(slots=True)
class Numbering:
    """The numbers that Word puts before paragraphs, counted as they are read."""

    formats: Mapping[tuple[str, str], str] = field(default_factory=dict)
    styles: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    _counts: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def of(cls, numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
        """What the two parts say."""
        levels: dict[str, dict[str, str]] = {}
        formats: dict[tuple[str, str], str] = {}
        for each in numbering.iter(f"{W}abstractNum") if numbering is not None else ():
            levels[each.get(f"{W}abstractNumId", "")] = {
                level.get(f"{W}ilvl", "0"): val(first(level, "numFmt"), "decimal")
                for level in each.iter(f"{W}lvl")
            }
        for each in numbering.iter(f"{W}num") if numbering is not None else ():
            for level, kind in levels.get(val(first(each, "abstractNumId")), {}).items():
                formats[each.get(f"{W}numId", ""), level] = kind
        named = {}
        for style in styles.iter(f"{W}style") if styles is not None else ():
            numbered = first(style, "pPr/numPr")
            if numbered is not None:
                key = val(first(numbered, "numId")), val(first(numbered, "ilvl"), "0")
                named[style.get(f"{W}styleId", "")] = key
        return cls(formats, named)

    def mark(self, paragraph: etree._Element) -> str:
        """What Word prints before a paragraph: ``2.``, ``-`` for a bullet, "" for nothing."""
        own = first(paragraph, "pPr/numPr")
        if own is not None:
            key = val(first(own, "numId")), val(first(own, "ilvl"), "0")
        else:
            key = self.styles.get(val(first(paragraph, "pPr/pStyle")), ("", ""))
        kind = self.formats.get(key)
        if kind is None or kind == "none":
            return ""
        if kind == "bullet":
            return "-"
        self._counts[key] += 1
        count = self._counts[key]
        if kind in ("lowerLetter", "upperLetter"):
            letter = chr(ord("a") + (count - 1) % 26)
            return f"{letter if kind == 'lowerLetter' else letter.upper()}."
        return f"{count}."


def runs(paragraph: etree._Element) -> list[Run]:
    """The stretches of a paragraph; line breaks are ``\\n``, tabs spaces."""
    found: list[Run] = []
    for run in inside(paragraph, "r"):
        properties = first(run, "rPr")
        if is_on(properties, "vanish"):
            continue
        text = ""
        for child in run:
            kind = local(child)
            if kind == "t":
                text += child.text or ""
            elif kind in ("br", "cr"):
                text += "\n"
            elif kind in ("tab", "ptab"):
                text += " "
            elif kind == "noBreakHyphen":
                text += "-"
        if text:
            bold, italic = (bool(is_on(properties, name)) for name in ("b", "i"))
            found.append(Run(text.translate(_NOTHING).replace("\u00a0", " "), bold, italic))
    return found


def tidy(text: str) -> str:
    """One space between words; lines stay."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip("\n")


def marked(paragraphs: Sequence[Sequence[Run]]) -> str:
    """The words with marks, where some are set otherwise than others; else ""."""
    looks = {each[1:] for runs_ in paragraphs for each in runs_ if each.text.strip()}
    if len(looks) < 2:
        return ""
    lines = []
    for each in paragraphs:
        joined: list[Run] = []
        for run in each:
            if joined and (joined[-1][1:] == run[1:] or not run.text.strip()):
                joined[-1] = joined[-1]._replace(text=joined[-1].text + run.text)
            else:
                joined.append(run)
        lines.append("".join(map(_with_marks, joined)))
    text, bare = (
        tidy("\n".join(each)) for each in (lines, ["".join(r.text for r in p) for p in paragraphs])
    )
    return text if plain(text) == bare else ""


def _with_marks(run: Run) -> str:
    mark = "*" * (2 * run.bold + run.italic)
    words = run.text.strip()
    if not mark or not words:
        return run.text
    before = run.text[: len(run.text) - len(run.text.lstrip())]
    after = run.text[len(run.text.rstrip()) :]
    return before + "\n".join(f"{mark}{line}{mark}" for line in words.split("\n")) + after


def size_of(paragraph: etree._Element) -> float:
    """The size of its first words in points, as far as the paragraph itself says."""
    found = next(paragraph.iter(f"{W}sz"), None)
    return number(found, f"{W}val", _SIZE) / 2
