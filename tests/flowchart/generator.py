"""Random SOPs from a seed: many, fast, and the same on every machine.

Tame ones look like an office's own; wild ones jump anywhere, as no office would draw them.
"""

from __future__ import annotations

import random
from typing import Any, Literal

from tests.support.flowchart.sops import LANES, PAPERS, WORDS

MORE_LANES = ("Asisten", "Bendahara", "Arsiparis", "Pemohon")
TITLES = (*LANES, *MORE_LANES)
# From so many lanes on, the narrower papers have no room for the column Keterangan.
CROWDED = 11

Kind = Literal["tame", "wild"]


def random_spec(
    seed: int, kind: Kind, most_steps: int = 40, most_lanes: int = 12
) -> dict[str, Any]:
    """The data of a spec; the same for the same arguments."""
    dice = random.Random(f"{kind} {seed}")
    titles = dice.sample(TITLES, dice.randint(1, most_lanes))
    lanes = {f"p{number}": title for number, title in enumerate(titles)}
    count = dice.randint(1, most_steps)
    return {
        "nomor": "1",
        "nama": "Uji",
        "instansi": {"pemerintah": "P", "nama": "N"},
        "tanggal": {},
        "disahkan_oleh": {"jabatan": "J"},
        "pelaksana": lanes,
        "tata_letak": {
            "kertas": dice.choice(sorted(PAPERS)),
            "keterangan": len(lanes) < CROWDED and dice.random() < 0.5,
            "nomor_kolom": dice.random() < 0.5,
            "total_waktu": dice.random() < 0.5,
        },
        "langkah": [_step(dice, number, count, list(lanes), kind) for number in range(count)],
    }


def _step(dice: random.Random, number: int, count: int, lanes: list[str], kind: Kind) -> Any:
    most_actors = dice.choice([1, 1, 1, 2, 3] if kind == "tame" else [1, 2, 3])
    actors = dice.sample(lanes, min(len(lanes), most_actors))
    step: dict[str, Any] = {"id": f"s{number}", "uraian": _text(dice), "pelaksana": actors}
    free = [lane for lane in lanes if lane not in actors]
    if free and dice.random() < 0.2:
        step["tanda"] = {dice.choice(free): "-"}
    if dice.random() < 0.5:
        step |= {"kelengkapan": _text(dice), "output": _text(dice), "waktu": "2 hari kerja"}
    if dice.random() < 0.1:
        step["halaman_baru"] = True
    kind_of_step = dice.randint(0, 9)
    if number == 0:
        step["simbol"] = "mulai"
    elif number == count - 1 or (kind_of_step == 9 and kind == "wild"):
        step["simbol"] = "selesai"
    elif kind_of_step >= 7:
        yes = f"s{number + 1}" if kind == "tame" else _target(dice, number, count, kind)
        step |= {"simbol": "keputusan", "ya": yes, "tidak": _target(dice, number, count, kind)}
    elif kind_of_step == 6:
        targets = [_target(dice, number, count, kind) for _ in range(dice.randint(1, 3))]
        step["ke"] = list(dict.fromkeys(targets))
    return step


def _target(dice: random.Random, number: int, count: int, kind: Kind) -> str:
    if kind == "wild":
        return f"s{dice.randrange(count)}"
    near = number + dice.choice([1, 1, 1, 2, -1, -2, 3])
    return f"s{max(0, min(count - 1, near))}"


def _text(dice: random.Random) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(dice.randint(1, 25)))
