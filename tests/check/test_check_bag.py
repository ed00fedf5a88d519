"""A bundle with its bag, and PDFs of other origin in it: built, then proved by the bag alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import bagit
import openpyxl
import pikepdf
import pytest

from docgen.cli import run
from tests.check.office import BuiltOffice
from tests.support import hostile_pdfs as hostile
from tests.support.workspaces import snapshot

pytestmark = pytest.mark.soffice

BAG = "output/bundle/arsip.bag"


@pytest.fixture(scope="module")
def packed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small office with a bag, a foreign form, scripts, and a locked PDF."""
    root = tmp_path_factory.mktemp("paket") / "kantor"
    shutil.copytree(built, root)
    (root / "lain").mkdir()
    with hostile.plain(2) as pdf:
        hostile.form(pdf)
        hostile.scripts(pdf)
        hostile.named_links(pdf)
        (root / "lain" / "formulir.pdf").write_bytes(hostile.saved(pdf, deterministic_id=True))
    with hostile.plain(1) as pdf:
        lock = pikepdf.Encryption(owner="x", user="y")
        (root / "lain" / "terkunci.pdf").write_bytes(hostile.saved(pdf, encryption=lock))
    config = (root / "docgen.toml").read_text(encoding="utf-8")
    config += 'paket = true\ntambahan = ["lain/*.pdf"]\nlokasi = "Depo A, boks 3"\n'
    (root / "docgen.toml").write_text(config, encoding="utf-8")
    profile = root / "profil" / "uji.toml"
    schedule = '[retensi."045"]\naktif = "1 tahun"\nnasib_akhir = "Musnah"\n'
    profile.write_text(profile.read_text(encoding="utf-8") + schedule, encoding="utf-8")
    assert run(["bundle", "arsip", "-q", "-C", str(root)]) == 0
    return root


@pytest.fixture
def office(packed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> BuiltOffice:
    shutil.copytree(packed, tmp_path / "kantor")
    return BuiltOffice(tmp_path / "kantor", capsys)


def checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    capsys.readouterr()
    code = run(["check", str(folder), "--json"])
    findings = json.loads(capsys.readouterr().out)["temuan"]
    errors = [f for f in findings if f["severity"] == "error"]
    assert code == int(bool(errors))
    # Nobody can be trusted where there is no workspace.
    told = (f for f in findings if f["code"] != "signature-unknown-signer")
    return sorted((f["code"], f["where"]["file"]) for f in told)


def test_the_bag_proves_itself_anywhere(
    office: BuiltOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bag = tmp_path / "di komputer lain"
    shutil.copytree(office.root / BAG, bag)
    shutil.rmtree(office.root)
    assert checked(bag, capsys) == []
    command = [sys.executable, "-m", "bagit", "--validate", str(bag)]
    subprocess.run(command, check=True, capture_output=True)
    names = set(snapshot(bag / "data"))
    assert names == {
        "arsip/arsip.pdf", "arsip/arsip.daftar_arsip.xlsx", "copies.json",
        "arsip/arsip.asli/letters.keluar.tte.pdf", "arsip/arsip.asli/tambahan/lain/terkunci.pdf",
        "dokumen/letters/keluar/undangan/undangan.docx", "dokumen/letters/keluar/tte/tte.docx",
        "dokumen/letters/keluar/edaran/edaran.docx", "dokumen/sop/clean.docx", "sumber/surat.xlsx",
        "sumber/docgen.toml", "sumber/templates/surat_dinas.docx", "sumber/templates/sampul.docx",
        "sumber/templates/daftar_isi.docx", "sumber/templates/sop.docx", "sumber/sop/clean.yaml",
        "sumber/ttd/tte.pdf", "sumber/lain/formulir.pdf", "sumber/lain/terkunci.pdf",
    }  # fmt: skip
    said = (bag / "bag-info.txt").read_text(encoding="utf-8")
    assert "Source-Organization: Dinas Perpustakaan dan Kearsipan, Pemerintah Kota Contoh" in said
    assert "Bagging-Date: 2025-02-01" in said and "External-Description: ARSIP 2025" in said
    sheet = openpyxl.load_workbook(bag / "data/arsip/arsip.daftar_arsip.xlsx").active
    assert sheet is not None
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    head = next(number for number, row in enumerate(rows) if row[0] == "No.")
    assert rows[head][-3:] == ["Retensi Aktif", "Nasib Akhir", "Lokasi Simpan"]
    assert {(row[1], *row[-3:]) for row in rows[head + 1 :] if row[1]} == {
        ("005", "", "", "Depo A, boks 3"), ("045", "1 tahun", "Musnah", "Depo A, boks 3"),
    }  # fmt: skip


def test_the_workspace_is_proved_with_its_bag(office: BuiltOffice) -> None:
    assert office.check() == (0, [])
    before = snapshot(office.root / BAG)
    assert office.build() == 0
    assert snapshot(office.root / BAG) == before
    shutil.rmtree(office.root / BAG)
    assert office.refutes() == [("bag-missing", "arsip.bag")]
    assert office.build() == 0
    assert snapshot(office.root / BAG) == before


def test_foreign_pages_are_in_the_bundle_clean(office: BuiltOffice) -> None:
    with pikepdf.open(office.root / "output/bundle/arsip.pdf") as pdf:
        everything = b"\n".join(item.unparse(resolved=True) for item in pdf.objects)
    for word in (b"JavaScript", b"Launch", b"AcroForm", b"/AA", b"/Widget"):
        assert word not in everything


def test_what_was_mended_is_said(office: BuiltOffice, capsys: pytest.CaptureFixture[str]) -> None:
    (office.root / "output/bundle/arsip.pdf").unlink()
    capsys.readouterr()
    assert run(["bundle", "arsip", "--json", "-C", str(office.root)]) == 0
    found = {
        (each["code"], each["where"]["file"], each["severity"])
        for each in json.loads(capsys.readouterr().out)["temuan"]
        if each["code"].startswith("pdf-")
    }
    assert found == {
        ("pdf-actions-removed", "lain/formulir.pdf", "hint"),
        ("pdf-form-flattened", "lain/formulir.pdf", "hint"),
        ("pdf-locked", "lain/terkunci.pdf", "warning"),
    }


@pytest.mark.parametrize("folder", [".", "data"])
def test_a_changed_bag_is_not_overwritten(office: BuiltOffice, folder: str) -> None:
    note = office.root / BAG / folder / "catatan.txt"
    note.write_text("jangan hilang")
    (office.root / "lain" / "terkunci.pdf").unlink()
    assert office.build() == 1
    assert note.read_text() == "jangan hilang"
    assert run(["build", "--force", "-q", "-C", str(office.root)]) == 0
    assert not note.exists()


def damage(bag: Path, what: str) -> None:
    data = bag / "data"
    match what:
        case "missing":
            (data / "copies.json").unlink()
        case "surplus":
            (data / "Thumbs.db").write_bytes(b"x")
        case "changed":
            with (data / "sumber/docgen.toml").open("a") as file:
                file.write("#")
        case "tag":
            with (bag / "bag-info.txt").open("a") as file:
                file.write("Contact-Name: orang lain\n")
        case "unreadable":
            (bag / "manifest-sha256.txt").write_bytes(b"\xff\xfe\xff")
        case "outside":
            path = bag / "manifest-sha256.txt"
            path.write_text(path.read_text() + f"{'0' * 64}  ../../rahasia\n")
        case "undeclared":
            (bag / "bagit.txt").unlink()
        case "incomplete":
            for path in bag.glob("*manifest-*.txt"):
                path.unlink()


def remade(bag: Path, spoil: object) -> None:
    """Change a file and let another program seal it again: only what is inside can tell."""
    assert callable(spoil)
    spoil()
    other = bagit.Bag(str(bag))
    other.info["Bag-Software-Agent"] = "program lain"
    other.save(manifests=True)


@pytest.mark.parametrize(
    ("what", "due"),
    [
        ("missing", [("bag-file-missing", "data/copies.json")]),
        ("surplus", [("bag-file-surplus", "data/Thumbs.db")]),
        ("changed", [("bag-checksum-wrong", "data/sumber/docgen.toml")]),
        ("tag", [("bag-checksum-wrong", "bag-info.txt")]),
        ("unreadable", [("bag-unreadable", "bagit.txt")]),
        ("outside", [("bag-unreadable", "bagit.txt")]),
        ("undeclared", [("bag-unreadable", "bagit.txt")]),
    ],
)
def test_each_damage_is_named(
    what: str, due: list[tuple[str, str]], office: BuiltOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    bag = office.root / BAG
    damage(bag, what)
    assert checked(bag, capsys) == due


def test_a_bag_without_manifests_is_incomplete(
    office: BuiltOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    bag = office.root / BAG
    damage(bag, "incomplete")
    codes = {code for code, _file in checked(bag, capsys)}
    assert codes & {"bag-incomplete", "bag-file-surplus"}


def test_inside_counts_too(office: BuiltOffice, capsys: pytest.CaptureFixture[str]) -> None:
    bag = office.root / BAG
    bundle = bag / "data/arsip/arsip.pdf"

    def shorten() -> None:
        with pikepdf.open(bundle, allow_overwriting_input=True) as pdf:
            del pdf.pages[-1]
            del pdf.Root.Metadata
            pdf.save(bundle)

    remade(bag, shorten)
    assert checked(bag, capsys) == [
        ("bag-bundle-not-pdfa", "data/arsip/arsip.pdf"), ("bag-pages-wrong", "data/arsip"),
    ]  # fmt: skip
    remade(bag, lambda: bundle.write_bytes(b"%PDF-1.7 rusak"))
    assert checked(bag, capsys) == [("bag-bundle-unreadable", "data/arsip/arsip.pdf")]


def test_originals_against_the_ledger(
    office: BuiltOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    bag = office.root / BAG
    original = bag / "data/arsip/arsip.asli/letters.keluar.tte.pdf"
    remade(bag, lambda: original.write_bytes(original.read_bytes() + b"\n"))
    name = original.relative_to(bag).as_posix()
    assert checked(bag, capsys) == [("bag-ledger-differs", name)]
    remade(bag, lambda: (bag / "data/copies.json").write_text("[]"))
    assert checked(bag, capsys) == [("bag-ledger-unreadable", "data/copies.json")]
