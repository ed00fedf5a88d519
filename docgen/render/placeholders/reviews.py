"""What the forms of a SOP's review may name: the SOP, its steps, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docgen.model.life.due import Review
from docgen.model.life.states import Version
from docgen.model.writing.dates import format_tanggal
from docgen.model.writing.marked import plain

REVIEW_NAMES = frozenset(
    {
        "nama", "nomor", "instansi", "unit", "revisi", "tanggal_pengesahan", "terakhir",
        "jatuh_tempo", "langkah", "pertanyaan",
    }
)  # fmt: skip


def review_context(version: Version, review: Review, questions: Sequence[str]) -> Mapping[str, Any]:
    """What a form is filled with; steps as the sheet numbers them, with who does each."""
    sop = version.sop
    return {
        "nama": sop.nama,
        "nomor": sop.nomor,
        "instansi": sop.instansi.nama,
        "unit": ", ".join((*sop.instansi.unit, sop.instansi.nama)),
        "revisi": version.number,
        "tanggal_pengesahan": format_tanggal(version.approval.tanggal),
        "terakhir": format_tanggal(review.last) if review.last else "",
        "jatuh_tempo": format_tanggal(review.due),
        "langkah": [
            {
                "no": str(number),
                "uraian": plain(step.uraian),
                "pelaksana": ", ".join(sop.pelaksana.get(lane, lane) for lane in step.pelaksana),
            }
            for number, step in enumerate(sop.langkah, 1)
        ],
        "pertanyaan": list(questions),
    }
