"""What a whole workspace holds once it is loaded."""

from __future__ import annotations

import datetime as dt
import errno
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docgen.findings import Finding, Where, error
from docgen.load.shipped import shipped
from docgen.model.law import Law
from docgen.model.office import Office
from docgen.model.profile import Profile
from docgen.model.set_name import SetName
from docgen.model.workspace import Workspace
from docgen.model.writing.os_reasons import os_reason
from docgen.ooxml.usual import template_bytes
from docgen.outside.files import NotAFileError, TooLargeError, read_bytes
from docgen.render.template import Image
from docgen.signatures import Judge

# Lists and agenda books look like the recap.
TABLE_LOOK = "templates/rekap_skp.xlsx"


@dataclass(slots=True)
class Loaded:
    """A workspace with all its data.

    ``books`` holds, by set, what its kind read (see :mod:`docgen.workspace.kinds.base`); a set
    that could not be read has none. ``files`` are templates and logos, by path. ``wanted`` are the
    sets and bundles that the run is about, ``left_out`` those that are planned no further, as they
    have errors and it is about others. ``laws`` are the office's own; rules that ask what day it
    is hold with ``today`` only. ``unreadable`` are sets whose data has errors, ``absent`` templates
    and logos that are not there. ``judge`` knows the certificates that are trusted.
    ``asked_for`` are the paths of files that were read for filters of templates.
    """

    root: Path
    workspace: Workspace
    profile: Profile
    sets: tuple[SetName, ...]  # those that make documents, in the order of the pipeline
    books: dict[SetName, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    wanted: frozenset[SetName] = frozenset()
    left_out: frozenset[SetName] = frozenset()
    laws: tuple[Law, ...] = ()
    today: dt.date | None = None
    unreadable: list[SetName] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    judge: Judge = field(default_factory=Judge)
    asked_for: set[str] = field(default_factory=set)

    def read(self, path: str) -> bytes:
        """A file of the workspace. Raises OSError, also for a path that leads out of it."""
        self.asked_for.add(path)
        if path in self.files:
            return self.files[path]
        return read_inside(self.root, path)

    def keep(self, path: str, what: str) -> list[Finding]:
        """Keep the bytes of a template or logo; a finding when it is not there."""
        if path in self.files:
            return []
        try:
            self.files[path] = template_bytes(self.root / path)
        except OSError as problem:
            self.absent.append(path)
            message = (
                f"{what} «{path}» tidak dapat dibaca: {os_reason(problem)}; {self._mend(path)}"
            )
            return [error("file-missing", Where(path), message)]
        return []

    def _mend(self, path: str) -> str:
        """What to do about a file that is not there: it may be there in the format of old."""
        old = Path(path).with_suffix(Path(path).suffix.rstrip("x"))
        if old.name != Path(path).name and (self.root / old).is_file():
            return f"yang ada «{old.name}»: buka, lalu simpan sebagai {Path(path).suffix}"
        words = "periksa nama dan foldernya, atau ganti di docgen.toml"
        if path.endswith(".docx") and shipped(path).is_file():
            stem = Path(path).stem
            return f"{words}; atau ambil yang bawaan: docgen template new {stem} -o {path}"
        return words

    def logo(self, office: Office) -> bytes | None:
        """The picture in an office's letterhead, if it has one."""
        return self.files[office.logo] if office.logo else None

    def image(self, path: str | None) -> Image | None:
        """The picture at a workspace path."""
        return Image(self.files[path]) if path else None

    def table_look(self) -> bytes:
        """The template that gives tables their look: the workspace's own, else the shipped one."""
        if TABLE_LOOK not in self.files:
            own = self.root / TABLE_LOOK
            self.files[TABLE_LOOK] = read_bytes(own if own.is_file() else shipped(TABLE_LOOK))
        return self.files[TABLE_LOOK]

    def names(self) -> tuple[SetName, ...]:
        """Everything that can be built: the sets of all kinds, then the bundles."""
        return (*self.sets, *self.workspace.bundles)


def read_inside(root: Path, path: str) -> bytes:
    """A file under ``root``. Raises OSError, also for a path that leads out of it."""
    full = (root / path).resolve()
    if not full.is_relative_to(root.resolve()):
        raise FileNotFoundError(errno.ENOENT, "di luar ruang kerja", path)
    try:
        return read_bytes(full)
    except (TooLargeError, NotAFileError):
        raise
    except OSError as problem:  # named as it stands in the template, on every computer alike
        raise type(problem)(problem.errno, problem.strerror, path) from problem
