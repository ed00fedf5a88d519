"""Letters, cover letters and disposition forms as .docx: every line is what the data says."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.model.letter import Item, Paraf
from docgen.render.placeholders.letters import (
    DISPOSITION_NAMES,
    LETTER_NAMES,
    boxes,
    disposition_context,
    letter_context,
)
from tests.support.letters import (
    CHOICES,
    KOP,
    OFFICE,
    SIGNED,
    SIGNER,
    disposition,
    letter,
    lines,
    rendered,
    rendered_form,
)


def test_letter_says_what_its_row_says() -> None:
    assert lines(rendered(letter())) == [
        *KOP,
        "Nomor", ":", "005/1/BKD/2025", "Contoh, 6 Januari 2025",
        "Sifat", ":", "Segera",
        "Lampiran", ":", "-",
        "Hal", ":", "Rapat <1> & evaluasi 🙂",
        "Yth. | Kepala A", " | di Tempat",
        "Salam", "1. | satu", "2. | dua", "lalu", "Demikian",
        *SIGNED,
    ]  # fmt: skip


def test_several_recipients_are_numbered_and_copies_listed() -> None:
    one = letter(
        tujuan=("Kepala A", "Kepala B"), tembusan=("Walikota", "Sekda"), keamanan="Rahasia"
    )
    found = lines(rendered(one))
    start = found.index("Yth. | 1. | Kepala A")
    assert found[start : start + 3] == ["Yth. | 1. | Kepala A", " | 2. | Kepala B", " | di Tempat"]
    assert found[-3:] == ["Tembusan:", "1. | Walikota", "2. | Sekda"]
    assert "RAHASIA" in lines(rendered(one), "header")
    # The archive's copy is counted, never printed.
    assert not any("rsip" in line for line in found)


def test_one_copy_is_not_numbered() -> None:
    assert lines(rendered(letter(tembusan=("Walikota",))))[-2:] == ["Tembusan:", "Walikota"]


def test_unsigned_letter_has_room_for_number_and_date() -> None:
    draft = letter(nomor="", tanggal_surat=None, tanggal_ttd=None, paraf=(Paraf(nama="A"),))
    document = rendered(draft)
    assert "KONSEP" in lines(document, "header")
    assert "Contoh, ………………………" in lines(document)
    assert not any("005/" in line for line in lines(document))
    ready = letter(nomor="", tanggal_surat=None, tanggal_ttd=None)
    assert "KONSEP" not in lines(rendered(ready), "header")
    assert "KONSEP" not in lines(rendered(letter()), "header")


def test_signing_for_another_names_both() -> None:
    acting = SIGNER.model_copy(update={"awalan": "a.n.", "atas_nama": "Walikota Contoh"})
    found = lines(rendered(letter(), signer=acting))
    start = found.index("a.n.")
    assert found[start : start + 3] == ["a.n.", "Walikota Contoh", "Kepala Badan,"]


def test_cover_letter_lists_its_items() -> None:
    items = (
        Item(jenis="Rekap <A> & B", banyaknya="1 (satu) berkas", keterangan="Dengan hormat"),
        Item(jenis="Daftar", banyaknya="2 (dua) lembar"),
    )
    found = lines(rendered(letter(butir=items, lain={}), name="surat_pengantar.docx"))
    start = found.index("No")
    assert found[start : start + 11] == [
        "No", "Jenis yang Dikirim", "Banyaknya", "Keterangan",
        "1.", "Rekap <A> & B", "1 (satu) berkas", "Dengan hormat",
        "2.", "Daftar", "2 (dua) lembar",
    ]  # fmt: skip
    assert "Nomor: 005/1/BKD/2025" in found
    assert set(SIGNED) <= set(found)


def test_five_hundred_items_are_five_hundred_rows() -> None:
    items = tuple(Item(jenis=f"Berkas {number}") for number in range(500))
    document = rendered(letter(butir=items, lain={}), name="surat_pengantar.docx")
    found = lines(document)
    assert [line for line in found if line.startswith("Berkas ")] == [i.jenis for i in items]


def test_disposition_says_what_its_row_says() -> None:
    one = disposition()
    found = [line.replace("\xa0", " ") for line in lines(rendered_form(one))]
    for text in (
        *KOP, "Lembar Disposisi", "Surat dari | : | Dinas <P> & K", "Nomor surat | : | 1/DP/2025",
        "Tanggal surat | : | 6 Januari 2025", "Lampiran | : | -",
        "Diterima tanggal | : | 8 Januari 2025", "Nomor agenda | : | 007", "Hal | : | Undangan",
        "☒ | Sekretaris", "☒ | Kabid", "☒ | Arsipkan", "☐ | Hadiri/wakili", "☒ | Jawab besok",
        "satu", "dua", "Contoh, 9 Januari 2025", *SIGNED,
    ):  # fmt: skip
        assert text in found, text
    (sifat,) = [line for line in found if line.startswith("Sifat")]
    assert "☒ Segera" in sifat and "☐ Rahasia" in sifat


def test_boxes_keep_what_was_chosen_beyond_the_usual() -> None:
    assert [(box["tanda"], box["label"]) for box in boxes(["A", "B"], ["b", "c"])] == [
        ("☐", "A"),
        ("☒", "B"),
        ("☒", "c"),
    ]


@pytest.mark.parametrize(
    ("names", "context"),
    [
        (LETTER_NAMES, letter_context(letter(lain={}), OFFICE, None, SIGNER)),
        (DISPOSITION_NAMES, disposition_context(disposition(), OFFICE, None, SIGNER, CHOICES)),
    ],
    ids=["letter", "disposition"],
)
def test_names_for_templates_are_those_of_the_context(
    names: frozenset[str], context: dict[str, Any]
) -> None:
    assert names == set(context)


def test_same_letter_same_bytes() -> None:
    assert rendered(letter()) == rendered(letter())
