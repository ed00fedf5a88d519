"""Corrections (*ralat*): when the printed paper of a numbered letter says something else.

What a paper says is told part by part. A part that changed counts only when the paper would look
otherwise with what it was: a column that no template prints is no correction. A paper that says
again what it said takes its correction back; the book keeps both days.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from docgen.findings import Finding, hint, warning
from docgen.model.letter import Letter
from docgen.numbering.entry import Change, Entry, Version, as_text, content_digest, joined
from docgen.outside.damaged import texts_of

# Parts that stand on every copy, in the agenda, or behind the letter, whatever its template says.
ALWAYS = ("hal", "tujuan", "tembusan", "berkas_lampiran")
SHOWN = 60  # characters of a text in the agenda's remarks
AROUND = 12  # of them before the place where two long texts part
NOTHING = "kosong"
# Of an older register, which knew only that something changed.
UNTOLD = Change("isi", "", "")


class Papers(Protocol):
    """What the papers of letters say, and how they would look."""

    def told(self, letter: Letter) -> Mapping[str, str] | None:
        """The texts of a numbered letter's paper by the names of its parts, without blank ones.

        None while nobody can say, as when the template cannot be read.
        """

    def seen(self, letter: Letter, before: Mapping[str, str]) -> Collection[str]:
        """The parts of ``before`` with which the paper would look otherwise than it does now."""


def told_always(letter: Letter) -> dict[str, str]:
    """The parts ``ALWAYS`` of a letter."""
    texts = (
        letter.hal,
        joined(letter.tujuan),
        joined(letter.tembusan),
        joined(letter.berkas_lampiran),
    )
    return {name: text for name, text in zip(ALWAYS, texts, strict=True) if text}


def kept_up(
    letter: Letter, entry: Entry, papers: Papers, today: dt.date
) -> tuple[Entry, tuple[Version, ...], tuple[Finding, ...]]:
    """A signed letter's line as it is now, those of its corrections to be written, and findings.

    ``letter`` has its number. Findings: number-corrected, correction-withdrawn.
    """
    text = as_text(papers.told(letter))
    latest = entry.latest
    if text in ("", latest.told):
        return entry, (), ()
    changes = changes_since(letter, latest, papers)
    if not changes:
        return *_adopted(entry, text), ()
    earlier: tuple[Entry | Version, ...] = (entry, *entry.standing[:-1]) if entry.standing else ()
    for said in reversed(earlier):
        if said.told and not changes_since(letter, said, papers):
            return _taken_back(letter, entry, said, text, today)
    version = Version(
        number=len(entry.versions) + 1,
        date=today,
        subject=letter.hal,
        recipients=joined(letter.tujuan),
        told=text,
        changes=changes,
    )
    now = replace(entry, versions=(*entry.versions, version))
    return now, (version,), (_corrected(letter, entry, version),)


def changes_since(letter: Letter, said: Entry | Version, papers: Papers) -> tuple[Change, ...]:
    """What the paper of a letter says otherwise than it did, as far as anybody sees it."""
    now = papers.told(letter)
    if now is None:
        return ()
    if not said.told:  # of an older register, which wrote down these two and one hash of it all
        if _is_unchanged(letter, said):
            return ()
        before = {"hal": said.subject, "tujuan": said.recipients or now.get("tujuan", "")}
        known = (Change(name, text, now.get(name, "")) for name, text in before.items())
        return tuple(each for each in known if each.before != each.now) or (UNTOLD,)
    then = _parts(said.told)
    names = dict.fromkeys((*ALWAYS, *now, *then))
    found = [Change(name, then.get(name, ""), now.get(name, "")) for name in names]
    found = [each for each in found if each.before != each.now]
    unsure = {each.name: each.before for each in found if each.name not in ALWAYS}
    seen = papers.seen(letter, unsure) if unsure else ()
    return tuple(each for each in found if each.name in ALWAYS or each.name in seen)


def _parts(told: str) -> Mapping[str, str]:
    """What a line says its paper told; nothing when somebody wrote something else there."""
    with contextlib.suppress(ValueError):
        return texts_of(told)
    return {}


def in_words(changes: Sequence[Change]) -> str:
    """Changes as a clerk reads them: ``tujuan «Camat A» → «Camat B»``."""
    return "; ".join(
        each.name if each == UNTOLD else f"{each.name} {' → '.join(_apart(each))}"
        for each in changes
    )


def changes_of(entry: Entry, version: Version) -> tuple[Change, ...]:
    """What a correction changed; of those of older registers subject and recipients."""
    if version.changes:
        return version.changes
    place = entry.versions.index(version)
    before = entry.versions[place - 1] if place else entry
    pairs = (
        ("hal", before.subject, version.subject),
        ("tujuan", before.recipients, version.recipients),
    )
    return tuple(Change(*pair) for pair in pairs if pair[1] and pair[1] != pair[2])


def _is_unchanged(letter: Letter, said: Entry | Version) -> bool:
    """Whether an older register knew the letter as it is now, or did not know what it says."""
    if said.digest:
        return said.digest == content_digest(letter)
    recipients = joined(letter.tujuan)
    return (said.subject, said.recipients or recipients) == (letter.hal, recipients)


def _adopted(entry: Entry, text: str) -> tuple[Entry, tuple[Version, ...]]:
    """The line, or the correction that holds, with what the paper says: nothing of it is seen."""
    latest = entry.latest
    if isinstance(latest, Version):
        version = replace(latest, told=text)
        return _with(entry, version), (version,)
    return replace(entry, told=text), ()


def _taken_back(
    letter: Letter, entry: Entry, said: Entry | Version, text: str, today: dt.date
) -> tuple[Entry, tuple[Version, ...], tuple[Finding, ...]]:
    """The line without the corrections that came after what the paper says again."""
    after = said.number if isinstance(said, Version) else 0
    withdrawn = tuple(
        replace(version, withdrawn=today) for version in entry.standing if version.number > after
    )
    for version in withdrawn:
        entry = _with(entry, version)
    now, adopted = _adopted(entry, text)
    numbers = " dan ".join(f"ke-{version.number}" for version in withdrawn)
    message = (
        f"surat bernomor {entry.number} kembali berbunyi seperti sebelum ralat {numbers}; ralat "
        "itu ditarik dan tidak ada ralat baru"
    )
    found = hint("correction-withdrawn", letter.where, message)
    return now, (*withdrawn, *adopted), (found,)


def _with(entry: Entry, version: Version) -> Entry:
    """The line with what became of one of its corrections."""
    versions = (version if each.number == version.number else each for each in entry.versions)
    return replace(entry, versions=tuple(versions))


def _corrected(letter: Letter, entry: Entry, version: Version) -> Finding:
    message = (
        f"surat bernomor {entry.number} berubah: {in_words(version.changes)}. Nomornya tetap, dan "
        f"buku agenda mencatatnya sebagai ralat ke-{version.number}. Bila tidak sengaja, "
        "kembalikan isinya seperti semula lalu jalankan docgen build: ralat ini ditarik. Surat "
        "lain ditulis di baris baru dengan id sendiri"
    )
    return warning("number-corrected", letter.where, message)


def _apart(change: Change) -> tuple[str, str]:
    """Both texts in quotes; long ones from shortly before the place where they part."""
    before, now = (" ".join(text.split()) for text in (change.before, change.now))
    pairs = enumerate(zip(before, now, strict=False))
    same = next((place for place, (one, other) in pairs if one != other), 0)
    start = 0
    if before and now and max(len(before), len(now)) > SHOWN:
        start = before.rfind(" ", 0, max(0, same - AROUND)) + 1
    return _quoted(before, start), _quoted(now, start)


def _quoted(text: str, start: int) -> str:
    if not text:
        return NOTHING
    shown = text[start : start + SHOWN]
    return f"«{'…' if start else ''}{shown}{'…' if len(text) > start + SHOWN else ''}»"
