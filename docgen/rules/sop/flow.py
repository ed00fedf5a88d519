"""The flow of a SOP: where it begins and ends, and whether its arrows lead there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.model.sop import Symbol
from docgen.model.ways import endless, reached
from docgen.model.writing.marked import plain
from docgen.rules.sop.subject import Subject
from docgen.rules.sop.told import Fault, hint, warning

# A step that asks: it decides something, whatever its symbol.
_QUESTION = re.compile(
    r"\?|\bapakah\b|\batau\s+(?:tidak|belum|bukan)\b|/\s*(?:tidak|belum)\b|"
    r"\b(?:jika|bila|apabila|kalau)\s+tidak\b",
    re.IGNORECASE,
)


def check_flow(subject: Subject) -> Iterator[Fault]:
    """sop-start, sop-end, sop-terminator-timed, sop-step-empty, sop-end-continues, sop-exits-same,
    sop-question-process, sop-unreachable, sop-loop-endless."""
    yield from _terminators(subject)
    yield from _exits(subject)
    yield from _reach(subject)


def _terminators(subject: Subject) -> Iterator[Fault]:
    steps = subject.sop.langkah
    starts = sum(step.simbol is Symbol.MULAI for step in steps)
    unnamed = sum(step.simbol is Symbol.MULAI and not step.teks for step in steps)
    if starts == 0 or (starts > 1 and unnamed):
        advice = f"SOP harus punya tepat satu simbol mulai, di sini {starts}"
        if starts > 1:
            advice += "; bila memang ada beberapa awal, beri masing-masing «teks» sendiri"
        yield warning("sop-start", subject.where("langkah"), "", advice)
    if not any(step.simbol is Symbol.SELESAI for step in steps):
        yield warning("sop-end", subject.where("langkah"), "", "SOP belum punya simbol selesai")
    for step in steps:
        if step.uraian.strip().lower() in ("selesai", "mulai") and step.waktu:
            advice = f"hanya «{step.uraian}» tetapi memakai waktu"
            place = subject.place(step)
            yield hint("sop-terminator-timed", place, subject.named(step), advice)


def _exits(subject: Subject) -> Iterator[Fault]:
    """Boxes without words, ends that go on, decisions that decide nothing, or are none."""
    for step in subject.sop.langkah:
        what = subject.named(step)
        if not step.uraian:
            advice = "belum punya uraian; isi kegiatannya"
            yield warning("sop-step-empty", subject.place(step, "uraian"), what, advice)
        targets = [target for each in (step.ke or {}).values() for target in each]
        if step.simbol is Symbol.SELESAI and targets:
            advice = (
                f"bersimbol selesai tetapi masih menuju «{', '.join(targets)}»; hapus «ke», atau "
                "ganti simbolnya"
            )
            yield warning("sop-end-continues", subject.place(step, "ke"), what, advice)
        ways = [
            {key: way.ke for key, way in (each or {}).items()} for each in (step.ya, step.tidak)
        ]
        if ways[0].items() & ways[1].items():
            advice = (
                "«ya» dan «tidak» menuju langkah yang sama, jadi tidak memutuskan apa pun; periksa "
                "tujuannya"
            )
            yield warning("sop-exits-same", subject.place(step, "tidak"), what, advice)
        if step.simbol is not Symbol.KEPUTUSAN and _QUESTION.search(plain(step.uraian)):
            advice = (
                "uraiannya menanyakan atau memutuskan sesuatu, tetapi simbolnya bukan keputusan; "
                "pakai «simbol: keputusan» dengan «ya» dan «tidak», atau ubah uraiannya"
            )
            yield hint("sop-question-process", subject.place(step, "uraian"), what, advice)


def _reach(subject: Subject) -> Iterator[Fault]:
    """Steps that no arrow reaches from the first one, and loops that no arrow leaves."""
    steps, onward = subject.sop.langkah, subject.sop.onward()
    starts = [step.id for step in steps[1:] if step.simbol is Symbol.MULAI and step.teks]
    there = frozenset().union(*(reached(start, onward) for start in (steps[0].id, *starts)))
    caught = endless(steps[0].id, onward)
    for step in steps:
        place, what = subject.place(step), subject.named(step)
        if step.id not in there:
            advice = "tidak dituju oleh panah mana pun"
            yield warning("sop-unreachable", place, what, advice)
        if step.id in caught:
            advice = (
                "dari sini panahnya hanya berputar dan tidak pernah sampai ke akhir; beri jalan "
                "keluar"
            )
            yield warning("sop-loop-endless", place, what, advice)
