"""What a letter's row says about its paper that does not fit together: signing, QR, enclosures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.findings import Finding, warning
from docgen.load.letters.fields import NOTHING
from docgen.load.signing import link_findings
from docgen.load.tables.read import Row
from docgen.model.letter import Letter

# "2 (dua) berkas", "2 berkas": other units (lembar, bundel, eksemplar) do not count files.
_COUNTED = re.compile(r"(\d{1,3})\s*(?:\([^)]*\))?\s*berkas\b.*", re.IGNORECASE | re.DOTALL)


def paper_findings(letter: Letter, row: Row) -> Iterator[Finding]:
    """Everything wrong with how the letter is to be printed."""
    yield from _signing(letter, row)
    yield from _enclosures(letter, row)


def _signing(letter: Letter, row: Row) -> Iterator[Finding]:
    where = row.where_of("tautan")
    waits = letter.is_electronic and not letter.berkas_ttd
    yield from link_findings(letter.tautan, letter.is_electronic, waits, where)


def _enclosures(letter: Letter, row: Row) -> Iterator[Finding]:
    """The count that the letter states against the files that go with it."""
    files = len(letter.berkas_lampiran)
    if not letter.lampiran or not files:
        return
    counted = _COUNTED.fullmatch(letter.lampiran)
    stated = 0 if letter.lampiran in NOTHING else int(counted[1]) if counted else files
    if stated != files:
        message = (
            f"lampiran «{letter.lampiran}», padahal «berkas_lampiran» menyebut {files} berkas; "
            "samakan, atau kosongkan «lampiran» agar dihitung sendiri"
        )
        yield warning("enclosure-count-differs", row.where_of("lampiran"), message)
