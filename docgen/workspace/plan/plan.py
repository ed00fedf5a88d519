"""Stage 3 for a whole workspace: everything that it must hold, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from docgen.convert import batch_names
from docgen.findings import Finding, Result, has_errors
from docgen.model.profile import Profile
from docgen.model.set_name import SetName
from docgen.model.workspace import BookSet
from docgen.numbering import Entry
from docgen.workspace import kinds
from docgen.workspace.document import Document, EnclosureKind
from docgen.workspace.kinds.base import Letters
from docgen.workspace.loaded import Loaded
from docgen.workspace.output_paths import EXPEDITION, LEDGER, SUMS
from docgen.workspace.parts import PROGRAM, part
from docgen.workspace.plan.books import book_documents
from docgen.workspace.plan.bundles import PlannedBundle, bundle_outputs, plan_bundles
from docgen.workspace.plan.makers import NO_MAKERS, Makers
from docgen.workspace.plan.planned import FileKind, Planned
from docgen.workspace.plan.prints import PlannedPrint, plan_prints, print_output


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a run is about: the chosen names, and what of the plan is theirs."""

    names: frozenset[SetName]
    documents: tuple[Document, ...]
    prints: tuple[PlannedPrint, ...]
    bundles: tuple[PlannedBundle, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that a workspace must hold.

    ``files`` are all outputs by path, in the order of their making but for the lists, which come
    first. ``batches`` tells by its id with which others a document is converted ("": alone).
    """

    loaded: Loaded
    entries: tuple[Entry, ...]
    documents: tuple[Document, ...]
    prints: tuple[PlannedPrint, ...]
    bundles: tuple[PlannedBundle, ...]
    batches: Mapping[str, str]
    files: Mapping[str, Planned]

    @property
    def letters(self) -> Sequence[Document]:
        """The documents that are letters."""
        return [each for each in self.documents if each.letter]

    def select(self, names: Iterable[SetName]) -> Selection:
        """The part of the plan that the sets and bundles of these names are about."""
        chosen = frozenset(names)
        wanted = with_members(self.loaded, chosen)
        return Selection(
            names=chosen,
            documents=tuple(each for each in self.documents if each.set in wanted),
            prints=tuple(each for each in self.prints if each.set in wanted),
            bundles=tuple(each for each in self.bundles if each.set in chosen),
        )

    def outputs(self, selection: Selection) -> list[str]:
        """Every file that a run about this selection may write."""
        found = [LEDGER, EXPEDITION, SUMS]
        for document in selection.documents:
            found += document_files(document)
        found += [each.path for each in selection.prints]
        return found + [path for each in selection.bundles for path in each.files]

    @property
    def summed(self) -> frozenset[str]:
        """The files whose checksums are listed: not the copies, which stand in the ledger, nor
        the buku ekspedisi, which is filled in by hand."""
        left_out = (FileKind.COPY, FileKind.EXPEDITION, FileKind.SUMS, FileKind.BAG)
        return frozenset(path for path, each in self.files.items() if each.kind not in left_out)


def with_members(loaded: Loaded, names: Iterable[SetName]) -> frozenset[SetName]:
    """The chosen sets, and those that the chosen bundles hold."""
    wanted = set(names)
    for name in tuple(wanted):
        if name.is_bundle:
            patterns = loaded.workspace.bundles[name].isi
            wanted |= {each for each in loaded.sets if each.fits_any(patterns)}
    return frozenset(wanted)


def document_files(document: Document) -> list[str]:
    """Every file of a document: its office file, drawings, PDF, copies, enclosures."""
    return [
        document.office_file,
        *document.drawings,
        document.pdf,
        *map(document.copy_file, document.copies),
        *(each.pdf for each in document.enclosures if each.is_made),
    ]


def make_plan(
    loaded: Loaded, letters: Letters, entries: Sequence[Entry], makers: Makers = NO_MAKERS
) -> Result[Plan]:
    """The plan of a workspace whose letters have their numbers; findings of laying out.

    Errors of laying out sets that the run is not about are left to a run that is.
    """
    documents: list[Document] = []
    findings: list[Finding] = []
    for name in loaded.sets:
        made = kinds.kind_of(name.kind).documents(loaded, name.name, letters)
        documents += made.value or ()
        is_wanted = name in loaded.wanted
        findings += (each for each in made.findings if is_wanted or not has_errors((each,)))
    for name, declared in loaded.workspace.bundles.items():
        if isinstance(declared, BookSet):
            documents += book_documents(loaded, name, declared)
    prints = tuple(plan_prints(documents, entries))
    bundles = tuple(plan_bundles(loaded, documents, entries))
    batches = _batches(documents)
    outputs = [*_lists(loaded, documents)]
    outputs += _of_documents(documents, batches, loaded, makers)
    outputs += [print_output(each, loaded.profile) for each in prints]
    for bundle in bundles:
        outputs += bundle_outputs(loaded, bundle, makers)
    plan = Plan(
        loaded=loaded,
        entries=tuple(entries),
        documents=tuple(documents),
        prints=prints,
        bundles=bundles,
        batches=batches,
        files={each.path: each for each in outputs},
    )
    return Result(plan, tuple(findings))


def _batches(documents: Sequence[Document]) -> dict[str, str]:
    """The batch of each document by its id: those of one set that are converted together."""
    sets: dict[SetName, list[str]] = {}
    names = {document.id: "" for document in documents}
    for document in documents:
        if document.is_joined:
            sets.setdefault(document.set, []).append(document.id)
    for name, ids in sets.items():
        names |= dict(zip(ids, batch_names(str(name), len(ids)), strict=True))
    return names


def _lists(loaded: Loaded, documents: Sequence[Document]) -> Iterator[Planned]:
    copies = tuple(each.copy_file(copy) for each in documents for copy in each.copies)
    office = loaded.workspace.office_of(None)

    yield Planned(path=LEDGER, kind=FileKind.LEDGER, inputs={"rangkap": copies})
    yield Planned(
        path=EXPEDITION,
        kind=FileKind.EXPEDITION,
        parts={
            **PROGRAM,
            "templat": part(loaded.table_look()),
            "kop": part(office.kop),
            "logo": part(loaded.logo(office) or b""),
            "surat": part([[each.number, each.description] for each in documents if each.copies]),
            "penerima": part([copy.recipient for each in documents for copy in each.copies]),
        },
        inputs={"rangkap": copies},
    )
    yield Planned(path=SUMS, kind=FileKind.SUMS)


def _of_documents(
    documents: Sequence[Document], batches: Mapping[str, str], loaded: Loaded, makers: Makers
) -> Iterator[Planned]:
    for document in documents:
        yield from _office_files(document)
        yield _pdf(document, loaded, makers, is_joined=bool(batches[document.id]))
        yield from _enclosures(document, loaded, makers)
        yield from _copies(document, makers)


def _office_files(document: Document) -> Iterator[Planned]:
    files = [(document.office_file, FileKind.OFFICE_FILE)]
    files += [(path, FileKind.DRAWING) for path in document.drawings]
    for path, kind in files:
        yield Planned(path=path, kind=kind, owner=document.id, more=document.parts)


def _pdf(document: Document, loaded: Loaded, makers: Makers, *, is_joined: bool) -> Planned:
    parts = {**makers.of(loaded.files.get(document.template)), "judul": document.title}
    if is_joined:  # whatever the others are, its bytes are not those that it has as it is
        parts["digabung"] = "ya"
    if has_catchwords(document, loaded.profile):
        parts |= {"profil surat.kata_penyambung": "ya", **makers.stamped}
    inputs: dict[str, tuple[str, ...]] = {"berkas Office": (document.office_file,)}
    if document.frozen_pdf:
        stamp = {**PROGRAM, "tanda": document.mark, **makers.stamped}
        parts = stamp if document.mark else {}
        inputs["PDF yang disahkan"] = (document.frozen_pdf,)
    return Planned(
        path=document.pdf, kind=FileKind.PDF, owner=document.id, parts=parts, inputs=inputs
    )


def has_catchwords(document: Document, profile: Profile) -> bool:
    """Whether each page of a document ends with the first word of the next."""
    return document.letter is not None and profile.surat.kata_penyambung


def _enclosures(document: Document, loaded: Loaded, makers: Makers) -> Iterator[Planned]:
    for enclosure in document.enclosures:
        if enclosure.is_made:
            parts = {**PROGRAM, "judul": enclosure.title, "tanda": part(list(enclosure.mark))}
            if enclosure.mark:
                parts |= makers.stamped
            if enclosure.kind is EnclosureKind.OFFICE:
                parts |= makers.of_file(loaded.root / enclosure.source)
                parts["profil perubahan"] = loaded.profile.perubahan
            yield Planned(
                path=enclosure.pdf,
                kind=FileKind.ENCLOSURE,
                owner=document.id,
                parts=parts,
                inputs={"lampiran": (enclosure.source,)},
            )


def _copies(document: Document, makers: Makers) -> Iterator[Planned]:
    inputs = {"surat": (document.copied_from,), "versi": (document.office_file,)}
    for copy in document.copies:
        yield Planned(
            path=document.copy_file(copy),
            kind=FileKind.COPY,
            owner=document.id,
            recipient=copy.recipient,
            parts={**PROGRAM, "tanda": copy.mark, **makers.stamped},
            inputs=inputs,
        )
