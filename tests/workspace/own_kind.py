"""A kind of document that docgen does not know: memos, a row each. All of it is in this module."""

from __future__ import annotations

from functools import partial

from docgen.convert import tags_in
from docgen.findings import Finding, Result, Where
from docgen.load.letters.source import split_source
from docgen.load.tables.read import Row, Table, read_table
from docgen.model.workspace import SetRecord
from docgen.render.template import Template
from docgen.workspace.document import Document, Printed
from docgen.workspace.kinds.base import Kind, Letters
from docgen.workspace.loaded import Loaded
from docgen.workspace.parts import TemplateParts
from docgen.workspace.placeholders import Names, filled_by_rows

COLUMNS = ("id", "judul", "isi")
NAMES = Names(given=frozenset(), steering=frozenset({"id"}))


class MemoSet(SetRecord):
    """*[memo.NAME]*."""

    template: str
    data: str


class MemoKind(Kind[MemoSet, Table]):
    """Memos: ``output/memo/NAME/ID/ID.docx``."""

    key = "memo"
    declared = MemoSet
    has_folders = True

    def load(self, loaded: Loaded, name: str) -> Result[Table]:
        declared = self.record(loaded, name)
        missing = loaded.keep(declared.template, "templat")
        path, sheet = split_source(declared.data)
        table = read_table(loaded.root / path, sheet, shown_as=path, required=COLUMNS)
        return Result(table.value, (*missing, *table.findings))

    def template_findings(self, loaded: Loaded, name: str) -> list[Finding]:
        book, template = self.book(loaded, name), self.record(loaded, name).template
        return [*filled_by_rows(loaded, template, NAMES, book.columns, book.where)]

    def documents(
        self, loaded: Loaded, name: str, letters: Letters
    ) -> Result[tuple[Document, ...]]:
        path = self.record(loaded, name).template
        template = Template(loaded.files[path], Where(path), loaded.read)
        reads = TemplateParts(template, {})
        rows = self.book(loaded, name).rows
        return Result(tuple(self._document(name, row, template, reads) for row in rows))

    def _document(self, name: str, row: Row, template: Template, reads: TemplateParts) -> Document:
        texts = {column: row.text(column) for column in COLUMNS}
        office_file = self.file(name, texts["id"], f"{texts['id']}.docx")
        return Document(
            set=self.set(name),
            id=self.set(name).document(texts["id"]),
            office_file=office_file,
            make=lambda: {office_file: template.render(texts)},
            parts=partial(reads.of, texts, row.where),
            shown=lambda: (("judul", texts["judul"]), ("isi", texts["isi"])),
            template=template.where.file,
            group="Memo",
            description=texts["judul"],
            source=row.where,
            is_row=True,
            data=(row.where.file,),
            tags=tags_in(texts),
            printed=Printed.FORM,
            is_joined=True,
        )


MEMO = MemoKind()
