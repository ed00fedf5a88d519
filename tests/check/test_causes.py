"""One thing to do is told once, and what follows from it is folded under it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from docgen.check.attributed import Attributed
from docgen.check.causes import fold
from docgen.check.result import Kind
from docgen.cli import run
from docgen.findings import Severity, Where, error
from docgen.pipeline.check import Target, check_target
from tests.check.fault_kinds import cut, incoming
from tests.check.full_office import (
    TODAY,
    agree,
    change_cells,
    change_pdf,
    change_row,
    copy_of,
    paper,
)

pytestmark = pytest.mark.soffice

Damage = Callable[[Path], object]


def covered(root: Path) -> None:
    path = paper(root, "edaran", "asli-1.pdf")
    change_pdf(path, lambda pdf: pdf.pages[0].contents_add(b"1 g 0 0 500 500 re f"))


def other_office_file(root: Path) -> None:
    other = paper(root, "undangan", "docx").read_bytes()
    paper(root, "edaran", "docx").write_bytes(other)
    agree(root)


# What is done once, the errors that stand for themselves, and how many follow at least.
CAUSES: dict[str, tuple[Damage, list[str], int]] = {
    "a subject": (
        lambda root: change_row(root, 1, hal="Edaran Cuti"), ["register-entry-differs"], 7,
    ),
    "an addressee": (
        lambda root: change_row(root, 0, tujuan="Camat Utara; Camat Timur"),
        ["register-entry-differs"], 6,
    ),
    "one addressee more": (
        lambda root: change_row(root, 0, tujuan="Camat Utara; Camat Selatan; Camat Timur"),
        ["register-entry-differs"], 3,
    ),
    "a text": (
        lambda root: change_row(root, 1, isi="kantor buka pada hari Jumat."),
        ["register-entry-differs"], 1,
    ),
    "a form": (incoming("hal", "Lain sekali"), ["paper-outdated"], 4),
    "a copy that is covered": (covered, ["copy-drawing-differs"], 1),
    "an office file": (other_office_file, ["paper-old-version"], 4),
    "a source": (lambda root: (root / "ttd/pindai.pdf").unlink(), ["file-missing"], 0),
    "an archive copy that is cut": (
        lambda root: cut(paper(root, "edaran", "arsip.pdf")), ["copy-unreadable"], 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CAUSES)
def test_one_change_is_one_error(name: str, full: Path, tmp_path: Path) -> None:
    do, due, least = CAUSES[name]
    root = copy_of(full, tmp_path / "kantor")
    do(root)
    result = check_target(Target(Kind.WORKSPACE, root), TODAY).result
    assert result
    heads = {
        head: effects
        for head, effects in result.folded.items()
        if head.finding.severity is Severity.ERROR
    }
    found = [head.finding.code for head in heads]
    assert [code for code in found if code != "checksum-wrong"] == due
    assert sum(map(len, heads.values())) >= least
    assert result.counts.errors == len({head.finding for head in heads})


def test_two_changes_are_two(full: Path, tmp_path: Path) -> None:
    root = copy_of(full, tmp_path / "kantor")
    change_row(root, 1, hal="Edaran Cuti")
    covered(root)
    paper(root, "tte", "asli-2.pdf").unlink()
    result = check_target(Target(Kind.WORKSPACE, root), TODAY).result
    assert result and result.counts.errors == 3


def test_an_edited_list_stands_for_itself(full: Path, tmp_path: Path) -> None:
    root = copy_of(full, tmp_path / "kantor")
    change_cells(root / "output/ekspedisi.xlsx", {"Edaran Libur": "Edaran Lain"})
    result = check_target(Target(Kind.WORKSPACE, root), TODAY).result
    assert result
    assert {head.finding.code for head in result.folded if head.subject.endswith("edaran")} >= {
        "list-line-wrong"
    }


def test_screen_json_and_page_tell_it(
    full: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, page = copy_of(full, tmp_path / "kantor"), tmp_path / "a.html"
    change_row(root, 1, hal="Edaran Cuti")
    capsys.readouterr()
    assert run(["check", str(root), "--report", str(page)]) == 1
    told = capsys.readouterr().err
    assert told.count("GALAT") == 1 and "bundle-index-wrong" in told
    assert run(["check", str(root), "-v"]) == 1
    assert capsys.readouterr().err.count("GALAT") > 7
    assert run(["check", str(root), "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["hasil"]["jumlah"]["galat"] == 1
    follow = [each for each in data["temuan"] if "akibat_dari" in each]
    assert {each["akibat_dari"]["code"] for each in follow} == {"register-entry-differs"}
    shown = html.fromstring(page.read_text(encoding="utf-8"))
    (cause,) = shown.xpath('//li[@data-code="register-entry-differs"]')
    assert len(cause.xpath('.//details[@class="effects"]//li')) == len(follow)
    ids = shown.xpath("//@id")
    assert {link[1:] for link in shown.xpath("//a/@href")} <= set(ids)


def test_nothing_is_lost_and_nothing_follows_from_itself() -> None:
    """Whatever was found, each finding is told once, in whatever order it came."""
    codes = ("paper-outdated", "register-entry-differs", "checksum-wrong", "copy-mark-missing",
             "copy-text-differs", "copy-missing", "file-missing", "list-line-wrong")  # fmt: skip
    every = [
        Attributed(subject, error(code, Where(file), code), part=part)
        for code in codes
        for subject, part in (("letters.a.1", ""), ("bundle.x", "letters.a.1"), ("", ""))
        for file in ("output/letters/a/1/1.pdf", "output/copies.json")
    ]
    for order in (every, every[::-1], every[1::2] + every[::2]):
        folded = fold(order)
        told = [*folded, *(each for effects in folded.values() for each in effects)]
        assert sorted(map(str, told)) == sorted(map(str, order))
