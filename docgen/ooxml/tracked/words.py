"""Two paragraphs as one: words that both have stand once, in the look of the new one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from docgen.model.alignment import word_changes
from docgen.ooxml.names import W
from docgen.ooxml.tracked.marks import DELETED, INSERTED, Kind, Marks, is_drawing

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Stand for what is no letter while words are compared: breaks, tabs, drawings.
_FIRST_SIGN = 0xF0000
# Where a drawing stands and what number it has says nothing of what it is.
_NOT_ITSELF = re.compile(
    r' (?:relativeHeight|id|cx|cy|x|y|w|h|fmla|rot|flipH|flipV)="[^"]*"|'
    r"<wp:posOffset>[^<]*</wp:posOffset>"
)
# What a paragraph holds besides its properties; the rest is looked at as a whole.
_SIMPLE = frozenset({f"{W}{name}" for name in ("pPr", "r", "proofErr")})


@dataclass(frozen=True, slots=True)
class _Sign:
    """A letter, or something else of a run, with the look of its run."""

    sign: str
    look: bytes
    element: etree._Element | None = None  # None for a letter


def merged_paragraph(old: etree._Element, new: etree._Element, marks: Marks) -> etree._Element:
    """A paragraph with the marks of its words; it has the properties of the new one."""
    if not (_has_runs_only(old) and _has_runs_only(new)):
        return _replaced(old, new, marks)
    signs: dict[str, str] = {}
    before, after = list(_signs(old, signs)), list(_signs(new, signs))
    result = etree.Element(f"{W}p")
    properties = new.find(f"{W}pPr")
    if properties is not None:
        result.append(deepcopy(properties))
    texts = ["".join(each.sign for each in side) for side in (before, after)]
    at_old = at_new = 0
    for side, text in word_changes(*texts):
        count = len(text)
        if side == "old":
            _append(result, before[at_old : at_old + count], DELETED, marks)
        else:
            kind = None if side == "both" else INSERTED
            _append(result, after[at_new : at_new + count], kind, marks)
        at_old += count if side != "new" else 0
        at_new += count if side != "old" else 0
    return result


def _has_runs_only(paragraph: etree._Element) -> bool:
    return all(child.tag in _SIMPLE for child in paragraph)


def _replaced(old: etree._Element, new: etree._Element, marks: Marks) -> etree._Element:
    """Where links or controls hold words: all old ones gone, all new ones there, unless equal."""
    result = deepcopy(new)
    if _itself(old) == _itself(new):
        return result
    marks.runs(result, INSERTED)
    before = deepcopy(old)
    marks.runs(before, DELETED)
    at = 1 if result.find(f"{W}pPr") is not None else 0
    for child in [each for each in before if each.tag != f"{W}pPr"]:
        result.insert(at, child)
        at += 1
    return result


def _signs(paragraph: etree._Element, known: dict[str, str]) -> Iterator[_Sign]:
    for run in paragraph.iterchildren(f"{W}r"):
        look = run.find(f"{W}rPr")
        shown = b"" if look is None else etree.tostring(look, method="c14n")
        if is_drawing(run):
            yield _Sign(_sign(run, known), b"", run)
            continue
        for part in run:
            if part.tag == f"{W}t":
                yield from (_Sign(letter, shown) for letter in part.text or "")
            elif part.tag != f"{W}rPr":
                yield _Sign(_sign(part, known), shown, part)


def _sign(element: etree._Element, known: dict[str, str]) -> str:
    """One sign for all that are the same but for their place."""
    return known.setdefault(_itself(element), chr(_FIRST_SIGN + len(known)))


def _itself(element: etree._Element) -> str:
    """What an element is, without where it stands."""
    return _NOT_ITSELF.sub("", etree.tostring(element, encoding="unicode", with_tail=False))


def _append(paragraph: etree._Element, signs: list[_Sign], kind: Kind | None, marks: Marks) -> None:
    """The signs as runs of one look each, within marks of their kind."""
    for run in _runs(signs):
        paragraph.append(run if kind is None else marks.around(run, kind))


def _runs(signs: list[_Sign]) -> Iterator[etree._Element]:
    run: etree._Element | None = None
    look = b""
    for each in signs:
        if each.element is not None and each.element.tag == f"{W}r":
            if run is not None:
                yield run
                run = None
            yield deepcopy(each.element)
            continue
        if run is None or look != each.look:
            if run is not None:
                yield run
            run, look = etree.Element(f"{W}r"), each.look
            if look:
                run.append(etree.fromstring(look))
        _add(run, each)
    if run is not None:
        yield run


def _add(run: etree._Element, sign: _Sign) -> None:
    if sign.element is not None:
        run.append(deepcopy(sign.element))
        return
    last = run[-1] if len(run) else None
    if last is None or last.tag != f"{W}t":
        last = etree.SubElement(run, f"{W}t")
        last.set(_SPACE, "preserve")
        last.text = ""
    last.text = (last.text or "") + sign.sign
