"""What a SOP says besides its flow: whose it is, its dates, who approves it, how it looks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from docgen.model.record import Record

Text = str | None

# Keys of ``tata_letak.label`` and the words printed when the spec does not say otherwise.
LABELS = {
    "dasar_hukum": "Dasar Hukum",
    "kualifikasi_pelaksana": "Kualifikasi Pelaksana",
    "keterkaitan": "Keterkaitan",
    "peralatan": "Peralatan/Perlengkapan",
    "peringatan": "Peringatan",
    "pencatatan": "Pencatatan dan Pendataan",
    "no": "No",
    "uraian": "Uraian Prosedur",
    "pelaksana": "Pelaksana",
    "mutu_baku": "Mutu Baku",
    "kelengkapan": "Kelengkapan",
    "waktu": "Waktu",
    "output": "Output",
    "keterangan": "Keterangan",
    "total": "TOTAL WAKTU PENYELESAIAN",
    "mulai": "mulai",
    "selesai": "selesai",
}


class ListStyle(StrEnum):
    """How a list of the identity sheet is printed."""

    NOMOR = "nomor"
    STRIP = "strip"
    POLOS = "polos"


def _as_text_list(value: Any) -> Any:
    return value if isinstance(value, Mapping) else {"isi": value or ()}


class TextList(Record):
    """A list of the identity sheet: numbered unless ``gaya`` says otherwise."""

    gaya: ListStyle = ListStyle.NOMOR
    isi: tuple[str, ...] = ()


Lines = Annotated[
    TextList,
    BeforeValidator(_as_text_list, json_schema_input_type=TextList | tuple[str, ...] | None),
]


class LegacySheet(Record):
    """The sheet that a SOP was read from: its file's name and SHA-256. It is printed nowhere."""

    berkas: str
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Institution(Record):
    """Who owns the SOP: government, office, units from large to small, logo (a path)."""

    pemerintah: str
    nama: str
    unit: tuple[str, ...] = ()
    logo: Text = None


class SopDates(Record):
    """The dates of the identity sheet, as text: real sheets say ``NOVEMBER 2017`` or ``-``."""

    pembuatan: Text = None
    revisi: Text = None
    pengesahan: Text = None
    efektif: Text = None
    label_pengesahan: str = "Tanggal Pengesahan"
    label_efektif: str = "Tanggal Efektif"

    @property
    def approval(self) -> tuple[str, str, Text]:
        """Key, label and text of the third date; *efektif* unless only *pengesahan* is there."""
        if "pengesahan" in self.model_fields_set and "efektif" not in self.model_fields_set:
            return "pengesahan", self.label_pengesahan, self.pengesahan
        return "efektif", self.label_efektif, self.efektif


class Signer(Record):
    """Who signs a sheet, and how: with ink or electronically.

    ``tautan`` is what the QR of an electronic signature says.
    """

    jabatan: str
    nama: Text = None
    pangkat: Text = None
    nip: Text = None
    cara_ttd: Literal["basah", "elektronik"] = "basah"
    tautan: Text = None

    @property
    def is_electronic(self) -> bool:
        """Whether it is signed electronically, without ink."""
        return self.cara_ttd == "elektronik"


class Approver(Signer):
    """Who approves the SOP (*disahkan oleh*)."""

    berkas_ttd: Text = None  # the signed sheet that came back, a path


class Closing(Signer):
    """The closing block after the flowchart, if the sheet has one."""

    kalimat: Text = None


def _as_total(value: Any) -> Any:
    return {"true": True, "false": False}.get(str(value).lower(), value)


Direction = Literal["mendatar", "tegak"]
HistoryPlace = Literal["tidak", "halaman judul", "di belakang identitas"]
Total = Annotated[bool | str, BeforeValidator(_as_total, json_schema_input_type=bool | str)]


class Layout(Record):
    """*tata_letak*: the choices that change how the sheet looks."""

    arah: Direction | None = None  # of the paper; the profile's unless the spec has its own
    kertas: Literal["A4", "A3", "F4", "Letter", "Legal"] = "A4"
    huruf: Annotated[float, Field(ge=6, le=12, multiple_of=0.5)] | None = None  # points
    nomor_kolom: bool = False
    titik_nomor: bool = False  # "1." instead of "1" in the first column
    keterangan: bool = False
    total_waktu: Annotated[
        bool | str, BeforeValidator(_as_total, json_schema_input_type=bool | str)
    ] = False
    hari_adalah: Text = None
    riwayat: HistoryPlace | None = None  # where the history is printed; None: as the profile says
    label: dict[str, str] = {}
