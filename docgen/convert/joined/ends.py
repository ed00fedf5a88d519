"""The first and the last paragraph of a letter: where its marks can stand, and what they look like.

A bookmark in a frame or in a floating table does not reach the PDF under its name; nor does one in
hidden text, or it stands where the letter begins (seen with 7.4).
"""

from __future__ import annotations

from lxml import etree

from docgen.convert.joined.names import BEFORE_SPACING, NotJoinableError, put_after, w

PARAGRAPH, PROPERTIES, SECTION = w("p"), w("pPr"), w("sectPr")
_TABLE, _ROW, _CELL, _BOX = w("tbl"), w("tr"), w("tc"), w("txbxContent")
_TEXT = f".//{w('t')}"
_BOOKMARKS = (w("bookmarkStart"), w("bookmarkEnd"))
_FRAME, _FLOATING = f"{PROPERTIES}/{w('framePr')}", f"{w('tblPr')}/{w('tblpPr')}"
_HIDDEN, _SPACING = f"{w('rPr')}/{w('vanish')}", w("spacing")
# Where Word remembers the last change; no page shows it, no text refers to it.
_LAST_CHANGE = "_GoBack"


def start_mark(place: int) -> str:
    """The bookmark at the start of the letter at ``place``."""
    return f"L{place:05}"


def end_mark(place: int) -> str:
    """The bookmark at the start of the last paragraph that is seen."""
    return f"E{place:05}"


def row_mark(place: int, row: int, number: int) -> str:
    """The bookmark at the start of a watched paragraph of a letter."""
    return f"T{place:05}-{row}-{number}"


def start_paragraph(body: etree._Element) -> etree._Element:
    """The first paragraph that stands in the text itself. Raises NotJoinableError.

    Whatever frame or hidden text comes before it stands on the same page.
    """
    for paragraph in body.iter(PARAGRAPH):
        if not (_is_framed(paragraph) or _is_hidden(paragraph)):
            return paragraph
    raise NotJoinableError("ada surat yang isinya hanya bingkai atau teks tersembunyi")


def end_row(body: etree._Element) -> etree._Element | None:
    """The row of a table with the last words of a letter; None where a paragraph has them.

    Raises NotJoinableError when none can be told.
    """
    for element in reversed(body):
        if element.tag == PARAGRAPH and not _is_hidden(element):
            return None
        if element.tag == _TABLE:
            if element.find(_FLOATING) is not None:
                raise NotJoinableError("ada surat yang berakhir dengan bingkai")
            for row in element.iterchildren(_ROW, reversed=True):
                if cells_with_text(row):
                    return row
            raise NotJoinableError("ada surat yang berakhir dengan tabel kosong")
    return None


def cells_with_text(row: etree._Element) -> list[list[etree._Element]]:
    """The paragraphs with text that is seen, by the cell in which they stand, of those that have
    any; cells of tables inside the row too."""
    texts = (
        [
            each
            for each in cell.iterchildren(PARAGRAPH)
            if each.find(_TEXT) is not None and not _is_hidden(each)
        ]
        for cell in row.iter(_CELL)
    )
    return [paragraphs for paragraphs in texts if paragraphs]


def end_paragraph(body: etree._Element) -> etree._Element:
    """The last paragraph that is seen. Raises NotJoinableError when none can be told."""
    last = last_paragraph(body)
    if (row := end_row(body)) is not None:
        return cells_with_text(row)[-1][-1]
    seen = (each for each in reversed(body) if each.tag == PARAGRAPH and not _is_hidden(each))
    return next(seen, last)


def last_paragraph(body: etree._Element) -> etree._Element:
    """The paragraph that ends a letter. Raises NotJoinableError when something else does."""
    for element in reversed(body):
        if element.tag == PARAGRAPH:
            if element.find(f"{PROPERTIES}/{SECTION}") is not None:
                break
            if _is_framed(element):
                raise NotJoinableError("ada surat yang berakhir dengan bingkai")
            return element
        if element.tag not in (*_BOOKMARKS, SECTION):
            break
    raise NotJoinableError("ada surat yang tidak berakhir dengan paragraf")


def as_last(paragraph: etree._Element) -> None:
    """Let the last paragraph of a letter look as it does where it is the last of a document.

    There nothing follows, so the space after it does not count. And LibreOffice gives an empty
    paragraph at the end of a document the letters of its style, whatever its own mark says (seen
    with 7.4), so its height is another.
    """
    properties = paragraph.find(PROPERTIES)
    if properties is None:
        properties = etree.Element(PROPERTIES)
        paragraph.insert(0, properties)
    spacing = properties.find(_SPACING)
    if spacing is None:
        spacing = etree.Element(_SPACING)
        put_after(properties, spacing, BEFORE_SPACING)
    for name in ("afterLines", "afterAutospacing"):
        if spacing.get(w(name)) is not None:
            del spacing.attrib[w(name)]
    spacing.set(w("after"), "0")
    mark = properties.find(w("rPr"))
    if mark is not None and all(each.tag in (PROPERTIES, *_BOOKMARKS) for each in paragraph):
        properties.remove(mark)


def closing(section: etree._Element) -> etree._Element:
    """A paragraph of its own that ends ``section``; it takes no room.

    LibreOffice drops an empty paragraph that carries a section break; a letter whose own empty
    last paragraph carried it would lose a line, and with it perhaps its last page. Where this one
    is not dropped, as before a table, it is a twentieth of a point high.
    """
    paragraph = etree.Element(PARAGRAPH)
    properties = etree.SubElement(paragraph, PROPERTIES)
    spacing = {"before": "0", "after": "0", "line": "1", "lineRule": "exact"}
    etree.SubElement(properties, w("spacing"), {w(key): each for key, each in spacing.items()})
    properties.append(section)
    return paragraph


def drop_last_change(root: etree._Element) -> None:
    """Take Word's bookmark of the last change out: two at one place hide a mark of ours."""
    ids = set()
    for each in list(root.iter(*_BOOKMARKS)):
        if each.get(w("name")) == _LAST_CHANGE:
            ids.add(each.get(w("id")))
        elif each.tag == _BOOKMARKS[0] or each.get(w("id")) not in ids:
            continue
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)


def _is_framed(paragraph: etree._Element) -> bool:
    """Whether it stands in a frame, a text box or a floating table."""
    if paragraph.find(_FRAME) is not None:
        return True
    return any(
        each.tag == _BOX or (each.tag == _TABLE and each.find(_FLOATING) is not None)
        for each in paragraph.iterancestors(_BOX, _TABLE)
    )


def _is_hidden(paragraph: etree._Element) -> bool:
    """Whether it has text, all of it hidden."""
    runs = [run for run in paragraph.iter(w("r")) if run.find(w("t")) is not None]
    return bool(runs) and all(run.find(_HIDDEN) is not None for run in runs)
