"""From the loaded workspace to what the check has to prove."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from docgen.check.claims import BundlePapers, Claims, LetterPapers, Member, Numbered, Paper
from docgen.findings import Where
from docgen.numbering import Entry, letter_key
from docgen.pipeline.archive import archived, copies_of
from docgen.pipeline.documents import Document
from docgen.pipeline.material import Material
from docgen.pipeline.numbers import REGISTER
from docgen.pipeline.output import LEDGER, bundle_file


def claims_of(
    material: Material,
    chosen: Sequence[Document],
    bundles: Mapping[str, Sequence[Document]],
    entries: Sequence[Entry],
    outputs: Iterable[str],
) -> Claims:
    """What must be on the disk for the chosen documents and bundles; ``outputs`` is what may."""
    return Claims(
        papers=tuple(Paper(d.office_file, d.pdf, d.drawings) for d in chosen),
        letters=tuple(
            LetterPapers(
                d.letter, d.folder, d.office_file, copies_of(material, d), d.letter.berkas_ttd
            )
            for d in chosen
            if d.letter
        ),
        bundles=tuple(
            BundlePapers(
                bundle_file(name),
                tuple(
                    Member(part.id, part.title, part.pdf)
                    for member in members
                    for part in archived(material, member)
                ),
            )
            for name, members in bundles.items()
        ),
        register=tuple(Numbered(e.office, e.number, e.letter) for e in entries),
        known_letters=frozenset(
            letter_key(letter) for book in material.letters.values() for letter in book.letters
        ),
        register_where=Where(REGISTER.as_posix()),
        ledger=LEDGER,
        outputs=frozenset(outputs),
    )
