"""What was read as the data of a spec, in the order of its keys."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from docgen.load.legacy.doubts import Doubts, Place, Sure, at
from docgen.load.legacy.drawn import Papers
from docgen.load.legacy.flow.read_step import ReadStep
from docgen.load.legacy.flow.reading import Flow
from docgen.load.legacy.flow.tables import TEXTS, StepTable
from docgen.load.legacy.flow.ways import Way
from docgen.load.legacy.identity import Identity, ListFound, is_government, office_lines
from docgen.load.legacy.spelled import one_line
from docgen.load.legacy.words import folded
from docgen.model.sop import Sop, Symbol
from docgen.model.sop_identity import LABELS, SopDates

# Papers by their sides in millimetres, the longer one first; F4 in the two measures in use.
PAPERS = {
    "A4": (297, 210), "A3": (420, 297), "F4": (330, 215), "Letter": (279, 216), "Legal": (356, 216),
}  # fmt: skip
MM_A_POINT = 25.4 / 72
# What an office writes where nothing is known: the field must not stay empty in a spec.
UNKNOWN = "(belum terbaca)"


def spec_data(
    papers: Papers, identity: Identity, flow: Flow, origin: Mapping[str, str], doubts: Doubts
) -> dict[str, Any]:
    """The spec as plain data."""
    keys = lane_keys(flow)
    data: dict[str, Any] = {
        "nomor": identity.fields.get("nomor") or UNKNOWN,
        "nama": identity.fields.get("nama") or UNKNOWN,
        "instansi": _institution(identity, doubts),
    }
    if identity.has_title_page:
        data["halaman_judul"] = True
    data["tanggal"] = _dates(identity)
    approver = identity.approver.as_data()
    data["disahkan_oleh"] = {"jabatan": UNKNOWN, **approver}
    sentence = data["disahkan_oleh"].pop("kalimat", "")
    if sentence:
        data["disahkan_oleh"]["cara_ttd"] = "elektronik"
    if identity.closing is not None:
        data["penutup"] = {"jabatan": UNKNOWN, **identity.closing.as_data()}
    data |= {key: _list(each) for key, each in identity.lists.items()}
    data["pelaksana"] = {keys[number]: lane.title for number, lane in enumerate(flow.first.lanes)}
    groups = _groups(flow, keys)
    if groups:
        data["kelompok_pelaksana"] = groups
    data["tata_letak"] = _layout(papers, identity, flow)
    data["langkah"] = [_step(n, step, flow, keys, doubts) for n, step in enumerate(flow.steps)]
    data["asal"] = dict(origin)
    _total(data, flow)
    if not data["tata_letak"]:
        del data["tata_letak"]
    return data


def lane_keys(flow: Flow) -> list[str]:
    """A key for each lane: docgen's own, else from its title."""
    keys: list[str] = []
    own = set(flow.lane_keys.values())
    for number, lane in enumerate(flow.first.lanes):
        key = flow.lane_keys.get(number)
        if key is None:
            base = re.sub(r"\W+", "_", folded(lane.title).replace("/", " ")).strip("_") or "lajur"
            key, count = base, 2
            while key in keys or key in own:
                key, count = f"{base}_{count}", count + 1
        keys.append(key)
    return keys


def _institution(identity: Identity, doubts: Doubts) -> dict[str, Any]:
    lines, joined = office_lines(identity.office)
    place = identity.places.get("nomor", Place(0))
    if len(lines) < 2:
        doubts.add("legacy-field-missing", Place(place.part, place.sheet), Sure.NOT,
                   "nama pemerintah dan instansi tidak lengkap; isi «instansi»")  # fmt: skip
    elif joined or not is_government(lines[0]):
        doubts.add("legacy-office", Place(place.part, place.sheet), Sure.FAIRLY,
                   "nama instansi disusun dari beberapa baris: "
                   + " | ".join(lines))  # fmt: skip
    filled = [*lines, UNKNOWN, UNKNOWN]
    data: dict[str, Any] = {"pemerintah": filled[0], "nama": filled[1]}
    if len(lines) > 2:
        data["unit"] = lines[2:]
    return data


def _dates(identity: Identity) -> dict[str, Any]:
    dates: dict[str, Any] = {}
    for key in ("pembuatan", "revisi", "pengesahan", "efektif"):
        if key in identity.fields:
            dates[key] = identity.fields[key] or None
    for key in ("pengesahan", "efektif"):
        label = identity.labels.get(key, "")
        usual = SopDates.model_fields[f"label_{key}"].default
        if label and label != usual:
            dates[f"label_{key}"] = label
    return dates


def _list(found: ListFound) -> Any:
    if found.style == "nomor":
        return found.items
    return {"gaya": found.style, "isi": found.items}


def _groups(flow: Flow, keys: Sequence[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for number, lane in enumerate(flow.first.lanes):
        if lane.group:
            groups.setdefault(lane.group, []).append(keys[number])
    return groups


def _layout(papers: Papers, identity: Identity, flow: Flow) -> dict[str, Any]:
    table = flow.first
    layout: dict[str, Any] = {}
    if papers.paper and all(papers.paper):
        sides = sorted((side * MM_A_POINT for side in papers.paper), reverse=True)
        paper = min(
            PAPERS,
            key=lambda name: sum(abs(a - b) for a, b in zip(PAPERS[name], sides, strict=True)),
        )
        if paper != "A4":
            layout["kertas"] = paper
        if papers.paper[0] < papers.paper[1]:
            layout["arah"] = "tegak"
    if table.numbered:
        layout["nomor_kolom"] = True
    if flow.rows.dotted:
        layout["titik_nomor"] = True
    if "keterangan" in table.columns:
        layout["keterangan"] = True
    labels = _labels(identity, table, flow)
    if labels:
        layout["label"] = labels
    return layout


def _labels(identity: Identity, table: StepTable, flow: Flow) -> dict[str, str]:
    """The heads that are called otherwise than docgen calls them."""
    said = {**table.titles, **{k: v for k, v in identity.labels.items() if k in LABELS}}
    if flow.rows.total is not None:
        said["total"] = one_line(flow.rows.total_title)
    return {key: text for key, text in said.items()
            if key in LABELS and text and text != LABELS[key]}  # fmt: skip


def _total(data: dict[str, Any], flow: Flow) -> None:
    """The total row: computed where docgen would write the same, else as it stands."""
    said = flow.rows.total
    if said is None:
        return
    layout = data["tata_letak"]
    words = " ".join(said.split())
    for days in (None, "hari kerja"):
        trial = {**data, "tata_letak": {**layout, "total_waktu": True, "hari_adalah": days}}
        trial.pop("asal", None)
        computed = str(Sop.model_validate(trial).computed_total()).upper()
        if words.upper() == computed:
            layout["total_waktu"] = True
            if days:
                layout["hari_adalah"] = days
            return
    layout["total_waktu"] = words or True


def _step(
    number: int, step: ReadStep, flow: Flow, keys: Sequence[str], doubts: Doubts
) -> dict[str, Any]:
    row = step.row
    data: dict[str, Any] = {}
    if step.id and step.id != str(number + 1):
        data["id"] = step.id
    data["uraian"] = row.texts.get("uraian") or UNKNOWN
    lanes = [keys[lane] for lane in step.lanes]
    data["pelaksana"] = lanes[0] if len(lanes) == 1 else lanes
    if step.symbol is not Symbol.PROSES:
        data["simbol"] = step.symbol.value
    if step.text:
        data["teks"] = step.text
    marks = {keys[lane]: words for lane, words in row.marks.items() if lane not in step.lanes}
    if marks:
        data["tanda"] = marks
    for lane in step.lanes:
        if lane in row.marks:
            doubts.add("legacy-text-left-out", at(row.part, row.rows[0],
                       row.table.lanes[lane].columns[0]), Sure.NOT,
                       f"teks «{row.marks[lane]}» di sel simbol langkah {number + 1} tidak ikut",
                       (number,))  # fmt: skip
    for key in TEXTS:
        if key in row.shared:
            data.setdefault("gabung", []).append(key)
        elif row.texts.get(key):
            data[key] = row.texts[key]
    ids = [each.id or str(n) for n, each in enumerate(flow.steps, 1)]
    if step.symbol is Symbol.KEPUTUSAN:
        data |= _exits(number, step, keys, ids)
    elif step.symbol is not Symbol.SELESAI:
        data |= _onward(number, step, keys, ids)
    return data


def _onward(number: int, step: ReadStep, keys: Sequence[str], ids: Sequence[str]) -> dict[str, Any]:
    by_lane: dict[str, list[str]] = {}
    for way in step.ways:
        lane = way.lane if way.lane in step.lanes else step.lanes[0]
        by_lane.setdefault(keys[lane], []).append(ids[way.target])
    main = keys[step.lanes[0]]
    following = ids[number + 1 : number + 2]
    if not by_lane or by_lane == {main: following}:
        return {}
    plain = {lane: to[0] if len(to) == 1 else to for lane, to in by_lane.items()}
    return {"ke": plain[main] if list(plain) == [main] else plain}


def _exits(number: int, step: ReadStep, keys: Sequence[str], ids: Sequence[str]) -> dict[str, Any]:
    exits: dict[str, dict[str, Any]] = {"ya": {}, "tidak": {}}
    for way in step.ways:
        lane = way.lane if way.lane in step.lanes else step.lanes[0]
        if way.exit and keys[lane] not in exits[way.exit]:
            exits[way.exit][keys[lane]] = _exit(way, ids)
    main = keys[step.lanes[0]]
    default = ids[number + 1] if number + 1 < len(ids) else ids[number]
    data: dict[str, Any] = {}
    for name, by_lane in exits.items():
        if not by_lane:
            data[name] = default
        else:
            data[name] = by_lane[main] if list(by_lane) == [main] else by_lane
    return data


def _exit(way: Way, ids: Sequence[str]) -> Any:
    words = " ".join(way.label.split())
    usual = not words or words == str(way.exit).capitalize()
    # "ya", "YA" and "Ya" are the same words to whoever reads the sheet; others are kept.
    return ids[way.target] if usual else {"ke": ids[way.target], "label": words}
