"""Where the proof holds, docxtpl's parsing and repair change nothing: for random templates too."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from hypothesis import event, given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.errors import FindingsError
from docgen.findings import Where
from docgen.ooxml.package import read_package
from docgen.render.template import Template
from docgen.render.template.problems import FILL_ERRORS
from docgen.render.template.program import Program, compile_template
from tests.render.compiled_cases import Case
from tests.render.compiled_documents import CASES
from tests.render.reference import FILES, by_docxtpl, parts
from tests.support.packages import p, package, r, tbl, tc, tr

WHERE = Where("templates/uji.docx")
FAST = [each for each in CASES if not each.slower and each.name != "subdocument"]
# Signs that mean something to XML, to Jinja, or to docxtpl, and any other text.
SIGNS = [*"&<>\"'{}%#_|\n\t\a\f\r🙂é", "]]>", "{_{", "</w:t>", "--"]
LOST = [*"\x00\x0b\x1f\uffff"]


def texts(signs: list[str], **letters: Any) -> st.SearchStrategy[str]:
    one = st.sampled_from(signs) | st.text(
        st.characters(exclude_categories=["Cs"], **letters), max_size=3
    )
    return st.lists(one, max_size=8).map("".join)


TEXTS = texts([*SIGNS, *LOST])
# What XML can hold; docxtpl loses the text after anything else.
HELD = texts(SIGNS, min_codepoint=0x20, exclude_characters="\ufffe\uffff")


def canonical(xml: bytes) -> bytes:
    return etree.tostring(etree.fromstring(xml), method="c14n")


def always_repaired(program: Program) -> Program:
    return replace(program, parts=tuple(replace(e, repaired_for="test") for e in program.parts))


def compare_with_repaired(program: Program, context: dict[str, Any]) -> None:
    """The changed parts, the longer way and the shorter."""
    fast = read_package(program.fill(context, FILES.__getitem__))
    slow = read_package(always_repaired(program).fill(context, FILES.__getitem__))
    assert fast.keys() == slow.keys()
    for part in program.parts:
        name = part.source.member
        assert canonical(fast[name]) == canonical(slow[name]), name


@pytest.mark.parametrize("case", FAST, ids=lambda case: case.name)
def test_repair_finds_nothing_in_any_case(case: Case) -> None:
    program = compile_template(case.data, WHERE)
    assert not list(program.repaired_for())
    compare_with_repaired(program, dict(case.context))


def altered(value: Any, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Any:
    """Data of the same kind with other texts, and lists of another length."""
    if type(value) is str:
        return draw(st.just(value) | TEXTS)
    if type(value) is dict:
        return {key: altered(each, draw) for key, each in value.items()}
    if type(value) is list and value:
        chosen = draw(st.lists(st.sampled_from(value), max_size=5))
        return [altered(each, draw) for each in chosen]
    return value


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_repair_finds_nothing_for_any_data(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(FAST))
    context = altered(dict(case.context), data.draw)
    program = compile_template(case.data, WHERE)
    try:
        compare_with_repaired(program, context)
    except FILL_ERRORS:
        event("data that the filters refuse")


# --- random templates ------------------------------------------------------------------------

NAMES = ("a", "b")
CONDITIONS = ("c", "not c", "a", "xs", "loop is defined and loop.first")


@st.composite
def words(draw: st.DrawFn, depth: int = 1) -> str:
    """The text of a paragraph: words, values, conditions and loops."""
    pieces = []
    for _ in range(draw(st.integers(0, 3))):
        match draw(st.integers(0, 4 if depth else 1)):
            case 0:
                pieces.append(draw(st.sampled_from(["kata", " ", "&amp;", "&lt;b&gt;", "é"])))
            case 1:
                pieces.append(f"{{{{ {draw(st.sampled_from(NAMES))} }}}}")
            case 2:
                pieces.append(f"{{% if {draw(st.sampled_from(CONDITIONS))} %}}")
                pieces.append(draw(words(depth - 1)))
                pieces.append(draw(st.sampled_from(["", "{% else %}x"])) + "{% endif %}")
            case 3:
                inside = draw(words(depth - 1))
                pieces.append(f"{{% for x in xs %}}{{{{ x.t }}}}{inside}{{% endfor %}}")
            case 4:
                pieces.append(draw(st.sampled_from(["{%- if c %}", "{% if c -%}"])) + "y")
                pieces.append("{% endif %}")
    return "".join(pieces)


@st.composite
def paragraph(draw: st.DrawFn) -> str:
    """A paragraph; its text may be split over runs, also within a tag."""
    text = draw(words())
    if draw(st.booleans()) or "&" in text:
        return p(text)
    at = draw(st.integers(0, len(text)))
    return f"<w:p>{r(text[:at], '<w:b/>')}<w:proofErr/>{r(text[at:])}</w:p>"


def around(tag: str, kind: str, wrap: Callable[[str], str], content: str) -> str:
    """A condition or loop around rows, cells or paragraphs, as docxtpl writes them."""
    start = {"if": f"{{%{tag} if c %}}", "for": f"{{%{tag} for x in xs %}}"}[kind]
    return f"{wrap(start)}{content}{wrap(f'{{%{tag} end{kind} %}}')}"


@st.composite
def row(draw: st.DrawFn, columns: int, depth: int) -> str:
    """A row; mostly as many cells as columns, some merged, some by data."""
    count = columns + draw(st.sampled_from([0, 0, 0, 0, 0, 0, -1, 1]))
    cells = []
    left = max(count, 1)
    while left:
        span = draw(st.sampled_from([1, 1, 1, 2])) if left > 1 else 1
        content = draw(blocks(depth - 1) if depth else paragraph())
        wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        cells.append(tc(content or "<w:p/>", f'<w:tcW w:w="1"/>{wide}'))
        left -= span
    if draw(st.integers(0, 9)) == 0:
        kind = draw(st.sampled_from(["if", "for"]))
        place = draw(st.integers(0, len(cells) - 1))
        cells[place] = around("tc", kind, tc, cells[place])
    return f"<w:tr>{''.join(cells)}</w:tr>"


@st.composite
def table(draw: st.DrawFn, depth: int) -> str:
    columns = draw(st.integers(1, 3))
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        made = draw(row(columns, depth))
        if draw(st.integers(0, 2)) == 0:
            kind = draw(st.sampled_from(["if", "for"]))
            made = around("tr", kind, lambda text: tr(tc(text)), made)
        rows.append(made)
    return tbl(columns, *rows)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 2) -> str:
    """Paragraphs and tables, with conditions and loops around them, some across them."""
    made = []
    for _ in range(draw(st.integers(0, 2))):
        match draw(st.integers(0, 7)):
            case 0 | 1:
                made.append(draw(paragraph()))
            case 2 | 6 | 7 if depth:
                made.append(draw(table(depth - 1)) + "<w:p/>")
            case 3 if depth:
                kind = draw(st.sampled_from(["if", "for"]))
                made.append(around("p", kind, p, draw(blocks(depth - 1))))
            case 4 if draw(st.integers(0, 3)) == 0:
                # From the middle of one paragraph to the middle of another.
                end = p("y{% endif %} z")
                made.append(f"{p('x {% if c %}')}{draw(blocks(0))}{end}")
            case _:
                made.append(draw(paragraph()))
    return "".join(made)


def contexts(any_text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "a": any_text,
            "b": any_text | st.integers() | st.none() | st.booleans(),
            "c": st.booleans(),
            "xs": st.lists(st.fixed_dictionaries({"t": any_text}), max_size=5),
        }
    )


def grids(xml: bytes) -> list[int]:
    """The columns of each table."""
    tables = etree.fromstring(xml).iter(qn("w:tbl"))
    return [len(each.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")) for each in tables]


def check_template(body: str, data: list[dict[str, Any]]) -> None:
    try:
        program = compile_template(package(body), WHERE)
    except Exception as problem:
        # docxtpl's rules can take a tag away that another needs; Jinja says so for both.
        event(f"not readable: {type(problem).__name__}")
        return
    (part,) = program.parts
    reason = re.sub("«.*»", "", part.repaired_for or "shown")
    event(reason + (" with a table" if "<w:tbl>" in body else ""))
    if part.repaired_for is not None:
        return
    for context in data:
        filled = read_package(program.fill(context))[part.source.member]
        repaired = DocxTemplate.fix_tables(cast(DocxTemplate, None), filled)
        assert grids(etree.tostring(repaired)) == grids(filled)
        compare_with_repaired(program, context)


@settings(max_examples=150, deadline=None)
@given(blocks(), st.lists(contexts(TEXTS), min_size=1, max_size=2))
def test_proof_holds_for_random_templates(body: str, data: list[dict[str, Any]]) -> None:
    check_template(body, data)


@pytest.mark.full
@settings(max_examples=5000, deadline=None)
@given(blocks(3), st.lists(contexts(TEXTS), min_size=1, max_size=3))
def test_proof_holds_for_many_templates(body: str, data: list[dict[str, Any]]) -> None:
    check_template(body, data)


def check_against_docxtpl(body: str, context: dict[str, Any]) -> None:
    """Whatever way the letter takes, it is what docxtpl gives; else it is a finding."""
    data = package(body)
    try:
        made = Template(data, WHERE).render(context)
    except FindingsError:
        event("refused")
        return
    assert parts(made) == parts(by_docxtpl(data, context))


@settings(max_examples=40, deadline=None)
@given(blocks(), contexts(HELD))
def test_random_templates_give_what_docxtpl_gives(body: str, context: dict[str, Any]) -> None:
    check_against_docxtpl(body, context)


@pytest.mark.full
@settings(max_examples=2000, deadline=None)
@given(blocks(3), contexts(HELD))
def test_many_templates_give_what_docxtpl_gives(body: str, context: dict[str, Any]) -> None:
    check_against_docxtpl(body, context)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (p("x {% if c %}") + p("y") + p("{%p endif %}"), "other elements"),
        (tbl(1, tr("a", "b")), "more cells"),
        (tbl(2, tr("a")), "full row"),
        (tbl(1, tr("{%tr if c %}"), tr("a"), tr("{%tr endif %}")), "full row"),
        (tbl(1, tr(tc("{%tc if c %}"), tc("a"), tc("{%tc endif %}"))), "cells"),
        (tbl(1, tr(tc(p("x"), '<w:gridSpan w:val="{{ b }}"/>'))), "column count"),
        (tbl(1, tr("a")).replace('<w:gridCol w:w="2000"/>', "{% if c %}<w:gridCol/>{% endif %}"),
         "columns that depend"),
        ("<w:p>{% if c %}<w:r></w:r>{% else %}</w:p><w:p><w:pPr/>{% endif %}</w:p>", "x"),
        (p("{{ a|safe }}"), "markup"),
        (p("{% macro f() %}{% endmacro %}"), "Macro"),
        (p("{% autoescape false %}{{ a }}{% endautoescape %}"), "Scope"),
        ("<w:p><w:r>{{ a }}<w:t/></w:r></w:p>", ""),
    ],
)  # fmt: skip
def test_what_the_template_does_not_show(body: str, reason: str) -> None:
    program = compile_template(package(body), WHERE)
    found = program.parts[0].repaired_for
    if reason in ("", "x"):
        assert found is None
    else:
        assert found is not None
        assert reason in found
