"""Joined batches against the same letters converted one by one, by the real LibreOffice."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from docx.enum.style import WD_STYLE_TYPE
from pikepdf.pdfa import validate_written
from pypdfium2 import PdfDocument

from docgen.convert import Job, Outcome, batch_names, convert_all
from docgen.convert.batches import LEAST
from docgen.convert.libreoffice import batch, engine, settling
from tests.support.hard_letters import add_field, write_hard_letter, write_letter
from tests.support.workspaces import soffice

pytestmark = pytest.mark.soffice
FEW, MANY = 10, 30
TEMPLATES = ("keras", "surat_dinas", "nota_dinas", "surat_pengantar", "lembar_disposisi")


@pytest.fixture(scope="module")
def program() -> Path:
    return soffice()


def convert(folder: Path, sources: list[Path], program: Path, *, joined: bool) -> list[Outcome]:
    names = batch_names("surat", len(sources)) if joined else [""] * len(sources)
    jobs = [
        Job(source, folder / f"{source.stem}.pdf", source.stem, batch=name)
        for source, name in zip(sources, names, strict=True)
    ]
    return list(convert_all(jobs, program))


def pixels(path: Path) -> list[bytes]:
    with PdfDocument(path) as pdf:
        return [hashlib.sha256(bytes(p.render(scale=100 / 72).buffer)).digest() for p in pdf]


def text(path: Path) -> str:
    with PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


@pytest.mark.parametrize(
    ("template", "count"),
    [
        *((template, FEW) for template in TEMPLATES),
        *(pytest.param(each, MANY, marks=pytest.mark.full) for each in TEMPLATES),
    ],
)
def test_not_a_pixel_differs(program, tmp_path: Path, template: str, count: int) -> None:
    sources = [write_letter(tmp_path / f"{n}.docx", template, n) for n in range(count)]
    joined = convert(tmp_path / "a", sources, program, joined=True)
    alone = convert(tmp_path / "b", sources, program, joined=False)
    assert [outcome.hint for outcome in joined] == [None] * count
    assert {outcome.pages for outcome in joined} >= {1, 3}
    for one, other in zip(joined, alone, strict=True):
        assert one.pages == other.pages
        assert pixels(one.job.target) == pixels(other.job.target)
        assert text(one.job.target) == text(other.job.target)
        report = validate_written(io.BytesIO(one.job.target.read_bytes()), "2b")
        assert report.passed, report.summary()


def test_heads_that_letters_have_in_common(program, tmp_path: Path) -> None:
    sources = []
    for number in range(FEW):
        document = docx.Document()
        for place in range(2):
            section = document.add_section() if place else document.sections[0]
            section.different_first_page_header_footer = number % 5 != 4
            for edge in (section.header, section.first_page_footer):
                edge.is_linked_to_previous = False
                edge.paragraphs[0].text = "Sama di semua surat, halaman "
                add_field(edge.paragraphs[0], "PAGE")
            section.footer.paragraphs[0].text = f"Kaki bagian {place}"
            section.first_page_header.paragraphs[0].text = f"Surat {number // 3}"
            for text in (*["Kalimat isi. " * 60] * 10, f"Surat {number} bagian {place}."):
                document.add_paragraph(text)
        sources.append(tmp_path / f"{number}.docx")
        document.save(str(sources[-1]))
    joined = convert(tmp_path / "a", sources, program, joined=True)
    alone = convert(tmp_path / "b", sources, program, joined=False)
    assert [outcome.hint for outcome in joined] == [None] * FEW
    for one, other in zip(joined, alone, strict=True):
        assert pixels(one.job.target) == pixels(other.job.target)


def test_links_of_joined_letters_are_printed_as_an_archive_asks(
    program, tmp_path: Path, make_docx
) -> None:
    sources = [
        make_docx(f"{n}.docx", f"Surat {n}", link=f"https://contoh.invalid/{n}") for n in range(8)
    ]
    for number, one in enumerate(convert(tmp_path / "a", sources, program, joined=True)):
        assert one.hint is None
        report = validate_written(io.BytesIO(one.job.target.read_bytes()), "2b")
        assert report.passed, report.summary()
        with pikepdf.open(one.job.target) as pdf:
            assert "/StructTreeRoot" not in pdf.Root
            (link,) = pdf.pages[0].obj.Annots
            assert (str(link.A.URI), int(link.F)) == (f"https://contoh.invalid/{number}", 4)


def test_nothing_of_a_neighbour_is_left(program, tmp_path: Path) -> None:
    sources = [write_hard_letter(tmp_path / f"{n}.docx", n) for n in range(FEW)]
    joined = convert(tmp_path / "a", sources, program, joined=True)
    alone = convert(tmp_path / "b", sources, program, joined=False)
    for one, other in zip(joined, alone, strict=True):
        with pikepdf.open(one.job.target) as left, pikepdf.open(other.job.target) as right:
            assert images(left) == images(right)
            assert str(left.docinfo["/Title"]) == one.job.title
            assert str(left.Root.Lang) == "id-ID"
            assert not {"/Dests", "/StructTreeRoot", "/Outlines"} & set(left.Root.keys())
            streams = [o.read_bytes() for o in left.objects if isinstance(o, pikepdf.Stream)]
        assert len(streams) < 40


def images(pdf: pikepdf.Pdf) -> set[bytes]:
    found = (o for o in pdf.objects if isinstance(o, pikepdf.Stream))
    return {
        hashlib.sha256(each.read_bytes()).digest()
        for each in found
        if each.get("/Subtype") == pikepdf.Name.Image
    }


def test_same_input_same_bytes_whatever_else_is_converted(program, tmp_path: Path) -> None:
    sources = [write_hard_letter(tmp_path / f"{n}.docx", n) for n in range(FEW)]
    first = convert(tmp_path / "a", sources, program, joined=True)
    again = [
        Job(outcome.job.source, tmp_path / f"b/{n}.pdf", outcome.job.title, batch="surat#0")
        for n, outcome in enumerate(first)
    ]
    other = Job(sources[0], tmp_path / "lain.pdf", "Lain")
    second = convert_all([other, *again], program, workers=1)[1:]
    for one, two in zip(first, second, strict=True):
        assert one.job.target.read_bytes() == two.job.target.read_bytes()


def joined_bytes(folder: Path, sources: Sequence[Path], program: Path) -> dict[str, bytes]:
    """The PDFs of letters of one batch by the names of their sources."""
    jobs = [Job(each, folder / f"{each.stem}.pdf", each.stem, batch="surat#0") for each in sources]
    outcomes = convert_all(jobs, program)
    assert [outcome.hint for outcome in outcomes] == [None] * len(jobs)
    return {each.job.source.stem: each.job.target.read_bytes() for each in outcomes}


def test_a_letter_is_the_same_beside_any_others(program, tmp_path: Path) -> None:
    """Alone, among others in any order, and beside one with signs that no other has."""
    sources = [write_hard_letter(tmp_path / f"{n}.docx", n) for n in range(FEW)]
    whole = joined_bytes(tmp_path / "a", sources, program)
    others = []
    for name, text in (("asing", "Ω Ж 中 ﬁ ☐"), ("tebal", "x")):
        document = docx.Document(str(sources[0]))
        run = document.paragraphs[-1].add_run(text)
        run.bold, run.font.name = True, "Liberation Mono"
        document.save(str(tmp_path / f"{name}.docx"))
        others.append(tmp_path / f"{name}.docx")
    mixed = joined_bytes(tmp_path / "b", [*others, *sources[7:2:-1]], program)
    assert {name: mixed[name] == data for name, data in whole.items() if name in mixed} == {
        str(n): True for n in range(3, 8)
    }
    for each in (sources[4], *others):
        assert joined_bytes(tmp_path / "c", [each], program) == {
            each.stem: (whole | mixed)[each.stem]
        }


def write_with_hidden_end(path: Path, number: int) -> Path:
    """A hard letter whose last paragraph is hidden by its style: nobody sees where it ends."""
    document = docx.Document(str(write_hard_letter(path, number)))
    style = document.styles.add_style("Tersembunyi", WD_STYLE_TYPE.PARAGRAPH)
    style.font.hidden = True
    document.add_paragraph("akhir", style="Tersembunyi")
    document.save(str(path))
    return path


@pytest.mark.parametrize("template", ["surat_dinas", "surat_pengantar", "tersembunyi"])
def test_a_letter_does_not_hang_on_how_long_the_one_before_is(
    program, tmp_path: Path, template: str
) -> None:
    """Letters of one to three pages, each among the others as by itself."""
    write = write_with_hidden_end if template == "tersembunyi" else None
    sources = [
        write(tmp_path / f"{n}.docx", n)
        if write
        else write_letter(tmp_path / f"{n}.docx", template, n)
        for n in range(6)
    ]
    whole = joined_bytes(tmp_path / "a", sources, program)
    backwards = joined_bytes(tmp_path / "b", sources[::-1], program)
    assert [name for name, data in whole.items() if backwards[name] != data] == []
    for each in sources[2:5]:
        assert joined_bytes(tmp_path / "c", [each], program) == {each.stem: whole[each.stem]}


@pytest.mark.parametrize("template", ["surat_dinas", "nota_dinas", "surat_pengantar"])
def test_letters_of_several_pages_need_no_second_conversion(
    program, tmp_path: Path, template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[settling.Settled] = []

    def settle(*arguments: Any) -> settling.Settled:
        seen.append(settling_settle(*arguments))
        return seen[-1]

    settling_settle = settling.settle
    monkeypatch.setattr(settling, "settle", settle)
    sources = [write_letter(tmp_path / f"{n}.docx", template, n) for n in range(6)]
    joined_bytes(tmp_path / "a", sources, program)
    (only,) = seen
    assert {each.pages for each in only.outcomes.values()} >= {1, 2}
    assert (only.alone, only.apart) == ((), ())


def test_what_cannot_be_joined_goes_alone_and_says_why(program, tmp_path: Path) -> None:
    sources = []
    for number in range(LEAST):
        document = docx.Document()
        add_field(document.add_paragraph(f"Surat {number} "), "DATE")
        document.save(str(tmp_path / f"{number}.docx"))
        sources.append(tmp_path / f"{number}.docx")
    outcomes = convert(tmp_path / "a", sources, program, joined=True)
    assert all(outcome.ok for outcome in outcomes)
    hints = [outcome.hint for outcome in outcomes if outcome.hint]
    assert [each.code for each in hints] == ["convert-not-joined"]
    assert "DATE" in hints[0].message


def test_letters_of_one_paragraph_are_joined(program, tmp_path: Path) -> None:
    sources = []
    for number in range(LEAST):
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = "Kepala"
        document.add_paragraph(f"Surat {number}")
        document.save(str(tmp_path / f"{number}.docx"))
        sources.append(tmp_path / f"{number}.docx")
    joined = convert(tmp_path / "a", sources, program, joined=True)
    assert [outcome.hint for outcome in joined] == [None] * LEAST
    assert [outcome.pages for outcome in joined] == [1] * LEAST


def test_a_failed_proof_means_one_by_one(program, tmp_path: Path, monkeypatch) -> None:
    sources = [write_hard_letter(tmp_path / f"{n}.docx", n) for n in range(FEW)]
    monkeypatch.setattr(settling, "differs", lambda one, other: "teks halaman 1 menjadi lain")
    joined = convert(tmp_path / "a", sources, program, joined=True)
    assert joined[0].hint is not None
    assert "halaman 1" in joined[0].hint.message
    alone = convert(tmp_path / "b", sources, program, joined=False)
    for one, other in zip(joined, alone, strict=True):
        assert one.job.target.read_bytes() == other.job.target.read_bytes()


def test_letters_that_break_whoever_joins_them_go_alone(
    program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker's letters are joined in a child, which a library may end."""

    def prepare(numbered: Sequence[tuple[int, Job]], *rest: object) -> object:
        if numbered[0][1].batch.startswith("dua"):
            os.abort()
        return batch.prepare(numbered, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "prepare", prepare)
    jobs = [
        Job(write_letter(tmp_path / f"{name}{n}.docx", "surat_pengantar", n),
            tmp_path / f"{name}{n}.pdf", name, batch=f"{name}#0")
        for name in ("satu", "dua") for n in range(LEAST)
    ]  # fmt: skip
    outcomes = convert_all(jobs, program)
    assert all(outcome.ok for outcome in outcomes)
    hints = {number: each.hint for number, each in enumerate(outcomes) if each.hint}
    assert [(number, hint.code) for number, hint in hints.items()] == [
        (LEAST, "convert-not-joined")
    ]
    assert "membuat program berhenti" in hints[LEAST].message


def test_one_corrupt_letter_among_fifty(program, tmp_path: Path) -> None:
    sources = [write_letter(tmp_path / f"{n}.docx", "surat_pengantar", n) for n in range(50)]
    sources[17].write_bytes(sources[17].read_bytes()[:3000])
    outcomes = convert(tmp_path / "a", sources, program, joined=True)
    codes = [outcome.finding.code for outcome in outcomes if outcome.finding]
    assert codes == ["convert-not-a-document"]
    assert len(list((tmp_path / "a").glob("*.pdf"))) == 49
