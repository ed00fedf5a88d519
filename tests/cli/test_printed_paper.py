"""A correction follows the printed paper: of the shipped template, or of one's own."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.cli.calls import Call
from tests.support.office import HEAD_OF_OFFICE, Row
from tests.support.small_office import FIRST, SECOND, SMALL
from tests.support.workspaces import ROOT

FULL = FIRST | {"catatan": "a", "status": "dikirim"}


def corrections(workspace: Path, call: Call) -> list[dict[str, Any]]:
    lines = json.loads(call("register", "list", "-C", workspace, "--json").out)["agenda"]
    found: list[dict[str, Any]] = lines[0]["ralat"]
    return found


def build(workspace: Path, call: Call) -> list[str]:
    answer = call("letters", "render", "-C", workspace, "--json")
    assert answer.code == 0
    codes = [each["code"] for each in json.loads(answer.out)["temuan"]]
    return [code for code in codes if code in ("number-corrected", "correction-withdrawn")]


@pytest.fixture(autouse=True)
def numbered(workspace: Path, call: Call) -> None:
    SMALL.rewrite(workspace, undangan=[FULL, SECOND])
    assert build(workspace, call) == []


@pytest.mark.parametrize(
    "change",
    [
        {"status": "sudah sampai"},
        {"catatan": "b"},
        {"nomor_verbal": "7"},
        {"tanggal_konsep": "2 Januari 2025"},
        {"tanggal_kirim": "8 Januari 2025"},
        {"berkas_terkait": "map 7"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_column_that_no_template_prints(change: Row, workspace: Path, call: Call) -> None:
    for row in (FULL | change, FULL):
        SMALL.rewrite(workspace, undangan=[row, SECOND])
        assert build(workspace, call) == []
        assert corrections(workspace, call) == []
    assert call("check", workspace).err.count("register-entry-differs") == 0


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"hal": "Rapat lain"}, "hal"),
        ({"tujuan": "Kepala A"}, "tujuan"),
        ({"tembusan": "Walikota; Wakil Walikota"}, "tembusan"),
        ({"isi": "1. satu\n2. tiga"}, "isi"),
        ({"derajat": "Segera"}, "derajat"),
        ({"lampiran": "2 berkas"}, "lampiran"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_paper_says(change: Row, part: str, workspace: Path, call: Call) -> None:
    SMALL.rewrite(workspace, undangan=[FULL | change, SECOND])
    told = call("check", workspace)
    assert "register-entry-differs" in told.err
    assert build(workspace, call) == ["number-corrected"]
    (correction,) = corrections(workspace, call)
    (found,) = correction["beda"]
    assert (found["bagian"], found["semula"]) == (part, FULL[part])
    SMALL.rewrite(workspace, undangan=[FULL, SECOND])
    assert build(workspace, call) == ["correction-withdrawn"]
    (correction,) = corrections(workspace, call)
    assert correction["ditarik"]
    assert "ditarik" in call("register", "list", "-C", workspace).out


OFFICIALS = {
    "a vanished NIP": ({"nip": ""}, ["pejabat.nip"]),
    "another name": ({"nama": "Budi, S.H."}, ["pejabat.nama"]),
    "a new rank": ({"pangkat": "Pembina Tingkat I", "golongan": "IV/b"},
                   ["pejabat.golongan", "pejabat.pangkat"]),
}  # fmt: skip


@pytest.mark.parametrize("name", OFFICIALS)
def test_who_signs(name: str, workspace: Path, call: Call) -> None:
    change, parts = OFFICIALS[name]
    SMALL.officials(HEAD_OF_OFFICE | change).rewrite(workspace, undangan=[FULL, SECOND])
    assert build(workspace, call) == ["number-corrected"] * 2
    (correction,) = corrections(workspace, call)
    assert sorted(each["bagian"] for each in correction["beda"]) == parts


def test_the_letterhead(workspace: Path, call: Call) -> None:
    SMALL.table("office.bkd", pemerintah="Pemerintah Kota Contoh", nama="Badan Kepegawaian",
                kota="Contoh", kode="BKD", alamat="Jalan Baru 1").configure(workspace)  # fmt: skip
    assert build(workspace, call) == ["number-corrected"] * 2
    (correction,) = corrections(workspace, call)
    assert [each["bagian"] for each in correction["beda"]] == ["kop.alamat"]


def template(text: str) -> bytes:
    document = docx.Document()
    for line in ("{{ nomor }} {{ hal }}", "{{ tujuan | join(', ') }}", text):
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


OWN = {
    "only asked for": ("{% if status %}x{% endif %}", {"status": "sampai"}, []),
    "asked for and gone": ("{% if status %}x{% endif %}", {"status": ""}, ["number-corrected"]),
    "in capitals": ("{{ STATUS }}", {"status": "sampai"}, ["number-corrected"]),
    "shortened": ("{{ status[:3] }}", {"status": "sampai"}, ["number-corrected"]),
    "shortened to the same": ("{{ status[:3] }}", {"status": "diketik"}, []),
    "in a comment": ("{# {{ status }} #}", {"status": "sampai"}, []),
}


@pytest.mark.parametrize("name", OWN)
def test_a_template_of_the_offices_own(
    name: str, workspace: Path, call: Call, tmp_path: Path
) -> None:
    text, change, codes = OWN[name]
    office = SMALL.files({"templates/sendiri.docx": template(text)}).letters(
        "undangan", FULL, SECOND, template="sendiri"
    )
    other = office.write(tmp_path / "sendiri")
    assert build(other, call) == []
    office.rewrite(other, undangan=[FULL | change, SECOND])
    assert build(other, call) == codes


def test_a_template_that_is_broken_for_a_while(workspace: Path, call: Call) -> None:
    """A run about other sets numbers all letters, and takes nothing for a correction."""
    office = SMALL.letters("lain", FIRST | {"hal": "Lain"}, template="nota_dinas",
                           book="data/lain.xlsx")  # fmt: skip
    office.write(workspace)
    assert build(workspace, call) == []
    (workspace / "templates/surat_dinas.docx").write_bytes(b"rusak")
    answer = call("letters", "render", "lain", "-C", workspace)
    assert (answer.code, "set-left-out" in answer.err) == (0, True)
    (workspace / "templates/surat_dinas.docx").write_bytes(
        (ROOT / "templates/surat_dinas.docx").read_bytes()
    )
    assert build(workspace, call) == []
    assert corrections(workspace, call) == []


def test_list_and_book_name_todays_recipients(workspace: Path, call: Call) -> None:
    SMALL.rewrite(workspace, undangan=[FULL | {"tujuan": "Kepala Z"}, SECOND])
    build(workspace, call)
    (line, _) = json.loads(call("register", "list", "-C", workspace, "--json").out)["agenda"]
    assert line["tujuan"] == "Kepala Z"
    shown = call("register", "list", "-C", workspace).out
    assert "tujuan «Kepala A; Kepala B» → «Kepala Z»" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ([{"peran": "petugas", "nama": "Sari"}], ["number-corrected"]),
        ([{"peran": "petugas", "nama": "Budi", "jabatan": "Analis"}], ["number-corrected"]),
        ([{"peran": "petugas", "nama": "Budi"}] * 2, ["number-corrected"]),
        # Of a part that the template does not print.
        ([{"peran": "petugas", "nama": "Budi", "keterangan": "x"}], []),
    ],
    ids=["name", "post", "one-more", "unprinted"],
)
def test_people_of_a_numbered_letter(
    changed: list[dict[str, str]], codes: list[str], call: Call, tmp_path: Path
) -> None:
    root = tmp_path / "kantor"
    assert call("init", root, "--baku", "--naskah", "surat_tugas").code == 0
    config = root / "docgen.toml"
    text = config.read_text("utf-8").replace("surat_keluar.xlsx#", "surat.json#")
    config.write_text(text, encoding="utf-8")
    letter = {
        "id": "a", "hal": "H", "tujuan": "Ybs", "penandatangan": "kepala", "dasar": "D",
        "untuk": "U", "tanggal_ttd": "2026-01-06", "tanggal_nomor": "2026-01-06",
        "klasifikasi": "800.1.7",
    }  # fmt: skip
    people = [{"peran": "petugas", "nama": "Budi"}]
    for each, expected in ((people, []), (changed, codes)):
        data = {
            "surat_tugas": [letter | {"orang": each}],
            "pejabat": [{"kunci": "kepala", "nama": "Ratna", "jabatan": "Kepala"}],
        }
        (root / "data/surat.json").write_text(json.dumps(data), encoding="utf-8")
        assert build(root, call) == expected
