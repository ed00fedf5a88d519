"""What an archive bundle holds: documents, their enclosures and files of other origin, in order."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from docgen.model.origin import Origin
from docgen.model.profile import Profile
from docgen.model.set_name import SetName, bundle_name
from docgen.model.workspace import BundleSet, one_line
from docgen.numbering import Entry
from docgen.workspace.document import Document
from docgen.workspace.input_files import matching
from docgen.workspace.loaded import TABLE_LOOK, Loaded
from docgen.workspace.output_paths import (
    archive_list_file,
    bag_folder,
    bundle_file,
    originals_folder,
    volume_prefix,
)
from docgen.workspace.parts import PROGRAM, Parts, by_key, part
from docgen.workspace.plan.order import Serials, place_of_date, place_of_number, serials_of
from docgen.workspace.plan.planned import FileKind, Planned


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePart:
    """One part of a bundle: a document, an enclosure of a letter or another file, by its PDF.

    ``pdf`` is a workspace path (a picture for some files of other origin), ``kept_as`` where it
    stands if it is kept beside the bundle. One that ``follows`` is an enclosure, which stays with
    its letter; ``sources`` and ``data`` are what the part was made from.
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
    sources: tuple[str, ...] = ()
    data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedBundle:
    """``[bundle.NAME]`` with its documents, those that cannot go in yet, and all its parts.

    ``on_disk`` are the further volumes and originals that stood there when the plan was made: how
    many there must be is known only once it is bound.
    """

    set: SetName
    declared: BundleSet
    members: tuple[Document, ...]
    left_out: tuple[Document, ...]
    parts: tuple[ArchivePart, ...]
    on_disk: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name in docgen.toml."""
        return self.set.name

    @property
    def file(self) -> str:
        """Its first volume."""
        return bundle_file(self.name)

    @property
    def archive_list(self) -> str:
        """The workbook of what it holds."""
        return archive_list_file(self.name)

    @property
    def bag(self) -> str:
        """The folder of its bag, "" when it asks for none."""
        return bag_folder(self.name) if self.declared.paket else ""

    @property
    def prefixes(self) -> tuple[str, str]:
        """How the paths of its originals and of its further volumes begin."""
        return f"{originals_folder(self.name)}/", volume_prefix(self.name)

    @property
    def attached(self) -> dict[str, bool]:
        """The sources that it takes in as attachments, and whether they are data."""
        return attached(self.parts) if self.declared.lampirkan_sumber else {}

    @property
    def files(self) -> tuple[str, ...]:
        """Its files as far as they are known beforehand."""
        return (self.file, self.archive_list, *self.on_disk)


def attached(parts: Iterable[ArchivePart]) -> dict[str, bool]:
    """The sources of parts by their path, each once, and whether they are data."""
    found: dict[str, bool] = {}
    for each in parts:
        found |= dict.fromkeys(each.sources, False) | dict.fromkeys(each.data, True)
    return found


def plan_bundles(
    loaded: Loaded, every: Sequence[Document], entries: Sequence[Entry]
) -> Iterator[PlannedBundle]:
    """The bundles of a workspace with all that belongs into them now."""
    serials = serials_of(entries)
    for key, declared in loaded.workspace.bundle.items():
        name = bundle_name(key)
        gathered = [each for each in every if each.set.fits_any(declared.isi)]
        members = tuple(each for each in gathered if each.is_archived)
        yield PlannedBundle(
            set=name,
            declared=declared,
            members=members,
            left_out=tuple(each for each in gathered if each.letter and not each.is_archived),
            parts=tuple(_parts(loaded.root, key, declared, members, serials)),
            on_disk=tuple(_on_disk(loaded.root, key)),
        )


def bundle_outputs(loaded: Loaded, bundle: PlannedBundle, engine: str) -> Iterator[Planned]:
    """The files of a bundle; volumes and originals are made together with it."""
    inputs = {f"isi {each.id}": (each.pdf,) for each in bundle.parts}
    inputs |= {f"sumber {path}": (path,) for path in bundle.attached}

    def parts() -> Parts:
        return _made_from(loaded, bundle, engine)

    kinds = ((bundle.file, FileKind.BUNDLE), (bundle.archive_list, FileKind.ARCHIVE_LIST))
    for path, kind in kinds:
        yield Planned(path=path, kind=kind, owner=str(bundle.set), more=parts, inputs=inputs)
    for path in bundle.on_disk:
        yield beside(bundle, path)
    if bundle.bag:
        files = {"isi": bundle.files, "sumber": tuple(attached(bundle.parts))}
        yield Planned(path=bundle.bag, kind=FileKind.BAG, owner=str(bundle.set), inputs=files)


def beside(bundle: PlannedBundle, path: str, original: str = "") -> Planned:
    """A file that stands beside a bundle: a further volume, or the copy of an ``original``."""
    inputs = {"asli": (original,)} if original else {}
    return Planned(path=path, kind=FileKind.BUNDLE, owner=str(bundle.set), inputs=inputs)


def _made_from(loaded: Loaded, bundle: PlannedBundle, engine: str) -> Parts:
    declared, profile = bundle.declared, loaded.profile
    office = loaded.workspace.office_of(declared.kop)
    templates = {each: loaded.files[each] for each in (declared.sampul, declared.daftar_isi)}
    templates[TABLE_LOOK] = loaded.table_look()
    pictures = {"profil arsip.tak_ternilai": "gambar"} if profile.arsip.pictures else {}
    return {
        **pictures,
        **loaded.judge.parts,
        **PROGRAM,
        "mesin": engine,
        **by_key("bundle", declared.model_dump(mode="json")),
        **by_key("kantor", office.model_dump(mode="json")),
        "logo": part(loaded.logo(office) or b""),
        **by_key("templat", templates),
        "profil retensi": _retention(profile),
        **{f"bagian {each.id}": part(repr(each)) for each in bundle.parts},
    }


def _retention(profile: Profile) -> str:
    return part(repr(sorted(profile.retensi.items())))


def _on_disk(root: Path, name: str) -> Iterator[str]:
    """Further volumes and originals that stand there."""
    folder = (root / bundle_file(name)).parent
    found = [*folder.glob(f"{glob.escape(name)}.jilid-*.pdf"),
             *folder.glob(f"{glob.escape(name)}.asli/**/*.pdf")]  # fmt: skip
    return (path.relative_to(root).as_posix() for path in sorted(found))


def _parts(
    root: Path, name: str, declared: BundleSet, members: Sequence[Document], serials: Serials
) -> Iterator[ArchivePart]:
    """The parts in order, those of one group together; groups as they first come.

    By classification, codes are sorted and what has none comes last, by its kind. Inside a group
    they follow each other by date and number.
    """
    documents = {member.id: member for member in members}
    units = [list(_of_document(name, member)) for member in members]
    units += [[extra] for extra in _extras(root, name, declared)]
    if declared.kelompok == "klasifikasi":
        units = [_by_code(unit) for unit in units]
    first: dict[str, int] = {}
    for unit in units:
        first.setdefault(unit[0].group, len(first))

    def place(unit: Sequence[ArchivePart]) -> tuple[object, ...]:
        head = unit[0]
        code = head.classification if declared.kelompok == "klasifikasi" else ""
        group = not code, _sortable(code), first[head.group]
        number = place_of_number(head.number, documents.get(head.id), serials)
        return group, place_of_date(head.date), number

    # A bookmark's title stands in one line.
    return (
        replace(each, title=one_line(each.title))
        for unit in sorted(units, key=place)
        for each in unit
    )


def _of_document(name: str, document: Document) -> Iterator[ArchivePart]:
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


def _extras(root: Path, name: str, declared: BundleSet) -> Iterator[ArchivePart]:
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
            yield ArchivePart(
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


def _kept_as(name: str, identifier: str) -> str:
    return f"{originals_folder(name)}/{identifier}.pdf"


def _by_code(unit: Sequence[ArchivePart]) -> list[ArchivePart]:
    code = unit[0].classification
    group = f"Klasifikasi {code}" if code else unit[0].group
    return [replace(each, group=group) for each in unit]


def _sortable(code: str) -> tuple[str, ...]:
    """``800.1.11`` after ``800.1.2``: each number in as many digits as any has."""
    return tuple(piece.zfill(12) if piece.isdigit() else piece for piece in re.split(r"\W+", code))
