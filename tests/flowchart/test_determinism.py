"""The same spec gives the same bytes in every process, whatever order sets have there."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import hashlib, sys
from pathlib import Path
from docgen.load.sop import load_sop
from docgen.findings import Where
from docgen.flowchart import lay_out
from docgen.flowchart.geometry import Sheet, mm
from docgen.render.sop.table import flow_xml
from docgen.render.sop.svg import render_svg
sides = dict.fromkeys(("left", "top", "right", "bottom"), mm(15))
sheet = Sheet(width=mm(330), height=mm(215), **sides)
for spec in sys.argv[1:]:
    sop = load_sop(Path(spec), spec).value.sop
    drawing = lay_out(sop, sheet, lambda *path: Where(spec)).value
    print(hashlib.sha256((flow_xml(drawing) + "".join(render_svg(drawing))).encode()).hexdigest())
"""
BRANCHED = """
nomor: T.1
nama: Uji
instansi: {pemerintah: P, nama: N}
tanggal: {efektif: 1 Januari 2025}
disahkan_oleh: {jabatan: X}
pelaksana: {a: Pemohon, b: Petugas, c: Kasi, d: Kepala}
langkah:
  - {id: s1, uraian: Mengajukan, pelaksana: a, simbol: mulai}
  - {id: s2, uraian: Memeriksa, pelaksana: b, simbol: keputusan, ya: s3, tidak: s1}
  - {id: s3, uraian: Mencatat, pelaksana: [b, d], ke: [s4, s5]}
  - {id: s4, uraian: Mengarsipkan, pelaksana: [c, a], ke: s6, halaman_baru: true}
  - {id: s5, uraian: Mengirim, pelaksana: a, tanda: {c: "-"}, ke: s6}
  - {id: s6, uraian: Memeriksa lagi, pelaksana: b, simbol: keputusan, ya: s7, tidak: s2}
  - {id: s7, uraian: Selesai, pelaksana: b, simbol: selesai}
"""


def hashes(seed: str, specs: list[str]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *specs],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_hash_seed_does_not_matter(tmp_path: Path) -> None:
    branched = tmp_path / "branched.yaml"
    branched.write_text(BRANCHED, encoding="utf-8")
    specs = [str(branched), *map(str, sorted((ROOT / "sop_specs").glob("*.yaml")))]
    first = hashes("0", specs)
    assert len(first) == len(specs) == len(set(first))
    assert all(len(each) == hashlib.sha256().digest_size * 2 for each in first)
    assert hashes("1", specs) == first
    assert hashes("4711", specs) == first
