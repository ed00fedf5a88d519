"""How a spec differs from what was approved of it, as far as that counts."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.changes.compare import compare
from docgen.changes.patch import Change, What
from docgen.changes.plain import LANES, STEPS
from docgen.changes.told import Line, told
from docgen.model.life.content import is_content
from docgen.model.sop import Sop

SHOWN = 60  # letters of a text


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two versions: where in the new spec it stands, and what it is."""

    path: tuple[str | int, ...]
    what: str


def unapproved(approved: Sop, now: Sop) -> tuple[Difference, ...]:
    """The differences in content, in the order of the sheet."""
    if _as_text(approved) == _as_text(now):
        return ()
    lines = told(compare(approved, now), approved, now)
    return tuple(
        Difference(_place(line.change, now), _words(line))
        for line in lines
        if is_content(line.change.path)
    )


def _as_text(sop: Sop) -> tuple[str, str]:
    """All that is compared, the order of the lanes too."""
    return sop.model_dump_json(), sop.tanggal.approval[0]


def _place(change: Change, now: Sop) -> tuple[str | int, ...]:
    """Where to look in the new spec: for what is gone, beside where it stood."""
    path, to = change.path, change.to
    if path[:1] == STEPS:
        number = to if to is not None else min(change.at or 0, len(now.langkah) - 1)
        return (*STEPS, number, *path[1:])
    if path[:1] == LANES:
        keys = list(now.pelaksana)
        return (*LANES, keys[to]) if to is not None else LANES
    return path if to is None else (*path, to)


def _words(line: Line) -> str:
    """``langkah 2, waktu: «5 menit» menjadi «6 menit»``."""
    if line.change.what is What.CHANGED:
        return f"{line.place}: «{_short(line.old)}» menjadi «{_short(line.new)}»"
    text = _short(line.new or line.old)
    return f"{line.place}: «{text}» {line.change.what}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
