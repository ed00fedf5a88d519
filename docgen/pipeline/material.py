"""What a whole workspace holds once it is loaded."""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from pathlib import Path

from docgen.load.letters.dispositions import DispositionBook
from docgen.load.letters.letters import LetterBook
from docgen.load.sop import SopFile
from docgen.model.office import Office, Official
from docgen.model.skp.recap import Recap
from docgen.model.workspace import Profile, Workspace


@dataclass(slots=True)
class Material:
    """What was loaded, by the names of ``docgen.toml`` (``skp`` of ``[sop.skp]``)."""

    root: Path
    workspace: Workspace
    profile: Profile
    sops: dict[str, dict[str, SopFile]] = field(default_factory=dict)  # set -> path -> SOP
    letters: dict[str, LetterBook] = field(default_factory=dict)
    dispositions: dict[str, DispositionBook] = field(default_factory=dict)
    recaps: dict[str, Recap] = field(default_factory=dict)
    recap_officials: dict[str, Official] = field(default_factory=dict)
    addresses: dict[str, dict[str, str]] = field(default_factory=dict)  # label set -> who -> where
    files: dict[str, bytes] = field(default_factory=dict)  # templates and logos, by path

    def read(self, path: str) -> bytes:
        """A file of the workspace. Raises OSError, also for a path that leads out of it."""
        if path in self.files:
            return self.files[path]
        return read_inside(self.root, path)

    def logo(self, office: Office) -> bytes | None:
        """The picture in an office's letterhead, if it has one."""
        return self.files[office.logo] if office.logo else None

    def names(self) -> tuple[str, ...]:
        """Everything that can be built: ``sop.skp``, ``letters.permintaan``, ``bundle.x``, …"""
        return set_names(self.workspace)


def read_inside(root: Path, path: str) -> bytes:
    """A file under ``root``. Raises OSError, also for a path that leads out of it."""
    full = (root / path).resolve()
    if not full.is_relative_to(root.resolve()):
        raise FileNotFoundError(errno.ENOENT, "di luar ruang kerja", path)
    try:
        return full.read_bytes()
    except OSError as problem:  # named as it stands in the template, on every computer alike
        raise type(problem)(problem.errno, problem.strerror, path) from problem


def set_names(workspace: Workspace) -> tuple[str, ...]:
    """The sets of a workspace in the order of the pipeline."""
    groups = ("sop", "letters", "disposisi", "recap", "label", "bundle")
    return tuple(f"{group}.{name}" for group in groups for name in getattr(workspace, group))
