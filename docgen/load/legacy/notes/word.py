"""Comments in a Word document, at cells of its tables (ECMA-376 part 1, 17.13.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from docgen.load.legacy.doubts import Place
from docgen.load.legacy.elements import first, local, number
from docgen.load.legacy.notes.parts import Parts, free_name, lead, led_to
from docgen.load.legacy.word.texts import inside
from docgen.ooxml.names import W
from docgen.ooxml.part import part_bytes
from docgen.ooxml.usual import RELATIONS, relations
from docgen.outside.xml import parse_xml

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_NAMESPACE = W.strip("{}")


def with_comments(parts: Parts, texts: Mapping[Place, Sequence[str]], author: str) -> None:
    """Add a comment at each place, its texts as paragraphs."""
    main = next(
        (path for _key, kind, path in relations("", parts[RELATIONS]) if kind == "officeDocument"),
        "word/document.xml",
    )
    root = parse_xml(parts[main])
    name = led_to(parts, main, "comments")
    if not name:
        name = free_name(parts, "word/comments{}.xml")
        parts[name] = f'<w:comments xmlns:w="{_NAMESPACE}"/>'.encode()
        lead(parts, main, "comments", name, _TYPE)
    comments = parse_xml(parts[name])
    key = 1 + max((number(each, f"{W}id") for each in comments), default=-1)
    tables = [each for each in root.iter(f"{W}tbl") if not _is_drawn(each)]
    for place, lines in texts.items():
        paragraph = _paragraph(root, tables, place)
        if paragraph is None:
            continue
        _mark(paragraph, key)
        comments.append(_comment(key, lines, author))
        key += 1
    parts[name] = part_bytes(comments)
    parts[main] = part_bytes(root)


def _is_drawn(table: etree._Element) -> bool:
    return any(local(each) == "txbxContent" for each in table.iterancestors())


def _paragraph(
    root: etree._Element, tables: Sequence[etree._Element], place: Place
) -> etree._Element | None:
    """The first paragraph of a cell, else of its table, else of the document."""
    where = root
    if 0 < place.part <= len(tables):
        where = tables[place.part - 1]
        rows = list(inside(where, "tr"))
        if place.row is not None and place.row < len(rows):
            where = _cell(rows[place.row], place.column or 0)
    found: etree._Element | None = next(where.iter(f"{W}p"), None)
    return found


def _cell(row: etree._Element, column: int) -> etree._Element:
    at = number(first(row, "trPr/gridBefore"), f"{W}val")
    for cell in inside(row, "tc"):
        at += max(1, number(first(cell, "tcPr/gridSpan"), f"{W}val", 1))
        if at > column:
            return cell
    return row


def _mark(paragraph: etree._Element, key: int) -> None:
    start = etree.Element(f"{W}commentRangeStart")
    end = etree.Element(f"{W}commentRangeEnd")
    for each in (start, end):
        each.set(f"{W}id", str(key))
    has_properties = len(paragraph) > 0 and local(paragraph[0]) == "pPr"
    paragraph.insert(int(has_properties), start)
    paragraph.append(end)
    run = etree.SubElement(paragraph, f"{W}r")
    etree.SubElement(run, f"{W}commentReference").set(f"{W}id", str(key))


def _comment(key: int, lines: Sequence[str], author: str) -> etree._Element:
    comment = etree.Element(f"{W}comment")
    comment.set(f"{W}id", str(key))
    comment.set(f"{W}author", author)
    comment.set(f"{W}initials", author[:2])
    for line in lines:
        run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
        etree.SubElement(run, f"{W}t").text = line
    return comment
