"""What else travels in a file unseen: comments, hidden text, properties, ties to other files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.convert.unseen.parts import SHOWN, OfficeParts, paragraph_of, text_of
from docgen.ooxml import bound
from docgen.ooxml.bound import BINDING_SIGN
from docgen.ooxml.names import W

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_THREADED = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_COMMENTS = re.compile(r"(word/comments\w*|xl/(threadedComments|comments)[\w/]*)\.xml")
_CUSTOM = "docProps/custom.xml"
_VT = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"


def comments_of(parts: OfficeParts) -> Iterator[tuple[str, str, str]]:
    """Each comment: its text, its author, and the paragraph or cell that it stands at."""
    if parts.is_word:
        yield from _word_comments(parts)
        return
    for name in parts.names:
        root = parts.root(name) if _COMMENTS.fullmatch(name) else None
        if root is None:
            continue
        authors = [each.text or "" for each in root.iter(f"{_S}author")]
        for comment in root.iter(f"{_S}comment", f"{_THREADED}threadedComment"):
            text = " ".join("".join(map(str, comment.itertext())).split())
            number = comment.get("authorId", "")
            known = number.isdecimal() and int(number) < len(authors)
            yield text[:SHOWN], authors[int(number)] if known else "", comment.get("ref", "")


def _word_comments(parts: OfficeParts) -> Iterator[tuple[str, str, str]]:
    anchors = {
        mark.get(f"{W}id"): paragraph_of(mark)
        for name in parts.stories
        if parts.holds(name, b"commentReference")
        if (root := parts.root(name)) is not None
        for mark in root.iter(f"{W}commentReference")
    }
    if (root := parts.root("word/comments.xml")) is not None:
        for comment in root.iter(f"{W}comment"):
            place = anchors.get(comment.get(f"{W}id"), "")
            yield text_of(comment)[:SHOWN], comment.get(f"{W}author", ""), place


def hidden_text(parts: OfficeParts) -> Iterator[tuple[str, str]]:
    """Text that is formatted as hidden, with its paragraph."""
    for name in parts.stories:
        root = parts.root(name) if parts.holds(name, b":vanish") else None
        for mark in root.iter(f"{W}vanish") if root is not None else ():
            look = mark.getparent()
            run = look.getparent() if look is not None else None
            if mark.get(f"{W}val") in ("0", "false", "off") or run is None:
                continue
            text = text_of(run)[:SHOWN]
            if run.tag == f"{W}r" and any(map(str.isalnum, text)):
                yield text, paragraph_of(run)


def properties_of(parts: OfficeParts) -> Iterator[str]:
    """The names of what systems for documents, and people, wrote into the file's properties."""
    root = parts.root(_CUSTOM) if _CUSTOM in parts.names else None
    for each in root.iter(_VT) if root is not None else ():
        yield each.get("name", "")


def ties(parts: OfficeParts) -> Iterator[str]:
    """Files elsewhere that the settings name: a data source of a mail merge, a template."""
    for name in parts.settings:
        targets = parts.targets(name)
        for target, outside in targets.values():
            if outside:
                yield target
        if parts.holds(name, b":mailMerge") and not any(out for _t, out in targets.values()):
            yield "sumber data gabungan surat"


def bound_controls(parts: OfficeParts) -> Iterator[tuple[str, str]]:
    """Content controls whose content is that of a property or of data beside the text."""
    for name in parts.stories:
        root = parts.root(name) if parts.holds(name, BINDING_SIGN) else None
        for control, _binding in bound.bound_controls(root) if root is not None else ():
            alias = control.find(f"{W}sdtPr/{W}alias")
            label = alias.get(f"{W}val", "") if alias is not None else ""
            yield label or text_of(control)[:SHOWN], paragraph_of(control)
