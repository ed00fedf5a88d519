"""Letters from rows, without a workspace and without files: a generator in, a generator out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error, has_errors
from docgen.load.letters.fields import Fields
from docgen.load.letters.letters import REQUIRED, letter_of
from docgen.load.letters.lists import COLUMNS as LIST_COLUMNS
from docgen.load.letters.lists import DETAILS, ITEMS, PEOPLE, Lists
from docgen.load.tables.cells import Cell, Row, column_name, displayed
from docgen.load.text.validate import validate
from docgen.load.workspace import default_profile
from docgen.model.letter import Detail, Item, Letter, Person
from docgen.model.office import Office, Official
from docgen.model.profile import Profile
from docgen.model.record import Record
from docgen.ooxml.usual import template_bytes
from docgen.render.placeholders.letters import NOBODY, letter_context
from docgen.render.template import Image, Template
from docgen.render.template.values import FileReader
from docgen.workspace.kinds.letter import NAMES
from docgen.workspace.placeholders import column_findings

R = TypeVar("R", bound=Record)
# Columns that only a register gives in a workspace; here the caller may say them.
GIVEN = ("nomor", "tanggal")


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedLetter:
    """A letter of a row: its ``id``, its .docx (None when it cannot be made), what was found."""

    id: str
    docx: bytes | None
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there is a letter."""
        return self.docx is not None


def render_letters(
    template: bytes | str | Path,
    rows: Iterable[Mapping[str, object]],
    *,
    office: Office | Mapping[str, str],
    officials: Iterable[Official | Mapping[str, str]] = (),
    logo: bytes | None = None,
    profile: Profile | None = None,
    reader: FileReader | None = None,
) -> Iterator[RenderedLetter]:
    """The letters of rows, one after another; none is kept.

    A row has the columns of a sheet of letters: text, numbers, dates, lists of texts; ``butir`` is
    a list of mappings. docgen numbers nothing here: what a row says as ``nomor`` and ``tanggal`` is
    printed. ``reader`` reads the files that the filters *gambar* and *sisip* name. A row that has
    errors gives no letter and says why; the others are made.

    Raises FindingsError for a template, an office or an official that cannot be used, and OSError
    for a template that cannot be read: at once, before the first row is taken.
    """
    name = "templat" if isinstance(template, bytes) else str(template)
    data = template if isinstance(template, bytes) else template_bytes(Path(template))
    opened = Template(data, Where(name), reader)
    faults = (*opened.stray_braces(),)
    opened.placeholders()
    if has_errors(faults):
        raise FindingsError(faults)
    maker = _Maker(
        template=opened,
        office=_record(Office, {"kunci": "kantor"}, office, "office"),
        officials={
            each.kunci: each
            for each in (_record(Official, {}, given, "pejabat") for given in officials)
        },
        logo=Image(logo) if logo else None,
        profile=profile or default_profile(),
    )
    return maker.letters(rows)


def render_letter(
    template: bytes | str | Path,
    row: Mapping[str, object],
    *,
    office: Office | Mapping[str, str],
    officials: Iterable[Official | Mapping[str, str]] = (),
    logo: bytes | None = None,
    profile: Profile | None = None,
    reader: FileReader | None = None,
) -> bytes:
    """The .docx of one letter; see :func:`render_letters`. Raises FindingsError, OSError."""
    (letter,) = render_letters(
        template, (row,), office=office, officials=officials, logo=logo, profile=profile,
        reader=reader,
    )  # fmt: skip
    if letter.docx is None:
        raise FindingsError(letter.findings)
    return letter.docx


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    template: Template
    office: Office
    officials: Mapping[str, Official]
    logo: Image | None
    profile: Profile

    def letters(self, rows: Iterable[Mapping[str, object]]) -> Iterator[RenderedLetter]:
        known: dict[frozenset[str], tuple[Finding, ...]] = {}  # what is wrong with the columns
        for number, given in enumerate(rows, 1):
            row, lists, findings = _row(number, given)
            columns = frozenset(row.cells)
            if columns in known:  # hints are said once
                findings += [each for each in known[columns] if has_errors((each,))]
            else:
                known[columns] = tuple(self._columns(row))
                findings += known[columns]
            yield self._letter(row, lists, findings)

    def _columns(self, row: Row) -> Iterator[Finding]:
        columns = [name for name in row.cells if name not in (*GIVEN, *LIST_COLUMNS)]
        yield from column_findings(self.template, NAMES, columns, row.where)

    def _letter(self, row: Row, lists: Lists, findings: list[Finding]) -> RenderedLetter:
        read = letter_of(row, self.office.kunci, self.officials, lists, self.profile)
        dated = Fields(row)
        date = dated.date("tanggal")
        every = dict.fromkeys((*findings, *read.findings, *dated.findings))
        found = self.profile.apply_severities(tuple(every))
        identifier = row.text("id")
        if read.value is None or has_errors(found):
            return RenderedLetter(id=identifier, docx=None, findings=found)
        letter = _as_given(read.value, row, date)
        context = letter_context(
            letter, self.office, self.logo, self.officials.get(letter.penandatangan, NOBODY),
            self.profile.surat,
        )  # fmt: skip
        try:
            docx = self.template.render(context, row.where)
        except FindingsError as problem:
            found = tuple(dict.fromkeys((*found, *problem.findings)))
            return RenderedLetter(id=identifier, docx=None, findings=found)
        return RenderedLetter(id=identifier, docx=docx, findings=found)


def _as_given(letter: Letter, row: Row, date: dt.date | None) -> Letter:
    """With the number and the date that the caller gives."""
    own = {key: text for key, text in letter.lain.items() if key not in GIVEN}
    return letter.model_copy(
        update={
            "lain": own,
            "nomor": row.text("nomor"),
            "tanggal_surat": date or letter.tanggal_nomor,
        }
    )


def _row(number: int, given: Mapping[str, object]) -> tuple[Row, Lists, list[Finding]]:
    """A mapping as the row of a sheet; its lists apart. Findings: value-not-text."""
    where = Where(f"baris {number}")
    findings: list[Finding] = []
    values = {column_name(name): value for name, value in given.items()}
    identifier = displayed(values.setdefault("id", number))
    lists = Lists()
    lists.items[identifier] = list(_entries(Item, ITEMS, values, where, findings))
    lists.people[identifier] = list(_entries(Person, PEOPLE, values, where, findings))
    lists.details[identifier] = list(_entries(Detail, DETAILS, values, where, findings))
    values = dict.fromkeys(REQUIRED, "") | values
    cells = {name: _cell(name, value, where, findings) for name, value in values.items()}
    return Row(number, cells, where), lists, findings


def _entries(
    kind: type[R], name: str, values: dict[str, object], where: Where, findings: list[Finding]
) -> Iterator[R]:
    """The entries of a list, which is taken out of ``values``."""
    for each in _listed(values.pop(name, ())):
        if isinstance(each, Mapping):
            cells = {str(k): _cell(f"{name}.{k}", v, where, findings) for k, v in each.items()}
            read = validate(kind, {k: cell.text for k, cell in cells.items()}, _at(where))
            findings += read.findings
            if read.value is not None:
                yield read.value
        else:
            findings.append(_not_text(name, where))


def _cell(name: str, value: object, where: Where, findings: list[Finding]) -> Cell:
    place = where.at(cell=name)
    texts: list[str] = []
    for each in _listed(value):
        if isinstance(each, Mapping | list | tuple | set | bytes):
            findings.append(_not_text(name, place))
        else:
            texts.append(displayed(each))
    if isinstance(value, list | tuple):
        return Cell("\n".join(texts), place, tuple(filter(None, texts)))
    return Cell("".join(texts), place)


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else (value,)


def _not_text(name: str, where: Where) -> Finding:
    message = f"«{name}» harus berupa teks, bilangan, tanggal atau daftar teks"
    return error("value-not-text", where, message)


def _record(kind: type[R], usual: Mapping[str, Any], given: R | Mapping[str, str], name: str) -> R:
    """The record itself, or made of a mapping. Raises FindingsError."""
    if isinstance(given, kind):
        return given
    assert isinstance(given, Mapping)
    read = validate(kind, {**usual, **given}, _at(Where(name)))
    if read.value is None:
        raise FindingsError(read.findings)
    return read.value


def _at(where: Where) -> Any:
    return lambda path: where.at(cell=".".join(map(str, path)))
