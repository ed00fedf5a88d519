"""The compiled way gives what docxtpl itself gives, for every kind of template.

Where it does not, on purpose:

* Document properties are escaped once, not twice, and cut at the 255 signs they may have.
* Footnotes are filled once a package, not once a section (a value with braces would be run).
* ``docProps/core.xml`` is not invented, with the clock in it, when the template has none.
* Signs that XML cannot hold are dropped; docxtpl loses the text after them.
* XML that docxtpl would guess right (``recover=True``) is refused with a finding.
* A header that the document refers to twice is written once, not twice under one name.
* A picture in a footnote is put in; docxtpl fails there.
* Chance (``lipsum``, ``random``) is refused: the same input gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from lxml import etree
from markupsafe import Markup

from docgen.errors import FindingsError
from docgen.findings import Where
from docgen.render.template import Image, Subdocument, Template
from docgen.render.template.usual import render_with_docxtpl
from tests.render.compiled_cases import Case
from tests.render.compiled_documents import CASES
from tests.render.reference import FILES, W, by_docxtpl, parts
from tests.support.packages import header, notes, p, package, picture

WHERE = Where("templates/uji.docx")


def ours(data: bytes, context: Mapping[str, Any]) -> bytes:
    return Template(data, WHERE, FILES.__getitem__).render(context)


EACH_CASE = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@EACH_CASE
def test_same_as_docxtpl(case: Case) -> None:
    made = parts(ours(case.data, case.context))
    expected = parts(by_docxtpl(case.data, case.context))
    assert made.keys() == expected.keys()
    for name in expected:
        assert made[name] == expected[name], name


@EACH_CASE
def test_slower_for_a_reason_only(case: Case) -> None:
    slower = Template(case.data, WHERE).slower_for()
    assert bool(slower) == bool(case.slower), slower
    assert all(case.slower in reason for reason in slower)


@EACH_CASE
def test_a_second_letter_is_the_same(case: Case) -> None:
    template = Template(case.data, WHERE, FILES.__getitem__)
    assert template.render(case.context) == template.render(case.context)
    assert not template.faults(case.context)


def member(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def texts(data: bytes, name: str = "word/document.xml") -> list[str]:
    root = etree.fromstring(member(data, name).encode())
    return ["".join(each.itertext(f"{W}t")) for each in root.iter(f"{W}p")]


def test_properties_are_escaped_once_and_cut() -> None:
    core = "<dc:title>{{ a }}</dc:title><dc:subject>docgen {{ b }}</dc:subject>"
    data = package(p("x"), core=core)
    made = ours(data, {"a": "R & D", "b": "y" * 300})
    assert "<dc:title>R &amp; D</dc:title>" in member(made, "docProps/core.xml")
    subject = member(made, "docProps/core.xml").partition("<dc:subject>")[2].partition("<")[0]
    assert len(subject) == 255
    twice = by_docxtpl(data, {"a": "R & D", "b": ""})
    assert "R &amp;amp; D" in member(twice, "docProps/core.xml")


def test_footnotes_are_filled_once() -> None:
    """docxtpl fills them again for the second section, and runs what a value says."""
    first = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
    data = package(first + p("x"), notes("footnotes", p("[{{ a }}]"), "rId1"))
    context = {"a": "{{ 6 * 7 }}"}
    assert texts(ours(data, context), "word/footnotes.xml")[-1] == "[{{ 6 * 7 }}]"
    assert texts(by_docxtpl(data, context), "word/footnotes.xml")[-1] == "[42]"


def test_properties_are_not_invented() -> None:
    data = package(p("{{ a }}"), core=None)
    made, other = parts(ours(data, {"a": 1})), parts(by_docxtpl(data, {"a": 1}))
    assert other.keys() - made.keys() == {"docProps/core.xml"}
    assert made["word/document.xml"] == other["word/document.xml"]


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x0b", "\x1f", "\ufffe", "\uffff"])
@pytest.mark.parametrize("value", ["a{}b", "🙂{}<b>\n{}"])
def test_signs_that_xml_cannot_hold_are_dropped(sign: str, value: str) -> None:
    data = package(p("[{{ a }}]"), header("header1", p("[{{ a }}]"), "rId1"))
    made = ours(data, {"a": value.replace("{}", sign)})
    plain = ours(data, {"a": value.replace("{}", "")})
    assert parts(made) == parts(plain)


def test_markup_that_is_not_whole_is_refused() -> None:
    """docxtpl's parser guesses; here the clerk hears of it, whichever way the markup came."""
    for text, value in (
        ("{{ x|safe }}", "<w:b>"), ("{{ k.x }}", Markup("<w:b>")), ("{{ (y|e)[:3] }}", "&&"),
        ("{{ '<b>'|safe }}", ""), ("{% for v in k.xs %}{{ v }}{% endfor %}", Markup("</w:t>")),
        ("{% macro f() %}a&amp;b{% endmacro %}{{ f()[:3] }}", ""),
    ):  # fmt: skip
        context = {"x": value, "y": value, "k": {"x": value, "xs": [value]}}
        text = text.replace("'<b>'", "'&lt;b>'")
        with pytest.raises(FindingsError) as caught:
            ours(package(p(text)), context)
        assert [each.code for each in caught.value.findings] == ["template-failed"], text


def test_whole_markup_of_a_value_is_kept() -> None:
    data = package(p("{{ k.x }}") + p("{{ y }}"))
    context = {"k": {"x": Markup("a</w:t></w:r><w:r><w:t>b")}, "y": "c"}
    assert texts(ours(data, context)) == ["ab", "c"]
    assert parts(ours(data, context)) == parts(by_docxtpl(data, context))


def test_header_that_is_referred_to_twice() -> None:
    data = package(p("x"), header("header1", p("[{{ a }}]"), "rId1", "rId2"))
    assert texts(ours(data, {"a": "{{ 1 }}"}), "word/header1.xml") == ["[{{ 1 }}]"]
    assert parts(ours(data, {"a": 1}))  # each name once
    with pytest.warns(UserWarning, match="Duplicate name"):
        by_docxtpl(data, {"a": 1})


def test_picture_in_a_footnote() -> None:
    data = package(p("x"), notes("footnotes", p("{{ a }}"), "rId1"))
    made = ours(data, {"a": Image(picture(3))})
    assert 'Target="media/image1.png"' in member(made, "word/_rels/footnotes.xml.rels")
    with pytest.raises(AttributeError):
        by_docxtpl(data, {"a": Image(picture(3))})


@pytest.mark.parametrize("text", ["{{ lipsum() }}", "{{ [1, 2]|random }}"])
def test_chance_is_refused(text: str) -> None:
    with pytest.raises(FindingsError):
        ours(package(p(text)), {})


def test_names_of_one_part_are_not_those_of_another() -> None:
    head = header("header1", p("{{ f }}"), "rId1")
    for text in ("{% set f = 1 %}", "{% macro f() %}1{% endmacro %}", "{% set f %}1{% endset %}"):
        data = package(p(text + "{{ 2 }}"), head)
        assert texts(ours(data, {"f": "data"}), "word/header1.xml") == ["data"]
        with pytest.raises(FindingsError):
            ours(data, {})


def usual(data: bytes, context: Mapping[str, Any]) -> bytes:
    return render_with_docxtpl(data, WHERE, context, FILES.__getitem__)[0]


@EACH_CASE
def test_the_usual_way_gives_the_same(case: Case) -> None:
    """Documents inside documents are made by docxtpl itself, without its surprises."""
    assert parts(usual(case.data, case.context)) == parts(ours(case.data, case.context))


def test_the_usual_way_has_no_surprises() -> None:
    two = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" + p("{{ a }}")
    notes_too = notes("footnotes", p("{{ a }}"), "rId1")
    context = {"a": "{{ 6 * 7 }}\x0b & \x00\uffffb"}
    for core in (None, "<dc:title>{{ a }}</dc:title>"):
        data = package(two, notes_too, core=core)
        made = usual(data, context)
        assert made == usual(data, context)
        assert parts(made).keys() == parts(data).keys()
        for name in ("word/document.xml", "word/footnotes.xml"):
            assert texts(made, name)[-1] == "{{ 6 * 7 }} & b"
    assert "{{ 6 * 7 }} &amp; b" in member(made, "docProps/core.xml")
    with pytest.raises(FindingsError):
        usual(package(p("{{ a }}")), {"a": Markup("<w:b>")})
    with pytest.raises(FindingsError) as caught:
        usual(package(p("{{ a }}")), {"a": Image(picture(1, "JPEG")[:30])})
    assert caught.value.findings[0].code == "image-unreadable"


def test_findings_beside_a_document_inside() -> None:
    """All mistakes are told before docxtpl is asked for the document inside."""
    data = package(p("{{p lain }}") + p("satu {{ x }}") + p("dua {{ y }}"))
    context = {"lain": Subdocument(b"")}
    with pytest.raises(FindingsError) as caught:
        ours(data, context)
    found = caught.value.findings
    assert [each.where.paragraph for each in found] == ["satu {{ x }}", "dua {{ y }}"]
    assert Template(data, WHERE).faults(context) == found
    with pytest.raises(FindingsError) as caught:
        ours(data, {**context, "x": 1, "y": 2})
    assert caught.value.findings[0].code == "template-file-unreadable"
