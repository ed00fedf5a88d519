"""A whole flowchart read: its lanes, and each step with its symbol and where it goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from docgen.load.legacy.doubts import EVERY, Doubts, Sure, at
from docgen.load.legacy.drawn import Label
from docgen.load.legacy.flow.exits import Told, assign, labels_in, settle
from docgen.load.legacy.flow.kinds import find_symbol
from docgen.load.legacy.flow.nodes import Nodes, read_nodes
from docgen.load.legacy.flow.read_step import ReadStep, place_of
from docgen.load.legacy.flow.steps import Rows, read_rows
from docgen.load.legacy.flow.tables import StepTable
from docgen.load.legacy.flow.ways import Way, Ways, read_ways
from docgen.load.legacy.words import is_end, is_start
from docgen.model.sop import Symbol


@dataclass(slots=True)
class Flow:
    """The flowchart of a document."""

    tables: list[StepTable]
    rows: Rows
    nodes: Nodes
    steps: list[ReadStep]
    lane_keys: dict[int, str]

    @property
    def first(self) -> StepTable:
        """The page whose heads count."""
        return self.tables[0]


def read_flow(tables: list[StepTable], doubts: Doubts) -> Flow:
    """Everything that the step tables and what is drawn over them say."""
    tables = _alike(tables, doubts)
    rows = read_rows(tables, doubts)
    nodes = read_nodes(tables, rows, doubts)
    labels = labels_in(tables, rows, nodes.labels)
    steps = [ReadStep(row) for row in rows.steps]
    for number, each in enumerate(_ids(rows, nodes, doubts)):
        steps[number].id = each
    ways = read_ways(tables, rows, nodes, [each.id for each in steps], doubts)
    for number, step in enumerate(steps):
        step.ways = ways.out.get(number, [])
        _place_lanes(number, step, steps, nodes, ways, doubts)
    deciding = []
    for number, step in enumerate(steps):
        find_symbol(number, step, steps, nodes, ways, doubts)
        if step.symbol is Symbol.KEPUTUSAN:
            deciding += step.ways
    by_way = {id(deciding[n]): each for n, each in assign(deciding, labels).items()}
    by_way |= _boxes_that_decide(steps, nodes, labels, doubts)
    for number, step in enumerate(steps):
        if step.symbol is Symbol.KEPUTUSAN:
            _decide(number, step, by_way, doubts)
    for table, end in zip(tables, rows.ends, strict=True):
        table.end = end
    _say_ways(steps, doubts)
    _say_orphans(steps, doubts)
    return Flow(tables, rows, nodes, steps, _lane_keys(tables, nodes, doubts))


def _boxes_that_decide(
    steps: Sequence[ReadStep], nodes: Nodes, labels: dict[int, list[Label]], doubts: Doubts
) -> dict[int, Told]:
    """Boxes with two ways onward and ya or tidak beside one are decisions that look like steps."""
    boxes = [
        (number, step) for number, step in enumerate(steps)
        if step.symbol is Symbol.PROSES and len(step.ways) == 2
        and not any(node.named for node in nodes.of(number))
    ]  # fmt: skip
    ways = [way for _number, step in boxes for way in step.ways]
    told = {id(ways[n]): each for n, each in assign(ways, labels).items()}
    for number, step in boxes:
        if not any(way.exit for way in step.ways):
            for way in step.ways:
                way.label = ""
            continue
        step.symbol = Symbol.KEPUTUSAN
        doubts.add("legacy-symbol-guessed", place_of(step), Sure.HARDLY,
                   f"langkah {number + 1} berupa kotak, tetapi bercabang ya/tidak; dibaca sebagai "
                   "keputusan", (number,))  # fmt: skip
    return told


def _alike(tables: list[StepTable], doubts: Doubts) -> list[StepTable]:
    """The pages of one flowchart: as many lanes as the first, and numbers that go on."""
    main = tables[0]
    kept = [main]
    for table in tables[1:]:
        place = at(table.part, table.heads[0])
        if _begins_anew(table):
            doubts.add("legacy-several-sops", place, Sure.NOT,
                       "di sini nomor langkah mulai lagi dari 1: tampaknya SOP lain, dan tidak "
                       "ikut dibaca; pisahkan ke berkas sendiri, lalu impor", (EVERY,))  # fmt: skip
            break
        if len(table.lanes) == len(main.lanes):
            kept.append(table)
            continue
        doubts.add("legacy-table-left-out", place, Sure.NOT,
                   f"tabel ini punya {len(table.lanes)} lajur, tabel pertama {len(main.lanes)}; "
                   "tidak ikut dibaca, tambahkan isinya", (EVERY,))  # fmt: skip
    return kept


def _begins_anew(table: StepTable) -> bool:
    """Whether the first step of a table has the number 1."""
    columns = table.columns.get("no")
    for row in range(table.body, min(table.end, table.part.height)) if columns else ():
        number = table.part.text(row, columns[0]).strip("(). ") if columns else ""
        if number.isdigit():
            return int(number) == 1
    return False


def _ids(rows: Rows, nodes: Nodes, doubts: Doubts) -> list[str]:
    """The ids that docgen's own shapes carry; "" where none does, or two steps claim one."""
    claimed: list[str] = []
    for number in range(len(rows.steps)):
        found = Counter(node.named.step for node in nodes.of(number) if node.named)
        claimed.append(found.most_common(1)[0][0] if found else "")
    twice = {each for each, count in Counter(claimed).items() if each and count > 1}
    for number, each in enumerate(claimed):
        if each in twice:
            doubts.add("legacy-redrawn", at(rows.steps[number].part, rows.steps[number].rows[0]),
                       Sure.FAIRLY, f"dua langkah membawa id «{each}», karena simbolnya disalin; "
                       "langkah ini memakai nomornya", (number,))  # fmt: skip
    ids = ["" if each in twice else each for each in claimed]
    # A number of another step would be taken for that step's own.
    numbers = {str(n): n - 1 for n in range(1, len(ids) + 1)}
    return [
        "" if each in numbers and numbers[each] != place and not claimed[numbers[each]] else each
        for place, each in enumerate(ids)
    ]


def _lane_keys(tables: Sequence[StepTable], nodes: Nodes, doubts: Doubts) -> dict[int, str]:
    """The keys of lanes as docgen's own shapes say them: each is of the lane with most of its
    symbols. One that stands elsewhere was moved."""
    own = [(node, node.named.lane) for node in nodes.all if node.named and not node.is_connector]
    votes = Counter((key, node.lane) for node, key in own)
    found: dict[int, str] = {}
    for (key, lane), _count in votes.most_common():
        if lane not in found and key not in found.values():
            found[lane] = key
    for node, key in own:
        if found.get(node.lane) != key and node.step is not None:
            table = tables[node.page]
            place = at(table.part, None, table.lanes[node.lane].columns[0])
            doubts.add("legacy-redrawn", place, Sure.FAIRLY,
                       f"simbol langkah {node.step + 1} sudah dipindahkan; dibaca di lajur "
                       f"«{table.lanes[node.lane].title}», tempatnya sekarang",
                       (node.step,))  # fmt: skip
    return found


def _place_lanes(
    number: int, step: ReadStep, steps: Sequence[ReadStep], nodes: Nodes, ways: Ways,
    doubts: Doubts,
) -> None:  # fmt: skip
    """The actors of a step, first the one who carries the flow."""
    here = sorted(nodes.of(number), key=lambda node: node.symbol.order)
    lanes = list(dict.fromkeys(node.lane for node in here))
    joined = ways.joined.get(number, [])
    if not all(node.named for node in here):
        into = [way.target_lane for each in ways.all if (way := each).target == number]
        out = [way.lane for way in step.ways]
        led = {lane for _from, lane in joined}

        def rank(lane: int) -> tuple[bool, bool, int, int]:
            return (lane in led, lane not in into, -out.count(lane), lane)

        lanes.sort(key=rank)
    step.lanes = lanes
    if len(lanes) > 1 and not any(node.named for node in here):
        titles = ", ".join(f"«{step.row.table.lanes[n].title}»" for n in lanes)
        doubts.add("legacy-joint", place_of(step), Sure.FAIRLY,
                   f"langkah {number + 1} punya beberapa simbol dan dibaca sebagai satu langkah "
                   f"bersama {titles}; yang pertama memegang alirnya", (number,))  # fmt: skip
    if not lanes:
        _guess_lane(number, step, steps, doubts)


def _guess_lane(number: int, step: ReadStep, steps: Sequence[ReadStep], doubts: Doubts) -> None:
    typed = [lane for lane, words in step.row.marks.items() if _is_symbol_word(words)]
    if len(typed) == 1:
        step.lanes = typed
        words = step.row.marks.pop(typed[0])
        step.symbol = _terminator(words)
        doubts.add("legacy-symbol-guessed", place_of(step), Sure.FAIRLY,
                   f"langkah {number + 1} tidak bersimbol, tetapi lajurnya berisi kata "
                   f"«{words}»; dibaca sebagai simbol itu", (number,))  # fmt: skip
        return
    before = steps[number - 1].lanes if number else []
    step.lanes = before[:1] or [0]
    title = step.row.table.lanes[step.lanes[0]].title
    doubts.add("legacy-lane-guessed", place_of(step), Sure.NOT,
               f"langkah {number + 1} tidak punya simbol di lajur mana pun; sementara diisi "
               f"«{title}», periksa siapa pelaksananya", (number,))  # fmt: skip


def _is_symbol_word(words: str) -> bool:
    return is_start(words) or is_end(words) or words.casefold() in ("v", "x", "√", "●", "■", "o")


def _terminator(words: str) -> Symbol:
    if is_start(words):
        return Symbol.MULAI
    return Symbol.SELESAI if is_end(words) else Symbol.PROSES


def _decide(number: int, step: ReadStep, told: dict[int, Told], doubts: Doubts) -> None:
    """The exits of a decision, for each of its actors that has ways of its own."""
    by_lane: dict[int, list[Way]] = {}
    for way in step.ways:
        by_lane.setdefault(way.lane, []).append(way)
    groups = list(by_lane.values())
    if any(len(group) != 2 for group in groups):
        groups = [step.ways]
    for group in groups:
        if len(group) > 2:
            for way in group[2:]:
                doubts.add("legacy-exit-left-out", place_of(step), Sure.NOT,
                           f"keputusan langkah {number + 1} punya lebih dari dua jalan; yang ke "
                           f"langkah {way.target + 1} tidak ikut",
                           (number, way.target))  # fmt: skip
                step.ways.remove(way)
            group = group[:2]
        if not group or all(way.exit and way.is_read and id(way) not in told for way in group):
            continue
        found = settle(group, [told.get(id(way)) for way in group])
        if found.sure is not Sure.SURE:
            doubts.add("legacy-exit", place_of(step), found.sure,
                       f"ya/tidak pada keputusan langkah {number + 1} disimpulkan: {found.why}",
                       (number,))  # fmt: skip


def _say_orphans(steps: Sequence[ReadStep], doubts: Doubts) -> None:
    """Steps that no arrow leads to: one of those that should was not read, or never drawn."""
    entered = {way.target for step in steps for way in step.ways}
    entered |= {
        n + 1 for n, step in enumerate(steps) if not step.ways and step.symbol is not Symbol.SELESAI
    }
    for number, step in enumerate(steps):
        if number and number not in entered and step.symbol is not Symbol.MULAI:
            doubts.add("legacy-arrow-missing", place_of(step), Sure.NOT,
                       f"tidak ada panah yang menuju langkah {number + 1}; periksa dari mana "
                       "datangnya", (number,))  # fmt: skip


def _say_ways(steps: Sequence[ReadStep], doubts: Doubts) -> None:
    for number, step in enumerate(steps):
        for way in step.ways:
            if not way.is_read:
                doubts.add("legacy-arrow", place_of(step), way.sure,
                           f"panah dari langkah {number + 1} ke langkah {way.target + 1} "
                           f"disimpulkan: {way.why}", (number, way.target))  # fmt: skip
        needs = {Symbol.SELESAI: 0, Symbol.KEPUTUSAN: 2}.get(step.symbol, 1)
        if number == len(steps) - 1 and step.symbol is not Symbol.KEPUTUSAN:
            needs = 0
        if len(step.ways) < needs:
            what = "jalan kedua" if step.ways else "panah"
            doubts.add("legacy-arrow-missing", place_of(step), Sure.NOT,
                       f"{what} dari langkah {number + 1} tidak terbaca; sementara dianggap terus "
                       "ke langkah berikutnya, periksa arahnya", (number,))  # fmt: skip
        if step.symbol is Symbol.SELESAI and step.ways:
            doubts.add("legacy-arrow", place_of(step), Sure.HARDLY,
                       f"langkah {number + 1} bersimbol selesai tetapi masih berpanah; panahnya "
                       "tidak ikut", (number,))  # fmt: skip
            step.ways = []
