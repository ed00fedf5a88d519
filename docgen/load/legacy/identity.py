"""The identity of a SOP: labels with what stands beside or below them, whoever made the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from docgen.load.legacy.doubts import Doubts, Place, Sure, at
from docgen.load.legacy.drawn import Cell, Papers, Part
from docgen.load.legacy.flow.tables import StepTable
from docgen.load.legacy.signers import Signed, closing, signed
from docgen.load.legacy.spelled import one_line, spelled
from docgen.load.legacy.words import squeezed

_MARK = re.compile(r"\s*(?:\(?(\d{1,2}|[a-zA-Z])[.)]|([-–—•·▪*✓o]))\s+(?=\S)")
_GOVERNMENT = re.compile(
    r"pemerintah|kementerian|badan|lembaga|kejaksaan|kepolisian|republik|sekretariat|mahkamah", re.I
)
# A line that ends so goes on in the next.
_OPEN_END = re.compile(r"(?:\b(?:dan|serta|atau|pada|di|untuk|bidang)|[,&/])$", re.I)
_TITLE_PAGE = "standaroperasionalprosedur"
FIELDS = ("nomor", "pembuatan", "revisi", "efektif", "pengesahan", "disahkan_oleh", "nama")
LISTS = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan",
         "pencatatan")  # fmt: skip


@dataclass(slots=True)
class ListFound:
    """A list of the identity sheet: its items and how they are marked."""

    style: str
    items: list[str]


@dataclass(slots=True)
class Identity:
    """What was found: texts of fields, labels as they are spelled, lists, the office, signers."""

    fields: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    lists: dict[str, ListFound] = field(default_factory=dict)
    office: list[str] = field(default_factory=list)
    approver: Signed = field(default_factory=Signed)
    closing: Signed | None = None
    has_title_page: bool = False

    @property
    def found(self) -> int:
        """How many labels of an identity block there are."""
        return len(self.places)


@dataclass(slots=True)
class _Labelled:
    """A cell that is a label, or begins with one."""

    key: str
    cell: Cell
    rest: str  # what stands behind the label in the same cell


def read_identity(papers: Papers, tables: Sequence[StepTable], doubts: Doubts) -> Identity:
    """The identity block, wherever it stands outside of the steps."""
    found = Identity()
    for part in papers.parts:
        bodies = [(table.heads[0], table.end) for table in tables if table.part is part]
        limit = min((first for first, _end in bodies), default=part.height)
        labelled = list(_labelled(part, limit))
        if len(labelled) >= 2 or (labelled and not bodies):
            _take_fields(part, labelled, found)
            _take_lists(part, labelled, limit, found)
            if not found.office:
                found.office = list(_office(part, labelled, limit))
    found.has_title_page = any(
        part.width <= 2 and _TITLE_PAGE in squeezed(" ".join(c.text for c in part.cells))
        for part in papers.parts[:2]
        if not any(table.part is part for table in tables)
    )
    found.closing = closing(papers, tables)
    _say_missing(found, doubts)
    return found


def _labelled(part: Part, limit: int) -> Iterator[_Labelled]:
    for cell in part.cells:
        if cell.rows[0] >= limit or not cell.text:
            continue
        head, _colon, rest = cell.text.partition(":")
        ways = ((head, rest.strip()), (cell.text.rstrip(" :"), ""))
        for text, behind in ways if rest.strip() else ways[1:]:
            key = spelled("identity", text) or spelled("lists", text)
            if key:
                yield _Labelled(key, cell, behind)
                break


def _beside(part: Part, cell: Cell, limit_column: int) -> list[Cell]:
    """The cells to the right of a label in its row, without a lone colon."""
    found = []
    for row in range(cell.rows[0], cell.rows[0] + 1):
        for other in part.cells:
            inside = other.rows[0] <= row <= other.rows[1]
            if inside and other.columns[0] > cell.columns[1] and other.columns[0] < limit_column:
                text = other.text.lstrip(": ").strip()
                if text:
                    found.append(other)
    return sorted(found, key=lambda each: each.columns[0])


def _take_fields(part: Part, labelled: Sequence[_Labelled], found: Identity) -> None:
    by_cell = {id(each.cell) for each in labelled}
    for each in labelled:
        if each.key not in FIELDS or each.key in found.places:
            continue
        found.places[each.key] = at(part, each.cell.rows[0], each.cell.columns[0])
        label = each.cell.text.partition(":")[0].strip() if each.rest else each.cell.text
        found.labels[each.key] = one_line(label).rstrip(" :")
        others = [c for c in _beside(part, each.cell, part.width) if id(c) not in by_cell]
        if each.key == "disahkan_oleh":
            found.approver = signed(_block(part, each, others, labelled))
            continue
        text = each.rest or (others[0].text if others else "")
        found.fields[each.key] = " ".join(text.lstrip(": ").split())


def _block(
    part: Part, label: _Labelled, beside: Sequence[Cell], labelled: Sequence[_Labelled]
) -> list[str]:
    """The lines of who approves: beside the label, and below that until the next label."""
    lines = label.rest.split("\n") if label.rest else []
    first = label.cell.columns[0] if not beside else beside[0].columns[0]
    below = [each.cell.rows[0] for each in labelled
             if each.cell.rows[0] > label.cell.rows[0]
             and each.cell.columns[1] >= label.cell.columns[0]]  # fmt: skip
    last = min(below, default=label.cell.rows[1] + 8)
    seen = []
    for cell in sorted(part.cells, key=lambda each: each.rows[0]):
        inside = label.cell.rows[0] <= cell.rows[0] < last and cell.columns[0] >= first
        if inside and cell is not label.cell and cell not in seen:
            seen.append(cell)
            lines += [line.lstrip(": ") for line in cell.text.split("\n")]
    return lines


def _take_lists(part: Part, labelled: Sequence[_Labelled], limit: int, found: Identity) -> None:
    rows = sorted({each.cell.rows[0] for each in labelled if each.key in LISTS})
    for each in labelled:
        if each.key not in LISTS or each.key in found.places:
            continue
        cell = each.cell
        found.places[each.key] = at(part, cell.rows[0], cell.columns[0])
        label = cell.text.partition(":")[0] if each.rest else cell.text
        found.labels[each.key] = one_line(label).strip(" :")
        end = min((row for row in rows if row > cell.rows[1]), default=limit)
        right = min(
            (o.cell.columns[0] for o in labelled
             if o.cell.rows[0] == cell.rows[0] and o.cell.columns[0] > cell.columns[1]),
            default=part.width,
        )  # fmt: skip
        lines = each.rest.split("\n") if each.rest else []
        lines += _lines_in(part, (cell.rows[1] + 1, end), (cell.columns[0], right), labelled)
        if not lines:
            lines = [c.text for c in _beside(part, cell, right)]
        items = list_items(line for text in lines for line in text.split("\n"))
        if items.items:
            found.lists[each.key] = items


def _lines_in(
    part: Part, rows: tuple[int, int], columns: tuple[int, int], labelled: Sequence[_Labelled]
) -> list[str]:
    """The lines below a label, row by row; a mark in a column of its own goes before its text."""
    labels = {id(each.cell) for each in labelled}
    lines: list[str] = []
    for row in range(*rows):
        here = [
            cell
            for cell in part.in_row(row)
            if columns[0] <= cell.columns[0] < columns[1] and cell.text and id(cell) not in labels
        ]
        if len(here) == 1:
            lines += here[0].text.split("\n")
        elif here:
            lines.append(" ".join(" ".join(cell.text.split()) for cell in here))
    return lines


def list_items(lines: Iterable[str]) -> ListFound:
    """The items of a list: a line without a mark goes on from the item above."""
    items: list[str] = []
    styles: list[str] = []
    for line in (" ".join(each.split()) for each in lines):
        if not line:
            continue
        mark = _MARK.match(line + " ") if line not in ("-", "–") else None
        text = line[mark.end() :].strip() if mark else line
        if mark or not items or not any(styles):
            items.append(text)
            styles.append(("nomor" if mark[1] else "strip") if mark else "")
        else:
            items[-1] = f"{items[-1]} {text}"
    kinds = {style for style in styles if style}
    return ListFound(kinds.pop() if len(kinds) == 1 else "nomor" if kinds else "polos", items)


def _office(part: Part, labelled: Sequence[_Labelled], limit: int) -> Iterator[str]:
    """The lines of whose sheet it is: left of the first labels, or above them."""
    fields = [each.cell for each in labelled if each.key in FIELDS]
    if not fields:
        return
    column = min(cell.columns[0] for cell in fields)
    lists = [each.cell.rows[0] for each in labelled if each.key in LISTS]
    bottom = min(lists, default=limit)
    top = min(cell.rows[0] for cell in fields)
    lines: list[str] = []
    for cell in sorted(part.cells, key=lambda each: (each.rows[0], each.columns[0])):
        is_left = cell.columns[1] < column and cell.rows[0] < bottom
        if is_left or (cell.rows[0] < top and cell.columns[0] < part.width):
            lines += [line.strip() for line in cell.text.split("\n") if line.strip()]
    for line in lines:
        if _TITLE_PAGE not in squeezed(line) and spelled("identity", line) == "":
            yield " ".join(line.split())


def office_lines(lines: Sequence[str]) -> tuple[list[str], bool]:
    """The lines with those that go on put together, and whether any were."""
    whole: list[str] = []
    for line in lines:
        if whole and _OPEN_END.search(whole[-1]):
            whole[-1] = f"{whole[-1]} {line}"
        else:
            whole.append(line)
    return whole, len(whole) < len(lines)


def is_government(line: str) -> bool:
    """Whether a line names a government or what stands in its place."""
    return bool(_GOVERNMENT.search(line))


def _say_missing(found: Identity, doubts: Doubts) -> None:
    for key, words in (("nomor", "nomor SOP"), ("nama", "nama SOP")):
        if not found.fields.get(key):
            place = found.places.get(key, Place(0))
            doubts.add("legacy-field-missing", place, Sure.NOT,
                       f"{words} tidak ditemukan; isi «{key}» di spesifikasinya")  # fmt: skip
    if not found.approver.jabatan:
        place = found.places.get("disahkan_oleh", Place(0))
        doubts.add("legacy-field-missing", place, Sure.NOT,
                   "yang mengesahkan tidak ditemukan; isi «disahkan_oleh»")  # fmt: skip
    if not any(key in found.fields for key in ("efektif", "pengesahan")):
        doubts.add("legacy-field-missing", Place(0), Sure.NOT,
                   "tanggal efektif atau pengesahan tidak ditemukan; isi «tanggal»")  # fmt: skip
