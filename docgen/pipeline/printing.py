"""Stage 6 for a workspace: ``cetak.pdf`` of each batch, which is only there to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from docgen import __version__
from docgen.bundle import Batch, Prints, Sheets, print_copies, print_forms
from docgen.errors import FindingsError
from docgen.findings import Finding, Where, hint
from docgen.model.copies import Copy, Role
from docgen.numbering import Entry, letter_key
from docgen.pipeline.copying import copies_of
from docgen.pipeline.documents import Document
from docgen.pipeline.enclosures import by_name, enclosures_of
from docgen.pipeline.material import Material
from docgen.pipeline.output import Output, digest

FILE = "cetak.pdf"
# The order in which a letter's copies leave the table: out, for information, back, into the file.
ROLES = (Role.ASLI, Role.TEMBUSAN, Role.KEMBALI, Role.ARSIP)
SHEET = "F4"
FOLIO_MM = (215.0, 330.0)


def print_file(document: Document) -> str:
    """Where the batch of a letter or a form stands."""
    return f"{PurePosixPath(document.folder).parent}/{FILE}"


def print_files(material: Material, documents: Iterable[Document]) -> list[str]:
    """Every ``cetak.pdf`` that these documents may need."""
    found = (print_file(d) for d in documents if is_form(d) or copies_of(material, d))
    return list(dict.fromkeys(found))


def sorted_copies(material: Material, document: Document) -> list[Copy]:
    """The copies of a letter in the order in which they are printed."""
    return sorted(copies_of(material, document), key=lambda copy: ROLES.index(copy.role))


def print_order(documents: Iterable[Document], entries: Iterable[Entry]) -> list[Document]:
    """Letters in order of number, office by office; without a number after them, by row."""
    serials = {
        entry.letter: (entry.office, entry.year, entry.label.order)
        for entry in entries
        if entry.in_force
    }
    every = list(documents)
    rows = {id(document): row for row, document in enumerate(every)}

    def place(document: Document) -> tuple[bool, str, int, tuple[int, int, str], int]:
        letter = document.letter
        serial = serials.get(letter_key(letter)) if letter and letter.nomor else None
        office, year, order = serial or ("", 0, (0, 0, ""))
        return serial is None, office, year, order, rows[id(document)]

    return sorted(every, key=place)


def print_stale(
    material: Material, chosen: Sequence[Document], entries: Sequence[Entry], output: Output
) -> tuple[list[str], list[Finding]]:
    """The ``cetak.pdf`` of every chosen batch of letters or forms that is not there, or old.

    One that nothing belongs into any more is deleted.
    """
    findings: list[Finding] = []
    for name, batch in _by_file([d for d in chosen if copies_of(material, d)]):
        findings += _print_letters(material, name, print_order(batch, entries), output)
    for name, batch in _by_file([d for d in chosen if is_form(d)]):
        findings += _print_forms(material, name, batch, output)
    return list(output.commit()), findings


def _print_letters(
    material: Material, name: str, ordered: Sequence[Document], output: Output
) -> list[Finding]:
    batches = list(_batches(material, ordered, output))
    duplex = material.profile.cetak.bolak_balik
    made_from = digest(__version__, str(duplex), *_hashes(batches, output))
    if not batches or not output.reason(name, made_from):
        return []
    try:
        prints = print_copies(batches, title=_title(name), duplex=duplex)
    except FindingsError as problem:
        return by_name(problem.findings, output.root)
    return list(_keep(prints, name, made_from, output))


def _print_forms(
    material: Material, name: str, forms: Sequence[Document], output: Output
) -> list[Finding]:
    there = [d for d in forms if output.path(d.pdf).is_file()]
    sheet = material.profile.kertas.get(SHEET, FOLIO_MM)
    parts = (part for d in there for part in (d.title, output.written_sha(d.pdf)))
    made_from = digest(__version__, str(sheet), *parts)
    if not there or not output.reason(name, made_from):
        return []
    files = [(d.title, output.path(d.pdf)) for d in there]
    prints = print_forms(files, title=_title(name), sheet_mm=sheet)
    return list(_keep(prints, name, made_from, output))


def _title(name: str) -> str:
    return f"Cetak {PurePosixPath(name).parent.name}"


def is_form(document: Document) -> bool:
    """Whether a document is a disposition form."""
    return document.set.startswith("disposisi.")


def _by_file(documents: Sequence[Document]) -> Iterator[tuple[str, list[Document]]]:
    """Documents by their ``cetak.pdf``; those of a set stand together."""
    for name, batch in groupby(documents, key=print_file):
        yield name, list(batch)


def _batches(material: Material, ordered: Sequence[Document], output: Output) -> Iterator[Batch]:
    """What is printed of each letter; what is not there has its finding already."""
    for document in ordered:
        enclosures = tuple(
            path
            for enclosure in enclosures_of(material, document)
            if (path := output.path(enclosure.pdf)).is_file()
        )
        copies = tuple(
            Sheets(copy.mark, path, enclosures)
            for copy in sorted_copies(material, document)
            if (path := output.path(document.copy_file(copy))).is_file()
        )
        if copies:
            yield Batch(document.title, copies)


def _hashes(batches: Iterable[Batch], output: Output) -> Iterator[str]:
    """Everything that a batch is made of; outputs were hashed when they were written."""
    known: dict[str, str] = {}
    for batch in batches:
        yield batch.title
        for sheets in batch.copies:
            yield sheets.title
            for path in (sheets.copy, *sheets.enclosures):
                name = path.relative_to(output.root).as_posix()
                if name not in known:
                    known[name] = output.written_sha(name) or digest(path.read_bytes())
                yield known[name]


def _keep(prints: Prints, name: str, made_from: str, output: Output) -> Iterator[Finding]:
    """Keep the file, to be committed; or delete it when all that it held is sealed now."""
    if prints.pdf is None:
        output.retire([name], frozenset())
    else:
        output.put(name, prints.pdf, made_from)
    if prints.left_out:
        first = prints.left_out[0].relative_to(output.root).as_posix()
        others = f" dan {len(prints.left_out) - 1} berkas lain" if len(prints.left_out) > 1 else ""
        message = (
            f"{first}{others} bertanda tangan elektronik, jadi tidak ikut digabung; kirimkan "
            "sebagai berkas, atau cetak sendiri bila perlu"
        )
        yield hint("print-signed-left-out", Where(name), message)
