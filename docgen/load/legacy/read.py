"""A legacy sheet read as a whole: papers, steps, identity, and the data of a spec."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docgen.load.legacy.doubts import Doubt, Doubts, Place, Sure
from docgen.load.legacy.drawn import Papers
from docgen.load.legacy.flow.reading import read_flow
from docgen.load.legacy.flow.tables import step_tables
from docgen.load.legacy.identity import read_identity
from docgen.load.legacy.left_out import say_left_out
from docgen.load.legacy.spec import spec_data
from docgen.load.sop_workbook.keys import IDENTITY, LANES, STEPS

# An identity block alone, with fewer labels than these, is none.
LEAST_LABELS = 3


@dataclass(slots=True)
class Reading:
    """What was read of a sheet: the data of its spec (None: it is no SOP sheet), and each doubt."""

    data: dict[str, Any] | None
    doubts: list[Doubt] = field(default_factory=list)


def read_papers(papers: Papers, origin: Mapping[str, str]) -> Reading:
    """The spec that papers hold; ``origin`` is what its ``asal`` says."""
    doubts = Doubts()
    _about_the_file(papers, doubts)
    tables = [] if _is_a_spec(papers) else step_tables(papers)
    flow = read_flow(tables, doubts) if tables else None
    identity = read_identity(papers, tables, doubts)
    if flow is None or not flow.steps:
        return Reading(None, [_refusal(papers, identity.found)])
    _about_drawings(papers, doubts)
    data = spec_data(papers, identity, flow, origin, doubts)
    said = [flow.first.titles, *identity.labels.items()]
    say_left_out(papers, {**data, "kepala": said, "total": flow.rows.total or ""}, doubts)
    return Reading(data, doubts.found)


def _is_a_spec(papers: Papers) -> bool:
    """Whether a workbook is a spec itself, as ``docgen form sop`` gives it."""
    names = {part.sheet.strip().casefold() for part in papers.parts}
    return {IDENTITY, LANES, STEPS} <= names


def _refusal(papers: Papers, labels: int) -> Doubt:
    if _is_a_spec(papers):
        message = (
            "buku kerja ini sudah spesifikasi SOP, bukan lembar lama: letakkan di sop_specs/, atau "
            "ubah menjadi YAML dengan docgen sop transcribe"
        )
        return Doubt("legacy-not-a-sop", Place(0), Sure.NOT, message, stops=True)
    looked = (
        "yang dicari: tabel langkah dengan kepala «Uraian/Kegiatan», lajur di bawah «Pelaksana», "
        "dan «Kelengkapan/Waktu/Output» di bawah «Mutu Baku»"
    )
    pictures = papers.pictures + sum(s.is_picture for part in papers.parts for s in part.symbols)
    if labels >= LEAST_LABELS:
        why = "identitas SOP ditemukan, tetapi tabel langkahnya tidak"
    elif pictures and not papers.paragraphs and not any(p.cells for p in papers.parts):
        return Doubt(
            "legacy-scan", Place(0), Sure.NOT,
            "isi berkas ini hanya gambar (pindaian), tidak ada teks atau tabel yang dapat dibaca; "
            f"mintalah berkas aslinya, atau ketik ulang. {looked.capitalize()}.", stops=True,
        )  # fmt: skip
    else:
        why = "ini tampaknya bukan lembar SOP-AP"
    return Doubt("legacy-not-a-sop", Place(0), Sure.NOT, f"{why}; {looked}.", stops=True)


def _about_the_file(papers: Papers, doubts: Doubts) -> None:
    if papers.has_macros:
        doubts.add("legacy-macros", Place(0), Sure.SURE,
                   "berkas ini membawa makro; makronya tidak dijalankan, tidak ikut")  # fmt: skip
    for name in papers.hidden_sheets:
        doubts.add("legacy-hidden", Place(0, name), Sure.SURE,
                   "lembar tersembunyi tidak dibaca; tampilkan bila isinya bagian SOP")  # fmt: skip
    for part in papers.parts:
        for row in part.hidden:
            doubts.add("legacy-hidden", Place(part.number, part.sheet, row, 0), Sure.HARDLY,
                       "baris tersembunyi ikut dibaca; hapus dari spesifikasi bila memang tidak "
                       "dipakai")  # fmt: skip


def _about_drawings(papers: Papers, doubts: Doubts) -> None:
    if any(part.loose and part.connectors for part in papers.parts):
        loose = next(part for part in papers.parts if part.loose and part.connectors)
        if not any(each.name.startswith("Panah ") for each in loose.connectors):
            doubts.add("legacy-placed", Place(loose.number, loose.sheet), Sure.FAIRLY,
                       "tinggi baris atau letak gambar tidak tertulis pasti di berkas ini; baris "
                       "simbol diperkirakan")  # fmt: skip
