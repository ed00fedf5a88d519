"""The kind *letter*: a row is a letter, with its copies, its enclosures and its signed paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from docgen.check.documents.demanded import demanded
from docgen.convert import tags_in
from docgen.findings import Finding, Result, Where, error
from docgen.load.letters.letters import LetterBook, load_letters, orphan_items
from docgen.model.copies import Copy, required_copies
from docgen.model.letter import Letter, LetterState
from docgen.model.office import Office, Official
from docgen.model.origin import Origin
from docgen.model.profile import Profile
from docgen.model.workspace import LetterSet, Workspace
from docgen.model.writing.dates import format_tanggal
from docgen.render.placeholders.letters import LETTER_NAMES, NOBODY, letter_context
from docgen.render.template import Template
from docgen.workspace.document import Document, Enclosure, EnclosureKind, Files, Printed, Words
from docgen.workspace.input_files import letter_files, shared_signed_files
from docgen.workspace.kinds.base import Kind, Letters, Rows
from docgen.workspace.loaded import Loaded
from docgen.workspace.parts import TemplateParts, computed
from docgen.workspace.placeholders import Names, filled_by_rows

OFFICE = (".docx", ".xlsx")
IMAGES = (".png", ".jpg", ".jpeg")
NAMES = Names(
    given=LETTER_NAMES,
    steering=frozenset(
        {
            "id", "kop", "klasifikasi", "tanggal_konsep", "paraf", "tanggal_ttd", "tanggal_nomor",
            "keamanan", "derajat", "hal", "lampiran", "berkas_lampiran", "tujuan", "tembusan",
            "penandatangan", "berkas_ttd", "catatan", "urut", "nomor_verbal",
            "tanggal_kirim",
        }
    ),
    number="nomor",
    copies="tembusan",
)  # fmt: skip
# Placeholders that say what the profile does.
PROFILE_PARTS = {
    "kalimat_tte": "profil surat.kalimat_tte",
    "kaki_tte": "profil surat.kaki_tte",
}


class LetterKind(Kind[LetterSet, LetterBook]):
    """Letters: ``output/letters/NAME/ID/ID.docx``, its PDF and copies beside it."""

    key = "letters"
    declared = LetterSet
    has_folders = True
    sheet_column = "tujuan"
    is_numbered = True

    def load(self, loaded: Loaded, name: str) -> Result[LetterBook]:
        """Read a sheet. Findings: those of ``load_letters``."""
        offices, words = list(loaded.workspace.office), loaded.profile.tembusan
        data = self.record(loaded, name).data
        return load_letters(loaded.root, data, name, offices, words)

    def files(self, loaded: Loaded, name: str) -> Iterator[Finding]:
        """Template, signed papers and enclosures. Findings: those of ``letter_files``."""
        yield from loaded.keep(self.record(loaded, name).template, "templat")
        if self.set(name) in loaded.books:
            book = self.book(loaded, name)
            for letter in book.letters:
                yield from letter_files(loaded.root, book, letter)

    def review(self, loaded: Loaded) -> Iterable[Finding]:
        """Findings: letter-in-two-sets, signed-file-shared, item-without-letter."""
        books = self.books(loaded)
        yield from _in_two_sets(loaded.root, books)
        yield from shared_signed_files(books.values())
        yield from orphan_items(list(books.values()))

    def template_findings(self, loaded: Loaded, name: str) -> Iterable[Finding]:
        """The template against the columns of its sheet."""
        if self.set(name) not in loaded.books:
            return ()
        book = self.book(loaded, name)
        template = self.record(loaded, name).template
        return filled_by_rows(loaded, template, NAMES, book.columns, book.where)

    def documents(
        self, loaded: Loaded, name: str, letters: Letters
    ) -> Result[tuple[Document, ...]]:
        """A document for each letter, with the number that the register gave it."""
        path = self.record(loaded, name).template
        template = Template(loaded.files[path], Where(path), loaded.read)
        columns = self.book(loaded, name).columns
        reads = TemplateParts(template, {**computed(LETTER_NAMES, columns), **PROFILE_PARTS})
        return Result(
            tuple(self._document(loaded, letter, template, reads) for letter in letters[name])
        )

    def _document(
        self, loaded: Loaded, letter: Letter, template: Template, reads: TemplateParts
    ) -> Document:
        name, profile = letter.kelompok, loaded.profile
        office = loaded.workspace.office[letter.kop]
        official = self.book(loaded, name).officials.get(letter.penandatangan)
        logo = loaded.image(office.logo)
        context = partial(letter_context, letter, office, logo, official or NOBODY, profile.surat)
        office_file = self.file(name, letter.id, f"{letter.id}.docx")

        def make() -> Files:
            return {office_file: template.render(context())}

        return Document(
            set=self.set(name),
            id=self.set(name).document(letter.id),
            office_file=office_file,
            make=make,
            parts=lambda: reads.of(context(), letter.where),
            shown=lambda: _shown(template.data, letter, office, official),
            template=template.where.file,
            group="Surat Keluar",
            number=letter.nomor,
            date=format_tanggal(letter.tanggal_surat) if letter.tanggal_surat else "",
            description=letter.hal,
            classification=letter.klasifikasi,
            letter=letter,
            copies=copies_of(letter, profile),
            enclosures=_enclosures(letter, self.file(name, letter.id), profile),
            source=letter.where,
            is_row=True,
            data=(letter.where.file,),
            tags=tags_in([each.model_dump() for each in (letter, office, official or NOBODY)]),
            printed=Printed.COPIES,
            is_joined=True,
            is_archived=letter.state is LetterState.BERNOMOR,
            origin=Origin.SIGNED if letter.berkas_ttd else Origin.OWN,
        )

    def rows(self, root: Path, data: str, workspace: Workspace, profile: Profile) -> Result[Rows]:
        """A sheet of letters, without numbers."""
        result = load_letters(root, data, "periksa", list(workspace.office), profile.tembusan)
        if result.value is None:
            return Result(None, result.findings)
        book = result.value

        def context(letter: Letter) -> Mapping[str, Any]:
            office = workspace.office_of(letter.kop if letter.kop in workspace.office else None)
            signatory = book.officials.get(letter.penandatangan, NOBODY)
            return letter_context(letter, office, None, signatory, profile.surat)

        rows = Rows(
            contexts=tuple((partial(context, letter), letter.where) for letter in book.letters),
            columns=book.columns,
            names=NAMES,
            where=book.where,
        )
        return Result(rows, result.findings)


def copies_of(letter: Letter, profile: Profile) -> tuple[Copy, ...]:
    """The copies that a letter needs by the rules of the office."""
    returned = profile.surat.lembar_kembali
    return required_copies(letter, profile.arsip_tambahan, returned=returned)


def every_letter(loaded: Loaded) -> list[Letter]:
    """All letters of the workspace, in the order of its sets."""
    return [letter for book in LETTER.books(loaded).values() for letter in book.letters]


def _enclosures(letter: Letter, folder: str, profile: Profile) -> tuple[Enclosure, ...]:
    """The enclosures of a letter, in order."""
    mark: tuple[str, ...] = ()
    if letter.state is LetterState.BERNOMOR and profile.surat.tanda_lampiran:
        date = format_tanggal(letter.tanggal_surat) if letter.tanggal_surat else ""
        mark = ("Lampiran surat", f"Nomor {letter.nomor}", f"Tanggal {date}".strip())
    found = []
    for number, path in enumerate(letter.berkas_lampiran, 1):
        suffix = PurePosixPath(path).suffix.lower()
        kind = EnclosureKind.PDF
        if suffix in OFFICE or suffix in IMAGES:
            kind = EnclosureKind.OFFICE if suffix in OFFICE else EnclosureKind.IMAGE
        is_made = kind is not EnclosureKind.PDF
        found.append(
            Enclosure(
                letter=letter.id,
                number=number,
                source=path,
                kind=kind,
                pdf=f"{folder}/{letter.id}.lampiran-{number}.pdf" if is_made else path,
                mark=mark if is_made else (),
            )
        )
    return tuple(found)


def _in_two_sets(root: Path, books: Mapping[str, LetterBook]) -> Iterator[Finding]:
    """Rows that two sets read: each letter would get two numbers."""
    first: dict[tuple[Path, Where, str], str] = {}
    told = set()
    for name, book in books.items():
        for letter in book.letters:
            where = letter.where
            row = ((root / where.file).resolve(), where.at(file=""), letter.id)
            other = first.setdefault(row, name)
            if other != name and (other, name) not in told:
                told.add((other, name))
                message = (
                    f"lembar ini dibaca oleh [letters.{other}] dan [letters.{name}], sehingga "
                    f"surat «{letter.id}» akan mendapat dua nomor; pakai lembar yang lain"
                )
                yield error("letter-in-two-sets", where, message)


def _shown(template: bytes, letter: Letter, office: Office, official: Official | None) -> Words:
    """What its pages must show: nothing of stage 4 is asked how it fills its templates."""
    date = format_tanggal(letter.tanggal_surat) if letter.tanggal_surat else ""
    fields: dict[str, object] = {
        **letter.lain,
        "kop": office.kop,
        "pejabat": official.model_dump() if official else {},
        "nomor": letter.nomor,
        "tanggal": date,
        "tempat_tanggal": f"{office.kota}, {date}",
        "derajat": letter.derajat,
        "hal": letter.hal,
        "lampiran": letter.enclosures,
        "klasifikasi": letter.klasifikasi,
        "tujuan": letter.tujuan,
        "tembusan": letter.tembusan,
        "butir": [item.model_dump() for item in letter.butir],
    }
    return demanded(template, fields)


LETTER = LetterKind()
