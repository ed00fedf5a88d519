"""Every mistake of a template at once, each with its paragraph; never anything but findings."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from typing import Any

import pytest

from docgen.errors import FindingsError
from docgen.findings import Finding, Where
from docgen.ooxml.package import read_package, write_package
from docgen.render.template import Image, Template
from docgen.render.template_look import look_at
from tests.support.packages import HEAD, header, notes, p, package, picture, tbl, tr

WHERE = Where("templates/uji.docx")
ROW = Where("data/surat.xlsx", sheet="a", cell="A3")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def found(data: bytes, context: dict[str, Any] | None = None) -> list[Finding]:
    """All that a clerk is told, before and while a letter is made."""
    template = Template(data, WHERE)
    every: list[Finding] = []
    for step in (
        template.placeholders,
        template.stray_braces,
        template.slower_for,
        template.reads_files,
        lambda: look_at(template, frozenset()),
        template.demanded,
        template.parts_in_capitals,
        lambda: template.faults(context or {}, ROW),
        lambda: template.render(context or {}, ROW),
        lambda: template.files_read(context or {}),
    ):
        try:
            given = step()
        except FindingsError as problem:
            given = problem.findings
        if isinstance(given, tuple):
            every += [each for each in given if isinstance(each, Finding)]
    assert all(each.where.file == WHERE.file and each.message for each in every)
    assert not any("Traceback" in each.message or "lxml" in each.message for each in every)
    return list(dict.fromkeys(every))


def render_findings(data: bytes, context: dict[str, Any]) -> list[Finding]:
    with pytest.raises(FindingsError) as caught:
        Template(data, WHERE).render(context, ROW)
    return list(caught.value.findings)


def codes(data: bytes, context: dict[str, Any] | None = None) -> set[str]:
    return {each.code for each in found(data, context)}


def test_undefined_names_of_all_paragraphs() -> None:
    body = p("satu {{ salah1 }}") + p("dua {{ benar }}") + p("tiga {{ salah2 }} {{ salah3|upper }}")
    body += tbl(1, tr("h"), tr("{%tr for x in salah4 %}"), tr("{{ x }}"), tr("{%tr endfor %}"))
    body += p("{% if salah5 %}x{% endif %}") + p("{{ kop.nmaa }}")
    data = package(body, header("header1", p("atas {{ salah6 }}"), "rId1"),
                   notes("footnotes", p("bawah {{ salah7 }}"), "rId2"))  # fmt: skip
    every = render_findings(data, {"benar": 1, "kop": {"nama": 2}})
    assert {each.code for each in every} == {"template-undefined"}
    assert all(str(ROW) in each.message for each in every)
    places = {each.where.paragraph or "" for each in every}
    for start in ("satu", "tiga", "{% if salah5", "{{ kop.nmaa", "atas", "bawah"):
        assert any(place.startswith(start) for place in places), start
    for n in range(1, 8):
        assert any(f"salah{n}" in each.message for each in every), n
    assert any("nmaa" in each.message for each in every)


def test_unknown_filters_of_all_paragraphs() -> None:
    every = found(package(p("satu {{ a|abc }}") + p("dua") + p("tiga {{ a|xyz }}")), {"a": 1})
    unknown = [each for each in every if each.code == "template-filter-unknown"]
    assert [each.where.paragraph for each in unknown] == ["satu {{ a|abc }}", "tiga {{ a|xyz }}"]


def test_forgotten_braces_of_all_paragraphs() -> None:
    wrong = ["satu {{ a", "dua { a }}", "tiga {{ a }"]
    body = "".join(p(text) + p("baik {{ a }}") for text in wrong)
    stray = [each for each in found(package(body), {"a": 1}) if each.code == "template-stray-brace"]
    assert [each.where.paragraph for each in stray] == wrong


def test_tags_that_do_not_stand_level() -> None:
    """docxtpl's parser would guess; the clerk is told instead."""
    body = p("{% if a %}x") + p("y{% endif %}") + p("z")
    assert not found(package(body), {"a": 1})
    assert "template-failed" in codes(package(body), {"a": 0}) or not found(package(body), {"a": 0})
    broken = (
        "<w:p><w:r>{% if a %}<w:t>x</w:t></w:r></w:p><w:p><w:r>{% endif %}<w:t>y</w:t></w:r></w:p>"
    )
    assert not found(package(broken), {"a": 1})


@pytest.mark.parametrize(
    "expression",
    ["a / 0", "a + 'x'", "n.b.c", "n[0]", "a()", "a|tanggal", "'x'|rupiah", "a|terbilang",
     "'9' * 10**14", "a.__class__.__mro__", "[1]|first|first", "range(10**9)|list",
     "x|qr", "'tidak-ada.png'|gambar", "'tidak-ada.docx'|sisip", "'a'|gambar('b')",
     "a|attr('__class__')", "dict(a=1).pop('b')", "'%d'|format('x')", "a|round('x')",
     "(10**400)|float", "10**400/3", "u|int('x')", "self.x()", "u", "caller()", "loop.index",
     "cycler().next()", "joiner(1)()", "namespace(1)", "u.encode('ascii')", "u|xmlattr", "s"],
)  # fmt: skip
def test_no_expression_ends_in_anything_but_findings(expression: str) -> None:
    context = {"a": "x", "n": None, "x": "x" * 4000, "u": "é", "s": "\ud800"}
    found(package(p(f"ini {{{{ {expression} }}}}")), context)


@pytest.mark.parametrize(
    ("expression", "code"),
    [("x|qr", "template-failed"), ("'a.png'|gambar", "template-file-missing"),
     ("s", "template-failed"), ("n.b", "template-undefined"), ("g", "image-unreadable")],
)  # fmt: skip
def test_what_stops_a_letter_has_its_paragraph(expression: str, code: str) -> None:
    context = {"x": "x" * 4000, "s": "\ud800", "n": {}, "g": Image(b"\x89PNG")}
    body = p("sebelum") + p(f"ini {{{{ {expression} }}}}") + p("sesudah")
    (finding,) = render_findings(package(body), context)
    assert finding.code == code
    if expression != "s":
        assert (finding.where.paragraph or "").startswith("ini")


def lying_zip() -> bytes:
    """A member that says it holds ten bytes and holds many."""
    data = package(p("x"), header("header1", p("y" * 100_000), "rId1"))
    size = len(read_package(data)["word/header1.xml"])
    return data.replace(struct.pack("<I", size), struct.pack("<I", 10))


def bomb(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in read_package(package(p("x"))).items():
            archive.writestr(member, data)
        with archive.open(name, "w", force_zip64=True) as target:
            for _ in range(300):
                target.write(bytes(2**20))
    assert len(made.getvalue()) < 2**20
    return made.getvalue()


def encrypted_zip() -> bytes:
    """The flag that says that a member has a password (APPNOTE.TXT 4.4.4)."""
    data = bytearray(package(p("x")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def with_member(name: str, content: bytes, *old: bytes) -> bytes:
    members = read_package(package(p("x"), notes("footnotes", p("x"), "rId1")))
    members[name] = members[name].replace(*old) if old else content
    return write_package(members.items())


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">'
        for old, new in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
MAIN = b"wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    "data",
    [
        OLE + bytes(600), b"", b"PK", b"%PDF-1.7", b"{\\rtf1 x}", b"PK\x05\x06" + bytes(18),
        with_member("[Content_Types].xml", b"", b"application/vnd.openxmlformats-officedocument."
                    + MAIN, b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        with_member("[Content_Types].xml", b""),
        with_member("word/document.xml", b""),
        with_member("word/document.xml", b"<x/>"),
        with_member("word/footnotes.xml", b"<x"),
        with_member("word/footnotes.xml", HEAD.encode() + LAUGHS.encode() + b"<x>&j;</x>"),
        with_member("_rels/.rels", b"<x/>"),
        encrypted_zip(), lying_zip(), bomb("word/media/image1.png"), bomb("word/document2.xml"),
    ],
    ids=["ole", "empty", "pk", "pdf", "rtf", "no-members", "docm", "no-types", "no-body",
         "other-body", "broken-footnotes", "entities", "no-rels", "password", "lying", "bomb",
         "bomb-xml"],
)  # fmt: skip
def test_files_that_are_no_template(data: bytes) -> None:
    assert codes(data) == {"template-unreadable"}


def test_entities_of_a_file_of_the_machine_are_not_read(tmp_path: Any) -> None:
    (tmp_path / "rahasia").write_text("RAHASIA")
    kind = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{tmp_path}/rahasia">]>'
    note = read_package(package(p("x"), notes("footnotes", p("x&amp;a;"), "rId1")))
    for name in ("word/footnotes.xml", "word/document.xml"):
        text = note[name].decode().replace("x&amp;a;", "x&a;").replace(">x<", ">x&a;<")
        content = text.replace(HEAD, HEAD + kind).encode()
        try:
            made = Template(with_member(name, content), WHERE).render({})
        except FindingsError:
            continue
        assert not any(b"RAHASIA" in each for each in read_package(made).values())


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF"])
def test_broken_pictures_are_findings(kind: str) -> None:
    """Cut at every place of the head, and with bytes changed."""
    whole = picture(5, kind)
    chance = random.Random(5)
    broken = [whole[:cut] for cut in range(0, min(len(whole), 240), 3)]
    for _ in range(120):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(min(len(data), 200))] = chance.randrange(256)
        broken.append(bytes(data))
    template = Template(package(p("ini {{ g }}")), WHERE)
    for data in broken:
        try:
            made = template.render({"g": Image(data)}, ROW)
        except FindingsError as problem:
            assert problem.findings[0].code in ("image-unreadable", "template-failed")
        else:
            assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None


def test_damaged_packages_are_findings() -> None:
    """A file cut, or with some bytes changed, is a letter or a finding."""
    whole = package(p("{{ a }}"), header("header1", p("{{ a }}"), "rId1"))
    chance = random.Random(7)
    damaged = [whole[: len(whole) * cut // 20] for cut in range(20)]
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        damaged.append(bytes(data))
    for data in damaged:
        assert codes(data, {"a": 1}) <= {"template-unreadable", "template-failed",
                                         "template-undefined", "template-syntax",
                                         "template-stray-brace"}  # fmt: skip


def test_damaged_text_is_findings() -> None:
    """The same within the deflated members, where no checksum tells."""
    members = read_package(package(p("{{ a }}"), notes("footnotes", p("{{ a }}"), "rId1")))
    chance = random.Random(9)
    for _ in range(80):
        name = chance.choice(sorted(members))
        data = bytearray(members[name])
        data[chance.randrange(len(data))] = chance.randrange(256)
        found(write_package({**members, name: bytes(data)}.items()), {"a": 1})
