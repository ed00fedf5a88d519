"""What letters of one template share, in the joined document: read once, and still each its own."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from docgen.convert.joined.build import join
from docgen.convert.joined.letter import SharedObjects, read_letter
from tests.support.hard_letters import add_field

COUNT = 3


def nothing(_paragraph: Paragraph) -> None:
    """A head with text only."""


def page_count(paragraph: Paragraph) -> None:
    add_field(paragraph, "NUMPAGES")


def item(paragraph: Paragraph) -> None:
    paragraph.style = "List Number"


def quote(paragraph: Paragraph) -> None:
    paragraph.style = "Quote"


def bookmark(paragraph: Paragraph) -> None:
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        element = OxmlElement(name)
        element.set(qn("w:id"), "7")
        if name == "w:bookmarkStart":
            element.set(qn("w:name"), "kepala")
        paragraph._p.append(element)


def joined(folder: Path, change, has_title=None) -> dict[str, bytes]:
    """The parts of a few letters as one document, with the same head in all.

    With ``has_title`` they have one for the first page too, which those show that it says.
    """
    shelf, letters = SharedObjects(), []
    for number in range(COUNT):
        document = docx.Document()
        head = document.sections[0].header.paragraphs[0]
        head.text = "Kepala "
        change(head)
        if has_title is not None:
            document.sections[0].first_page_header.paragraphs[0].text = "Awal"
            document.sections[0].different_first_page_header_footer = has_title(number)
        document.add_paragraph(f"Surat {number}", style="Heading 2")
        document.save(str(folder / f"{number}.docx"))
        letters.append(read_letter(folder / f"{number}.docx", shelf))
    with zipfile.ZipFile(io.BytesIO(join(letters))) as package:
        return {name: package.read(name) for name in package.namelist()}


def heads(parts: dict[str, bytes]) -> list[bytes]:
    return [parts[name] for name in sorted(parts) if name.startswith("word/header-")]


@pytest.mark.parametrize(
    ("change", "kinds"), [(nothing, 1), (page_count, COUNT), (item, COUNT), (bookmark, COUNT)]
)
def test_a_head_is_taken_from_the_letter_before_when_nothing_in_it_is_the_letters_own(
    tmp_path: Path, change, kinds: int
) -> None:
    parts = joined(tmp_path, change)
    assert len(heads(parts)) == len(set(heads(parts))) == kinds
    assert parts["word/document.xml"].count(b"<w:headerReference") == kinds


def test_a_head_is_not_taken_from_a_section_that_shows_others(tmp_path: Path) -> None:
    parts = joined(tmp_path, nothing, has_title=lambda number: number == 1)
    assert parts["word/document.xml"].count(b"<w:headerReference") == 2 * COUNT


def test_a_page_count_is_that_of_its_own_letter(tmp_path: Path) -> None:
    found = heads(joined(tmp_path, page_count))
    ends = [re.findall(rb"PAGEREF (E\d+)", each) for each in found]
    assert ends == [[b"E%05d" % number] for number in range(COUNT)]


def test_only_styles_in_use_are_kept_and_the_template_keeps_all(tmp_path: Path) -> None:
    first, second = joined(tmp_path, nothing), joined(tmp_path, quote)
    for parts, expected in ((first, False), (second, True)):
        styles = parts["word/styles.xml"]
        assert b'w:styleId="Heading2"' in styles
        assert (b'w:styleId="Quote"' in styles) is expected
        assert b'w:styleId="Caption"' in styles
        assert b'w:styleId="Title"' not in styles


def test_what_nothing_leads_to_is_left_out(tmp_path: Path) -> None:
    parts = joined(tmp_path, nothing)
    types = parts["[Content_Types].xml"].decode()
    assert not {"word/header1.xml", "word/webSettings.xml", "word/stylesWithEffects.xml"} & set(
        parts
    )
    assert "stylesWithEffects" not in types
    named = {name.lstrip("/") for name in re.findall(r'PartName="([^"]*)"', types)}
    assert named <= set(parts)
