"""Every word of a document is on its pages, in order and number: by the texts of pages."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.convert.inspect.documents import match
from docgen.convert.inspect.documents.match import lost_words
from docgen.convert.inspect.documents.passages import shown_by
from docgen.convert.inspect.pdf import Finished
from docgen.convert.inspect.proof import prove
from docgen.findings import Severity
from tests.support.documents import shown

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SEEN, _WINGDINGS = '<w:vanish w:val="0"/>', '<w:rFonts w:ascii="Wingdings"/>'
LETTER = (
    "Nomor 900/12/BKD/2025",
    "Yth. Kepala Dinas Pendidikan",
    "Bersama ini kami sampaikan bantuan sebesar Rp 1.250.000 untuk 20 orang.",
    "Rapat tidak jadi dilaksanakan pada hari Senin, 6 Januari 2025.",
    "Ratna, S.H.",
)


def lost(paragraphs: tuple[str, ...], *pages: str) -> list[str]:
    return [each.word for each in lost_words(shown(*paragraphs), pages)]


def page(*lines: str) -> str:
    return "\r\n".join(lines)


def test_the_pages_of_a_whole_letter_lack_nothing() -> None:
    assert lost(LETTER, page(*LETTER)) == []


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("1.250.000", "1.520.000", ["250"]),
        ("1.250.000", "1.250.001", ["000"]),
        ("1.250.000", "1.250.0001", ["000"]),
        ("20 orang", "2 orang", ["20"]),
        ("20 orang", "201 orang", ["20"]),
        ("tidak ", "", ["tidak"]),
        ("Rp ", "", ["rp"]),
        ("6 Januari", "7 Januari", ["6"]),
        ("6 Januari", "6 Juni", ["januari"]),
        ("Pendidikan", "Kesehatan", ["pendidikan"]),
        ("Dinas Pendidikan", "Pendidikan Dinas", ["dinas"]),
        ("S.H.", "S.", ["h"]),
        (LETTER[0], "", ["nomor", "900", "12", "bkd", "2025"]),
    ],
)
def test_a_change_is_named(old: str, new: str, named: list[str]) -> None:
    damaged = page(*LETTER).replace(old, new)
    assert damaged != page(*LETTER)
    found = lost(LETTER, damaged)
    assert set(named) & set(found)
    assert len(found) <= len(named) + 2


def test_the_message_shows_the_words_around() -> None:
    damaged = page(*LETTER).replace("1.250.000", "1.520.000")
    finding = prove(Path("a.docx"), shown(*LETTER), Finished(b"", 1, (damaged,)))
    assert finding is not None
    assert (finding.code, finding.severity) == ("convert-words-missing", Severity.WARNING)
    assert "bantuan sebesar Rp 1.250.000 untuk 20" in finding.message or (
        "sebesar Rp 1.250.000 untuk 20" in finding.message
    )


def test_two_letters_that_got_each_others_words() -> None:
    one, other = ("Yth. Ibu Ani di Medan", *LETTER), ("Yth. Ibu Ina di Padang", *LETTER)
    assert "ani" in lost(one, page("Yth. Ibu Ina di Medan", *LETTER))
    assert "padang" in lost(other, page("Yth. Ibu Ina di Medan", *LETTER))


def test_a_word_that_stands_elsewhere_as_well_is_still_missed() -> None:
    twice = ("rapat kerja", "ruang rapat", "rapat")
    assert lost(twice, page("rapat kerja", "ruang rapat", "rapat")) == []
    assert lost(twice, page("rapat kerja", "ruang", "rapat")) == ["rapat"]
    assert lost(twice, page("rapat kerja", "ruang rapat")) == ["rapat"]


def test_a_doubled_word_is_needed_twice() -> None:
    assert lost(("pelan pelan saja",), "pelan saja") == ["pelan"]


@pytest.mark.parametrize(
    "text",
    [
        "Undang\ufffe\r\nan ra\r\npat di ruang\u00adan",  # hyphens at line ends, and soft ones
        "UNDANGAN RAPAT DI RUANGAN",
        "U n d a n g a n  rapat di ruangan",
        "1. Undangan rapat di ruangan",
        "\uf0b7 Undangan rapat di ruangan\r\nHalaman 1 dari 1",
    ],
)
def test_what_a_page_may_do_with_words(text: str) -> None:
    assert lost(("Undangan rapat di ruangan",), text) == []


def test_ligatures_and_marks_on_letters() -> None:
    assert lost(("efisien, kafé",), "e\ufb01sien, kafe\u0301") == []


def test_a_paragraph_goes_over_the_end_of_a_page() -> None:
    text = "Kalimat yang panjang sekali " * 4
    half = len(text) // 2
    first = page("Kop surat", text[:half], "Halaman 1")
    assert lost(("Kop surat", text), first, page("Lanjutan", text[half:], "Halaman 2")) == []
    cut = text[half:].replace("panjang", "pendek", 1)
    assert "panjang" in lost(("Kop surat", text), first, page("Lanjutan", cut, "Halaman 2"))


def test_a_label_of_a_list_is_no_word_of_the_letter() -> None:
    assert lost(("butir 1", "Sel 2"), page("1. butir", "2. Sel 2")) == ["1"]


def test_arabic_is_compared_without_its_order() -> None:
    source = ("Isi السلام عليكم ورحمة الله lalu 12.",)
    assert lost(source, "Isi الله ورحمة عليكم السالم lalu 12.") == []
    assert len(lost(source, "Isi الله ورحمة السالم lalu 12.")) == 1
    assert lost(source, "Isi الله ورحمة عليكم السالم lalu 13.") == ["12"]


def test_fields_and_what_is_hidden_are_not_demanded() -> None:
    def run(text: str, properties: str = "") -> str:
        return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"

    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = (
        f"<w:p>{run('Halaman ')}{char('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"{char('separate')}{run('9')}{char('end')}{run(' dari surat')}"
        f"{run('rahasia', '<w:vanish/>')}{run('tampak', _SEEN)}</w:p>"
        f"<w:p>{char('begin')}<w:r><w:instrText>HYPERLINK &quot;x&quot;</w:instrText></w:r>"
        f"{char('separate')}{run('tautan')}{char('end')}</w:p>"
        f"<w:p>{run('ü', _WINGDINGS)}</w:p>"
    )
    found = shown_by(etree.fromstring(f'<w:body xmlns:w="{W}">{inner}</w:body>'))
    assert [each.letters for each in found.passages] == ["halaman", "darisurattampak", "tautan"]
    assert found.fields == {"PAGE", "HYPERLINK"}


WORDS = (
    "yang", "di", "ke", "1", "20", "no", "rp", "kami", "dinas", "rapat", "tidak", "2025",
    "sampaikan", "1.250.000", "undangan", "a",
)  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join)


def laid_out(paragraphs: list[str], width: int) -> str:
    lines = [line for each in paragraphs for line in textwrap.wrap(each, width)]
    return page("PEMERINTAH KOTA", *lines, "Kaki surat")


@settings(max_examples=300, deadline=None)
@given(
    paragraphs=st.lists(texts, min_size=1, max_size=8), width=st.integers(20, 90), data=st.data()
)
def test_any_damage_is_found_and_nothing_else(
    paragraphs: list[str], width: int, data: st.DataObject
) -> None:
    whole = laid_out(paragraphs, width)
    assert lost(tuple(paragraphs), whole) == []
    at = data.draw(st.integers(0, len(paragraphs) - 1))
    each = paragraphs[at].split()
    place = data.draw(st.integers(0, len(each) - 1))
    kind = data.draw(st.sampled_from(["lost", "changed", "other", "line"]))
    replaced = {
        "lost": each[:place] + each[place + 1 :],
        "changed": [*each[:place], changed(each[place]), *each[place + 1 :]],
        "other": [*each[:place], "kesehatan", *each[place + 1 :]],
        "line": [],
    }[kind]
    damaged = laid_out([*paragraphs[:at], " ".join(replaced), *paragraphs[at + 1 :]], width)
    assert lost(tuple(paragraphs), damaged) != []


def changed(word: str) -> str:
    """The word with another last letter or digit."""
    last = str((int(word[-1]) + 1) % 10) if word[-1].isdecimal() else "z"
    return word[:-1] + last


def test_a_shorter_cell_does_not_keep_the_place_of_a_longer_one() -> None:
    """A page may give the cells of a row in any order, with lines of two cells as one."""
    cells = ("surat pengantar SKP", "surat pengantar SKP", "surat pengantar SKP yang telah dikirim")
    pages = page("5 menit surat pengantar SKP", "surat", "pengantar SKP", "surat pengantar",
                 "SKP yang telah", "dikirim")  # fmt: skip
    assert lost(cells, pages) == []
    assert "telah" in lost(cells, pages.replace("telah", "akan"))
    assert lost(cells, pages.replace("5 menit surat pengantar SKP", "5 menit surat SKP")) != []


@given(seed=st.integers(0, 2**31))
@settings(max_examples=100)
def test_a_lost_word_is_lost_whatever_takes_its_place(seed: int) -> None:
    chance = random.Random(seed)
    words = ("berkas", "surat", "pengantar", "SKP", "dan", "yang lengkap")
    cells = [" ".join(chance.choices(words, k=chance.randint(1, 5))) for _ in range(6)]
    shown_cells = chance.sample(cells, len(cells))
    at = chance.randrange(len(cells))
    left = shown_cells[at].split()
    left.pop(chance.randrange(len(left)))
    shown_cells[at] = " ".join(left)
    assert lost(tuple(cells), page(*shown_cells)) != []


@settings(max_examples=200)
@given(
    st.lists(st.lists(st.sampled_from(("ab", "a", "b", "1", "2.", "c-d", "Jumlah")), max_size=4)),
    st.sampled_from((" ", "\r\n")),
    st.integers(0, 3),
)
def test_a_quick_look_says_nothing_else_than_a_search(
    passages: list[list[str]], between: str, cut: int
) -> None:
    paragraphs = [" ".join(words) for words in passages]
    text = between.join(("1." + between, *paragraphs[cut:], *paragraphs[:cut]))
    found = lost_words(shown(*paragraphs), [text])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(match, "_is_plain", lambda _shown, _pages: False)
        assert lost_words(shown(*paragraphs), [text]) == found


def test_letters_in_a_row_are_no_words_in_a_row() -> None:
    assert lost(("ab", "c"), "a bc") != []
    assert lost(("Jumlah 2", "Camat"), page("Jumlah", "2. Camat")) == ["2"]
    assert lost(("Jumlah", "2. Camat"), page("Jumlah", "2. Camat")) == []
