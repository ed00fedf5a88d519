"""What the pages of each document must show, from its data alone: for the check to look for.

Nothing of stage 4 is asked how it fills its templates; which fields a template shows is read from
the template itself (``docgen.check.documents.template_fields``).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from docgen.check.documents.demanded import demanded
from docgen.check.documents.template_fields import shown_fields
from docgen.model.letter import Disposition, Letter
from docgen.model.office import Office, Official
from docgen.model.sop import Sop
from docgen.model.writing.dates import format_tanggal
from docgen.pipeline.documents import Document
from docgen.pipeline.material import Material

Words = tuple[tuple[str, str], ...]


def words_of(material: Material, document: Document) -> Words:
    """The fields that a document must show, by name, with their texts."""
    kind, _, name = document.set.partition(".")
    match kind:
        case "sop":
            template = material.files[material.workspace.sop[name].template]
            return tuple(
                word
                for path, file in material.sops[name].items()
                if document.id == f"sop.{PurePosixPath(path).stem}"
                for word in _of_sop(file.sop, template)
            )
        case "letters" if document.letter:
            letter = document.letter
            template = material.files[material.workspace.letters[name].template]
            official = material.letters[name].officials.get(letter.penandatangan)
            return demanded(template, _of_letter(letter, material, official))
        case "disposisi":
            template = material.files[material.workspace.disposisi[name].template]
            book = material.dispositions[name]
            form = next(each for each in book.dispositions if each.where == document.row)
            official = book.officials.get(form.penandatangan)
            return demanded(template, _of_form(form, material, official))
        case "recap":
            return tuple(("nama", each.nama) for each in material.recaps[name].employees)
        case "label":
            return tuple(("penerima", each) for each in document.recipients)
        case _:
            return ()


def _of_sop(sop: Sop, template: bytes) -> Iterator[tuple[str, str]]:
    """Its name and number where the template shows them; its steps, which every sheet shows."""
    shown = shown_fields(template)
    if "nama" in shown:
        yield "nama", sop.nama
    if "nomor" in shown:
        yield "nomor", sop.nomor
    for number, step in enumerate(sop.langkah, 1):
        for key in ("uraian", "kelengkapan", "waktu", "output"):
            text = getattr(step, key) or ""
            if any(map(str.isalnum, text)):
                yield f"langkah {number}, {key}", text


def _of_letter(letter: Letter, material: Material, official: Official | None) -> dict[str, object]:
    office = material.workspace.office[letter.kop]
    date = format_tanggal(letter.tanggal_surat) if letter.tanggal_surat else ""
    return {
        **letter.lain,
        **_of_office(office, official),
        "nomor": letter.nomor,
        "tanggal": date,
        "tempat_tanggal": f"{office.kota}, {date}",
        "derajat": letter.derajat,
        "hal": letter.hal,
        "lampiran": letter.enclosures,
        "klasifikasi": letter.klasifikasi,
        "tujuan": letter.tujuan,
        "tembusan": letter.tembusan,
        "butir": [item.model_dump() for item in letter.butir],
    }


def _of_form(form: Disposition, material: Material, official: Official | None) -> dict[str, object]:
    office = material.workspace.office[form.kop]
    return {
        **form.lain,
        **_of_office(office, official),
        "nomor_agenda": form.nomor_agenda,
        "tanggal_terima": format_tanggal(form.tanggal_terima),
        "pengirim": form.pengirim,
        "tanggal_surat": format_tanggal(form.tanggal_surat),
        "nomor_surat": form.nomor_surat,
        "hal": form.hal,
        "lampiran": form.lampiran,
        "diteruskan": [{"label": each} for each in form.diteruskan_kepada],
        "instruksi": [{"label": each} for each in form.instruksi],
        "catatan": form.catatan,
    }


def _of_office(office: Office, official: Official | None) -> dict[str, object]:
    signs = official.model_dump() if official else {}
    return {"kop": office.kop, "pejabat": signs}
