"""From the loaded workspace to what the check has to prove."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath

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
) -> Claims:
    """What must be on the disk for the chosen documents and bundles; ``outputs`` is what may, and
    ``summed`` what of it has a checksum."""
    specs = _specs(material)
    incoming = {
        form.where: (form.berkas_surat,)
        for book in material.dispositions.values()
        for form in book.dispositions
        if form.berkas_surat
    }
    return Claims(
        papers=tuple(
            Paper(
                d.office_file,
                d.pdf,
                d.drawings,
                d.id,
                d.title,
                specs.get(d.id, d.row),
                words_of(material, d),
                incoming.get(d.row, ()) if d.row else (),
            )
            for d in chosen
        ),
        letters=tuple(
            LetterPapers(
                d.letter,
                d.folder,
                d.office_file,
                copies_of(material, d),
                d.letter.berkas_ttd,
                tuple(
                    EnclosurePaper(each.pdf, each.source, each.mark)
                    for each in enclosures_of(material, d)
                    if each.is_made
                ),
                content_digest(d.letter),
            )
            for d in chosen
            if d.letter
        ),
        bundles=tuple(
            BundlePapers(
                bundle_file(name),
                tuple(
                    Member(
                        part.id,
                        part.title,
                        part.pdf,
                        part.group,
                        kept_as(name, part),
                        part.is_others,
                        part.number,
                        part.date,
                        part.description,
                    )
                    for part in archive_parts(material, name, members)
                ),
                title=material.workspace.bundle[name].judul,
                dividers=material.workspace.bundle[name].pembatas,
                volumes=volume_prefix(name),
                id=f"bundle.{name}",
                bag=bag_folder(name) if material.workspace.bundle[name].paket else "",
                archive_list=archive_list_file(name),
                shows_pages=_shows_pages(material, name),
            )
            for name, members in bundles.items()
        ),
        register=tuple(_numbered(entry) for entry in entries if entry.in_force),
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


def _numbered(entry: Entry) -> Numbered:
    told = entry.versions[-1] if entry.versions else entry
    return Numbered(
        entry.office, entry.number, entry.letter, told.subject, told.recipients,
        entry.current_digest,
    )  # fmt: skip


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


def _agendas(entries: Sequence[Entry]) -> Iterator[Agenda]:
    """The register of each office and year, counted by status."""
    by_year = sorted(entries, key=lambda entry: (entry.office, entry.year))
    for (office, year), group in groupby(by_year, key=lambda entry: (entry.office, entry.year)):
        lines = sorted(group, key=lambda entry: entry.label.order)
        counts = Counter(entry.status for entry in lines)
        last = next((entry.number for entry in reversed(lines) if entry.number), "")
        yield Agenda(
            office,
            year,
            counts[Status.GIVEN],
            counts[Status.PROVISIONAL],
            counts[Status.RESERVED],
            counts[Status.CANCELLED],
            last,
        )


def _prints(
    material: Material, chosen: Sequence[Document], entries: Sequence[Entry]
) -> Iterator[PrintPapers]:
    """What each ``cetak.pdf`` holds, in the order of printing."""
    letters = [document for document in chosen if copies_of(material, document)]
    for name, batch in groupby(letters, key=print_file):
        copies = (
            (copy.mark, document.copy_file(copy))
            for document in print_order(batch, entries)
            for copy in sorted_copies(material, document)
        )
        yield PrintPapers(name, tuple(copies))
    forms = [document for document in chosen if is_form(document)]
    for name, batch in groupby(forms, key=print_file):
        yield PrintPapers(name, forms=tuple(document.pdf for document in batch))
