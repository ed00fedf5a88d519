"""Who names what: usual spellings are found, other things of the same letters are not."""

from __future__ import annotations

import pytest

from docgen.findings import Where
from docgen.rules.mentions import Subject, find, wanted
from docgen.rules.mentions.links import links, one_sided
from docgen.rules.mentions.wanted import SopName
from tests.support.sops import sop

SOPS = (SopName("Administrasi Surat Masuk", "800/1/2020"), SopName("Surat Masuk", "12.1"))


def found(asked: str, text: str, *, is_name: bool = False) -> list[str]:
    return [
        text[each.start : each.end]
        for what in wanted(asked, SOPS)
        for each in find(what, text, is_name=is_name)
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Undang-Undang Nomor 5 Tahun 2014 tentang ASN", "Undang-Undang Nomor 5 Tahun 2014"),
        ("sesuai UU 5/2014.", "UU 5/2014"),
        ("UU No.5 Thn 2014", "UU No.5 Thn 2014"),
        ("Undang-Undang Republik Indonesia No. 5 Tahun 2014", None),
        ("undang undang no.05 tahun 2014", None),
        ("U.U. Nomor 5 Tahun 2014", None),
        ("UU RI 5 th. 2014", None),
        ("UU 5-2014", None),
        ("UU No. 5 (2014)", None),
        ("Undang2 Nomor: 5 Tahun: 2014", None),
        ("UU NOMOR\n5 TAHUN\n2014", None),
        ("UU-5/2014", None),
    ],
)
def test_a_law_is_found_in_any_usual_spelling(text: str, words: str | None) -> None:
    assert found("UU 5/2014", text) == [words or text]
    assert found("Undang-Undang Nomor 5 Tahun 2014", text) == [words or text]


@pytest.mark.parametrize(
    "text",
    [
        "PP 5/2014", "Perpu 5/2014", "UU Nomor 15 Tahun 2014", "UU 5/2015", "UU 55/2014",
        "Lembaran Negara Tahun 2014 Nomor 5", "Perda 5/2014", "nomor 5 tahun 2014",
        "UU 5 sampai 2014", "surat 800/5/2014",
    ],
)  # fmt: skip
def test_what_is_no_such_law_is_not_found(text: str) -> None:
    assert found("UU 5/2014", text) == []


def test_regulations_of_two_regions_are_two() -> None:
    asked = "Peraturan Daerah Kota Madiun Nomor 8 Tahun 2020"
    assert found(asked, "Perda Kota Madiun No. 8 Tahun 2020")
    assert found(asked, "Perda 8/2020")
    assert not found(asked, "Perda Kabupaten Kediri Nomor 8 Tahun 2020")
    assert not found("Permendagri 8/2020", "Keputusan Menteri Dalam Negeri Nomor 8 Tahun 2020")


@pytest.mark.parametrize(
    ("text", "is_name", "is_found"),
    [
        ("SOP Surat Masuk", True, True),
        ("Surat Masuk", True, True),
        ("Sesuai SOP surat masuk dan SOP Cuti", False, True),
        ("SOP Administrasi Surat Masuk", True, False),
        ("surat masuk", False, False),
        ("Menerima surat masuk dari BKPSDM", False, False),
        ("SOP Surat Masuk Rahasia", True, False),
        ("lihat SOP nomor 12.1", False, True),
        ("12.1.2", False, False),
        ("112.1", False, False),
    ],
)
def test_a_sop_is_found_by_name_and_number(text: str, is_name: bool, is_found: bool) -> None:
    for asked in ("SOP Surat Masuk", "surat masuk", "12.1"):
        assert bool(found(asked, text, is_name=is_name)) == is_found


@pytest.mark.parametrize(
    ("asked", "text", "is_found"),
    [
        ("Kasubag Umum", "Kepala Sub Bagian Umum", True),
        ("Kepala Subbagian Umum", "diserahkan kepada KASUBBAG UMUM", True),
        ("Kasubag Umum", "Kasubag Keuangan", False),
        ("Noor Aflah, S.Kom.", "Drs. NOOR  AFLAH", True),
        ("Dr. Noor Aflah, S.Kom., M.Si.", "Noor Aflah", True),
        ("Noor Aflah", "Noor Aflahudin", False),
        ("197609072003121007", "NIP. 19760907 200312 1 007", True),
        ("19760907 200312 1 007", "1976090720031210071", False),
    ],
)
def test_posts_and_people(asked: str, text: str, is_found: bool) -> None:
    assert bool(found(asked, text)) == is_found


def test_what_is_meant_is_told_by_the_text() -> None:
    subjects = [[each.subject for each in wanted(text, SOPS)] for text in (
        "UU 5/2014", "197609072003121007", "12.1", "Sekretaris", "PP 1/2019 dan PP 2/2019", "--",
    )]  # fmt: skip
    law = Subject.LAW
    assert subjects == [[law], [Subject.NIP], [Subject.SOP], [Subject.WORDS], [law, law], []]


def test_references_that_only_one_side_names() -> None:
    cuti = sop(nama="Pemberian Cuti", nomor="1", keterkaitan=["SOP Mutasi Pegawai", "SOP Presensi"])
    mutasi = sop(nama="Mutasi Pegawai", nomor="2", keterkaitan=["SOP Pemberian Cuti"])
    presensi = sop(nama="SOP Presensi", nomor="3", keterkaitan=["-", "SOP Lembur"])
    sops = [cuti, mutasi, presensi]
    told = [(x.source, x.target, x.name) for x in links(sops)]
    assert told == [
        (0, 1, "Mutasi Pegawai"), (0, 2, "SOP Presensi"), (1, 0, "Pemberian Cuti"),
        (2, None, "Lembur"),
    ]  # fmt: skip
    places = [(each, lambda *path: Where("x", line=1)) for each in sops]
    findings = list(one_sided(places))
    assert [each.code for each in findings] == ["sop-reference-one-sided"]
    assert "Presensi" in findings[0].message
