"""Every text of the sources of a workspace, with its place: specs, data, templates, settings."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

from docgen.findings import Finding, Where
from docgen.load.history import HISTORY
from docgen.load.spec_files import SUFFIXES, SpecText, read_spec
from docgen.load.tables.grid import Grid
from docgen.load.tables.read import column_name
from docgen.load.tables.sheets import visible_sheets
from docgen.load.tables.table_files import read_file
from docgen.load.text.json_text import parse_json
from docgen.load.text.toml_text import read_toml
from docgen.load.text.yaml_text import KeyPath, YamlText, read_yaml
from docgen.load.workspace import CONFIG, PROFILES
from docgen.model.workspace import Workspace
from docgen.ooxml.names import W
from docgen.ooxml.package import read_package
from docgen.ooxml.usual import usual_package
from docgen.outside.files import read_bytes
from docgen.outside.xml import mended_xml
from docgen.workspace.input_files import matching
from docgen.workspace.kinds.sop import SOP
from docgen.workspace.output_paths import FOLDER

NAME, STAFF_NUMBER = "nama", "nip"
_SHEETS = (".xlsx", ".xlsm", ".csv", ".tsv")
_TREES = (".yaml", ".yml", ".json")


class Source(StrEnum):
    """What a file is for."""

    SPEC = "SOP"
    DATA = "data"
    TEMPLATE = "templat"
    PROFILE = "profil"
    CONFIG = "pengaturan"


@dataclass(frozen=True, slots=True)
class Place:
    """A text of a source. ``path`` are its keys, or the row (from 0) and the column by its head.

    Texts of one ``record`` belong together: a row, a mapping.
    """

    source: Source
    where: Where
    text: str
    path: KeyPath
    record: KeyPath = ()

    @property
    def is_sop_name(self) -> bool:
        """Whether it is the name of a SOP, or stands in a list of such names."""
        return self.source is Source.SPEC and self.path[:1] in (("keterkaitan",), (NAME,))


def all_places(root: Path, workspace: Workspace, findings: list[Finding]) -> tuple[Place, ...]:
    """The texts of all sources; what cannot be read is a finding."""
    return tuple(
        place
        for source, path in sources(root, workspace)
        for place in _places(root, source, path, findings)
    )


def sources(root: Path, workspace: Workspace) -> tuple[tuple[Source, str], ...]:
    """The files that documents are made of, each once: specs first. Frozen revisions are none."""
    sets = [one.model_dump() for one in workspace.sets(SOP.key).values()]
    named = (text for _path, text in _values(sets, ()))
    specs = [each for each in named if PurePosixPath(each).suffix.lower() in SUFFIXES]
    every = _values(workspace.model_dump(mode="json"), ())
    others = [text.partition("#")[0] for _path, text in every]
    found: dict[str, Source] = {}
    for patterns, source in ((specs, Source.SPEC), (others, Source.DATA)):
        for pattern in patterns:
            for path in _files(root, pattern):
                suffix = PurePosixPath(path).suffix.lower()
                kind = Source.TEMPLATE if suffix == ".docx" else source
                found.setdefault(path, kind)
    profiles = sorted((root / PROFILES).rglob("*.toml"))
    for profile in profiles:
        found[profile.relative_to(root).as_posix()] = Source.PROFILE
    found[CONFIG] = Source.CONFIG
    order = list(Source)
    return tuple(sorted(((s, p) for p, s in found.items()), key=lambda each: order.index(each[0])))


def _files(root: Path, pattern: str) -> list[str]:
    """The files that a text of docgen.toml may mean; tables may be a family of .csv files."""
    if not pattern or len(pattern) > 500 or not ("/" in pattern or "." in pattern):
        return []
    paths = matching(root, [pattern], "")[0]
    if not paths and not PurePosixPath(pattern).suffix:
        paths = matching(root, [f"{pattern}.*.csv"], "")[0]
    return [path for path in paths if not {HISTORY, FOLDER} & set(PurePosixPath(path).parts)]


def _places(root: Path, source: Source, path: str, findings: list[Finding]) -> Iterator[Place]:
    suffix = PurePosixPath(path).suffix.lower()
    if source is Source.SPEC:
        spec = read_spec(root / path, path)
        findings += spec.findings
        if spec.value:
            yield from _leaves(source, spec.value)
    elif suffix in _TREES:
        read = _tree(root / path, path, suffix, findings)
        if read:
            yield from _leaves(source, read)
    elif suffix == ".toml":
        toml = read_toml(root / path, path)
        findings += toml.findings
        if toml.value:
            for keys, text in _values(toml.value.data, ()):
                yield Place(source, toml.value.at(keys), text, keys, keys[:-1])
    elif suffix in _SHEETS:
        sheets: Iterable[str | None] = list(visible_sheets(root / path)) or [None]
        for sheet in sheets:
            yield from _cells(root / path, path, sheet, source, findings)
    elif suffix == ".docx":
        yield from _paragraphs(root / path, path, source)


def _tree(path: Path, shown_as: str, suffix: str, findings: list[Finding]) -> YamlText | None:
    if suffix == ".json":
        try:
            result = parse_json(read_bytes(path).decode("utf-8-sig"), shown_as)
        except (OSError, UnicodeDecodeError):
            return None  # whoever builds is told
    else:
        result = read_yaml(path, shown_as)
    findings += result.findings
    return result.value


def _leaves(source: Source, read: SpecText) -> Iterator[Place]:
    for path, text in _values(read.data, ()):
        yield Place(source, read.where(path), text, path, path[:-1])


def _values(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _values(each, (*path, key))
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value):
            yield from _values(each, (*path, number))


def _cells(
    path: Path, shown_as: str, sheet: str | None, source: Source, findings: list[Finding]
) -> Iterator[Place]:
    grid = read_file(path, sheet, "", shown_as)
    if isinstance(grid, tuple):
        findings += grid
    elif isinstance(grid, Grid):
        heads: list[str] = []
        for number, row in enumerate(grid.rows):
            names = [column_name(text) for text in row]
            heads = names if {NAME, STAFF_NUMBER} & set(names) else heads
            for column, text in enumerate(row):
                if text:
                    head = heads[column] if column < len(heads) else ""
                    record = (sheet or "", number)
                    where = grid.place(number, column)
                    yield Place(source, where, text, (number, head), record)


def _paragraphs(path: Path, shown_as: str, source: Source) -> Iterator[Place]:
    """The paragraphs of a template, its heads and feet among them."""
    try:
        members = read_package(usual_package(read_bytes(path)))
    except (OSError, zipfile.BadZipFile, RuntimeError, ValueError, EOFError):
        return  # whoever fills it is told
    for name, data in members.items():
        if not (name.startswith("word/") and name.endswith(".xml")):
            continue
        root = mended_xml(data)
        for number, paragraph in enumerate(root.iter(f"{W}p") if root is not None else ()):
            text = "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
            if text.strip():
                where = Where(shown_as, paragraph=text.strip()[:60])
                yield Place(source, where, text, (name, number))
