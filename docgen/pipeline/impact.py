"""``docgen sop impact``: who names something, and what changes where it is replaced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.errors import FindingsError, UsageError
from docgen.findings import Finding, has_errors
from docgen.load.laws import load_laws
from docgen.load.sop import SopFile, load_sop
from docgen.workspace.mentions.change import Edit, edits, write
from docgen.workspace.mentions.places import Source, all_places, sources
from docgen.workspace.mentions.search import Mention, in_plain, not_understood, search
from docgen.workspace.opening.load import load_config, named_profile
from docgen.workspace.report import Report

# Shown what would change; says whether it may.
Agrees = Callable[[Sequence[Edit]], bool]


@dataclass(frozen=True, slots=True)
class Impact:
    """The mentions, and what would take their places in the specs."""

    mentions: tuple[Mention, ...]
    edits: tuple[Edit, ...]


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
    report.data = {
        "dicari": list(texts),
        "sebutan": [mention.as_json() for mention in mentions],
        "ganti": [
            {**in_plain(each.where), "semula": each.old, "menjadi": each.new}
            for each in changes
        ],
    }  # fmt: skip
    return Impact(mentions, changes)


def apply_impact(root: Path, impact: Impact, agrees: Agrees, report: Report) -> None:
    """Change the specs, after ``agrees`` was shown what. Nothing is written without."""
    if has_errors(report.findings):
        raise FindingsError(report.findings)
    if impact.edits and agrees(impact.edits):
        written, left = write(root, impact.edits)
        report.written += written
        report.note(left)
