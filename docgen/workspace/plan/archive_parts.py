"""The parts of a bundle or book, in order: documents, enclosures, files of other origin."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from docgen.model.origin import Origin
from docgen.model.set_name import SetName
from docgen.model.workspace import BookSet, BundleSet, Extra, one_line
from docgen.workspace.document import Document
from docgen.workspace.input_files import matching
from docgen.workspace.output_paths import originals_folder
from docgen.workspace.parts import part
from docgen.workspace.plan.books import DECISION, decision_title, is_word
from docgen.workspace.plan.order import Serials, place_of_date, place_of_number


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePart:
    """One part of a bundle: a document, an enclosure of a letter or another file, by its PDF.

    ``pdf`` is a workspace path (a picture for some files of other origin), ``kept_as`` where it
    stands if it is kept beside the bundle. One that ``follows`` is an enclosure, which stays with
    its letter; one ``ahead`` stands in the front matter, before the index. ``sources`` and ``data``
    are what the part was made from.
    """

    id: str
    title: str
    group: str
    number: str
    date: str
    description: str
    pdf: str
    kept_as: str
    classification: str = ""
    origin: Origin = Origin.OWN
    follows: bool = False
    ahead: bool = False
    sources: tuple[str, ...] = ()
    data: tuple[str, ...] = ()


def attached(parts: Iterable[ArchivePart]) -> dict[str, bool]:
    """The sources of parts by their path, each once, and whether they are data."""
    found: dict[str, bool] = {}
    for each in parts:
        found |= dict.fromkeys(each.sources, False) | dict.fromkeys(each.data, True)
    return found


def archive_parts(
    root: Path,
    name: SetName,
    declared: BundleSet,
    documents: Sequence[Document],
    serials: Serials,
) -> Iterator[ArchivePart]:
    """The parts in order, those of one group together; groups as they first come.

    By classification, codes are sorted and what has none comes last, by its kind. Inside a group
    they follow each other by date and number, in a book by number. What a book makes of its own
    comes before them.
    """
    own = [_of_book(name, document) for document in documents if document.set == name]
    parts = [*_given(name, declared), *own]
    others = [document for document in documents if document.set != name]
    parts += _members(root, name, declared, others, serials)
    # A bookmark's title stands in one line.
    return (replace(each, title=one_line(each.title)) for each in parts)


def _members(
    root: Path,
    name: SetName,
    declared: BundleSet,
    members: Sequence[Document],
    serials: Serials,
) -> Iterator[ArchivePart]:
    documents = {member.id: member for member in members}
    units = [list(_of_document(name, member)) for member in members]
    units += [[extra] for extra in _extras(root, name, declared)]
    if declared.kelompok == "klasifikasi":
        units = [_by_code(unit) for unit in units]
    in_book = isinstance(declared, BookSet)
    first: dict[str, int] = {}
    for unit in units:
        first.setdefault(unit[0].group, len(first))

    def place(unit: Sequence[ArchivePart]) -> tuple[object, ...]:
        head = unit[0]
        code = head.classification if declared.kelompok == "klasifikasi" else ""
        group = not code, _sortable(code), first[head.group]
        number = place_of_number(head.number, documents.get(head.id), serials)
        return group, () if in_book else place_of_date(head.date), number

    return (each for unit in sorted(units, key=place) for each in unit)


def _of_book(name: SetName, document: Document) -> ArchivePart:
    """A part that the book makes itself: the decision goes ahead of the index."""
    (found,) = _of_document(name, document)
    return replace(found, ahead=document.id == name.document(DECISION))


def _given(name: SetName, declared: BundleSet) -> Iterator[ArchivePart]:
    """The decision of a book that came as a PDF or a picture."""
    given = declared.keputusan if isinstance(declared, BookSet) else None
    if given and isinstance(declared, BookSet) and not is_word(given.berkas):
        title = decision_title(declared)
        identifier = name.document(DECISION)
        path = PurePosixPath(given.berkas).as_posix()
        yield replace(_of_file(name, given, path, title), id=identifier, group="", ahead=True,
                      kept_as=_kept_as(name, identifier))  # fmt: skip


def _of_document(name: SetName, document: Document) -> Iterator[ArchivePart]:
    """What stands for a document in the archive: of a letter, the arsip copy and enclosures."""
    yield ArchivePart(
        id=document.id,
        title=document.title,
        group=document.group,
        number=document.number,
        date=document.date,
        description=document.description,
        pdf=document.archived_pdf,
        kept_as=_kept_as(name, document.id),
        classification=document.classification,
        origin=document.origin,
        sources=(document.office_file,),
        data=document.data,
    )
    for enclosure in document.enclosures:
        identifier = f"{document.id}.lampiran-{enclosure.number}"
        yield ArchivePart(
            id=identifier,
            title=f"{document.number} {enclosure.title}".strip(),
            group=document.group,
            number="",
            date="",
            description=enclosure.title,
            pdf=enclosure.pdf,
            kept_as=_kept_as(name, identifier),
            classification=document.classification,
            origin=Origin.OWN if enclosure.is_made else Origin.ENCLOSED,
            follows=True,
            sources=(enclosure.source,) if enclosure.is_made else (),
        )


def _extras(root: Path, name: SetName, declared: BundleSet) -> Iterator[ArchivePart]:
    """Files of other origin. Nothing of one hangs on which others there are: a late file changes no
    page that is printed already."""
    taken: set[str] = set()
    for extra in declared.tambahan:
        found = matching(root, [extra.berkas], "")[0] or _named(extra.berkas)
        paths = [path for path in found if path not in taken]
        taken.update(paths)
        for path in paths:
            stem = PurePosixPath(path).stem
            title = extra.judul or stem
            if extra.judul and path != extra.berkas:  # a pattern, which may fit many
                title = f"{title} ({stem})"
            yield _of_file(name, extra, path, title)


def _of_file(name: SetName, extra: Extra, path: str, title: str) -> ArchivePart:
    return ArchivePart(
        id=f"tambahan.{part(path)}",
        title=f"{extra.nomor} {title}".strip(),
        group=extra.kelompok,
        number=extra.nomor,
        date=extra.tanggal,
        description=title,
        pdf=path,
        kept_as=_kept_as(name, f"tambahan/{path.removesuffix('.pdf')}"),
        classification=extra.klasifikasi,
        origin=Origin.OTHER,
    )


def _named(path: str) -> list[str]:
    """The one file that a path means which is no pattern, though it is not there."""
    is_pattern = glob.has_magic(path) or path.startswith("/") or ".." in PurePosixPath(path).parts
    return [path] if path and not is_pattern else []


def _kept_as(name: SetName, identifier: str) -> str:
    return f"{originals_folder(name)}/{identifier}.pdf"


def _by_code(unit: Sequence[ArchivePart]) -> list[ArchivePart]:
    code = unit[0].classification
    group = f"Klasifikasi {code}" if code else unit[0].group
    return [replace(each, group=group) for each in unit]


def _sortable(code: str) -> tuple[str, ...]:
    """``800.1.11`` after ``800.1.2``: each number in as many digits as any has."""
    return tuple(piece.zfill(12) if piece.isdigit() else piece for piece in re.split(r"\W+", code))
