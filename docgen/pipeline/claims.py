"""From the loaded workspace to what the check has to prove."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath

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
from docgen.findings import Where
from docgen.numbering import Entry, Status, content_digest, letter_key
from docgen.pipeline.copying import copies_of
from docgen.pipeline.documents import Document
from docgen.pipeline.enclosures import enclosures_of
from docgen.pipeline.expected import words_of
from docgen.pipeline.material import Material
from docgen.pipeline.members import archive_parts, kept_as
from docgen.pipeline.numbers import REGISTER
from docgen.pipeline.output import (
    EXPEDITION,
    LEDGER,
    SUMS,
    archive_list_file,
    bag_folder,
    bundle_file,
    volume_prefix,
)
from docgen.pipeline.printing import is_form, print_file, print_order, sorted_copies

PAGE_FIELD = "halaman"  # of a line of the index


def claims_of(
    material: Material,
    chosen: Sequence[Document],
    bundles: Mapping[str, Sequence[Document]],
    entries: Sequence[Entry],
    outputs: Iterable[str],
    summed: Iterable[str],
) -> Expectations:
    """What must be on the disk for the chosen documents and bundles; ``outputs`` is what may, and
    ``summed`` what of it has a checksum."""
    specs = _specs(material)
    incoming = {
        form.where: (form.berkas_surat,)
        for book in material.dispositions.values()
        for form in book.dispositions
        if form.berkas_surat
    }
    return Expectations(
        documents=tuple(
            ExpectedDocument(
                id=d.id,
                kind=d.set.partition(".")[0],
                office_file=d.office_file,
                pdf=d.pdf,
                also=d.drawings,
                title=d.title,
                source=specs.get(d.id, d.row),
                words=words_of(material, d),
                sources=incoming.get(d.row, ()) if d.row else (),
            )
            for d in chosen
        ),
        letters=tuple(
            ExpectedLetter(
                id=d.id,
                letter=d.letter,
                folder=d.folder,
                office_file=d.office_file,
                copies=copies_of(material, d),
                signed_file=d.letter.berkas_ttd,
                enclosures=tuple(
                    ExpectedEnclosure(pdf=each.pdf, source=each.source, mark=each.mark)
                    for each in enclosures_of(material, d)
                    if each.is_made
                ),
                digest=content_digest(d.letter),
            )
            for d in chosen
            if d.letter
        ),
        bundles=tuple(
            ExpectedBundle(
                id=f"bundle.{name}",
                pdf=bundle_file(name),
                parts=tuple(
                    ExpectedPart(
                        id=part.id,
                        title=part.title,
                        pdf=part.pdf,
                        group=part.group,
                        kept_as=kept_as(name, part),
                        is_foreign=part.is_others,
                        number=part.number,
                        date=part.date,
                        description=part.description,
                    )
                    for part in archive_parts(material, name, members)
                ),
                title=material.workspace.bundle[name].judul,
                dividers=material.workspace.bundle[name].pembatas,
                volumes=volume_prefix(name),
                bag=bag_folder(name) if material.workspace.bundle[name].paket else "",
                archive_list=archive_list_file(name),
                shows_pages=_shows_pages(material, name),
            )
            for name, members in bundles.items()
        ),
        register=tuple(_register_line(entry) for entry in entries if entry.in_force),
        known_letters=frozenset(
            letter_key(letter) for book in material.letters.values() for letter in book.letters
        ),
        register_where=Where(REGISTER.as_posix()),
        ledger=LEDGER,
        sums=SUMS,
        expedition=EXPEDITION,
        prints=tuple(_prints(material, chosen, entries)),
        outputs=frozenset(outputs),
        summed=frozenset(summed),
        agendas=tuple(_agendas(entries)),
        offices={key: office.nama for key, office in material.workspace.office.items()},
    )


def _register_line(entry: Entry) -> RegisterLine:
    told = entry.versions[-1] if entry.versions else entry
    return RegisterLine(
        office=entry.office,
        number=entry.number,
        letter=entry.letter,
        subject=told.subject,
        recipients=told.recipients,
        digest=entry.current_digest,
    )


def _shows_pages(material: Material, bundle: str) -> bool:
    """Whether the template of its index prints where a document begins."""
    template = material.files[material.workspace.bundle[bundle].daftar_isi]
    return any(path.endswith(f".{PAGE_FIELD}") for path in shown_fields(template))


def _specs(material: Material) -> dict[str, Where]:
    """The spec of each SOP by the id of its document."""
    return {
        f"sop.{PurePosixPath(path).stem}": Where(path)
        for sops in material.sops.values()
        for path in sops
    }


def _agendas(entries: Sequence[Entry]) -> Iterator[AgendaCount]:
    """The register of each office and year, counted by status."""
    by_year = sorted(entries, key=lambda entry: (entry.office, entry.year))
    for (office, year), group in groupby(by_year, key=lambda entry: (entry.office, entry.year)):
        lines = sorted(group, key=lambda entry: entry.label.order)
        counts = Counter(entry.status for entry in lines)
        last = next((entry.number for entry in reversed(lines) if entry.number), "")
        yield AgendaCount(
            office=office,
            year=year,
            given=counts[Status.GIVEN],
            provisional=counts[Status.PROVISIONAL],
            reserved=counts[Status.RESERVED],
            cancelled=counts[Status.CANCELLED],
            last=last,
        )


def _prints(
    material: Material, chosen: Sequence[Document], entries: Sequence[Entry]
) -> Iterator[ExpectedPrint]:
    """What each ``cetak.pdf`` holds, in the order of printing."""
    letters = [document for document in chosen if copies_of(material, document)]
    for name, batch in groupby(letters, key=print_file):
        copies = (
            (copy.mark, document.copy_file(copy))
            for document in print_order(batch, entries)
            for copy in sorted_copies(material, document)
        )
        yield ExpectedPrint(pdf=name, copies=tuple(copies))
    forms = [document for document in chosen if is_form(document)]
    for name, batch in groupby(forms, key=print_file):
        yield ExpectedPrint(pdf=name, forms=tuple(document.pdf for document in batch))
