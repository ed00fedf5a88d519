"""The papers as an office knows them: mandates, initials, electronic signing, enclosures, marks."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from docgen.load.workspace import load_profile
from docgen.model.copies import Role, required_copies
from docgen.model.letter import Item, Letter, Paraf
from docgen.model.office import Official
from docgen.model.profile import LetterRules
from docgen.render.placeholders.labels import LABEL_NAMES
from docgen.render.placeholders.letters import (
    DISPOSITION_NAMES,
    LETTER_NAMES,
    bare_name,
    letter_context,
)
from tests.support.letters import (
    LINK,
    OFFICE,
    SIGNED,
    SIGNER,
    SIXTH,
    UNSIGNED,
    electronic,
    letter,
    lines,
    rendered,
)
from tests.support.workspaces import ROOT

PAPERS = ("surat_dinas.docx", "surat_pengantar.docx", "nota_dinas.docx")
ITEMS = (Item(jenis="Rekap"),)


@pytest.fixture(scope="module")
def rules() -> LetterRules:
    """What the default profile says."""
    profile = load_profile(ROOT, "default").value
    assert profile is not None
    return profile.surat


# --- who signs -----------------------------------------------------------------------------


def official(**values: str) -> Official:
    return SIGNER.model_copy(update={"jabatan": "Kepala Bagian", **values})


@pytest.mark.parametrize(
    ("signer", "above"),
    [
        (official(), ["Kepala Bagian,"]),
        (official(awalan="Plt."), ["Plt.", "Kepala Bagian,"]),
        (official(awalan="a.n.", atas_nama="Kepala Badan"),
         ["a.n.", "Kepala Badan", "Kepala Bagian,"]),
        (official(awalan="a.n.", atas_nama="Bupati", untuk_beliau="Sekretaris Daerah"),
         ["a.n.", "Bupati", "Sekretaris Daerah", "u.b.", "Kepala Bagian,"]),
    ],
    ids=["self", "acting", "on-behalf", "passed-on"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["surat_dinas.docx", "nota_dinas.docx"])
def test_levels_over_the_signature(
    signer: Official, above: list[str], name: str, rules: LetterRules
) -> None:
    found = lines(rendered(letter(), rules, name, signer))
    place = found.index("Demikian") + 1
    assert found[place : place + len(above)] == above
    assert found[place + len(above) :] == SIGNED[1:]


def test_where_there_is_no_column_for_the_prefix_it_begins_the_line(rules: LetterRules) -> None:
    signer = official(awalan="a.n.", atas_nama="Bupati", untuk_beliau="Sekretaris Daerah")
    found = lines(rendered(letter(butir=ITEMS, lain={}), rules, "surat_pengantar.docx", signer))
    place = found.index("Pengirim,")
    assert found[place : place + 5] == [
        "Pengirim,", "a.n. Bupati", "Sekretaris Daerah", "u.b.", "Kepala Bagian,",
    ]  # fmt: skip


# --- nota dinas ----------------------------------------------------------------------------


def test_nota_dinas_says_everything_in_its_head(rules: LetterRules) -> None:
    one = letter(tembusan=("Sekretaris", "Inspektur"))
    found = lines(rendered(one, rules, "nota_dinas.docx", official(awalan="Plh.")))
    start = found.index("Nota Dinas")
    assert found[start : start + 20] == [
        "Nota Dinas",
        "Yth.", ":", "Kepala A",
        "Dari", ":", "Plh. Kepala Bagian",
        "Tembusan", ":", "1. | Sekretaris", "2. | Inspektur",
        "Tanggal", ":", "6 Januari 2025",
        "Nomor", ":", "005/1/BKD/2025",
        "Sifat", ":", "Segera",
    ]  # fmt: skip
    assert not any("di Tempat" in line or line == "Tembusan:" for line in found)


def test_nota_dinas_may_name_its_sender(rules: LetterRules) -> None:
    one = letter(lain={**letter().lain, "dari": "Tim Penilai"})
    found = lines(rendered(one, rules, "nota_dinas.docx"))
    assert found[found.index("Dari") + 2] == "Tim Penilai"


# --- states --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAPERS)
def test_the_number_line_is_dotted_until_there_is_a_number(name: str, rules: LetterRules) -> None:
    body = " ".join(lines(rendered(letter(**UNSIGNED, butir=ITEMS), rules, name)))
    assert re.search(r"Nomor ?: …{12,}", body)
    head = lines(rendered(letter(butir=ITEMS), rules, name), "header")
    assert head == ["Nomor 005/1/BKD/2025, 6 Januari 2025 | Halaman 2"]


def test_security_is_marked_on_every_page_and_red_when_secret(rules: LetterRules) -> None:
    for security, style in (("SR", "KeamananRahasia"), ("T", "Keamanan")):
        document = rendered(letter(keamanan=security), rules)
        later, first = lines(document, "header")
        assert later.startswith(f"{security}   Nomor ")
        assert first == security
        section = docx.Document(io.BytesIO(document)).sections[0]
        (shown,) = [p for p in section.first_page_header.paragraphs if p.text]
        assert shown.style is not None and shown.style.style_id == style
    red = docx.Document(io.BytesIO(document)).styles["Keamanan Rahasia"]
    assert str(red.font.color.rgb) == "C00000"


# --- initials ------------------------------------------------------------------------------


PARAF = (
    Paraf(nama="Dr. Dimas Aryasatya, S.STP.", tanggal=SIXTH),
    Paraf(nama="Kepala Subbagian Umum dan Kepegawaian"),
)
BOXES = [
    "Paraf |  | Tanggal", "1. Dimas Aryasatya | DA | 6 Januari 2025",
    "2. Kepala Subbagian Umum K. |  | ",
]  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_initials_stand_on_the_papers_that_go_round(name: str, rules: LetterRules) -> None:
    draft = letter(**UNSIGNED, paraf=PARAF, butir=ITEMS)
    found = lines(rendered(draft, rules, name))
    start = found.index(BOXES[0])
    assert found[start : start + 3] == BOXES
    done = letter(paraf=PARAF[:1], butir=ITEMS)
    assert not any("Paraf" in line for line in lines(rendered(done, rules, name)))


def test_a_profile_says_when_initials_are_printed(rules: LetterRules) -> None:
    draft, done = letter(**UNSIGNED, paraf=PARAF), letter(paraf=PARAF)
    for choice, shown in (("selalu", (2, 2)), ("tidak", (0, 0)), ("sebelum ttd", (2, 0))):
        changed = rules.model_copy(update={"paraf_tercetak": choice})
        found = [
            len(letter_context(one, OFFICE, None, SIGNER, changed)["paraf"])
            for one in (draft, done)
        ]
        assert tuple(found) == shown
    sealed = electronic(**UNSIGNED, paraf=PARAF)
    assert letter_context(sealed, OFFICE, None, SIGNER, rules)["paraf"] == []


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Dr. Ratna Dewi, S.H., M.Si.", "Ratna Dewi"),
        ("dr. H. Maya", "Maya"),
        ("Sukarno", "Sukarno"),
        ("S.", "S."),
        ("Kepala Bagian", "Kepala Bagian"),
    ],
)
def test_names_without_degrees(name: str, bare: str) -> None:
    assert bare_name(Paraf(nama=name)) == bare


# --- electronic signing --------------------------------------------------------------------


@pytest.mark.parametrize("name", PAPERS)
def test_electronic_letter_has_sentence_code_and_foot(name: str, rules: LetterRules) -> None:
    document = rendered(electronic(butir=ITEMS), rules, name)
    body, feet = lines(document), lines(document, "footer")
    after = body[body.index(rules.kalimat_tte) + 1 :]
    assert [line for line in after if line in SIGNED] == SIGNED[1:]
    assert feet == [rules.kaki_tte, rules.kaki_tte]  # first page and later ones
    opened = docx.Document(io.BytesIO(document))
    (height,) = [int(e.get("cy")) for e in opened.element.body.iter("{*}extent")]
    assert round(height / 36000) == rules.qr_mm


def test_wet_letter_has_none_of_it(rules: LetterRules) -> None:
    document = rendered(letter(tautan=LINK), rules)
    assert rules.kalimat_tte not in lines(document)
    assert lines(document, "footer") == []
    assert not list(docx.Document(io.BytesIO(document)).element.body.iter("{*}extent"))


def test_code_is_left_to_the_service_when_there_is_no_link(rules: LetterRules) -> None:
    document = rendered(electronic(tautan=""), rules)
    assert rules.kalimat_tte in lines(document)
    assert not list(docx.Document(io.BytesIO(document)).element.body.iter("{*}extent"))


def test_room_for_ink_only_without_a_code(rules: LetterRules) -> None:
    def spaces(one: Letter) -> int:
        body = docx.Document(io.BytesIO(rendered(one, rules))).element.body
        return sum(e.get(e.keys()[0]) == "TandaTanganRuang" for e in body.iter("{*}pStyle"))

    assert [spaces(letter()), spaces(electronic()), spaces(electronic(tautan=""))] == [1, 0, 1]


# --- enclosures, copies --------------------------------------------------------------------


def test_enclosures_are_counted_when_the_cell_is_blank(rules: LetterRules) -> None:
    for stated, files, shown in (
        ("", ("a.pdf", "b.xlsx"), "2 (dua) berkas"), ("", (), "-"), ("1 lembar", (), "1 lembar"),
        ("-", ("a.pdf",), "-"),
    ):  # fmt: skip
        found = lines(rendered(letter(lampiran=stated, berkas_lampiran=files), rules))
        assert found[found.index("Lampiran") + 2] == shown


def test_second_sheet_comes_back_from_every_addressee() -> None:
    sent = letter(butir=ITEMS, tujuan=("A", "B"), tembusan=("C",))
    assert len(required_copies(sent)) == 2 + 1 + 1
    copies = required_copies(sent, returned=True)
    assert [copy.mark for copy in copies] == [
        "ASLI 1: A (lembar 1, untuk penerima)", "ASLI 2: B (lembar 1, untuk penerima)",
        "TEMBUSAN 1: C", "ARSIP",
        "KEMBALI 1: A (lembar 2, kembali ke pengirim)",
        "KEMBALI 2: B (lembar 2, kembali ke pengirim)",
    ]  # fmt: skip
    assert copies[-1].file_name == "s-1.kembali-2.pdf"
    for other in (letter(), electronic(butir=ITEMS)):
        assert Role.KEMBALI not in {copy.role for copy in required_copies(other, returned=True)}


def test_paper_says_that_a_sheet_comes_back(rules: LetterRules) -> None:
    sent = letter(butir=ITEMS, lain={})
    back = rules.model_copy(update={"lembar_kembali": True})
    said = [
        any("Lembar kedua" in line for line in lines(rendered(sent, each, "surat_pengantar.docx")))
        for each in (rules, back)
    ]
    assert said == [False, True]


@pytest.mark.parametrize("security", ["SR", "r", "Rahasia", "Sangat Rahasia"])
def test_copies_of_secret_letters_are_numbered(security: str) -> None:
    copies = required_copies(letter(keamanan=security, tembusan=("C",)), ("Bidang",))
    assert [copy.note for copy in copies] == [f"kopi nomor {n} dari 4" for n in range(1, 5)]
    assert not any(copy.note for copy in required_copies(letter(keamanan="T")))


# --- the packages --------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize(
    "one",
    [
        electronic(butir=ITEMS, tembusan=("A", "B"), keamanan="SR"),
        letter(**UNSIGNED, butir=ITEMS, paraf=PARAF, tembusan=("A",), keamanan="T"),
        letter(butir=ITEMS, lain={"pembuka": "", "isi": "1. satu\n2. dua", "penutup": ""}),
    ],
    ids=["electronic", "draft", "no-closing"],
)
def test_what_is_made_is_valid(name: str, one: Letter, rules: LetterRules, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(rendered(one, rules.model_copy(update={"lembar_kembali": True}), name))
    faults = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path).errors
    assert [str(fault) for fault in faults] == []


@pytest.mark.parametrize(
    ("title", "names"),
    [("letters", LETTER_NAMES), ("dispositions", DISPOSITION_NAMES), ("labels", LABEL_NAMES)],
)
def test_the_document_lists_every_name(title: str, names: frozenset[str]) -> None:
    text = (ROOT / "docs/templates.md").read_text(encoding="utf-8")
    table = text.split(f"<!-- names of {title}: begin", 1)[1].split("<!--", 1)[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    listed = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert len(listed) == len(set(listed))
    assert set(listed) == names
