"""Archive bundles and books as they are planned: what each holds, and what it is made from."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.model.profile import Profile
from docgen.model.set_name import SetName
from docgen.model.workspace import BookSet, BundleSet
from docgen.numbering import Entry
from docgen.workspace.document import Document
from docgen.workspace.loaded import TABLE_LOOK, Loaded
from docgen.workspace.output_paths import (
    archive_list_file,
    bag_folder,
    bundle_file,
    originals_folder,
    volume_prefix,
)
from docgen.workspace.parts import PROGRAM, Parts, by_key, part
from docgen.workspace.plan.archive_parts import ArchivePart, archive_parts, attached
from docgen.workspace.plan.makers import Makers
from docgen.workspace.plan.order import serials_of
from docgen.workspace.plan.planned import FileKind, Planned


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedBundle:
    """``[bundle.NAME]`` or ``[book.NAME]`` with its documents, those that cannot go in yet, and all
    its parts.

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
        return bundle_file(self.set)

    @property
    def archive_list(self) -> str:
        """The workbook of what it holds."""
        return archive_list_file(self.set)

    @property
    def bag(self) -> str:
        """The folder of its bag, "" when it asks for none."""
        return bag_folder(self.set) if self.declared.paket else ""

    @property
    def prefixes(self) -> tuple[str, str]:
        """How the paths of its originals and of its further volumes begin."""
        return f"{originals_folder(self.set)}/", volume_prefix(self.set)

    @property
    def attached(self) -> dict[str, bool]:
        """The sources that it takes in as attachments, and whether they are data."""
        return attached(self.parts) if self.declared.lampirkan_sumber else {}

    @property
    def files(self) -> tuple[str, ...]:
        """Its files as far as they are known beforehand."""
        return (self.file, self.archive_list, *self.on_disk)


def plan_bundles(
    loaded: Loaded, every: Sequence[Document], entries: Sequence[Entry]
) -> Iterator[PlannedBundle]:
    """The bundles of a workspace with all that belongs into them now."""
    serials = serials_of(entries)
    for name, declared in loaded.workspace.bundles.items():
        own = [each for each in every if each.set == name]
        gathered = [e for e in every if not e.set.is_bundle and e.set.fits_any(declared.isi)]
        members = [each for each in gathered if _belongs(each, declared)]
        in_it = {member.source for member in members}
        parts = archive_parts(loaded.root, name, declared, [*own, *members], serials)
        yield PlannedBundle(
            set=name,
            declared=declared,
            members=(*own, *members),
            left_out=tuple(
                each
                for each in gathered
                if (each.letter and not each.is_archived)
                or (isinstance(declared, BookSet) and each.source not in in_it)
            ),
            parts=tuple(parts),
            on_disk=tuple(_on_disk(loaded.root, name)),
        )


def _belongs(document: Document, declared: BundleSet) -> bool:
    """Whether a document goes in now; a mark says that it is no longer in force."""
    return document.is_archived and (declared.takes_ended or not document.mark)


def bundle_outputs(loaded: Loaded, bundle: PlannedBundle, makers: Makers) -> Iterator[Planned]:
    """The files of a bundle; volumes and originals are made together with it."""
    inputs = {f"isi {each.id}": (each.pdf,) for each in bundle.parts}
    inputs |= {f"sumber {path}": (path,) for path in bundle.attached}

    def parts() -> Parts:
        return _made_from(loaded, bundle, makers)

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


def _made_from(loaded: Loaded, bundle: PlannedBundle, makers: Makers) -> Parts:
    declared, profile = bundle.declared, loaded.profile
    office = loaded.workspace.office_of(declared.kop)
    templates = {each: loaded.files[each] for each in (declared.sampul, declared.daftar_isi)}
    templates[TABLE_LOOK] = loaded.table_look()
    pictures = {"profil arsip.tak_ternilai": "gambar"} if profile.arsip.pictures else {}
    return {
        **pictures,
        **loaded.judge.parts,
        **PROGRAM,
        **makers.stamped,
        **{
            f"huruf {path}": makers.fonts(loaded.files[path])
            for path in (declared.sampul, declared.daftar_isi)
        },
        "mesin": makers.engine,
        **by_key(bundle.set.kind, declared.model_dump(mode="json")),
        **by_key("kantor", office.model_dump(mode="json")),
        "logo": part(loaded.logo(office) or b""),
        **by_key("templat", templates),
        "profil retensi": _retention(profile),
        **{f"bagian {each.id}": part(repr(_shown(each, declared))) for each in bundle.parts},
    }


def _shown(each: ArchivePart, declared: BundleSet) -> ArchivePart:
    """What a bundle shows of a part: where its data stands only with its sources attached."""
    return each if declared.lampirkan_sumber else replace(each, sources=(), data=())


def _retention(profile: Profile) -> str:
    return part(repr(sorted(profile.retensi.items())))


def _on_disk(root: Path, name: SetName) -> Iterator[str]:
    """Further volumes and originals that stand there."""
    folder = (root / bundle_file(name)).parent
    found = [*folder.glob(f"{glob.escape(name.name)}.jilid-*.pdf"),
             *folder.glob(f"{glob.escape(name.name)}.asli/**/*.pdf")]  # fmt: skip
    return (path.relative_to(root).as_posix() for path in sorted(found))
