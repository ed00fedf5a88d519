"""What each step costs: its mutu baku, its time, and the total (domain rules §1.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.model.sop import Step
from docgen.model.writing.durations import is_tight
from docgen.model.writing.marked import plain
from docgen.model.writing.step_times import Kind, read_time
from docgen.rules.sop.subject import Subject
from docgen.rules.sop.told import Fault, hint, warning

_SPACES = re.compile(r"\s+")


def check_times(subject: Subject) -> Iterator[Fault]:
    """sop-mutu-baku-empty, sop-time-unreadable, sop-time-zero, sop-time-spacing, sop-day-ambiguous,
    sop-time-not-summed, sop-time-bound, sop-total-ways, sop-total-differs."""
    for step in subject.sop.langkah:
        cells = [key for key in ("kelengkapan", "waktu", "output") if key not in step.gabung]
        empty = [key for key in cells if not getattr(step, key)]
        if empty:
            advice = f"mutu baku kosong: {', '.join(empty)}"
            place = subject.place(step)
            yield warning("sop-mutu-baku-empty", place, subject.named(step), advice)
        if step.waktu and step.waktu != "-":
            yield from _time(subject, step, plain(step.waktu))
    yield from _total(subject)


def _time(subject: Subject, step: Step, text: str) -> Iterator[Fault]:
    place, what = subject.place(step, "waktu"), f"{subject.named(step)} «{text}»"
    time = read_time(text)
    if time.kind is Kind.UNREADABLE:
        advice = "waktunya tidak terbaca; tulis seperti «15 menit» atau «1 hari 2 jam»"
        yield warning("sop-time-unreadable", place, what, advice)
        return
    if is_tight(text):
        yield hint("sop-time-spacing", place, what, "beri spasi antara angka dan satuannya")
    if time.duration and not any(amount for _unit, amount in time.duration.amounts):
        advice = "waktunya nol; isi waktu yang sebenarnya, atau kosongkan"
        yield hint("sop-time-zero", place, what, advice)
    if time.duration and time.duration.of("hari") and not subject.sop.tata_letak.hari_adalah:
        advice = (
            "«hari» dapat berarti hari kerja atau hari kalender; tulis «hari kerja», atau isi "
            "tata_letak.hari_adalah"
        )
        yield warning("sop-day-ambiguous", place, what, advice)
    if subject.sop.tata_letak.total_waktu is False:
        return
    if time.kind is Kind.OPEN:
        advice = "bukan lama yang tetap, jadi tidak ikut dijumlah dalam total waktu"
        yield hint("sop-time-not-summed", place, what, advice)
    if time.kind is Kind.BOUND:
        advice = f"total waktu menghitung {time.duration}, batas atasnya"
        yield hint("sop-time-bound", place, what, advice)


def _total(subject: Subject) -> Iterator[Fault]:
    sop = subject.sop
    stated = sop.tata_letak.total_waktu
    if stated is False:
        return
    long_way, short_way = sop.ways()
    longest, shortest = sop.total(long_way), sop.total(short_way)
    place = subject.where("tata_letak", "total_waktu")
    ways = f"jalan terpanjang «{longest}», terpendek «{shortest}»"
    apart = [subject.named(s) for s in sop.langkah if s.duration and s.id not in long_way]
    if apart or str(longest) != str(shortest):
        without = f" (tanpa {', '.join(apart)})" if apart else ""
        advice = f"total waktu menghitung satu jalan, yang terpanjang{without}: {ways}"
        yield hint("sop-total-ways", place, "", advice)
    if isinstance(stated, bool) or any(map(_is_open, sop.langkah)):
        return
    if _plain(stated) != _plain(str(longest)):
        computed = f"jumlah langkahnya «{longest}»" if str(longest) == str(shortest) else ways
        advice = f"total waktu tertulis «{stated}», {computed}"
        yield warning("sop-total-differs", place, "", advice)


def _is_open(step: Step) -> bool:
    return bool(step.waktu) and read_time(plain(step.waktu or "")).kind is Kind.OPEN


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text.replace("+", " ")).strip().lower()
