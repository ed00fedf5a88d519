"""The report page: all of the result, nothing from outside, nothing that runs, in two languages."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
import tomllib
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from lxml import html

from docgen.check.references import Reference
from docgen.check.report import pictures, render_report
from docgen.check.report.drawings import drawing
from docgen.check.report.words import naming
from docgen.check.report.words import words as words_of
from docgen.check.result import Kind, State, findings_only, result_of
from docgen.choices import LANGUAGES
from docgen.findings import Where, error
from docgen.load.workspace import weighable
from docs.make.said import said_in
from tests.support.reports import (
    BOX,
    EVIL,
    SVG,
    TODAY,
    expectations,
    fill,
    letter,
    page,
    result,
    words,
    write_pdf,
)
from tests.support.workspaces import ROOT


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("laporan"))


@pytest.fixture(scope="module", params=LANGUAGES)
def shown(request: pytest.FixtureRequest, root: Path) -> html.HtmlElement:
    return page(root, result(), request.param)


def test_the_result_counts_what_must_be_there() -> None:
    checked = result()
    counts = checked.counts
    assert (counts.letters, counts.required) == (3, 8)
    assert (counts.found, counts.missing, counts.wrong, counts.surplus) == (5, 1, 2, 1)
    assert (counts.errors, counts.warnings, counts.hints) == (4, 3, 1)
    good, bad, draft = checked.letters
    assert (good.state, bad.state, draft.state) == (State.OK, State.MISSING, State.NONE)
    assert [copy.state for copy in bad.copies] == [
        State.MISSING, State.OK, State.WRONG, State.WRONG,
    ]  # fmt: skip
    assert bad.surplus == ("output/letters/keluar/kurang/kurang.asli-9.pdf",)
    assert "date-order" in bad.codes  # a finding of its row, found by the row
    assert checked.documents[0].codes == ("sop-start",)


def test_every_letter_copy_and_finding_is_on_the_page(shown: html.HtmlElement) -> None:
    checked = result()
    rows = shown.xpath('//tr[contains(@class, "letter")]')
    # What is broken stands first.
    assert [row.get("data-state") for row in rows] == ["missing", "ok", "none"]
    good, bad, draft = checked.letters
    for row, each in zip(rows, (bad, good, draft), strict=True):
        text = words(row)
        assert " ".join(each.subject.split()) in text
        for copy in each.copies:
            assert " ".join(copy.recipient.split()) in text
    findings = shown.xpath('//li[contains(@class, "finding")]')
    assert len(findings) == len(checked.findings)
    text = words(shown)
    for finding in checked.findings:
        assert finding.message in text
        assert str(finding.where) in text
        assert finding.code in text


def test_a_bad_cell_leads_to_its_finding(shown: html.HtmlElement) -> None:
    row = shown.xpath('//tr[@data-state="missing"]')[0]
    links = row.xpath('.//li[not(@class="ok")]/a/@href')
    assert len(links) == 4  # missing, two wrong, surplus
    codes = [shown.get_element_by_id(link[1:]).get("data-code") for link in links]
    assert sorted(codes) == [
        "copy-missing", "copy-surplus", "copy-text-differs", "ledger-line-wrong",
    ]  # fmt: skip
    assert "✗" in words(row) and "!" in words(row)  # not by colour alone


def test_anchors_and_labels_are_whole(shown: html.HtmlElement) -> None:
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = [link[1:] for link in shown.xpath("//a/@href")]
    assert targets and set(targets) <= set(ids)
    for names in shown.xpath("//@aria-labelledby") + shown.xpath("//label/@for"):
        assert set(names.split()) <= set(ids)
    fields = shown.xpath("//input/@id | //select/@id")
    assert set(fields) == set(shown.xpath("//label/@for"))
    assert all(image.get("alt") for image in shown.xpath("//img"))
    assert all(head.get("scope") for head in shown.xpath("//th"))
    levels = [int(head.tag[1]) for head in shown.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_nothing_comes_from_outside_and_nothing_foreign_runs(
    shown: html.HtmlElement, root: Path
) -> None:
    source = render_report(result(), root, TODAY).decode()
    assert not re.search(r"https?:|//[a-z]+\.|@import|url\(", source.replace("http://www.w3", ""))
    assert {link[:1] for link in shown.xpath("//a/@href")} == {"#"}
    assert all(src.startswith("data:image/webp;base64,") for src in shown.xpath("//@src"))
    assert not shown.xpath("//link|//iframe|//object|//embed|//base")
    assert not [name for name in shown.xpath("//@*") if name.attrname.startswith("on")]
    assert not shown.xpath("//@style")
    assert len(shown.xpath("//script")) == 1
    (policy,) = shown.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    for element in shown.xpath("//style|//script"):
        digest = hashlib.sha256(element.text.encode()).digest()
        assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy


def test_hostile_words_stay_words(root: Path) -> None:
    shown = page(root, result())
    assert " ".join(EVIL.split()) in words(shown)
    assert not shown.xpath("//b[not(ancestor::p)]")
    assert not [script for script in shown.xpath("//script") if "alert" in script.text]
    assert EVIL not in "".join(style.text for style in shown.xpath("//style"))


def test_the_page_says_which_language_it_is_in(root: Path) -> None:
    for language, title in (("id", "Laporan Pemeriksaan Rangkap"), ("en", "Report on the Check")):
        shown = page(root, result(), language)
        assert shown.get("lang") == language
        assert title in words(shown.xpath("//h1")[0])
        assert shown.xpath("//li[contains(@class, 'finding')]//*[@lang='id']")
    assert "22 November 2026" in words(page(root, result()))


def test_both_languages_have_every_word() -> None:
    for name, kind in (("words.toml", str), ("codes.toml", list), ("codes_before.toml", list)):
        source = resources.files("docgen.check.report") / name
        for key, texts in tomllib.loads(source.read_text(encoding="utf-8")).items():
            assert set(texts) == set(LANGUAGES), key
            for text in texts.values():
                assert isinstance(text, kind) and all(text), key
    holes = [re.findall(r"\{\w+\}", words_of(language)["status"]) for language in LANGUAGES]
    assert holes[0] == holes[1]


def test_every_code_has_a_title_and_an_advice() -> None:
    """Whatever a check shows, of its own or of the stages before."""
    given = {said.code for said in said_in(ROOT / "docgen")}
    assert len(given) > 300
    named = {code: naming(code, "id") for code in given | weighable()}
    assert sorted(code for code, name in named.items() if not (name.title and name.advice)) == []


def test_message_and_advice_agree() -> None:
    """Both ask for a plain build, or both for one that writes over what somebody changed."""
    asked = [said for said in said_in(ROOT / "docgen") if "docgen build" in said.words]
    assert len(asked) > 40
    for said in asked:
        advice = naming(said.code, "id").advice
        assert ("--force" in said.words) <= ("--force" in advice), said
        if "docgen build --force" not in said.words:
            assert "--force" not in advice, said


def test_green_only_when_everything_is_there(root: Path) -> None:
    good = result_of(expectations((letter("beres", 2),)), ())
    shown = page(root, good)
    verdict = shown.xpath("//section[contains(@class, 'verdict')]")[0]
    assert "good" in verdict.get("class") and words(verdict).startswith("✓ Lengkap")
    bad = page(root, result()).xpath("//section[contains(@class, 'verdict')]")[0]
    assert "bad" in bad.get("class") and words(bad).startswith("✗ 4 galat")
    unread = findings_only([error("cell-empty", Where("data/a.xlsx"), "isi")], Kind.WORKSPACE, "",
                           complete=False)  # fmt: skip
    assert "belum diperiksa sama sekali" in words(page(root, unread))


def test_without_script_everything_is_visible(shown: html.HtmlElement) -> None:
    hidden = {
        element.get("class", element.tag).split()[0] for element in shown.xpath("//*[@hidden]")
    }
    assert hidden == {"filters", "tools", "empty"}  # these are of use with a script only
    assert all(details.get("open") is not None for details in shown.xpath("//details"))


def test_same_input_same_bytes(root: Path) -> None:
    assert render_report(result(), root, TODAY) == render_report(result(), root, TODAY)


def test_pictures_keep_to_their_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = tuple(letter(f"surat-{number}", number) for number in range(2, 9))
    for each in letters:
        write_pdf(tmp_path / f"output/letters/keluar/{each.id}/{each.id}.arsip.pdf")
    checked = replace(result_of(expectations(letters), ()), bundles=())
    assert len(page(tmp_path, checked).xpath("//img")) == 7
    monkeypatch.setattr(pictures, "MOST_PICTURES", 3)
    shown = page(tmp_path, checked)
    assert len(shown.xpath("//img")) == 3
    assert "3 dari 7" in words(shown)
    monkeypatch.setattr(pictures, "MOST_BYTES", 1)
    assert len(page(tmp_path, checked).xpath("//img")) == 1


def test_a_damaged_pdf_has_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "output/letters/keluar/beres/beres.arsip.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"%PDF-1.7 rusak")
    assert not page(tmp_path, result_of(expectations((letter("beres", 2),)), ())).xpath("//img")


def test_flowcharts_are_drawn_in_the_page(shown: html.HtmlElement) -> None:
    (svg,) = shown.xpath("//svg")
    assert svg.get("role") == "img"
    assert words(shown.get_element_by_id(svg.get("aria-labelledby"))) == "Bagan"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<style>@import url(//luar.invalid)</style>",
        '<image href="https://luar.invalid/x.png"/>',
        '<use xlink:href="#lain"/>',
        '<a xlink:href="javascript:alert(1)"><text>klik</text></a>',
        "<foreignObject><iframe src='https://luar.invalid'/></foreignObject>",
        '<rect onclick="alert(1)" style="fill:url(https://luar.invalid)" fill="url(#x)"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        '<svg onload="alert(1)"/>',
        '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
        '<rect id="surat"/>',
    ],
)
def test_only_drawing_is_let_through(tmp_path: Path, inside: str) -> None:
    path = tmp_path / "cuti-1.svg"
    path.write_text(SVG.format(inside=BOX + inside), encoding="utf-8")
    found = drawing(path, "a1")
    assert found is not None
    assert "<rect" in found
    for trace in ("alert", "luar", "href", "url(", "style", "iframe", "onclick", 'id="surat"'):
        assert trace not in found


@pytest.mark.parametrize(
    "text",
    ["", "bukan xml", "<html/>", SVG.format(inside="<g>" * 400),
     '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
     + SVG.format(inside="<text>&b;</text>").partition("?>")[2]],
    ids=["empty", "no xml", "no svg", "open", "entities"],
)  # fmt: skip
def test_what_is_no_drawing_is_left_out(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cuti-1.svg"
    path.write_text(text, encoding="utf-8")
    found = drawing(path, "a1")
    assert found is None or "aaaa" not in found
    assert drawing(tmp_path / "tidak-ada.svg", "a1") is None


def test_references_are_drawn_once_each(root: Path) -> None:
    references = (
        Reference("Cuti", "Mutasi"), Reference("Mutasi", "Cuti"), Reference("Cuti", "Presensi"),
        Reference("Presensi", "<Lembur> & lain", is_known=False),
    )  # fmt: skip
    shown = page(root, replace(result(), references=references))
    picture = shown.xpath("//section[@aria-labelledby='kait']//svg")[0]
    names = [each.text_content() for each in picture.xpath(".//text")]
    assert names == ["Cuti", "Mutasi", "Presensi", "<Lembur> & lain"]
    assert len(picture.xpath(".//path")) == 3
    assert len(picture.xpath(".//path[@stroke-dasharray]")) == 1
    assert len(picture.xpath(".//polygon")) == 4
    assert not page(root, result()).xpath("//section[@aria-labelledby='kait']")
