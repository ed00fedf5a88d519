"""Letters and dispositions as data and as office files, and the lines that a file has."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import docx
from docx.oxml.ns import qn

from docgen.findings import Where
from docgen.model.letter import Disposition, Letter
from docgen.model.office import Office, Official
from docgen.model.profile import LetterRules
from docgen.render.placeholders.letters import NO_RULES, disposition_context, letter_context
from docgen.render.template import Template
from tests.support.workspaces import ROOT

OFFICE = Office(
    kunci="bkd", pemerintah="Pemerintah Kota <Contoh>", nama="Badan & Kepegawaian",
    alamat="Jalan A 1", kontak="Telepon 1", kota="Contoh",
)  # fmt: skip
SIGNER = Official(
    kunci="kepala", nama="Ratna, S.H.", jabatan="Kepala Badan", pangkat="Pembina",
    golongan="IV/a", nip="197105141996032001",
)  # fmt: skip
SIXTH = dt.date(2025, 1, 6)
# What stands on paper of the office, and of its signer.
KOP = ["PEMERINTAH KOTA <CONTOH>", "BADAN & KEPEGAWAIAN", "Jalan A 1", "Telepon 1"]
SIGNED = ["Kepala Badan,", "Ratna, S.H.", "Pembina (IV/a)", "NIP 19710514 199603 2 001"]
CHOICES = {"sifat": ("Segera", "Rahasia"), "instruksi": ("Arsipkan", "Hadiri/wakili")}
UNSIGNED: dict[str, Any] = {"nomor": "", "tanggal_ttd": None, "tanggal_surat": None}
LINK = "https://ttd.contoh.example/periksa/1"
LINE = "Kalimat isi surat yang diulang sampai halamannya penuh dan memerlukan baris berikutnya. "
CLOSING = "Demikian kalimat penutup."


def template(name: str) -> Template:
    """One of the repository's templates."""
    return Template((ROOT / "templates" / name).read_bytes(), Where(f"templates/{name}"))


def letter(**values: Any) -> Letter:
    """A signed and numbered letter to one recipient."""
    fields: dict[str, Any] = {
        "id": "s-1", "kelompok": "undangan", "kop": "bkd", "klasifikasi": "005",
        "derajat": "Segera", "hal": "Rapat <1> & evaluasi 🙂", "tujuan": ("Kepala A",),
        "lain": {"pembuka": "Salam", "isi": "1. satu\n2. dua\nlalu", "penutup": "Demikian"},
        "nomor": "005/1/BKD/2025", "tanggal_ttd": SIXTH, "tanggal_surat": SIXTH,
        "where": Where("data/surat.xlsx", sheet="undangan", cell="A2"),
    }  # fmt: skip
    return Letter(**{**fields, **values})


def electronic(**values: Any) -> Letter:
    """A letter that is signed electronically."""
    return letter(**{"cara_ttd": "elektronik", "tautan": LINK, **values})


def long(count: int, *, closing: str = CLOSING) -> dict[str, object]:
    """The text of a letter of ``count`` items."""
    isi = "\n".join(f"{number}. {LINE}" for number in range(1, count + 1))
    return {"lain": {"pembuka": "Salam.", "isi": isi, "penutup": closing}}


def disposition(**values: Any) -> Disposition:
    """A letter that came in and was passed on."""
    fields: dict[str, Any] = {
        "id": "m-1", "kelompok": "masuk", "kop": "bkd", "nomor_agenda": "007",
        "tanggal_terima": dt.date(2025, 1, 8), "pengirim": "Dinas <P> & K",
        "tanggal_surat": SIXTH, "nomor_surat": "1/DP/2025", "hal": "Undangan",
        "sifat": "segera", "diteruskan_kepada": ("Sekretaris", "Kabid"),
        "instruksi": ("Arsipkan", "Jawab besok"), "catatan": "satu\ndua",
        "tanggal_disposisi": dt.date(2025, 1, 9), "where": Where("data/masuk.xlsx"),
    }  # fmt: skip
    return Disposition(**{**fields, **values})


def rendered(
    one: Letter,
    rules: LetterRules = NO_RULES,
    name: str = "surat_dinas.docx",
    signer: Official = SIGNER,
) -> bytes:
    """The letter as a .docx of that template."""
    return template(name).render(letter_context(one, OFFICE, None, signer, rules), one.where)


def rendered_form(one: Disposition) -> bytes:
    """The disposition form as a .docx."""
    context = disposition_context(one, OFFICE, None, SIGNER, CHOICES)
    return template("lembar_disposisi.docx").render(context, one.where)


def lines(document: bytes, part: str = "body") -> list[str]:
    """The paragraphs that have any text; a tab is " | "."""
    opened = docx.Document(io.BytesIO(document))
    section = opened.sections[0]
    roots = {
        "body": [opened.element.body],
        "header": [section.header._element, section.first_page_header._element],
        "footer": [section.footer._element, section.first_page_footer._element],
    }[part]
    found = []
    for root in roots:
        for paragraph in root.iter(qn("w:p")):
            words = [
                " | " if run.tag == qn("w:tab") else run.text or ""
                for run in paragraph.iter(qn("w:t"), qn("w:tab"))
                if run.getparent().tag == qn("w:r")
            ]
            found.append("".join(words))
    return [line for line in found if line.strip(" |.")]
