"""``docgen init``: a workspace that builds at once; what stands there already is left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen.choices import PAPERS_OF_OFFICES
from docgen.errors import UsageError
from docgen.load.workspace import CONFIG, PROFILES
from docgen.model.workspace import Workspace
from docgen.pipeline.form import FormMaker
from docgen.starter.answers import Answers
from docgen.starter.config import PROFILE, section_text, sections
from docgen.starter.files import Make, sample_files, starter_files
from docgen.workspace.opening.load import load_config
from docgen.workspace.report import Report
from docgen.workspace.store.sources import write_whole


@dataclass(slots=True)
class Started:
    """What was written, which files were there already, and what docgen.toml does not say yet."""

    report: Report = field(default_factory=Report)
    left: list[str] = field(default_factory=list)
    to_add: str = ""

    def keep(self) -> None:
        """Let ``--json`` say it too."""
        self.report.data = {"dibiarkan": self.left, "tambahkan": self.to_add}


def stands(root: Path) -> bool:
    """Whether there is a workspace. Raises UsageError when a file stands where it would."""
    if root.exists() and not root.is_dir():
        raise UsageError(f"{root} adalah berkas, bukan folder", "Pakai nama folder yang lain.")
    return (root / CONFIG).exists()


def start_sample(root: Path) -> Started:
    """Copy the sample office. Raises OutputError."""
    started = Started()
    _write(root, sample_files(), started)
    return started


def start(root: Path, answers: Answers, today: dt.date) -> Started:
    """A small workspace for an office. Raises FindingsError before anything is written."""
    started = Started()
    started.report.note(answers.findings())
    started.report.stop_on_errors()
    settings = FormMaker(root, today).settings
    _write(root, starter_files(answers, replace(settings, offices=(answers.key,))), started)
    return started


def complete(root: Path, papers: tuple[str, ...], today: dt.date) -> Started:
    """Add to a workspace what it lacks: of ``papers``, or of what it makes already.

    Raises FindingsError when docgen.toml cannot be read, before anything is written.
    """
    maker = FormMaker(root, today)
    workspace = load_config(root).value
    assert workspace is not None  # else there was an error
    started = Started(maker.report)
    answers = _known(workspace, papers, today)
    files = starter_files(answers, maker.settings)
    profile = f"{PROFILES}/{PROFILE}.toml"
    if workspace.profil != PROFILE:
        files = (each for each in files if each[0] != profile)
    _write(root, files, started)
    started.to_add = "\n".join(
        section_text(name, keys)
        for name, keys in sections(answers, today)
        if papers and name.name not in workspace.sets(name.kind)
    )
    return started


def _known(workspace: Workspace, papers: tuple[str, ...], today: dt.date) -> Answers:
    """What docgen.toml answers."""
    office = workspace.office_of(None)
    known = Answers(
        pemerintah=office.pemerintah,
        kantor=office.nama,
        alamat=office.alamat,
        kontak=office.kontak,
        kota=office.kota,
        kode=office.kode,
        pola=workspace.numbering.pola,
    )
    made = [
        paper
        for paper in PAPERS_OF_OFFICES
        for name, _keys in sections(replace(known, naskah=(paper,)), today)
        if not name.is_bundle and name.kind != "label" and name.name in workspace.sets(name.kind)
    ]
    return replace(known, naskah=papers or tuple(made))


def _write(root: Path, files: Iterable[tuple[str, Make]], started: Started) -> None:
    # All are worked out before the first is written.
    made: dict[str, bytes] = {}
    for name, make in files:
        if (root / name).exists():
            started.left.append(name)
        else:
            made[name] = make()
    for name, data in made.items():
        write_whole(root / name, data)
        started.report.written.append(str(root / name))
    started.keep()
