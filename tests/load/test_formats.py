"""The same data in .xlsx, .csv, YAML and JSON gives the same letters."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from docgen.findings import Finding, Where
from docgen.load.letters.dispositions import load_dispositions
from docgen.load.letters.letters import LetterBook, load_letters
from docgen.load.tables.cells import clean
from docgen.load.tables.read import read_table

FORMATS = ("xlsx", "csv", "yaml", "json")
COLUMNS = (
    "id", "tujuan", "tembusan", "hal", "klasifikasi", "tanggal_ttd", "paraf", "penandatangan",
    "isi",
)  # fmt: skip
PEJABAT = {
    "kepala": {"nama": "Ani", "jabatan": "Kepala Badan", "nip": "19730506 199803 2 001"},
    "sekretaris": {"nama": "Budi, S.E.", "jabatan": "Sekretaris", "nip": ""},
}
LISTS = ("tujuan", "tembusan", "paraf")
PLACE = Where("")
Letters = list[dict[str, Any]]


def flat(letter: dict[str, Any], column: str) -> str:
    """A letter's value as the cell of a sheet."""
    value = letter.get(column, "")
    return "\n".join(value) if isinstance(value, list) else value


def write(folder: Path, kind: str, letters: Letters) -> str:
    rows = [list(COLUMNS), *([flat(letter, c) for c in COLUMNS] for letter in letters)]
    items = [["id", "jenis", "banyaknya"]]
    items += [[x["id"], i["jenis"], i["banyaknya"]] for x in letters for i in x.get("butir", ())]
    officials = [["kunci", "nama", "jabatan", "nip"]]
    officials += [[key, *values.values()] for key, values in PEJABAT.items()]
    sheets = {"surat": rows, "pejabat": officials} | ({"butir": items} if items[1:] else {})
    for left in folder.glob("x.*"):
        left.unlink()
    if kind == "xlsx":
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, sheet_rows in sheets.items():
            sheet = book.create_sheet(name)
            for number, row in enumerate(sheet_rows, 1):
                for column, text in enumerate(row, 1):
                    cell = sheet.cell(number, column, text or None)
                    cell.data_type = "s" if text else "n"  # "=x" is a text here
        book.save(folder / "x.xlsx")
    elif kind == "csv":
        for name, sheet_rows in sheets.items():
            file = "x.csv" if name == "surat" else f"x.{name}.csv"
            with (folder / file).open("w", encoding="utf-8", newline="") as target:
                csv.writer(target, delimiter=";").writerows(sheet_rows)
    else:
        data = {"surat": letters, "pejabat": PEJABAT}
        stream = io.StringIO()
        if kind == "json":
            json.dump(data, stream, indent=1)
        else:
            yaml = YAML(typ="safe", pure=True)
            yaml.default_style = '"'  # ruamel would write ": x" in a list as it may not be
            yaml.dump(data, stream)
        (folder / f"x.{kind}").write_text(stream.getvalue(), encoding="utf-8")
    return f"x.{kind}"


def load(folder: Path, kind: str, letters: Letters) -> tuple[LetterBook, tuple[Finding, ...]]:
    data = write(folder, kind, letters)
    result = load_letters(folder, data, "x", ("badan",))
    assert result.value is not None
    return result.value, result.findings


def comparable(book: LetterBook) -> tuple[Any, ...]:
    return [each.model_copy(update={"where": PLACE}) for each in book.letters], book.officials


SAMPLE: Letters = [
    {
        "id": "s1", "tujuan": ["Camat A", "1. Camat B"], "tembusan": ["Walikota"],
        "hal": "12.10", "klasifikasi": "007", "tanggal_ttd": "6 Januari 2025",
        "paraf": ["Budi: 3/1/2025", "Cici: 2025-01-04"], "penandatangan": "kepala",
        "isi": "baris satu\nbaris dua", "butir": [{"jenis": "Berkas", "banyaknya": "2 bundel"}],
    },
    {"id": "s2", "tujuan": ["Lurah"], "isi": "true", "hal": "no: satu", "penandatangan": ""},
]  # fmt: skip


@pytest.mark.parametrize("kind", FORMATS)
def test_one_sample_in_every_format(tmp_path: Path, kind: str) -> None:
    book, findings = load(tmp_path, kind, SAMPLE)
    assert findings == ()
    first, second = book.letters
    assert first.tujuan == ("Camat A", "Camat B")
    assert (first.hal, first.klasifikasi) == ("12.10", "007")
    assert [paraf.nama for paraf in first.paraf] == ["Budi", "Cici"]
    assert [(item.jenis, item.banyaknya) for item in first.butir] == [("Berkas", "2 bundel")]
    assert (second.lain["isi"], second.hal, second.tanggal_ttd) == ("true", "no: satu", None)
    assert book.officials["kepala"].nip == "197305061998032001"


words = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters=";"),
    max_size=12,
).map(clean)
# A text that looks like an error of Excel is one when a program writes it into a sheet.
texts = words.filter(lambda text: not text.startswith("#"))
names = texts.filter(bool)
letters = st.fixed_dictionaries(
    {"tujuan": st.lists(names, min_size=1, max_size=3), "isi": texts},
    optional={
        "tembusan": st.lists(names, max_size=2),
        "hal": texts,
        "klasifikasi": texts,
        "tanggal_ttd": st.sampled_from(["6 Januari 2025", "2025-01-06", "31/02/2025", ""]),
        "paraf": st.lists(st.sampled_from(["Budi: 3/1/2025", "Cici", ": 1/1/2025"]), max_size=2),
        "penandatangan": st.sampled_from(["kepala", "sekretaris", "kpala", ""]),
        "butir": st.lists(
            st.fixed_dictionaries({"jenis": names, "banyaknya": texts}), min_size=1, max_size=2
        ),
    },
)
batches = st.lists(letters, min_size=1, max_size=4).map(
    lambda found: [{"id": f"s{number}", **each} for number, each in enumerate(found)]
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(batches)
def test_every_format_gives_equal_letters(tmp_path_factory: Any, batch: Letters) -> None:
    folder = tmp_path_factory.mktemp("formats")
    found = {kind: load(folder, kind, batch) for kind in FORMATS}
    first, findings = found["xlsx"]
    codes = sorted(f.code for f in findings)
    for kind in FORMATS[1:]:
        book, others = found[kind]
        assert comparable(book) == comparable(first), kind
        assert sorted(f.code for f in others) == codes, kind
        assert all(f.where.cell or f.where.line for f in others)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(words, min_size=3, max_size=3), max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_csv_round_trip(
    tmp_path_factory: Any, rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.csv"
    head = ["id", "tujuan", "hal"]
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([head, *rows])
    result = read_table(path, None, shown_as="x.csv", required=head)
    assert result.value is not None
    written = [row for row in rows if any(row) and row != ["1", "2", "3"]]
    assert [[row.text(name) for name in head] for row in result.value.rows] == written


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_a_list_may_hold_what_separates_values_in_a_cell(tmp_path: Path, kind: str) -> None:
    book, _ = load(tmp_path, kind, [{"id": "s1", "tujuan": ["Camat; Lurah", "Kepala\nBagian"]}])
    assert book.letters[0].tujuan == ("Camat; Lurah", "Kepala\nBagian")


def test_keys_of_a_file_are_its_sheets(tmp_path: Path) -> None:
    text = "pejabat: {}\nundangan: [{id: a, tujuan: Camat}]\nedaran: [{id: b, tujuan: Lurah}]\n"
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    for data, name in (("x.yaml", "a"), ("x.yaml#Edaran", "b")):
        result = load_letters(tmp_path, data, "x", ("badan",))
        assert result.value is not None
        assert [letter.id for letter in result.value.letters] == [name]
    (finding,) = load_letters(tmp_path, "x.yaml#edran", "x", ("badan",)).findings
    assert finding.code == "table-missing-sheet"
    assert 'Maksud Anda "edaran"?' in finding.message


def test_dispositions_in_yaml(tmp_path: Path) -> None:
    text = """
- id: m1
  nomor_agenda: 001
  tanggal_terima: 2025-01-07
  pengirim: Camat
  tanggal_surat: 6/1/2025
  nomor_surat: 800/1
  hal: Rapat
  instruksi: [Proses lebih lanjut, Arsipkan]
"""
    (tmp_path / "masuk.yml").write_text(text, encoding="utf-8")
    result = load_dispositions(tmp_path, "masuk.yml", "masuk", ("badan",))
    assert result.findings == ()
    assert result.value is not None
    (found,) = result.value.dispositions
    assert (found.nomor_agenda, found.instruksi) == ("001", ("Proses lebih lanjut", "Arsipkan"))
    assert str(found.where) == "masuk.yml:2"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=120), st.sampled_from(["x.yaml", "x.json", "x.csv", "x.xlsx"]))
def test_no_bytes_raise(tmp_path_factory: Any, data: bytes, name: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / name).write_bytes(data)
    load_letters(folder, name, "x", ("badan",))


json_values = st.recursive(
    st.none() | st.text(max_size=5) | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(json_values, st.sampled_from(["x.yaml", "x.json"]), st.sampled_from([None, 1, "\t"]))
def test_no_structure_raises(tmp_path_factory: Any, data: Any, name: str, indent: Any) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / name).write_text(json.dumps(data, indent=indent), encoding="utf-8")
    load_letters(folder, name, "x", ("badan",))
