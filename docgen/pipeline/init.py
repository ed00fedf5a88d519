"""``docgen init``: a workspace that builds at once; what stands there already is left alone."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from docgen.choices import PAPERS_OF_OFFICES
from docgen.errors import BlockedError, UsageError
from docgen.findings import Finding, Where, error, has_errors
from docgen.load.workspace import CONFIG, PROFILES
from docgen.model.workspace import Workspace
from docgen.outside.files import read_bytes
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


def stands(root: Path) -> bool:
    """Whether there is a workspace. Raises UsageError when a file stands where it would."""
    if root.exists() and not root.is_dir():
        raise UsageError(f"{root} adalah berkas, bukan folder", "Pakai nama folder yang lain.")
    return (root / CONFIG).exists()


def start_sample(root: Path) -> Started:
    """Copy the sample office. Raises UsageError in another workspace, OutputError."""
    files = dict(sample_files())
    if (root / CONFIG).is_file() and read_bytes(root / CONFIG) != files[CONFIG]():
        raise UsageError(
            f"{root} sudah punya docgen.toml sendiri", "Salin kantor contoh ke folder lain."
        )
    started = Started()
    _write(root, files.items(), started)
    return started


def start(root: Path, answers: Answers, today: dt.date) -> Started:
    """A small workspace for an office. Raises FindingsError before anything is written."""
    started = Started()
    started.report.note(answers.findings())
    started.report.stop_on_errors()
    settings = FormMaker(root, today).settings
    _write(root, starter_files(answers, replace(settings, offices=(answers.key,))), started)
    return started


def complete(root: Path, papers: tuple[str, ...], paper: str | None, today: dt.date) -> Started:
    """Add to a workspace what it lacks: of what it makes already, and of ``papers``.

    ``paper`` is the size of templates that are added.

    Raises FindingsError when docgen.toml cannot be read, before anything is written.
    """
    maker = FormMaker(root, today)
    workspace = load_config(root).value
    assert workspace is not None  # else there was an error
    started = Started(maker.report)
    answers = _known(workspace, papers, today)
    answers = replace(answers, kertas=paper or answers.kertas)
    files = starter_files(answers, maker.settings)
    profile = f"{PROFILES}/{PROFILE}.toml"
    if workspace.profil != PROFILE:
        files = (each for each in files if each[0] != profile)
    started.to_add = "\n".join(
        section_text(name, keys)
        for name, keys in sections(answers, today)
        if papers and name.name not in workspace.sets(name.kind)
    )
    _write(root, files, started)
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
    return replace(known, naskah=tuple(p for p in PAPERS_OF_OFFICES if p in {*papers, *made}))


def _write(root: Path, files: Iterable[tuple[str, Make]], started: Started) -> None:
    # All are worked out before the first is written.
    made: dict[str, bytes] = {}
    for name, make in files:
        if os.path.lexists(root / name):
            started.left.append(name)
        else:
            made[name] = make()
    started.report.note(_blocked(root, made))
    if has_errors(started.report.findings):
        raise BlockedError(started.report.findings)
    for name, data in made.items():
        write_whole(root / name, data)
        started.report.written.append(str(root / name))
    # For --json.
    started.report.data = {"dibiarkan": started.left, "tambahkan": started.to_add}


def _blocked(root: Path, names: Iterable[str]) -> Iterator[Finding]:
    """Findings: output-blocked."""
    folders = {above for name in names for above in PurePosixPath(name).parents}
    for folder in sorted(folders, key=str):
        if os.path.lexists(root / folder) and not (root / folder).is_dir():
            message = "di sini ada berkas, padahal ini harus folder; ganti nama berkas itu"
            yield error("output-blocked", Where(str(root / folder)), message)
