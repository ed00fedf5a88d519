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
from docgen.check.pdf.reading import ReadPdf, pdf_of
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


def test_a_letter_is_read_by_its_copy(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = copies_of(paper)[0]
    reader, due = CopyReader(), pdf_of(paper.read_bytes())
    reader.read(archive)
    monkeypatch.setattr("docgen.check.pdf.copies.pdf_of", lambda _data: pytest.fail("read again"))
    assert reader.read(paper.read_bytes()) == due


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


def test_a_box_in_the_mark(paper: Path) -> None:
    archive, copy = copies_of(paper, "Wali Kota")
    mark = re.search(rb"/Length \d+ >>\nstream\n(/Artifact BMC\n.*?)\nendstream", copy, re.DOTALL)
    assert mark is not None
    left, bottom, width, height = map(float, re.findall(rb"\n([\d. ]+) re", mark[1])[0].split())
    whole_page = b"0 0 %.2f %.2f re" % (left + width, bottom + height)
    reader = CopyReader()
    reader.read(archive)
    for other in (
        mark[1] + BOX,
        BOX + mark[1],
        re.sub(rb"[\d.]+ [\d.]+ [\d.]+ [\d.]+ re", whole_page, mark[1]),
        mark[1].replace(b" Tf\n", b" Tf\n1 0 0 1 20 400 Tm <0034> Tj\n"),
        mark[1].replace(b"q 1 0 0 1 0 0 cm", b"q 9 0 0 9 0 0 cm"),
    ):
        found = reader.read(forged(copy, mark[0], with_length(other)))
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
    ],
)
def test_what_a_copy_says_of_itself(paper: Path, old: bytes, new: bytes) -> None:
    archive, copy = copies_of(paper, "Wali Kota")
    reader = CopyReader()
    reader.read(archive)
    other = forged(copy, old, new)
    assert seen(reader.read(other)) == seen(pdf_of(other))


def test_a_letter_whose_copy_shows_more(paper: Path) -> None:
    """Pages of a copy that are not quite the letter's tell nothing of the letter."""
    archive = copies_of(paper)[0]
    for old, new in (
        (b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 600 842 ]"),
        (b"/Rotate 0", b"/Rotate 180"),
        (b" 0 R ] /MediaBox", b" 0 R 4 0 R ] /MediaBox"),
        (b"/Length 2 >>\nstream\nq\n\nendstream", with_length(BOX + b"q\n")),
    ):
        reader = CopyReader()
        reader.read(forged(archive, old, new))
        assert seen(reader.read(paper.read_bytes())) == seen(pdf_of(paper.read_bytes()))


def test_a_copy_of_another_letter_is_read(paper: Path, tmp_path: Path) -> None:
    archive = copies_of(paper)[0]
    other = letter(tmp_path / "t.pdf", [[*WORDS[:3], "Rahasia"]])
    reader = CopyReader()
    reader.read(archive)
    for data in (copies_of(other, "Wali Kota")[1], other.read_bytes()):
        assert seen(reader.read(data)) == seen(pdf_of(data))
