"""What real SOPs say in many ways: each way of a fault is found, each good form left alone."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from docgen.findings import Severity, Where
from docgen.model.law import Law
from docgen.rules.sop.numbers import check_numbers
from tests.support.sops import AROUND, codes, sop, step, told

PP = "Peraturan Pemerintah Nomor 11 Tahun 2017 tentang Manajemen PNS"


def test_a_clean_one() -> None:
    assert codes(sop()) == []


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([f"{PP} sebagaimana telah diubah dengan Peraturan Pemerintah Nomor 17 Tahun 2020"], []),
        (["PP 11/2017 sebagaimana telah diubah dengan PP 17/2020"], []),
        (["PP No. 11 Tahun 2017 jo. PP No. 17 Tahun 2020"], []),
        ([PP, "PP Nomor 17 Tahun 2020 tentang Perubahan atas PP Nomor 11 Tahun 2017"], []),
        (["PP Nomor 17 Tahun 2020 tentang Perubahan atas PP Nomor 11 Tahun 2017"], []),
        (["UU 23/2014 sebagaimana telah diubah beberapa kali, terakhir dengan UU 6/2023"], []),
        (["UU 23/2014 sebagaimana telah diubah dengan UU 9/2015"], []),
        ([PP], ["sop-law-amended"]),
        ([f"{PP} sebagaimana telah diubah"], ["sop-law-amended"]),
        (["UU 20/2023; UU 5/2014"], ["sop-law-revoked"]),
        (["UU 5/2014 sebagaimana telah diubah dengan UU 1/2020"], ["sop-law-revoked"]),
        (["UU 5/2014 sebagaimana telah dicabut dengan UU 20/2023"], []),
        (["UU 20/2023 yang mencabut UU 5/2014 tentang ASN"], []),
        (["Peraturan Daerah Kota A Nomor 5 Tahun 2014"], []),
        (["Perda Kota A 3/2016", "Perda Provinsi B 3/2016"], []),
        (["Perwali Kota A 3/2016", "Perwali  Kota A 3/2016."], ["sop-law-twice"]),
        (["UU 20/2023", "Undang-Undang No. 20 Th. 2023"], ["sop-law-twice"]),
        (["Surat Edaran Sekda", "surat edaran SEKDA;"], ["sop-law-twice"]),
        (["-", "-"], []),
    ],
)
def test_laws(lines: list[str], found: list[str]) -> None:
    assert codes(sop(dasar_hukum=lines)) == found


def test_a_revoked_law_beside_the_one_in_force_is_only_a_hint() -> None:
    for lines, severity in ((["UU 5/2014"], "warning"), (["UU 5/2014", "UU 20/2023"], "hint")):
        assert [f.severity for f in told(sop(dasar_hukum=lines))] == [severity]


@pytest.mark.parametrize(
    ("law", "found"),
    [
        ({"jenis": "Perwali", "nomor": "8", "tahun": 2019, "status": "dicabut",
          "oleh": "Peraturan Wali Kota Nomor 3 Tahun 2024"}, ["sop-law-revoked"]),
        ({"jenis": "Perwali", "nomor": "8", "tahun": 2019, "status": "diubah",
          "oleh": "Perwali 2/2021"}, ["sop-law-amended"]),
        ({"jenis": "Perwali", "nomor": "9", "tahun": 2019, "status": "dicabut"}, []),
    ],
)  # fmt: skip
def test_laws_of_the_office_itself(law: dict[str, Any], found: list[str]) -> None:
    around = dataclasses.replace(AROUND, laws=(Law.model_validate(law),))
    lines = ["Peraturan Wali Kota Nusa Harapan Nomor 8 Tahun 2019"]
    assert codes(sop(dasar_hukum=lines), around) == found


def test_an_office_may_take_back_what_the_shipped_list_says() -> None:
    back = Law(jenis="UU", nomor="5", tahun=2014, status="berlaku")
    assert codes(sop(dasar_hukum=["UU 5/2014"]), dataclasses.replace(AROUND, laws=(back,))) == []


@pytest.mark.parametrize(
    ("words", "is_other"),
    [
        ("Menandatangani surat cuti oleh Kepala Badan", True),
        ("Menandatangani surat dinas oleh Kaban", True),
        ("Penandatanganan surat oleh Ka. Badan", True),
        ("Ditandatangani oleh Kepala Badan", True),
        ("Kepala Badan menandatangani surat", True),
        ("Analis SDM memeriksa berkas", True),
        ("Memaraf surat oleh Kepala Bidang", False),
        ("Kabid memaraf surat", False),
        ("Menerima surat yang ditandatangani oleh Kepala Badan", False),
        ("Mengirim surat untuk ditandatangani oleh Kepala Badan", False),
        ("Menerima hasil pemeriksaan oleh Analis SDM", False),
        ("Menerima disposisi Kepala Badan dan menyerahkan kepada Analis SDM", False),
        ("Menerima surat, setelah diparaf oleh Analis SDM", False),
        ("Menerima berkas oleh siapa pun", False),
    ],
)
def test_words_that_name_another_lane(words: str, is_other: bool) -> None:
    steps = [step("Mengajukan cuti", "pns", simbol="mulai"), step(words, "kabid"),
             step("Mengirim", "analis"), step("Mengarsip", "kaban", simbol="selesai")]  # fmt: skip
    assert ("sop-step-other-lane" in codes(sop(langkah=steps))) is is_other


@pytest.mark.parametrize(
    ("post", "is_known"),
    [
        ("Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", True),
        ("KEPALA BKPSDM KOTA NUSA HARAPAN,", True),
        ("Plt. Kepala BKPSDM", True),
        ("Wali Kota Nusa Harapan", True),
        ("a.n. Walikota, Sekretaris Daerah", True),
        ("Kepala Bidang Mutasi", True),
        ("Kabid Mutasi", True),
        ("Sekretaris", True),
        ("Direktur", True),
        ("Kepala Dinas Kesehatan", False),
        ("Camat Sukamaju", False),
        ("Kepala Dinas", False),
    ],
)
def test_posts_that_approve(post: str, is_known: bool) -> None:
    found = codes(sop(disahkan_oleh={"jabatan": post, "nama": "A"}))
    assert found == ([] if is_known else ["sop-approver-unknown"])


def test_where_the_office_is_may_stand_in_the_post_alone() -> None:
    office = {"pemerintah": "BADAN PUSAT STATISTIK", "nama": "BPS"}
    for post, found in (
        ("Kepala BPS Kabupaten Nusa Jaya", []),
        ("Kepala Dinas Sosial Kabupaten Nusa Jaya", ["sop-approver-unknown"]),
    ):
        approver = {"jabatan": post, "nama": "A"}
        assert codes(sop(instansi=office, disahkan_oleh=approver)) == found


def test_an_office_of_the_workspace_may_approve() -> None:
    around = dataclasses.replace(AROUND, offices=("Dinas Kesehatan",))
    checked = sop(disahkan_oleh={"jabatan": "Kepala Dinas Kesehatan", "nama": "A"})
    assert codes(checked, around) == []


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        ({"pembuatan": "6 Januari 2025", "revisi": "1 Januari 2020"}, ["sop-date-order"]),
        ({"efektif": "5 Januari 2025"}, ["sop-date-order"]),
        ({"efektif": "2024"}, ["sop-date-incomplete", "sop-date-order"]),
        ({"efektif": "Januari 2025"}, ["sop-date-incomplete"]),
        ({"efektif": "2025"}, ["sop-date-incomplete"]),
        ({"pengesahan": "4 Februari 2025", "efektif": "3 Februari 2025"}, ["sop-date-order"]),
        ({"revisi": "1 Januari 2030"}, []),
        ({"pembuatan": "1 Januari 2020", "efektif": "2 Januari 2020"}, ["sop-review-due"]),
        ({"pembuatan": "1 Januari 2020", "efektif": "28 November 2021"}, []),
        ({"pembuatan": "29 Februari 2016", "revisi": "1 Maret 2025"}, []),
        ({"pembuatan": "31 Februari 2025"}, ["sop-date-incomplete"]),
        ({"pembuatan": "0000", "efektif": "9999"}, ["sop-date-incomplete"]),
    ],
)
def test_dates(dates: dict[str, str], found: list[str]) -> None:
    tanggal = {"pembuatan": "6 Januari 2025", "revisi": "-", "efektif": "3 Februari 2025"}
    assert codes(sop(tanggal={**tanggal, **dates})) == found


@pytest.mark.parametrize("revised", [None, "-", ""])
def test_a_history_without_a_revision(revised: str | None) -> None:
    tanggal = {"pembuatan": "6 Januari 2025", "revisi": revised, "efektif": "3 Februari 2025"}
    riwayat = [{"tanggal": "1 Mei 2025", "alasan": "ubah"}]
    assert codes(sop(tanggal=tanggal, riwayat=riwayat)) == ["sop-history-unrevised"]


@pytest.mark.parametrize(
    ("person", "found"),
    [
        ({"nip": "19710514199603200"}, ["nip-invalid"]),
        ({"nip": "197113141996032001"}, ["nip-invalid"]),
        ({"nip": "NIP. 19710514 199603 2 001"}, []),
        ({"nip": "-"}, []),
        ({"nip": "197105142023211001", "pangkat": "IX"}, []),
        ({"pangkat": "Pembina Utama Muda (III/a)"}, ["rank-grade-mismatch"]),
        ({"pangkat": "Penata Tk. I / III/c"}, ["rank-grade-mismatch"]),
        ({"pangkat": "Pembina Tk.I, IV/b"}, []),
        ({"pangkat": "Pembina / IV/a"}, []),
        ({"pangkat": "Pembina Utama Muda"}, []),
        ({"pangkat": "Kolonel (Inf.)"}, []),
    ],
)
def test_who_approves(person: dict[str, str], found: list[str]) -> None:
    base = {"jabatan": "Kepala Badan", "nama": "Ratna"}
    assert codes(sop(disahkan_oleh={**base, **person})) == found
    assert codes(sop(penutup={**base, **person})) == found


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("Memeriksa apakah syarat lengkap atau tidak", True),
        ("Berkas lengkap?", True),
        ("Menilai layak atau belum", True),
        ("Memverifikasi; bila tidak lengkap mengembalikannya", True),
        ("Menentukan setuju/tidak", True),
        ("Memeriksa kelengkapan berkas", False),
        ("Menerima surat atau nota dinas", False),
        ("Mengembalikan berkas yang tidak lengkap", False),
    ],
)
def test_questions(words: str, asks: bool) -> None:
    steps = [step("Mengajukan cuti", "pns", simbol="mulai"), step(words, "analis"),
             step("Memaraf", "kabid"), step("Mengarsip", "kaban", simbol="selesai")]  # fmt: skip
    assert ("sop-question-process" in codes(sop(langkah=steps))) is asks
    steps[1] |= {"simbol": "keputusan", "ya": "3", "tidak": "1"}
    found = codes(sop(langkah=steps))
    assert "sop-question-process" not in found
    assert not words.endswith("?") or found == []


@pytest.mark.parametrize(
    ("title", "found"),
    [("Kabid", ["sop-lane-twice"]), (" kabid ", ["sop-lane-twice"]), ("Kabid Mutasi", [])],
)
def test_lanes_of_one_name(title: str, found: list[str]) -> None:
    lanes = {"pns": "PNS", "analis": "Analis SDM", "kabid": "Kabid", "kaban": title}
    assert codes(sop(pelaksana=lanes)) == found


@pytest.mark.parametrize("nothing", ["", " ", "-", "..."])
@pytest.mark.parametrize("key", ["nama", "nomor"])
def test_empty_names(key: str, nothing: str) -> None:
    assert codes(sop(**{key: nothing})) == ["sop-name-empty"]


@pytest.mark.parametrize(
    ("times", "found"),
    [
        (["2 menit/berkas", "semesteran", "5 menit per orang"], ["sop-time-not-summed"]),
        (["30 menit - 3 jam", "maks. 3 jam", "± 10 menit"], ["sop-time-bound"]),
        (["30 mnt", "1 (satu) jam", "1/2 jam"], []),
        (["cepat", "30", "sebentar"], ["sop-time-unreadable"]),
        (["0 menit", "0 jam", "0 jam 0 menit"], ["sop-time-zero"]),
        (["-", "-", "-"], []),
    ],
)
def test_times_are_told_once(times: list[str], found: list[str]) -> None:
    steps = [step("Mengajukan cuti", "pns", simbol="mulai"),
             *(step("Memeriksa", "analis", waktu=time) for time in times),
             step("Memaraf", "kabid"), step("Mengarsip", "kaban", simbol="selesai")]  # fmt: skip
    every = told(sop(langkah=steps, tata_letak={"total_waktu": True}))
    assert [finding.code for finding in every] == found
    assert all(finding.message.startswith("3 kali") for finding in every)


def test_what_is_told_once_loses_nothing() -> None:
    lines = ["UU 5/2014", "PP 46/2011", "Permendagri 54/2009", "PP 11/2017"]
    revoked, amended = told(sop(dasar_hukum=lines))
    assert revoked.severity is Severity.WARNING and amended.severity is Severity.HINT
    for word in ("3 kali", "UU 5/2014", "PP 46/2011", "Permendagri 54/2009", "1 Tahun 2023"):
        assert word in revoked.message


def test_two_sops_of_one_number() -> None:
    def where(*_path: str | int) -> Where:
        return Where("x")

    other = {"pemerintah": "KOTA", "nama": "DINAS LAIN"}
    for changes, count in (
        ({}, 1), ({"nomor": " 7 / bkpsdm / 2025"}, 1), ({"nomor": "8"}, 0), ({"nomor": "-"}, 0),
        ({"instansi": other}, 0),
    ):  # fmt: skip
        found = list(check_numbers([(sop(), where), (sop(nama="Lain", **changes), where)]))
        assert [finding.code for finding in found] == ["sop-number-twice"] * count


@pytest.mark.parametrize("stated", [True, "50 menit"])
def test_a_repair_that_no_total_counts(stated: bool | str) -> None:
    steps = [
        step("Mengajukan", "pns", simbol="mulai"),
        step("Lengkap?", "analis", simbol="keputusan", id="b", ya="d", tidak="c"),
        step("Melengkapi", "pns", id="c", ke="b", waktu="2 hari kerja"),
        step("Memaraf", "kabid", id="d"), step("Menandatangani", "kaban"),
        step("Mengirim", "analis", simbol="selesai"),
    ]  # fmt: skip
    (finding,) = told(sop(langkah=steps, tata_letak={"total_waktu": stated}))
    assert finding.code == "sop-total-ways" and "langkah 3" in finding.message
    assert codes(sop(langkah=steps)) == []


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("Langsung ke kantor", "Via email"), []),
        (("Langsung ke kantor", None), ["sop-start", "sop-unreachable"]),
        ((None, None), ["sop-start", "sop-unreachable"]),
    ],
)
def test_several_starts_need_words_of_their_own(
    texts: tuple[str | None, str | None], found: list[str]
) -> None:
    """Each with its words is a way in; steps after any of them are reached."""
    one, other = texts
    steps = [
        step("Menerima berkas", "pns", simbol="mulai", teks=one, ke="periksa"),
        step("Menerima surel", "analis", simbol="mulai", teks=other),
        step("Memeriksa berkas", "kabid", id="periksa"),
        step("Mengesahkan berkas", "kaban", simbol="selesai"),
    ]
    assert codes(sop(langkah=steps)) == found
