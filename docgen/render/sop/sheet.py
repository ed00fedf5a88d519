"""A SOP as a Word document: identity sheet from the template, flowchart from the drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from docgen.findings import Where
from docgen.flowchart.geometry import Drawing, Sheet
from docgen.model.sop import LABELS, ListStyle, Sop, TextList
from docgen.render.sop.identity import IdentityHeight
from docgen.render.sop.sheet_size import CLOSING, fit_to_paper, sheet_of
from docgen.render.sop.table import flow_xml
from docgen.render.template import Image, Template

# Stands where the flowchart will stand while the sheet above it is measured.
MARKER = "docgen-alur"

LISTS = (
    "dasar_hukum",
    "kualifikasi_pelaksana",
    "keterkaitan",
    "peralatan",
    "peringatan",
    "pencatatan",
)

# What the identity sheet may name; a test holds it against sop_context.
SOP_NAMES = frozenset(
    {
        "halaman_judul", "instansi", "logo", "nomor", "nama", "identitas", "disahkan_oleh",
        "label", "penutup", "alur", *LISTS,
    }
)  # fmt: skip


def render_sop(drawing: Drawing, template: bytes, where: Where, logo: Image | None) -> bytes:
    """The .docx of a laid-out SOP. Raises FindingsError for a template that cannot be filled."""
    fitted = Template(fit_to_paper(template, drawing.sheet), where)
    context = sop_context(drawing.sop, logo)
    # Our own XML, escaped where it was made.
    context["alur"] = Markup(flow_xml(drawing))
    return fitted.render(context)


def sop_sheet(
    sop: Sop,
    template: bytes,
    where: Where,
    logo: Image | None,
    papers: Mapping[str, tuple[float, float]],
) -> Sheet:
    """The sheet that a SOP is laid out on, with what stands above and below its flowchart.

    Raises FindingsError for a template that cannot be filled.
    """
    sheet = sheet_of(template, sop.tata_letak.kertas, papers)
    return replace(
        sheet,
        closing=CLOSING if sop.penutup else 0,
        identity=_identity_height(sop, sheet, template, where, logo),
    )


def _identity_height(
    sop: Sop, sheet: Sheet, template: bytes, where: Where, logo: Image | None
) -> int | None:
    context = sop_context(sop, logo)
    context["alur"] = Markup(f"<w:p><w:r><w:t>{MARKER}</w:t></w:r></w:p>")
    document = Template(fit_to_paper(template, sheet), where).render(context)
    return IdentityHeight(document).before(MARKER, sheet.text_width)


def sop_context(sop: Sop, logo: Image | None) -> dict[str, Any]:
    """What the identity sheet's template may name, without the flowchart."""
    _key, label, date = sop.tanggal.approval
    rows = (
        ("Nomor SOP", sop.nomor),
        ("Tanggal Pembuatan", sop.tanggal.pembuatan),
        ("Tanggal Revisi", sop.tanggal.revisi),
        (label, date),
    )
    closing = sop.penutup
    return {
        "halaman_judul": sop.halaman_judul,
        "instansi": {
            "pemerintah": sop.instansi.pemerintah,
            "nama": sop.instansi.nama,
            "unit": list(sop.instansi.unit),
        },
        "logo": logo or "",
        "nomor": sop.nomor,
        "nama": sop.nama,
        "identitas": [{"label": label, "isi": text or ""} for label, text in rows],
        "disahkan_oleh": _blank_none(sop.disahkan_oleh.model_dump()),
        "label": {key: sop.label(key) for key in LABELS},
        **{name: _items(getattr(sop, name)) for name in LISTS},
        "penutup": _blank_none(closing.model_dump()) if closing else None,
    }


def _items(texts: TextList) -> list[dict[str, str]]:
    def mark(number: int) -> str:
        return {ListStyle.NOMOR: f"{number}.", ListStyle.STRIP: "-", ListStyle.POLOS: ""}[
            texts.gaya
        ]

    return [{"tanda": mark(number), "teks": text} for number, text in enumerate(texts.isi, 1)]


def _blank_none(values: dict[str, Any]) -> dict[str, Any]:
    return {key: "" if value is None else value for key, value in values.items()}
