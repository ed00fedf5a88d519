"""A SOP as a Word document: identity sheet from the template, flowchart from the drawing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from docgen.findings import Where
from docgen.flowchart.geometry import EVEN, TEXT_SIZES, Drawing, Identity, Sheet, mm
from docgen.model.profile import LetterRules, Profile
from docgen.model.sop import Sop
from docgen.model.sop_identity import LABELS, HistoryPlace, ListStyle, Signer, TextList
from docgen.render.sop.history import BEHIND, NOWHERE, TITLE_PAGE, history_place, history_xml
from docgen.render.sop.identity import IdentityHeight
from docgen.render.sop.sheet_size import CLOSING, fit_to_paper, sheet_of
from docgen.render.sop.state_mark import with_mark
from docgen.render.sop.table import flow_xml
from docgen.render.template import Image, Template
from docgen.render.template.pictures import qr_image

# Stands where the flowchart will stand while the sheet above it is measured.
MARKER = "docgen-alur"

# How much smaller an identity sheet may be set (its 10 pt become 8), and shares of its left half.
IDENTITY_SCALES = (0.95, 0.9, 0.85, 0.8)
LEFT_SHARES = (0.42, 0.46, 0.54, 0.58)

# What a closing block with an electronic signature has besides: its sentence, and a QR that is
# higher than the room for ink.
INK_ROOM, SENTENCE = mm(16), mm(5)
# How far from the edge of the paper a foot ends that says the sentence of an electronic signature:
# upright it takes two lines.
ELECTRONIC_FOOT = mm(4)
NO_WORDS = LetterRules()

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
        "label", "penutup", "alur", "kaki_tte", "riwayat", *LISTS,
    }
)  # fmt: skip


def render_sop(
    drawing: Drawing,
    template: bytes,
    where: Where,
    logo: Image | None,
    signing: LetterRules = NO_WORDS,
    *,
    history: HistoryPlace = NOWHERE,
    mark: str = "",
) -> bytes:
    """The .docx of a laid-out SOP, with its ``history`` at that place and ``mark`` on each page.

    ``signing`` has the words of an electronic signature. Raises FindingsError for a template that
    cannot be filled.
    """
    foot = ELECTRONIC_FOOT if is_electronic(drawing.sop) else None
    fitted = Template(fit_to_paper(template, drawing.sheet, drawing.identity, foot), where)
    context = sop_context(drawing.sop, logo, signing)
    # Our own XML, escaped where it was made.
    told = history_xml(drawing.sop, drawing.sheet.text_width)
    if history == TITLE_PAGE:
        context["riwayat"] = Markup(told)
    context["alur"] = Markup((told if history == BEHIND else "") + flow_xml(drawing))
    return with_mark(fitted.render(context), mark)


def sop_sheet(
    sop: Sop,
    template: bytes,
    where: Where,
    logo: Image | None,
    profile: Profile,
) -> Sheet:
    """The sheet that a SOP is laid out on, with what stands above and below its flowchart.

    Raises FindingsError for a template that cannot be filled.
    """
    upright = (sop.tata_letak.arah or profile.sop.arah) == "tegak"
    sheet = sheet_of(template, sop.tata_letak.kertas, profile.kertas, upright=upright)
    context = sop_context(sop, logo, profile.surat)
    return replace(
        sheet,
        closing=_closing(sop, profile.surat),
        texts=_text_sizes(sop, profile.sop.huruf_terkecil),
        may_turn=profile.sop.kepala_tegak,
        identities=_identities(
            sop, context, sheet, template, where, told=history_place(sop, profile) == BEHIND
        ),
    )


def is_electronic(sop: Sop) -> bool:
    """Whether somebody signs the SOP electronically."""
    return sop.disahkan_oleh.is_electronic or (
        sop.penutup is not None and sop.penutup.is_electronic
    )


def _closing(sop: Sop, signing: LetterRules) -> int:
    """The height of the closing block; a QR is higher than the room for ink."""
    if sop.penutup is None:
        return 0
    if not sop.penutup.is_electronic:
        return CLOSING
    code = max(0, mm(signing.qr_mm) - INK_ROOM) if sop.penutup.tautan else 0
    return CLOSING + code + SENTENCE


def _text_sizes(sop: Sop, least: float) -> tuple[float, ...]:
    """The sizes that the flowchart's text may have, largest first: the spec's, or the profile's."""
    if sop.tata_letak.huruf is not None:
        return (sop.tata_letak.huruf,)
    return tuple(size for size in TEXT_SIZES if size >= least) + (
        (least,) if least < TEXT_SIZES[-1] else ()
    )


def _identities(
    sop: Sop, context: dict[str, Any], sheet: Sheet, template: bytes, where: Where, *, told: bool
) -> tuple[Identity, ...]:
    """Ways to set the identity sheet, largest text first; none when its height is not known.

    With ``told`` the history stands behind it, at the same size in all of them.
    """
    marker = f"<w:p><w:r><w:t>{MARKER}</w:t></w:r></w:p>"
    fitted = Template(fit_to_paper(template, sheet), where)

    def heights(before: str) -> IdentityHeight:
        context["alur"] = Markup(before + marker)
        return IdentityHeight(fitted.render(context))

    measure = heights("")
    plain = Identity(height=0, scale=1, left=EVEN)
    history = 0
    if told:
        with_it = heights(history_xml(sop, sheet.text_width))
        both = [each.of(re.compile(MARKER), sheet.text_width, plain) for each in (measure, with_it)]
        if both[0] is None or both[1] is None:
            return ()
        history = both[1] - both[0]

    def measured(scale: float, left: float) -> Identity | None:
        way = Identity(height=0, scale=scale, left=left)
        height = measure.of(re.compile(MARKER), sheet.text_width, way)
        return None if height is None else replace(way, height=height + history)

    usual = measured(1, EVEN)
    if usual is None:
        return ()
    # Where the longer lists get more width, the sheet is lower.
    halves = [way for left in LEFT_SHARES if (way := measured(1, left))]
    lowest = min([usual, *halves], key=lambda way: way.height)
    smaller = [way for scale in IDENTITY_SCALES if (way := measured(scale, lowest.left))]
    return tuple(dict.fromkeys([usual, lowest, *smaller]))


def sop_context(sop: Sop, logo: Image | None, signing: LetterRules = NO_WORDS) -> dict[str, Any]:
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
        "disahkan_oleh": _signed(sop.disahkan_oleh, signing),
        "kaki_tte": signing.kaki_tte if is_electronic(sop) else "",
        "label": {key: sop.label(key) for key in LABELS},
        **{name: _items(getattr(sop, name)) for name in LISTS},
        "penutup": _signed(closing, signing) if closing else None,
        "riwayat": "",
    }


def _signed(signer: Signer, signing: LetterRules) -> dict[str, Any]:
    """Who signs and how: with ink, or with a QR and the sentence of an electronic signature."""
    electronic = signer.is_electronic
    with_code = electronic and signer.tautan
    return _blank_none(signer.model_dump()) | {
        "elektronik": electronic,
        "kode_qr": qr_image(signer.tautan or "", signing.qr_mm) if with_code else "",
        "kalimat_tte": signing.kalimat_tte if electronic else "",
    }


def _items(texts: TextList) -> list[dict[str, str]]:
    def mark(number: int) -> str:
        return {ListStyle.NOMOR: f"{number}.", ListStyle.STRIP: "-", ListStyle.POLOS: ""}[
            texts.gaya
        ]

    return [{"tanda": mark(number), "teks": text} for number, text in enumerate(texts.isi, 1)]


def _blank_none(values: dict[str, Any]) -> dict[str, Any]:
    return {key: "" if value is None else value for key, value in values.items()}
