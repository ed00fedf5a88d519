"""What the templates of letters and dispositions may name, and their documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docgen.model.dates import format_tanggal
from docgen.model.letter import Disposition, Letter, LetterState
from docgen.model.office import Office, Official
from docgen.render.template import Image, Template

TICKED, UNTICKED = "☒", "☐"
# Room to write a date by hand, until the register gives one.
BLANK_DATE = "………………………"
# The placeholders that do not depend on further columns.
LETTER_NAMES = frozenset(
    {
        "kop", "nomor", "tanggal", "tempat_tanggal", "keamanan", "derajat", "hal", "lampiran",
        "klasifikasi", "tujuan", "tembusan", "tanda_konsep", "pejabat", "butir",
    }
)  # fmt: skip
DISPOSITION_NAMES = frozenset(
    {
        "kop", "nomor_agenda", "tanggal_terima", "pengirim", "tanggal_surat", "nomor_surat", "hal",
        "lampiran", "sifat", "diteruskan", "instruksi", "catatan", "tempat_tanggal", "pejabat",
    }
)  # fmt: skip
NOBODY = Official(kunci="-", nama="", jabatan="")


def render_letter(
    template: Template, letter: Letter, office: Office, logo: Image | None, signatory: Official
) -> bytes:
    """The .docx of one letter. Raises FindingsError."""
    return template.render(letter_context(letter, office, logo, signatory), letter.where)


def render_disposition(
    template: Template,
    disposition: Disposition,
    office: Office,
    logo: Image | None,
    signatory: Official,
    choices: Mapping[str, Sequence[str]],
) -> bytes:
    """The .docx of one disposition form; ``choices`` are the tick boxes of the profile."""
    context = disposition_context(disposition, office, logo, signatory, choices)
    return template.render(context, disposition.where)


def letter_context(
    letter: Letter, office: Office, logo: Image | None, signatory: Official
) -> dict[str, Any]:
    """The placeholders of a letter; every further column of its row is one too."""
    return {
        **letter.lain,
        "kop": letterhead(office, logo),
        "nomor": letter.nomor,
        "tanggal": format_tanggal(letter.tanggal_surat) if letter.tanggal_surat else "",
        "tempat_tanggal": place_and_date(office, letter.tanggal_surat),
        "keamanan": letter.keamanan,
        "derajat": letter.derajat,
        "hal": letter.hal,
        "lampiran": letter.lampiran,
        "klasifikasi": letter.klasifikasi,
        "tujuan": list(letter.tujuan),
        "tembusan": list(letter.tembusan),
        "tanda_konsep": "KONSEP" if letter.state is LetterState.KONSEP else "",
        "pejabat": signatory.model_dump(),
        "butir": [
            {"no": number, **item.model_dump()} for number, item in enumerate(letter.butir, 1)
        ],
    }


def disposition_context(
    disposition: Disposition,
    office: Office,
    logo: Image | None,
    signatory: Official,
    choices: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    """The placeholders of a disposition form (domain rules §2.5)."""
    decided = disposition.tanggal_disposisi
    return {
        **disposition.lain,
        "kop": letterhead(office, logo),
        "nomor_agenda": disposition.nomor_agenda,
        "tanggal_terima": format_tanggal(disposition.tanggal_terima),
        "pengirim": disposition.pengirim,
        "tanggal_surat": format_tanggal(disposition.tanggal_surat),
        "nomor_surat": disposition.nomor_surat,
        "hal": disposition.hal,
        "lampiran": disposition.lampiran,
        "sifat": boxes(choices["sifat"], [disposition.sifat] if disposition.sifat else []),
        "diteruskan": boxes((), disposition.diteruskan_kepada),
        "instruksi": boxes(choices["instruksi"], disposition.instruksi),
        "catatan": disposition.catatan,
        "tempat_tanggal": place_and_date(office, decided),
        "pejabat": signatory.model_dump(),
    }


def boxes(choices: Iterable[str], chosen: Iterable[str]) -> list[dict[str, str]]:
    """Tick boxes: the usual choices first, then those chosen that are not among them."""
    ticked = {choice.casefold(): choice for choice in chosen}
    result = []
    for choice in choices:
        mark = TICKED if ticked.pop(choice.casefold(), None) is not None else UNTICKED
        result.append({"tanda": mark, "label": choice})
    return result + [{"tanda": TICKED, "label": choice} for choice in ticked.values()]


def letterhead(office: Office, logo: Image | None) -> dict[str, Any]:
    """The *kop* of an office."""
    return {
        "pemerintah": office.pemerintah,
        "nama": office.nama,
        "alamat": office.alamat,
        "kontak": office.kontak,
        "kota": office.kota,
        "logo": logo or "",
    }


def place_and_date(office: Office, date: dt.date | None) -> str:
    """``Madiun, 21 November 2026``; dots to write on where the date is still to come."""
    return f"{office.kota}, {format_tanggal(date) if date else BLANK_DATE}"
