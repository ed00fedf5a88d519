"""Copies that are likened to another one of their letter, against what PDFium reads of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.bundle import make_copies
from docgen.check.pdf.copies import CopyReader
from docgen.check.pdf.drawn import without_mark
from docgen.check.pdf.mark import font_in
from docgen.check.pdf.marked_pages import are_marked
from docgen.check.pdf.reading import ReadPdf, pdf_of
from docgen.check.pdf.update import update_of
from docgen.model.copies import Copy, Role

WORDS = ("Yth. Kepala Dinas", "Nomor 800/1/2026", "Tembusan: Wali Kota -", "")
RECIPIENTS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_categories=("Cc",)),
    min_size=1,
    max_size=40,
).filter(str.strip)


def letter(path: Path, pages: Sequence[Sequence[str]] = (WORDS,), rotation: int = 0) -> Path:
    """A letter in the plain form in which docgen writes it."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        font = pdf.make_indirect(font)
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
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
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


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return letter(tmp_path / "s.pdf")


def test_a_copy_begins_with_its_letter(paper: Path) -> None:
    for copy in copies_of(paper, "Wali Kota", "Ş"):
        assert copy.startswith(paper.read_bytes())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pages=st.lists(st.lists(st.sampled_from(WORDS), max_size=4), min_size=1, max_size=3),
    rotation=st.sampled_from((0, 90, 180, 270)),
    recipients=st.lists(RECIPIENTS, max_size=3),
)
def test_all_is_read_as_it_is(
    tmp_path: Path, pages: list[list[str]], rotation: int, recipients: list[str]
) -> None:
    path = letter(tmp_path / "s.pdf", pages, rotation)
    reader = CopyReader()
    for data in [*copies_of(path, *recipients), path.read_bytes()]:
        assert seen(reader.read(data)) == seen(pdf_of(data))


def test_usual_copies_are_likened_and_the_archive_copy_is_not(paper: Path) -> None:
    archive, *others = copies_of(paper, "Wali Kota", "Sekretaris Daerah (Plt.) \\ Cq.")
    reader = CopyReader()
    read = reader.read(archive)
    assert read is not None
    assert not read.likened
    for copy in others:
        found = reader.read(copy)
        assert found is not None
        assert found.likened
        assert found.properties["role"] == "tembusan"
    again = reader.read(archive)
    assert again is not None
    assert not again.likened


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_changed_in_a_copy_is_seen(tmp_path: Path, data: st.DataObject) -> None:
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
    reader = CopyReader()
    reader.read(archive)
    assert seen(reader.read(bytes(changed))) == seen(pdf_of(bytes(changed)))


BOX = b"1 g 40 600 300 200 re f\n"


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


def with_length(stream: bytes) -> bytes:
    """A stream that says how long it is."""
    return b"/Length %d >>\nstream\n%b\nendstream" % (len(stream), stream)


def test_a_forged_copy_is_a_pdf_that_opens(paper: Path) -> None:
    copy = copies_of(paper, "Wali Kota")[1]
    assert seen(pdf_of(forged(copy, b"q\n\nend", b"q\n\nend"))) == seen(pdf_of(copy))


@pytest.mark.parametrize("old", [b"/Length 2 >>\nstream\nq\n\nendstream", b"\nQ\n\nendstream"])
def test_what_is_drawn_by_what_copies_share(paper: Path, old: bytes) -> None:
    """A box over the letter, in the stream before it or behind it."""
    archive, copy = copies_of(paper, "Wali Kota")
    full = old if old.startswith(b"/Length") else b"/Length 3 >>\nstream\n" + old
    drawn = full.split(b"stream\n")[1].removesuffix(b"\nend")
    reader = CopyReader()
    reader.read(archive)
    found = reader.read(forged(copy, full, with_length(drawn + BOX)))
    assert found is not None
    assert not found.likened


def mark_in(copy: bytes) -> bytes:
    """What draws the mark of a copy."""
    found = re.search(rb"stream\n(/Artifact BMC\n.*?)\nendstream", copy, re.DOTALL)
    assert found is not None
    return found[1]


def with_mark(copy: bytes, drawn: bytes) -> bytes:
    """The copy with another mark."""
    old = mark_in(copy)
    return forged(
        copy, b"/Length %d >>\nstream\n%b\nendstream" % (len(old), old), with_length(drawn)
    )


def redrawn(mark: bytes, size: float = 7.5, **moves: float) -> bytes:
    """A mark of one line drawn anew, as docgen does but for the moves: of its box, of its words."""
    box, old, words = re.findall(rb"\n([\d. ]+) re B\n.* ([\d.]+) Tf\n.* Tm (<.*>) Tj", mark)[0]
    left, bottom, width, height = map(float, box.split())
    reach = (width - 3) * size / float(old)
    right, top = left + width, bottom + height + moves.get("down", 0)
    high = size * 1.15 + 3
    wide = reach + 3 + moves.get("wider", 0)
    y = top - 1.5 - (1 + 0.72 / 1.15) / 2 * size * 1.15 + moves.get("lower", 0)
    x = right - 1.5 - reach + moves.get("righter", 0)
    return (
        b"/Artifact BMC\nq 1 0 0 1 0 0 cm\n1 g 0 G 0.5 w\n%.2f %.2f %.2f %.2f re B\n"
        b"BT 0 g %b %.2f Tf\n1 0 0 1 %.2f %.2f Tm %b Tj\nET Q\nEMC\n"
        % (
            *(right - wide, top - high, wide, high),
            *(re.findall(rb"/Mark\w+", mark)[0], size, x, y, words),
        )
    )


def test_a_mark_is_drawn_as_docgen_does_or_read(paper: Path) -> None:
    archive, copy = copies_of(paper, "Wali Kota")
    reader = CopyReader()
    reader.read(archive)
    mark = mark_in(copy)
    likened = reader.read(with_mark(copy, redrawn(mark)))
    assert likened is not None
    assert likened.likened
    for odd in (
        redrawn(mark, down=-100),
        redrawn(mark, wider=10),
        redrawn(mark, lower=1),
        redrawn(mark, righter=1),
        redrawn(mark, size=0.3),
        redrawn(mark, size=9.5),
    ):
        reader = CopyReader()
        reader.read(archive)
        found = reader.read(with_mark(copy, odd))
        assert found is not None
        assert not found.likened, odd


def test_what_a_copy_says_in_its_xmp_is_what_it_says(paper: Path) -> None:
    archive, copy = copies_of(paper, "Wali Kota")
    reader = CopyReader()
    reader.read(archive)
    for old, new in (
        (b">Wali Kota<", b">Wali Duka<"),
        (b"<rdf:RDF", b"<rdf:RDf"),
        (b"\n<x", b" <x"),
    ):
        start = copy.index(b"%%EOF\n")
        packet = re.search(rb"stream\n(<\?xpacket.*?)\nendstream", copy[start:], re.DOTALL)
        assert packet is not None
        assert old in packet[1]
        reader = CopyReader()
        reader.read(archive)
        found = reader.read(forged(copy, packet[1], packet[1].replace(old, new)))
        assert found is not None
        assert not found.likened


def test_a_box_in_the_mark(paper: Path) -> None:
    archive, copy = copies_of(paper, "Wali Kota")
    mark = mark_in(copy)
    left, bottom, width, height = map(float, re.findall(rb"\n([\d. ]+) re", mark)[0].split())
    whole_page = b"0 0 %.2f %.2f re" % (left + width, bottom + height)
    for other in (
        mark + BOX,
        BOX + mark,
        re.sub(rb"[\d.]+ [\d.]+ [\d.]+ [\d.]+ re", whole_page, mark),
        mark.replace(b" Tf\n", b" Tf\n1 0 0 1 20 400 Tm <0034> Tj\n"),
        mark.replace(b"q 1 0 0 1 0 0 cm", b"q 9 0 0 9 0 0 cm"),
        mark.replace(b"ET Q", b"1 0 0 1 100.0 400. Tm <0034> Tj\nET Q"),
        mark.replace(b"ET Q", b"1 0 0 1 60.00 400.00 Tm <003> Tj\nET Q"),
        mark.replace(b"ET Q", b"1 0 0 1 60.00 9.00 Tm <0001> Tj\nET Q"),
        mark.replace(b"ET Q", re.findall(rb"1 0 0 1 .*\n", mark)[0] + b"ET Q"),
        re.sub(rb" [\d.]+ Tf", b" 0.00 Tf", mark),
        re.sub(rb" [\d.]+ Tf", b" 0.01 Tf", mark),
        mark.replace(b"1 g ", b"0 g "),
    ):
        reader = CopyReader()
        reader.read(archive)
        found = reader.read(with_mark(copy, other))
        assert found is None or not found.likened, other


def test_metadata_that_the_pages_draw(paper: Path) -> None:
    """What the XMP stream says is the copy's own; so nothing may draw it."""
    archive, copy = (
        forged(each, b" 0 R ] /MediaBox", b" 0 R %d 0 R ] /MediaBox" % _metadata(each))
        for each in copies_of(paper, "Wali Kota")
    )
    assert seen(pdf_of(archive)) is not None
    packet = re.search(rb"/Length \d+ /Subtype /XML[^\n]*\nstream\n(.*?)\nendstream", copy, re.S)
    assert packet is not None
    covered = forged(
        copy,
        packet[0],
        b"/Length %d /Subtype /XML /Type /Metadata >>\nstream\n%b\nendstream"
        % (len(packet[1]) + len(BOX), BOX + packet[1]),
    )
    assert seen(pdf_of(covered)) != seen(pdf_of(copy))
    reader = CopyReader()
    reader.read(archive)
    assert seen(reader.read(covered)) == seen(pdf_of(covered))


def _metadata(copy: bytes) -> int:
    found = re.findall(rb"\n(\d+) 0 obj\n<< /Length \d+ /Subtype /XML", copy)
    return int(found[-1])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/docgen:role (tembusan)", b"/docgen:role (tembusan) /docgen:role (asli)"),
        (b"/docgen:role (tembusan)", b"/docgen#3arole (asli) /docgen:role (tembusan)"),
        (b"/docgen:role (tembusan)", b"/docgen:role (tem\\142usan)"),
        (b"/docgen:role (tembusan)", b"/docgen:role <74656D627573616E>"),
        (b"/docgen:role (tembusan)", b"/docgen:role <feff0061007300630069>"),
        (b"/docgen:role (tembusan)", b"/docgen:role (tem\\\nbusan)"),
        (b"/docgen:role (tembusan)", b"/docgen:role 5 0 R"),
        (b"/docgen:role (tembusan)", b"/docgen:role (tem(b)usan)"),
        (b"/docgen:role (tembusan)", b"/docgen:role () /X /Y"),
        (b"/docgen:role (tembusan)", b"/docgen:role (\xfe\xff\0a\0s\0l\0i)"),
        (b"/docgen:role (tembusan)", b"/docgen:role (\\376\\377\\000a\\000s)"),
        (b"/docgen:role (tembusan)", b"/docgen:role (\xef\xbb\xbfasli)"),
        (b"/docgen:role (tembusan)", b"/docgen:role (\x1ben\x1btembusan)"),
        (b"/docgen:recipient (Wali Kota)", b"/docgen:recipient (Camat)"),
    ],
)
def test_what_a_copy_says_of_itself(paper: Path, old: bytes, new: bytes) -> None:
    archive, copy = copies_of(paper, "Wali Kota")
    reader = CopyReader()
    reader.read(archive)
    other = forged(copy, old, new)
    assert seen(reader.read(other)) == seen(pdf_of(other))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 600 842 ]"),
        (b"/Rotate 0", b"/Rotate 180"),
        (b"/Length 2 >>\nstream\nq\n\nendstream", with_length(BOX + b"q\n")),
        (b" /DW 0 ", b" /DW 500 "),
        (b"/Encoding /Identity-H", b"/Encoding /Identity-V"),
        (b"/StemV 140", b"/StemV 141"),
        (b"/Supplement 0 >>", b"/Supplement 0 >"),
        (b"/Type /Page ", b"/Type /Pages "),
    ],
)
def test_what_all_copies_share_is_forged(paper: Path, old: bytes, new: bytes) -> None:
    """Alike in the archive copy and in the other one, which then is held against a forged one."""
    copies = copies_of(paper, "Wali Kota")
    archive, copy = (forged(each, old, new) for each in copies)
    reader = CopyReader()
    reader.read(archive)
    assert seen(reader.read(copy)) == seen(pdf_of(copy))


@pytest.mark.parametrize(
    "order",
    [
        b"%(saved)b %(own)b %(restored)b",
        b"%(mark)b %(saved)b %(own)b %(restored)b",
        b"%(saved)b %(mark)b %(restored)b %(own)b",
        b"%(saved)b %(mark)b %(own)b %(restored)b %(mark)b",
    ],
)
def test_pages_that_draw_another_mark(paper: Path, tmp_path: Path, order: bytes) -> None:
    """The letter shows the mark of an archive copy itself, and its copies their own never, or
    before that."""
    path = letter(tmp_path / "t.pdf")
    shown = mark_in(copies_of(paper)[0])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        words = re.sub(rb"/Mark\w+ ", b"/F1 ", re.sub(rb"<[0-9A-F]+>", b"(ARSIP)", shown))
        pdf.pages[0].Contents = pdf.make_stream(words)
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    forgeries = []
    for each in copies_of(path, "Wali Kota"):
        shown = re.findall(rb"/Contents \[ ((?:\d+ 0 R ){4})\]", each)[-1]
        numbers = re.findall(rb"\d+ 0 R", shown)
        parts = dict(zip((b"saved", b"own", b"restored", b"mark"), numbers, strict=True))
        forgeries.append(forged(each, shown, order % parts + b" "))
    reader = CopyReader()
    reader.read(forgeries[0])
    found = reader.read(forgeries[1])
    assert found is not None
    assert not found.likened


def test_words_of_the_letter_where_marks_stand(tmp_path: Path) -> None:
    """A longer mark may cover them, and readers read what stands in one line together."""
    path = letter(tmp_path / "s.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        shown = b"BT /F1 8 Tf 60 825 Td (RAHASIA) Tj ET"
        pdf.pages[0].Contents = pdf.make_stream(shown)
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    archive, copy = copies_of(path, "Kepala Bidang Penilaian Kinerja dan Penghargaan " * 3)
    reader = CopyReader()
    reader.read(archive)
    assert seen(reader.read(copy)) == seen(pdf_of(copy))


def test_a_letter_that_leaves_its_measure_to_the_mark(tmp_path: Path) -> None:
    path = letter(tmp_path / "s.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"Q 4 0 0 4 -1740 -2520 cm q")
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    archive, copy = copies_of(path, "Wali Kota")
    reader = CopyReader()
    reader.read(archive)
    found = reader.read(copy)
    assert found is not None
    assert not found.likened


@pytest.mark.parametrize(
    "end",
    [
        b"startxref\n99999999999999999999999999\n%%EOF\n",
        b"startxref\n-1\n%%EOF\n",
        b"startxref\n\n%%EOF\n",
        b"startxref\n",
    ],
)
def test_an_end_that_leads_nowhere(paper: Path, end: bytes) -> None:
    archive, copy = copies_of(paper, "Wali Kota")
    other = copy[: copy.rindex(b"startxref")] + end
    reader = CopyReader()
    reader.read(archive)
    assert seen(reader.read(other)) == seen(pdf_of(other))


def test_a_copy_of_another_letter_is_read(paper: Path, tmp_path: Path) -> None:
    archive = copies_of(paper)[0]
    other = letter(tmp_path / "t.pdf", [[*WORDS[:3], "Rahasia"]])
    reader = CopyReader()
    reader.read(archive)
    for data in (copies_of(other, "Wali Kota")[1], other.read_bytes()):
        assert seen(reader.read(data)) == seen(pdf_of(data))


def test_a_copy_with_rare_letters_keeps_no_other_from_being_likened(paper: Path) -> None:
    archive, rare, usual = copies_of(paper, "Kepala Dinas Ş", "Wali Kota")
    reader = CopyReader()
    found = [reader.read(each) for each in (archive, rare, usual)]
    assert [each and each.likened for each in found] == [False, False, True]


def test_a_page_without_the_font_of_the_mark(paper: Path) -> None:
    copy = copies_of(paper)[0]
    key, number = re.findall(rb"(/Mark\w+) (\d+) 0 R", copy)[-1]

    def is_marked(by: bytes) -> bool:
        data = forged(copy, b"%b %b 0 R" % (key, number), b"%b %b 0 R" % (key, by))
        update = update_of(data)
        assert update is not None
        return are_marked(data, update, font_in(update.shared), key, 1)

    assert is_marked(number)
    with pytest.raises(ValueError, match="Contents"):
        is_marked(b"1")


def test_an_object_that_is_named_twice(paper: Path) -> None:
    copy = copies_of(paper)[0]
    table = copy.rindex(b"xref\n", 0, copy.rindex(b"startxref")) + 5
    run = copy[table:].splitlines(keepends=True)[:2]
    number, count = map(int, run[0].split())
    twice = b"%d 1\n%b" % (number, run[1])
    assert count > 0
    assert update_of(copy) is not None
    assert update_of(copy[:table] + twice + copy[table:]) is None
