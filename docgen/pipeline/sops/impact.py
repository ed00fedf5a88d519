"""``docgen sop impact``: who names something, and what changes where it is replaced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.errors import FindingsError, UsageError
from docgen.findings import Finding, has_errors
from docgen.load.history import history_folder
from docgen.load.laws import load_laws
from docgen.load.sop import SopFile, load_sop
from docgen.rules.life.references import GONE
from docgen.workspace.lives import life_of
from docgen.workspace.mentions.change import Edit, edits, write
from docgen.workspace.mentions.places import Source, all_places, sources
from docgen.workspace.mentions.search import Mention, in_plain, not_understood, search
from docgen.workspace.opening.load import load_config, named_profile
from docgen.workspace.report import Report
from docgen.workspace.runs.build_lock import build_lock
from docgen.workspace.sop_life.change import revised
from docgen.workspace.sop_life.desk import open_desk

# Shown what would change; says whether it may.
Agrees = Callable[[Sequence[Edit]], bool]


@dataclass(frozen=True, slots=True)
class Impact:
    """The mentions, and what would take their places in the specs; ``begins`` are those of which
    that is the next revision, with its ``reason``."""

    mentions: tuple[Mention, ...]
    edits: tuple[Edit, ...]
    begins: tuple[str, ...] = ()
    reason: str = ""


def find_impact(root: Path, texts: Sequence[str], instead: str, report: Report) -> Impact:
    """Everything that names one of the texts. Raises FindingsError, UsageError."""
    if odd := not_understood(texts):
        raise UsageError(
            f"«{odd[0]}» tidak memuat kata yang dapat dicari",
            "Sebutkan peraturan, nomor atau nama SOP, jabatan, nama atau NIP.",
        )
    workspace = load_config(root)
    report.note(workspace.findings)
    if workspace.value is None:
        raise FindingsError(report.findings)
    report.profile = named_profile(root, None)
    laws = load_laws(root, workspace.value.profil)
    report.note(laws.findings)
    specs: dict[str, SopFile] = {}
    for source, path in sources(root, workspace.value):
        loaded = load_sop(root / path, path).value if source is Source.SPEC else None
        if loaded:
            specs[path] = loaded
    found: list[Finding] = []
    places = all_places(root, workspace.value, found)
    report.note(dict.fromkeys(found))
    mentions = search(texts, places, specs, laws.value or ())
    basis = {path: "\n".join(file.sop.dasar_hukum.isi) for path, file in specs.items()}
    changes, left = edits(mentions, instead, basis)
    report.note(left)
    begins = _begins(root, changes)
    report.data = {
        "dicari": list(texts),
        "sebutan": [mention.as_json() for mention in mentions],
        "ganti": [
            {**in_plain(each.where), "semula": each.old, "menjadi": each.new}
            for each in changes
        ],
        "revisi": list(begins),
    }  # fmt: skip
    return Impact(mentions, changes, begins, _reason(texts, instead, mentions))


def apply_impact(
    root: Path, impact: Impact, agrees: Agrees, report: Report, today: dt.date
) -> None:
    """Change the specs, after ``agrees`` was shown what. Nothing is written without.

    Of a SOP in force that is the next revision, begun ``today`` with the change as its reason.
    Raises FindingsError, OutputError.
    """
    if has_errors(report.findings):
        raise FindingsError(report.findings)
    if not impact.edits or not agrees(impact.edits):
        return
    rules = named_profile(root, None).sop

    def begun(name: str, data: bytes) -> bytes | str:
        if not _is_kept(root / name):
            return data
        desk = open_desk(root / name)
        if desk.lives.state(desk.life) in GONE:
            return "SOP ini tidak berlaku lagi, jadi tidak diubah"
        if desk.life.last is None or desk.life.in_flight:
            return data
        if not rules.identitas_tetap:
            return (
                "revisi SOP ini mendapat nomor sendiri; mulai dengan docgen sop revise --nomor, "
                "lalu jalankan lagi"
            )
        return revised(desk, today, impact.reason, "", rules)

    with build_lock(root, lambda: None):
        written, left = write(root, impact.edits, begun)
    report.written += written
    report.note(left)


def _begins(root: Path, changes: Sequence[Edit]) -> tuple[str, ...]:
    """The specs whose next revision begins with the change: what they say is in force."""
    names = dict.fromkeys(edit.where.file for edit in changes)
    found = ((name, life_of(root / name)[0]) for name in names if _is_kept(root / name))
    return tuple(name for name, life in found if life and life.last and not life.in_flight)


def _is_kept(spec: Path) -> bool:
    return history_folder(spec).is_dir()


def _reason(texts: Sequence[str], instead: str, mentions: Sequence[Mention]) -> str:
    """Why a revision begins, for its history: ``UU 5/2014 diganti Undang-Undang Nomor …``."""
    later = [instead] if instead else [each.instead for each in mentions if each.instead]
    brief = dict.fromkeys(" ".join(each.partition(" tentang ")[0].split()) for each in later)
    return f"{', '.join(texts)} diganti {', '.join(brief)}"
