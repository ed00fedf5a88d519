"""Copies that are likened to another one of their letter, against what PDFium reads of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.bundle import make_copies
from docgen.bundle.marks.recognised import recognised
from docgen.check.pdf.copies import CopyReader
from docgen.check.pdf.drawn import without_mark
from docgen.check.pdf.reading import ReadPdf, pdf_of
from docgen.model.copies import Copy, Role

WORDS = ("Yth. Kepala Dinas", "Nomor 800/1/2026", "Tembusan: Wali Kota -", "")
RECIPIENTS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_categories=("Cc",)),
    min_size=1,
    max_size=40,
).filter(str.strip)
BOX = b"1 g 40 600 300 200 re f\n"


def letter(
    path: Path,
    pages: Sequence[Sequence[str]] = (WORDS,),
    *,
    rotation: int = 0,
    packed: bool = False,
    spoil: Callable[[pikepdf.Pdf], None] = lambda _pdf: None,
) -> Path:
    """A letter in the form in which docgen writes it, or spoilt."""
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        for lines in pages:
            page = pdf.add_blank_page(page_size=(595, 842))
            page.obj.Rotate = rotation
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            shown = "".join(f"({line}) Tj 0 -20 Td\n" for line in lines)
            drawn = f"60 700 200 1 re f BT /F1 12 Tf 60 720 Td\n{shown}ET"
            page.obj.Contents = pdf.make_stream(drawn.encode())
        pdf.docinfo["/Title"] = "Surat (uji)"
        pdf.docinfo["/docgen:source"] = "a" * 64
        pdf.Root.Metadata = pdf.make_stream(b"", Type=pikepdf.Name.Metadata)
        spoil(pdf)
        mode = pikepdf.ObjectStreamMode
        pdf.save(path, object_stream_mode=mode.generate if packed else mode.disable)
    return path


def copies_of(path: Path, *recipients: str) -> list[bytes]:
    """The archive copy, and the tembusan of these."""
    wanted = [Copy(letter="s", role=Role.ARSIP, number=1, recipient="Arsip")]
    for number, recipient in enumerate(recipients, 1):
        wanted.append(Copy(letter="s", role=Role.TEMBUSAN, number=number, recipient=recipient))
    return [*make_copies(path, wanted, "1").values()]


def seen(read: ReadPdf | None) -> tuple[object, ...] | None:
    """What the check looks at in a copy."""
    if read is None:
        return None
    drawn = [without_mark(page) if read.properties.get("role") else page for page in read.drawn]
    return read.pages, read.sizes, drawn, read.properties, read.signed


def after(archive: bytes, data: bytes) -> ReadPdf | None:
    """How a file is read behind an archive copy."""
    reader = CopyReader()
    reader.read(archive, recognised)
    return reader.read(data, recognised)


def is_likened(archive: bytes, data: bytes) -> bool:
    """Whether a file is likened to an archive copy."""
    found = after(archive, data)
    return found is not None and found.likened


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return letter(tmp_path / "s.pdf")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pages=st.lists(st.lists(st.sampled_from(WORDS), max_size=4), min_size=1, max_size=3),
    rotation=st.sampled_from((0, 90, 180, 270)),
    packed=st.booleans(),
    recipients=st.lists(RECIPIENTS, max_size=3),
)
def test_all_is_read_as_it_is(
    tmp_path: Path, pages: list[list[str]], rotation: int, packed: bool, recipients: list[str]
) -> None:
    path = letter(tmp_path / "s.pdf", pages, rotation=rotation, packed=packed)
    reader = CopyReader()
    for data in [*copies_of(path, *recipients), path.read_bytes()]:
        assert seen(reader.read(data, recognised)) == seen(pdf_of(data))


@pytest.mark.parametrize("packed", [True, False])
def test_usual_copies_are_likened_and_the_archive_copy_is_not(tmp_path: Path, packed: bool) -> None:
    path = letter(tmp_path / "s.pdf", packed=packed)
    archive, *others = copies_of(path, "Wali Kota", "Sekretaris Daerah (Plt.) \\ Cq. " * 5)
    assert [is_likened(archive, each) for each in (archive, *others)] == [False, True, True]


def test_without_its_maker_no_copy_is_likened(paper: Path) -> None:
    archive, copy = copies_of(paper, "Wali Kota")
    reader = CopyReader()
    reader.read(archive, None)
    found = reader.read(copy, None)
    assert found is not None
    assert not found.likened


def test_a_letter_is_read_by_its_copy(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = copies_of(paper)[0]
    reader, due = CopyReader(), pdf_of(paper.read_bytes())
    reader.read(archive, recognised)
    monkeypatch.setattr("docgen.check.pdf.copies.pdf_of", lambda _data: pytest.fail("read again"))
    assert reader.read(paper.read_bytes(), recognised) == due


def test_a_copy_with_rare_letters_keeps_no_other_from_being_likened(paper: Path) -> None:
    archive, rare, usual = copies_of(paper, "Kepala Dinas Ş", "Wali Kota")
    reader = CopyReader()
    found = [reader.read(each, recognised) for each in (archive, rare, usual)]
    assert [each and each.likened for each in found] == [False, False, True]


def test_a_copy_of_another_letter_is_read(paper: Path, tmp_path: Path) -> None:
    archive = copies_of(paper)[0]
    other = letter(tmp_path / "t.pdf", [[*WORDS[:3], "Rahasia"]])
    for data in (copies_of(other, "Wali Kota")[1], other.read_bytes()):
        assert seen(after(archive, data)) == seen(pdf_of(data))


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_changed_is_seen(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "s.pdf"
    archive, copy = copies_of(path if path.exists() else letter(path), "Wali Kota")
    changed = bytearray(data.draw(st.sampled_from((copy, path.read_bytes())), label="file"))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(changed) - 1))
        match data.draw(st.sampled_from(("flip", "cut", "more"))):
            case "flip":
                changed[place] = data.draw(st.integers(0, 255))
            case "cut":
                del changed[place : place + data.draw(st.integers(1, 40))]
            case _:
                changed[place:place] = data.draw(st.binary(min_size=1, max_size=8))
    assert seen(after(archive, bytes(changed))) == seen(pdf_of(bytes(changed)))


def forged(copy: bytes, old: bytes, new: bytes) -> bytes:
    """A copy with something else in its update, whose table is right again."""
    start = copy.index(b"%%EOF\n") + 6
    letter_data, update = copy[:start], copy[start:]
    assert update.count(old) == 1
    update = update.replace(old, new)
    objects = {
        int(found[1]): start + found.start() for found in re.finditer(rb"(\d+) 0 obj\n", update)
    }
    table = update.rindex(b"xref\n", 0, update.rindex(b"startxref"))
    trailer = update[update.index(b"trailer") : update.index(b"startxref")]
    runs = b"".join(b"%d 1\n%010d 00000 n \n" % each for each in sorted(objects.items()))
    tail = b"xref\n%b%bstartxref\n%d\n%%%%EOF\n" % (runs, trailer, start + table)
    return letter_data + update[:table] + tail


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"stream\nq\n\nend", b"stream\nq " + BOX + b"\n\nend"),
        (b"ET Q\nEMC", b"ET Q\n" + BOX + b"EMC"),
        (b"ET Q\nEMC", b"1 0 0 1 60 9 Tm <0034> Tj\nET Q\nEMC"),
        (b"1 g 0 G", b"0 g 0 G"),
        (b" /MediaBox [ 0 0 595 842 ]", b" /MediaBox [ 0 0 595 82 ]"),
        (b"<docgen:recipient>Wali Kota<", b"<docgen:recipient>Wali Duka<"),
        (b"/docgen:role (tembusan)", b"/docgen:role (tembusan) /docgen:role (asli)"),
        (b"/docgen:role (tembusan)", b"/docgen#3arole (asli) /docgen:role (tembusan)"),
        (b"/docgen:role (tembusan)", b"/docgen:role (tem\\142usan)"),
        (b"/docgen:role (tembusan)", b"/docgen:role <74656D627573616E>"),
        (b"/docgen:role (tembusan)", b"/docgen:role (\xfe\xff\0a\0s\0l\0i)"),
        (b"/docgen:role (tembusan)", b"/docgen:role 5 0 R"),
        (b"/docgen:role (tembusan)", b"/X ( /docgen:role \\(tembusan\\)) /docgen:role (asli)"),
        (b"/docgen:role (tembusan) ", b""),
    ],
)
def test_a_forged_copy_is_read(paper: Path, old: bytes, new: bytes) -> None:
    archive, copy = copies_of(paper, "Wali Kota")
    other = forged(copy, old, new)
    assert not is_likened(archive, other)
    assert seen(after(archive, other)) == seen(pdf_of(other))


@pytest.mark.parametrize(
    "end",
    [
        b"startxref\n99999999999999999999999999\n%%EOF\n",
        b"startxref\n-1\n%%EOF\n",
        b"startxref\n\n%%EOF\n",
        b"startxref\n",
        b"",
    ],
)
def test_an_end_that_leads_nowhere(paper: Path, end: bytes) -> None:
    archive, copy = copies_of(paper, "Wali Kota")
    other = copy[: copy.rindex(b"startxref")] + end
    assert seen(after(archive, other)) == seen(pdf_of(other))


def tabled(data: bytes) -> bytes:
    """A letter by hand, with the right table."""
    places = {int(each[1]): each.start() for each in re.finditer(rb"(\d+) 0 obj\n", data)}
    table = data.rindex(b"xref\n", 0, data.rindex(b"startxref"))
    runs = b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    trailer = data[data.index(b"trailer", table) : data.rindex(b"startxref")]
    return data[:table] + head + runs + trailer + b"startxref\n%d\n%%%%EOF\n" % table


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # What is there only behind the letter: the mark, and what stands around a page.
        (b"/Contents 6 0 R", b"/Contents [ 6 0 R %(mark)d 0 R ]"),
        (b"/Contents 6 0 R", b"/Contents %(mark)d 0 R"),
        # Keys that some readers take by their first value, others by their last.
        (b"/Rotate 0", b"/Rotate 90 /Rotate 0"),
        (b"/Rotate 0", b"/Rot#61te 90 /Rotate 0"),
        (b"/Contents 6 0 R", b"/Contents 6 0 R %% a comment\n"),
    ],
)
def test_a_letter_that_shows_something_else_by_itself(
    paper: Path, tmp_path: Path, old: bytes, new: bytes
) -> None:
    copy = copies_of(paper)[0]
    mark = int(re.findall(rb"\n(\d+) 0 obj\n<< /Length \d+ >>\nstream\n/Artifact", copy)[0])
    data = paper.read_bytes()
    assert data.count(old) == 1
    path = tmp_path / "t.pdf"
    path.write_bytes(tabled(data.replace(old, new % {b"mark": mark})))
    archive = copies_of(path)[0]
    assert seen(after(archive, path.read_bytes())) == seen(pdf_of(path.read_bytes()))


def test_a_letter_whose_pages_are_not_written_as_usual_is_read_itself(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who knows how others read it?"""
    path = tmp_path / "t.pdf"
    path.write_bytes(tabled(paper.read_bytes().replace(b"/Rotate 0", b"/Rotate  0")))
    archive, copy = copies_of(path, "Wali Kota")
    assert is_likened(archive, copy)
    reader = CopyReader()
    reader.read(archive, recognised)
    monkeypatch.setattr("docgen.check.pdf.copies.pdf_of", lambda _data: None)
    assert reader.read(path.read_bytes(), recognised) is None


def test_a_letter_by_hand_is_one(paper: Path, tmp_path: Path) -> None:
    assert seen(pdf_of(tabled(paper.read_bytes()))) == seen(pdf_of(paper.read_bytes()))


def _dangling(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Extra = pikepdf.String("see 9 0 R and 31 0 R")


def _beside_the_mark(pdf: pikepdf.Pdf) -> None:
    """Readers put what stands in one line in order."""
    pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 7 Tf 586 823.5 Td (Z) Tj ET")


@pytest.mark.parametrize(
    "spoil",
    [
        _dangling,
        _beside_the_mark,
        lambda pdf: delattr(pdf.Root, "Metadata"),
        lambda pdf: setattr(pdf.trailer, "Info", pikepdf.Dictionary(Title="Surat")),
        lambda pdf: setattr(pdf.pages[0], "Contents", pdf.make_stream(b"Q 4 0 0 4 -9 -9 cm q")),
        lambda pdf: setattr(pdf.pages[0], "Contents", pikepdf.Array([])),
    ],
)
def test_an_odd_letter(tmp_path: Path, spoil: Callable[[pikepdf.Pdf], None]) -> None:
    path = letter(tmp_path / "s.pdf", spoil=spoil)
    archive, copy = copies_of(path, "Wali Kota")
    for data in (copy, path.read_bytes()):
        assert seen(after(archive, data)) == seen(pdf_of(data))


@pytest.mark.parametrize("page", [b"/MediaBox [ 0 0 ]", b"/MediaBox 7 0 R", b"/MediaBox (a)"])
def test_a_strange_page_leads_to_nothing(paper: Path, page: bytes) -> None:
    copy = copies_of(paper)[0]
    start = copy.index(b"%%EOF\n") + 6
    strange = tabled(copy[:start].replace(b"/MediaBox [ 0 0 595 842 ]", page))
    table = strange.rindex(b"xref\n", 0, strange.rindex(b"startxref"))
    update = re.sub(rb"/Prev \d+", b"/Prev %d" % table, copy[start:])
    assert recognised(strange + update) is None
