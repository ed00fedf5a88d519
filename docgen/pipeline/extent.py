"""What a run is about: the sets it makes, what a bundle gathers, the files that come of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from docgen.pipeline.copying import copies_of
from docgen.pipeline.documents import Document
from docgen.pipeline.enclosures import enclosures_of
from docgen.pipeline.material import Material
from docgen.pipeline.output import EXPEDITION, LEDGER, SUMS, bundle_files
from docgen.pipeline.printing import print_files


def sets_of(material: Material) -> tuple[str, ...]:
    """Every set that makes documents, which a bundle only gathers."""
    return tuple(name for name in material.names() if not name.startswith("bundle."))


def members_of(material: Material, bundle: str, every: Iterable[Document]) -> list[Document]:
    """The documents that a bundle gathers, of all there are."""
    patterns = material.workspace.bundle[bundle].isi
    return [d for d in every if _fits(d.set, patterns)]


def _fits(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def with_members(material: Material, names: Sequence[str]) -> frozenset[str]:
    """The chosen sets, and those that the chosen bundles hold."""
    wanted = set(names)
    for name, declared in material.workspace.bundle.items():
        if f"bundle.{name}" in names:
            wanted |= {each for each in sets_of(material) if _fits(each, declared.isi)}
    return frozenset(wanted)


def outputs_of(material: Material, chosen: Sequence[Document], names: Sequence[str]) -> list[str]:
    """Every file that this run may write."""
    found = [LEDGER, EXPEDITION, SUMS]
    for document in chosen:
        found += [document.office_file, *document.drawings, document.pdf]
        found += [document.copy_file(copy) for copy in copies_of(material, document)]
        found += [each.pdf for each in enclosures_of(material, document) if each.is_made]
    found += print_files(material, chosen)
    bundles = (name for name in names if name.startswith("bundle."))
    for name in bundles:
        found += bundle_files(material.root, name.removeprefix("bundle."))
    return found


def summed(material: Material, every: Sequence[Document], outputs: Iterable[str]) -> list[str]:
    """Those of all ``outputs`` whose checksums are listed: not the copies, which stand in the
    ledger, nor the buku ekspedisi, which is filled in by hand."""
    copies = {document.copy_file(c) for document in every for c in copies_of(material, document)}
    left_out = {EXPEDITION, SUMS, *copies}
    return [name for name in outputs if name not in left_out]
