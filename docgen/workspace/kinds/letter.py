"""The kind *letter*: a row is a letter, with its copies, its enclosures and its signed paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from docgen.convert import look_at_file
from docgen.findings import Finding, Result, Where, error
from docgen.load.letters.letters import (
    BOOK_COLUMNS,
    COLUMNS,
    LetterBook,
    load_letters,
    orphan_items,
)
from docgen.model.copies import Copy, required_copies
from docgen.model.letter import Letter, LetterState
from docgen.model.office import Office, Official
from docgen.model.origin import Origin
from docgen.model.profile import Profile
from docgen.model.workspace import LetterSet, Workspace
from docgen.model.writing.dates import format_tanggal
from docgen.render.placeholders.letters import LETTER_NAMES, letter_context
from docgen.render.template import Image, Template
from docgen.workspace.document import Enclosure, EnclosureKind, Printed
from docgen.workspace.input_files import letter_files, shared_signed_files
from docgen.workspace.kinds.base import Letters
from docgen.workspace.kinds.by_rows import RowKind
from docgen.workspace.loaded import Loaded
from docgen.workspace.placeholders import Names
from docgen.workspace.printed_parts import (
    columns_printed,
    dates_printed,
    lists_printed,
    marks_have_room,
)

OFFICE = (".docx", ".xlsx")
IMAGES = (".png", ".jpg", ".jpeg")
NAMES = Names(
    given=LETTER_NAMES,
    steering=frozenset({*COLUMNS, *BOOK_COLUMNS}),
    number="nomor",
    copies="tembusan",
    taken={
        "nomor": "nomor diberikan dari buku agenda, dan nomor yang dipesan ditulis di «urut»",
        "tanggal": "tulis di «tanggal_ttd» (tanda tangan) atau «tanggal_nomor» (yang tercetak)",
        "tempat_tanggal": "tulis tanggalnya di «tanggal_nomor»; tempatnya «kota» di docgen.toml",
        "tanda_konsep": "tandanya mengikuti «paraf» dan «tanggal_ttd»; ganti nama kolomnya",
        "pejabat": "sebut kuncinya di «penandatangan» dan datanya di lembar «pejabat»",
        "jabatan_ttd": "sebut kuncinya di «penandatangan» dan jabatannya di lembar «pejabat»",
        "butir": "tulis butir surat di lembar «butir»",
        "orang": "tulis orangnya di lembar «orang», satu baris satu orang",
        "rincian": "tulis rinciannya di lembar «rincian», satu baris satu butir",
        "rahasia": "tulis kelasnya di «keamanan»",
        "elektronik": "tulis di «cara_ttd»",
        "kode_qr": "tulis isinya di «tautan»",
        "lembar_kembali": "diatur di profil ([surat] lembar_kembali)",
        "kalimat_tte": "diatur di profil ([surat] kalimat_tte)",
        "kaki_tte": "diatur di profil ([surat] kaki_tte)",
    },
)  # fmt: skip
# Columns whose reader is whoever gets the letter, and the placeholders that show them.
SHOWN_BY = {
    "keamanan": ("keamanan", "rahasia"),
    "derajat": ("derajat",),
    "lampiran": ("lampiran",),
    "tembusan": ("tembusan",),
    "tautan": ("kode_qr",),
}
# Placeholders that say what the profile does.
PROFILE_PARTS = {
    "kalimat_tte": "profil surat.kalimat_tte",
    "kaki_tte": "profil surat.kaki_tte",
}


class LetterKind(RowKind[LetterSet, LetterBook, Letter]):
    """Letters: ``output/letters/NAME/ID/ID.docx``, its PDF and copies beside it."""

    key = "letters"
    declared = LetterSet
    sheet_column = "tujuan"
    is_numbered = True
    names = NAMES
    parts = PROFILE_PARTS

    def read(
        self, root: Path, data: str, name: str, workspace: Workspace, profile: Profile
    ) -> Result[LetterBook]:
        """A sheet of letters."""
        return load_letters(root, data, name, list(workspace.office), profile)

    def papers(self, book: LetterBook) -> Sequence[Letter]:
        """The letters of a sheet."""
        return book.letters

    def in_order(self, book: LetterBook, name: str, letters: Letters) -> Sequence[Letter]:
        """The letters with the numbers that the register gave them."""
        del book
        return letters[name]

    def load(self, loaded: Loaded, name: str) -> Result[LetterBook]:
        """Read a sheet. Findings: those of ``load_letters``."""
        data = self.record(loaded, name).data
        return self.read(loaded.root, data, name, loaded.workspace, loaded.profile)

    def files(self, loaded: Loaded, name: str) -> Iterator[Finding]:
        """Template, signed papers and enclosures. Findings: those of ``letter_files``."""
        yield from loaded.keep(self.record(loaded, name).template, "templat")
        if self.set(name) in loaded.books:
            book = self.book(loaded, name)
            for letter in book.letters:
                yield from letter_files(loaded.root, book, letter)
            yield from _unseen(loaded, (p for each in book.letters for p in each.berkas_lampiran))

    def incoming(self, loaded: Loaded, name: str) -> Iterator[str]:
        """Signed papers and enclosures."""
        for letter in self.book(loaded, name).letters:
            yield from filter(None, (letter.berkas_ttd, *letter.berkas_lampiran))

    def review(self, loaded: Loaded) -> Iterable[Finding]:
        """Findings: letter-in-two-sets, signed-file-shared, item-without-letter."""
        books = self.books(loaded)
        yield from _in_two_sets(loaded.root, books)
        yield from shared_signed_files(books.values())
        yield from orphan_items(list(books.values()))

    def printed_parts(
        self, loaded: Loaded, template: Template, book: LetterBook
    ) -> Iterator[Finding]:
        """Also room for the marks of its copies, its columns, the dates of its template, and its
        lists. Findings: those of ``marks_have_room``, ``columns_printed``, ``dates_printed`` and
        ``lists_printed``."""
        yield from super().printed_parts(loaded, template, book)
        yield from marks_have_room(template)
        usual = _usual(loaded.profile.keamanan) | _usual(loaded.profile.derajat)
        yield from columns_printed(template, [*book.rows.values()], SHOWN_BY, usual)
        yield from dates_printed(template, book.rows.values())
        yield from lists_printed(template, book)

    def context(
        self, row: Letter, office: Office, logo: Image | None, signatory: Official, profile: Profile
    ) -> Mapping[str, Any]:
        """What a letter is filled with."""
        return letter_context(row, office, logo, signatory, profile.surat)

    def further(self, row: Letter, profile: Profile) -> Mapping[str, Any]:
        """Its number, its copies and enclosures, and its place in the archive."""
        return {
            "group": "Surat Keluar",
            "number": row.nomor,
            "date": format_tanggal(row.tanggal_surat) if row.tanggal_surat else "",
            "classification": row.klasifikasi,
            "letter": row,
            "copies": copies_of(row, profile),
            "enclosures": _enclosures(row, self.file(row.kelompok, row.id), profile),
            "printed": Printed.COPIES,
            "is_archived": row.state is LetterState.BERNOMOR,
            "origin": Origin.SIGNED if row.berkas_ttd else Origin.OWN,
        }

    def fields(
        self, row: Letter, office: Office, official: Official | None
    ) -> Mapping[str, object]:
        """What its pages must show, from the data alone."""
        date = format_tanggal(row.tanggal_surat) if row.tanggal_surat else ""
        return {
            **row.lain,
            "kop": office.kop,
            "pejabat": official.model_dump() if official else {},
            "nomor": row.nomor,
            "tanggal": date,
            "tempat_tanggal": f"{office.kota}, {date}",
            "derajat": row.derajat,
            "hal": row.hal,
            "lampiran": row.enclosures,
            "klasifikasi": row.klasifikasi,
            "tujuan": row.tujuan,
            "tembusan": row.tembusan,
            "butir": [item.model_dump() for item in row.butir],
            "rincian": [each.model_dump() for each in row.rincian],
            "orang": people_of(row),
        }


def copies_of(letter: Letter, profile: Profile) -> tuple[Copy, ...]:
    """The copies that a letter needs by the rules of the office."""
    returned = profile.surat.lembar_kembali
    return required_copies(letter, profile.arsip_tambahan, returned=returned)


def people_of(letter: Letter) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """The people of a letter by their roles."""
    roles = dict.fromkeys(person.peran for person in letter.orang)
    return {
        role: [person.model_dump() for person in letter.orang if person.peran == role]
        for role in roles
    }


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


def _unseen(loaded: Loaded, paths: Iterable[str]) -> Iterator[Finding]:
    """What enclosures hold that will not be in their PDFs, each file looked at once."""
    for path in dict.fromkeys(paths):
        if PurePosixPath(path).suffix.lower() in OFFICE:
            try:
                data = loaded.read(path)
            except OSError:
                continue  # a finding of its own
            accept = loaded.profile.accepts_changes
            yield from look_at_file(data, Where(path), accept_changes=accept)


def _in_two_sets(root: Path, books: Mapping[str, LetterBook]) -> Iterator[Finding]:
    """Rows that two sets read: each letter would get two numbers."""
    first: dict[tuple[Path, Where, str], str] = {}
    told = set()
    resolved = cache(lambda file: (root / file).resolve())
    for name, book in books.items():
        for letter in book.letters:
            where = letter.where
            row = (resolved(where.file), where.at(file=""), letter.id)
            other = first.setdefault(row, name)
            if other != name and (other, name) not in told:
                told.add((other, name))
                message = (
                    f"lembar ini dibaca oleh [letters.{other}] dan [letters.{name}], sehingga "
                    f"surat «{letter.id}» akan mendapat dua nomor; pakai lembar yang lain"
                )
                yield error("letter-in-two-sets", where, message)


def _usual(scale: Mapping[str, Sequence[str]]) -> set[str]:
    """The lowest word of a scale, in each spelling: what a letter is that says nothing of it."""
    return {word.casefold() for name in [*scale][-1:] for word in (name, *scale[name])}


LETTER = LetterKind()
