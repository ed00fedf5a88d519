"""Two versions of a SOP by chance: specs of few words, so that items are often alike or equal."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

WORDS = ("terima", "periksa", "surat", "berkas", "SKP", "arsip")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
LISTS = ("dasar_hukum", "keterkaitan", "peringatan")
LANES = ("staf", "kasubag", "kadis")
DATES = ("pembuatan", "revisi", "pengesahan", "efektif")


@st.composite
def specs(draw: st.DrawFn) -> dict[str, Any]:
    """The data of a spec; steps have ids, or go by their numbers."""
    lanes = draw(st.lists(st.sampled_from(LANES), min_size=1, unique=True))
    count = draw(st.integers(1, 6))
    named = draw(st.booleans())
    ids = [f"s{n}" if named else str(n + 1) for n in range(count)]
    if named:
        ids = draw(st.permutations(ids))
    dates = draw(
        st.dictionaries(st.sampled_from(DATES), st.sampled_from(["-", "3 Mei 2025", None]))
    )
    spec: dict[str, Any] = {
        "nomor": draw(TEXTS), "nama": draw(TEXTS),
        "instansi": {"pemerintah": "P", "nama": "N", "unit": draw(st.lists(TEXTS, max_size=2))},
        "tanggal": dates, "disahkan_oleh": {"jabatan": draw(TEXTS)},
        "pelaksana": {lane: draw(TEXTS) for lane in lanes},
        "tata_letak": {"total_waktu": draw(st.booleans())},
        "langkah": [draw(_step(number, ids, lanes, named)) for number in range(count)],
    }  # fmt: skip
    for key in LISTS:
        spec[key] = {"gaya": draw(st.sampled_from(["nomor", "strip"])),
                     "isi": draw(st.lists(TEXTS, max_size=4))}  # fmt: skip
    if draw(st.booleans()):
        spec["penutup"] = {"jabatan": draw(TEXTS), "nama": draw(st.none() | TEXTS)}
    return spec


@st.composite
def _step(
    draw: st.DrawFn, number: int, ids: list[str], lanes: list[str], named: bool
) -> dict[str, Any]:
    target = st.sampled_from(ids)
    step: dict[str, Any] = {
        "uraian": draw(TEXTS),
        "pelaksana": draw(st.lists(st.sampled_from(lanes), min_size=1, unique=True)),
    }
    if named:
        step["id"] = ids[number]
    for key in ("kelengkapan", "output"):
        if draw(st.booleans()):
            step[key] = draw(TEXTS)
    kind = draw(st.integers(0, 3))
    if kind == 0:
        step |= {"simbol": "keputusan", "ya": draw(target), "tidak": draw(target)}
    elif kind == 1:
        step["ke"] = draw(st.lists(target, min_size=1, max_size=2, unique=True))
    return step


def texts_of(spec: dict[str, Any]) -> list[tuple[str | int, ...]]:
    """Where the texts of a spec stand that one may reword without touching anything else."""
    steps = [("langkah", n, key) for n, step in enumerate(spec["langkah"])
             for key in ("uraian", "kelengkapan", "output") if key in step]  # fmt: skip
    items = [(key, "isi", n) for key in LISTS for n in range(len(spec[key]["isi"]))]
    lanes = [("pelaksana", key) for key in spec["pelaksana"]]
    return [("nomor",), ("nama",), ("disahkan_oleh", "jabatan"), *lanes, *items, *steps]


def edited(spec: dict[str, Any], place: tuple[str | int, ...], number: int, word: str) -> Any:
    """The spec with one word of one text put in the place of another; it may be the same one."""
    changed: Any = copy.deepcopy(spec)
    branch = changed
    for key in place[:-1]:
        branch = branch[key]
    words = branch[place[-1]].split(" ")
    words[number % len(words)] = word
    branch[place[-1]] = " ".join(words)
    return changed
