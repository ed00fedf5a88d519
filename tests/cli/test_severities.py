"""``[tingkat]`` of the profile holds in every command: what an office calls an error is one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from docgen.cli import run
from docgen.findings import Result, Where, warning
from docgen.flowchart import lay_out
from docgen.model.sop import Sop
from docgen.workspace.kinds import sop as sop_kind
from tests.support.small_office import FIRST, FORM, SECOND, SMALL
from tests.support.workbooks import write_book
from tests.support.workspaces import soffice

SPEC = "sop_specs/sungai-penuh-skp.yaml"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = SMALL.write(tmp_path / "kantor")
    (root / "profil").mkdir(exist_ok=True)
    config = (root / "docgen.toml").read_text(encoding="utf-8")
    (root / "docgen.toml").write_text('profil = "ketat"\n' + config, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def strict(root: Path, code: str, severity: str = "error") -> None:
    (root / "profil" / "ketat.toml").write_text(
        f'[tingkat]\n{code} = "{severity}"\n', encoding="utf-8"
    )


def severities(capsys: pytest.CaptureFixture[str], code: str, *words: str) -> tuple[int, set[str]]:
    """The exit code of a command, and how much it says that findings of a code weigh."""
    capsys.readouterr()
    status = run([*words, "--json"])
    found = json.loads(capsys.readouterr().out)["temuan"]
    return status, {each["severity"] for each in found if each["code"] == code}


def late_letter(root: Path) -> None:
    """One whose number is given long after it was signed."""
    SMALL.rewrite(root, undangan=[FIRST, SECOND | {"tanggal_nomor": "30 Juni 2025"}])


def unused_column(root: Path) -> None:
    path = root / "data" / "tabel.xlsx"
    write_book(path, Sheet=(("nama", "warna"), ("Ani", "biru")))
    template = docx.Document()
    template.add_paragraph("{{ nama }}")
    template.save(str(root / "templates" / "biasa.docx"))


def column_of_forms(root: Path) -> None:
    SMALL.rewrite(root, masuk=[FORM | {"warna": "biru"}])


def nothing(_root: Path) -> None: ...


Case = tuple[str, Callable[[Path], None], tuple[str, ...]]
COMMANDS: dict[str, Case] = {
    "build": ("sop-law-revoked", nothing, ("build",)),
    "build, dry": ("sop-law-revoked", nothing, ("build", "--dry-run")),
    "check": ("sop-law-revoked", nothing, ("check",)),
    "sop check": ("sop-law-revoked", nothing, ("sop", "check", SPEC)),
    "sop render": ("sop-law-revoked", nothing, ("sop", "render", SPEC, "-o", "h")),
    "letters render": ("number-late", late_letter, ("letters", "render")),
    "disposisi render": ("column-unused", column_of_forms, ("disposisi", "render")),
    "template check": (
        "column-unused", unused_column,
        ("template", "check", "templates/biasa.docx", "--data", "data/tabel.xlsx"),
    ),
    "register export": ("agenda-empty", nothing, ("register", "export", "keluar")),
}  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_a_raised_code_stops_the_command(
    name: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, prepare, words = COMMANDS[name]
    prepare(office)
    strict(office, code)
    assert severities(capsys, code, *words) == (1, {"error"})


@pytest.mark.parametrize("name", COMMANDS)
def test_a_lowered_code_is_a_hint(
    name: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, prepare, words = COMMANDS[name]
    prepare(office)
    strict(office, code, "hint")
    _status, found = severities(capsys, code, *words)
    assert found == {"hint"}


@pytest.mark.parametrize("words", [("build", "--dry-run"), ("sop", "check", SPEC), ("check",)])
def test_what_laying_out_finds_is_weighed_everywhere(
    words: tuple[str, ...],
    office: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def crowded(sop: Sop, *more: object) -> Result[object]:
        drawing = lay_out(sop, *more)  # type: ignore[arg-type]
        found = warning("layout-crowded", Where(SPEC), "terlalu rapat")
        return Result(drawing.value, (*drawing.findings, found))

    monkeypatch.setattr(sop_kind, "lay_out", crowded)
    monkeypatch.setattr("docgen.workspace.single_sops.lay_out", crowded)
    strict(office, "layout-crowded")
    assert severities(capsys, "layout-crowded", *words) == (1, {"error"})


def test_convert_and_bundle_too(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    soffice()
    document = docx.Document()
    document.add_paragraph("Teks").runs[0].font.name = "Tak Ada Sama Sekali"
    document.save(str(office / "surat.docx"))
    strict(office, "font-missing")
    assert severities(capsys, "font-missing", "convert", "surat.docx") == (1, {"error"})
    shutil.copy(office / "surat.docx", office / "templates" / "surat_dinas.docx")
    strict(office, "template-without-number")
    config = (office / "docgen.toml").read_text(encoding="utf-8")
    bundle = '[bundle.semua]\njudul = "Semua"\nisi = ["letters.*"]\n'
    (office / "docgen.toml").write_text(config + bundle, encoding="utf-8")
    code, found = severities(capsys, "template-without-number", "bundle", "semua")
    assert (code, found) == (1, {"error"})
