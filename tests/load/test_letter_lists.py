"""The sheets of people and details: a row that is lost, mistaken or not printed is said."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.findings import Finding, Where
from docgen.load.letters.letters import load_letters, orphan_items
from docgen.model.letter import Letter
from docgen.model.writing.dates import days_from, spelled_out
from docgen.model.writing.lists import listed
from docgen.render.template import Template
from docgen.workspace.printed_parts import dates_printed, lists_printed

NIP, OTHER = "198503152010011003", "197503122000031002"
PERSON = {"peran": "petugas", "nama": "Budi"}
OFFICIAL = {"kunci": "kepala", "nama": "Ratna, S.H.", "jabatan": "Kepala", "nip": OTHER,
            "pangkat": "Pembina", "golongan": "IV/a"}  # fmt: skip
STAFF = {"nip": NIP, "nama": "Siti Aminah, S.E.", "jabatan": "Analis"}
LINES = ("{{ nomor }}", "{%p for p in orang.petugas %}", "{{ p.nama }}", "{%p endfor %}",
         "{%p if orang.saksi %}", "{%p for p in orang.saksi %}", "{{ p.nama }}", "{%p endfor %}",
         "{%p endif %}", "{{ tanggal_acara | hari_tanggal }}")  # fmt: skip


def template(folder: Path, *lines: str) -> Template:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(folder / "t.docx"))
    return Template((folder / "t.docx").read_bytes(), Where("t.docx"))


def look(
    folder: Path, people: Sequence[Mapping[str, str]], lines: Sequence[str] = LINES, **more: Any
) -> tuple[tuple[Letter, ...], list[Finding]]:
    """The letters and all findings of a file with one letter and these people."""
    letter = {"id": "a", "hal": "H", "tujuan": ["Camat"], "penandatangan": "kepala",
              "tanggal_acara": "2026-11-24", "orang": list(people)}  # fmt: skip
    letter |= more.pop("letter", {})
    data = {"surat": [letter], "pejabat": [OFFICIAL], **more}
    (folder / "x.json").write_text(json.dumps(data), encoding="utf-8")
    result = load_letters(folder, "x.json#surat", "k", ["badan"])
    assert result.value is not None
    asked = template(folder, *lines)
    findings = [
        *result.findings,
        *orphan_items([result.value]),
        *dates_printed(asked, result.value.rows.values()),
        *lists_printed(asked, result.value),
    ]
    return result.value.letters, findings


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize("role", ["petugas", "Petugas", " PETUGAS "])
def test_a_role_in_any_capitals(role: str, tmp_path: Path) -> None:
    letters, findings = look(tmp_path, [PERSON | {"peran": role}])
    assert codes(findings) == []
    assert [each.peran for each in letters[0].orang] == ["petugas"]


@pytest.mark.parametrize("role", ["petgas", "peserta", "Pihak Kedua", "petugas 2"])
def test_a_role_that_the_template_does_not_print(role: str, tmp_path: Path) -> None:
    _letters, findings = look(tmp_path, [PERSON, PERSON | {"peran": role}])
    (finding,) = findings
    assert finding.code == "list-row-unprinted"
    assert "petugas" in finding.message


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("{{ nomor }}",), ["list-row-unprinted"]),
        (("{% for p in orang['petugas'] %}{{ p.nama }}{% endfor %}",), []),
        # All roles may be printed.
        (("{% for r in orang.values() %}{{ r[0].nama }}{% endfor %}",), []),
        (("{% set o = orang %}{% for p in o.petugas %}{{ p.nama }}{% endfor %}",), []),
    ],
    ids=["no-place", "by-key", "all", "named-anew"],
)  # fmt: skip
def test_how_a_template_may_name_people(
    lines: Sequence[str], expected: list[str], tmp_path: Path
) -> None:
    assert codes(look(tmp_path, [PERSON], lines)[1]) == expected


@pytest.mark.parametrize(
    ("sheet", "row"), [("rincian", {"uraian": "Boks"}), ("butir", {"jenis": "Boks"})]
)
def test_a_list_for_which_there_is_no_place(
    sheet: str, row: Mapping[str, str], tmp_path: Path
) -> None:
    _letters, findings = look(tmp_path, [PERSON], letter={sheet: [row]})
    assert codes(findings) == ["list-row-unprinted"]


def test_nobody_of_a_role_that_is_always_printed(tmp_path: Path) -> None:
    for people in ([], [PERSON | {"peran": "saksi"}]):
        assert codes(look(tmp_path, people)[1]) == ["items-missing"]


def test_people_of_no_letter(tmp_path: Path) -> None:
    _letters, findings = look(tmp_path, [PERSON], orang=[PERSON | {"id": "b"}])
    assert codes(findings) == ["item-without-letter"]


@pytest.mark.parametrize(
    ("number", "name", "post"),
    [(NIP, "Siti Aminah, S.E.", "Analis"), (OTHER, "Ratna, S.H.", "Kepala"),
     ("19850315 201001 1 003", "Siti Aminah, S.E.", "Analis")],
)  # fmt: skip
def test_a_number_is_enough(number: str, name: str, post: str, tmp_path: Path) -> None:
    people = [{"peran": "petugas", "nip": number}]
    letters, findings = look(tmp_path, people, pegawai=[STAFF])
    assert codes(findings) == []
    (person,) = letters[0].orang
    assert (person.nama, person.jabatan) == (name, post)


@pytest.mark.parametrize(
    ("person", "code"),
    [
        ({"peran": "petugas"}, "cell-empty"),
        ({"peran": "petugas", "nip": "198604172005011002"}, "cell-empty"),  # known to nobody
        ({"nama": "Budi"}, "cell-empty"),
        ({"peran": "petugas", "nama": "Siti Amanah", "nip": NIP}, "person-differs"),
        ({"peran": "petugas", "nama": "B", "nip": "1985"}, "nip-invalid"),
        ({"peran": "petugas", "nama": "B", "pangkat": "Penata", "golongan": "IV/a"},
         "rank-grade-mismatch"),
        ({"peran": "petugas", "nama": "B", "tanggal_lahir": "31 Februari 2010"}, "date-impossible"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_person(person: Mapping[str, str], code: str, tmp_path: Path) -> None:
    person = {"peran": "", "nama": ""} | dict(person)
    assert code in codes(look(tmp_path, [person], pegawai=[STAFF])[1])


def test_one_number_with_two_names(tmp_path: Path) -> None:
    again = STAFF | {"nama": "Siti Aminah, M.M."}
    _letters, findings = look(tmp_path, [PERSON | {"nip": NIP, "nama": ""}], pegawai=[STAFF, again])
    assert codes(findings) == ["person-differs"]


@pytest.mark.parametrize("text", ["besok", "31/02/2026", "Senin, 24 November 2026", "12"])
def test_a_day_that_is_none_is_found_in_its_cell(text: str, tmp_path: Path) -> None:
    _letters, findings = look(tmp_path, [PERSON], letter={"tanggal_acara": text})
    assert codes(findings) == ["date-impossible"]


def test_a_column_that_is_printed_as_it_stands_too_may_hold_anything(tmp_path: Path) -> None:
    lines = ["{% for p in orang.petugas %}{{ p.nama }}{% endfor %}",
             "{% if pasti %}{{ tanggal_acara | tanggal }}{% else %}{{ tanggal_acara }}{% endif %}",
             ]  # fmt: skip
    assert codes(look(tmp_path, [PERSON], lines, letter={"tanggal_acara": "besok"})[1]) == []


@given(st.dates(dt.date(1945, 1, 1), dt.date(2100, 12, 31)))
def test_dates_in_words(day: dt.date) -> None:
    words = spelled_out(day).split()
    assert words.count("bulan") == words.count("tahun") == 1
    assert not any(sign.isdigit() for sign in "".join(words))


def test_a_date_in_words() -> None:
    assert (
        spelled_out(dt.date(2026, 1, 11)) == "sebelas bulan Januari tahun dua ribu dua puluh enam"
    )


def test_the_days_of_a_journey() -> None:
    first = dt.date(2026, 2, 27)
    assert days_from(first, first) == 1
    assert days_from(first, dt.date(2026, 3, 1)) == 3
    with pytest.raises(ValueError, match="lebih awal"):
        days_from(first, dt.date(2026, 2, 26))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("satu", [("", "satu")]),
        ("satu\n\n dua ", [("1.", "satu"), ("2.", "dua")]),
        ("1. satu\n2. dua", [("1.", "satu"), ("2.", "dua")]),
        ("a) satu\n- dua\ntiga", [("a)", "satu"), ("-", "dua"), ("", "tiga")]),
        ("1.5 juta\n2026. x", [("1.", "1.5 juta"), ("2.", "2026. x")]),
        ("", []),
    ],
)
def test_lists_as_people_type_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert listed(text) == expected


@given(st.lists(st.text(st.characters(codec="ascii", exclude_characters="\n\r"), max_size=12)))
def test_no_word_of_a_list_is_lost(lines: list[str]) -> None:
    def words(text: str) -> list[str]:
        return [sign for sign in text if sign.isalnum()]

    typed = "\n".join(lines)
    marked = [mark for mark, _words in listed(typed)]
    counted = "" if marked and marked[0] == "1." and "1." not in typed[:3] else typed
    told = listed(typed)
    kept = "".join(f"{mark}{text}" if counted else text for mark, text in told)
    assert [each for each in words(typed) if each not in "0123456789"] == [
        each for each in words(kept) if each not in "0123456789"
    ]
