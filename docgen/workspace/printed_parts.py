"""Before anything is numbered: what the pages of a template would lack, or could not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docgen.convert import fonts_of, lacking_signs
from docgen.findings import Finding, Where, error, hint, warning
from docgen.load.letters.letters import LetterBook
from docgen.load.tables.cells import Row
from docgen.load.workspace import CONFIG
from docgen.model.letter import LetterState
from docgen.model.office import Office, Official
from docgen.render.template import Template

# What no letterhead can do without, where the template prints it.
_OFFICE_PARTS = ("pemerintah", "nama", "kota")
_MOST_LISTED = 5
# Placeholders in which a column is printed under another name.
_PRINTED_AS = {"diteruskan": "diteruskan_kepada"}


def offices_printed(template: Template, offices: Iterable[Office]) -> Iterator[Finding]:
    """Offices whose letterhead or place would be blank. Findings: office-part-empty.

    Raises FindingsError for a template that cannot be read.
    """
    printed = template.parts_of("kop")
    if "tempat_tanggal" in template.placeholders():
        printed |= {"kota"}
    for office in dict.fromkeys(offices):
        for part in _OFFICE_PARTS:
            if part in printed and not getattr(office, part):
                message = (
                    f"[office.{office.kunci}] belum punya «{part}», padahal "
                    f"{template.where.file} mencetaknya; isi"
                )
                yield error("office-part-empty", Where(CONFIG), message)


def items_printed(book: LetterBook) -> Iterator[Finding]:
    """Letters without items, of a template that has a table for them. Findings: items-missing."""
    for letter in book.letters:
        if letter.butir:
            continue
        message = (
            f"surat «{letter.id}» belum punya butir, jadi tabelnya kosong; tulis di lembar «butir» "
            f"dengan id «{letter.id}»"
        )
        if letter.state is LetterState.KONSEP:
            yield warning("items-missing", letter.where, message)
        else:
            yield error("items-missing", letter.where, message)


def texts_printed(
    template: Template, rows: Iterable[Row], officials: Iterable[Official]
) -> Iterator[tuple[str, Where]]:
    """What of rows and officials a template may print, with its places. Raises FindingsError."""
    names = {_PRINTED_AS.get(name, name) for name in template.placeholders()}
    for row in rows:
        yield from ((c.text, c.where) for column, c in row.cells.items() if column in names)
    for each in officials:
        yield " ".join((each.nama, each.jabatan, each.pangkat)), template.where


def signs_printed(template: Template, told: Iterable[tuple[str, Where]]) -> Iterator[Finding]:
    """Signs that the fonts of a template do not have: boxes on paper. Findings: font-lacks-sign.

    An error where no font of this computer has them, else a hint.
    """
    unusual = [(text, where) for text, where in told if not text.isascii()]
    fonts = fonts_of(template.data) if unusual else ()
    for text, where in unusual:
        lacking = list(lacking_signs(text, fonts))
        lost = [each.sign for each in lacking if not each.instead]
        others = [each.sign for each in lacking if each.instead]
        lacks = f"huruf {', '.join(sorted(fonts))} di templat tidak punya"
        if lost:
            message = (
                f"{lacks} {_listed(lost)}, huruf lain pun tidak; tercetak sebagai kotak, hapus"
            )
            yield error("font-lacks-sign", where, message)
        if others:
            instead = ", ".join(sorted({each.instead for each in lacking if each.instead}))
            message = f"{lacks} {_listed(others)}; tercetak dengan {instead}, periksa hasilnya"
            yield hint("font-lacks-sign", where, message)


def _listed(signs: Sequence[str]) -> str:
    """A few signs with their code points."""
    named = ", ".join(f"«{sign}» (U+{ord(sign):04X})" for sign in signs[:_MOST_LISTED])
    more = len(signs) - _MOST_LISTED
    return f"{named} dan {more} tanda lagi" if more > 0 else named
