"""Of a bundle made anew only what is new is judged; the verdict is that on the whole."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, OutlineItem

from docgen.bundle.pdf.new_pdfa import new_pdfa
from docgen.bundle.pdf.save import save_to
from docgen.bundle.pdfa import verdict
from docgen.bundle.pdfa.judged_pages import JudgedPages, Unjudged, write_excerpt
from docgen.bundle.pdfa.verdict import judge_archive
from docgen.findings import Where
from docgen.workers.carried import Carried
from docgen.workers.here import Processes

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
        save_to(pdf, path)
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


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """However few pages there are, two workers share them; what each part drew."""
    monkeypatch.setattr(verdict, "WORTHWHILE", 1)
    monkeypatch.setattr(Processes, "submit", _inline)
    parts: list[list[str]] = []
    judge = verdict.is_faultless

    def told(given: tuple[Carried, str]) -> bool:
        with pikepdf.open(given[0].path) as pdf:
            parts.append([page.Contents.read_bytes() for page in pdf.pages])
        return judge(given)

    monkeypatch.setattr(verdict, "is_faultless", told)
    return parts


class _inline:  # noqa: N801 (stands for a method)
    def __init__(self, work, *given, limits) -> None:
        self._made = lambda: work(*given)

    def result(self) -> object:
        return self._made()

    def cancel(self) -> None:
        pass


def in_parts(path: Path, known: JudgedPages | None = None) -> list[str]:
    """The codes of the verdict, which is that of one process."""
    pages = JudgedPages(frozenset(known.now if known else ()))
    with Processes(2) as workers:
        findings, opinion = judge_archive(path, WHERE, None, pages, workers)
    alone = JudgedPages()
    assert (findings, opinion) == judge_archive(path, WHERE, None, alone)
    assert pages.now == alone.now
    return [each.code for each in findings]


def test_pages_are_shared_by_workers_each_judged_once(
    tmp_path: Path, shared: list[list[str]]
) -> None:
    assert in_parts(bundle(tmp_path / "a.pdf", DRAWN)) == []
    assert shared == [DRAWN[:4], DRAWN[4:]]


def test_pages_of_links_count_as_many(tmp_path: Path, shared: list[list[str]]) -> None:
    path = bundle(tmp_path / "a.pdf", DRAWN)
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 1, 1]), F=4)
    with pikepdf.open(path) as pdf:
        pdf.pages[0].Annots = Array([link] * (verdict.LINKS_A_PAGE * len(DRAWN)))
        pdf.save(tmp_path / "b.pdf")
    in_parts(tmp_path / "b.pdf")
    assert shared[:2] == [DRAWN[:1], DRAWN[1:]]


@given(
    links=st.lists(st.integers(0, 3000), max_size=2500),
    new_of=st.integers(1, 3),
    workers=st.integers(1, 8),
    marks=st.booleans(),
)
def test_each_page_is_in_one_part(
    links: list[int], new_of: int, workers: int, *, marks: bool
) -> None:
    pages = tuple(range(0, new_of * len(links), new_of))
    unjudged = Unjudged(pages, tuple(links), new_of * len(links), marks)
    parts = list(verdict._parts(unjudged, Processes(workers)))
    if not parts:
        return
    assert tuple(page for part in parts for page in part.pages) == pages
    assert [part.with_marks for part in parts] == [marks] + [False] * (len(parts) - 1)
    assert all(len(part.pages) <= verdict.MOST + 1 for part in parts)


def test_new_pages_alone_are_shared(
    tmp_path: Path, first: JudgedPages, shared: list[list[str]]
) -> None:
    new = [b"0 0 7 7 re f", b"0 0 8 8 re f"]
    assert in_parts(bundle(tmp_path / "b.pdf", [*DRAWN[:-2], *new]), first) == []
    assert shared == [new[:1], new[1:]]


@pytest.mark.parametrize("place", range(8))
@pytest.mark.usefixtures("shared")
def test_what_is_wrong_in_any_part_is_found(tmp_path: Path, place: int) -> None:
    drawn = [*DRAWN[:place], b"/Hilang gs", *DRAWN[place + 1 :]]
    assert in_parts(bundle(tmp_path / "b.pdf", drawn))


@pytest.mark.usefixtures("shared")
def test_what_is_wrong_with_bookmarks_is_found_in_parts(tmp_path: Path) -> None:
    path = bundle(tmp_path / "b.pdf", DRAWN)
    with pikepdf.open(path) as pdf:
        pdf.Root.Outlines.Last.A = Dictionary(S=Name.JavaScript, JS=pikepdf.String("x"))
        del pdf.Root.Outlines.Last["/Dest"]
        pdf.save(tmp_path / "c.pdf")
    assert in_parts(tmp_path / "c.pdf")


def test_processes_judge_as_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict, "WORTHWHILE", 1)
    assert in_parts(bundle(tmp_path / "a.pdf", DRAWN)) == []


def test_links_of_an_excerpt_lead_to_pages_that_hold_nothing(tmp_path: Path) -> None:
    path = bundle(tmp_path / "a.pdf", DRAWN)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), F=4,
            Dest=Array([pdf.pages[6].obj, Name.Fit]),
        )  # fmt: skip
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
        pdf.save(path)
    write_excerpt(path, [0, 1], tmp_path / "b.pdf", bookmarks=False)
    reader = pypdf.PdfReader(tmp_path / "b.pdf")
    assert len(reader.pages) == 2 and "/Outlines" not in reader.root_object
    (annotation,) = reader.pages[0]["/Annots"]
    target = annotation.get_object()["/Dest"][0].get_object()
    assert set(target) == {"/Type", "/MediaBox"} and target["/Type"] == "/Page"
    assert len((tmp_path / "b.pdf").read_bytes()) < len(path.read_bytes())


def digests(path: Path) -> tuple[str, ...]:
    pages = JudgedPages()
    pages.look_at(path)
    return pages.pages


SEEN_OTHERWISE: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "turned": lambda pdf: setattr(pdf.pages[3].obj, "Rotate", 90),
    "smaller": lambda pdf: setattr(pdf.pages[3].obj, "CropBox", Array([0, 0, 50, 50])),
    "larger units": lambda pdf: setattr(pdf.pages[3].obj, "UserUnit", 2),
    "turned by its tree": lambda pdf: setattr(pdf.Root.Pages, "Rotate", 90),
    "resources of its tree": lambda pdf: setattr(pdf.Root.Pages, "Resources", Dictionary()),
    "drawn over": lambda pdf: pdf.pages[3].contents_add(b"1 g 0 0 9 9 re f"),
    "a note over it": lambda pdf: setattr(
        pdf.pages[3].obj,
        "Annots",
        Array([Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([0, 0, 9, 9]))]),
    ),
    "layers": lambda pdf: setattr(pdf.Root, "OCProperties", Dictionary()),
    "a form": lambda pdf: setattr(pdf.Root, "AcroForm", Dictionary()),
    "another font": lambda pdf: setattr(
        pdf.pages[3].obj.Resources, "Font", Dictionary(F=pdf.make_indirect(Dictionary()))
    ),
}


@pytest.mark.parametrize("change", SEEN_OTHERWISE.values(), ids=SEEN_OTHERWISE)
def test_a_page_seen_otherwise_is_another_page(
    tmp_path: Path, change: Callable[[pikepdf.Pdf], None]
) -> None:
    before = digests(bundle(tmp_path / "a.pdf", DRAWN))
    assert len(set(before)) == len(DRAWN)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        pdf.save(tmp_path / "b.pdf")
        change(pdf)
        pdf.save(tmp_path / "c.pdf")
    assert digests(tmp_path / "b.pdf") == before
    now = digests(tmp_path / "c.pdf")
    assert not now or [n for n in range(len(DRAWN)) if now[n] != before[n]] == [3]


def test_what_is_nested_too_deep_is_like_nothing_of_another_run(tmp_path: Path) -> None:
    path = bundle(tmp_path / "a.pdf", DRAWN)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        inner = Dictionary(X=1)
        for _level in range(60):
            inner = pdf.make_indirect(Dictionary(X=inner))
        pdf.pages[3].obj.Resources.Properties = inner
        pdf.save(path)
    looked = (
        "import sys; sys.path.insert(0, '.'); from pathlib import Path\n"
        "from docgen.bundle.pdfa.judged_pages import JudgedPages\n"
        "pages = JudgedPages(); pages.look_at(Path(sys.argv[1])); print(*pages.pages)"
    )
    one, other = (
        subprocess.run(
            [sys.executable, "-c", looked, path], capture_output=True, text=True, check=True
        ).stdout.split()
        for _run in range(2)
    )  # fmt: skip
    assert [n for n in range(len(DRAWN)) if one[n] != other[n]] == [3]
