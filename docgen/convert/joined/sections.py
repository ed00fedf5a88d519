"""Sections of a letter inside a joined document (ECMA-376-1, 17.6)."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from lxml import etree

from docgen.convert.joined.letter import Letter
from docgen.convert.joined.names import NotJoinableError, R, put_after, value_of, w

SECTION = w("sectPr")
REFERENCES = (w("headerReference"), w("footerReference"))
_TYPE, _NUMBER, _START, _FORMAT = w("type"), w("pgNumType"), w("start"), w("fmt")
_TITLE, _OFF = w("titlePg"), ("0", "false", "off")
# What stands before w:type and before w:pgNumType in sectPr (17.6.17).
_BEFORE_TYPE = frozenset((*REFERENCES, w("footnotePr"), w("endnotePr")))
_BEFORE_NUMBER = _BEFORE_TYPE | frozenset(
    map(w, ("type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType"))
)


def sections_of(letter: Letter) -> list[etree._Element]:
    """The sections of a letter, the last one that of its body. Raises NotJoinableError."""
    sections = list(letter.body.iter(SECTION))
    if not sections or sections[-1].getparent() is not letter.body:
        raise NotJoinableError("ada surat tanpa pengaturan halaman")
    return sections


def heads_of(letter: Letter) -> tuple[frozenset[tuple[str, str | None]], ...]:
    """The types of headers and footers of each section. Raises NotJoinableError."""
    return tuple(_heads(each) for each in sections_of(letter))


def check_headers(letters: Sequence[Letter]) -> None:
    """A section without a header of some type takes that of the section before, a neighbour's."""
    heads = [heads_of(letter) for letter in letters]
    every = {key for sections in heads for each in sections for key in each}
    for first, *_others in heads:
        if first != every:
            raise NotJoinableError("kepala atau kaki halamannya tidak sama di semua bagian")


@dataclass(slots=True)
class HeadsBefore:
    """The headers and footers of the section that was read last, by element and type."""

    heads: dict[tuple[str, str | None], bytes] = field(default_factory=dict)
    has_title: bool = False

    def give(self, letter: Letter, same: Container[bytes]) -> None:
        """Let the sections of a letter inherit those of ``same`` that the one before has.

        A section without a header of some type takes that of the section before (17.10.5), and
        LibreOffice needs 0.3 ms less for each. Where only one of two has a first page of its own
        it keeps them all: LibreOffice reads no header that is not shown.
        """
        for section in sections_of(letter):
            title = section.find(_TITLE)
            has_title = title is not None and value_of(title) not in _OFF
            for reference in list(section.iter(*REFERENCES)):
                relation = letter.relations.get(reference.get(f"{{{R}}}id", ""))
                data = b"" if relation is None else letter.parts.get(relation.target, b"")
                slot = (str(reference.tag), reference.get(_TYPE))
                known = has_title == self.has_title and self.heads.get(slot) == data
                if known and data in same:
                    section.remove(reference)
                self.heads[slot] = data
            self.has_title = has_title


def check_columns(sections: Sequence[etree._Element]) -> None:
    """Refuse what LibreOffice balances by what comes behind it. Raises NotJoinableError."""
    for section in sections:
        columns = section.find(w("cols"))
        if columns is not None and columns.get(w("num"), "1") not in ("0", "1"):
            raise NotJoinableError("memakai lebih dari satu kolom")
    for section in sections[1:]:
        if value_of(section.find(_TYPE)) in ("continuous", "nextColumn"):
            raise NotJoinableError("ada bagian yang dimulai di tengah halaman")


def check_numbers(sections: Sequence[etree._Element], counted: bool) -> None:
    """Refuse what numbers pages in a way that joining would change. Raises NotJoinableError."""
    for section in sections[1:]:
        if value_of(section.find(_TYPE)) in ("oddPage", "evenPage"):
            raise NotJoinableError("ada bagian yang dimulai di halaman ganjil atau genap")
    if counted and any(
        each.get(_FORMAT) not in (None, "decimal") or each.get(_START) not in (None, "1")
        for section in sections
        for each in section.iter(_NUMBER)
    ):
        raise NotJoinableError("jumlah halaman dipakai bersama nomor halaman yang diatur khusus")
    if counted and any(
        each.get(_START) for section in sections[1:] for each in section.iter(_NUMBER)
    ):
        raise NotJoinableError("jumlah halaman dipakai bersama nomor halaman yang diulang")


def begin(section: etree._Element) -> None:
    """Let a letter's first section begin on a new page that is page 1, unless it says another."""
    kind = section.find(_TYPE)
    if kind is None:
        kind = etree.Element(_TYPE)
        put_after(section, kind, _BEFORE_TYPE)
    kind.set(w("val"), "nextPage")
    number = section.find(_NUMBER)
    if number is None:
        number = etree.Element(_NUMBER)
        put_after(section, number, _BEFORE_NUMBER)
    if number.get(_START) is None:
        number.set(_START, "1")


def _heads(section: etree._Element) -> frozenset[tuple[str, str | None]]:
    return frozenset((str(each.tag), each.get(_TYPE)) for each in section.iter(*REFERENCES))
