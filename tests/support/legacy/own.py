"""docgen's own sheets: made from specs, and what of a spec a sheet can say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docgen.findings import Where
from docgen.flowchart import lay_out
from docgen.load.legacy.file import Imported, read_file
from docgen.load.shipped import shipped
from docgen.load.sop import SopFile, load_sop
from docgen.model.profile import Profile
from docgen.model.sop import Sop
from docgen.ooxml.package import read_package, write_package
from docgen.render.sop.sheet import render_sop, sop_sheet
from tests.support.workspaces import ROOT

CASES = sorted((ROOT / "tests" / "cases" / "flowchart").glob("*.yaml"))
SEEDS = sorted((ROOT / "sop_specs").glob("*.yaml"))
SPECS = [*CASES, *SEEDS]
ORIGIN = {"berkas": "lama.docx", "sha256": "0" * 64}
TEMPLATE = Where("templates/sop.docx")
# What no page shows.
UNSEEN = ("klasifikasi", "asal", "riwayat", "revisi", "menggantikan", "diajukan", "dicabut",
          "evaluasi")  # fmt: skip
UNSEEN_OF_STEPS = ("catatan", "halaman_baru", "ke", "ya", "tidak")


def spec_of(path: Path) -> Sop:
    loaded = load_sop(path, path.name)
    assert loaded.value is not None
    return loaded.value.sop


def sheet_of(sop: Sop) -> bytes:
    """The .docx of a SOP."""
    template = shipped(TEMPLATE.file).read_bytes()
    sheet = sop_sheet(sop, template, TEMPLATE, None, Profile(nama="uji"))
    drawing = lay_out(sop, sheet, lambda *_: TEMPLATE).value
    assert drawing is not None
    return render_sop(drawing, template, TEMPLATE, None)


def read_back(data: bytes, folder: Path) -> tuple[Sop, Imported]:
    """The SOP of a sheet, by its spec as a file that is loaded without a finding."""
    imported = read_file(data, "lama.docx", dict(ORIGIN))
    assert imported.spec, imported.findings
    return loaded_text(imported.spec, folder).sop, imported


def loaded_text(text: str, folder: Path) -> SopFile:
    path = folder / "kembali.yaml"
    path.write_text(text, encoding="utf-8")
    loaded = load_sop(path, path.name)
    assert loaded.value is not None and not loaded.findings, loaded.findings
    return loaded.value


def comparable(sop: Sop) -> dict[str, Any]:
    """What a sheet shows of a SOP; lanes go by their numbers, since nobody sees their keys."""
    number = {key: n for n, key in enumerate(sop.pelaksana)}
    data = sop.model_dump(mode="json")
    for key in UNSEEN:
        data.pop(key)
    data["instansi"].pop("logo")
    data["tata_letak"].pop("huruf")
    data["pelaksana"] = list(sop.pelaksana.values())
    data["kelompok_pelaksana"] = {
        name: [number[key] for key in keys] for name, keys in sop.kelompok_pelaksana.items()
    }
    for step in data["langkah"]:
        for key in UNSEEN_OF_STEPS:
            step.pop(key)
        step["pelaksana"] = [number[key] for key in step["pelaksana"]]
        step["tanda"] = {number[key]: words for key, words in step["tanda"].items()}
    data["tanggal"] = [sop.tanggal.pembuatan, sop.tanggal.revisi, sop.tanggal.approval]
    if data["penutup"]:  # the sheet has a comma behind the post
        data["penutup"]["jabatan"] = data["penutup"]["jabatan"].rstrip(",")
    data["panah"] = sorted(
        [f.source, number[f.lane], f.target, f.exit or "", f.label or ""] for f in sop.flows()
    )
    return data


def unnamed(data: bytes) -> bytes:
    """The same sheet as if another program had drawn it: shapes have no names that say anything."""
    parts = read_package(data)
    document = parts["word/document.xml"]
    document = re.sub(
        rb'(<wp:docPr id="\d+") name="[^"]*" descr="[^"]*"', rb'\1 name="x"', document
    )
    parts["word/document.xml"] = document
    return write_package(parts.items())
