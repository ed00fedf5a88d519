"""The archive bundle of two hundred letters, as its readers and validators see it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Name

from docgen.bundle import Attachment, Limits, Part, pdfa_findings, write_segments
from docgen.errors import FindingsError, OutputError
from docgen.findings import Where
from tests.bundle.binding import (
    FONT,
    TITLE,
    Bound,
    bind,
    bookmarks,
    letter_parts,
    links,
    make_letters,
    own_words,
    texts,
)  # fmt: skip
from tests.support.workspaces import soffice

pytestmark = pytest.mark.soffice

LETTERS, GROUPS = 200, 4


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make_letters(tmp_path_factory.mktemp("surat"), LETTERS, soffice())


@pytest.fixture(scope="session")
def bound(letters: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Bound:
    """Two hundred letters in four groups with dividers."""
    folder = tmp_path_factory.mktemp("arsip")
    return bind(letter_parts(letters, GROUPS), folder, soffice(), dividers=True)


def front_of(path: Path) -> int:
    return sum(not label.isdigit() for label in pypdf.PdfReader(path).page_labels)


def test_every_link_leads_to_its_letter(bound: Bound) -> None:
    pages = texts(bound.file)
    labels = pypdf.PdfReader(bound.file).page_labels
    found = links(bound.file)
    # What the letter is about, and its page number.
    titles = [(int(each.shown[12:]), each) for each in found if each.shown.startswith("Surat")]
    numbers = [each for each in found if each.shown.isdigit()]
    assert sorted(number for number, _link in titles) == list(range(LETTERS))
    assert len(found) == len(titles) + len(numbers) == 2 * LETTERS
    for number, link in titles:
        assert own_words(number) in pages[link.page]
    assert all(labels[link.page] == link.shown for link in numbers)
    with pikepdf.open(bound.file) as pdf:
        assert not any(b"(docgen:" in item.unparse(resolved=True) for item in pdf.objects)


def test_every_bookmark_leads_to_its_letter(bound: Bound) -> None:
    pages = texts(bound.file)
    found = bookmarks(bound.file)
    assert [each[1] for each in found if each[0] == 0] == [
        "Sampul", "Daftar Isi", *(f"Kelompok {n}" for n in range(GROUPS)),
    ]  # fmt: skip
    assert found[0][2] == 0
    assert pages[found[1][2]].startswith("DAFTARISI")
    for level, title, page in found[2:]:
        if level == 0:
            assert pages[page].startswith("".join(title.split()) + "50dokumen")
        else:
            assert own_words(int(title.removeprefix("Surat nomor "))) in pages[page]
    assert sum(level for level, _title, _page in found) == LETTERS


def test_labels_are_those_that_the_stamps_and_the_index_say(bound: Bound) -> None:
    labels = pypdf.PdfReader(bound.file).page_labels
    front = front_of(bound.file)
    assert front >= 4  # a cover, and an index of several pages
    assert labels[:4] == ["i", "ii", "iii", "iv"]
    assert labels[front:] == [str(n) for n in range(1, LETTERS + GROUPS + 1)]
    pages = texts(bound.file)
    last = labels[front - 1]
    for at, (label, page) in enumerate(zip(labels, pages, strict=True)):
        end = last if at < front else str(LETTERS + GROUPS)
        assert page.endswith(f"Arsip<2026>é-halaman{label}dari{end}")
    placed = bound.volumes[0].placed
    for number in (0, 49, 50, 199):
        assert own_words(number) in pages[front + placed[number].page - 1]


def test_the_words_of_each_letter_are_all_there(bound: Bound) -> None:
    pages = texts(bound.file)
    front = front_of(bound.file)
    for placed in bound.volumes[0].placed:
        (source,) = texts(placed.part.path)
        assert pages[front + placed.page - 1].startswith(source)


def test_archival_and_clean(bound: Bound) -> None:
    assert pdfa_findings(bound.file, Where("arsip")) == ()
    subprocess.run(["qpdf", "--check", bound.file], check=True, capture_output=True)
    with pikepdf.open(bound.file) as pdf:
        root = pdf.Root
        assert not {"/StructTreeRoot", "/MarkInfo", "/OpenAction", "/Names"} & set(root.keys())
        assert not any(b"/StructParent" in item.unparse(resolved=True) for item in pdf.objects)
        assert root.PageMode == Name.UseOutlines
        assert root.ViewerPreferences.DisplayDocTitle is True
        assert str(root.Lang) == "id-ID"
        assert str(pdf.docinfo["/Title"]) == TITLE
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as packet:
            assert packet["dc:title"] == TITLE
        assert len(root.OutputIntents) == 1
        assert len(pdf.trailer.ID) == 2
        fonts = [item for item in pdf.objects if _is(item, "/FontDescriptor")]
        assert fonts
        assert all("/FontFile2" in item for item in fonts)
        # Three joined conversions, two faces each; cover, index; those of stamps and dividers.
        assert len(fonts) <= 14


def _is(item: pikepdf.Object, kind: str) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == kind


def test_small_and_the_same_every_time(bound: Bound, letters: list[Path], tmp_path: Path) -> None:
    again = bind(bound.parts, tmp_path / "lagi", soffice(), dividers=True)
    assert again.file.read_bytes() == bound.file.read_bytes()
    assert bound.file.stat().st_size < sum(path.stat().st_size for path in letters) / 8


def test_volumes_by_pages(letters: list[Path], tmp_path: Path) -> None:
    """Each with its own numbers; the first index leads into all of them."""
    parts = letter_parts(letters[:30], 3)
    parts = (*parts[:9], _following(parts[9]), *parts[10:])
    made = bind(parts, tmp_path / "a", soffice(), dividers=True, limits=Limits(pages=10))
    # Letter 8 takes its enclosure along; a group that goes on is opened again.
    firsts = [volume.placed[0].part.id for volume in made.volumes]
    assert firsts == ["surat/0", "surat/8", "surat/16", "surat/24"]
    assert [volume.pages for volume in made.volumes] == [9, 10, 10, 7]
    every = [texts(path) for path in made.files]
    for path, volume, pages in zip(made.files, made.volumes, every, strict=True):
        assert pdfa_findings(path, Where("jilid")) == ()
        assert f"jilid{volume.number}-halaman1dari{volume.pages}" in pages[front_of(path)]
        with pikepdf.open(path) as pdf:
            assert str(pdf.docinfo["/docgen:volumes"]) == str(len(made.files))
    names = [path.name for path in made.files]
    found = [each for each in links(made.files[0]) if each.shown.startswith("Surat")]
    assert len(found) == len(parts)
    for link in found:
        pages = every[names.index(link.file)] if link.file else every[0]
        assert own_words(int(link.shown[12:])) in pages[link.page]
    assert {link.file for link in found} == {"", *names[1:]}


def _following(part: Part) -> Part:
    return Part(id=part.id, title=part.title, group=part.group, path=part.path, follows=True)


def test_volumes_by_size(letters: list[Path], papers: Path, tmp_path: Path) -> None:
    """What letters share counts once: far more of them fit than by the size of their files."""
    parts = letter_parts(letters, 1)
    limit = 300_000
    made = bind(parts, tmp_path / "a", None, blank=papers / "cover.pdf", limits=Limits(size=limit))
    assert sum(path.stat().st_size for path in letters) > 15 * limit
    assert 3 < len(made.files) < 9
    assert all(path.stat().st_size < limit for path in made.files)
    assert sum(len(volume.placed) for volume in made.volumes) == LETTERS


def test_sources_as_attachments(letters: list[Path], papers: Path, tmp_path: Path) -> None:
    data = tmp_path / "data.xlsx"
    data.write_bytes(b"PK data")
    files = [path.with_suffix(".docx") for path in letters[:20]]
    shared = Attachment("data/surat.xlsx", data, is_data=True)
    parts = [
        Part(
            id=p.id,
            title=p.title,
            group=p.group,
            path=p.path,
            attachments=(Attachment(f.name, f), shared),
        )
        for p, f in zip(letter_parts(letters[:20], 1), files, strict=True)
    ]
    made = bind(parts, tmp_path / "a", None, blank=papers / "cover.pdf")
    assert pdfa_findings(made.file, Where("arsip")) == ()
    with pikepdf.open(made.file) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as packet:
            assert (packet["pdfaid:part"], packet["pdfaid:conformance"]) == ("3", "B")
        kinds = {str(each.UF): str(each.AFRelationship) for each in pdf.Root.AF}
        assert kinds == {**dict.fromkeys((f.name for f in files), "/Source"), shared.name: "/Data"}
        for path in files:
            assert pdf.attachments[path.name].get_file().read_bytes() == path.read_bytes()
        assert pdf.attachments[shared.name].get_file().mime_type.endswith("spreadsheetml.sheet")


def test_a_signed_part_stays_beside(papers: Path, signed_pdf: Path, tmp_path: Path) -> None:
    parts = [
        Part(id="a", title="Surat pertama", group="Surat", path=papers / "surat-1.pdf"),
        Part(id="b", title="Surat bertanda tangan", group="Surat", path=signed_pdf,
             number="005/1", date="6 Januari 2025", kept_as="arsip.asli/b.pdf"),
        Part(id="c", title="Surat kedua", group="Surat", path=papers / "surat-2.pdf"),
    ]  # fmt: skip
    before = signed_pdf.read_bytes()
    made = bind(parts, tmp_path / "a", None, blank=papers / "cover.pdf")
    assert signed_pdf.read_bytes() == before
    _first, signed, last = made.volumes[0].placed
    assert (signed.page, last.page) == (2, 3)
    assert signed.beside is not None
    page = texts(made.file)[3]
    for words in ("005/1", "6Januari2025", "arsip.asli/b.pdf", signed.beside.sha256):
        assert words in page
    assert [(each.file, each.page) for each in links(made.file)] == [("arsip.asli/b.pdf", 0)]
    assert bookmarks(made.file)[4] == (1, "Surat bertanda tangan", 3)
    with pikepdf.open(made.file) as pdf:
        assert "/AcroForm" not in pdf.Root
    assert pdfa_findings(made.file, Where("a")) == ()


def test_an_unknown_id_is_an_error(papers: Path, tmp_path: Path) -> None:
    parts = [Part(id="surat-2", title="Surat", group="", path=papers / "surat-2.pdf")]
    with pytest.raises(OutputError, match="surat 1"):
        bind(parts, tmp_path / "a", None, blank=papers / "index.pdf")


def test_a_part_that_is_no_pdf(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_text("halo")
    with pikepdf.new() as pdf:
        pdf.save(tmp_path / "kosong.pdf")
    for path in (tmp_path / "x.pdf", tmp_path / "kosong.pdf"):
        with pytest.raises(FindingsError):
            parts = [Part(id="x", title="X", group="", path=path)]
            write_segments(parts, tmp_path, FONT, title="A")
