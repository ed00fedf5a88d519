"""From the plan to what the check has to verify."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import groupby

from docgen.check.documents.template_fields import shown_fields
from docgen.check.expectations import (
    AgendaCount,
    Expectations,
    ExpectedBundle,
    ExpectedDocument,
    ExpectedEnclosure,
    ExpectedLetter,
    ExpectedPart,
    ExpectedPrint,
    RegisterLine,
)
from docgen.check.letters.signed_paper import known_by
from docgen.findings import Where
from docgen.model.letter import Letter
from docgen.model.set_name import BUNDLES, SetName
from docgen.numbering import Entry, Place, Status, changes_since, in_words, letter_key, numbered
from docgen.workspace import kinds
from docgen.workspace.document import Document, Printed
from docgen.workspace.kinds.letter import LETTER, every_letter
from docgen.workspace.opening.from_register import REGISTER
from docgen.workspace.opening.papers import LetterPapers
from docgen.workspace.output_paths import (
    EXPEDITION,
    FOLDER,
    LEDGER,
    SUMS,
    bundle_file,
    volume_prefix,
)
from docgen.workspace.plan.bundles import PlannedBundle
from docgen.workspace.plan.plan import Plan, Selection
from docgen.workspace.plan.prints import PlannedPrint

PAGE_FIELD = "halaman"  # of a line of the index


def expectations_of(plan: Plan, selection: Selection) -> Expectations:
    """What must be on the disk for the chosen documents and bundles."""
    loaded, entries = plan.loaded, plan.entries
    return Expectations(
        documents=tuple(map(_document, selection.documents)),
        letters=tuple(_letters(plan, selection)),
        bundles=tuple(_bundle(plan, each) for each in selection.bundles),
        register=tuple(_register_line(entry) for entry in entries if entry.in_force),
        known_letters=frozenset(map(letter_key, every_letter(loaded)))
        | {entry.letter for entry in entries if _is_left_out(entry, loaded.left_out)},
        register_where=Where(REGISTER.as_posix()),
        ledger=LEDGER,
        sums=SUMS,
        expedition=EXPEDITION,
        prints=tuple(map(_print, selection.prints)),
        kinds_by_row=tuple(kind.key for kind in kinds.KINDS if kind.has_folders),
        kinds_by_file=(*(kind.key for kind in kinds.KINDS if not kind.has_folders), *BUNDLES),
        outputs=frozenset(plan.files),
        summed=plan.summed,
        agendas=tuple(_agendas(entries)),
        offices={key: office.nama for key, office in loaded.workspace.office.items()},
        left_out=tuple(map(prefix_of, sorted(loaded.left_out))),
    )


def prefix_of(name: SetName) -> str:
    """How the paths of all that a set or bundle makes begin, at the least."""
    if name.is_bundle:
        return bundle_file(name).removesuffix("pdf")
    if kinds.kind_of(name.kind).has_folders:
        return f"{FOLDER}/{name.folder}/"
    return f"{FOLDER}/{name.kind}/"


def _is_left_out(entry: Entry, names: Container[SetName]) -> bool:
    return LETTER.set(entry.letter.partition("/")[0]) in names


def _document(document: Document) -> ExpectedDocument:
    return ExpectedDocument(
        office_file=document.office_file,
        pdf=document.pdf,
        also=document.drawings,
        id=document.id,
        kind=document.set.kind,
        is_letter=document.letter is not None,
        title=document.title,
        source=document.source,
        words=document.shown(),
        sources=document.attached,
    )


def _letters(plan: Plan, selection: Selection) -> Iterator[ExpectedLetter]:
    papers = LetterPapers(plan.loaded)
    lines = {(entry.office, entry.letter): entry for entry in plan.entries if entry.in_force}
    for document in selection.documents:
        if letter := document.letter:
            entry = lines.get((letter.kop, letter_key(letter)))
            differs = ""
            if entry and entry.status is Status.GIVEN:
                signed = numbered(letter, entry)
                differs = in_words(changes_since(signed, entry.latest, papers))
            yield _letter(document, letter, differs)


def _letter(document: Document, letter: Letter, differs: str) -> ExpectedLetter:
    return ExpectedLetter(
        id=document.id,
        letter=letter,
        folder=document.folder,
        office_file=document.office_file,
        copies=document.copies,
        signed_file=letter.berkas_ttd,
        known_by=known_by(document.shown()) if letter.berkas_ttd else (),
        enclosures=tuple(
            ExpectedEnclosure(pdf=each.pdf, source=each.source, mark=each.mark)
            for each in document.enclosures
            if each.is_made
        ),
        differs=differs,
    )


def _bundle(plan: Plan, bundle: PlannedBundle) -> ExpectedBundle:
    return ExpectedBundle(
        id=str(bundle.set),
        pdf=bundle.file,
        parts=tuple(
            ExpectedPart(
                id=part.id,
                title=part.title,
                pdf=part.pdf,
                group=part.group,
                kept_as=part.kept_as,
                origin=part.origin,
                number=part.number,
                date=part.date,
                description=part.description,
                ahead=part.ahead,
            )
            for part in bundle.parts
        ),
        title=bundle.declared.judul,
        dividers=bundle.declared.pembatas,
        volumes=volume_prefix(bundle.set),
        bag=bundle.bag,
        archive_list=bundle.archive_list,
        shows_pages=_shows_pages(plan.loaded.files[bundle.declared.daftar_isi]),
    )


def _shows_pages(index: bytes) -> bool:
    """Whether the template of an index prints where a document begins."""
    return any(path.endswith(f".{PAGE_FIELD}") for path in shown_fields(index))


def _register_line(entry: Entry) -> RegisterLine:
    return RegisterLine(
        office=entry.office,
        number=entry.number,
        letter=entry.letter,
        subject=entry.latest.subject,
        recipients=entry.latest.recipients,
    )


def _agendas(entries: Sequence[Entry]) -> Iterator[AgendaCount]:
    """The register of each series, counted by status."""
    for place, group in groupby(sorted(entries, key=_place), key=_place):
        lines = sorted(group, key=lambda entry: entry.label.order)
        counts = Counter(entry.status for entry in lines)
        yield AgendaCount(
            office=place.office,
            year=place.year,
            series=place.series,
            given=counts[Status.GIVEN],
            provisional=counts[Status.PROVISIONAL],
            reserved=counts[Status.RESERVED],
            cancelled=counts[Status.CANCELLED],
            inherited=counts[Status.INHERITED],
            last=next((entry.number for entry in reversed(lines) if entry.number), ""),
        )


def _place(entry: Entry) -> Place:
    return entry.place


def _print(printed: PlannedPrint) -> ExpectedPrint:
    if printed.printed is Printed.FORM:
        return ExpectedPrint(pdf=printed.path, forms=tuple(d.pdf for d in printed.documents))
    copies = tuple((copy.mark, document.copy_file(copy)) for document, copy in printed.copies)
    return ExpectedPrint(
        pdf=printed.path,
        copies=copies,
        enclosures={
            document.copy_file(copy): foreign
            for document, copy in printed.copies
            if (foreign := tuple(each.pdf for each in document.enclosures if not each.is_made))
        },
    )
