"""What an archive bundle holds: documents, their enclosures and files of other origin, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from docgen.model.copies import Role
from docgen.model.workspace import BundleSet, one_line
from docgen.pipeline.copying import copies_of
from docgen.pipeline.documents import Document
from docgen.pipeline.enclosures import enclosures_of
from docgen.pipeline.gather import matching
from docgen.pipeline.material import Material
from docgen.pipeline.output import originals_folder


@dataclass(frozen=True, slots=True)
class Archived:
    """One part of a bundle: a document, an enclosure of a letter or another file, by its PDF.

    ``follows`` tells an enclosure, which stays with its letter; ``sources`` and ``data`` are what
    the part was made from.
    """

    id: str
    title: str
    group: str
    number: str
    date: str
    description: str
    pdf: str  # workspace path; a picture for some files of other origin
    classification: str = ""
    is_scan: bool = False  # of the signed paper
    is_foreign: bool = False  # of other origin
    follows: bool = False
    sources: tuple[str, ...] = ()  # workspace paths
    data: tuple[str, ...] = ()

    @property
    def is_others(self) -> bool:
        """Whether its PDF came from elsewhere: a scan, an enclosed PDF, another file."""
        return self.is_foreign or self.is_scan or (self.follows and not self.sources)


def archive_parts(
    material: Material, name: str, members: Sequence[Document]
) -> tuple[Archived, ...]:
    """The parts of ``[bundle.NAME]``, those of one group together; groups as they first come.

    By classification, codes are sorted and what has none comes last, by its kind.
    """
    declared = material.workspace.bundle[name]
    units = [_of_document(material, member) for member in members if member.is_archived]
    units += [[extra] for extra in _extras(material, declared)]
    if declared.kelompok == "klasifikasi":
        units = [_by_code(unit) for unit in units]
    first: dict[str, int] = {}
    for unit in units:
        first.setdefault(unit[0].group, len(first))

    def place(unit: Sequence[Archived]) -> tuple[bool, tuple[str, ...], int]:
        code = unit[0].classification if declared.kelompok == "klasifikasi" else ""
        return not code, _sortable(code), first[unit[0].group]

    return tuple(_plain(part) for unit in sorted(units, key=place) for part in unit)


def _plain(part: Archived) -> Archived:
    """With a title that stands in one line: a bookmark has no other."""
    title = one_line(part.title)
    return part if title == part.title else replace(part, title=title)


def kept_as(name: str, part: Archived) -> str:
    """Where the original stands of a part that is kept beside ``[bundle.NAME]``: workspace path."""
    return f"{originals_folder(name)}/{part.id}.pdf"


def _of_document(material: Material, document: Document) -> list[Archived]:
    """What stands for a document in the archive: of a letter, the arsip copy and enclosures."""
    pdf = document.pdf
    for copy in copies_of(material, document):
        if copy.role is Role.ARSIP and copy.number == 1:
            pdf = document.copy_file(copy)
    letter = document.letter
    own = Archived(
        document.id,
        document.title,
        document.group,
        document.number,
        document.date,
        document.description,
        pdf,
        letter.klasifikasi if letter else "",
        is_scan=bool(letter and letter.berkas_ttd),
        sources=(document.office_file,),
        data=_data_of(material, document),
    )
    return [
        own,
        *(
            Archived(
                f"{document.id}.lampiran-{enclosure.number}",
                f"{document.number} {enclosure.title}".strip(),
                document.group,
                "",
                "",
                enclosure.title,
                enclosure.pdf,
                own.classification,
                follows=True,
                sources=(enclosure.source,) if enclosure.is_made else (),
            )
            for enclosure in enclosures_of(material, document)
        ),
    ]


def _data_of(material: Material, document: Document) -> tuple[str, ...]:
    """The files that the document's words came from."""
    kind, _, name = document.set.partition(".")
    match kind:
        case "sop":
            stem = PurePosixPath(document.office_file).stem
            return tuple(p for p in material.sops[name] if PurePosixPath(p).stem == stem)
        case "recap":
            declared = material.workspace.recap[name]
            return (*matching(material.root, declared.data, "")[0], declared.roster)
        case _:
            return (document.row.file,) if document.row else ()


def _extras(material: Material, declared: BundleSet) -> Iterator[Archived]:
    number = 0
    taken: set[str] = set()
    for extra in declared.tambahan:
        paths = [p for p in matching(material.root, [extra.berkas], "")[0] if p not in taken]
        taken.update(paths)
        for place, path in enumerate(paths, 1):
            number += 1
            title = extra.judul or PurePosixPath(path).stem
            if extra.judul and len(paths) > 1:
                title = f"{title} ({place})"
            yield Archived(
                f"tambahan.{number}",
                f"{extra.nomor} {title}".strip(),
                extra.kelompok,
                extra.nomor,
                extra.tanggal,
                title,
                path,
                extra.klasifikasi,
                is_foreign=True,
            )


def _by_code(unit: Sequence[Archived]) -> list[Archived]:
    code = unit[0].classification
    group = f"Klasifikasi {code}" if code else unit[0].group
    return [replace(part, group=group) for part in unit]


def _sortable(code: str) -> tuple[str, ...]:
    """``800.1.11`` after ``800.1.2``: each number in as many digits as any has."""
    return tuple(piece.zfill(12) if piece.isdigit() else piece for piece in re.split(r"\W+", code))
