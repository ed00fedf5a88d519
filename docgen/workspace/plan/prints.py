"""What each ``cetak.pdf`` holds, in the order in which it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from docgen.model.copies import Copy, Role
from docgen.model.profile import Profile
from docgen.model.set_name import SetName
from docgen.numbering import Entry, letter_key
from docgen.workspace.document import Document, Printed
from docgen.workspace.parts import PROGRAM, Parts, titles
from docgen.workspace.plan.order import serials_of
from docgen.workspace.plan.planned import FileKind, Planned

# The order in which a letter's copies leave the table: out, for information, back, into the file.
ROLES = (Role.ASLI, Role.TEMBUSAN, Role.KEMBALI, Role.ARSIP)
SHEET = "F4"
FOLIO_MM = (215.0, 330.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPrint:
    """One ``cetak.pdf``: of which set, what of its documents, in the order of printing."""

    path: str
    set: SetName
    printed: Printed
    documents: tuple[Document, ...]

    @property
    def copies(self) -> Iterator[tuple[Document, Copy]]:
        """Every copy that it holds."""
        for document in self.documents:
            for copy in copies_in_order(document):
                yield document, copy


def copies_in_order(document: Document) -> list[Copy]:
    """The copies of a letter in the order in which they are printed."""
    return sorted(document.copies, key=lambda copy: ROLES.index(copy.role))


def sheet_mm(profile: Profile) -> tuple[float, float]:
    """The sheet that two forms are printed on, width and height in mm."""
    return profile.kertas.get(SHEET, FOLIO_MM)


def plan_prints(every: Sequence[Document], entries: Sequence[Entry]) -> Iterator[PlannedPrint]:
    """The print file of each set that has anything to print; documents of a set stand together."""
    printed = [
        each
        for each in every
        if each.printed is Printed.FORM or (each.printed is Printed.COPIES and each.copies)
    ]
    for path, batch in groupby(printed, key=lambda document: document.print_file):
        documents = list(batch)
        kind = documents[0].printed
        ordered = _in_order_of_number(documents, entries) if kind is Printed.COPIES else documents
        yield PlannedPrint(path=path, set=documents[0].set, printed=kind, documents=tuple(ordered))


def print_output(printed: PlannedPrint, profile: Profile) -> Planned:
    """The print file as an output."""
    names = titles(document.title for document in printed.documents)
    if printed.printed is Printed.FORM:
        inputs = tuple(document.pdf for document in printed.documents)
        sheet = str(sheet_mm(profile))
        return _planned(printed, {"profil kertas": sheet, "judul": names}, inputs)
    inputs = tuple(
        path
        for document, copy in printed.copies
        for path in (document.copy_file(copy), *(each.pdf for each in document.enclosures))
    )
    marks = titles(copy.mark for _document, copy in printed.copies)
    duplex = str(profile.cetak.bolak_balik)
    parts = {"profil cetak.bolak_balik": duplex, "judul": names, "tanda": marks}
    return _planned(printed, parts, inputs)


def _planned(printed: PlannedPrint, parts: Parts, inputs: tuple[str, ...]) -> Planned:
    return Planned(
        path=printed.path,
        kind=FileKind.PRINT_FILE,
        owner=str(printed.set),
        parts={**PROGRAM, **parts},
        inputs={"isi": inputs},
    )


def _in_order_of_number(documents: Sequence[Document], entries: Iterable[Entry]) -> list[Document]:
    """Letters in order of number, office by office; without a number after them, by row."""
    serials = serials_of(entries)
    rows = {document.id: row for row, document in enumerate(documents)}

    def place(document: Document) -> tuple[bool, str, int, str, tuple[int, int, str], int]:
        letter = document.letter
        serial = serials.get(letter_key(letter)) if letter and letter.nomor else None
        return serial is None, *(serial or ("", 0, "", (0, 0, ""))), rows[document.id]

    return sorted(documents, key=place)
