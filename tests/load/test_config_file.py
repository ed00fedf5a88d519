"""docgen.toml and profiles: the shipped ones read clean, slips are answered with their line."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from docgen.findings import Severity
from docgen.load.workspace import load_profile, weighable
from docgen.workspace.opening.load import load_config

ROOT = Path(__file__).resolve().parents[2]
CONFIG = '[office.badan]\npemerintah = "Kota"\nnama = "Badan"\n'


def test_the_shipped_workspace() -> None:
    result = load_config(ROOT)
    assert result.findings == ()
    assert result.value is not None
    assert result.value.office["bkpsdm"].kunci == "bkpsdm"
    names = ["permintaan", "pengantar-skpd", "pengantar-rekap", "nota-dinas"]
    assert list(result.value.letters) == names
    assert load_profile(ROOT, result.value.profil).ok


def test_only_offices_are_needed(tmp_path: Path) -> None:
    (tmp_path / "docgen.toml").write_text(CONFIG, encoding="utf-8")
    result = load_config(tmp_path)
    assert result.ok
    assert result.value is not None
    assert result.value.numbering.pola == "{klasifikasi}/{urut}/{unit}/{tahun}"


def test_a_folder_without_config(tmp_path: Path) -> None:
    (finding,) = load_config(tmp_path).findings
    assert (finding.code, str(finding.where)) == ("config-missing", "docgen.toml")


@pytest.mark.parametrize(
    "name", ["docgen.toml.txt", "Docgen.toml", "docgen.toml.toml", "docgn.toml"]
)
def test_a_config_of_another_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(CONFIG, encoding="utf-8")
    (finding,) = load_config(tmp_path).findings
    assert finding.code == "config-missing" and f"«{name}»" in finding.message


def test_a_profile_of_another_name(tmp_path: Path) -> None:
    (tmp_path / "profil").mkdir()
    (tmp_path / "profil" / "kota.toml.txt").write_bytes(b"")
    (finding,) = load_profile(tmp_path, "kota").findings
    assert finding.code == "profile-missing" and "«kota.toml.txt»" in finding.message


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"nama = '\xe9'\n"])
def test_a_config_that_is_no_text(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "docgen.toml").write_bytes(content)
    assert [f.code for f in load_config(tmp_path).findings] == ["file-unreadable"]


@pytest.mark.parametrize("title", ["", " \\u0007 \\n"])
def test_a_bundle_has_a_title(tmp_path: Path, title: str) -> None:
    text = f'{CONFIG}[bundle.a]\njudul = "{title}"\nisi = ["*"]\n'
    (tmp_path / "docgen.toml").write_text(text, encoding="utf-8")
    (finding,) = load_config(tmp_path).findings
    assert (finding.code, finding.where.line) == ("value-empty", 5)


def test_a_title_stands_in_one_line(tmp_path: Path) -> None:
    text = CONFIG + '[bundle.a]\njudul = " a\\u0301\\u00ad b\\n\\tc"\nisi = ["*"]\n'
    (tmp_path / "docgen.toml").write_text(text, encoding="utf-8")
    workspace = load_config(tmp_path).value
    assert workspace is not None and workspace.bundle["a"].judul == "á b c"


def test_did_you_mean(tmp_path: Path) -> None:
    text = f'{CONFIG}alamt = "x"\n[registr]\npola = "x"\n[bundle.a]\njudul = "A"\nisi = ["*"]\n'
    (tmp_path / "docgen.toml").write_text(text + 'kop = "bdan"\n', encoding="utf-8")
    found = {f.where.line: f.message for f in load_config(tmp_path).findings}
    assert list(found) == [4, 5]
    assert "maksud Anda «alamat»?" in found[4]
    assert "maksud Anda «register»?" in found[5]
    (tmp_path / "docgen.toml").write_text(
        f'{CONFIG}[bundle.a]\njudul = "A"\nisi = ["*"]\nkop = "bdan"\n', encoding="utf-8"
    )
    (finding,) = load_config(tmp_path).findings
    assert (finding.code, finding.where.line) == ("office-unknown", 7)
    assert "maksud Anda «badan»?" in finding.message


def test_a_profile_of_the_workspace(tmp_path: Path) -> None:
    folder = tmp_path / "profil"
    folder.mkdir()
    text = 'arsip_tambahan = ["Bidang Mutasi"]\n[tingkat]\nsop-end = "error"\n'
    (folder / "kota.toml").write_text(text, encoding="utf-8")
    profile = load_profile(tmp_path, "kota").value
    assert profile is not None
    assert profile.arsip_tambahan == ("Bidang Mutasi",)
    assert profile.tingkat == {"sop-end": Severity.ERROR}


def test_a_profile_changes_the_default_one(tmp_path: Path) -> None:
    folder = tmp_path / "profil"
    folder.mkdir()
    text = "hari_penomoran = 9\n[kertas]\nFolio = [210, 330]\n"
    (folder / "kota.toml").write_text(text, encoding="utf-8")
    default, own = load_profile(tmp_path, "default").value, load_profile(tmp_path, "kota").value
    assert default is not None and own is not None
    assert own.hari_penomoran == 9
    assert own.kertas == {**default.kertas, "Folio": (210.0, 330.0)}
    assert own.sifat_disposisi == default.sifat_disposisi != ()
    (folder / "default.toml").write_text(text, encoding="utf-8")
    changed = load_profile(tmp_path, "default").value
    assert changed is not None and changed.instruksi_disposisi == default.instruksi_disposisi


def test_the_codes_that_a_profile_may_weigh() -> None:
    """The list is kept by hand, so that a reader sees it; here it is held against the code."""
    given_by_name = {
        "enclosure-absent", "pdfa-unsure", "pdfa-violation", "predikat-unknown", "rating-unknown",
        "signed-paper-missing", "signed-paper-differs", "signature-expired-at-signing",
        "signature-revoked", "signature-unjudged", "signature-unknown-signer",
    }  # fmt: skip
    found = {
        call.args[0].value
        for path in (ROOT / "docgen").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and call.args
        and (
            getattr(call.func, "id", "") in ("warning", "hint")
            or getattr(call.func, "attr", "") == "add"  # what is inferred of a legacy sheet
        )
        and isinstance(call.args[0], ast.Constant)
        and "-" in str(call.args[0].value)
    }
    assert weighable() == found | given_by_name


def test_a_code_that_was_perhaps_meant(tmp_path: Path) -> None:
    (tmp_path / "profil").mkdir()
    text = '[tingkat]\nsop-dat-missing = "error"\n'
    (tmp_path / "profil" / "kota.toml").write_text(text, encoding="utf-8")
    result = load_profile(tmp_path, "kota")
    assert result.ok
    (finding,) = result.findings
    assert (finding.code, finding.severity) == ("code-unknown", Severity.HINT)
    assert "maksud Anda «sop-date-missing»?" in finding.message


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    assert [f.code for f in load_profile(tmp_path, "kota").findings] == ["profile-missing"]
