"""A run about some sets, while others have errors: what stops it, and what it leaves out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import pytest

from docgen.cli import run
from docgen.convert import Absent
from docgen.errors import FindingsError
from docgen.findings import Finding, has_errors
from docgen.numbering import Register
from docgen.pipeline.build import build
from docgen.pipeline.options import Options
from docgen.workspace.opening.from_register import REGISTER
from tests.support.office import letter
from tests.support.small_office import SMALL
from tests.support.workspaces import soffice

TWO = SMALL.letters("lain", letter("lain-1"), template="nota_dinas").bundle(
    "arsip", judul="Arsip", isi=["letters.*"]
)
NAMES = ("letters.undangan",)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return TWO.write(tmp_path / "kantor")


def made(root: Path, *names: str) -> tuple[list[Finding], list[str]]:
    """The findings of a run to stage 4, and what it wrote."""
    options = Options(
        today=dt.date(2025, 2, 1), engine=Absent("libreoffice", "", ""), names=names, last_stage=4
    )
    report = build(root, options, lambda _stage: None)
    return report.findings, report.written


def spoil_template(path: Path) -> None:
    document = docx.Document(str(path))
    document.add_paragraph("{{ tidak_ada_nama_ini }}")
    document.save(str(path))


def spoil(root: Path, what: str) -> None:
    """Put an error into a set that is not ``letters.undangan``."""
    match what:
        case "template":
            spoil_template(root / "templates/nota_dinas.docx")
        case "no template":
            (root / "templates/nota_dinas.docx").unlink()
        case "not a template":
            (root / "templates/nota_dinas.docx").write_bytes(b"bukan Word")
        case "enclosure":
            TWO.rewrite(root, lain=[letter("lain-1", berkas_lampiran="data/hilang.pdf")])
        case "sop":
            next((root / "sop_specs").glob("*.yaml")).write_text("nama: [", encoding="utf-8")
        case "sop template":
            (root / "templates/sop.docx").write_bytes(b"bukan Word")
        case "incoming":
            (root / "data/masuk.xlsx").unlink()
        case "bundle":
            (root / "templates/sampul.docx").unlink()


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("template", "letters.lain"),
        ("no template", "letters.lain"),
        ("not a template", "letters.lain"),
        ("enclosure", "letters.lain"),
        ("sop", "sop.skp"),
        ("sop template", "sop.skp"),
        ("incoming", "disposisi.masuk"),
        ("bundle", "bundle.arsip"),
    ],
)
def test_an_error_that_no_number_hangs_on_stops_its_own_set_only(
    root: Path, what: str, name: str
) -> None:
    spoil(root, what)
    findings, written = made(root, *NAMES)
    assert not has_errors(findings)
    told = [finding.message for finding in findings if finding.code == "set-left-out"]
    assert len(told) == 1
    assert f"[{name}]" in told[0]
    assert sorted(written) == [f"output/letters/undangan/und-{n}/und-{n}.docx" for n in (1, 2)]
    for names in ((name,), ()):
        with pytest.raises(FindingsError) as caught:
            made(root, *names)
        assert "set-left-out" not in {finding.code for finding in caught.value.findings}


def test_the_order_of_signing_still_runs_across_all_sets(root: Path) -> None:
    spoil(root, "template")
    findings, _written = made(root, *NAMES)
    assert "number-given-elsewhere" in {finding.code for finding in findings}
    with Register(root / REGISTER, dry_run=True) as register:
        assert {entry.letter for entry in register.entries()} == {
            "undangan/und-1", "undangan/und-2", "lain/lain-1",
        }  # fmt: skip


def test_wrong_data_of_any_letter_stops_every_run_about_letters(root: Path) -> None:
    TWO.rewrite(root, lain=[letter("lain-1", tanggal_ttd="31 Februari 2025")])
    with pytest.raises(FindingsError) as caught:
        made(root, *NAMES)
    assert "set-left-out" not in {finding.code for finding in caught.value.findings}
    assert not (root / REGISTER).exists()


@pytest.mark.soffice
def test_what_is_left_out_keeps_its_files_and_checksums(root: Path, capsys) -> None:
    soffice()
    assert run(["build", "-q", "-C", str(root)]) == 0
    before = {
        name: (root / "output" / name).read_bytes()
        for name in ("SHA256SUMS", "copies.json", "ekspedisi.xlsx")
        if (root / "output" / name).is_file()
    }
    files = sorted(path for path in (root / "output").rglob("*") if path.is_file())
    for what in ("template", "sop", "incoming", "bundle"):
        spoil(root, what)
    assert run(["build", "-C", str(root), *NAMES]) == 0
    assert files == sorted(path for path in (root / "output").rglob("*") if path.is_file())
    for name, data in before.items():
        assert (root / "output" / name).read_bytes() == data, name
    assert capsys.readouterr().err.count("set-left-out") == 4
