"""A standard operating procedure as its YAML spec says it (PermenPANRB 35/2012).

Field names are the YAML keys. Every text is kept as it was written; what is computed from it
(times, dates) is parsed beside it. ``None`` prints blank, ``"-"`` prints ``-``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from docgen.model.record import Record
from docgen.model.revisions import Evaluation, Revision, Withdrawal
from docgen.model.ways import extreme_ways, reached
from docgen.model.writing.durations import Duration, size, total_duration
from docgen.model.writing.step_times import read_time

Text = str | None
HistoryPlace = Literal["tidak", "halaman judul", "di belakang identitas"]

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


class Symbol(StrEnum):
    """The guideline's symbols that a step can have; arrow and off-page connector are drawn."""

    MULAI = "mulai"
    PROSES = "proses"
    KEPUTUSAN = "keputusan"
    SELESAI = "selesai"


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


Lines = Annotated[TextList, BeforeValidator(_as_text_list)]


def _as_total(value: Any) -> Any:
    return {"true": True, "false": False}.get(str(value).lower(), value)


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


class Approver(Record):
    """Who approves the SOP (*disahkan oleh*)."""

    jabatan: str
    nama: Text = None
    pangkat: Text = None
    nip: Text = None
    berkas_ttd: Text = None  # the signed sheet that came back, a path


class Closing(Approver):
    """The closing block after the flowchart, if the sheet has one."""

    kalimat: Text = None


class Exit(Record):
    """One exit of a decision: where it goes and what is written on it."""

    ke: str
    label: Text = None


def _as_exit(value: Any) -> Any:
    return {"ke": value} if isinstance(value, str) else value


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


DecisionExit = Annotated[Exit, BeforeValidator(_as_exit)]
Names = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]


class Step(Record):
    """One *langkah*: a row of the flowchart table, its symbol in the lane of its actor.

    ``teks`` stands in the symbol; in a terminator it takes the place of *mulai* or *selesai*.
    """

    id: str
    uraian: str
    pelaksana: Names = Field(min_length=1)
    simbol: Symbol = Symbol.PROSES
    teks: Text = None
    tanda: dict[str, str] = {}
    kelengkapan: Text = None
    waktu: Text = None
    output: Text = None
    keterangan: Text = None
    ke: Names | None = None
    ya: DecisionExit | None = None
    tidak: DecisionExit | None = None
    halaman_baru: bool = False
    catatan: Text = None

    @property
    def lane(self) -> str:
        """The lane that carries the flow."""
        return self.pelaksana[0]

    @property
    def duration(self) -> Duration | None:
        """What ``waktu`` adds to the total; None when it is empty, unreadable or has no length."""
        return read_time(self.waktu).duration if self.waktu else None


class Flow(Record):
    """An arrow between two steps; ``exit`` is ``ya``/``tidak`` for the exits of a decision."""

    source: str
    target: str
    exit: Literal["ya", "tidak"] | None = None
    label: Text = None


class Layout(Record):
    """*tata_letak*: the choices that change how the sheet looks."""

    kertas: Literal["A4", "A3", "F4", "Letter", "Legal"] = "A4"
    huruf: Annotated[float, Field(ge=6, le=12, multiple_of=0.5)] | None = None  # points
    nomor_kolom: bool = False
    titik_nomor: bool = False  # "1." instead of "1" in the first column
    keterangan: bool = False
    total_waktu: Annotated[bool | str, BeforeValidator(_as_total)] = False
    hari_adalah: Text = None
    riwayat: HistoryPlace | None = None  # where the history is printed; None: as the profile says
    label: dict[str, str] = {}


class Sop(Record):
    """A whole SOP: identity sheet, lanes and steps."""

    nomor: str
    nama: str
    instansi: Institution
    klasifikasi: Text = None  # of the archive; it is printed nowhere
    halaman_judul: bool = False
    tanggal: SopDates
    disahkan_oleh: Approver
    penutup: Closing | None = None
    dasar_hukum: Lines = TextList()
    kualifikasi_pelaksana: Lines = TextList()
    keterkaitan: Lines = TextList()
    peralatan: Lines = TextList()
    peringatan: Lines = TextList()
    pencatatan: Lines = TextList()
    pelaksana: dict[str, str] = Field(min_length=1)
    tata_letak: Layout = Layout()
    langkah: tuple[Step, ...] = Field(min_length=1)
    riwayat: tuple[Revision, ...] = ()
    revisi: Annotated[int, Field(ge=0)] | None = None  # 0 is the first issue
    menggantikan: Text = None  # the number of another SOP, whose place it takes
    diajukan: Text = None  # the day on which it went out to be approved
    dicabut: Withdrawal | None = None
    evaluasi: tuple[Evaluation, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _number_the_steps(cls, data: Any) -> Any:
        """Give a step without an id its number, before anything refers to it."""
        if isinstance(data, Mapping) and isinstance(data.get("langkah"), list | tuple):
            steps = [
                {"id": str(number), **step} if isinstance(step, Mapping) else step
                for number, step in enumerate(data["langkah"], 1)
            ]
            return {**data, "langkah": steps}
        return data

    def flows(self) -> tuple[Flow, ...]:
        """All arrows in the order of declaration: explicit targets, else to the next step."""
        result: list[Flow] = []
        for number, step in enumerate(self.langkah):
            if step.simbol is Symbol.KEPUTUSAN:
                if step.ya:
                    label = step.ya.label or "Ya"
                    result.append(Flow(source=step.id, target=step.ya.ke, exit="ya", label=label))
                if step.tidak:
                    label = step.tidak.label or "Tidak"
                    result.append(
                        Flow(source=step.id, target=step.tidak.ke, exit="tidak", label=label)
                    )
            elif step.ke is not None:
                result.extend(Flow(source=step.id, target=target) for target in step.ke)
            elif step.simbol is not Symbol.SELESAI and number + 1 < len(self.langkah):
                result.append(Flow(source=step.id, target=self.langkah[number + 1].id))
        return tuple(result)

    def row_number(self, index: int) -> str:
        """What the first column prints for the step at ``index`` (from 0)."""
        return f"{index + 1}{'.' if self.tata_letak.titik_nomor else ''}"

    def label(self, key: str) -> str:
        """The words for a head or a terminator: the spec's own, else the usual ones."""
        return self.tata_letak.label.get(key, LABELS[key])

    def onward(self) -> dict[str, list[str]]:
        """Where the arrows of each step lead."""
        onward: dict[str, list[str]] = {step.id: [] for step in self.langkah}
        for flow in self.flows():
            onward[flow.source].append(flow.target)
        return onward

    def ways(self) -> tuple[frozenset[str], frozenset[str]]:
        """The steps of the longest and of the shortest way, by their ids.

        The exits of a decision exclude each other, and no step is done twice. Steps that no arrow
        reaches are on both; when no way ends, all steps are.
        """
        onward, first = self.onward(), self.langkah[0].id
        weights = {step.id: size(step.duration) for step in self.langkah if step.duration}
        choices = [step.id for step in self.langkah if step.simbol is Symbol.KEPUTUSAN]
        ways = extreme_ways(first, onward, choices, weights) or (frozenset(onward),) * 2
        apart = frozenset(onward) - reached(first, onward)
        return ways[0] | apart, ways[1] | apart

    def total(self, way: Collection[str]) -> Duration:
        """The time of the steps on a way, by unit."""
        found = (step.duration for step in self.langkah if step.id in way)
        return total_duration((d for d in found if d), self.tata_letak.hari_adalah)

    def computed_total(self) -> Duration:
        """The time of the longest way, by unit."""
        return self.total(self.ways()[0])

    def total_text(self) -> str | None:
        """What the total row prints; None when the sheet has no total row."""
        stated = self.tata_letak.total_waktu
        if stated is False:
            return None
        return str(self.computed_total()).upper() if stated is True else stated
