"""Read SOP specs: one file, one SOP, and everything that does not fit together in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.findings import Finding, Result, Severity, Where, error
from docgen.load.signing import link_findings
from docgen.load.sop_lanes import actors_of_ways, lane_groups, shared_cells
from docgen.load.spec_files import SpecText, is_book, read_spec, twice
from docgen.load.text.validate import validate
from docgen.model.sop import Sop, Step, Symbol
from docgen.model.sop_identity import LABELS
from docgen.model.writing.durations import UNITS
from docgen.model.writing.likeness import SIMILAR, meant, suggest

_OF_LANES = frozenset({"lane-unknown", "lane-group-apart", "way-not-actor"})


@dataclass(frozen=True, slots=True)
class SopFile:
    """A SOP and where its parts stand in its file."""

    sop: Sop
    text: SpecText

    def where(self, *path: str | int) -> Where:
        """The line of a part, e.g. ``where("langkah", 2, "waktu")``."""
        return self.text.where(path)


def load_sop(path: Path, shown_as: str) -> Result[SopFile]:
    """Read one spec; ``shown_as`` is the path as findings name it.

    Findings: those of ``read_sop``, sop-spec-twice.
    """
    result = read_sop(path, shown_as)
    return Result(result.value, (*result.findings, *twice(path, shown_as)))


def read_sop(path: Path, shown_as: str) -> Result[SopFile]:
    """The same without a look at what else stands in its folder."""
    text = read_spec(path, shown_as)
    if text.value is None or not (text.ok or is_book(path)):
        return Result(None, text.findings)
    result = validate(Sop, _without_blank_keys(text.value.data), text.value.where)
    found = result.findings
    if result.value is not None:
        found = tuple(_cross_references(result.value, text.value))
    findings = (*text.findings, *_besides(found, text.findings, text.value))
    file = SopFile(result.value, text.value) if result.value is not None and text.ok else None
    return Result(file, findings)


def _besides(
    found: Iterable[Finding], told: Sequence[Finding], text: SpecText
) -> Iterator[Finding]:
    """What is to be said besides what is wrong with the cells: not what only follows from it."""
    wrong = [each for each in told if each.severity is Severity.ERROR]
    if not any(each.code == "column-missing" for each in wrong):
        places = {each.where for each in wrong}
        # Of lanes that could not be read every step would be told that they are not there.
        no_lanes = any(each.where.sheet == text.where(("pelaksana",)).sheet for each in wrong)
        for each in found:
            if each.where not in places and not (no_lanes and each.code in _OF_LANES):
                yield each


def _without_blank_keys(data: Any) -> Any:
    """Drop keys without a value where only a value means something: ``dasar_hukum:`` is empty.

    Blank dates stay: ``efektif:`` without a date still chooses the label *Tanggal Efektif*.
    """
    if not isinstance(data, dict):
        return data
    steps = data.get("langkah")
    kept = {key: value for key, value in data.items() if value is not None}
    if isinstance(steps, list):
        kept["langkah"] = [
            {key: value for key, value in step.items() if value is not None}
            if isinstance(step, dict)
            else step
            for step in steps
        ]
    return kept


def _cross_references(sop: Sop, text: SpecText) -> Iterator[Finding]:
    """Lanes, targets, ids and labels that are named but not declared."""
    for key in sop.tata_letak.label:
        if key not in LABELS:
            where = text.where(("tata_letak", "label", key))
            message = f"label «{key}» tidak dikenal{meant(key, list(LABELS))}"
            yield error("label-unknown", where, message)
    hari = sop.tata_letak.hari_adalah
    if hari and hari not in UNITS:
        where = text.where(("tata_letak", "hari_adalah"))
        yield error("unit-unknown", where, f"satuan «{hari}» tidak dikenal{meant(hari, UNITS)}")
    yield from lane_groups(sop, text.where)
    for key, approver in (("disahkan_oleh", sop.disahkan_oleh), ("penutup", sop.penutup)):
        if approver:
            electronic, place = approver.is_electronic, text.where((key, "tautan"))
            yield from link_findings(approver.tautan or "", electronic, electronic, place)
    first: dict[str, Where] = {}
    unnamed = _unnamed(sop, text)
    for number, step in enumerate(sop.langkah):
        if step.id in first:
            message = f"id langkah «{step.id}» sudah dipakai di {first[step.id].spot}"
            yield error("step-duplicate", text.where(("langkah", number, "id")), message)
        first.setdefault(step.id, text.where(("langkah", number)))
    for number, step in enumerate(sop.langkah):
        yield from _lanes(sop, step, number, text)
        yield from _targets(sop, unnamed, number, text)
        yield from _exits(step, number, text)
        yield from actors_of_ways(step, number, text.where)
        yield from shared_cells(step, number, text.where)


def _lanes(sop: Sop, step: Step, number: int, text: SpecText) -> Iterator[Finding]:
    named = [("pelaksana", lane) for lane in step.pelaksana] + [("tanda", k) for k in step.tanda]
    for key, lane in named:
        if lane not in sop.pelaksana:
            where = text.where(("langkah", number, key))
            named_so = [each for each, title in sop.pelaksana.items() if title == lane]
            likely = f"; kunci lajur itu «{named_so[0]}», tulis kuncinya" if named_so else ""
            message = (
                f"langkah «{step.id}»: lajur «{lane}» tidak ada di bawah «pelaksana»"
                f"{likely or meant(lane, list(sop.pelaksana))}"
            )
            yield error("lane-unknown", where, message)
    for lane in {lane for lane in step.pelaksana if step.pelaksana.count(lane) > 1}:
        where = text.where(("langkah", number, "pelaksana"))
        message = f"langkah «{step.id}»: lajur «{lane}» disebut dua kali"
        yield error("lane-duplicate", where, message)
    for lane in step.tanda:
        if lane in step.pelaksana:
            where = text.where(("langkah", number, "tanda"))
            message = f"langkah «{step.id}»: lajur «{lane}» sudah berisi simbol; hapus tandanya"
            yield error("mark-on-symbol", where, message)


def _unnamed(sop: Sop, text: SpecText) -> list[int]:
    """Which steps (from 0) have no id of their own: they go by their number."""
    steps = text.data["langkah"]
    return [n for n in range(len(sop.langkah)) if steps[n].get("id") is None]


def _targets(sop: Sop, unnamed: Sequence[int], number: int, text: SpecText) -> Iterator[Finding]:
    step, ids = sop.langkah[number], [each.id for each in sop.langkah]
    named = [(("ke", actor), to) for actor, targets in (step.ke or {}).items() for to in targets]
    for exit_, ways in (("ya", step.ya), ("tidak", step.tidak)):
        named += [((exit_, actor), way.ke) for actor, way in (ways or {}).items()]
    for key, target in named:
        if target not in ids:
            where = text.where(("langkah", number, *filter(None, key)))
            likely = _likely_target(sop, unnamed, target) or meant(target, ids)
            message = f"langkah «{step.id}»: tujuan «{target}» tidak ada{likely}"
            yield error("target-unknown", where, message)


def _likely_target(sop: Sop, unnamed: Sequence[int], target: str) -> str:
    """A step that has an id and was named by its number, or that was to have this id; else ""."""
    if target.isascii() and target.isdigit() and 0 < int(target) <= len(sop.langkah):
        step = sop.langkah[int(target) - 1]
        return f"; langkah ke-{int(target)} ber-id «{step.id}», tulis id itu"
    if suggest(target, [step.id for step in sop.langkah], SIMILAR):
        return ""
    alike = [n for n in unnamed if target.casefold() in sop.langkah[n].uraian.casefold()]
    likely = alike or (unnamed if len(unnamed) == 1 else [])
    if not likely:
        return ""
    step = sop.langkah[likely[0]]
    return (
        f"; langkah {likely[0] + 1} («{step.uraian}») belum punya id, mungkin maksudnya "
        f"«id: {target}» di sana"
    )


def _exits(step: Step, number: int, text: SpecText) -> Iterator[Finding]:
    if step.simbol is Symbol.KEPUTUSAN:
        for key, way in (("ya", step.ya), ("tidak", step.tidak)):
            if not way:
                where = text.where(("langkah", number, key))
                message = f"keputusan «{step.id}» belum menyebut jalan «{key}»; tambahkan «{key}:»"
                yield error("exit-missing", where, message)
        if step.ke is not None:
            message = f"keputusan «{step.id}»: tulis tujuannya pada «ya» dan «tidak», bukan «ke»"
            yield error("exit-misplaced", text.where(("langkah", number, "ke")), message)
    elif step.ya or step.tidak:
        message = f"langkah «{step.id}» punya «ya»/«tidak» tetapi simbolnya bukan «keputusan»"
        yield error("exit-misplaced", text.where(("langkah", number)), message)
