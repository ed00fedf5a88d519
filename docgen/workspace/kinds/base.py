"""What a kind of document has to say for itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from docgen.findings import Finding, Result, Where
from docgen.model.letter import Letter
from docgen.model.profile import Profile
from docgen.model.set_name import SetName
from docgen.model.workspace import SetRecord, Workspace
from docgen.workspace.document import Document
from docgen.workspace.loaded import Loaded
from docgen.workspace.output_paths import FOLDER
from docgen.workspace.placeholders import Names

D = TypeVar("D", bound=SetRecord)
B = TypeVar("B")
# The letters of every set of letters, with the numbers that the register gave them.
Letters = Mapping[str, tuple[Letter, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The data of a template as ``docgen template check`` fills it in.

    Contexts with the places of their rows, the columns of the table with those of their heads, and
    the other placeholders.
    """

    contexts: tuple[tuple[Callable[[], Mapping[str, Any]], Where], ...]
    columns: tuple[str, ...]
    heads: Mapping[str, Where]
    names: Names
    where: Where


class Kind(ABC, Generic[D, B]):
    """A kind of document: ``D`` is the record of its tables, ``B`` what is read for one set.

    ``key`` names its tables (*[KEY.NAME]*) and the folder of its outputs. ``has_folders`` says
    that each document has a folder of its own, ``output/KEY/NAME/ID/``; else its files stand in
    ``output/KEY/``. ``sheet_column`` is the column by which a table of such documents is known.
    ``is_numbered`` says that the register numbers them, in one order across their sets: so the
    data of each set concerns every run, whatever it is about.
    """

    key: ClassVar[str]
    declared: ClassVar[type[SetRecord]]
    has_folders: ClassVar[bool] = False
    sheet_column: ClassVar[str] = ""
    is_numbered: ClassVar[bool] = False

    def set(self, name: str) -> SetName:
        """The name of one of its sets."""
        return SetName(self.key, name)

    def record(self, loaded: Loaded, name: str) -> D:
        """What ``[KEY.NAME]`` declares."""
        declared: Any = loaded.workspace.sets(self.key)[name]
        return declared  # type: ignore[no-any-return]

    def book(self, loaded: Loaded, name: str) -> B:
        """What was read for a set. Raises KeyError when it could not be read."""
        read: Any = loaded.books[self.set(name)]
        return read  # type: ignore[no-any-return]

    def books(self, loaded: Loaded) -> dict[str, B]:
        """What was read for all its sets that could be read, by their names."""
        return {
            name: self.book(loaded, name)
            for name in loaded.workspace.sets(self.key)
            if self.set(name) in loaded.books
        }

    def classification(self, loaded: Loaded, name: str, own: str = "") -> str:
        """The code of a paper: its ``own``, else that of its set, else that of the profile."""
        of_set: str = getattr(self.record(loaded, name), "klasifikasi", "")
        return own or of_set or loaded.profile.arsip.klasifikasi.get(self.key, "")

    def file(self, *parts: str) -> str:
        """A workspace path under the folder of its outputs."""
        return "/".join((FOLDER, self.key, *parts))

    @abstractmethod
    def load(self, loaded: Loaded, name: str) -> Result[B]:
        """Read the data of a set and keep its templates and logos; all that is wrong with it."""

    def files(self, loaded: Loaded, name: str) -> Iterable[Finding]:
        """Keep what of a set no number hangs on, if its data has any; what is wrong with it."""
        del loaded, name
        return ()

    def incoming(self, loaded: Loaded, name: str) -> Iterable[str]:
        """Workspace paths of papers from elsewhere that its documents are made of or go with."""
        del loaded, name
        return ()

    def review(self, loaded: Loaded) -> Iterable[Finding]:
        """What is wrong across its sets, once all sets of all kinds are read."""
        del loaded
        return ()

    def concerned(self, loaded: Loaded, finding: Finding) -> Iterable[str]:
        """The sets that a finding of :meth:`review` is about; all of them if it is not known."""
        del finding
        return loaded.workspace.sets(self.key)

    @abstractmethod
    def template_findings(self, loaded: Loaded, name: str) -> Iterable[Finding]:
        """A template of the set that cannot be read, and placeholders that nothing fills."""

    @abstractmethod
    def documents(
        self, loaded: Loaded, name: str, letters: Letters
    ) -> Result[tuple[Document, ...]]:
        """The documents of a set, in order; and what is found on the way (``[]`` has a value)."""

    def rows(self, root: Path, data: str, workspace: Workspace, profile: Profile) -> Result[Rows]:
        """A table of such documents as contexts, for kinds that have a ``sheet_column``."""
        raise NotImplementedError
