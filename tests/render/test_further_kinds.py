"""Every kind of letters of the table: its form reads back, and its example fills its template."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from docgen.cli import run
from docgen.findings import Finding, Where
from docgen.forms.columns import Day, OneOf
from docgen.forms.papers import Settings, letter_form
from docgen.forms.sheet import form_bytes
from docgen.letter_kinds import LetterKind, kind_of_template, letter_kinds
from docgen.load.letters.letters import LetterBook, load_letters
from docgen.load.shipped import shipped
from docgen.load.workspace import default_profile
from docgen.model.letter import Detail, Letter, Person
from docgen.model.office import Office
from docgen.render.placeholders.letters import letter_context
from docgen.render.template import Template
from docgen.workspace.kinds.letter import LETTER
from docgen.workspace.placeholders import column_findings
from docgen.workspace.printed_parts import dates_printed, lists_printed
from tests.support.workspaces import soffice

TODAY = dt.date(2026, 11, 24)
SETTINGS = Settings(profile=default_profile(), today=TODAY, offices=("badan",))
OFFICE = Office(kunci="badan", pemerintah="Pemerintah", nama="Badan Contoh", kota="Contoh")
KINDS = [kind for kind in letter_kinds().values() if not kind.is_usual]
each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
# What each kind says, in this order (domain rules §2.11).
ORDER: Mapping[str, Sequence[str]] = {
    "undangan": ["Nomor", "Sifat", "Lampiran", "Hal", "Yth.", "hari, tanggal", "Selasa, 1 Desember",
                 "pukul", "tempat", "acara", "Kepala,", "NIP"],
    "surat_tugas": ["Surat Tugas", "Nomor:", "Dasar", "Menugaskan", "Kepada", "Pangkat/Gol.", "1",
                    "Penata (III/c)", "19850315 201001 1 003", "Untuk", "Ditetapkan di",
                    "pada tanggal", "Kepala,"],
    "surat_keterangan": ["Surat Keterangan", "Nomor:", "Yang bertanda tangan", "Pembina (IV/a)",
                         "menerangkan bahwa", "Penata (III/c)", "Demikian", "Kepala,"],
    "surat_edaran": ["Yth.", "Surat Edaran", "NOMOR", "TENTANG", "PENATAAN", "A.", "Latar", "B.",
                     "C.", "D.", "E.", "2.", "3.", "Demikian", "Ditetapkan di"],
    "pengumuman": ["Pengumuman", "NOMOR", "TENTANG", "PERUBAHAN", "Dikeluarkan di", "Kepala,"],
    "berita_acara": ["Berita Acara", "SERAH TERIMA ARSIP", "NOMOR",
                     "Selasa, tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam",
                     "PIHAK PERTAMA;",
                     "PIHAK KEDUA;", "800.1.7", "12 (dua belas) boks", "Demikian", "PIHAK KEDUA,",
                     "PIHAK PERTAMA,"],
    "notula": ["Notula", "Rapat", "Hari, tanggal", "Waktu", "Pimpinan rapat", "Notulis", "Peserta",
               "Jalannya Rapat", "Simpulan", "Notulis,", "Pimpinan rapat,"],
    "telaahan_staf": ["Yth.", "Dari", "Tanggal", "Nomor", "Hal", "I.", "PERSOALAN", "II.", "III.",
                      "IV.", "V.", "VI.", "SARAN", "Kepala,"],
    "laporan": ["Laporan", "TENTANG", "I.", "A.", "Umum", "D.", "II.", "III.", "IV.", "V.",
                "Dibuat di", "Kepala,"],
    "spd": ["Lembar ke", "Nomor", "Surat Perjalanan Dinas", "1.", "memberi perintah", "2.", "8.",
            "Pengikut", "10.", "Dikeluarkan di", "I.", "Berangkat dari", "II.", "Tiba di", "V.",
            "VII."],
}  # fmt: skip


def template_of(kind: LetterKind) -> Template:
    path = shipped(f"templates/{kind.template}.docx")
    return Template(path.read_bytes(), Where(path.name))


def example(kind: LetterKind, folder: Path) -> LetterBook:
    sheets = list(letter_form(SETTINGS, {"surat": template_of(kind)}))
    (folder / "x.xlsx").write_bytes(form_bytes(sheets, "Formulir"))
    result = load_letters(folder, "x.xlsx#surat", "keluar", SETTINGS.offices)
    assert [str(each) for each in result.findings] == []
    assert result.value is not None
    return result.value


def found(kind: LetterKind, book: LetterBook) -> list[Finding]:
    template = template_of(kind)
    return [
        *column_findings(template, LETTER.names, book.columns, book.where, book.heads),
        *dates_printed(template, book.rows.values()),
        *lists_printed(template, book),
    ]


def text_of(template: Template, letter: Letter, book: LetterBook) -> str:
    signer = book.officials[letter.penandatangan]
    data = template.render(letter_context(letter, OFFICE, None, signer))
    return "\n".join(text for text in _texts(docx.Document(io.BytesIO(data)).element.body) if text)


def _texts(body: Any) -> list[str]:
    return ["".join(t.text or "\t" for t in p.iter() if t.tag.endswith(("}t", "}tab")))
            for p in body.iter() if p.tag.endswith("}p")]  # fmt: skip


@each_kind
def test_its_example_makes_a_sound_paper(kind: LetterKind, tmp_path: Path) -> None:
    book = example(kind, tmp_path)
    assert [str(each) for each in found(kind, book)] == []
    text = text_of(template_of(kind), book.letters[0], book)
    place = 0
    for words in ORDER[kind.name]:
        assert words in text[place:], (words, text[place:])
        place = text.index(words, place) + len(words)
    assert text.count("………………………………") >= 1  # its number is still to come
    for column, told in kind.example.items():
        if isinstance(told, str) and column not in ("klasifikasi", "tujuan", "hal", "derajat"):
            for line in told.splitlines():
                assert line in text, column


@each_kind
def test_its_form_offers_what_its_template_asks_for(kind: LetterKind) -> None:
    template = template_of(kind)
    surat, *others = letter_form(SETTINGS, {"surat": template})
    heads = {column.head: column for column in surat.columns}
    assert template.placeholders() - LETTER.names.given <= {*heads}
    assert {*kind.example} <= {*heads}
    assert {head for head in heads if head in template.dated()} == {
        head for head, column in heads.items()
        if column.rule == Day() and head not in LETTER.names.steering
    }  # fmt: skip
    assert all(len(column.note) > 8 for column in heads.values())
    sheets = {sheet.name: sheet for sheet in others}
    roles = template.parts_of("orang")
    assert ("orang" in sheets) == bool(roles)
    if roles:
        (rule,) = (c.rule for c in sheets["orang"].columns if c.head == "peran")
        assert rule == OneOf(tuple(sorted(roles)))
        assert {row["peran"] for row in kind.people} <= roles


def test_the_table_is_whole() -> None:
    assert {*ORDER} == {kind.name for kind in KINDS}
    for kind in letter_kinds().values():
        assert kind_of_template(kind.template) is kind
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", kind.name)


def test_several_kinds_share_the_sheets_of_lists(tmp_path: Path) -> None:
    sheets = list(letter_form(SETTINGS, {kind.name: template_of(kind) for kind in KINDS}))
    (tmp_path / "x.xlsx").write_bytes(form_bytes(sheets, "Formulir"))
    for kind in KINDS:
        result = load_letters(tmp_path, f"x.xlsx#{kind.name}", kind.name, SETTINGS.offices)
        assert [str(each) for each in result.findings] == []
        assert result.value is not None
        assert [str(each) for each in found(kind, result.value)] == []
        (letter,) = result.value.letters
        assert len(letter.orang) == len(kind.people)
        assert len(letter.rincian) == len(kind.details)


def many(kind: LetterKind, folder: Path, count: int) -> tuple[Letter, LetterBook]:
    book = example(kind, folder)
    letter = book.letters[0]
    roles = sorted(template_of(kind).parts_of("orang"))
    people = tuple(
        Person(peran=role, nama=f"Orang {role} {n}", jabatan=f"Jabatan {n}", golongan="IX")
        for role in roles
        for n in range(1, count + 1)
    )
    details = tuple(Detail(uraian=f"Berkas {n}") for n in range(1, count + 1))
    update = {"orang": people, "rincian": details, "tujuan": tuple(p.nama for p in people) or
              tuple(f"Kepala Dinas {n}" for n in range(count))}  # fmt: skip
    return letter.model_copy(update=update), book


@each_kind
@pytest.mark.parametrize("count", [1, 12])
def test_everybody_is_printed(kind: LetterKind, count: int, tmp_path: Path) -> None:
    letter, book = many(kind, tmp_path, count)
    text = text_of(template_of(kind), letter, book)
    for person in letter.orang:
        assert person.nama in text
    if kind.details:
        assert all(detail.uraian in text for detail in letter.rincian)
    assert ("DAFTAR UNDANGAN" in text) == (kind.name == "undangan" and count > 4)


def test_marks_that_are_typed_stay(tmp_path: Path) -> None:
    kind = letter_kinds()["surat_tugas"]
    book = example(kind, tmp_path)
    lines = "1. satu\na. anak\n2) dua"
    letter = book.letters[0].model_copy(update={"lain": {**book.letters[0].lain, "untuk": lines}})
    text = text_of(template_of(kind), letter, book)
    for line in ("1.\tsatu", "a.\tanak", "2)\tdua"):
        assert f"\t{line}\n" in text


@pytest.mark.full
@pytest.mark.soffice
def test_all_kinds_become_pdfs(tmp_path: Path) -> None:
    """A new workspace with all of them is built without a finding of error or warning."""
    program = soffice()
    assert program
    root = tmp_path / "kantor"
    names = ",".join(kind.name for kind in KINDS)
    assert run(["init", str(root), "--baku", "--naskah", names, "-q"]) == 0
    assert run(["build", "-C", str(root), "-q"]) == 0
    pages = {}
    for pdf in root.glob("output/letters/*/contoh-*/contoh-*.pdf"):
        said = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
        pages[pdf.parts[-3]] = int(re.findall(r"Pages:\s+(\d+)", said)[0])
    assert pages == {kind.name: 2 if kind.name == "spd" else 1 for kind in KINDS}


def test_a_kind_of_ones_own_needs_no_table(tmp_path: Path) -> None:
    """An office's own template with a role of its own: the form offers it, and it is printed."""
    document = docx.Document()
    for text in ("{{ nomor }}", "{%p for p in orang.ketua_panitia %}", "{{ p.nama }}",
                 "{%p endfor %}", "{{ tanggal_lomba | hari_tanggal }}"):  # fmt: skip
        document.add_paragraph(text)
    document.save(str(tmp_path / "t.docx"))
    template = Template((tmp_path / "t.docx").read_bytes(), Where("t.docx"))
    surat, orang, *_rest = letter_form(SETTINGS, {"surat": template})
    assert next(c.rule for c in surat.columns if c.head == "tanggal_lomba") == Day()
    assert next(c.rule for c in orang.columns if c.head == "peran") == OneOf(("ketua_panitia",))
    sheet = replace(orang, examples=({**orang.examples[0], "peran": "Ketua Panitia"},))
    sheets = [surat, sheet, *_rest]
    (tmp_path / "x.xlsx").write_bytes(form_bytes(sheets, "F"))
    book = load_letters(tmp_path, "x.xlsx#surat", "k", SETTINGS.offices).value
    assert book is not None
    assert book.letters[0].orang[0].peran == "ketua_panitia"
