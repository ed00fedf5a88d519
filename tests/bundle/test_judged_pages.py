"""Of a bundle made anew only what is new is judged; the verdict is that on the whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem

from docgen.bundle.pdf.new_pdfa import new_pdfa
from docgen.bundle.pdf.save import save_to
from docgen.bundle.pdf.xmp import PLAIN
from docgen.bundle.pdfa import verdict
from docgen.bundle.pdfa.judged_pages import JudgedPages
from docgen.bundle.pdfa.verdict import judge_archive
from docgen.findings import Where

WHERE = Where("arsip.pdf")
DRAWN = [f"0.{n} 0 0 rg 0 0 {n + 1} 9 re f".encode() for n in range(8)]


def bundle(path: Path, drawn: Sequence[bytes], **more: object) -> Path:
    """Pages that draw this, a bookmark on each; ``more`` goes on the last page."""
    with new_pdfa("Arsip") as pdf:
        for content in drawn:
            page = pdf.make_indirect(
                Dictionary(
                    Type=Name.Page, MediaBox=Array([0, 0, 99, 99]), Resources=Dictionary(),
                    Contents=pdf.make_stream(content),
                )
            )  # fmt: skip
            pdf.pages.append(pikepdf.Page(page))
        for key, value in more.items():
            pdf.pages[-1].obj[f"/{key}"] = value
        with pdf.open_outline() as outline:
            outline.root += [OutlineItem(f"Surat {n}", n) for n in range(len(drawn))]
        save_to(pdf, path, PLAIN)
    return path


def judged(path: Path, known: JudgedPages) -> tuple[list[str], JudgedPages]:
    pages = JudgedPages(frozenset(known.now))
    findings, _opinion = judge_archive(path, WHERE, None, pages)
    assert findings == judge_archive(path, WHERE, None)[0]
    return [each.code for each in findings], pages


@pytest.fixture
def first(tmp_path: Path) -> JudgedPages:
    codes, pages = judged(bundle(tmp_path / "a.pdf", DRAWN), JudgedPages())
    assert codes == [] and len(pages.now) == len(DRAWN) + 1
    return pages


def test_only_a_changed_page_is_judged(
    tmp_path: Path, first: JudgedPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bundle(tmp_path / "b.pdf", [*DRAWN[:-1], b"0 0 7 7 re f"])
    sizes = []
    whole = verdict._validated

    def counted(file: Path | bytes, flavour: str) -> object:
        with pikepdf.open(verdict._source(file)) as pdf:
            sizes.append(len(pdf.pages))
        return whole(file, flavour)

    monkeypatch.setattr(verdict, "_validated", counted)
    pages = JudgedPages(frozenset(first.now))
    assert judge_archive(path, WHERE, None, pages) == ((), None)
    assert sizes == [1] and len(pages.now - pages.known) == 1


@pytest.mark.parametrize(
    ("drawn", "more"),
    [
        ([*DRAWN[:-1], b"/Hilang gs"], {}),
        ([*DRAWN[:-1], b"BX /x /y EX"], {}),
        (DRAWN, {"AA": Dictionary(O=Dictionary(S=Name.JavaScript))}),
    ],
)
def test_what_is_wrong_with_a_new_page_is_found(
    tmp_path: Path, first: JudgedPages, drawn: list[bytes], more: dict[str, object]
) -> None:
    codes, pages = judged(bundle(tmp_path / "b.pdf", drawn, **more), first)
    assert codes and not pages.now


def test_what_is_wrong_with_the_file_as_a_whole_is_found(
    tmp_path: Path, first: JudgedPages
) -> None:
    path = bundle(tmp_path / "b.pdf", DRAWN)
    with pikepdf.open(path) as pdf:
        del pdf.Root.Metadata
        pdf.save(tmp_path / "c.pdf")
    codes, _pages = judged(tmp_path / "c.pdf", first)
    assert codes


def test_other_bookmarks_are_judged(tmp_path: Path, first: JudgedPages) -> None:
    path = bundle(tmp_path / "b.pdf", DRAWN)
    with pikepdf.open(path) as pdf:
        pdf.Root.Outlines.First.A = Dictionary(S=Name.JavaScript, JS=pikepdf.String("x"))
        del pdf.Root.Outlines.First["/Dest"]
        pdf.save(tmp_path / "c.pdf")
    codes, _pages = judged(tmp_path / "c.pdf", first)
    assert codes
