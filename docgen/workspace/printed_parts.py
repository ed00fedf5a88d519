"""Before anything is numbered: what the pages of a template would lack, or could not show."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import docx
from docx.section import Section, _Header
from docx.shared import Length

from docgen.convert import fonts_of, lacking_signs
from docgen.findings import Finding, Where, error, hint, warning
from docgen.load.letters.fields import NOTHING
from docgen.load.letters.letters import LetterBook
from docgen.load.letters.lists import DETAILS, ITEMS, PEOPLE
from docgen.load.tables.cells import Row, column_name
from docgen.load.workspace import CONFIG
from docgen.model.copies import MARK_BAND
from docgen.model.letter import Letter, LetterState
from docgen.model.office import Office, Official
from docgen.model.writing.dates import read_date
from docgen.model.writing.likeness import meant
from docgen.ooxml.names import W
from docgen.render.template import Template

# What no letterhead can do without, where the template prints it.
_OFFICE_PARTS = ("pemerintah", "nama", "kota")
_MOST_LISTED = 5
# As much of a cell as tells which it is.
_SHOWN = 60
UNPRINTED = "list-row-unprinted"
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


def dates_printed(template: Template, rows: Iterable[Row]) -> Iterator[Finding]:
    """Texts that are no dates, where the template prints one. Findings: date-impossible.

    Raises FindingsError for a template that cannot be read.
    """
    names = sorted(template.dated())
    for row in rows:
        for column in names:
            text = row.text(column)
            if text and isinstance(problem := read_date(text), str):
                yield error("date-impossible", row.where_of(column), problem)


def marks_have_room(template: Template) -> Iterator[Finding]:
    """A letterhead that stands where copies are marked. Findings: template-mark-covers.

    Raises FindingsError for a template that cannot be read.
    """
    template.placeholders()
    try:
        sections = docx.Document(io.BytesIO(template.data)).sections
        highest = min(map(_first_line, sections), default=MARK_BAND)
    except Exception:  # python-docx raises whatever a strange file leads to; others tell of that
        return
    if round(highest, 1) < MARK_BAND:
        message = (
            f"isi halamannya mulai {highest:.0f} mm dari tepi atas kertas; tanda rangkap (ASLI, "
            f"TEMBUSAN, ARSIP) memakai {MARK_BAND:.0f} mm teratas dan menutupinya. Turunkan kop "
            "(Layout, Margins: Top, dan Header from top)"
        )
        yield warning("template-mark-covers", template.where, message)


def _first_line(section: Section) -> float:
    """How far from the upper edge something of a section may stand, mm."""
    heads = [section.header]
    if section.different_first_page_header_footer:
        heads.append(section.first_page_header)
    top, header = section.top_margin, section.header_distance
    tops = [abs(top)] if top is not None else []
    if header is not None and any(map(_says_something, heads)):
        tops.append(header)
    return min((Length(each).mm for each in tops), default=MARK_BAND)


def _says_something(head: _Header) -> bool:
    element = head.part.element
    pictures = element.iter(f"{W}drawing", f"{W}pict", f"{W}object")
    return any((each.text or "").strip() for each in element.iter(f"{W}t")) or any(
        True for _ in pictures
    )


def columns_printed(
    template: Template,
    rows: Collection[Row],
    printed_by: Mapping[str, Collection[str]],
    usual: Collection[str] = (),
) -> Iterator[Finding]:
    """Columns that say something of which a template prints nothing. Findings: column-unused.

    ``printed_by`` names the placeholders that show each column; ``usual`` are values, in small
    letters, that tell a reader nothing. Raises FindingsError for a template that cannot be read.
    """
    named = template.placeholders()
    dull = {*NOTHING, *usual}
    for column, names in printed_by.items():
        told = [row for row in rows if {v.casefold() for v in row.values(column)} - dull]
        if told and not named & {*names}:
            message = (
                f"kolom «{column}» berisi «{told[0].text(column)[:_SHOWN]}» ({len(told)} baris), "
                f"tetapi templat {template.where.file} tidak mencetaknya; tambahkan "
                f"{{{{ {next(iter(names))} }}}} di templat, atau kosongkan kolomnya"
            )
            yield warning("column-unused", told[0].where_of(column), message)


def lists_printed(template: Template, book: LetterBook) -> Iterator[Finding]:
    """The rows of lists (*butir*, *orang*, *rincian*) against what the template prints of them.

    Findings: items-missing, list-row-unprinted, those of ``signs_printed``. Raises FindingsError
    for a template that cannot be read.
    """
    named = template.placeholders()
    roles = template.parts_of(PEOPLE)
    wanted = {path.partition(".") for path in template.always_listed()}
    for letter in book.letters:
        given = {sheet: found.get(letter.id, ()) for sheet, found in book.list_rows.items()}
        for sheet, rows in given.items():
            if sheet not in named:
                yield from _no_place(letter.id, sheet, rows, template)
        if PEOPLE in named and not template.uses_whole(PEOPLE):
            yield from _roles_printed(given.get(PEOPLE, ()), roles, template)
        there = {column_name(row.text("peran")) for row in given.get(PEOPLE, ())}
        for sheet, _, role in sorted(wanted):
            if sheet == PEOPLE and role and role not in there:
                yield _missing(letter, sheet, f" dengan peran «{role}»")
            elif sheet in (ITEMS, DETAILS) and not given.get(sheet):
                yield _missing(letter, sheet)
    told = (row for sheet in named & set(book.list_rows) for row in _all(book.list_rows[sheet]))
    cells = (cell for row in told for column, cell in row.cells.items() if column != "id")
    yield from signs_printed(template, ((cell.text, cell.where) for cell in cells))


def _all(rows: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    for each in rows.values():
        yield from each


def _missing(letter: Letter, sheet: str, role: str = "") -> Finding:
    """A list that stands on every paper of a template, and has nothing in it."""
    message = (
        f"surat «{letter.id}» belum punya isi di lembar «{sheet}»{role}, padahal templatnya "
        f"mencetaknya; tulis di lembar itu dengan id «{letter.id}»"
    )
    if letter.state is LetterState.KONSEP:
        return warning("items-missing", letter.where, message)
    return error("items-missing", letter.where, message)


def _roles_printed(
    rows: Sequence[Row], roles: Collection[str], template: Template
) -> Iterator[Finding]:
    """People of roles that a template does not print."""
    for row in rows:
        role = column_name(row.text("peran"))
        if role and role not in roles:
            known = ", ".join(f"«{each}»" for each in sorted(roles)) or "tidak ada"
            message = (
                f"templat {template.where.file} tidak mencetak orang dengan peran "
                f"«{row.text('peran')}»{meant(role, sorted(roles))}; peran yang dicetaknya: {known}"
            )
            yield error(UNPRINTED, row.where_of("peran"), message)


def _no_place(
    identifier: str, sheet: str, rows: Sequence[Row], template: Template
) -> Iterator[Finding]:
    """Rows of a list for which a template has no place."""
    if rows:
        message = (
            f"lembar «{sheet}» punya {len(rows)} baris untuk surat «{identifier}», tetapi templat "
            f"{template.where.file} tidak mencetaknya; hapus barisnya, atau periksa id-nya"
        )
        yield error(UNPRINTED, rows[0].where_of("id"), message)


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
