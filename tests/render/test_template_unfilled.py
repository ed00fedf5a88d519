"""A tag in any part of the package is filled or named: none is silent."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

from docgen.findings import Finding, Severity, Where
from docgen.ooxml.package import read_package
from docgen.render.template import Template
from docgen.render.template_look import look_at
from tests.render.planted import (
    CORE_STORE,
    FILLED,
    NAMED,
    WARNED,
    bound_to_own,
    control,
    embedded_workbook,
)
from tests.support.packages import Added, p, package
from tests.support.workspaces import ROOT

WHERE = Where("templates/uji.docx")
CODE = "template-tag-unfilled"
WORD = "tanaman"
TAGS = (
    f"{{{{ {WORD} }}}}",
    f"{{{{{WORD}}}}}",
    f"{{{{ {WORD} | upper }}}}",
    f"{{% if {WORD} %}}ada{{% endif %}}",
)
EVERY = {**NAMED, **WARNED, **FILLED}


def found(data: bytes) -> list[Finding]:
    return list(look_at(Template(data, WHERE), frozenset()))


def stays(data: bytes) -> bool:
    """Whether the planted name still stands anywhere in a package, whatever it is written in."""
    for name, content in read_package(data).items():
        if zipfile.is_zipfile(io.BytesIO(content)):
            if stays(content):
                return True
            continue
        plain = re.sub(r"<[^>]*>", "", content.decode("utf-8", "ignore"))
        wide = content.decode("utf-16-le", "ignore") + content[1:].decode("utf-16-le", "ignore")
        attributes = " ".join(re.findall(r'"([^"]*)"', content.decode("utf-8", "ignore")))
        if any(WORD in unquote(text) for text in (plain, wide, attributes)):
            return name != ""
    return False


@pytest.mark.parametrize("kind", NAMED)
def test_a_tag_that_stays_is_an_error(kind: str) -> None:
    for tag in TAGS[:3]:
        findings = [each for each in found(NAMED[kind](tag)) if each.code == CODE]
        assert findings, tag
        assert Severity.ERROR in {each.severity for each in findings}
        assert all(WORD in each.message for each in findings)


@pytest.mark.parametrize("kind", WARNED)
def test_what_nobody_sees_on_paper_is_a_warning(kind: str) -> None:
    for tag in TAGS[:3]:
        (finding,) = found(WARNED[kind](tag))
        assert (finding.code, finding.severity) == (CODE, Severity.WARNING)


@pytest.mark.parametrize("kind", FILLED)
def test_a_tag_that_is_filled_is_no_finding(kind: str) -> None:
    for tag in TAGS:
        data = FILLED[kind](tag)
        assert found(data) == []
        assert not stays(Template(data, WHERE).render({WORD: "Ani"}))


@pytest.mark.parametrize("kind", EVERY)
def test_a_part_without_tags_is_no_finding(kind: str) -> None:
    for text in ("Ani & Budi".replace("&", "&amp;"), "{satu}", "100 %"):
        assert found(EVERY[kind](text)) == []


@pytest.mark.parametrize("seed", range(60))
def test_filled_or_named(seed: int) -> None:
    chance = random.Random(seed)
    kind = chance.choice(sorted(EVERY))
    data = EVERY[kind](chance.choice(TAGS))
    named = any(each.code == CODE for each in found(data))
    assert named is stays(Template(data, WHERE).render({WORD: "Ani"})), kind


def test_words_for_the_part_and_what_to_do() -> None:
    (title,) = found(NAMED["chart-title"]("{{ hal }}"))
    assert "{{ hal }} di judul bagan" in title.message
    assert "catatan kaki" in found(NAMED["endnotes"]("{{ hal }}"))[0].message
    assert "alamat tautan" in found(NAMED["link-encoded"]("{{ hal }}"))[0].message


def test_the_same_tag_in_a_part_is_said_once() -> None:
    assert len(found(embedded_workbook("{{ a }} dan {{ a }}"))) == 1


def test_a_tag_that_is_not_closed_is_named_too() -> None:
    assert found(NAMED["chart-title"]("Grafik {{ hal"))[0].code == CODE


def test_a_control_whose_property_says_something_else() -> None:
    """Word shows the property, and what docgen filled into the control is gone."""
    path = "/cp:coreProperties[1]/dc:title[1]"
    data = package(control("{{ hal }}", path, CORE_STORE), core="<dc:title>Surat</dc:title>")
    assert [each.code for each in found(data)] == [CODE]


def test_a_control_bound_to_nothing_shows_its_text() -> None:
    other = "{99999999-2222-3333-4444-555555555555}"
    data = package(control("{{ hal }}", "/data[1]/nama[1]", other))
    assert found(data) == []
    assert found(bound_to_own("Ani")) == []


def test_the_title_that_word_repeats_for_windows_is_none() -> None:
    titles = "<TitlesOfParts><vector><lpstr>{{ hal }}</lpstr></vector></TitlesOfParts>"
    app = Added("docProps/app.xml", "extended-properties",
                f"<Properties>{titles}</Properties>".encode(), keys=("rId8",), of="")  # fmt: skip
    assert found(package(p("x"), app)) == []


@pytest.mark.parametrize("path", sorted((ROOT / "templates").glob("*.docx")), ids=lambda p: p.name)
def test_shipped_templates_are_right(path: Path) -> None:
    template = Template(path.read_bytes(), Where(path.name))
    assert look_at(template, frozenset({"alur", "riwayat", "kop", "kode_qr"})) == ()
