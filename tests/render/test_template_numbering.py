"""Automatic numbering in loops: what goes on counting is said, what begins again is not."""

from __future__ import annotations

import pytest

from docgen.findings import Severity, Where
from docgen.render.template import Template
from docgen.render.template_look import look_at
from tests.support.packages import Added, p, package, story, tbl, tc, tr

WHERE = Where("templates/uji.docx")
OUTER, INNER, END = p("{%p for t in tujuan %}"), p("{%p for b in t.butir %}"), p("{%p endfor %}")
TITLE = p("Untuk {{ t }}")


def _levels(kind: str) -> str:
    return "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{kind}"/></w:lvl>' for n in range(3))


NUMBERING = Added(
    "word/numbering.xml",
    "numbering",
    story(
        "numbering",
        f'<w:abstractNum w:abstractNumId="7">{_levels("decimal")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="8">{_levels("bullet")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
        '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Titik"/></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>',
    ),
    keys=("rId31",),
)
STYLES = Added(
    "word/styles.xml",
    "styles",
    story(
        "styles",
        '<w:style w:styleId="Daftar"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:styleId="Anak"><w:basedOn w:val="Daftar"/></w:style>'
        '<w:style w:styleId="Titik"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
        "</w:style>",
    ),
    keys=("rId32",),
)


def item(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def styled(text: str, style: str) -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>')


def found(body: str) -> list[tuple[str, str | None]]:
    data = package(body, NUMBERING, STYLES)
    findings = look_at(Template(data, WHERE), frozenset())
    assert {each.severity for each in findings} <= {Severity.WARNING}
    return [(each.code, each.where.paragraph) for each in findings]


GOES_ON = {
    "inner-loop": OUTER + TITLE + INNER + item("{{ b }}") + END + END,
    "by-style": OUTER + TITLE + INNER + styled("{{ b }}", "Daftar") + END + END,
    "by-base-of-style": OUTER + TITLE + INNER + styled("{{ b }}", "Anak") + END + END,
    "fixed-list": OUTER + TITLE + item("{{ b }}") + item("Kedua") + END,
    "with-if": OUTER + TITLE + p("{%p if t %}") + INNER + item("{{ b }}") + END + p("{%p endif %}")
    + END,
    "rows": OUTER
    + tbl(1, tr("Nama"), tr("{%tr for b in t.butir %}"), tr(tc(item("{{ b }}"))),
          tr("{%tr endfor %}")) + END,
    "cells": tbl(2, tr("{%tr for t in tujuan %}", ""),
                 tr("{{ t }}", tc(INNER + item("{{ b }}") + END)), tr("{%tr endfor %}", "")),
    "title-after": OUTER + INNER + item("{{ b }}") + END + p("Demikian.") + END,
}  # fmt: skip


@pytest.mark.parametrize("kind", GOES_ON)
def test_a_list_that_goes_on_is_named(kind: str) -> None:
    findings = found(GOES_ON[kind])
    assert ("template-numbering-continues", "{{ b }}") in findings
    assert {code for code, _paragraph in findings} == {"template-numbering-continues"}


RIGHT = {
    "one-loop": p("{%p for b in butir %}") + item("{{ b }}") + END,
    "one-loop-with-text": p("{%p for b in butir %}") + item("{{ b.a }}") + p("{{ b.c }}") + END,
    "level-below": OUTER + item("{{ t }}") + INNER + item("{{ b }}", 1) + END + END,
    "bullets": OUTER + TITLE + INNER + item("{{ b }}", number=2) + END + END,
    "bullets-by-style": OUTER + TITLE + INNER + item("{{ b }}", number=3) + END + END,
    "no-number": OUTER + TITLE + INNER + item("{{ b }}", number=0) + END + END,
    "flattened": OUTER + INNER + item("{{ b }}") + END + END,
    "branches": OUTER + TITLE + p("{%p if t %}") + item("a") + p("{%p else %}") + item("b")
    + p("{%p endif %}") + END,
    "by-hand": OUTER + TITLE + INNER + p("{{ loop.index }}. {{ b }}") + END + END,
    "no-loop": TITLE + item("a") + item("b"),
    "after-the-loop": OUTER + TITLE + END + item("a") + item("b"),
}  # fmt: skip


@pytest.mark.parametrize("kind", RIGHT)
def test_a_list_that_is_right_is_not(kind: str) -> None:
    assert found(RIGHT[kind]) == []
