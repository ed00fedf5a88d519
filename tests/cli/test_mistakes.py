"""Mistakes of an office that once cost it something: each is told, and nothing is lost."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from docgen.__main__ import main
from docgen.ooxml.package import read_package, write_package
from tests.cli.calls import Answer, Call
from tests.support.small_office import FIRST, LETTERS, SECOND, SMALL
from tests.support.workspaces import snapshot, soffice

REGISTER = "register/agenda.db"


def registered(workspace: Path) -> list[str]:
    book = sqlite3.connect(workspace / REGISTER)
    found = [surat for (surat,) in book.execute("SELECT surat FROM keluar ORDER BY urut")]
    book.close()
    return found


def add(workspace: Path, text: str) -> None:
    with (workspace / "docgen.toml").open("a", encoding="utf-8") as file:
        file.write(text)


def refused(answer: Answer, code: str) -> str:
    """The line of the error; nothing was written."""
    assert (answer.code, answer.out) == (1, "")
    (line, *_more) = [line for line in answer.err.splitlines() if f"GALAT {code}:" in line]
    return line


def test_a_lost_register_is_not_begun_again(workspace: Path, call: Call) -> None:
    call("build", "-C", workspace)
    for path in ("output", REGISTER):
        shutil.rmtree(workspace / path) if path == "output" else (workspace / path).unlink()
    assert "agenda.db.bak" in refused(call("build", "-C", workspace), "register-behind")
    refused(call("build", "-C", workspace, "--dry-run"), "register-behind")
    assert not (workspace / "output").exists()
    assert not any(p.stat().st_size for p in workspace.glob(REGISTER))
    assert call("letters", "render", "-C", workspace, "--dry-run").code == 1
    shutil.copy(workspace / "register/agenda.db.bak", workspace / REGISTER)
    assert call("letters", "render", "-C", workspace).code == 0
    assert registered(workspace) == ["undangan/und-1", "undangan/und-2"]


def test_an_old_register_that_was_put_back(workspace: Path, call: Call) -> None:
    SMALL.rewrite(workspace, undangan=[FIRST])
    call("letters", "render", "-C", workspace)
    old = (workspace / REGISTER).read_bytes()
    SMALL.rewrite(workspace, undangan=[*LETTERS])
    call("letters", "render", "-C", workspace)
    (workspace / REGISTER).write_bytes(old)
    assert "«undangan/und-2»" in refused(call("build", "-C", workspace), "register-behind")


def test_only_letters_give_numbers(workspace: Path, call: Call) -> None:
    for words in (["build", "sop.*"], ["disposisi", "render"]):
        assert call(*words, "-C", workspace).code in (0, 3)
        assert not (workspace / "register").exists()
    SMALL.bundle("arsip", judul="Arsip", isi=["letters.*"]).configure(workspace)
    call("bundle", "arsip", "-C", workspace)
    assert len(registered(workspace)) == 2


def test_letters_of_another_set_are_numbered_in_order_and_told(workspace: Path, call: Call) -> None:
    row = FIRST | {"id": "lain-1", "hal": "Edaran"}
    SMALL.letters("lain", row, book="data/lain.xlsx").write(workspace)
    answer = call("letters", "render", "undangan", "-C", workspace)
    assert answer.code == 0
    assert registered(workspace) == ["undangan/und-1", "lain/lain-1", "undangan/und-2"]
    (line,) = [line for line in answer.err.splitlines() if "number-given-elsewhere" in line]
    assert "SARAN" in line and "«lain-1»" in line and "docgen build letters.lain" in line
    assert "number-given-elsewhere" not in call("letters", "render", "-C", workspace).err


def test_one_sheet_in_two_sets(workspace: Path, call: Call) -> None:
    add(workspace, '[letters.lain]\ntemplate = "templates/surat_dinas.docx"\n')
    add(workspace, 'data = "data/../data/surat.xlsx"\n')
    line = refused(call("build", "-C", workspace), "letter-in-two-sets")
    assert "[letters.undangan]" in line and "[letters.lain]" in line


def test_a_renamed_id(workspace: Path, call: Call) -> None:
    call("letters", "render", "-C", workspace)
    SMALL.rewrite(workspace, undangan=[FIRST | {"id": "und-satu"}, SECOND])
    before = snapshot(workspace)
    assert "«undangan/und-1»" in refused(call("build", "-C", workspace), "number-orphan")
    assert snapshot(workspace) == before


def test_a_misspelt_recipient_column(workspace: Path, call: Call) -> None:
    SMALL.rewrite(workspace, undangan=headed("tembusn"))
    assert 'maksud Anda "tembusan"?' in refused(call("build", "-C", workspace), "column-unknown")
    SMALL.rewrite(workspace, undangan=headed("salinan"))
    answer = call("letters", "render", "-C", workspace)
    assert "PERINGATAN column-unused: kolom «salinan»" in answer.err


def headed(head: str) -> list[dict[str, str]]:
    """The letters under another head than ``tembusan``."""
    return [
        {head if name == "tembusan" else name: cell for name, cell in row.items()}
        for row in LETTERS
    ]


def test_a_template_with_a_forgotten_brace(workspace: Path, call: Call) -> None:
    edit(workspace / "templates/surat_dinas.docx", "{{ hal }}", "{ hal }}")
    line = refused(call("letters", "render", "-C", workspace), "template-stray-brace")
    assert "«{ hal }}»" in line


def test_a_letter_template_without_number(workspace: Path, call: Call) -> None:
    edit(workspace / "templates/surat_dinas.docx", "{{ nomor or ", "{{ hal or ")
    answer = call("letters", "render", "-C", workspace)
    assert answer.code == 0
    assert "PERINGATAN template-without-number" in answer.err


def test_ctrl_c_while_the_program_loads(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("docgen.cli.run", stop)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "docgen: dihentikan\n"


def edit(path: Path, old: str, new: str) -> None:
    """Put other words into a template's parts."""
    parts = read_package(path.read_bytes())
    changed = {name: data.replace(old.encode(), new.encode()) for name, data in parts.items()}
    assert changed != parts
    path.write_bytes(write_package(changed.items()))


@pytest.mark.soffice
def test_data_with_the_marks_of_templates_is_printed(
    workspace: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOCGEN_SOFFICE")
    monkeypatch.setenv("DOCGEN_SOFFICE", str(soffice()))
    first = FIRST | {"hal": "Rumus {{ x }} dan {% y %}"}
    SMALL.rewrite(workspace, undangan=[first, SECOND])
    answer = call("build", "-C", workspace, "letters.*")
    assert (answer.code, "convert-leftover-tag" in answer.err) == (0, False)


def test_a_sop_template_that_is_no_document(
    workspace: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace)
    (workspace / "templates/sop.docx").write_bytes(b"bukan docx")
    spec = "sop_specs/sungai-penuh-skp.yaml"
    refused(call("sop", "check", spec), "template-unreadable")
    refused(call("sop", "render", spec, "-o", "hasil"), "template-unreadable")


def test_a_folder_that_cannot_be_made(
    workspace: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCGEN_SOFFICE", "/bin/true")
    (workspace / "berkas").touch()
    source = workspace / "templates/surat_dinas.docx"
    answer = call("convert", source, "-o", workspace / "berkas" / "pdf")
    assert answer.code == 5
    assert "berkas" in answer.err
    answer = call("convert", source, "-o", workspace / "berkas" / "pdf", "--json")
    told = json.loads(answer.out)
    assert (told["kode"], told["temuan"][0]["code"]) == (5, "output-unwritable")


def test_one_spec_in_two_sets(workspace: Path, call: Call) -> None:
    add(workspace, '[sop.lagi]\nspecs = ["sop_specs/*.yaml"]\n')
    assert "[sop.skp] dan [sop.lagi]" in refused(call("build", "-C", workspace), "output-collision")


def test_a_recap_whose_officials_are_not_named(workspace: Path, call: Call) -> None:
    recap = 'template = "r.xlsx"\ndata = "d/*"\nroster = "s.xlsx"\ntahun = 2024\n'
    add(workspace, f'[recap.skp]\n{recap}penandatangan = "kepala"\n')
    answer = call("build", "-C", workspace)
    assert "[recap.skp] penandatangan terisi tetapi pejabat" in refused(answer, "key-missing")


def test_words_that_are_nearly_a_choice(workspace: Path, call: Call) -> None:
    path = workspace / "data/masuk.xlsx"
    book = openpyxl.load_workbook(path)
    head = {cell.value: cell.column for cell in book["masuk"][1]}
    book["masuk"].cell(2, head["sifat"]).value = "Sangat Sgera"
    book["masuk"].cell(2, head["instruksi"]).value = "proses lebih lanjut; Bacakan"
    book.save(path)
    answer = call("disposisi", "render", "-C", workspace)
    assert "maksud Anda «Sangat segera»?" in refused(answer, "choice-unknown")
    (other,) = [line for line in answer.err.splitlines() if "«Bacakan»" in line]
    assert "Proses lebih lanjut" in other


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["build", "--jsn"], "pilihan --jsn tidak dikenal; maksud Anda --json?"),
        (["convert"], "BERKAS belum disebut"),
        (["convert", "nihil.docx"], "nihil.docx tidak ada"),
        (["sop", "redner"], "tidak ada perintah redner"),
        (["build", "-C"], "-C"),
        (["check", ".", "."], "terlalu banyak kata"),
        (["register", "reserve", "x", "--alasan", "y"], "harus bilangan bulat"),
        (["register", "list", "--tahun", "25"], "harus bilangan bulat 1900 sampai 9999"),
        (["register", "export", "kluar"], "pilih keluar atau masuk"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_wrong_words_are_told_in_indonesian(words: list[str], told: str, call: Call) -> None:
    answer = call(*words)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert "Usage" not in answer.err
    answer = call(*words, "--json")
    assert json.loads(answer.out)["kode"] == answer.code == 2


def test_a_list_with_more_than_nine_items(workspace: Path, call: Call) -> None:
    items = [f"{number}. Butir ke-{number}" for number in range(1, 13)]
    isi = "\n".join([*items, "a. Huruf", "Ya. Bukan butir", "2025. Juga"])
    SMALL.rewrite(workspace, undangan=[FIRST | {"isi": isi}, SECOND])
    call("letters", "render", "-C", workspace)
    document = Document(str(workspace / "output/letters/undangan/und-1/und-1.docx"))
    styles = {each.text: each.style.name for each in document.paragraphs if each.style}
    for number in range(1, 13):
        assert styles[f"{number}.\tButir ke-{number}"] == "Butir Isi Surat"
    assert styles["a.\tHuruf"] == "Butir Isi Surat"
    assert styles["Ya. Bukan butir"] == styles["2025. Juga"] == "Isi Surat"


@pytest.mark.parametrize("year", ["0025", "1025"])
def test_a_year_that_cannot_be_gets_no_number(year: str, workspace: Path, call: Call) -> None:
    first = FIRST | {"tanggal_ttd": f"6 Januari {year}"}
    SMALL.rewrite(workspace, undangan=[first, SECOND])
    line = refused(call("letters", "render", "-C", workspace), "date-impossible")
    assert "[undangan] D2" in line and "periksa tahunnya" in line


def test_a_config_file_in_the_encoding_of_windows(workspace: Path, call: Call) -> None:
    path = workspace / "docgen.toml"
    path.write_bytes(path.read_bytes().replace(b"Kepegawaian", b"K\xe9"))
    line = refused(call("build", "-C", workspace), "file-unreadable")
    assert "docgen.toml:3" in line and "simpan ulang berkas ini sebagai UTF-8" in line


@pytest.mark.parametrize(
    ("name", "words"),
    [("x" * 70, "paling banyak 64 karakter (kini 70)"), ("CON", "dipakai Windows sendiri")],
)
def test_why_an_id_is_not_safe(name: str, words: str, workspace: Path, call: Call) -> None:
    SMALL.rewrite(workspace, undangan=[FIRST | {"id": name}, SECOND])
    assert words in refused(call("letters", "render", "-C", workspace), "id-unsafe")


def test_a_picture_that_is_missing_is_named_as_the_template_does(
    workspace: Path, call: Call
) -> None:
    edit(workspace / "templates/surat_dinas.docx", "{{ hal }}", "{{ 'foto/x.png' | gambar }}")
    line = refused(call("letters", "render", "-C", workspace), "template-file-missing")
    assert "berkas «foto/x.png»" in line and "dihitung dari folder docgen.toml" in line


def test_what_there_is_to_choose_from_stays_short(workspace: Path, call: Call) -> None:
    many = [FIRST | {"id": f"surat-{number}"} for number in range(99)]
    SMALL.rewrite(workspace, undangan=many)
    answer = call("register", "insert", "zzz", "--sesudah", 1, "-C", workspace)
    assert answer.code == 2
    assert "dan 59 lagi" in answer.err
