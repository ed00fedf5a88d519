"""From the plan to what the check has to verify."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from docgen.check.documents.shown_fields import shown_fields
from docgen.check.expectations import (
    Agenda,
    BundlePapers,
    Claims,
    EnclosurePaper,
    LetterPapers,
    Member,
    Numbered,
    Paper,
    PrintPapers,
)
from docgen.findings import Where
from docgen.model.letter import Letter
from docgen.numbering import Entry, Status, content_digest, letter_key
from docgen.workspace.document import Document, Printed
from docgen.workspace.kinds.letter import every_letter
from docgen.workspace.opening.numbers import REGISTER
from docgen.workspace.output_paths import EXPEDITION, LEDGER, SUMS, volume_prefix
from docgen.workspace.plan.bundles import PlannedBundle
from docgen.workspace.plan.plan import Plan, Selection
from docgen.workspace.plan.prints import PlannedPrint

PAGE_FIELD = "halaman"  # of a line of the index


def expectations_of(plan: Plan, selection: Selection) -> Claims:
    """What must be on the disk for the chosen documents and bundles."""
    loaded, entries = plan.loaded, plan.entries
    return Claims(
        papers=tuple(map(_document, selection.documents)),
        letters=tuple(_letter(d, d.letter) for d in selection.documents if d.letter),
        bundles=tuple(_bundle(plan, each) for each in selection.bundles),
        register=tuple(_register_line(entry) for entry in entries if entry.in_force),
        known_letters=frozenset(map(letter_key, every_letter(loaded))),
        register_where=Where(REGISTER.as_posix()),
        ledger=LEDGER,
        sums=SUMS,
        expedition=EXPEDITION,
        prints=tuple(map(_print, selection.prints)),
        outputs=frozenset(plan.files),
        summed=plan.summed,
        agendas=tuple(_agendas(entries)),
        offices={key: office.nama for key, office in loaded.workspace.office.items()},
    )


def _document(document: Document) -> Paper:
    return Paper(
        office_file=document.office_file,
        pdf=document.pdf,
        also=document.drawings,
        id=document.id,
        kind=document.set.kind,
        title=document.title,
        source=document.source,
        words=document.shown(),
        sources=document.attached,
    )


def _letter(document: Document, letter: Letter) -> LetterPapers:
    return LetterPapers(
        id=document.id,
        letter=letter,
        folder=document.folder,
        office_file=document.office_file,
        copies=document.copies,
        signed_paper=letter.berkas_ttd,
        enclosures=tuple(
            EnclosurePaper(pdf=each.pdf, source=each.source, mark=each.mark)
            for each in document.enclosures
            if each.is_made
        ),
        digest=content_digest(letter),
    )


def _bundle(plan: Plan, bundle: PlannedBundle) -> BundlePapers:
    return BundlePapers(
        id=str(bundle.set),
        pdf=bundle.file,
        members=tuple(
            Member(
                id=part.id,
                title=part.title,
                pdf=part.pdf,
                group=part.group,
                kept_as=part.kept_as,
                origin=part.origin,
                number=part.number,
                date=part.date,
                description=part.description,
            )
            for part in bundle.parts
        ),
        title=bundle.declared.judul,
        dividers=bundle.declared.pembatas,
        volumes=volume_prefix(bundle.name),
        bag=bundle.bag,
        archive_list=bundle.archive_list,
        shows_pages=_shows_pages(plan.loaded.files[bundle.declared.daftar_isi]),
    )


def _shows_pages(index: bytes) -> bool:
    """Whether the template of an index prints where a document begins."""
    return any(path.endswith(f".{PAGE_FIELD}") for path in shown_fields(index))


def _register_line(entry: Entry) -> Numbered:
    told = entry.versions[-1] if entry.versions else entry
    return Numbered(
        office=entry.office,
        number=entry.number,
        letter=entry.letter,
        subject=told.subject,
        recipients=told.recipients,
        digest=entry.current_digest,
    )


def _agendas(entries: Sequence[Entry]) -> Iterator[Agenda]:
    """The register of each office and year, counted by status."""
    by_year = sorted(entries, key=lambda entry: (entry.office, entry.year))
    for (office, year), group in groupby(by_year, key=lambda entry: (entry.office, entry.year)):
        lines = sorted(group, key=lambda entry: entry.label.order)
        counts = Counter(entry.status for entry in lines)
        yield Agenda(
            office=office,
            year=year,
            given=counts[Status.GIVEN],
            provisional=counts[Status.PROVISIONAL],
            reserved=counts[Status.RESERVED],
            cancelled=counts[Status.CANCELLED],
            last=next((entry.number for entry in reversed(lines) if entry.number), ""),
        )


def _print(printed: PlannedPrint) -> PrintPapers:
    if printed.printed is Printed.FORM:
        return PrintPapers(pdf=printed.path, forms=tuple(d.pdf for d in printed.documents))
    copies = tuple((copy.mark, document.copy_file(copy)) for document, copy in printed.copies)
    return PrintPapers(pdf=printed.path, copies=copies)
