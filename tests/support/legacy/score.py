"""How well a sheet was read: fields, lanes, arrows, and whether what is wrong was said."""

from __future__ import annotations

from dataclasses import dataclass, fields

from docgen.load.legacy.doubts import EVERY
from docgen.load.legacy.read import Reading
from docgen.model.sop import Sop

TEXTS = ("uraian", "kelengkapan", "waktu", "output", "keterangan", "simbol")
LISTS = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan",
         "pencatatan")  # fmt: skip
Arrow = tuple[int, int, str]


@dataclass(slots=True)
class Score:
    """Counts of one sheet, or of many added up."""

    fields: int = 0
    fields_right: int = 0
    lanes: int = 0
    lanes_right: int = 0
    arrows_right: int = 0
    arrows_extra: int = 0
    arrows_missing: int = 0
    wrong_told: int = 0

    def __add__(self, other: Score) -> Score:
        names = [each.name for each in fields(self)]
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def of_fields(self) -> float:
        return self.fields_right / max(self.fields, 1)

    @property
    def of_lanes(self) -> float:
        return self.lanes_right / max(self.lanes, 1)

    @property
    def f1(self) -> float:
        wrong = self.arrows_extra + self.arrows_missing
        return 2 * self.arrows_right / max(2 * self.arrows_right + wrong, 1)

    @property
    def told(self) -> float:
        """The share of wrong arrows that carried a finding; 1 where none is wrong."""
        wrong = self.arrows_extra + self.arrows_missing
        return self.wrong_told / wrong if wrong else 1.0


def arrows(sop: Sop) -> set[Arrow]:
    at = {step.id: number for number, step in enumerate(sop.langkah)}
    return {(at[f.source], at[f.target], f.exit or "") for f in sop.flows()}


def score(sop: Sop, reading: Reading) -> Score:
    """What was read of a sheet against what it was made from."""
    found = Score(lanes=len(sop.langkah))
    wanted = arrows(sop)
    if reading.data is None:
        found.fields, found.arrows_missing = len(TEXTS) * len(sop.langkah), len(wanted)
        found.wrong_told = len(wanted)
        return found
    back = Sop.model_validate(reading.data)
    _score_fields(sop, back, found)
    read = arrows(back)
    told = {step for doubt in reading.doubts for step in doubt.steps}
    found.arrows_right = len(read & wanted)
    found.arrows_extra, found.arrows_missing = len(read - wanted), len(wanted - read)
    # What is missing may be told of where it should have come from, or gone to.
    found.wrong_told = sum(bool({each[0], EVERY} & told) for each in read - wanted)
    found.wrong_told += sum(bool({*each[:2], EVERY} & told) for each in wanted - read)
    return found


def _same(one: object, other: object) -> bool:
    return " ".join(str(one or "").split()) == " ".join(str(other or "").split())


def _score_fields(sop: Sop, back: Sop, found: Score) -> None:
    pairs: list[tuple[object, object]] = [
        (sop.nomor, back.nomor), (sop.nama, back.nama),
        (sop.instansi.pemerintah, back.instansi.pemerintah),
        (sop.instansi.nama, back.instansi.nama),
        (sop.tanggal.pembuatan, back.tanggal.pembuatan),
        (sop.tanggal.revisi, back.tanggal.revisi),
        (sop.tanggal.approval[2], back.tanggal.approval[2]),
        (sop.disahkan_oleh.jabatan, back.disahkan_oleh.jabatan),
        (list(sop.pelaksana.values()), list(back.pelaksana.values())),
        *((getattr(sop, k).isi, getattr(back, k).isi) for k in LISTS),
    ]  # fmt: skip
    keys, others = list(sop.pelaksana), list(back.pelaksana)
    for number, step in enumerate(sop.langkah):
        read = back.langkah[number] if number < len(back.langkah) else None
        if read is None:
            pairs += [(getattr(step, key), "?") for key in TEXTS]
            continue
        pairs += [
            (getattr(step, key), getattr(read, key))
            for key in TEXTS
            if key != "keterangan" or sop.tata_letak.keterangan
        ]
        found.lanes_right += {keys.index(k) for k in step.pelaksana} == {
            others.index(k) for k in read.pelaksana
        }
    found.fields = len(pairs)
    found.fields_right = sum(_same(one, other) for one, other in pairs)
