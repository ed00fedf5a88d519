"""The workspaces that documents speak of."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from docgen.cli import run
from tests.support.legacy import excel
from tests.support.legacy.own import sheet_of, spec_of
from tests.support.legacy.plan import make_plan
from tests.support.workspaces import copy_sample

Prepare = Callable[[str], Path]


def _new(folder: Path) -> None:
    assert run(["init", str(folder), "--baku", "-q"]) == 0


def _of_sops(folder: Path) -> None:
    """The sample, with SOPs and old sheets of the names that the documents use."""
    copy_sample(folder)
    source = (folder / "sop_specs/madiun-skp.yaml").read_text(encoding="utf-8")
    for number, name in enumerate(("cuti", "izin"), 21):
        text = source.replace("12.1.2.10", f"12.1.2.{number}")
        text = text.replace(
            "Penyusunan Sasaran Kerja Pegawai (SKP)", f"Layanan {name.capitalize()}"
        )
        spec = folder / f"sop_specs/{name}.yaml"
        spec.write_text(text, encoding="utf-8")
    sop = spec_of(spec)
    (folder / "lama").mkdir()
    (folder / "lama/pensiun.docx").write_bytes(sheet_of(sop))
    (folder / "lama/mutasi.xlsx").write_bytes(excel.write(make_plan(sop, random.Random(1))))


PREPARED = {"": Path.mkdir, "baku": _new, "contoh": copy_sample, "sop": _of_sops}
