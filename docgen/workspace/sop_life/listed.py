"""All SOPs of a workspace with their lives: lines of the master list, and what of them is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from docgen.errors import FindingsError
from docgen.findings import Finding
from docgen.load.workspace import load_profile
from docgen.model.life.due import Review, reviews
from docgen.model.life.states import Life, Lives, SopState, Version
from docgen.model.profile import SopRules
from docgen.model.revisions import EVALUATION, MONITORING
from docgen.model.sop import Sop
from docgen.model.writing.dates import format_tanggal
from docgen.render.lists.master import MasterLine
from docgen.rules.life.check import Times, check_lives
from docgen.workspace.kinds.sop import SOP
from docgen.workspace.loaded import Loaded
from docgen.workspace.opening.load import load_config


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReview:
    """A review of a SOP in force that is due, or whose form was asked for."""

    life: Life
    version: Version
    review: Review

    @property
    def form_name(self) -> str:
        """The name of its form: ``cuti.monitoring-2026-03-05.docx``."""
        stem = PurePosixPath(self.life.path).stem
        return f"{stem}.{self.review.kind}-{self.review.due.isoformat()}.docx"

    def __str__(self) -> str:
        sop, due = self.version.sop, format_tanggal(self.review.due)
        return f"{due}: {self.review.kind} SOP «{sop.nama}» ({sop.nomor}), {self.life.path}"

    def as_plain(self) -> dict[str, Any]:
        """The line as plain values."""
        return {
            "spek": self.life.path,
            "nomor": self.version.sop.nomor,
            "nama": self.version.sop.nama,
            "jenis": self.review.kind,
            "terakhir": self.review.last.isoformat() if self.review.last else None,
            "jatuh_tempo": self.review.due.isoformat(),
        }


def open_sops(root: Path, today: dt.date) -> tuple[Loaded, Lives, tuple[Finding, ...]]:
    """The SOPs of a workspace and all that is wrong with their lives; nothing else is read.

    Raises FindingsError when docgen.toml or its profile cannot be read.
    """
    workspace = load_config(root)
    if workspace.value is None:
        raise FindingsError(workspace.findings)
    profile = load_profile(root, workspace.value.profil)
    if profile.value is None:
        raise FindingsError((*workspace.findings, *profile.findings))
    names = tuple(SOP.set(name) for name in workspace.value.sets(SOP.key))
    loaded = Loaded(root, workspace.value, profile.value, names)
    loaded.today = today
    findings = [*workspace.findings, *profile.findings]
    for name in names:
        read = SOP.load(loaded, name.name)
        findings += read.findings
        if read.value is not None:
            loaded.books[name] = read.value
    lives = SOP.lives(loaded)
    findings += check_lives(lives, Times(today=today, rules=profile.value.sop))
    return loaded, lives, tuple(dict.fromkeys(findings))


def master_lines(lives: Lives, rules: SopRules) -> Iterator[MasterLine]:
    """A line for each revision, the newest of a SOP first; one in flight stands before the one that
    is in force meanwhile."""
    for life in lives.every:
        if life.last is None or life.in_flight:
            yield _line(life, life.sop, str(life.revision) if life.is_kept else "",
                        state=str(lives.state(life) or ""))  # fmt: skip
        for version in reversed(life.versions):
            yield _of_version(life, version, lives, rules)


def _of_version(life: Life, version: Version, lives: Lives, rules: SopRules) -> MasterLine:
    approved = format_tanggal(version.approval.tanggal)
    number = str(version.number)
    if version is not life.last:
        after = next(each for each in life.versions if each.number > version.number)
        successor = f"revisi {after.number}"
        return _line(life, version.sop, number, str(SopState.DIGANTIKAN), approved, successor)
    state = lives.state(life)
    if state in (SopState.KONSEP, SopState.MENUNGGU):
        state = SopState.BERLAKU  # until what is in flight is approved
    replaced = lives.successor(life)
    successor = replaced.sop.nomor if replaced else ""
    due = () if state is SopState.DIGANTIKAN else _reviews(life, rules)
    by_kind = {each.kind: each for each in due}
    watched, judged = by_kind.get(MONITORING), by_kind.get(EVALUATION)
    return _line(
        life,
        version.sop,
        number,
        str(state),
        approved,
        successor,
        monitored=watched.last if watched else None,
        monitoring_due=watched.due if watched else None,
        evaluated=judged.last if judged else None,
        evaluation_due=judged.due if judged else None,
    )


def _reviews(life: Life, rules: SopRules) -> tuple[Review, ...]:
    return reviews(life, rules.bulan_pantau, rules.bulan_evaluasi)


def _line(
    life: Life,
    sop: Sop,
    revision: str,
    state: str,
    approved: str = "",
    successor: str = "",
    **days: dt.date | None,
) -> MasterLine:
    return MasterLine(
        spec=life.path,
        number=sop.nomor,
        name=sop.nama,
        unit=", ".join(sop.instansi.unit) or sop.instansi.nama,
        revision=revision,
        made=sop.tanggal.pembuatan or "",
        revised=sop.tanggal.revisi or "",
        approved=approved or sop.tanggal.pengesahan or "",
        effective=sop.tanggal.efektif or "",
        state=state,
        successor=successor,
        **days,
    )


def due_reviews(
    lives: Lives, rules: SopRules, until: dt.date, specs: Sequence[str]
) -> list[DueReview]:
    """What must be reviewed by a day, the most urgent first; of ``specs``, if any are named, every
    review, due or not."""
    found = [
        DueReview(life=life, version=life.last, review=review)
        for life in lives.every
        if life.last and lives.state(life) is not SopState.DIGANTIKAN
        if not specs or life.path in specs
        for review in _reviews(life, rules)
        if specs or review.due <= until
    ]
    return sorted(found, key=lambda each: (each.review.due, each.life.path, each.review.kind))
