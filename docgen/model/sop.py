"""A standard operating procedure as its YAML spec says it (PermenPANRB 35/2012).

Field names are the YAML keys. Every text is kept as it was written; what is computed from it
(times, dates) is parsed beside it. ``None`` prints blank, ``"-"`` prints ``-``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from docgen.model.record import Record
from docgen.model.revisions import Evaluation, Revision, Withdrawal
from docgen.model.sop_identity import (
    LABELS,
    Approver,
    Closing,
    Institution,
    Layout,
    LegacySheet,
    Lines,
    SopDates,
    Text,
    TextList,
)
from docgen.model.ways import extreme_ways, reached
from docgen.model.writing.durations import Duration, size, total_duration
from docgen.model.writing.marked import plain
from docgen.model.writing.step_times import read_time


class Symbol(StrEnum):
    """The guideline's symbols that a step can have; arrow and off-page connector are drawn."""

    MULAI = "mulai"
    PROSES = "proses"
    KEPUTUSAN = "keputusan"
    SELESAI = "selesai"


class Exit(Record):
    """One exit of a decision: where it goes and what is written on it."""

    ke: str
    label: Text = None


# In what a step says by actor: it holds for the step, whose first actor carries the flow.
STEP_ITSELF = ""


def _as_exit(value: Any) -> Any:
    return {"ke": value} if isinstance(value, str) else value


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _by_actor(value: Any) -> Any:
    """One exit for the step, or one for each of its actors."""
    is_exit = not isinstance(value, Mapping) or EXIT_KEYS & set(value)
    return {STEP_ITSELF: value} if is_exit else value


def _targets_by_actor(value: Any) -> Any:
    return value if isinstance(value, Mapping) else {STEP_ITSELF: value}


EXIT_KEYS = frozenset(Exit.model_fields)
AnyExit: TypeAlias = str | Exit
AnyNames: TypeAlias = str | tuple[str, ...]
DecisionExit = Annotated[Exit, BeforeValidator(_as_exit, json_schema_input_type=AnyExit)]
Names = Annotated[tuple[str, ...], BeforeValidator(_as_tuple, json_schema_input_type=AnyNames)]
Exits = Annotated[
    dict[str, DecisionExit],
    BeforeValidator(_by_actor, json_schema_input_type=AnyExit | dict[str, AnyExit]),
]
Targets = Annotated[
    dict[str, Names],
    BeforeValidator(_targets_by_actor, json_schema_input_type=AnyNames | dict[str, AnyNames]),
]
# The text cells of a step, left to right.
CELLS = ("uraian", "kelengkapan", "waktu", "output", "keterangan")
# The cells that a step may share with the step above it.
Shared = Literal["kelengkapan", "waktu", "output", "keterangan"]


class Step(Record):
    """One *langkah*: a row of the flowchart table, its symbol in the lane of its actor.

    ``teks`` stands in the symbol; in a terminator it takes the place of *mulai* or *selesai*.
    ``ke``, ``ya`` and ``tidak`` hold for the step (``STEP_ITSELF``) or for each actor by its lane.
    ``gabung`` names the cells that are one with those of the step above.
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
    gabung: Annotated[
        tuple[Shared, ...],
        BeforeValidator(_as_tuple, json_schema_input_type=Shared | tuple[Shared, ...]),
    ] = ()
    ke: Targets | None = None
    ya: Exits | None = None
    tidak: Exits | None = None
    halaman_baru: bool = False
    catatan: Text = None

    @property
    def lane(self) -> str:
        """The lane that carries the flow."""
        return self.pelaksana[0]

    def actor(self, key: str) -> str:
        """The lane that a key of ``ke``, ``ya`` or ``tidak`` speaks of."""
        return self.lane if key == STEP_ITSELF else key

    def symbol_in(self, lane: str) -> Symbol:
        """The symbol in one of its lanes.

        All actors of a start or an end have its terminator, those of a decision who have exits of
        their own a diamond; whoever else joins in has a box.
        """
        if self.simbol in (Symbol.MULAI, Symbol.SELESAI):
            return self.simbol
        deciding = {self.actor(key) for ways in (self.ya, self.tidak) for key in ways or ()}
        decides = self.simbol is Symbol.KEPUTUSAN and lane in (deciding or {self.lane})
        return Symbol.KEPUTUSAN if decides else Symbol.PROSES

    @property
    def duration(self) -> Duration | None:
        """What ``waktu`` adds to the total; None when it is empty, unreadable or has no length."""
        return read_time(plain(self.waktu)).duration if self.waktu else None


class Flow(Record):
    """An arrow between two steps; ``exit`` is ``ya``/``tidak`` for the exits of a decision.

    It leaves from the symbol in ``lane``.
    """

    source: str
    lane: str
    target: str
    exit: Literal["ya", "tidak"] | None = None
    label: Text = None


def _exits(step: Step) -> Iterator[Flow]:
    exits: tuple[tuple[Literal["ya", "tidak"], Exits | None], ...]
    exits = (("ya", step.ya), ("tidak", step.tidak))
    for name, ways in exits:
        for key, way in (ways or {}).items():
            words = way.label or name.capitalize()
            lane = step.actor(key)
            yield Flow(source=step.id, lane=lane, target=way.ke, exit=name, label=words)


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
    kelompok_pelaksana: dict[str, tuple[str, ...]] = {}  # heads over lanes side by side
    tata_letak: Layout = Layout()
    langkah: tuple[Step, ...] = Field(min_length=1)
    riwayat: tuple[Revision, ...] = ()
    revisi: Annotated[int, Field(ge=0)] | None = None  # 0 is the first issue
    menggantikan: Text = None  # the number of another SOP, whose place it takes
    diajukan: Text = None  # the day on which it went out to be approved
    dicabut: Withdrawal | None = None
    evaluasi: tuple[Evaluation, ...] = ()
    asal: LegacySheet | None = None

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
                result += _exits(step)
            elif step.ke is not None:
                result += (
                    Flow(source=step.id, lane=step.actor(key), target=target)
                    for key, targets in step.ke.items()
                    for target in targets
                )
            elif step.simbol is not Symbol.SELESAI and number + 1 < len(self.langkah):
                after = self.langkah[number + 1].id
                result.append(Flow(source=step.id, lane=step.lane, target=after))
        return tuple(result)

    def shared(self, key: str) -> tuple[tuple[int, int], ...]:
        """The runs of steps (first, last) that have one cell in a column, by their numbers."""
        runs: list[tuple[int, int]] = []
        for number, step in enumerate(self.langkah):
            if key not in step.gabung or number == 0:
                continue
            if runs and runs[-1][1] == number - 1:
                runs[-1] = (runs[-1][0], number)
            else:
                runs.append((number - 1, number))
        return tuple(runs)

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
