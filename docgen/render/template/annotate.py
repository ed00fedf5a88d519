"""A copy of a template with a Word comment at each fault, for whoever has to mend it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from difflib import SequenceMatcher

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error
from docgen.ooxml.package import fixed_package

AUTHOR, INITIALS = "docgen", "dg"
# A finding shows the start of its paragraph, without the marks p, tr, tc of its tags.
LEAST_ALIKE = 0.8


def annotated(data: bytes, where: Where, findings: Sequence[Finding]) -> bytes:
    """The template with a comment for each finding, at the paragraph that it speaks of.

    What stands in no paragraph of the body (Word takes no comments in headers and footers) goes
    to the first paragraph and says so. Raises FindingsError when the file is no Word document.
    """
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as problem:  # a broken package: zipfile, lxml and opc each raise theirs
        message = "templat ini bukan dokumen Word (.docx) yang utuh; catatan tidak dapat ditambah"
        raise FindingsError((error("template-unreadable", where, message),)) from problem
    every = [Paragraph(each, document) for each in document.element.body.iter(qn("w:p"))]
    if not every:
        every = [document.add_paragraph()]
    for finding in findings:
        shown = finding.where.paragraph
        found = _paragraph(every, shown) if shown else None
        text = f"{finding.code}: {finding.message}"
        if shown and found is None:
            text = f"Di kepala atau kaki halaman, «{shown}»: {text}"
        _comment(document, found or every[0], text)
    saved = io.BytesIO()
    document.save(saved)
    return fixed_package(saved.getvalue())


def _paragraph(every: Sequence[Paragraph], shown: str) -> Paragraph | None:
    wanted = _plain(shown)
    best, best_score = None, LEAST_ALIKE
    for paragraph in every:
        text = _plain(paragraph.text)[: len(wanted)]
        score = 1.0 if text == wanted else SequenceMatcher(None, text, wanted).ratio()
        if score > best_score:
            best, best_score = paragraph, score
    return best


def _plain(text: str) -> str:
    for mark in ("p", "tr", "tc", "r"):
        text = text.replace(f"{{%{mark} ", "{% ").replace(f"{{{{{mark} ", "{{ ")
    return " ".join(text.split())


def _comment(document: Document, paragraph: Paragraph, text: str) -> None:
    runs = paragraph.runs or [paragraph.add_run()]
    comment = document.add_comment([runs[0], runs[-1]], text, AUTHOR, INITIALS)
    # python-docx writes down the clock; the same template gives the same copy.
    del comment._comment_elm.attrib[qn("w:date")]
    # Its styles are not in every template; without them a comment looks as Word shows it anyway.
    marks = paragraph._p.xpath("./w:r[w:commentReference]//w:rStyle")
    for style in (*marks, *comment._comment_elm.xpath(".//w:pStyle | .//w:rStyle")):
        style.getparent().remove(style)
