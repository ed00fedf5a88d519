"""What of SOPs goes into a bundle, and the list of what an approval is not about."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from docgen.findings import Finding
from docgen.load.history import sums_text
from docgen.model.life.content import NOT_CONTENT
from docgen.model.sop import Layout, Sop, Step
from docgen.workspace.opening.load import load_all
from docgen.workspace.plan.plan import Plan, make_plan
from tests.support.office import Office
from tests.support.pdfs import sealed_pdf
from tests.support.sop_life import SPEC, TODAY, frozen, other
from tests.support.workspaces import ROOT

KEPT = "sop_specs/riwayat/cuti/0/cuti.pdf"


def workspace(root: Path, *extras: str, **specs: str) -> Path:
    """Specs and a bundle of them all; each spec is in force."""
    written = (
        Office()
        .sop("layanan", folder="sop_specs")
        .bundle("arsip", judul="Arsip", isi=["sop.*"], tambahan=list(extras))
        .write(root)
    )
    (written / "sop_specs").mkdir()
    for stem, text in specs.items():
        spec = written / f"sop_specs/{stem}.yaml"
        spec.write_text(text, "utf-8")
        frozen(spec)
    return written


def revise(root: Path) -> Path:
    """The second revision of the SOP, in flight."""
    spec = root / "sop_specs/cuti.yaml"
    spec.write_text(SPEC + "revisi: 1\n", "utf-8")
    return spec


def found(root: Path) -> list[Finding]:
    findings = load_all(root, today=TODAY).findings
    return [each for each in findings if each.code == "sop-superseded-in-bundle"]


def plan_of(root: Path) -> Plan:
    loaded = load_all(root, today=TODAY)
    assert loaded.value is not None
    plan = make_plan(loaded.value, {}, ())
    assert plan.value is not None
    return plan.value


def test_a_bundle_holds_what_is_in_force(tmp_path: Path) -> None:
    root = workspace(tmp_path, cuti=SPEC)
    (bundle,) = plan_of(root).bundles
    assert [part.pdf for part in bundle.parts] == ["output/sop/cuti.pdf"]
    spec = revise(root)
    (bundle,) = plan_of(root).bundles  # while the draft is at its place
    assert [part.pdf for part in bundle.parts] == ["output/sop/riwayat/cuti-0.pdf"]
    assert found(root) == []
    frozen(spec, 1, dt.date(2025, 6, 1))
    plan = plan_of(root)
    assert [part.pdf for part in plan.bundles[0].parts] == ["output/sop/cuti.pdf"]
    marks = {document.pdf: document.mark for document in plan.documents}
    assert marks == {
        "output/sop/cuti.pdf": "",
        "output/sop/riwayat/cuti-0.pdf": "DIGANTIKAN OLEH REVISI 1, 1 Juni 2025",
    }


def test_a_signed_sheet_stands_for_its_sop(tmp_path: Path) -> None:
    root = workspace(tmp_path, cuti=SPEC)
    folder = root / "sop_specs/riwayat/cuti/0"
    (folder / "cuti.ttd.pdf").write_bytes(sealed_pdf())
    (bundle,) = plan_of(root).bundles  # not among the checksums: nobody has judged it
    assert bundle.parts[0].pdf == "output/sop/cuti.pdf"

    files = {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "SHA256SUMS"}
    (folder / "SHA256SUMS").write_text(sums_text(files))
    (bundle,) = plan_of(root).bundles
    assert bundle.parts[0].pdf.endswith("cuti.ttd.pdf") and bundle.parts[0].origin.is_outside


@pytest.mark.parametrize("extra", [KEPT, "arsip/lama.pdf", "sop_specs/riwayat/*/0/*.pdf"])
def test_an_unstamped_old_sheet_is_told_of(extra: str, tmp_path: Path) -> None:
    """By its place, by a pattern, and as a copy elsewhere."""
    root = workspace(tmp_path, extra, cuti=SPEC)
    (root / "arsip").mkdir()
    (root / "arsip/lama.pdf").write_bytes((root / KEPT).read_bytes())
    assert found(root) == []
    frozen(revise(root), 1, dt.date(2025, 6, 1))
    (finding,) = found(root)
    assert finding.severity == "warning"


@pytest.mark.parametrize("how", ["withdrawn", "replaced"])
def test_what_is_no_longer_in_force_goes_in_stamped(how: str, tmp_path: Path) -> None:
    specs = {"cuti": SPEC}
    if how == "withdrawn":
        specs["cuti"] += "dicabut: {tanggal: 3 Juni 2025, alasan: x}\n"
    else:
        specs["izin"] = other("8", "Izin", menggantikan="7/UJI/2025")
    root = workspace(tmp_path, **specs)
    (finding,) = found(root)
    assert finding.severity == "hint"
    document = next(each for each in plan_of(root).documents if each.pdf.endswith("cuti.pdf"))
    marks = {"withdrawn": "DICABUT 3 Juni 2025", "replaced": "DIGANTIKAN OLEH 8"}
    assert document.mark == marks[how]


def test_frozen_specs_are_no_sops_of_their_own(tmp_path: Path) -> None:
    root = workspace(tmp_path, cuti=SPEC)
    config = (root / "docgen.toml").read_text("utf-8")
    (root / "docgen.toml").write_text(config.replace("sop_specs/*.yaml", "sop_specs/**/*.yaml"))
    plan = plan_of(root)
    assert [document.id for document in plan.documents] == ["sop.cuti"]
    codes = [each.code for each in load_all(root, today=TODAY).findings]
    assert "file-not-read" not in codes


def test_the_list_of_what_an_approval_is_not_about() -> None:
    """The document says it, and every name is that of a key, or of one that may come."""
    text = (ROOT / "docs/sop-life.md").read_text("utf-8")
    listed = text.partition("<!-- not content: begin")[2].partition("<!-- not content: end")[0]
    assert tuple(re.findall(r"^\| `([\w.]+)`", listed, re.MULTILINE)) == NOT_CONTENT
    known = {*Sop.model_fields, *(f"tata_letak.{key}" for key in Layout.model_fields)}
    known |= {f"langkah.{key}" for key in Step.model_fields}
    known |= {"asal", "disahkan_oleh.berkas_ttd", "tata_letak.arah", "pelaksana.kunci"}
    assert set(NOT_CONTENT) <= known
