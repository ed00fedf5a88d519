"""What kinds have in common whose documents are made of one template, a row each."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from docgen.check.documents.demanded import demanded
from docgen.convert import tags_in
from docgen.errors import FindingsError
from docgen.findings import Finding, Result, Where
from docgen.load.tables.cells import Row
from docgen.model.letter import Disposition, Letter
from docgen.model.office import Office, Official
from docgen.model.profile import Profile
from docgen.model.workspace import RowSet, Workspace
from docgen.render.placeholders.letters import NOBODY
from docgen.render.template import Image, Template
from docgen.workspace.document import Document, Filled, Words
from docgen.workspace.kinds.base import Kind, Letters, Rows
from docgen.workspace.loaded import Loaded
from docgen.workspace.parts import TemplateParts, computed
from docgen.workspace.placeholders import Names, filled_by_rows
from docgen.workspace.printed_parts import offices_printed, signs_printed, texts_printed

# The name of a set that is only tried out.
ON_TRIAL = "periksa"


class Book(Protocol):
    """What was read of a sheet: its columns and place, and who may sign."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it has."""

    @property
    def heads(self) -> Mapping[str, Where]:
        """The places of their heads."""

    @property
    def rows(self) -> Mapping[Where, Row]:
        """Its rows, by their places."""

    @property
    def where(self) -> Where:
        """The sheet."""

    @property
    def officials(self) -> dict[str, Official]:
        """Those who sign, by their keys."""


D = TypeVar("D", bound=RowSet)
B = TypeVar("B", bound=Book)
P = TypeVar("P", Letter, Disposition)


class RowKind(Kind[D, B], Generic[D, B, P]):
    """A kind whose rows ``P`` fill one template; each document has a folder of its own.

    ``names`` are the placeholders besides the columns, ``parts`` the names of those that say what
    something else than the row does.
    """

    has_folders = True
    names: ClassVar[Names]
    parts: ClassVar[Mapping[str, str]]

    @abstractmethod
    def read(
        self, root: Path, data: str, name: str, workspace: Workspace, profile: Profile
    ) -> Result[B]:
        """Read the sheet ``data`` as the set ``name``, with everything wrong in it."""

    @abstractmethod
    def papers(self, book: B) -> Sequence[P]:
        """The rows."""

    @abstractmethod
    def context(
        self, row: P, office: Office, logo: Image | None, signatory: Official, profile: Profile
    ) -> Mapping[str, Any]:
        """What a row's document is filled with."""

    @abstractmethod
    def further(self, row: P, profile: Profile) -> Mapping[str, Any]:
        """The fields of the ``Document`` of a row that differ from kind to kind."""

    @abstractmethod
    def fields(self, row: P, office: Office, official: Official | None) -> Mapping[str, object]:
        """What its pages must show, by the names of the template, from the data alone.

        Nothing of stage 4 is asked how it fills its templates.
        """

    def in_order(self, book: B, name: str, letters: Letters) -> Sequence[P]:
        """The rows as they are now: letters have got their numbers."""
        del name, letters
        return self.papers(book)

    def template_findings(self, loaded: Loaded, name: str) -> Iterator[Finding]:
        """The template against the columns of its sheet, and what its pages cannot do without.

        Findings: those of ``column_findings``, ``offices_printed`` and ``signs_printed``.
        """
        path = self.record(loaded, name).template
        if self.set(name) not in loaded.books or path not in loaded.files:
            return
        book = self.book(loaded, name)
        yield from filled_by_rows(loaded, path, self.names, book.columns, book.where, book.heads)
        template = Template(loaded.files[path], Where(path))
        with suppress(FindingsError):  # a template that cannot be read is a finding already
            yield from self.printed_parts(loaded, template, book)

    def printed_parts(self, loaded: Loaded, template: Template, book: B) -> Iterator[Finding]:
        """What the pages of a readable template would lack. Raises FindingsError."""
        keys = [row.kop for row in self.papers(book)]
        used = [loaded.workspace.office[key] for key in keys if key in loaded.workspace.office]
        yield from offices_printed(template, used)
        told = texts_printed(template, book.rows.values(), book.officials.values())
        yield from signs_printed(template, told)

    def documents(
        self, loaded: Loaded, name: str, letters: Letters
    ) -> Result[tuple[Document, ...]]:
        """A document for each row."""
        book, path = self.book(loaded, name), self.record(loaded, name).template
        template = Template(loaded.files[path], Where(path), loaded.read)
        labels = {**computed(self.names.given, book.columns), **self.parts}
        reads = TemplateParts(template, labels)
        rows = self.in_order(book, name, letters)
        return Result(tuple(self._document(loaded, row, template, reads) for row in rows))

    def _document(
        self, loaded: Loaded, row: P, template: Template, reads: TemplateParts
    ) -> Document:
        name, office = row.kelompok, loaded.workspace.office[row.kop]
        official = self.book(loaded, name).officials.get(row.penandatangan)
        logo, signatory = loaded.image(office.logo), official or NOBODY
        context = partial(self.context, row, office, logo, signatory, loaded.profile)
        office_file = self.file(name, row.id, f"{row.id}.docx")

        document = Document(
            set=self.set(name),
            id=self.set(name).document(row.id),
            office_file=office_file,
            make=Filled(office_file, template, context),
            parts=lambda: reads.of(context(), row.where),
            shown=lambda: self._shown(template, self.fields(row, office, official)),
            template=template.where.file,
            group="",
            description=row.hal,
            source=row.where,
            is_row=True,
            data=(row.where.file,),
            tags=tags_in([each.model_dump() for each in (row, office, signatory)]),
            is_joined=True,
        )
        document = replace(document, **self.further(row, loaded.profile))
        code = self.classification(loaded, name, document.classification)
        return replace(document, classification=code)

    @staticmethod
    def _shown(template: Template, fields: Mapping[str, object]) -> Words:
        if not template.data:  # one that is not there shows nothing that could be asked for
            return ()
        return demanded(template.data, template.with_names(fields))

    def rows(self, root: Path, data: str, workspace: Workspace, profile: Profile) -> Result[Rows]:
        """A sheet on trial: its rows as contexts, without numbers."""
        result = self.read(root, data, ON_TRIAL, workspace, profile)
        if result.value is None:
            return Result(None, result.findings)
        book = result.value

        def context(row: P) -> Mapping[str, Any]:
            office = workspace.office_of(row.kop if row.kop in workspace.office else None)
            signatory = book.officials.get(row.penandatangan, NOBODY)
            return self.context(row, office, None, signatory, profile)

        rows = Rows(
            contexts=tuple((partial(context, row), row.where) for row in self.papers(book)),
            columns=book.columns,
            heads=book.heads,
            names=self.names,
            where=book.where,
        )
        return Result(rows, result.findings)
