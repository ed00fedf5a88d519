"""What fills a template that has no data yet: the examples of the forms, and small records."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
from typing import Any

import docx
from jinja2 import nodes
from markupsafe import Markup

from docgen.forms.columns import FormSheet
from docgen.forms.papers import INCOMING, Settings, disposition_form, letter_form
from docgen.forms.sheet import form_bytes
from docgen.load.shipped import shipped
from docgen.load.sop import SopFile, load_sop
from docgen.model.life.due import Review
from docgen.model.life.states import Version
from docgen.model.office import Office
from docgen.model.revisions import MONITORING, Approval
from docgen.model.workspace import BookSet, Extra, Workspace
from docgen.model.writing.dates import format_tanggal
from docgen.outside.files import read_bytes
from docgen.render.placeholders.front_matter import (
    IndexEntry,
    cover_context,
    explanation,
    index_contexts,
    title_page,
)
from docgen.render.placeholders.labels import Label, label_context
from docgen.render.placeholders.letters import letterhead, place_and_date
from docgen.render.placeholders.reviews import review_context
from docgen.render.sop.sheet import sop_context
from docgen.render.template import Image, Template
from docgen.render.template.filters import OF_DATES
from docgen.templates import kinds
from docgen.temporary import working_folder
from docgen.workspace.kinds.by_rows import RowKind
from docgen.workspace.kinds.disposition import DISPOSITION
from docgen.workspace.kinds.letter import LETTER

SAMPLE_OFFICE = Office(
    kunci="kantor",
    pemerintah="Pemerintah Kota Contoh",
    nama="Dinas Contoh",
    alamat="Jalan Contoh Nomor 1, Contoh 60712",
    kontak="Telepon (0300) 555120, Pos-el dinas@contoh.example",
    kota="Contoh",
    kode="DINAS",
)
SAMPLE_WORKSPACE = Workspace(office={SAMPLE_OFFICE.kunci: SAMPLE_OFFICE})
NUMBER = "800.1.7/1/DINAS/2026"
SHEET = "sop_specs/sungai-penuh-skp.yaml"
_BOOK = "contoh.xlsx"
# What a column holds that a filter of the template reads.
_FOR_FILTERS: Mapping[str, str] = {
    **dict.fromkeys(OF_DATES, "21/11/2026"), "terbilang": "12",
    "bilangan": "2 berkas",
    "angka": "1500000", "rupiah": "1500000", "pangkat": "III/d", "nip": "198503152010011007",
    "gambar": "contoh.png", "sisip": "contoh.docx", "qr": "https://contoh.example/periksa",
}  # fmt: skip


class Samples:
    """Fills templates for an office: that of the workspace, or an invented one.

    ``logo`` is the picture in its letterhead.
    """

    def __init__(
        self, settings: Settings, workspace: Workspace | None = None, logo: bytes | None = None
    ) -> None:
        self.settings = settings
        self.workspace = workspace or SAMPLE_WORKSPACE
        self.office = self.workspace.office_of(None)
        if logo is None and workspace is None:
            logo = _shipped_logo()
        self.logo = Image(logo) if logo else None

    def context(self, kind: str, template: Template) -> dict[str, Any]:
        """What a template of this kind is filled with. Raises FindingsError when it is unreadable.

        Every placeholder of the kind is there, whether or not the template asks for it.
        """
        makers: Mapping[str, Callable[[], Mapping[str, Any]]] = {
            kinds.LETTER: lambda: self._letter(template),
            kinds.DISPOSITION: lambda: self._disposition(template),
            kinds.LABEL: self._labels,
            kinds.SOP: self._sop,
            kinds.COVER: self._cover,
            kinds.INDEX: lambda: index_contexts("Arsip Contoh", _entries())[0],
            kinds.TITLE: lambda: self._cover() | title_page(_book()),
            kinds.EXPLANATION: lambda: explanation(_book(), self.office, self.logo),
            kinds.REVIEW: self.review,
        }
        return dict(makers[kind]())

    def _letter(self, template: Template) -> dict[str, Any]:
        sheets = list(letter_form(self.settings, {"surat": template}))
        context = self._by_form(LETTER, sheets, template)
        date = self.settings.today
        item = {"jenis": "Laporan", "banyaknya": "1 (satu) berkas", "keterangan": "Untuk diketahui"}
        return context | {
            "nomor": NUMBER,
            "tanggal": format_tanggal(date),
            "tempat_tanggal": place_and_date(self.office, date),
            "tanda_konsep": "",
            "butir": context["butir"] or [{"no": 1, **item}],
        }

    def _disposition(self, template: Template) -> dict[str, Any]:
        sheets = list(disposition_form(self.settings, template))
        return self._by_form(DISPOSITION, sheets, template)

    def _by_form(
        self, kind: RowKind[Any, Any, Any], sheets: list[FormSheet], template: Template
    ) -> dict[str, Any]:
        """The example of a form as its reader understands it; blank cells of the template's own
        columns are filled."""
        assert sheets[0].name in ("surat", INCOMING)
        with working_folder() as folder:
            (folder / _BOOK).write_bytes(form_bytes(sheets, "Contoh"))
            rows = kind.rows(
                folder, f"{_BOOK}#{sheets[0].name}", self.workspace, self.settings.profile
            )
        assert rows.value is not None  # what a form offers can be read back; a test holds it
        context = dict(rows.value.contexts[0][0]())
        filters = _filters(template)
        own = set(rows.value.columns) - kind.names.given - kind.names.steering
        blank = (name for name in own if not context.get(name) or name in filters)
        words = {name: filters.get(name) or f"Contoh {name.replace('_', ' ')}" for name in blank}
        return context | words | {"kop": letterhead(self.office, self.logo)}

    def _labels(self) -> dict[str, Any]:
        def label(recipient: str, *numbers: str) -> Label:
            return Label(
                penerima=recipient, alamat="Jalan Melati Nomor 4, Contoh",
                pengirim=self.office.nama, keamanan="", rahasia=False, nomor=numbers,
                rangkap=len(numbers),
            )  # fmt: skip

        second = NUMBER.replace("/1/", "/2/")
        labels = (label("Kepala Dinas Kesehatan", NUMBER, second), label("Camat Contoh", second))
        return label_context(labels, 3, 0)

    def _sop(self) -> dict[str, Any]:
        context = sop_context(sample_sop().sop, self.logo, self.settings.profile.surat)
        return context | {"alur": Markup("<w:p/>"), "riwayat": Markup("<w:p/>")}

    def _cover(self) -> dict[str, Any]:
        return cover_context(
            "Arsip Contoh", format_tanggal(self.settings.today), _entries(), self.office, self.logo,
            volume="Jilid 1 dari 2", span="2025-2026",
        )  # fmt: skip

    def review(self, kind: str = MONITORING) -> Mapping[str, Any]:
        """What a form of this kind of review is filled with."""
        sop = sample_sop().sop
        approval = Approval(
            revisi=0, tanggal=dt.date(2025, 1, 2), oleh="Kepala Dinas", nomor=sop.nomor,
            nama=sop.nama,
        )  # fmt: skip
        version = Version(approval=approval, sop=sop, folder="", sheet="", pdf="")
        review = Review(kind=kind, last=dt.date(2025, 7, 2), due=dt.date(2026, 1, 2))
        return review_context(version, review, self.settings.profile.sop.pertanyaan_evaluasi)


def sample_sop() -> SopFile:
    """One of the SOPs that travel with docgen."""
    read = load_sop(shipped(SHEET), SHEET)
    assert read.value is not None  # a test holds it
    return read.value


def read_sample(path: str) -> bytes:
    """What stands for a file that a filter names: a picture, or a small document."""
    if not path.lower().endswith(".docx"):
        return _shipped_logo()
    document, target = docx.Document(), io.BytesIO()
    document.add_paragraph("Isi dokumen yang disisipkan.")
    document.save(target)
    return target.getvalue()


def _shipped_logo() -> bytes:
    return read_bytes(shipped("templates/logo.png"))


def _entries() -> tuple[IndexEntry, ...]:
    return (
        IndexEntry(id="letters.contoh.1", group="Surat Keluar", number=NUMBER, date="2 Maret 2026",
                   description="Permintaan Data Penilaian Kinerja Pegawai", pages=2),
        IndexEntry(id="sop.contoh", group="SOP", number="065/1/2026", date="5 Maret 2026",
                   description="SOP Penyusunan SKP", pages=4, page=3),
    )  # fmt: skip


def _book() -> BookSet:
    return BookSet(
        judul="Buku SOP Dinas Contoh",
        tanggal="2 Maret 2026",
        keputusan=Extra(
            berkas="keputusan.pdf", judul="Keputusan Kepala Dinas Contoh", nomor="188/12/2026",
            tanggal="2 Maret 2026",
        ),
        ruang_lingkup="Buku ini memuat semua SOP Dinas Contoh yang berlaku.",
        ringkasan="Setiap SOP berisi lembar identitas dan bagan alir.",
        definisi={"SKP": "Sasaran Kinerja Pegawai"},
    )  # fmt: skip


def _filters(template: Template) -> dict[str, str]:
    """For the names that filters of the field read, a text that these can read."""
    found: dict[str, str] = {}
    for tree in template.trees():
        for each in tree.find_all(nodes.Filter):
            if isinstance(each.node, nodes.Name) and each.name in _FOR_FILTERS:
                found[each.node.name.lower()] = _FOR_FILTERS[each.name]
    return found
