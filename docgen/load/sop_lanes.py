"""What a SOP spec says of lanes beside each other: groups, actors with ways of their own, and cells
that are one with those of the step above."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import Finding, error
from docgen.load.text.validate import LocatePath
from docgen.model.sop import STEP_ITSELF, Sop, Step, Symbol
from docgen.model.writing.likeness import meant


def lane_groups(sop: Sop, where: LocatePath) -> Iterator[Finding]:
    """lane-unknown, lane-duplicate, lane-group-apart, value-empty: a group is a run of lanes."""
    order = list(sop.pelaksana)
    group_of: dict[str, str] = {}
    for name, lanes in sop.kelompok_pelaksana.items():
        place = where(("kelompok_pelaksana", name))
        if not lanes:
            yield error("value-empty", place, f"kelompok «{name}» belum berisi lajur")
        for lane in lanes:
            if lane not in order:
                message = f"kelompok «{name}»: lajur «{lane}» tidak ada di bawah «pelaksana»"
                yield error("lane-unknown", place, message + meant(lane, order))
            elif lane in group_of:
                message = f"lajur «{lane}» disebut dua kali, dalam kelompok «{group_of[lane]}»"
                yield error("lane-duplicate", place, f"{message} dan «{name}»; sebutkan satu kali")
            group_of.setdefault(lane, name)
        at = sorted({order.index(lane) for lane in lanes if lane in order})
        if at and at[-1] - at[0] >= len(at):
            between = [lane for lane in order[at[0] : at[-1]] if lane not in lanes]
            message = (
                f"lajur kelompok «{name}» tidak bersebelahan, di antaranya ada "
                f"«{', '.join(between)}»; urutkan «pelaksana» sehingga lajurnya bersebelahan"
            )
            yield error("lane-group-apart", place, message)


def actors_of_ways(step: Step, number: int, where: LocatePath) -> Iterator[Finding]:
    """way-not-actor, way-contradicts, exit-missing: ways that a step gives actors of its own."""
    ways: tuple[tuple[str, list[str]], ...]
    ways = tuple((key, list(getattr(step, key) or ())) for key in ("ke", "ya", "tidak"))
    for key, actors in ways:
        for actor in actors:
            if actor == STEP_ITSELF or actor in step.pelaksana:
                continue
            message = (
                f"langkah «{step.id}»: «{key}» menyebut «{actor}», yang bukan pelaksana langkah "
                f"ini ({', '.join(step.pelaksana)}){meant(actor, step.pelaksana)}; tambahkan ke "
                f"«pelaksana», atau hapus dari «{key}»"
            )
            yield error("way-not-actor", where(("langkah", number, key, actor)), message)
    if step.simbol is Symbol.KEPUTUSAN:
        yield from _exits_of_each(step, number, where)
    own = [actor for actor in step.ke or () if actor != STEP_ITSELF and step.ke]
    if own and step.simbol is Symbol.SELESAI:
        message = (
            f"langkah «{step.id}» bersimbol selesai, tetapi «ke» memberi jalan bagi "
            f"{', '.join(f'«{actor}»' for actor in own)}; hapus «ke», atau ganti simbolnya"
        )
        yield error("way-contradicts", where(("langkah", number, "ke")), message)


def _exits_of_each(step: Step, number: int, where: LocatePath) -> Iterator[Finding]:
    """Actors with diamonds of their own: both exits each, or each exit once in all."""
    yes, no = ([step.actor(key) for key in ways or ()] for ways in (step.ya, step.tidak))
    both = [actor for actor in yes if actor in no]
    for key, there, other in (("tidak", yes, no), ("ya", no, yes)):
        for actor in there if both and len({*yes, *no}) > 1 else ():
            if actor in step.pelaksana and actor not in other:
                message = (
                    f"keputusan «{step.id}»: pelaksana «{actor}» belum punya jalan «{key}»; "
                    f"tambahkan «{actor}» di bawah «{key}»"
                )
                yield error("exit-missing", where(("langkah", number, key)), message)


def shared_cells(step: Step, number: int, where: LocatePath) -> Iterator[Finding]:
    """cell-shared-alone, cell-shared-filled: a cell that is one with the cell above it."""
    place = where(("langkah", number, "gabung"))
    if step.gabung and number == 0:
        message = (
            f"langkah «{step.id}» adalah yang pertama, jadi tidak ada sel di atasnya untuk "
            "digabung; hapus «gabung»"
        )
        yield error("cell-shared-alone", place, message)
    for key in dict.fromkeys(step.gabung):
        if getattr(step, key):
            message = (
                f"langkah «{step.id}»: «{key}» digabung dengan sel di atasnya, jadi isinya sendiri "
                f"tidak akan tercetak; hapus «{key}» atau keluarkan dari «gabung»"
            )
            yield error("cell-shared-filled", place, message)
