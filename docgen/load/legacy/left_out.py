"""Words of a sheet that came into no field of its spec: nothing is dropped without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.load.legacy.doubts import Doubts, Place, Sure, at
from docgen.load.legacy.drawn import Papers, Part
from docgen.load.legacy.spelled import is_total, spelled
from docgen.load.legacy.words import exit_of, is_end, is_start, is_typed_arrow, squeezed

GROUPS = ("heads", "identity", "lists")
# Of every sheet, and said by docgen's own template.
USUAL = {"standaroperasionalprosedur", "standaroperasionalprosedursop", "sop", "sopap", "nip"}
LEAST = 3  # letters
SHOWN = 60  # letters of what was left out


def say_left_out(papers: Papers, data: Mapping[str, Any], doubts: Doubts) -> None:
    """legacy-text-left-out: for each cell, and once for what stands outside of tables."""
    used = squeezed(" ".join(_texts(data)))
    for part in papers.parts:
        for cell in part.cells:
            lost = [line for line in cell.text.split("\n") if not _is_used(line, used)]
            if lost:
                place = at(part, cell.rows[0], cell.columns[0])
                _say(" ".join(lost), place, doubts)
        for text in _drawn(part):
            if not _is_used(text, used):
                _say(text, at(part), doubts)
    lost = [line for line in papers.paragraphs if not _is_used(line, used)]
    if lost:
        more = f" (dan {len(lost) - 1} baris lain)" if len(lost) > 1 else ""
        doubts.add("legacy-text-left-out", Place(0), Sure.NOT,
                   f"teks di luar tabel tidak ikut: «{_short(lost[0])}»{more}")  # fmt: skip


def _say(text: str, place: Place, doubts: Doubts) -> None:
    doubts.add("legacy-text-left-out", place, Sure.NOT,
               f"teks «{_short(text)}» tidak ikut ke spesifikasi")  # fmt: skip


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
        yield from (key for key in value if isinstance(key, str))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
    elif value is not None:
        yield str(value)


def _drawn(part: Part) -> Iterator[str]:
    yield from (each.text for each in part.symbols if each.text)
    yield from (each.text for each in part.labels)


def _is_used(line: str, used: str) -> bool:
    """Whether a line came in, says what every sheet says, or says nothing."""
    head, _, rest = line.partition(":")
    for text in (line, rest, _without_mark(line)):
        words = squeezed(text)
        if words and words in used:
            return True
    words = squeezed(line)
    if len([c for c in words if c.isalpha()]) < LEAST or words in USUAL:
        return True
    if any(spelled(group, text) for group in GROUPS for text in (line.rstrip(" :"), head)):
        return not rest.strip() or squeezed(rest) in used
    digits = "".join(c for c in line if c.isdigit())
    if words.startswith("ni") and len(digits) >= 8:  # NIP, NI PPPK
        return digits in used
    return bool(
        is_total(line) or exit_of(line) or is_start(line) or is_end(line) or is_typed_arrow(line)
    )


def _without_mark(line: str) -> str:
    _mark, _, rest = line.strip().partition(" ")
    return rest
