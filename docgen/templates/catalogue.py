"""All templates: those that travel with docgen and those of the workspace, and who uses each."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error
from docgen.load.shipped import shipped
from docgen.model.set_name import SetName
from docgen.model.workspace import BookSet, Workspace
from docgen.model.writing.os_reasons import os_reason
from docgen.ooxml.package import read_package
from docgen.ooxml.usual import template_bytes
from docgen.render.template import Template
from docgen.templates import kinds
from docgen.templates.kinds import TemplateKind, kind_of_file, template_kinds

FOLDER = "templates"
SUFFIXES = (".docx", ".xlsx")
SHIPPED, OWN = "bawaan", "ruang kerja"
_OF_SETS = {
    "letters": kinds.LETTER,
    "disposisi": kinds.DISPOSITION,
    "recap": kinds.RECAP,
    "label": kinds.LABEL,
    "sop": kinds.SOP,
}
_REVIEWS = (f"{FOLDER}/monitoring_sop.docx", f"{FOLDER}/evaluasi_sop.docx")
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_FAULTS = (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Use:
    """Who uses a template: a set, and as what; ``kind`` is the key of its kind."""

    path: str
    kind: str
    set: SetName

    def __str__(self) -> str:
        return str(self.set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A template: where it stands, what it calls itself, its kind, and the sets that use it.

    ``is_changed`` says that it differs from the shipped one of its name.
    """

    path: str
    title: str
    kind: TemplateKind
    place: str
    used_by: tuple[str, ...] = ()
    is_changed: bool = False

    def as_plain(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "templat": self.path,
            "judul": self.title,
            "jenis": self.kind.key,
            "untuk": self.kind.purpose,
            "tempat": self.place,
            "dipakai": list(self.used_by),
            "berbeda_dari_bawaan": self.is_changed,
        }


def uses(workspace: Workspace) -> tuple[Use, ...]:
    """Every place of docgen.toml that names a template, or means one without naming it."""
    return tuple(_uses(workspace))


def _uses(workspace: Workspace) -> Iterator[Use]:
    for key, kind in _OF_SETS.items():
        for name, declared in workspace.sets(key).items():
            yield Use(declared.template, kind, SetName(key, name))  # type: ignore[attr-defined]
            if key == "sop":
                yield from (Use(path, kinds.REVIEW, SetName(key, name)) for path in _REVIEWS)
    for set_name, bundle in workspace.bundles.items():
        is_book = isinstance(bundle, BookSet)
        yield Use(bundle.sampul, kinds.TITLE if is_book else kinds.COVER, set_name)
        yield Use(bundle.daftar_isi, kinds.INDEX, set_name)
        if isinstance(bundle, BookSet):
            yield Use(bundle.penjelasan, kinds.EXPLANATION, set_name)


def shipped_templates() -> Mapping[str, Path]:
    """Those that travel with docgen, by the name of their file, in the order of the alphabet."""
    files = sorted(shipped(FOLDER).iterdir())
    return {path.name: path for path in files if path.suffix in SUFFIXES}


def all_templates(root: Path, workspace: Workspace | None) -> tuple[list[Listed], list[Finding]]:
    """The workspace's own first, then those that travel with docgen and that it has none of.

    Findings: file-missing, template-unreadable.
    """
    findings: list[Finding] = []
    named: dict[str, list[Use]] = {}
    for use in uses(workspace) if workspace else ():
        named.setdefault(use.path, []).append(use)
    travelling = shipped_templates()
    found: list[Listed] = []
    for path in _own_paths(root, named) if workspace else ():
        try:
            data = template_bytes(root / path)
        except OSError as problem:
            if path in _REVIEWS:  # a shipped one stands for it
                continue
            message = f"templat ini tidak dapat dibaca: {os_reason(problem)}; periksa docgen.toml"
            findings.append(error("file-missing", Where(path), message))
            continue
        usual = travelling.get(Path(path).name)
        listed, faults = _listed(path, path, data, named.get(path, ()), OWN, usual)
        findings += faults
        found.append(listed)
    own = {each.path for each in found}
    for name, source in travelling.items():
        if f"{FOLDER}/{name}" not in own:
            meant = f"{FOLDER}/{name}"
            used = named.get(meant, ()) if meant in _REVIEWS else ()
            listed, faults = _listed(name, name, template_bytes(source), used, SHIPPED, None)
            findings += faults
            found.append(listed)
    return found, findings


def _own_paths(root: Path, named: Iterable[str]) -> list[str]:
    folder = root / FOLDER
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    beside = (f"{FOLDER}/{each.name}" for each in there if _is_template(each))
    return list(dict.fromkeys((*named, *beside)))


def _is_template(path: Path) -> bool:
    """Whether a file may be a template; not what Word keeps beside one that is open."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", "."))


def _listed(
    path: str,
    shown_as: str,
    data: bytes,
    used: Iterable[Use],
    place: str,
    usual: Path | None,
) -> tuple[Listed, tuple[Finding, ...]]:
    faults: tuple[Finding, ...] = ()
    names: frozenset[str] = frozenset()
    if not path.lower().endswith(".xlsx"):
        try:
            names = Template(data, Where(shown_as)).readable().placeholders()
        except FindingsError as problem:
            faults = problem.findings
    by = tuple(used)
    kind = template_kinds()[by[0].kind] if by else kind_of_file(path, names)
    listed = Listed(
        path=path,
        title=title_of(data) or Path(path).stem,
        kind=kind,
        place=place,
        used_by=tuple(dict.fromkeys(map(str, by))),
        is_changed=usual is not None and template_bytes(usual) != data,
    )
    return listed, faults


def title_of(data: bytes) -> str:
    """What an office file calls itself; blank when it does not, or cannot be read."""
    try:
        core = etree.fromstring(read_package(data)["docProps/core.xml"])
    except _FAULTS:
        return ""
    return " ".join((core.findtext(_TITLE) or "").split())


def as_plain(listed: Iterable[Listed]) -> list[dict[str, Any]]:
    """For other programs."""
    return [each.as_plain() for each in listed]
